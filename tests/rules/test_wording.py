"""What the visitor reads: the whole sentence, with the own figure and the limit, and where the rule stands.

The sentences are written here by hand; spaces stand for no-break spaces too.
"""

import json
import re
from typing import Any

import pytest

from calculator.contract import wire
from tests.rules.test_command_line import EXAMPLE
from tests.rules.test_reading import with_value

GIVEN: dict[str, Any] = with_value("enterprise.relations", [])


def finding(rule: str, changes: dict[str, object]) -> dict[str, Any]:
    """The finding of a rule for the contract's example without its holding, with some values changed."""
    request: Any = json.loads(json.dumps(GIVEN))
    for path, value in changes.items():
        *steps, last = path.split(".")
        place = request
        for step in steps:
            place = place[int(step) if isinstance(place, list) else step]
        place[last] = value
    status, text = wire.answer("assess", json.dumps(request))
    assert status == 0, text
    return next(found for found in json.loads(text)["findings"] if found["rule"] == rule)


def plain(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ")


FIGURES = "12,5 voltijdse werkkrachten, omzet 1.800.000 euro, balanstotaal 900.000 euro"
WITHIN = "12,5 is minder dan 50, en omzet 1.800.000 euro is niet meer dan 10 miljoen euro, dus klein."
LARGE = [{"headcount": "300", "turnover": "60000000", "balance_sheet_total": "50000000"}]
GROWN = [
    {"headcount": "60", "turnover": "1", "balance_sheet_total": "1"},
    {"headcount": "40", "turnover": "1", "balance_sheet_total": "1"},
]


@pytest.mark.parametrize(
    ("rule", "changes", "outcome", "given", "sentence"),
    [
        ("legal_form", {}, "pass", "bv", "Uw rechtsvorm is besloten vennootschap (bv). Die komt in aanmerking."),
        (
            "legal_form",
            {"enterprise.legal_form": "vzw"},
            "fail",
            "vzw",
            "Uw rechtsvorm is vereniging zonder winstoogmerk (vzw). Die komt niet in aanmerking.",
        ),
        (
            "public_participation",
            {"enterprise.public_participation": "24.9999"},
            "pass",
            "24.9999",
            "Overheden hebben 24,9999 % van uw onderneming. Dat is minder dan 25 %.",
        ),
        (
            "public_participation",
            {"enterprise.public_participation": "25"},
            "fail",
            "25",
            "Overheden hebben samen 25 % van uw onderneming. Het moet minder dan 25 % zijn.",
        ),
        (
            "public_participation",
            {"enterprise.public_participation": None},
            "unknown",
            None,
            "We weten nog niet welk deel van uw onderneming van overheden is. Het moet minder dan 25 % zijn.",
        ),
        ("sme_size", {}, "pass", "small", f"U bent een kleine onderneming: {FIGURES}. {WITHIN}"),
        (
            "sme_size",
            {"enterprise.periods": LARGE},
            "fail",
            "large",
            (
                "Uw onderneming is geen kmo: 300 voltijdse werkkrachten, omzet 60 miljoen euro, "
                "balanstotaal 50 miljoen euro. Grote ondernemingen krijgen geen steun. 300 is 250 of meer, "
                "en omzet 60 miljoen euro is meer dan 50 miljoen euro, en balanstotaal 50 miljoen euro is meer dan "
                "43 miljoen euro, dus geen kmo."
            ),
        ),
        (
            "sme_size",
            {"enterprise.periods": [*GROWN, {"headcount": "30", "turnover": "1", "balance_sheet_total": "1"}]},
            "pass",
            "small",
            (
                "U bent een kleine onderneming: 60 voltijdse werkkrachten, omzet 1 euro, balanstotaal 1 euro. "
                "Het laatste boekjaar alleen zou middelgroot geven. Een nieuwe grootte telt pas na twee jaar na "
                "elkaar. In het boekjaar daarvoor: 40 voltijdse werkkrachten is minder dan 50, "
                "en omzet 1 euro is niet meer dan 10 miljoen euro, dus klein."
            ),
        ),
        (
            "sme_size",
            {"enterprise.periods": GROWN},
            "unknown",
            None,
            "Uw laatste twee boekjaren verschillen. Dan telt het jaar daarvoor, en dat kennen we niet.",
        ),
        (
            "sme_size",
            {"enterprise.size_fixed_this_year": "medium"},
            "pass",
            "medium",
            (
                "Een eerdere aanvraag legde uw grootte voor dit jaar vast: middelgroot. Dat geldt het hele jaar. "
                "Volgens uw cijfers bent u nu klein. Dat telt pas vanaf volgend jaar."
            ),
        ),
        (
            "sme_size",
            {"enterprise.periods": [], "enterprise.size_stated": "small"},
            "unknown",
            "small",
            "U zegt zelf dat u klein bent. We rekenen daarmee, maar alleen cijfers geven zekerheid.",
        ),
        (
            "sme_size",
            {"enterprise.relations": EXAMPLE["enterprise"]["relations"]},
            "pass",
            "small",
            (
                "Samen met uw groep bent u een kleine onderneming: 15,5 voltijdse werkkrachten, omzet 1.800.000 euro, "
                "balanstotaal 4.900.000 euro. 15,5 is minder dan 50, "
                "en omzet 1.800.000 euro is niet meer dan 10 miljoen euro, dus klein. "
                "Zo telden we: uw onderneming 100 %: 12,5 voltijdse werkkrachten; "
                "Holding 100 %: 3 voltijdse werkkrachten; samen 15,5 voltijdse werkkrachten. "
                "Een onderneming van uw groep heeft minder boekjaren. "
                "Voor vroegere jaren gebruikten we haar oudste cijfers."
            ),
        ),
        ("service_kind", {}, "pass", "training", "Voor een opleiding bestaat er steun."),
        (
            "service_kind",
            {"service.kind": "advice"},
            "fail",
            "advice",
            (
                "Deze dienst krijgt geen steun meer sinds 1 februari 2026. "
                "Alleen advies over cybersecurity krijgt nog steun. "
                "Over projecten die toen al liepen, vonden we geen aparte regel."
            ),
        ),
        (
            "service_kind",
            {"service.theme": None, "service.topic": "energie_efficientie", "applied_on": "2024-06-04"},
            "unknown",
            "training",
            (
                "Over Energie-efficiëntie en alternatieve energie: op die dag gold het gewone "
                "of het hogere percentage. Welk van de twee weten we niet. "
                "Het besluit dat dit wijzigde, is waarschijnlijk van 15 maart 2023. "
                "Zeker is het hogere percentage pas op 5 juni 2024."
            ),
        ),
        ("theme", {}, "pass", "digitalisering", "De dienst valt onder het thema Digitalisering."),
        (
            "theme",
            {"service.theme": "beroepsspecifieke_competenties"},
            "unknown",
            "beroepsspecifieke_competenties",
            (
                "Bij het thema Beroepsspecifieke competenties moet de dienst op een lijst staan. "
                "Kijk dat na bij de dienstverlener."
            ),
        ),
        (
            "excluded_service",
            {"service.excluded_as": "teambuilding"},
            "fail",
            "teambuilding",
            "Deze dienst is uitgesloten: teambuilding.",
        ),
        ("teacher", {"service.without_teacher": False}, "pass", "nee", "Bij de opleiding is er een lesgever."),
        (
            "minimum_cost",
            {},
            "pass",
            "1000.00",
            "De kost die meetelt is 1.000 euro. Dat is minstens 100 euro.",
        ),
        (
            "minimum_cost",
            {"cost.net": "99.99"},
            "fail",
            "99.99",
            "De kost die meetelt is 99,99 euro. Het moet minstens 100 euro zijn.",
        ),
        (
            "minimum_cost",
            {"cost.net": "499.99", "service.kind": None},
            "unknown",
            "499.99",
            "De kost die meetelt is 499,99 euro. Of dat genoeg is, hangt af van de soort dienst.",
        ),
        (
            "minimum_cost",
            {"cost.net": "500", "service.kind": None},
            "pass",
            "500.00",
            "De kost die meetelt is 500 euro. Dat is minstens 500 euro.",
        ),
        (
            "minimum_cost",
            {"cost.net": None, "service.kind": "advice"},
            "unknown",
            None,
            "We kennen de prijs nog niet. Hij moet zonder btw minstens 500 euro zijn.",
        ),
        (
            "application_window",
            {},
            "pass",
            "2026-11-23",
            (
                "U vraagt aan op 23 november 2026. De start is op 1 december 2026, "
                "dus u hebt tijd tot en met 15 december 2026."
            ),
        ),
        (
            "application_window",
            {"applied_on": "2026-12-16"},
            "fail",
            "2026-12-16",
            (
                "U vraagt aan op 16 december 2026. De start was op 1 december 2026, "
                "dus de laatste dag was 15 december 2026."
            ),
        ),
        (
            "application_window",
            {"service.starts_on": None},
            "unknown",
            "2026-11-23",
            "We kennen de startdag nog niet. Aanvragen kan tot 14 kalenderdagen na de start.",
        ),
        (
            "yearly_cap",
            {"aid_granted_this_year": "7050"},
            "pass",
            "7050.00",
            (
                "Van de 7.500 euro voor 2026 gebruikte u vóór dit project 7.050 euro. "
                "Er is dus nog hoogstens 450 euro steun mogelijk."
            ),
        ),
        (
            "yearly_cap",
            {"aid_granted_this_year": "7500"},
            "fail",
            "7500.00",
            "Uw budget voor 2026 is op: u gebruikte 7.500 euro van de 7.500 euro. Wacht op 1 januari.",
        ),
        (
            "yearly_cap",
            {"aid_granted_this_year": None},
            "unknown",
            None,
            "We weten niet hoeveel steun u in 2026 al kreeg. We rekenen alsof dat nog niets is.",
        ),
    ],
)
def test_a_finding_in_words(
    rule: str, changes: dict[str, object], outcome: str, given: str | None, sentence: str
) -> None:
    found = finding(rule, changes)
    assert (found["outcome"], found["given"], plain(found["sentence"])) == (outcome, given, sentence)


@pytest.mark.parametrize(
    ("rule", "changes", "required", "valid_from", "article"),
    [
        ("legal_form", {}, "een aanvaarde rechtsvorm", "2016-04-01", "Art. 4 (besluit van 26 februari 2016)"),
        (
            "public_participation",
            {},
            "minder dan 25 % in handen van overheden",
            "2016-04-01",
            "Art. 3, lid 4 (kmo-definitie)",
        ),
        (
            "sme_size",
            {},
            (
                "minder dan 250 voltijdse werkkrachten, en een omzet van hoogstens 50 miljoen euro "
                "of een balanstotaal van hoogstens 43 miljoen euro"
            ),
            "2005-01-01",
            "Art. 2, lid 2",
        ),
        ("sme_size", {"enterprise.periods": LARGE}, None, "2005-01-01", "Art. 2, lid 1"),
        ("sme_size", {"enterprise.estimates": True}, None, "2005-01-01", "Art. 4, lid 3"),
        ("sme_size", {"enterprise.size_fixed_this_year": "small"}, None, "2016-04-01", None),
        ("service_kind", {}, "een dienst die op die dag steun krijgt", "2019-12-01", None),
        ("service_kind", {"service.topic": "cybersecurity"}, None, "2021-09-14", None),
        ("service_kind", {"service.topic": "cybersecurity", "applied_on": "2021-09-13"}, None, "2019-12-01", None),
        ("theme", {}, "een van de acht thema's", "2023-01-01", None),
        ("theme", {"applied_on": "2022-12-31"}, None, "2016-04-01", None),
        ("excluded_service", {"service.excluded_as": "vaarbewijs"}, None, "2021-07-14", None),
        ("minimum_cost", {}, "minstens 100 euro zonder btw", "2016-04-01", None),
        ("application_window", {}, "aanvragen tot 14 kalenderdagen na de start", "2016-04-01", None),
        ("yearly_cap", {}, "nog iets over van het plafond van het jaar", "2020-01-01", None),
        ("yearly_cap", {"applied_on": "2019-12-31"}, None, "2016-04-01", None),
    ],
)
def test_a_finding_says_what_is_asked_since_when_and_where_it_stands(
    rule: str, changes: dict[str, object], required: str | None, valid_from: str, article: str | None
) -> None:
    found = finding(rule, changes)
    assert (found["valid_from"], found["source"]["article"]) == (valid_from, article)
    if required is not None:
        assert plain(found["required"]) == required


def test_the_source_of_a_finding_in_words() -> None:
    sentence, day_read = plain(finding("sme_size", {})["basis_sentence"]).rsplit(", gelezen op ")
    assert sentence == (
        "Geldt sinds 1 januari 2005. Bron: Aanbeveling 2003/361/EG van de Europese Commissie, bijlage (kmo-definitie), "
        "Art. 2, lid 2"
    )
    assert re.fullmatch(r"\d{1,2} [a-z]+ 20\d\d\.", day_read)
    assert plain(finding("yearly_cap", {"applied_on": "2019-12-31"})["basis_sentence"]).startswith(
        "Geldt van 1 april 2016 tot en met 31 december 2019. Bron: "
    )
    to_confirm = plain(finding("minimum_cost", {})["basis_sentence"])
    assert to_confirm.endswith("Te bevestigen: de bron is ouder of niet officieel.")


def test_deadlines_in_words() -> None:
    status, text = wire.answer("assess", json.dumps(GIVEN))
    assert status == 0
    assert [
        (each["id"], each["on"], each["rule"], plain(each["sentence"])) for each in json.loads(text)["deadlines"]
    ] == [
        (
            "apply_by",
            "2026-12-15",
            "application_window",
            "Vraag aan ten laatste op 15 december 2026: dat is 14 kalenderdagen na de start op 1 december 2026.",
        ),
        (
            "deposit_by_provider",
            "2026-12-07",
            "deposit_provider",
            (
                "Stort uw eigen deel liefst tegen 7 december 2026: "
                "Hands vraagt dat binnen 14 kalenderdagen na de aanvraag."
            ),
        ),
        (
            "deposit_by",
            "2026-12-23",
            "deposit",
            (
                "Zorg dat uw eigen deel op 23 december 2026 op de rekening staat: "
                "30 kalenderdagen na de aanvraag op 23 november 2026. "
                "De termijn begint pas als de dienstverlener bevestigt, dus zo bent u zeker op tijd."
            ),
        ),
        (
            "finish_by",
            "2027-12-31",
            "finish",
            "Rond het project af en betaal het ten laatste op 31 december 2027: het einde van het jaar na de aanvraag.",
        ),
    ]


def test_one_cent_of_aid_still_goes_through_the_wallet() -> None:
    request = with_value("aid_granted_this_year", "7499.99")
    aid = json.loads(wire.answer("assess", json.dumps(request))[1])["aid"]
    assert (aid["amount"], aid["deposit"], aid["to_pay_provider"]) == ("0.01", "999.99", "210.00")


def test_the_part_of_the_catering_that_does_not_count_is_named() -> None:
    request = with_value("cost.catering", {"amount": "60", "persons": 1, "days": 1})
    aid = json.loads(wire.answer("assess", json.dumps(request))[1])["aid"]
    assert (aid["catering_surplus"], aid["eligible_cost"]) == ("35.00", "965.00")


@pytest.mark.parametrize(
    ("rule", "path", "value", "given"),
    [
        ("legal_form", "enterprise.legal_form", "andere", "andere"),
        ("legal_form", "enterprise.legal_form", None, None),
        ("establishment", "enterprise.established_in_flanders", False, "nee"),
        ("establishment", "enterprise.established_in_flanders", None, None),
        ("main_activity", "enterprise.main_activity", "excluded", "excluded"),
        ("related_provider", "service.related_to_provider", True, "ja"),
        ("teacher", "service.without_teacher", True, "ja"),
        ("service_kind", "service.kind", None, None),
        ("theme", "service.theme", "geen", "geen"),
        ("excluded_service", "service.excluded_as", None, None),
    ],
)
def test_a_finding_repeats_what_was_given(rule: str, path: str, value: object, given: str | None) -> None:
    assert finding(rule, {path: value})["given"] == given


def test_an_undecided_legal_form_asks_for_one_that_decides() -> None:
    request = with_value("enterprise.legal_form", "andere")
    assert json.loads(wire.answer("assess", json.dumps(request))[1])["missing"] == ["enterprise.legal_form"]


def test_in_a_plan_what_was_granted_and_what_comes_before_are_used_together() -> None:
    """1,000 was granted; 30 % of 20,000 is 6,000; 7,500 - 7,000 leaves 500 for the second project."""
    enterprise = json.loads(json.dumps(GIVEN["enterprise"]))
    project = {key: GIVEN[key] for key in ("applied_on", "service")}
    plan = {
        "contract": 1,
        "enterprise": enterprise,
        "aid_granted": {"2026": "1000"},
        "projects": [
            {"id": "a", **project, "cost": {**GIVEN["cost"], "net": "20000"}},
            {"id": "b", **project, "cost": {**GIVEN["cost"], "net": "5000"}},
        ],
    }
    _, text = wire.answer("plan", json.dumps(plan))
    second = json.loads(text)["projects"]["b"]
    (cap,) = [found for found in second["findings"] if found["rule"] == "yearly_cap"]
    assert plain(cap["sentence"]) == (
        "Van de 7.500 euro voor 2026 gebruikte u vóór dit project 7.000 euro. "
        "Er is dus nog hoogstens 500 euro steun mogelijk."
    )
    assert second["aid"]["amount"] == "500.00"
