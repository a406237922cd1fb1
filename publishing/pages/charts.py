"""Charts of what people compare, drawn when the site is built; a table near it says the same.

A line or a part is named where it is drawn and has dashes or an edge of its own, so it is told apart without colours.
There is no style attribute: the site's security policy forbids those.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from calculator import texts
from calculator.contract.document import CONTRACT
from calculator.markup import Html, element, join
from calculator.rules.aid import Aid
from calculator.scheme.rows import SIZE_CLASSES, Rate, SizeClass
from calculator.values import UNITS_PER_PERCENT, Money, Percentage
from publishing.pages.answers import answer
from publishing.pages.edition import Edition, Fragment, Mistake
from publishing.pages.figures import in_force, rate_row
from publishing.pages.tables import Cell, amount, html_table, plain

__all__ = ["CHARTS", "chart"]

NAMES: Mapping[SizeClass, str] = {"small": "Klein", "medium": "Middelgroot"}

# In units of the drawing; a phone shows it at about its own size.
WIDTH, HEIGHT = 360, 236
LEFT, RIGHT, TOP, BOTTOM = 42, 338, 24, 194

# In euro: the prices of the table, the scales of the drawing, and the training whose cost is taken apart.
PRICES = (500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000)
MOST_COST, STEP_OF_COST, STEP_OF_AID = 40_000, 10_000, 2_500
COST = 1_000
BAR, BETWEEN_BARS = 26, 56
PARTS: Mapping[str, str] = {"aid": "steun", "own": "uw eigen deel", "vat": "btw"}

# In percent and in years.
MOST_RATE, STEP_OF_RATE, STEP_OF_YEARS = 50, 10, 2
TOPIC = "cybersecurity"

type Point = tuple[float, float]
type Anchor = Literal["start", "middle", "end"]


def chart(edition: Edition, *, naam: str) -> Fragment:
    """One of the charts."""
    return CHARTS[naam](edition)


def _figure(caption: str, drawing: Html, table: Html | None = None) -> Html:
    """What there is to see in one sentence, the drawing, and the table below it where the page has none itself."""
    folded = element("details", element("summary", "Toon als tabel"), table, class_="rk-quiet") if table else None
    return element("figure", element("figcaption", caption), drawing, folded, class_="rk-chart")


def _svg(label: str, height: float, *inside: Html | None) -> Html:
    told = f"Grafiek: {label}. De tabel eronder zegt hetzelfde."
    return element("svg", *inside, viewBox=f"0 0 {WIDTH} {height:g}", role="img", aria_label=told)


def _text(text: str, at: Point, *, anchor: Anchor = "start", kind: str | None = None) -> Html:
    return element("text", text, x=f"{at[0]:.1f}", y=f"{at[1]:.1f}", text_anchor=anchor, class_=kind)


def _path(points: Iterable[Point], kind: str | None = None) -> Html:
    return element("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), class_=kind)


# ---- between two scales -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """A drawing between two scales, each from zero at the lower left to so much."""

    across: float
    up: float

    def at(self, x: float, y: float) -> Point:
        """The place of these two values."""
        return LEFT + (RIGHT - LEFT) * x / self.across, BOTTOM - (BOTTOM - TOP) * y / self.up

    def frame(self, across: Iterable[tuple[float, str]], up: Iterable[tuple[float, str]]) -> Iterator[Html]:
        """A line for every step up, and a word for each step of both scales."""
        for y, word in up:
            yield _path([self.at(0, y), self.at(self.across, y)])
            yield _text(word, (LEFT - 6, self.at(0, y)[1] + 4), anchor="end")
        for x, word in across:
            yield _text(word, (self.at(x, 0)[0], BOTTOM + 16), anchor="middle")


def _line(points: Iterable[Point], size: SizeClass, *, thin: bool = False) -> Html:
    return _path(points, f"rk-chart__line rk-chart__line--{size}{' rk-chart__line--thin' if thin else ''}")


# ---- how much aid at which price ----------------------------------------------------------------------------


def _at_each_price(edition: Edition) -> Fragment:
    """The aid rises with the price and stops at the ceiling."""
    rules = edition.today()
    rate, ceiling = rate_row(rules, "training", None), in_force(rules.ceiling, rules.on)
    most = {"small": ceiling.small, "medium": ceiling.medium}
    highest = max(most.values())
    plot = _Plot(across=MOST_COST, up=highest.cents / 100)
    drawing = _svg(
        "de steun stijgt met de prijs, tot het plafond",
        HEIGHT,
        *plot.frame(
            [(cost, _bare(cost)) for cost in range(0, MOST_COST + 1, STEP_OF_COST)],
            [(aid, _bare(aid)) for aid in range(0, highest.cents // 100 + 1, STEP_OF_AID)],
        ),
        *(_rising(plot, size, _rate_of(rate, size), most[size]) for size in SIZE_CLASSES),
        _text("Steun in euro", (0, 11)),
        _text("Prijs zonder btw, in euro", ((LEFT + RIGHT) / 2, HEIGHT - 6), anchor="middle"),
    )
    rows = [
        [
            plain(texts.euro(Money.euros(price))),
            *(amount(texts.euro(_aid(size, price, edition.on).amount)) for size in SIZE_CLASSES),
        ]
        for price in PRICES
    ]
    table = html_table("Steun per prijs", (plain("Prijs zonder btw"), *map(amount, NAMES.values())), rows)
    caption = f"Hoe duurder de opleiding, hoe meer steun. Dat stopt bij {texts.euro(highest)} per kalenderjaar."
    return Fragment(_figure(caption, drawing, table), (rate.basis.source, ceiling.basis.source))


def _rising(plot: _Plot, size: SizeClass, percentage: Percentage, most: Money) -> Html:
    """A line up to the ceiling and along it; the small one has its name on its left, the other on its right."""
    full, highest = most.whole_of_share(percentage).cents / 100, most.cents / 100
    x, y = plot.at(full / 2, highest / 2)
    name = f"{NAMES[size]}: {texts.percent(percentage)}"
    left = _text(name, (x - 10, y), anchor="end", kind="rk-chart__name")
    right = _text(name, (x + 10, y + 10), kind="rk-chart__name")
    line = _line([plot.at(0, 0), plot.at(full, highest), plot.at(MOST_COST, highest)], size)
    return join((line, left if size == "small" else right))


def _aid(size: SizeClass, euros: int, on: date) -> Aid:
    """The aid for a training of this price, for who meets every condition and got nothing yet that year."""
    request = {
        "contract": CONTRACT,
        "applied_on": on.isoformat(),
        "enterprise": {"size_stated": size},
        "service": {"kind": "training"},
        "cost": {"net": str(euros)},
    }
    aid = answer(request).assessment.aid
    if aid is None:
        raise Mistake(f"op {texts.day(on)} is er geen steun om te tekenen")
    return aid


def _rate_of(rate: Rate, size: SizeClass) -> Percentage:
    percentage = rate.small if size == "small" else rate.medium
    if percentage is None:
        raise Mistake("er is die dag geen percentage om te tekenen")
    return percentage


def _bare(euros: int) -> str:
    return texts.bare_amount(Money.euros(euros))


# ---- who pays what of one training --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """The parts of a price, by their kind and in the order in which they are drawn."""

    name: str
    parts: Mapping[str, Money]


def _who_pays(edition: Edition) -> Fragment:
    """The same training without aid and for each size: who pays which part of it."""
    aids = {size: _aid(size, COST, edition.on) for size in SIZE_CLASSES}
    small = aids["small"]
    bars = [
        _Bar(name="Zonder steun", parts={"own": small.price.net, "vat": small.price.vat}),
        *(
            _Bar(
                name=f"{NAMES[size]}: {texts.percent(aid.rate.percentage)} steun",
                parts={"aid": aid.amount, "own": aid.own_share, "vat": aid.price.vat},
            )
            for size, aid in aids.items()
        ),
    ]
    price = texts.euro(small.price.net)
    end = len(bars) * BETWEEN_BARS
    drawing = _svg(
        f"wie betaalt wat van een opleiding van {price}",
        end + 20,
        *(_drawn(bar, place * BETWEEN_BARS) for place, bar in enumerate(bars)),
        *_key(end + 14),
    )
    headings = (plain("Wie"), amount("Steun"), amount("U krijgt de btw terug"), amount("U krijgt ze niet terug"))
    table = html_table(f"Wat een opleiding van {price} u echt kost", headings, map(_costs, bars))
    caption = f"Wie betaalt wat van een opleiding van {price}? De btw komt daarbij."
    return Fragment(_figure(caption, drawing, table), (small.rate.basis.source,))


def _drawn(bar: _Bar, top: float) -> Html:
    """The name of a bar, and below it each part with its amount."""
    whole = sum(part.cents for part in bar.parts.values())
    x, inside = 0.0, [_text(bar.name, (0, top + 14), kind="rk-chart__name")]
    for kind, part in bar.parts.items():
        width = WIDTH * part.cents / whole
        inside.append(_part(kind, (x, top + 21), width, BAR))
        inside.append(
            _text(texts.bare_amount(part), (x + width / 2, top + 39), anchor="middle", kind=f"rk-chart__on--{kind}")
        )
        x += width
    return join(inside)


def _part(kind: str, at: Point, width: float, height: float) -> Html:
    """One part, a little apart from the next."""
    place = {"x": f"{at[0] + 1:.1f}", "y": f"{at[1]:.1f}", "width": f"{width - 2:.1f}", "height": f"{height:g}"}
    return element("rect", class_=f"rk-chart__part--{kind}", **place)


def _key(y: float) -> Iterator[Html]:
    """Every part again beside its name, in the same way."""
    places = dict(zip(PARTS, (0, 80, 206), strict=True))
    for kind, name in PARTS.items():
        yield _part(kind, (places[kind], y - 10), 14, 12)
        yield _text(name, (places[kind] + 20, y))


def _costs(bar: _Bar) -> Sequence[Cell]:
    own, vat = bar.parts["own"], bar.parts["vat"]
    aid = texts.euro(bar.parts["aid"]) if "aid" in bar.parts else "geen"
    return plain(bar.name), amount(aid), amount(texts.euro(own)), amount(texts.euro(own + vat))


# ---- the rates over the years -------------------------------------------------------------------------------


def _over_the_years(edition: Edition) -> Fragment:
    """The rates of a training since the first one: of every training, and of the topic with more."""
    rows = [row for row in edition.rules.rates if row.service == "training" and row.topic in (None, TOPIC)]
    known = sorted((row for row in rows if row.small is not None), key=lambda row: row.basis.valid_from)
    topic = next(topic.name.lower() for topic in edition.rules.topics if topic.key == TOPIC)
    first, last = known[0].basis.valid_from.year, edition.on.year

    def place(day: date) -> int:
        return (min(day, edition.on) - date(first, 1, 1)).days

    plot = _Plot(across=(date(last + 1, 1, 1) - date(first, 1, 1)).days, up=MOST_RATE)
    drawing = _svg(
        f"het percentage voor een opleiding sinds {first}",
        HEIGHT - 16,
        *plot.frame(
            [(place(date(year, 1, 1)), str(year)) for year in range(first, last + 1, STEP_OF_YEARS)],
            [(rate, f"{rate} %") for rate in range(0, MOST_RATE + 1, STEP_OF_RATE)],
        ),
        *(
            _steps(plot, [row for row in known if row.topic == of], size, place, "" if of is None else f", {topic}")
            for of in (None, TOPIC)
            for size in SIZE_CLASSES
        ),
        _text("Steun voor een opleiding", (0, 11)),
    )
    caption = "De steun daalde één keer voor elke opleiding. Voor sommige onderwerpen kwam er later meer."
    return Fragment(_figure(caption, drawing), tuple(row.basis.source for row in known))


def _steps(plot: _Plot, rows: Sequence[Rate], size: SizeClass, place: Callable[[date], int], topic: str) -> Html:
    """A line that jumps where the rate changed, with its name above its end."""
    points: list[Point] = []
    for row in rows:
        height = _rate_of(row, size).units / UNITS_PER_PERCENT
        ends = (row.basis.valid_from, row.basis.valid_through or date.max)
        points += [plot.at(place(day), height) for day in ends]
    name = f"{NAMES[size]}{topic}: {texts.percent(_rate_of(rows[-1], size))}"
    kind = "rk-chart__name rk-chart__name--thin" if topic else "rk-chart__name"
    named = _text(name, (RIGHT, points[-1][1] - 5), anchor="end", kind=kind)
    return join((_line(points, size, thin=topic != ""), named))


CHARTS: Mapping[str, Callable[[Edition], Fragment]] = {
    "steun-per-prijs": _at_each_price,
    "wie-betaalt-wat": _who_pays,
    "percentages": _over_the_years,
}
