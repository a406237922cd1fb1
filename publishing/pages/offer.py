"""What the page of one entry of the catalogue shows: its aid, its cost and its link to the calculator."""

from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import urlencode

from calculator import texts
from calculator.assess import Assessment
from calculator.markup import Html, element, join
from calculator.rules.aid import Aid
from calculator.scheme.rows import Dated, Source
from calculator.values import Money
from publishing.pages.answers import answer
from publishing.pages.catalogue import FOLDER, Entry, entry_files, read_entry
from publishing.pages.edition import Edition, Fragment, Mistake, badge, choose, source_line
from publishing.pages.figures import RULE_ROWS, SIZES, in_force, rate_row, vat
from publishing.pages.tables import Cell, amount, html_table

__all__ = ["Subsidised", "at_a_glance", "picture", "price_line", "prices", "resting_on", "status", "subsidised"]

type Subsidised = Literal["yes", "maybe", "no"]

# Prices shown where the entry has none of its own: what people ask for, from half a day to a series.
SHOWN_PRICE = Money.euros(1_500)
EXAMPLE_PRICES = tuple(Money.euros(euros) for euros in (500, 1000, 2500, 5000))


def _entry(edition: Edition, name: str) -> Entry:
    path = edition.docs / FOLDER / f"{name}.md"
    if path not in entry_files(edition.docs):
        known = choose(name, (path.stem for path in entry_files(edition.docs)))
        raise Mistake(f"er is geen fiche {name!r}; {known}")
    return read_entry(path)


def _assessed(edition: Edition, entry: Entry, size: str, price: Money) -> Assessment:
    """The calculator's answer for an enterprise that meets every condition of its own."""
    on = edition.on.isoformat()
    return answer(
        {
            "contract": 1,
            "applied_on": on,
            "enterprise": {
                "legal_form": "bv",
                "established_in_flanders": True,
                "public_participation": "0",
                "main_activity": "accepted",
                "size_fixed_this_year": size,
            },
            "service": {
                "kind": entry.kind,
                "theme": entry.theme,
                "topic": entry.topic,
                "without_teacher": False,
                "related_to_provider": False,
                "starts_on": on,
                "ends_on": on,
            },
            "cost": {"net": str(price), "vat_recoverable": True},
            "aid_granted_this_year": "0",
        },
    ).assessment


def _aid(edition: Edition, entry: Entry, size: str, price: Money) -> Aid:
    aid = _assessed(edition, entry, size, price).aid
    if aid is None:
        raise Mistake(f"op {texts.day(edition.on)} is het percentage voor {entry.slug} niet bekend")
    return aid


def _ended(edition: Edition, entry: Entry) -> bool:
    return entry.ends_on is not None and entry.ends_on < edition.on


def _was_offered_until(entry: Entry) -> str:
    assert entry.ends_on is not None
    return f"Dit aanbod liep tot {texts.day(entry.ends_on)}."


def subsidised(edition: Edition, entry: Entry) -> Subsidised:
    """Whether the entry gets aid on the day: the rules decide first, then how sure its theme is."""
    if _ended(edition, entry):
        return "no"
    outcome = _assessed(edition, entry, "small", entry.price or EXAMPLE_PRICES[-1]).outcome
    if outcome == "not_eligible":
        return "no"
    return "maybe" if outcome == "undecided" or entry.certainty == "twijfelachtig" else "yes"


def status(aid: Subsidised, entry: Entry) -> Html:
    """The answer as a badge."""
    if aid == "no":
        return badge("geen steun", "no")
    if aid == "maybe":
        return badge("steun twijfelachtig", "maybe")
    return badge("steun zeker" if entry.certainty == "zeker" else "steun waarschijnlijk", "yes")


def at_a_glance(edition: Edition, *, naam: str) -> Fragment:
    """The head of an entry: whether there is aid, what there is to pay, the calculator; then for whom and why.

    Everything that an editor fills in above the text of the entry shows here.
    """
    entry = _entry(edition, naam)
    reason, row = _reason(edition, entry)
    head = element(
        "div",
        element("p", f"Op {texts.day(edition.on)}: ", status(subsidised(edition, entry), entry), class_="rk-title"),
        *_to_pay(edition, entry),
        None if _ended(edition, entry) else _calculator_link(entry),
        class_="rk-offer__price",
    )
    facts = [
        ("Voor wie", entry.for_whom),
        ("Wat u leert" if entry.kind == "training" else "Wat u krijgt", _listed(entry.learns)),
        ("Duur", entry.duration or "U spreekt ze af met Hands."),
        ("Thema", f"{_theme(edition, entry)}. {entry.reason}"),
        ("Steun", reason),
    ]
    told = element(
        "dl",
        *(part for term, text in facts for part in (element("dt", term), element("dd", text))),
        class_="rk-offer__facts",
    )
    below = source_line(row.basis) if row else None
    block = element("div", picture(entry, "../../"), head, told, below, class_="rk-offer")
    return Fragment(block, (row.basis.source,) if row else ())


def picture(entry: Entry, root: str) -> Html:
    """The drawing of the theme of the entry; says nothing that the words beside it do not."""
    name = entry.topic or entry.theme or "geen"
    address = f"{root}assets/images/themas/{name}.svg"
    return element("img", src=address, alt="", width="64", height="64", loading="lazy", class_="rk-icon")


def price_line(edition: Edition, entry: Entry) -> str | None:
    """The aid and what it leaves a small enterprise to pay, in one line; None where there is no aid."""
    if subsidised(edition, entry) == "no":
        return None
    price = entry.price or SHOWN_PRICE
    aid = _aid(edition, entry, "small", price)
    own = texts.euro(aid.own_share)
    line = f"{texts.percent(aid.rate.percentage)} · bij {texts.euro(price)} betaalt u {own}"
    return f"Misschien {line}" if subsidised(edition, entry) == "maybe" else line


def resting_on(edition: Edition, entry: Entry) -> tuple[Source, ...]:
    """The sources of what is said about the aid for an entry."""
    _, row = _reason(edition, entry)
    return (row.basis.source,) if row else ()


def _reason(edition: Edition, entry: Entry) -> tuple[str, Dated | None]:
    """Why there is aid or not, and the row that says so."""
    if _ended(edition, entry):
        return _was_offered_until(entry), None
    return _refused(edition, entry) if subsidised(edition, entry) == "no" else _granted(edition, entry)


def _to_pay(edition: Edition, entry: Entry) -> Iterator[Html]:
    """What there is to pay for each size, at the price of the entry or at an example."""
    if _ended(edition, entry):
        return
    if subsidised(edition, entry) == "no":
        yield element("p", _full_price(edition, entry))
        return
    price = entry.price or SHOWN_PRICE
    small, medium = (texts.euro(_aid(edition, entry, size, price).own_share) for size in SIZES.values())
    if_granted = "Krijgt u steun, dan betaalt u " if subsidised(edition, entry) == "maybe" else "U betaalt "
    yield element("p", if_granted, element("strong", small), class_="rk-offer__amount")
    example = "" if entry.price else "Dit is een voorbeeld. "
    yield element(
        "p",
        f"{example}De prijs is dan {texts.euro(price)} zonder btw, en u bent klein. "
        f"Bent u middelgroot, dan betaalt u {medium}. Daar komt {vat(edition).text} btw bij.",
    )


def _theme(edition: Edition, entry: Entry) -> str:
    names = {theme.key: theme.name for theme in edition.rules.themes}
    return names.get(entry.theme or "", "Geen vast thema")


def _listed(items: Sequence[str]) -> Html:
    return element("ul", *(element("li", item) for item in items))


def _refused(edition: Edition, entry: Entry) -> tuple[str, Dated]:
    """The first rule that refuses, in the calculator's words."""
    findings = _assessed(edition, entry, "small", entry.price or EXAMPLE_PRICES[-1]).findings
    failed = next(found for found in findings if found.outcome == "fail")
    return texts.sentence(failed, edition.on), in_force(RULE_ROWS[failed.rule](edition.today(), entry.kind), edition.on)


def _granted(edition: Edition, entry: Entry) -> tuple[str, Dated]:
    row = rate_row(edition.today(), entry.kind, entry.topic)
    rates = (_aid(edition, entry, size, EXAMPLE_PRICES[0]).rate.percentage for size in SIZES.values())
    small, medium = map(texts.percent, rates)
    text = f"Een kleine onderneming krijgt {small}, een middelgrote {medium}"
    doubtful = " als VLAIO het thema aanvaardt" if subsidised(edition, entry) == "maybe" else ""
    return f"{text}{doubtful}.", row


def prices(edition: Edition, *, naam: str) -> Fragment:
    """What the entry costs a small and a medium enterprise: at its own price, or at four examples.

    Without aid there is nothing to work out: one sentence.
    """
    entry = _entry(edition, naam)
    if _ended(edition, entry):
        return Fragment(element("p", _was_offered_until(entry)))
    if subsidised(edition, entry) == "no":
        return Fragment(element("p", _full_price(edition, entry)))
    examples = (entry.price,) if entry.price is not None else EXAMPLE_PRICES
    headings = (
        amount("Prijs zonder btw"),
        *(amount(f"{size}: {what}") for size in ("Klein", "Middelgroot") for what in ("steun", "uw deel")),
    )
    rows = [_price_row(edition, entry, price) for price in examples]
    if_accepted = ", als VLAIO het thema aanvaardt" if subsidised(edition, entry) == "maybe" else ""
    table = html_table(f"Wat het kost op {texts.day(edition.on)}{if_accepted}", headings, rows)
    below = (
        f"Bij uw deel komt nog {vat(edition).text} btw op de volle prijs. "
        "Krijgt u die btw terug? Dan is uw deel wat het u echt kost."
    )
    row = rate_row(edition.today(), entry.kind, entry.topic)
    return Fragment(join([table, element("p", below)]), (row.basis.source,))


def _full_price(edition: Edition, entry: Entry) -> str:
    """What there is to pay without aid, with the VAT on it."""
    rate = vat(edition).text
    if entry.price is None:
        return f"Er is geen steun, dus u betaalt de volle prijs en {rate} btw."
    return f"Er is geen steun, dus u betaalt de volle prijs: {texts.euro(entry.price)}, en {rate} btw."


def _price_row(edition: Edition, entry: Entry, price: Money) -> list[Cell]:
    small, medium = (_aid(edition, entry, size, price) for size in SIZES.values())
    shown = (small.amount, small.own_share, medium.amount, medium.own_share)
    return [amount(texts.euro(price)), *(amount(texts.euro(each)) for each in shown)]


def _calculator_link(entry: Entry) -> Html:
    """A link that opens the calculator with this entry filled in, at the first question that is still open."""
    answers = {
        "concept": "nieuw",
        "project": entry.title,
        "service.kind": entry.kind,
        "service.theme": entry.theme,
        "service.topic": entry.topic,
        "cost.net": str(entry.price) if entry.price else None,
    }
    filled_in = urlencode({path: answer for path, answer in answers.items() if answer is not None})
    href = f"../../rekenhulp/#{filled_in}"
    return element("p", element("a", "Bereken dit", href=href, class_="md-button md-button--primary"))
