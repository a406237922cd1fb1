"""What is accepted and refused at one field, and with which words."""

import json
from typing import Any

import pytest

from calculator.contract import wire
from tests.rules.test_command_line import EXAMPLE
from tests.sentences import STAFF_FORM, no_such_day, too_many

AMOUNT = "Vul een bedrag in, zoals 1.438,02."
NOT_EXACT = "Schrijf het bedrag als tekst of als geheel getal, zonder exponent."


def with_value(path: str, value: object) -> dict[str, Any]:
    """The contract's example with another value at the path."""
    request: Any = json.loads(json.dumps(EXAMPLE))
    *steps, last = path.split(".")
    place = request
    for step in steps:
        place = place[int(step) if isinstance(place, list) else step]
    place[last] = value
    return dict(request)


def errors(request: dict[str, Any], command: str = "assess") -> list[tuple[str, str]]:
    status, text = wire.answer(command, json.dumps(request))
    return [(error["field"], error["message"]) for error in json.loads(text)["errors"]] if status else []


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("contract", None, "Vul hier iets in."),
        ("contract", 2, "Deze versie kennen we niet. Gebruik versie 1."),
        ("contract", True, "Deze versie kennen we niet. Gebruik versie 1."),
        ("applied_on", None, "Vul hier iets in."),
        ("applied_on", 20261123, "Vul een dag in, zoals 27/3/2026."),
        ("applied_on", "2026-02-30", no_such_day("30/2/2026")),
        (
            "applied_on",
            "1999-12-31",
            "Vul een dag in tussen 1\u00a0januari\u00a02000 en 31\u00a0december\u00a02100, zoals 27/3/2026.",
        ),
        (
            "applied_on",
            "2101-01-01",
            "Vul een dag in tussen 1\u00a0januari\u00a02000 en 31\u00a0december\u00a02100, zoals 27/3/2026.",
        ),
        ("cost.net", "1.438,02", AMOUNT),
        ("cost.net", "", AMOUNT),
        ("cost.net", "1e9", AMOUNT),
        ("cost.net", "NaN", AMOUNT),
        ("cost.net", "1000.001", AMOUNT),
        ("cost.net", True, AMOUNT),
        ("cost.net", {}, AMOUNT),
        ("cost.net", 1000.5, NOT_EXACT),
        ("cost.net", float("nan"), NOT_EXACT),
        ("cost.net", -1, "Vul een bedrag of getal van nul of meer in, zoals 150."),
        ("cost.net", "-0.01", "Vul een bedrag of getal van nul of meer in, zoals 150."),
        ("cost.net", "1000000000000.01", "Dit bedrag is te groot. Vul een kleiner bedrag in, zoals 1.438,02."),
        ("cost.net", "99999999999999", "Dit bedrag is te groot. Vul een kleiner bedrag in, zoals 1.438,02."),
        ("cost.net", 10**18, "Dit bedrag is te groot. Vul een kleiner bedrag in, zoals 1.438,02."),
        ("cost.net", 10**30, "Dit bedrag is te groot. Vul een kleiner bedrag in, zoals 1.438,02."),
        ("enterprise.periods.0.headcount", -3, "Vul een bedrag of getal van nul of meer in, zoals 150."),
        ("cost.vat_rate", "100.0001", "Een percentage is hoogstens 100, zoals 25,01."),
        ("cost.vat_rate", "2100", "Een percentage is hoogstens 100, zoals 25,01."),
        ("cost.vat_rate", "21.00001", "Vul een percentage in van 0 tot 100, zoals 25,01."),
        ("cost.vat_recoverable", "ja", "Kies ja, nee of weet niet."),
        ("cost.catering", "60", "Hier hoort een groep van velden te staan."),
        ("service.kind", "opleiding", "Kies een van de mogelijkheden."),
        ("service.kind", ["training"], "Kies een van de mogelijkheden."),
        ("service.excluded_as", "iets anders", "Kies een van de mogelijkheden."),
        ("service.topic", "energie_efficientie", None),
        ("enterprise.periods", {}, "Hier hoort een lijst te staan."),
        ("enterprise.periods", [{}, {}, {}, {}], too_many("3")),
        ("enterprise.periods.0.headcount", "12,5", STAFF_FORM),
        ("enterprise.relations.0.name", 7, "Gebruik hier alleen gewone letters en tekens."),
        ("enterprise.relations.0.colour", "red", "Het veld colour kennen we niet."),
        ("enterprise.relations", [{}] * 2001, too_many("2.000")),
    ],
)
def test_one_wrong_value_is_one_error_at_its_field(path: str, value: object, message: str | None) -> None:
    found = errors(with_value(path, value))
    if message is None:
        theme = "Dit onderwerp hoort bij het thema Duurzaamheid. Kies dat thema of een ander onderwerp."
        assert found == [("service.theme", theme)]
    else:
        assert found in ([(path, message)], [(f"{path}.", message)])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("cost.net", 1000),
        ("cost.net", "1000.5"),
        ("cost.net", "1000000000000"),
        ("cost.net", 0),
        ("cost.vat_rate", "0"),
        ("cost.vat_rate", "12.3456"),
        ("cost.catering", {"amount": "10", "persons": "2", "days": 1}),
        ("enterprise", None),
        ("enterprise.relations.0.name", None),
        ("enterprise.relations.0.name", "Één & <Twee>"),
        ("applied_on", "2024-02-29"),
        ("applied_on", "2000-01-01"),
        ("applied_on", "2100-12-31"),
    ],
)
def test_a_right_value_is_no_error(path: str, value: object) -> None:
    assert errors(with_value(path, value)) == []


def test_relations_are_counted_over_all_layers() -> None:
    relations = [{"name": f"A{place}", "share": "10", "relations": [{"share": "10"}] * 999} for place in range(3)]
    assert errors(with_value("enterprise.relations", relations)) == [("enterprise.relations", too_many("2.000"))]


def test_the_parts_of_a_plan_are_read_as_strictly() -> None:
    assert errors({"contract": 1, "projects": [5], "aid_granted": []}, "plan") == [
        ("projects.0", "Hier hoort een groep van velden te staan."),
        ("aid_granted", "Hier hoort een groep van velden te staan."),
    ]
    assert errors({"contract": 1, "projects": [{"applied_on": "2026-01-01"}, {"id": "a"}]}, "plan") == [
        ("projects.0.id", "Vul hier iets in."),
        ("projects.1.applied_on", "Vul hier iets in."),
    ]


def test_a_plan_holds_fewer_projects_the_more_is_told_about_the_group() -> None:
    def planned(count: int, enterprise: dict[str, Any]) -> list[tuple[str, str]]:
        projects = [{"id": str(place), "applied_on": "2026-01-01"} for place in range(count)]
        return errors({"contract": 1, "enterprise": enterprise, "projects": projects}, "plan")

    # 1 that applies, 20 others, 20 holdings, and 58 that act together: 10,000 / 99 is 101 projects.
    group = {
        "enterprises": [{"id": str(place)} for place in range(20)],
        "holdings": [{"holder": str(place), "held": None, "share": "5"} for place in range(20)],
        "together": [[str(place) for place in range(20)], [str(place) for place in range(19)], [*map(str, range(19))]],
    }
    assert planned(101, {"group": group}) == []
    assert planned(102, {"group": group}) == [("projects", too_many("101"))]
    assert planned(500, {}) == []
    assert planned(501, {}) == [("projects", too_many("500"))]
    # However large the group is, one project can be asked.
    relations = [{"name": str(place), "direction": "owns", "share": "60"} for place in range(2_000)]
    assert planned(2, {"relations": relations}) == []
    assert planned(3, {"relations": relations}) == [("projects", too_many("2"))]


def test_a_number_of_ten_thousand_digits_is_an_error_at_its_field() -> None:
    text = json.dumps(EXAMPLE).replace('"1000.00"', "9" * 10_000)
    status, answer = wire.answer("assess", text)
    assert status == 2
    assert [error["field"] for error in json.loads(answer)["errors"]] == ["cost.net"]


def test_a_year_that_stands_twice_is_an_error() -> None:
    status, answer = wire.answer("plan", '{"contract": 1, "aid_granted": {"2026": "1", "2026": "2"}}')
    assert status == 2
    assert [error["field"] for error in json.loads(answer)["errors"]] == ["aid_granted.2026"]


def test_a_request_that_is_no_object_is_one_error() -> None:
    for text in ("[]", "5", "null", '"text"'):
        status, answer = wire.answer("assess", text)
        assert status == 2
        assert [error["field"] for error in json.loads(answer)["errors"]] == [""]
