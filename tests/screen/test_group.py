"""The group on the screen: the list that is asked, links of before, the sentence that lives, and the picture."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest

from calculator import corpus
from calculator.contract.reading import parse_assess
from calculator.page import respond
from calculator.rules.size import size_of
from calculator.scheme.day import rules_on
from calculator.screen.html.group import group_html
from calculator.screen.layers import layers
from calculator.screen.outline import Branch, outline
from tests.screen.taking import text_of
from tests.screen.test_page import flattened
from tests.sentences import ENOUGH, SAME_PEOPLE, STAFF_FORM, too_many

type Pairs = list[tuple[str, str]]

GROUP = "enterprise.group"
OWN: Pairs = [
    ("applied_on", "23/11/2026"),
    ("enterprise.periods.0.headcount", "40"),
    ("enterprise.periods.0.turnover", "3.000.000"),
]


def enterprise(place: int, name: str, headcount: str, turnover: str = "0") -> Pairs:
    row = f"{GROUP}.enterprises.{place}"
    figures = [(f"{row}.periods.0.headcount", headcount), (f"{row}.periods.0.turnover", turnover)]
    return [(f"{row}.id", str(place + 1)), (f"{row}.name", name), *figures]


def holding(place: int, holder: str, held: str, share: str) -> Pairs:
    row = f"{GROUP}.holdings.{place}"
    return [(f"{row}.holder", holder), (f"{row}.held", held), (f"{row}.share", share)]


SISTER = [
    *OWN,
    *enterprise(0, "Holding bv", "3"),
    *enterprise(1, "Zus & co", "14", "2.500.000"),
    *holding(0, "1", "own", "100"),
    *holding(1, "1", "2", "80"),
]


def told(action: str, pairs: Sequence[tuple[str, str]]) -> Any:
    return json.loads(respond(json.dumps({"action": action, "pairs": pairs})))


def words_of(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).replace("\u00a0", " ").split())


def changed(pairs: Pairs, **answers: str) -> Pairs:
    """The answers with some changed; a path within the group is written with underscores for dots."""
    return list((dict(pairs) | {f"{GROUP}.{path.replace('__', '.')}": text for path, text in answers.items()}).items())


def errors(pairs: Pairs) -> dict[str, str]:
    return {error["field"]: error["message"] for error in told("assess", pairs)["response"].get("errors", [])}


# ---- what the list gives ------------------------------------------------------------------------------------


def test_the_list_is_the_group_of_the_contract() -> None:
    """40 + 3 + 14 is 57, and 57 is 50 or more."""
    size = told("assess", SISTER)["response"]["size"]
    assert (size["class"], size["headcount"]) == ("medium", "57.00")
    assert [(each["id"], each["name"], each["percentage"]) for each in size["counted"]] == [
        (None, None, "100"),
        ("1", "Holding bv", "100"),
        ("2", "Zus & co", "100"),
    ]


def test_a_link_carries_the_group_and_opens_to_the_same() -> None:
    answered = told("assess", SISTER)
    assert (
        f"&{GROUP}.holdings.0.holder=1&{GROUP}.holdings.0.held=own&{GROUP}.holdings.0.share=100&"
        in (answered["fragment"])
    )
    again = told("assess", answered["pairs"])
    assert (again["fragment"], again["response"]) == (answered["fragment"], answered["response"])


def test_the_answers_are_listed_by_the_names_that_were_typed() -> None:
    shown = told("assess", SISTER)["result_html"]
    listed = words_of(shown[shown.index("Uw antwoorden</h2>") :])
    assert "Zus &amp; co: Personeel 14 Wijzig" in listed
    assert "Wie bezit wie? Holding bv heeft aandelen van Uw onderneming Wijzig" in listed
    assert "Aandeel van Holding bv in Zus &amp; co 80 % Wijzig" in listed
    assert "Kenmerk" not in listed
    taken = text_of(told("assess", SISTER))
    assert "- Aandeel van Holding bv in Uw onderneming: 100 %" in taken


def test_who_acts_together_is_listed_once() -> None:
    together = [(f"{GROUP}.together.0.0", "own"), (f"{GROUP}.together.0.1", "1")]
    shown = told("assess", [*OWN, *enterprise(0, "Tweede zaak", "20"), *together])["result_html"]
    sentence = "Wie wordt door dezelfde mensen gestuurd? Uw onderneming en Tweede zaak Wijzig"
    assert words_of(shown).count(sentence) == 1


# ---- what was asked before ----------------------------------------------------------------------------------

TREE = [
    *OWN,
    ("enterprise.relations.0.name", "Holding"),
    ("enterprise.relations.0.direction", "owned_by"),
    ("enterprise.relations.0.share", "60 %"),
    ("enterprise.relations.0.joint", "familie"),
    ("enterprise.relations.0.periods.0.headcount", "3,5"),
    ("enterprise.relations.0.relations.0.name", "Zus"),
    ("enterprise.relations.0.relations.0.direction", "owns"),
    ("enterprise.relations.0.relations.0.controls", "true"),
    ("enterprise.relations.1.name", "Oma"),
    ("enterprise.relations.1.share", "40"),
    ("enterprise.relations.1.joint", "familie"),
    ("enterprise.relations.1.investor", "business_angel"),
]


def test_a_tree_of_before_becomes_the_list() -> None:
    answered = told("assess", TREE)
    group = {path: text for path, text in answered["pairs"] if path.startswith("enterprise.")}
    assert group == dict(OWN[1:]) | {
        f"{GROUP}.enterprises.0.id": "1",
        f"{GROUP}.enterprises.0.name": "Holding",
        f"{GROUP}.enterprises.0.periods.0.headcount": "3,5",
        f"{GROUP}.enterprises.1.id": "2",
        f"{GROUP}.enterprises.1.name": "Zus",
        f"{GROUP}.enterprises.2.id": "3",
        f"{GROUP}.enterprises.2.name": "Oma",
        f"{GROUP}.enterprises.2.investor": "business_angel",
        f"{GROUP}.holdings.0.holder": "1",
        f"{GROUP}.holdings.0.held": "own",
        f"{GROUP}.holdings.0.share": "60",
        f"{GROUP}.holdings.1.holder": "1",
        f"{GROUP}.holdings.1.held": "2",
        f"{GROUP}.holdings.1.controls": "true",
        f"{GROUP}.holdings.2.holder": "3",
        f"{GROUP}.holdings.2.held": "own",
        f"{GROUP}.holdings.2.share": "40",
        f"{GROUP}.together.0.0": "1",
        f"{GROUP}.together.0.1": "3",
    }


def test_a_tree_comes_after_the_rows_that_are_there() -> None:
    daughter = [("enterprise.relations.0.direction", "owns"), ("enterprise.relations.0.share", "60")]
    pairs = dict(told("assess", [*SISTER, *daughter])["pairs"])
    assert pairs[f"{GROUP}.enterprises.2.id"] == "3"
    assert (pairs[f"{GROUP}.holdings.2.holder"], pairs[f"{GROUP}.holdings.2.held"]) == ("own", "3")
    assert pairs[f"{GROUP}.enterprises.1.name"] == "Zus & co"


def test_a_tree_that_is_no_list_stays_and_counts() -> None:
    """Two holders of 60 % each never were: as a list it would be refused, as a tree it kept its answer."""
    impossible = [*TREE[:9], ("enterprise.relations.1.name", "Oma"), ("enterprise.relations.1.share", "60")]
    answered = told("assess", impossible)
    assert "errors" not in answered["response"]
    assert [each["name"] for each in answered["response"]["size"]["counted"]] == [None, "Holding", "Zus", "Oma"]
    assert {path for path, _ in answered["pairs"]} == {path for path, _ in impossible}


def test_a_wrong_answer_in_a_tree_is_told_and_stays() -> None:
    wrong = [*TREE, ("enterprise.relations.1.periods.0.headcount", "veel")]
    assert errors(wrong) == {"enterprise.relations.1.periods.0.headcount": STAFF_FORM}
    assert ["enterprise.relations.1.periods.0.headcount", "veel"] in told("assess", wrong)["pairs"]


def test_every_published_group_is_sized_alike_through_the_list() -> None:
    """A tree, put in the list and asked again, has the size that the contract gives the tree."""
    judged = 0
    for case in corpus.read(corpus.PUBLISHED):
        request = json.loads(case.request)
        if case.command != "assess" or case.status or not request.get("enterprise", {}).get("relations"):
            continue
        expected = size_of(parse_assess(request).enterprise, rules_on(parse_assess(request).applied_on))
        if expected is None:
            continue
        once = told("assess", [pair for pair in flattened(request) if pair[0] != "contract"])
        again = told("assess", once["pairs"])["response"]["size"]
        assert again["class"] == expected.size_class, case.id
        assert again["headcount"] == (str(expected.headcount) if expected.headcount is not None else None), case.id
        judged += 1
    assert judged > 30


# ---- what is wrong ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "field", "name"),
    [
        (changed(SISTER, holdings__1__held="1"), "holdings.1.held", "Aandeel van Holding bv in Holding bv"),
        (changed(SISTER, holdings__1__holder="9"), "holdings.1.holder", "Aandeel van 9 in Zus &amp; co"),
        ([*SISTER, *holding(2, "2", "own", "0,01")], "holdings.2.share", "Aandeel van Zus &amp; co in Uw onderneming"),
        ([*SISTER, *holding(2, "1", "2", "5")], "holdings.2.held", "Aandeel van Holding bv in Zus &amp; co"),
        (changed(SISTER, enterprises__1__id="1"), "enterprises.1.id", "Zus &amp; co"),
        ([*SISTER, *enterprise(2, "Los", "1")], "enterprises.2", "Los"),
        (changed(SISTER, enterprises__1__periods__0__turnover="veel"), "enterprises.1.periods.0.turnover", "Zus"),
        ([*SISTER, (f"{GROUP}.holdings.2.share", "5")], "holdings.2.holder", "Aandeel van … in …"),
        ([*SISTER, (f"{GROUP}.together.0.1", "1")], "together.0.0", "… en Holding bv"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_error_stands_at_its_row_and_is_named_by_the_enterprise(pairs: Pairs, field: str, name: str) -> None:
    path = f"{GROUP}.{field}"
    assert path in errors(pairs)
    answered = told("assess", pairs)
    assert f'href="#{path}"' in answered["errors_html"]
    assert name in answered["errors_html"]
    assert dict(answered["pairs"]) == dict(pairs)


def test_a_circle_is_no_error() -> None:
    """Enterprises may own each other; they are linked, and each counts once: 40 + 3 + 14."""
    circle = [*SISTER, *holding(2, "own", "1", "60")]
    assert told("assess", circle)["response"]["size"]["headcount"] == "57.00"


def test_more_enterprises_than_the_calculator_takes_is_an_error_that_loses_nothing() -> None:
    rows = range(201)
    many = [
        *OWN,
        *(pair for place in rows for pair in enterprise(place, f"E{place}", "1")),
        *(pair for place in rows for pair in holding(place, "own", str(place + 1), "100")),
    ]
    answered = told("assess", many)
    assert errors(many) == {f"{GROUP}.enterprises": too_many("200")}
    assert f'href="#{GROUP}.enterprises"' in answered["errors_html"]
    assert dict(answered["pairs"]) == dict(many)
    fewer = [pair for pair in many if ".200." not in pair[0]]
    assert told("assess", fewer)["response"]["size"]["headcount"] == "240.00"


@pytest.mark.parametrize(
    ("ties", "most"),
    [
        ([pair for place in range(301) for pair in holding(place, "own", str(place % 200 + 1), "1")], "300"),
        (
            [(f"{GROUP}.together.{place}.{each}", who) for place in range(101) for each, who in ((0, "own"), (1, "1"))],
            "100",
        ),
    ],
    ids=["holdings", "together"],
)
def test_more_ties_than_a_form_shows_are_an_error_that_loses_nothing(ties: Pairs, most: str) -> None:
    """The form makes no row for them: without the error they would be forgotten at the first change."""
    members = [pair for place in range(200) for pair in enterprise(place, f"E{place}", "1")]
    path = ties[0][0].rsplit(".", 2)[0]
    assert errors([*OWN, *members, *ties])[path] == too_many(most)
    assert dict(told("assess", [*OWN, *members, *ties])["pairs"]).items() >= dict(ties).items()
    fewer = [pair for pair in ties if f"{path}.{most}." not in pair[0]]
    assert path not in errors([*OWN, *members, *fewer])


def test_the_price_for_a_wanted_aid_takes_no_more_ties_than_a_form_shows_either() -> None:
    ties = [pair for place in range(301) for pair in holding(place, "own", "1", "1")]
    asked = {"action": "reverse", "pairs": [*OWN, *enterprise(0, "E", "1"), *ties], "wanted": "100"}
    assert too_many("300") in words_of(json.loads(respond(json.dumps(asked)))["html"])


def test_a_row_in_which_nobody_is_chosen_is_never_the_own_enterprise() -> None:
    """Null would be the own enterprise: 100 % of it in nobody's hands."""
    started = [*OWN, *enterprise(0, "Holding", "3"), (f"{GROUP}.holdings.0.holder", "1")]
    assert errors(started) == {f"{GROUP}.holdings.0.held": "Kies een onderneming uit de lijst."}
    message = {"action": "reverse", "pairs": [*started, ("service.kind", "training")], "wanted": "100"}
    assert "Kies een onderneming uit de lijst." in json.loads(respond(json.dumps(message)))["html"]


# ---- the sentence that lives --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (OWN[:1], ""),
        (SISTER, "Samen 57 voltijdse mensen: middelgroot, want 57 is 50 of meer."),
        ([*OWN[:1], (OWN[1][0], "6"), (OWN[2][0], "300.000")], "6 voltijdse mensen: klein, want 6 is minder dan 50"),
        ([*OWN[:1], (OWN[1][0], "1"), (OWN[2][0], "300.000")], "1 voltijdse medewerker: klein"),
        ([*OWN[:1], (OWN[1][0], "250")], "250 voltijdse mensen: te groot voor de kmo-portefeuille, want 250 is 250"),
        (changed(SISTER, holdings__1__share=""), "ontbreekt nog: Aandeel van Holding bv in Zus &amp; co"),
        (changed(SISTER, enterprises__1__periods__0__turnover=""), "ontbreekt nog: Zus &amp; co: Omzet (euro)"),
        (changed(SISTER, holdings__1__share="veel"), ""),
    ],
)
def test_the_sentence_says_what_the_figures_come_to(pairs: Pairs, says: str) -> None:
    sentence = words_of(told("size", pairs)["html"])
    assert (says in sentence) if says else sentence == ""


def test_six_people_and_a_low_turnover_are_settled_by_two_answers() -> None:
    two = [*OWN[:1], ("enterprise.periods.0.headcount", "6"), ("enterprise.periods.0.turnover", "300.000")]
    answered = told("size", two)
    assert words_of(answered["html"]).endswith(ENOUGH)
    assert (answered["years"], answered["years_of_others"]) == (0, 0)


def test_earlier_years_are_asked_only_where_they_can_count() -> None:
    """40 people may have been 50 the years before; of the others only once the enterprise itself has such a year."""
    assert (told("size", OWN)["years"], told("size", SISTER)["years_of_others"]) == (1, 0)
    before = [("enterprise.periods.1.headcount", "55"), ("enterprise.periods.1.turnover", "3.000.000")]
    two = told("size", [*OWN, *before])
    # The last two years differ: the one before decides.
    assert (two["years"], two["years_of_others"]) == (2, 1)
    new = [*OWN, ("enterprise.estimates", "true")]
    assert told("size", new)["years"] == 0


# ---- the picture --------------------------------------------------------------------------------------------


def picture(pairs: Pairs) -> str:
    shown = str(told("assess", pairs)["result_html"]).replace("\u00a0", " ")
    return shown[shown.index('data-fold="group"') : shown.index('data-fold="proof"')]


def test_the_picture_says_who_holds_whom_and_how_far_each_counts() -> None:
    """The holding has 100 % of the own enterprise, so it and its sister count in full."""
    html = picture(SISTER)
    assert re.findall(r'class="rh-box--(\w+)"', html) == ["own", "linked", "linked"]
    assert re.findall(r'class="rh-box-counts">([^<]*)', html) == ["telt volledig"] * 3
    assert re.findall(r'class="rh-tie-share">([^<]*)', html) == ["100 %", "80 %"]
    assert outlined(html) == [
        (1, "Holding bv: telt volledig"),
        (2, "Uw onderneming: 100 % in handen van Holding bv, telt volledig"),
        (2, "Zus &amp; co: 80 % in handen van Holding bv, telt volledig"),
    ]
    assert 'aria-hidden="true"' in html


def test_a_partner_counts_in_part_and_who_is_left_out_is_told_why() -> None:
    """30 % is a partner: 40 + 10 × 0.3 = 43. 20 % is too little."""
    html = picture(
        [
            *OWN,
            *enterprise(0, "Partner", "10"),
            *enterprise(1, "Tante", "100"),
            *holding(0, "1", "own", "30"),
            *holding(1, "2", "own", "20"),
        ]
    )
    assert re.findall(r'class="rh-box--(\w+)"', html) == ["own", "partner", "left_out"]
    assert re.findall(r'class="rh-box-counts">([^<]*)', html) == ["telt volledig", "telt voor 30 %", "telt niet mee"]
    assert "Partner partner, telt voor 30 % Personeel 10 " in words_of(html)
    assert "Samen Personeel 43 " in words_of(html)
    assert "<li>Tante (20 % is te weinig om mee te tellen)</li>" in html


def test_a_share_that_is_not_known_is_drawn_as_that() -> None:
    html = picture([*OWN, *enterprise(0, "Partner", "10"), *holding(0, "1", "own", "")])
    assert re.findall(r'class="rh-tie-share">([^<]*)', html) == ["? %"]
    assert re.findall(r'class="rh-box-counts">([^<]*)', html) == ["telt volledig", "nog niet bekend"]
    assert (2, "Uw onderneming: een onbekend deel in handen van Partner, telt volledig") in outlined(html)


def test_who_is_held_by_two_and_who_act_together_are_told_once() -> None:
    html = picture(
        [
            *OWN,
            *enterprise(0, "A", "1"),
            *enterprise(1, "B", "2"),
            *holding(0, "1", "own", "60"),
            *holding(1, "2", "own", "40"),
            *[(f"{GROUP}.together.0.{place}", who) for place, who in enumerate(("1", "2"))],
        ]
    )
    assert outlined(html) == [
        (1, "A: telt volledig"),
        (2, "Uw onderneming: 60 % in handen van A, 40 % in handen van B, telt volledig"),
        (1, "B: telt volledig"),
    ]
    assert html.count(f"{SAME_PEOPLE} A en B.") == 1


@pytest.mark.parametrize(
    ("sisters", "room"),
    [(1, "any"), (2, "three"), (4, "five"), (5, None)],
)
def test_a_picture_is_drawn_only_where_a_screen_has_room_for_it(sisters: int, room: str | None) -> None:
    """A box takes 120, those below one holding stand beside each other: two fit in 240, three in 360, five in 600."""
    html = picture(
        [
            *OWN,
            *enterprise(0, "Holding bv", "3"),
            *holding(0, "1", "own", "100"),
            *(pair for place in range(1, sisters + 1) for pair in enterprise(place, f"Zus {place}", "1")),
            *(pair for place in range(1, sisters + 1) for pair in holding(place, "1", str(place + 1), "80")),
        ]
    )
    assert re.findall(r'class="rh-drawn(?: rh-drawn--(\w+))?"', html) == [room or ""]
    assert ("<g " in html) == bool(room)
    assert len(outlined(html)) == sisters + 2


def test_a_high_picture_is_an_outline() -> None:
    """Seven below each other are 7 × 142 high."""
    chain = [pair for place in range(6) for pair in enterprise(place, f"Schakel {place}", "1")]
    held = ("own", "1", "2", "3", "4", "5")
    ties = [pair for place in range(6) for pair in holding(place, str(place + 1), held[place], "60")]
    html = picture([*OWN, *chain, *ties])
    assert "<g " not in html
    assert [depth for depth, _ in outlined(html)] == [1, 2, 3, 4, 5, 6, 7]


def outlined(html: str) -> list[tuple[int, str]]:
    """Each enterprise of the outline: how deep it stands, and what is told of it."""
    found: list[tuple[int, str]] = []
    depth = 0
    for tag, told_of in re.findall(r'<(/?ul)[ >]|<div class="rh-listed[^>]*>(.*?)<svg', html.partition("<table")[0]):
        if tag:
            depth += 1 if tag == "ul" else -1
        else:
            name, *texts = re.findall(r">([^<]+)<", told_of)
            found.append((depth, f"{name}: {', '.join(texts)}"))
    return found


def test_a_large_group_is_a_list_of_figures_alone() -> None:
    """Twelve are drawn, thirteen are not."""

    def daughters(count: int) -> Pairs:
        return [
            *OWN,
            *(pair for place in range(count) for pair in enterprise(place, f"D{place}", "1")),
            *(pair for place in range(count) for pair in holding(place, "own", str(place + 1), "100")),
        ]

    assert len(outlined(picture(daughters(11)))) == 12
    assert "<svg" not in picture(daughters(12))
    assert picture(daughters(12)).count("<dl>") == 13 + 1


def test_an_enterprise_on_its_own_has_no_picture() -> None:
    request = parse_assess({"contract": 1, "applied_on": "2026-11-23"})
    assert (
        group_html(request.enterprise.group, size_of(request.enterprise, rules_on(request.applied_on)), decides=False)
        is None
    )


# ---- the outline --------------------------------------------------------------------------------------------


def test_a_circle_begins_with_its_first() -> None:
    """0 holds 1, 1 holds 2, 2 holds 0."""
    [circle] = outline(3, [(0, 1), (1, 2), (2, 0)])
    assert circle.node == 0
    assert circle.below[0].below[0].node == 2
    assert circle.below[0].below[0].below == ()


def test_everyone_stands_in_the_outline_once() -> None:
    def nodes(branches: Sequence[Branch]) -> list[int]:
        return [node for branch in branches for node in (branch.node, *nodes(branch.below))]

    for edges in ([(0, 1), (2, 1), (1, 0)], [(0, 1), (0, 2), (1, 3), (2, 3)], []):
        assert sorted(nodes(outline(4, edges))) == [0, 1, 2, 3]


# ---- the tiers ----------------------------------------------------------------------------------------------


def test_holders_stand_above_what_they_hold() -> None:
    """0 holds 1 and 2, 1 holds 3: three tiers."""
    assert layers(4, [(0, 1), (0, 2), (1, 3)]).tiers == ((0,), (1, 2), (3,))


def test_a_line_past_a_tier_has_its_lane_there() -> None:
    drawn = layers(3, [(0, 1), (1, 2), (0, 2)])
    assert drawn.ways == ((0, 1), (1, 2), (0, (2, 1), 2))
    assert set(drawn.tiers[1]) == {1, (2, 1)}


def test_a_circle_has_one_line_that_goes_up() -> None:
    drawn = layers(2, [(0, 1), (1, 0)])
    assert drawn.tiers == ((0,), (1,))
    assert drawn.ways == ((0, 1), (1, 0))


def test_lines_that_need_not_cross_do_not() -> None:
    """0 holds 3 and 1 holds 2: in the order of their holders."""
    assert layers(4, [(0, 3), (1, 2)]).tiers == ((0, 1), (3, 2))


def test_who_belongs_beside_another_stands_in_that_tier() -> None:
    assert layers(3, [(0, 1)], beside=[(1, 2)]).tiers == ((0,), (1, 2))


def test_one_that_nobody_holds_stands_just_above_what_it_holds() -> None:
    """3 holds 2, which stands two tiers below 0."""
    assert layers(4, [(0, 1), (1, 2), (3, 2)]).tiers[1] in {(1, 3), (3, 1)}


@pytest.mark.parametrize(
    ("applied_on", "pairs", "said"),
    [
        ("23/11/2026", [], "Samen 41 voltijdse mensen: klein"),
        ("1/1/2010", [], ""),  # no definition of a size is known for that day
    ],
)
def test_with_every_year_filled_in_nothing_more_is_asked(applied_on: str, pairs: Pairs, said: str) -> None:
    years = [(f"enterprise.periods.{year}.{field}", text) for year in range(3) for field, text in FORTY]
    parent = [*enterprise(0, "Holding bv", "1", "1"), *holding(0, "1", "own", "100")]
    answered = told("size", [("applied_on", applied_on), *years, *parent, *pairs])
    assert words_of(answered["html"]).startswith(said)
    assert "vorige boekjaar" not in words_of(answered["html"])
    assert answered["years"] == 0


FORTY = [("headcount", "40"), ("turnover", "3.000.000")]


def test_turnover_and_balance_alone_are_enough_to_be_too_large() -> None:
    of_money = [(f"enterprise.periods.0.{field}", "60.000.000") for field in ("turnover", "balance_sheet_total")]
    shown = words_of(told("size", [("applied_on", "23/11/2026"), *of_money])["html"])
    assert shown.startswith("Met wat u invulde: te groot")


def test_a_name_longer_than_its_box_is_cut_and_said_whole_beside_it() -> None:
    name = "Vennootschapsgroepsholdingmaatschappij"
    pairs = changed(SISTER, enterprises__0__name=name)
    shown = told("assess", pairs)["result_html"]
    assert f">{name[:10]}" in shown
    assert "…</text>" in shown
    assert name in words_of(shown)


def test_who_has_no_ties_stands_beside_who_acts_with_it() -> None:
    # 0 holds 1; 2 and 3 hold nobody. 2 acts with 1, whichever of the two is named first.
    for pair in ((1, 2), (2, 1)):
        drawn = layers(4, [(0, 1)], beside=[pair])
        assert 2 in drawn.tiers[1]
    assert layers(2, [(0, 1)], beside=[(0, 1)]).tiers == ((0,), (1,))


def test_a_holding_that_is_told_twice_is_one_with_the_higher_share() -> None:
    """A link of before may name a sister under two of its holders."""
    twice: dict[str, Any] = {"name": "Zus", "direction": "owns", "investor": None, "joint": None, "periods": []}
    for shares in (("30", "60"), ("60", "30")):
        relations = [{**twice, "share": share} for share in shares]
        document = {"contract": 1, "applied_on": "2026-11-23", "enterprise": {"relations": relations}}
        pairs = dict(flattened(document))
        answered = dict(map(tuple, told("assess", list(pairs.items()))["pairs"]))
        assert answered[f"{GROUP}.holdings.0.share"] == "60"
        assert f"{GROUP}.holdings.1.share" not in answered
