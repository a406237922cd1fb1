"""The group as it was counted: a picture of who holds whom, the figures of each, and who was left out and why.

The picture has no style attribute: the site's security policy forbids those. The outline says the same in words: for
who cannot see the picture, and in its place where the screen is too narrow for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from calculator.asked import Group, Holding
from calculator.markup import Html, element, join
from calculator.rules.size import Counted, Size
from calculator.screen.amounts import exact
from calculator.screen.html.bar import part_of
from calculator.screen.html.fold import fold
from calculator.screen.layers import Layers, Spot, layers
from calculator.screen.outline import Branch, outline
from calculator.screen.questions import form
from calculator.screen.words import words
from calculator.texts import left_out_because, number, percent
from calculator.values import HUNDRED_PERCENT, HUNDRED_PERCENT_UNITS, AnnualWorkUnits, Money

__all__ = ["group_html"]

OWN = 0
# More than this nobody takes in at a glance; then the list of figures says it.
MOST_BOXES = 12

# The picture is in pixels; its lettering is that of the style sheet.
BOX_WIDTH, BOX_HEIGHT = 108, 78
LANE_WIDTH = 16
BESIDE, BETWEEN = 12, 64
MARGIN = 4
LETTERS_A_LINE, LINES = 13, 2
LABEL_WIDTH, LABEL_HEIGHT = 44, 15
ARROW = 7

# How wide a picture may be to be drawn on any screen, where there is room for three boxes, and for five; the style
# sheet has the same names and widths. A wider or a higher one is an outline everywhere.
MOST_HIGH = 650
WIDTHS = {"any": 240, "three": 360, "five": 600}

type Point = tuple[float, float]


def group_html(group: Group, size: Size | None, *, decides: bool) -> Html | None:
    """Whose figures were added up, at what percentage, and whose not; None for an enterprise on its own.

    Where it `decides` the size the line says so.
    """
    if size is None or not group.others:
        return None
    drawn = len(group.others) < MOST_BOXES
    return fold(
        "group",
        words("group", "fold"),
        _gist(group, size, decides=decides),
        _drawing(group, size) if drawn else None,
        _figures(group, size) if len(size.counted) > 1 else None,
        _left_out(group, size),
    )


def _gist(group: Group, size: Size, *, decides: bool) -> str:
    count = len(group.others) + 1
    if decides:
        return words("group", "gist_decides").format(count=count, size=words("live", str(size.computed)))
    staff = words("group", "unknown") if size.headcount is None else number(size.headcount)
    return words("group", "gist").format(count=count, staff=staff)


def _name(group: Group, place: int) -> str:
    asked = form().group
    if place == OWN:
        return asked.own
    return group.others[place - 1].name or asked.nameless.format(number=place)


# ---- what is drawn -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """One enterprise: how it is called, and how far it counts in words and in ten-thousandths of a percent."""

    kind: str
    name: str
    counts: str
    part: int


def _boxes(group: Group, size: Size) -> Sequence[_Box]:
    counted = {each.member.place: each for each in size.counted}
    return [_box(_name(group, place), counted.get(place)) for place in range(len(group.others) + 1)]


def _box(name: str, counted: Counted | None) -> _Box:
    if counted is None:
        return _Box(kind="left_out", name=name, counts=words("group", "counts_not"), part=0)
    member = counted.member
    if member.low != member.high:
        return _Box(kind=member.tie, name=name, counts=words("group", "counts_unknown"), part=0)
    whole = member.low == HUNDRED_PERCENT
    counts = words("group", "counts_whole" if whole else "counts_part").format(percentage=percent(member.low))
    return _Box(kind=member.tie, name=name, counts=counts, part=member.low.units)


def _drawing(group: Group, size: Size) -> Html:
    """The picture, and the outline that says the same: the style sheet shows the one for which there is room."""
    boxes = _boxes(group, size)
    picture, width, height = _picture(boxes, group)
    room = next((name for name, most in WIDTHS.items() if width <= most and height <= MOST_HIGH), None)
    edges = [(holding.holder, holding.held) for holding in group.holdings]
    return element(
        "div",
        picture if room else None,
        element(
            "div",
            element("ul", join(_listed(branch, boxes, group) for branch in outline(len(boxes), edges))),
            join(element("p", _together(group, places)) for places in group.together),
            class_="rh-unseen" if room == "any" else "rh-outline",
        ),
        class_=f"rh-drawn rh-drawn--{room}" if room else "rh-drawn",
    )


# ---- the outline -------------------------------------------------------------------------------------------


def _listed(branch: Branch, boxes: Sequence[_Box], group: Group) -> Html:
    box = boxes[branch.node]
    held = (_held(holding, group) for holding in group.holdings if holding.held == branch.node)
    below = join(_listed(each, boxes, group) for each in branch.below)
    counted = part_of(HUNDRED_PERCENT_UNITS, box.part)
    return element(
        "li",
        element(
            "div",
            element("strong", box.name),
            join(element("span", text) for text in (*held, box.counts)),
            element(
                "svg",
                element("rect", width="100%", height="100%", class_="rh-part"),
                element("rect", width=counted, height="100%", class_="rh-part--counted"),
                aria_hidden="true",
                focusable="false",
            ),
            class_=f"rh-listed rh-listed--{box.kind}",
        ),
        element("ul", below) if below else None,
    )


def _held(holding: Holding, group: Group) -> str:
    share = words("group", "some_share") if holding.share is None else percent(holding.share)
    return words("group", "held").format(share=share, holder=_name(group, holding.holder))


def _together(group: Group, places: Sequence[int]) -> str:
    names = [_name(group, each) for each in places]
    listed = words("group", "listed").format(first=", ".join(names[:-1]), last=names[-1])
    return words("group", "together").format(names=listed)


# ---- the picture -------------------------------------------------------------------------------------------


def _picture(boxes: Sequence[_Box], group: Group) -> tuple[Html, float, float]:
    """The picture, how wide it is and how high."""
    edges = [(holding.holder, holding.held) for holding in group.holdings]
    drawn = layers(len(boxes), edges, beside=[pair for places in group.together for pair in pairwise(places)])
    at, width = _places(drawn)
    height = len(drawn.tiers) * (BOX_HEIGHT + BETWEEN) - BETWEEN / 2
    picture = element(
        "svg",
        join(_lines(drawn, at, group)),
        join(_pairs(at, group)),
        join(_drawn(box, at[place]) for place, box in enumerate(boxes)),
        class_="rh-picture",
        viewBox=f"0 0 {round(width)} {round(height)}",
        width=str(round(width)),
        height=str(round(height)),
        aria_hidden="true",
        focusable="false",
    )
    return picture, width, height


def _places(drawn: Layers) -> tuple[Mapping[Spot, Point], float]:
    """The middle of the upper side of each spot, and how wide the whole is; each tier stands in the middle."""
    wide = {spot: BOX_WIDTH if isinstance(spot, int) else LANE_WIDTH for tier in drawn.tiers for spot in tier}
    widths = [sum(wide[spot] + BESIDE for spot in tier) - BESIDE for tier in drawn.tiers]
    whole = max(widths)
    at: dict[Spot, Point] = {}
    for height, (tier, width) in enumerate(zip(drawn.tiers, widths, strict=True)):
        x = MARGIN + (whole - width) / 2
        for spot in tier:
            at[spot] = (x + wide[spot] / 2, MARGIN + height * (BOX_HEIGHT + BETWEEN))
            x += wide[spot] + BESIDE
    return at, whole + 2 * MARGIN


def _drawn(box: _Box, at: Point) -> Html:
    x, y = at
    left = x - BOX_WIDTH / 2
    lines = _wrapped(box.name)
    first = y + (24 if len(lines) == LINES else 32)
    counted = (BOX_WIDTH - 16) * box.part / HUNDRED_PERCENT_UNITS
    return element(
        "g",
        _rect(left, y, BOX_WIDTH, BOX_HEIGHT, class_="rh-box", rx="6"),
        _rect(left + 8, y + BOX_HEIGHT - 11, BOX_WIDTH - 16, 5, class_="rh-part"),
        _rect(left + 8, y + BOX_HEIGHT - 11, counted, 5, class_="rh-part--counted"),
        join(_text(line, (x, first + 15 * place), class_="rh-box-name") for place, line in enumerate(lines)),
        _text(box.counts, (x, y + BOX_HEIGHT - 19), class_="rh-box-counts"),
        class_=f"rh-box--{box.kind}",
    )


def _whole(point: Point) -> tuple[int, int]:
    """The nearest pixel: nobody sees less, and a whole number is written without the rare ways of a broken one."""
    return round(point[0]), round(point[1])


def _rect(x: float, y: float, width: float, height: float, **attributes: str) -> Html:
    (x, y), (width, height) = _whole((x, y)), _whole((width, height))
    return element("rect", x=str(x), y=str(y), width=str(width), height=str(height), **attributes)


def _text(text: str, at: Point, **attributes: str) -> Html:
    x, y = _whole(at)
    return element("text", text, x=str(x), y=str(y), text_anchor="middle", **attributes)


def _wrapped(name: str) -> Sequence[str]:
    """The name in as many lines as a box has; what does not fit is left out, the words beside it have it all."""
    lines = [""]
    for word in name.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= LETTERS_A_LINE:
            lines[-1] = joined
        else:
            lines.append(word)
    shown = [line for line in lines if line][:LINES]
    cut = len(lines) > LINES
    return [_cut(line, more=cut and line is shown[-1]) for line in shown]


def _cut(line: str, *, more: bool) -> str:
    if len(line) <= LETTERS_A_LINE and not more:
        return line
    return f"{line[: LETTERS_A_LINE - 1]}…"


def _lines(drawn: Layers, at: Mapping[Spot, Point], group: Group) -> Iterator[Html]:
    """A line from each holder to what it holds, with its share where that covers no other."""
    labels: list[Point] = []
    for holding, way in zip(group.holdings, drawn.ways, strict=True):
        down = at[way[0]][1] < at[way[-1]][1]
        ends = [point for spot in way for point in _ends(at[spot], down=down)]
        points = ends[1:-1]
        path = "".join(_curve(start, end) for start, end in pairwise(points))
        yield element("path", d=path, class_="rh-tie")
        yield element("path", d=_arrow(points[-1], down=down), class_="rh-arrow")
        label = _free(points[0], points[1], labels)
        labels.append(label)
        shown = words("group", "unknown_share") if holding.share is None else percent(holding.share)
        yield _text(shown, (label[0], label[1] + 5), class_="rh-tie-share")


def _ends(at: Point, *, down: bool) -> Sequence[Point]:
    """Where a line comes to a spot and where it goes on from it: straight on where it is a lane."""
    (x, upper), lower = at, at[1] + BOX_HEIGHT
    return [(x, upper), (x, lower)] if down else [(x, lower), (x, upper)]


def _curve(start: Point, end: Point) -> str:
    (x, y), (to_x, to_y) = _whole(start), _whole(end)
    middle = (y + to_y) // 2
    return f"M{x} {y}C{x} {middle} {to_x} {middle} {to_x} {to_y}"


def _arrow(tip: Point, *, down: bool) -> str:
    x, y = _whole(tip)
    back = y - ARROW if down else y + ARROW
    return f"M{x} {y}L{x - ARROW // 2} {back}L{x + ARROW // 2} {back}Z"


def _free(start: Point, end: Point, taken: Iterable[Point]) -> Point:
    """A point of the curve where a label covers no other, as near to the middle as can be."""
    points = [_on_curve(start, end, part) for part in (0.5, 0.35, 0.65, 0.2, 0.8)]
    return next((point for point in points if not any(_covers(point, other) for other in taken)), points[0])


def _on_curve(start: Point, end: Point, part: float) -> Point:
    across = part * part * (3 - 2 * part)
    down = part * (3 - part * (3 - 2 * part)) / 2
    return start[0] + (end[0] - start[0]) * across, start[1] + (end[1] - start[1]) * down


def _covers(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < LABEL_WIDTH and abs(one[1] - other[1]) < LABEL_HEIGHT


def _pairs(at: Mapping[Spot, Point], group: Group) -> Iterator[Html]:
    """A dashed line, below the boxes, between those that act together."""
    for places in group.together:
        for one, other in pairwise(places):
            (x, y), (to_x, to_y) = _whole(at[one]), _whole(at[other])
            y, to_y = y + BOX_HEIGHT, to_y + BOX_HEIGHT
            low = max(y, to_y) + BETWEEN // 2
            yield element("path", d=f"M{x} {y}C{x} {low} {to_x} {low} {to_x} {to_y}", class_="rh-pair")


# ---- the figures -------------------------------------------------------------------------------------------


type Figures = tuple[AnnualWorkUnits | None, Money | None, Money | None]


def _figures(group: Group, size: Size) -> Html:
    """Everyone that counts with its figures, and what they come to: a list, for a card is too narrow for a table."""
    total = _line(words("group", "total"), None, (size.headcount, size.turnover, size.balance_sheet_total))
    return element("ul", join(_member(group, each) for each in size.counted), total, class_="rh-figures")


def _member(group: Group, counted: Counted) -> Html:
    name = _name(group, counted.member.place)
    tie = words("group", f"tie_{counted.member.tie}")
    how = ", ".join(dict.fromkeys((tie, _box(name, counted).counts)))
    period = counted.period
    figures = (period.headcount, period.turnover, period.balance_sheet_total) if period else (None, None, None)
    return _line(name, how, figures)


def _line(name: str, how: str | None, figures: Figures) -> Html:
    labels = ("headcount", "turnover", "balance_sheet_total")
    shown = (
        element("div", element("dt", words("group", label)), element("dd", _figure(figure)))
        for label, figure in zip(labels, figures, strict=True)
    )
    return element("li", element("p", element("strong", name), how and f" {how}"), element("dl", join(shown)))


def _figure(figure: AnnualWorkUnits | Money | None) -> str:
    if figure is None:
        return words("group", "unknown")
    return number(figure) if isinstance(figure, AnnualWorkUnits) else exact(figure)


def _left_out(group: Group, size: Size) -> Html | None:
    if not size.left_out:
        return None
    place_of = {other.path: place for place, other in enumerate(group.others, 1)}
    reasons = (left_out_because(each, _name(group, place_of[each.path])) for each in size.left_out)
    return join(
        (
            element("p", words("group", "left_out")),
            element("ul", join(element("li", reason) for reason in reasons)),
        )
    )
