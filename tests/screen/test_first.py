"""The first answer on the home page: right by hand, and the same as the contract's for every price."""

import json
from datetime import date
from random import Random

import pytest

from calculator.contract.wire import answer
from calculator.page import respond
from calculator.screen.first import NoFirstAnswer, first_answer
from calculator.texts import euro
from calculator.values import Money
from tests.seeds import seeds

ON = "2026-11-28"


def test_a_small_enterprise_and_1500_euro() -> None:
    """By hand: 30 % of 1,500 is 450, which leaves 1,050; 21 % VAT of 1,500 is 315."""
    found = first_answer("small", "1500", ON)
    assert (found.amount, found.deposit, found.vat) == ("450\u00a0euro", "1.050\u00a0euro", "315\u00a0euro")
    assert found.how == "30\u00a0% van 1.500\u00a0euro"
    assert found.width == "30.00%"


def test_the_ceiling_cuts_and_says_so() -> None:
    """By hand: 30 % of 30,000 is 9,000, but a year gives no more than 7,500; that is a quarter of the price."""
    found = first_answer("small", "30000", ON)
    assert (found.amount, found.deposit) == ("7.500\u00a0euro", "22.500\u00a0euro")
    assert found.how == "30\u00a0% van 30.000\u00a0euro, maar nooit meer dan 7.500\u00a0euro per kalenderjaar"
    assert found.width == "25.00%"


@pytest.mark.parametrize("seed", seeds(by_day=1, at_night=9))
def test_prices_taken_at_random_give_what_the_contract_gives(seed: int) -> None:
    """With both sizes, 200 by day and 2,000 at night."""
    random = Random(seed)
    for _ in range(100):
        price = f"{random.randint(100, 60_000)}.{random.randint(0, 99):02}"
        for size in ("small", "medium"):
            request = {
                "contract": 1,
                "applied_on": ON,
                "enterprise": {"size_stated": size},
                "service": {"kind": "training"},
                "cost": {"net": price},
            }
            aid = json.loads(answer("assess", json.dumps(request))[1])["aid"]
            shown = first_answer(size, price, ON)
            wanted = [euro(Money.from_text(aid[name])) for name in ("amount", "deposit", "vat")]
            assert [shown.amount, shown.deposit, shown.vat] == wanted, (size, price)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Vul een prijs in"),
        ("duizend", "Vul een bedrag in"),
        ("-5", "nul of meer"),
        ("<script>", "Vul een bedrag in"),
        ("99,99", "minstens 100\u00a0euro"),
        ("9" * 40, "te groot"),
    ],
)
def test_what_is_no_price_gets_a_sentence(typed: str, said: str) -> None:
    message = {"action": "first", "size": "small", "price": typed, "today": "28/11/2026"}
    problem = json.loads(respond(json.dumps(message)))["problem"]
    assert said in problem
    assert problem


def test_belgian_typing_is_read() -> None:
    message = {"action": "first", "size": "medium", "price": "€ 1.438,02", "today": "28/11/2026"}
    parts = json.loads(respond(json.dumps(message)))
    assert parts["net"] == "1438.02"
    assert parts["amount"] == "287,60\u00a0euro"  # 20 % of 1,438.02 is 287.604


def test_a_day_before_the_first_row_has_no_answer() -> None:
    with pytest.raises(NoFirstAnswer):
        first_answer("small", "1500", date(2016, 3, 31).isoformat())
