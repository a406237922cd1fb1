"""The form and the results as HTML: names, labels, escapes, and every text of the screen in use."""

import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from calculator import corpus, texts
from calculator.answer import Answer, answer_to
from calculator.contract.reading import parse_assess
from calculator.markup import Html, element
from calculator.screen.asking import question_title
from calculator.screen.html import errors_html, form_html, result_html
from calculator.screen.html.ask import _control
from calculator.screen.html.bar import bar
from calculator.screen.offered import offered_from
from calculator.screen.questions import NAMELESS, form
from calculator.texts import FieldMessage
from calculator.values import Money
from tests.headlines import NO_AMOUNT, REFUSED, can_get, gets, plain
from tests.rules.test_command_line import EXAMPLE
from tests.sentences import SETTLE_FIRST, ceiling_leaves


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def attributes(html: str, name: str) -> list[str]:
    return [value for _, found in Elements(html).found if (value := found.get(name))]


def assessed(**request: Any) -> Answer:
    return answer_to(parse_assess({"contract": 1, "applied_on": "2026-11-23"} | request))


def test_text_is_escaped_and_html_is_not() -> None:
    assert element("p", "<b>&'\"", Html("<i>"), title='"<') == '<p title="&quot;&lt;">&lt;b&gt;&amp;&#39;&quot;<i></p>'


def test_attributes_that_say_nothing_are_left_out() -> None:
    assert element("input", class_="a", hidden=True, id=None, disabled=False) == '<input class="a" hidden>'


def test_every_control_is_a_question_of_the_contract() -> None:
    names = {name.replace("@", "0") for name in attributes(form_html(), "name")}
    # The reverse question, the calendar year that some answers belong to, and what the project is called.
    of_the_page = {"wanted", "year", "project"}
    assert {name for name in names if form().place(name) is None} == of_the_page
    assert {"applied_on", "cost.net", "service.kind", "enterprise.periods.2.balance_sheet_total"} <= names


def test_every_field_that_the_contract_reads_has_a_control() -> None:
    """Whatever the contract can call missing, the form can answer."""
    names = set(attributes(form_html(), "name"))
    missing = assessed().assessment.missing
    assert {path for path in missing if path not in names and form().place(path) is None} == set()


def test_ids_are_unique_and_labels_and_descriptions_point_to_them() -> None:
    html = str(form_html())
    ids = attributes(html, "id")
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    pointed = attributes(html, "for") + " ".join(attributes(html, "aria-describedby")).split()
    assert set(pointed) <= set(ids)


def test_every_label_says_something() -> None:
    html = str(form_html())
    assert re.findall(r"<(label|legend|button|option)\b[^>]*></", html) == []


def test_the_form_has_no_style_script_or_handler_that_the_policy_forbids() -> None:
    for tag, found in Elements(form_html() + result_html(assessed())).found:
        assert tag not in {"script", "style"}
        assert not [name for name in found if name == "style" or name.startswith("on")]


def test_a_field_error_links_to_its_question_and_one_without_a_question_does_not() -> None:
    html = errors_html(
        [FieldMessage(field="cost.net", message="Te <veel>"), FieldMessage(field="contract", message="Fout")]
    )
    assert attributes(html, "href") == ["#cost.net"]
    assert ">Wat is de prijs zonder btw, in euro? Te &lt;veel&gt;</a></li>" in html
    assert "Te &lt;veel&gt;" in html
    assert "<li>Fout</li>" in html


def test_the_errors_stand_in_the_order_of_the_questions() -> None:
    """Whatever the order of the contract: first what is about the whole, last what the form does not ask."""
    paths = [
        "",
        "enterprise.size_stated",
        "service.theme",
        "cost.net",
        "enterprise.periods",
        "enterprise.periods.0.headcount",
        "enterprise.periods.0.closed_on",
        "enterprise.periods.1",
        "enterprise.periods.1.headcount",
        "enterprise.group",
        "enterprise.group.enterprises",
        "enterprise.group.enterprises.2",
        "enterprise.group.enterprises.2.name",
        "enterprise.group.enterprises.2.periods.0.turnover",
        "enterprise.group.enterprises.10.name",
        "enterprise.group.holdings.0.share",
        "enterprise.group.together.0.1",
        "applied_on",
        "cost.catering",
        "elders",
    ]
    errors = [FieldMessage(field=path, message=f"fout {place}") for place, path in enumerate(paths)]
    for shuffled in (errors[::-1], errors[7:] + errors[:7]):
        told = re.findall(r"fout (\d+)<", errors_html(shuffled))
        assert told == [str(place) for place in range(len(paths))]


def test_an_error_at_any_path_has_a_place() -> None:
    for path in ("enterprise.relations." + "relations.0." * 9_000, "enterprise.periods.²", "x" * 100_000, "."):
        assert path[:9] in errors_html([FieldMessage(field=path, message=path[:9])])


def test_a_change_gives_the_form_its_answers_the_way_they_are_typed() -> None:
    response = assessed(
        applied_on="2026-02-01",
        enterprise={"size_stated": "small"},
        service={"kind": "advice", "theme": "digitalisering"},
        cost={"net": "5000"},
    )
    offered = [json.loads(value) for value in attributes(result_html(response), "data-with") if value.startswith("[[")]
    assert offered == [[["service.topic", "cybersecurity"]], [["service.kind", "training"]]]


ADVICE = {"enterprise": {"size_stated": "small"}, "service": {"kind": "advice"}, "cost": {"net": "5000"}}


def test_a_day_that_is_past_is_no_advice() -> None:
    """On 31 January 2026 advice still got aid: who calculates after it hears of what can still be done."""
    response = assessed(**ADVICE)
    assert [change.field for change in response.changes] == ["service.topic", "service.kind"]
    html = result_html(response).replace("\u00a0", " ")
    assert "31 januari 2026" not in html.partition('class="rh-findings"')[0]


def test_changes_that_help_only_together_have_one_button() -> None:
    """50 euro is under the minimum of 100, and nothing is left of 2025: in 2026, 30 % of 100 is 30 euro."""
    response = assessed(
        applied_on="2025-11-23",
        enterprise={"size_stated": "small"},
        service={"kind": "training", "theme": "digitalisering"},
        cost={"net": "50"},
        aid_granted_this_year="7500",
    )
    html = result_html(response).replace("\u00a0", " ")
    [offer] = re.findall(r'<ul class="rh-changes"><li>(.*?</button>)</li>', html)
    assert offer.startswith(
        "<p>Deze aanpassingen helpen alleen samen:</p>"
        "<ul><li>Met een prijs van 100 euro haalt u het minimum.</li>"
        "<li>Vraag aan op 1 januari 2026: dan begint een nieuw jaarbudget. "
        "Dan is 30 euro steun mogelijk, maar nog niet zeker.</li></ul>"
    )
    assert "Reken het samen uit" in offer
    [changed] = [json.loads(value) for value in attributes(offer, "data-with")]
    new_year = [["applied_on", "1/1/2026"], ["aid_granted_this_year", "0"]]
    assert changed == [["year", "2026"], ["cost.net", "100"], *new_year]


def test_where_only_an_earlier_day_would_have_helped_nothing_is_offered() -> None:
    """A training of which the last lesson was long ago: its start cannot move, the last day was 16 March 2026."""
    late = EXAMPLE["service"] | {"starts_on": "2026-03-02", "ends_on": "2026-03-03"}
    html = result_html(assessed(**EXAMPLE | {"service": late})).replace("\u00a0", " ")
    assert "16 maart 2026 kon dit nog" not in html
    assert 'data-do="set"' not in html


def deadline_names(html: str) -> list[str]:
    return attributes(html, "data-deadline")


def test_a_refused_project_has_no_days_to_pay() -> None:
    """A start on 1 December 2026 leaves until the 15th to apply: of use only where a change can save the project."""
    service = {"kind": "training", "starts_on": "2026-12-01", "without_teacher": True}
    saved = assessed(enterprise={"legal_form": "bv"}, service=service)
    assert {deadline.id for deadline in saved.assessment.deadlines} > {"deposit_by", "deposit_by_provider", "finish_by"}
    assert deadline_names(result_html(saved)) == ["apply_by"]
    assert "Stort uw eigen deel" not in result_html(saved)
    lost = assessed(enterprise={"legal_form": "vzw"}, service={**service, "without_teacher": False})
    assert lost.assessment.deadlines
    assert 'data-fold="days"' not in result_html(lost)


def test_what_there_is_to_do_stands_in_the_order_in_which_it_is_done() -> None:
    """The provider wants the deposit on 7 December, before the last day to apply; still one applies first."""
    service = {"kind": "training", "starts_on": "2026-12-01"}
    html = result_html(assessed(enterprise={"size_stated": "small"}, service=service, cost={"net": "1000"}))
    assert deadline_names(html) == ["apply_by", "deposit_by_provider", "deposit_by", "finish_by"]
    applied, deposited = html.index("Vraag de steun aan op"), html.index("in uw kmo-portefeuille. Dat is")
    assert html.index("Gerekend met een aanvraag op") < applied < html.index("apply_by") < deposited


def test_the_new_year_also_resets_what_was_granted() -> None:
    response = assessed(
        enterprise={"size_stated": "small"},
        service={"kind": "training", "theme": "digitalisering"},
        cost={"net": "2000"},
        aid_granted_this_year="7500",
    )
    offered = [json.loads(value) for value in attributes(result_html(response), "data-with") if value.startswith("[[")]
    assert [["year", "2027"], ["applied_on", "1/1/2027"], ["aid_granted_this_year", "0"]] in offered


def test_the_new_year_also_takes_back_a_size_that_was_fixed() -> None:
    response = assessed(
        enterprise={"size_fixed_this_year": "small", "size_stated": "medium"},
        service={"kind": "training", "theme": "digitalisering"},
        cost={"net": "2000"},
        aid_granted_this_year="7500",
    )
    offered = [json.loads(value) for value in attributes(result_html(response), "data-with") if value.startswith("[[")]
    new_year = [["applied_on", "1/1/2027"], ["aid_granted_this_year", "0"], ["enterprise.size_fixed_this_year", ""]]
    assert [["year", "2027"], *new_year] in offered


def test_the_verdict_says_the_amount_the_lack_of_one_or_the_refusal() -> None:
    known = {"enterprise": {"size_stated": "small"}, "service": {"kind": "training", "theme": "innovatie"}}
    assert can_get("300") in result_html(assessed(**known, cost={"net": "1000"}))
    assert NO_AMOUNT in result_html(assessed(**known))
    refused = assessed(enterprise={"legal_form": "vzw"})
    failing = texts.sentence(refused.assessment.finding("legal_form"), date(2026, 11, 23))
    html = result_html(refused)
    assert REFUSED in html
    assert f'<ul class="rh-against"><li><p>{failing}</p><details class="rh-why">' in html


def test_a_yes_says_whose_word_it_is_and_who_decides() -> None:
    """The contract's example, 30 % of 1,000; what the heading says is not said again below it."""
    html = result_html(assessed(**EXAMPLE)).replace("\u00a0", " ")
    heading, sentence = re.search(r"<h2[^>]*>(.*?)</h2><p>(.*?)</p>", html).groups()  # type: ignore[union-attr]
    assert heading == plain(gets("300"))
    assert sentence == ("U voldoet aan alle voorwaarden die wij nagaan. De Vlaamse overheid beslist over uw aanvraag.")


def test_a_no_says_it_once() -> None:
    html = result_html(assessed(enterprise={"legal_form": "vzw"}))
    assert f"{REFUSED}</h2><p>Niet alle voorwaarden zijn in orde.</p><ul class=" in html.replace('"rh-against"', "")


def test_the_picture_of_the_price_is_whole() -> None:
    html = result_html(
        assessed(enterprise={"size_stated": "small"}, service={"kind": "training"}, cost={"net": "1000"})
    )
    widths = [float(width.rstrip("%")) for width in attributes(html, "width")]
    assert 99.9 <= sum(widths[:3]) <= 100
    # 300 of 1,210 euro
    assert widths[0] == pytest.approx(24.79, abs=0.01)


def folds(html: str) -> list[str]:
    return attributes(html, "data-fold")


def test_the_verdict_the_money_the_step_and_the_question_are_open_and_all_else_is_folded() -> None:
    """A yes; one that is not certain; a no."""
    alone = EXAMPLE | {"enterprise": EXAMPLE["enterprise"] | {"relations": []}}
    yes, maybe = result_html(assessed(**alone)), result_html(assessed(**ADVICE | {"service": {"kind": "training"}}))
    assert folds(yes) == folds(maybe) == ["money", "days", "conditions", "year", "assumptions", "proof"]
    for html in (yes, maybe):
        first = html.index("data-fold")
        assert html.index("<h2") < html.index("rh-bars") < html.index("rh-three") < html.index("rh-next") < first
    assert maybe.index("rh-next") < maybe.index("rh-ask") < maybe.index("data-fold")
    assert "rh-ask" not in yes
    refused = result_html(assessed(**ADVICE))
    assert folds(refused) == ["days", "conditions", "proof"] or folds(refused) == ["conditions", "proof"]
    assert refused.index("rh-against") < refused.index("rh-instead") < refused.index("data-fold")
    assert not re.search("rh-three|rh-ask|rh-next", refused)


def test_the_line_of_a_fold_says_the_gist() -> None:
    """30 % of 5,000 is 1,500, which leaves 6,000 of 7,500; of a no only what is not shown already is counted."""
    gists = dict(re.findall(r'data-fold="(\w+)"><summary><h3>[^<]*</h3><span class="rh-gist">([^<]*)', of_training()))
    assert gists["money"] == "30 % van 5.000 euro"
    assert gists["year"] == "daarna nog 6.000 euro"
    assert re.fullmatch(r"\d+ te beantwoorden, \d+ in orde", gists["conditions"])
    refused = re.search(
        r'Andere voorwaarden</h3><span class="rh-gist">(\d+) open, (\d+) in', result_html(assessed(**ADVICE))
    )
    assert refused
    findings = assessed(**ADVICE).assessment.findings
    outcomes = [finding.outcome for finding in findings]
    assert refused.groups() == (str(outcomes.count("unknown")), str(outcomes.count("pass")))


def of_training() -> str:
    return result_html(assessed(**ADVICE | {"service": {"kind": "training"}})).replace("\u00a0", " ")


def test_the_first_line_of_every_why_is_the_reckoning_or_the_answer_that_decided() -> None:
    """30 % of 1,000; 2026-12-01 and 14 days; the answers of the contract's example in words."""
    html = result_html(assessed(**EXAMPLE)).replace("\u00a0", " ")
    firsts = re.findall(r"<summary>Waarom\?.*?<dl><div><dt>(.*?)</dt><dd>(.*?)</dd>", html)
    assert ("Berekening", "30 % van 1.000 = 300") in firsts
    assert ("Berekening", "1 december 2026 + 14 kalenderdagen = 15 december 2026") in firsts
    assert ("Berekening", "1.000 euro is minstens 100 euro") in firsts
    assert ("Berekening", "7.500 euro − 0 euro = 7.500 euro") in firsts
    assert ("Uw antwoord", "Nee") in firsts
    assert {term for term, _ in firsts} <= {"Berekening", "Uw antwoord", "Wat de regel vraagt"}


def test_where_a_group_decides_the_size_its_line_says_so() -> None:
    """40 people alone are a small enterprise, with 20 more a medium one; with 2 more they stay small."""

    def with_holding(staff: str) -> str:
        own = [{"headcount": "40", "turnover": "3000000"}]
        holding = {
            "name": "H",
            "direction": "owned_by",
            "share": "100",
            "periods": [{"headcount": staff, "turnover": "1"}],
        }
        return result_html(assessed(enterprise={"periods": own, "relations": [holding]}))

    assert "2 ondernemingen, samen middelgroot" in with_holding("20")
    assert "2 ondernemingen, personeel 42" in with_holding("2")


def amount_rows(html: str) -> list[tuple[str, str]]:
    rows = re.findall(r'<tr class="rh-amount [^"]*"><th scope="row">(.*?)</th><td>(.*?)</td>', html)
    return [(label.replace("\u00a0", " "), amount.replace("\u00a0", " ")) for label, amount in rows]


@pytest.mark.parametrize(
    ("project", "step"),
    [
        (EXAMPLE, "schrijf u in en vraag de steun aan op www.kmo-portefeuille.be, ten laatste op 15 december 2026."),
        (ADVICE | {"service": {"kind": "training"}}, SETTLE_FIRST),
        (ADVICE | {"applied_on": "2015-01-01"}, "vraag raad aan Hands of bel gratis naar het nummer 1700."),
    ],
    ids=["yes", "maybe", "no rule that day"],
)
def test_the_next_step_can_be_done(project: dict[str, Any], step: str) -> None:
    """A start on 1 December and 14 days; without a rule there is no question that would help."""
    assert f"<strong>Volgende stap:</strong> {step}</p>" in result_html(assessed(**project)).replace("\u00a0", " ")


def test_a_no_ends_with_the_full_price() -> None:
    """5,000 and 21 % VAT is 6,050; who recovers the 1,050 pays 5,000 in the end."""
    known = ADVICE | {"service": {"kind": "advice", "theme": "digitalisering"}}
    certain = result_html(assessed(**known | {"cost": {"net": "5000", "vat_recoverable": True}})).replace("\u00a0", " ")
    assert (
        "Zonder steun betaalt u 6.050 euro, btw inbegrepen. U krijgt de btw terug, dus kost het u echt 5.000 euro."
        in certain
    )
    unknown = result_html(assessed(**known)).replace("\u00a0", " ")
    assert "Krijgt u de btw terug, dan kost het u echt 5.000 euro." in unknown
    assert "<svg" not in unknown


def test_a_button_after_a_no_does_not_contradict_its_sentence() -> None:
    html = result_html(assessed(**ADVICE | {"service": {"kind": "advice", "theme": "digitalisering"}}))
    assert re.findall(r'class="md-button" data-do="set"[^>]*>(.*?)</button>', html) == [
        "Ja, het gaat over cybersecurity",
        "Reken met een echte opleiding",
    ]


CMS = {"name": "cms", "title": "Opleiding cms", "kind": "training", "theme": "digitalisering", "price": "950"}
TALK = {"name": "spreken", "title": "Leren spreken", "kind": "training", "theme": "personeelsmanagement"}


def instead(offers: list[dict[str, str]], **request: Any) -> str:
    """What a no says that does work."""
    html = result_html(assessed(**ADVICE | request), offered=offered_from(offers)).replace("\u00a0", " ")
    return html[html.index("rh-instead") : html.index('data-fold="conditions"')]


def test_a_no_names_the_nearest_offer_that_gets_aid() -> None:
    """Of the same subject, with its price; else the kind; none where the enterprise itself is refused."""
    advice = {"kind": "advice", "theme": "digitalisering"}
    named = instead([TALK, CMS], service=advice)
    assert "Met steun kan wel: Opleiding cms, 950 euro zonder btw." in named
    assert attributes(named, "href") == ["../catalogus/cms/"]
    assert attributes(instead([TALK], service=advice), "href") == ["../catalogus/"]
    assert attributes(instead([TALK, CMS], service=advice, enterprise={"legal_form": "vzw"}), "href") == []
    assert attributes(instead([], service=advice), "href") == []


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "cms",
        [CMS | {"name": "../x"}],
        [CMS | {"name": "javascript:alert(1)"}],
        [CMS | {"kind": "lezing"}],
        [{"name": "cms"}],
        [1, [], {}],
        [CMS | {"title": "x" * 1_000}],
    ],
)
def test_what_is_no_offer_is_left_out(odd: object) -> None:
    assert offered_from(odd) == []


def test_a_ceiling_that_cuts_the_amount_is_named_in_the_reckoning() -> None:
    """30 % of 2,000 is 600; of 7,500 with 7,050 used 450 is left. With 6,900 used it is just enough."""
    known = {"enterprise": {"size_stated": "small"}, "service": {"kind": "training"}, "cost": {"net": "2000"}}
    html = result_html(assessed(**known, aid_granted_this_year="7050")).replace("\u00a0", " ")
    assert f"30 % van 2.000 = 600. {ceiling_leaves('450')}" in html
    assert "30 % van 2.000 euro, begrensd" in html
    whole = result_html(assessed(**known, aid_granted_this_year="6900")).replace("\u00a0", " ")
    assert "30 % van 2.000 = 600</dd>" in whole
    assert "begrensd" not in whole
    cut = result_html(assessed(**known, aid_granted_this_year="6900.01")).replace("\u00a0", " ")
    assert '<dd data-marks="gets">599,99 euro</dd>' in cut


@pytest.mark.long
def test_every_case_of_the_corpus_has_a_result_that_is_well_formed() -> None:
    """Also for a day without rules, a price of nothing, a group, a refusal: whatever was published as a case."""
    requests = [case.request for case in corpus.read(corpus.PUBLISHED) if case.command == "assess" and not case.status]
    assert len(requests) > 200
    for request in requests:
        html = str(result_html(answer_to(parse_assess(json.loads(request)))))
        opened = Counter(re.findall(r"<((?!input)[a-z0-9]+)[ >]", html))
        assert opened == Counter(re.findall(r"</([a-z0-9]+)>", html))
        assert not re.search(r"\{\w*\}|None", html)


def test_a_bar_of_nothing_is_not_drawn() -> None:
    assert bar([]) is None
    assert bar([(Money(0), "aid")]) is None
    assert "rh-bar--aid" in str(bar([(Money(1), "aid")]))


def test_what_no_question_asks_is_called_by_its_path() -> None:
    assert question_title("vreemd", NAMELESS, 2026) == "vreemd"
    assert form().order("enterprise.group.vreemd.0") == form().order("enterprise.group")


def test_what_takes_more_than_one_control_is_asked_in_the_form() -> None:
    shown = _control("enterprise.group.enterprises.0.name", NAMELESS, "vraag-0")
    assert 'href="#enterprise.group.enterprises.0.name"' in shown
    assert "<input" not in shown
