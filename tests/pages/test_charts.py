"""Charts: what is drawn is what the data says, and the table beside it says the same."""

import re
from datetime import date

import pytest

from publishing.bootstrap import ROOT
from publishing.markers import MarkerMistakes, expand
from publishing.pages.edition import Edition

TODAY = Edition(on=date(2026, 11, 23), docs=ROOT / "docs")
# The edges of the drawing that hold the scales, in its own units.
LEFT, RIGHT, TOP, BOTTOM = 42.0, 338.0, 24.0, 194.0


def chart(name: str) -> str:
    return "".join(expand([f"<!-- reken:grafiek naam={name} -->"], TODAY)).replace("\u00a0", " ")


def cells(html: str) -> list[list[str]]:
    """The text of every row of the table below the drawing."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html)
    return [re.findall(r">([^<>]+)</t[hd]>", row) for row in rows]


def line(html: str, size: str, *, thin: bool = False) -> list[tuple[float, float]]:
    """The points of the line of a size."""
    kind = f"rk-chart__line rk-chart__line--{size}" + (" rk-chart__line--thin" if thin else "")
    [path] = re.findall(rf'<path d="M([^"]*)" class="{kind}">', html)
    return [(float(x), float(y)) for x, y in (point.split() for point in path.split("L"))]


def up(part: float) -> float:
    """How far down the drawing a part of the highest value stands."""
    return round(BOTTOM - (BOTTOM - TOP) * part, 1)


def test_the_aid_rises_with_the_price_up_to_the_ceiling() -> None:
    """30 % reaches 7,500 at 25,000, 20 % at 37,500, of 40,000 that are drawn; of 30,000 they are 7,500 and 6,000."""
    html = chart("steun-per-prijs")
    width = RIGHT - LEFT
    for size, full in (("small", 25_000), ("medium", 37_500)):
        start, bend, end = line(html, size)
        assert start == (LEFT, BOTTOM)
        assert bend == (round(LEFT + width * full / 40_000, 1), TOP)
        assert end == (RIGHT, TOP)
    assert cells(html)[1:] == [
        ["500 euro", "150 euro", "100 euro"],
        ["1.000 euro", "300 euro", "200 euro"],
        ["2.500 euro", "750 euro", "500 euro"],
        ["5.000 euro", "1.500 euro", "1.000 euro"],
        ["10.000 euro", "3.000 euro", "2.000 euro"],
        ["20.000 euro", "6.000 euro", "4.000 euro"],
        ["30.000 euro", "7.500 euro", "6.000 euro"],
    ]


def test_who_pays_what_is_as_wide_as_its_part_of_the_price() -> None:
    """Of 1,210, with its tax, 360 units wide: 300 is 89.3, 200 is 59.5; each part is 2 narrower, to stand apart."""
    html = chart("wie-betaalt-wat")
    widths = re.findall(r'<rect class="rk-chart__part--aid" x="[^"]*" y="[^"]*" width="([^"]*)"', html)
    assert widths == ["87.3", "57.5", "12.0"]  # the last one in the key
    assert cells(html)[1:] == [
        ["Zonder steun", "geen", "1.000 euro", "1.210 euro"],
        ["Klein: 30 % steun", "300 euro", "700 euro", "910 euro"],
        ["Middelgroot: 20 % steun", "200 euro", "800 euro", "1.010 euro"],
    ]


def test_the_rates_jump_where_the_data_do() -> None:
    """40 and 30 % until the end of November 2019, then 30 and 20; 45 and 35 for cybersecurity; 50 % is the top."""
    html = chart("percentages")
    assert [y for _, y in line(html, "small")] == [up(0.8), up(0.8), up(0.6), up(0.6)]
    assert [y for _, y in line(html, "medium")] == [up(0.6), up(0.6), up(0.4), up(0.4)]
    assert {y for _, y in line(html, "small", thin=True)} == {up(0.9)}
    assert {y for _, y in line(html, "medium", thin=True)} == {up(0.7)}
    for name in ("Klein: 30 %", "Middelgroot: 20 %", "Klein, cybersecurity: 45 %", "Middelgroot, cybersecurity: 35 %"):
        assert f">{name}</text>" in html


def test_a_chart_that_is_not_known_stops_the_build() -> None:
    with pytest.raises(MarkerMistakes, match="steun-per-prijs"):
        chart("steun-per-jaar")
