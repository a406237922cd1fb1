"""The first answer on the home page: an amount for every step of a slider, and a few to choose without a script."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Any

from calculator.markup import Html, element, join
from calculator.scheme.rows import SIZE_CLASSES, Rules, SizeClass
from calculator.screen.first import FirstAnswer, NoFirstAnswer, first_answer
from calculator.screen.words import words
from publishing.pages.edition import Edition, Fragment, Mistake
from publishing.pages.figures import in_force

__all__ = ["PRESETS", "STEPS", "first_answer_block"]

# Closer together where more people look, in euro.
STEPS = (*range(100, 1_000, 50), *range(1_000, 3_000, 100), *range(3_000, 10_000, 250), *range(10_000, 40_001, 1_000))
# Each has a rule in docs/assets/stylesheets/home.css.
PRESETS = (500, 1_000, 1_500, 2_500, 5_000)
FIRST_PRESET = 1_500
PARTS = tuple(field.name for field in fields(FirstAnswer))


def first_answer_block(edition: Edition, *, rekenhulp: str = "rekenhulp/") -> Fragment:
    """The question, the answer, and the way to a sure one; `rekenhulp` is where the calculator is from this page."""
    rules = edition.today()
    rows = (in_force(rules.rates.get(("training", None)), rules.on), in_force(rules.ceiling, rules.on))
    block = element(
        "kmo-eerste",
        element(
            "form",
            _sizes(edition),
            _presets(),
            _price(),
            method="dialog",
            novalidate=True,
        ),
        element("div", *_ready_answers(edition, rekenhulp), class_="rk-first__ready"),
        _answer(_answered("small", FIRST_PRESET, edition.on), rekenhulp),
        element("p", class_="rk-first__problem", role="alert"),
        element("p", words("first", "assumed"), class_="rk-first__assumed"),
        # No script: instant navigation would make it anew without its type, as one to run.
        element("template", Html(_table(edition))),
        class_="rk-first",
        data_engine="../engine/@engine@/",
        data_waiting=words("first", "waiting"),
        data_failed=words("first", "failed"),
    )
    return Fragment(element("div", block), tuple(row.basis.source for row in rows))


# ---- what is asked ------------------------------------------------------------------------------------------


def _sizes(edition: Edition) -> Html:
    rules = edition.today()
    limits = {"small": in_force(rules.small, rules.on), "medium": in_force(rules.medium, rules.on)}
    options = (
        _option(
            "first-size",
            size,
            words("first", size),
            hint=words("first", f"{size}_hint").format(staff=limits[size].staff_below),
            checked=size == SIZE_CLASSES[0],
        )
        for size in SIZE_CLASSES
    )
    return element("fieldset", element("legend", words("first", "size")), *options)


def _presets() -> Html:
    """The prices to choose from without a script."""
    options = (
        _option("first-preset", str(number), _euros(euros), step=STEPS.index(euros), checked=euros == FIRST_PRESET)
        for number, euros in enumerate(PRESETS, 1)
    )
    return element("fieldset", element("legend", words("first", "price")), *options, class_="rk-first__presets")


def _option(
    name: str, value: str, label: str, *, checked: bool, hint: str | None = None, step: int | None = None
) -> Html:
    return element(
        "label",
        element(
            "input",
            type="radio",
            name=name,
            value=value,
            checked=checked,
            data_step=None if step is None else str(step),
        ),
        element("span", label, element("small", hint) if hint else None),
    )


def _price() -> Html:
    """The price to type or to slide to; shown by the script, which makes both work."""
    return element(
        "div",
        element("label", words("first", "price"), for_="first-price"),
        element("small", words("first", "price_hint"), id="first-price-hint"),
        element(
            "input",
            type="text",
            id="first-price",
            inputmode="decimal",
            autocomplete="off",
            value=_euros(FIRST_PRESET).removesuffix("\u00a0euro"),
            aria_describedby="first-price-hint",
        ),
        element(
            "input",
            type="range",
            min="0",
            max=str(len(STEPS) - 1),
            value=str(STEPS.index(FIRST_PRESET)),
            aria_label=words("first", "slider"),
            aria_valuetext=_euros(FIRST_PRESET),
        ),
        class_="rk-first__price",
        hidden=True,
    )


# ---- what is answered ---------------------------------------------------------------------------------------


def _ready_answers(edition: Edition, calculator: str) -> Iterator[Html]:
    for size in SIZE_CLASSES:
        for number, euros in enumerate(PRESETS, 1):
            answered = _answered(size, euros, edition.on)
            yield element(
                "div", _shown(answered), _sure(size, answered, calculator), data_size=size, data_preset=str(number)
            )


def _answer(answered: FirstAnswer, calculator: str) -> Html:
    """The answer that the script keeps true: each part of it stands in an element named after that part."""
    return element(
        "div",
        element("div", _shown(answered), role="status"),
        _sure("small", answered, calculator),
        class_="rk-first__answer",
        hidden=True,
    )


def _shown(answered: FirstAnswer) -> Html:
    pays = words("first", "pays").split("{deposit}")
    between, after = pays[1].split("{vat}")
    return join(
        (
            element("p", f"{words('first', 'gives')} ", _part("strong", "amount", answered), class_="rk-first__gives"),
            element(
                "svg",
                element("rect", width="100%", height="100%", class_="rk-first__own"),
                element("rect", width=answered.width, height="100%", class_="rk-first__aid", data_part="width"),
                class_="rk-first__bar",
                aria_hidden="true",
                focusable="false",
            ),
            element(
                "p",
                pays[0],
                _part("b", "deposit", answered),
                between,
                _part("span", "vat", answered),
                after,
                class_="rk-first__pays",
            ),
            element("p", _part("span", "how", answered), class_="rk-first__how"),
        )
    )


def _part(tag: str, name: str, answered: FirstAnswer) -> Html:
    return element(tag, getattr(answered, name), data_part=name)


def _sure(size: SizeClass, answered: FirstAnswer, calculator: str) -> Html:
    """The link that takes the answers along to the calculator."""
    start = f"{calculator}#v=1&service.kind=training&enterprise.size_stated="
    return element(
        "p",
        element(
            "a",
            words("first", "sure"),
            element("small", words("first", "sure_hint")),
            href=f"{start}{size}&cost.net={answered.net}",
            data_start=start,
            class_="md-button md-button--primary",
        ),
    )


def _answered(size: SizeClass, euros: int, on: date) -> FirstAnswer:
    try:
        return first_answer(size, str(euros), on.isoformat())
    except NoFirstAnswer as none:
        raise Mistake(f"op {on} is er geen eerste antwoord voor {euros} euro: {none}") from None


def _euros(euros: int) -> str:
    return f"{euros:,}".replace(",", ".") + "\u00a0euro"


# ---- the ready amounts --------------------------------------------------------------------------------------


def _table(edition: Edition) -> str:
    """The answers to every step of the slider, for each period from the day of the pages on, as JSON.

    `until` is the first day that a period no longer covers; a period without an answer is left out.
    """
    starts = [edition.on, *changes_after(edition.rules, edition.on)]
    periods: list[dict[str, Any]] = []
    for start, until in zip(starts, [*starts[1:], None], strict=True):
        try:
            answers = {size: [_values(size, euros, start) for euros in STEPS] for size in SIZE_CLASSES}
        except NoFirstAnswer:
            continue
        if periods and periods[-1]["until"] == start.isoformat() and periods[-1]["answers"] == answers:
            periods[-1]["until"] = until and until.isoformat()
        else:
            periods.append({"from": start.isoformat(), "until": until and until.isoformat(), "answers": answers})
    content = {"parts": PARTS, "steps": [str(euros) for euros in STEPS], "periods": periods}
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c")


def _values(size: SizeClass, euros: int, on: date) -> Sequence[str]:
    answered: Mapping[str, str] = asdict(first_answer(size, str(euros), on.isoformat()))
    return list(answered.values())


def changes_after(rules: Rules, on: date) -> list[date]:
    """The days after this one on which a row of the data begins, or has ended the day before."""
    tables = (getattr(rules, table.name) for table in fields(rules))
    bases = (row.basis for rows in tables if isinstance(rows, tuple) for row in rows if hasattr(row, "basis"))
    days = {day for basis in bases for day in (basis.valid_from, _day_after(basis.valid_through)) if day and day > on}
    return sorted(days)


def _day_after(last: date | None) -> date | None:
    return last and last + timedelta(days=1)
