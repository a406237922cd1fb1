"""The money as HTML: the three amounts that matter with their picture, and who pays what."""

from calculator import texts
from calculator.answer import AmountName
from calculator.markup import Html, element, join
from calculator.rules.aid import Aid
from calculator.screen.amounts import AmountRow, amounts, exact, has_aid
from calculator.screen.html.bar import labelled_bar
from calculator.screen.html.reasons import question_link, why_html
from calculator.screen.reckoning import reckoning_of_rate
from calculator.screen.words import words
from calculator.values import Money

__all__ = ["amounts_html", "three_html"]

# What the three amounts say already, and what says the same as another row.
SAID: frozenset[AmountName] = frozenset({"amount", "own_share", "total_paid", "real_cost"})


def three_html(aid: Aid | None) -> Html | None:
    """What the visitor gets, pays now and loses in the end, below a bar of the price; None where no aid is known."""
    if aid is None or not has_aid(aid):
        return None
    only_vat = aid.to_pay_provider == aid.price.vat
    parts = [
        (aid.amount, "aid", words("amounts", "part_aid")),
        (aid.deposit, "deposit", words("amounts", "part_deposit")),
        (aid.to_pay_provider, "provider", words("amounts", "part_vat" if only_vat else "part_provider")),
    ]
    real = aid.real_cost if aid.price.vat.cents else aid.total_paid
    return element(
        "div",
        labelled_bar(parts),
        element(
            "dl",
            _amount("gets", exact(aid.amount)),
            _amount("pays_now", exact(aid.total_paid)),
            _amount("costs", _depends() if real is None else exact(real)),
            class_="rh-three",
        ),
        class_="rh-money",
    )


def _amount(name: str, shown: str) -> Html:
    term, description = element("dt", words("amounts", name)), element("dd", shown, data_marks=name)
    return element("div", term, description, class_=f"rh-three--{name}")


def _depends() -> Html:
    """The way to the one question that makes it known."""
    path = "cost.vat_recoverable"
    return element("a", words("amounts", "depends"), href=f"#{path}", data_do="go", data_with=path, class_="rh-depends")


def amounts_html(aid: Aid) -> Html:
    """Who pays what beside the three amounts, and how the aid was reckoned."""
    rows = [row for row in amounts(aid) if row.id not in SAID and not _says_nothing_new(row, aid)]
    return join(
        (
            element("table", element("tbody", join(map(_row, rows))), class_="rh-amounts"),
            why_html(
                aid.rate.basis,
                words("amounts", "rate").format(rate=texts.percent(aid.rate.percentage)),
                reckoned=reckoning_of_rate(aid),
            ),
        )
    )


def _says_nothing_new(row: AmountRow, aid: Aid) -> bool:
    """Where the whole price counts the line of the fold says it; where only the tax goes to the provider, that row."""
    whole, only_vat = aid.price.net == aid.price.eligible, aid.price.vat in (aid.to_pay_provider, Money(0))
    return (row.id == "eligible_cost" and whole) or (row.id == "vat" and only_vat)


def _row(row: AmountRow) -> Html:
    shown = question_link("cost.vat_recoverable") if row.amount is None else exact(row.amount)
    return element(
        "tr", element("th", row.label, scope="row"), element("td", shown), class_=f"rh-amount rh-amount--{row.id}"
    )
