"""The answer of a row is the contract's answer to the request that its cells make."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from calculator import corpus
from calculator.batch.columns import column_of, columns
from calculator.batch.wording import FileRefused
from calculator.contract.wire import answer
from tests.batch.lists import EXAMPLE, Cells, checked, list_of, messages

MEDIUM = {"Personeel": "120", "Personeel jaar ervoor": "118", "Omzet": "15 000 000", "Balanstotaal": "€ 5.000.000"}
# Each list row beside the same request written by hand.
SAME: list[tuple[Cells, Mapping[str, Any]]] = [
    ({}, {}),
    (MEDIUM, {"enterprise.periods.0.headcount": "120", "enterprise.periods.1.headcount": "118",
              "enterprise.periods.0.turnover": "15000000", "enterprise.periods.0.balance_sheet_total": "5000000"}),
    ({"Rechtsvorm": "VZW"}, {"enterprise.legal_form": "vzw"}),
    ({"Rechtsvorm": "Comm. V"}, {"enterprise.legal_form": "comm_v"}),
    ({"Rechtsvorm": "Besloten vennootschap (bv)"}, {}),
    ({"Vestiging in Vlaanderen": "ONWAAR"}, {"enterprise.established_in_flanders": False}),
    ({"Vestiging in Vlaanderen": "WAAR"}, {}),
    ({"Vestiging in Vlaanderen": "?"}, {"enterprise.established_in_flanders": None}),
    ({"Hoofdactiviteit toegelaten": "Nee"}, {"enterprise.main_activity": "excluded"}),
    ({"Hoofdactiviteit toegelaten": "al steun"}, {"enterprise.main_activity": "accepted_before"}),
    (
        {"Thema": "duurzaamheid", "Onderwerp": "Energie-efficiëntie"},
        {"service.theme": "duurzaamheid", "service.topic": "energie_efficientie"},
    ),
    ({"Hoofdactiviteit toegelaten": "weet ik niet"}, {"enterprise.main_activity": None}),
    ({"Aandeel overheid": "25,00 %"}, {"enterprise.public_participation": "25.00"}),
    ({"Opleiding of advies": "Advies"}, {"service.kind": "advice"}),
    ({"Opleiding of advies": "een advies", "Onderwerp": "Cybersecurity"},
     {"service.kind": "advice", "service.topic": "cybersecurity"}),
    ({"Thema": "Financiële geletterdheid"}, {"service.theme": "financiele_geletterdheid"}),
    ({"Thema": "geen"}, {"service.theme": "geen"}),
    ({"Uitgesloten dienst": "teambuilding"}, {"service.excluded_as": "teambuilding"}),
    ({"Start": "1 november 2026"}, {"service.starts_on": "2026-11-01"}),
    ({"Prijs zonder btw": "", "Prijs met btw": "€ 975"}, {"cost.net": None, "cost.gross": "975"}),
    ({"Btw-tarief": "Geen btw"}, {"cost.vat_rate": "0"}),
    ({"Btw-tarief": "6,00%"}, {"cost.vat_rate": "6.00"}),
    ({"Prijs zonder btw": "30.000", "Steun dit jaar": "1.200,50"},
     {"cost.net": "30000", "aid_granted_this_year": "1200.50"}),
    ({"Catering": "60", "Catering personen": "2", "Catering dagen": "1"},
     {"cost.catering": {"amount": "60", "persons": 2, "days": 1}}),
    ({"Groep 1: aandeel": "60", "Groep 1: richting": "eigenaar", "Groep 1: personeel": "40", "Groep 1: omzet": "0"},
     {"enterprise.relations": [{"direction": "owned_by", "share": "60",
                                "periods": [{"headcount": "40", "turnover": "0"}]}]}),
    ({"Groep 1: naam": "Holding", "Groep 1: aandeel": "90", "Groep 1: richting": "eigenaar", "Groep 1: personeel": "3",
      "Groep 3: naam": "Zuster", "Groep 3: aandeel": "80", "Groep 3: richting": "dochter", "Groep 3: bij": "HOLDING",
      "Groep 3: personeel": "40", "Groep 120: naam": "zuster", "Groep 120: aandeel": "10",
      "Groep 120: richting": "eigenaar"},
     {"enterprise.group": {
         "enterprises": [{"id": "h", "name": "Holding", "periods": [{"headcount": "3"}]},
                         {"id": "z", "name": "Zuster", "periods": [{"headcount": "40"}]}],
         "holdings": [{"holder": "h", "share": "90"}, {"holder": "h", "held": "z", "share": "80"},
                      {"holder": "z", "share": "10"}]}}),
    ({"Groep 2: aandeel": "60", "Groep 2: richting": "eigenaar", "Groep 2: personeel": "40", "Groep 1: naam": ""},
     {"enterprise.relations": [{"direction": "owned_by", "share": "60", "periods": [{"headcount": "40"}]}]}),
    ({"Grootte ligt vast": "middelgroot"}, {"enterprise.size_fixed_this_year": "medium"}),
    ({"Cijfers zijn ramingen": "ja"}, {"enterprise.estimates": True}),
]  # fmt: skip


def example_request() -> dict[str, Any]:
    return {
        "contract": 1,
        "applied_on": "2026-11-23",
        "enterprise": {
            "legal_form": "bv",
            "established_in_flanders": True,
            "main_activity": "accepted",
            "public_participation": "0",
            "periods": [
                {
                    "headcount": "12.5",
                    "turnover": "1800000",
                    "balance_sheet_total": "900000",
                    "closed_on": "2025-12-31",
                },
                {"headcount": "11", "turnover": "1700000", "balance_sheet_total": "850000"},
            ],
        },
        "service": {
            "kind": "training",
            "theme": "digitalisering",
            "without_teacher": False,
            "related_to_provider": False,
            "starts_on": "2026-12-01",
            "ends_on": "2026-12-05",
        },
        "cost": {"net": "1438.02", "vat_rate": "21", "vat_recoverable": True},
        "aid_granted_this_year": "0",
    }


def with_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    request = example_request()
    for path, value in changes.items():
        here: Any = request
        *way, last = path.split(".")
        for name in way:
            here = here[int(name)] if isinstance(here, list) else here[name]
        here[last] = value
    return request


@pytest.mark.parametrize(("cells", "changes"), SAME)
def test_a_row_gets_the_contracts_answer(cells: Cells, changes: Mapping[str, Any]) -> None:
    [row] = checked(list_of({**EXAMPLE, **cells})).rows
    status, text = answer("assess", json.dumps(with_changes(changes)))
    response = json.loads(text)
    assert status == 0
    assert_same(row, response)


def assert_same(row: Cells, response: Mapping[str, Any]) -> None:
    """Every cell of the answer says what the response says."""
    outcomes = {
        "eligible": "Komt in aanmerking",
        "not_eligible": "Komt niet in aanmerking",
        "undecided": "Nog niet zeker",
    }
    sizes = {"small": "klein", "medium": "middelgroot", "large": "groot", None: ""}
    aid = response["aid"] or {}
    amounts = {
        "Steun": "amount",
        "Steunpercentage": "rate",
        "Kosten die meetellen": "eligible_cost",
        "Te storten in de kmo-portefeuille": "deposit",
        "Rechtstreeks te betalen": "to_pay_provider",
        "Waarvan btw": "vat",
        "Samen te betalen": "total_paid",
        "Echte kosten": "real_cost",
        "Nog over dit jaar": "left_this_year",
    }
    assert row["Resultaat"] == outcomes[response["outcome"]]
    assert row["Berekende grootte"] == sizes[response["size"]["class"]]
    assert {title: row[title] for title in amounts} == {
        title: (aid.get(name) or "").replace(".", ",") for title, name in amounts.items()
    }
    deciding = {"not_eligible": "fail", "undecided": "unknown"}.get(response["outcome"])
    assert row["Waarom"] == " ".join(f["sentence"] for f in response["findings"] if f["outcome"] == deciding)
    helps = response["changes"][:1] or response["changes_together"]
    assert row["Wat helpt"] == " ".join(change["sentence"] for change in helps)
    days = {deadline["id"]: deadline["on"] for deadline in response["deadlines"]}
    for title, name in {"Aanvragen tot en met": "apply_by", "Afronden tot en met": "finish_by"}.items():
        assert "-".join(f"{int(part):02}" for part in reversed(row[title].split("/")) if part) == days.get(name, "")
    assert row["Fouten"] == ""


def flat(value: Any, path: str = "") -> dict[str, str]:
    """A request as cells by contract path."""
    if isinstance(value, dict):
        return {key: text for name, item in value.items() for key, text in flat(item, f"{path}.{name}").items()}
    if isinstance(value, list):
        return {key: text for place, item in enumerate(value) for key, text in flat(item, f"{path}.{place}").items()}
    if value is None:
        return {}
    text = ("ja" if value else "nee") if isinstance(value, bool) else str(value)
    return {path.removeprefix("."): text}


def corpus_requests() -> list[dict[str, Any]]:
    """The published cases that a list can hold: those in which the form asks for every answer."""
    cases = (case for case in corpus.read(corpus.PUBLISHED) if case.command == "assess")
    requests = [json.loads(case.request) for case in cases if answer("assess", case.request)[0] == 0]
    return [request for request in requests if all(map(column_of, set(flat(request)) - {"contract"}))]


def test_every_published_case_that_fits_a_list_gets_the_same_answer_there() -> None:
    requests = corpus_requests()
    assert len(requests) > 400
    told = [flat(request) for request in requests]
    titles = sorted({path for cells in told for path in cells} - {"contract"})
    rows = [{title: cells.get(title, "") for title in titles} for cells in told]
    result = checked(list_of(*rows))
    assert result.errors == []
    for row, request in zip(result.rows, requests, strict=True):
        assert_same(row, json.loads(answer("assess", json.dumps(request))[1]))


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"Omzet": "veel"}, ["Omzet"]),
        ({"Omzet": "-5", "Start": "31/2/2026"}, ["Omzet", "Start"]),
        ({"Rechtsvorm": "gmbh", "Btw terug": "misschien"}, ["Rechtsvorm", "Btw terug"]),
        ({"Dag van de aanvraag": ""}, ["Dag van de aanvraag"]),
        ({"Prijs met btw": "100"}, ["Prijs met btw"]),
        ({"Catering": "60"}, ["Catering personen", "Catering dagen"]),
        ({"Groep 1: naam": "x" * 501}, ["Groep 1: naam"]),
        ({"Groep 2: naam": "B", "Groep 2: aandeel": "veel"}, ["Groep 2: aandeel"]),
        ({"Groep 2: naam": "B", "Groep 2: bij": "Nergens"}, ["Groep 2: bij"]),
        ({"Groep 2: naam": "B", "Groep 2: bij": "b", "Groep 2: aandeel": "5"}, ["Groep 2: bij"]),
    ],
)
def test_errors_name_row_and_column_while_the_others_go_on(cells: Cells, where: list[str]) -> None:
    result = checked(list_of({**EXAMPLE, "Groep 1: naam": "", **cells}, EXAMPLE))
    assert messages(result.errors) == [(2, header) for header in where]
    assert [row["Resultaat"] for row in result.rows] == ["Fout in de rij", "Komt in aanmerking"]
    assert all(f"{header}: " in result.rows[0]["Fouten"] for header in where)
    assert result.rows[0]["Steun"] == ""


@pytest.mark.parametrize("beside", [{}, {"Groep 4: naam": "Zus", "Groep 4: bij": "Holder 2", "Groep 4: aandeel": "5"}])
@pytest.mark.parametrize(("together", "aid"), [("", "431,41"), ("familie", "287,60")])
def test_who_decides_together_holds_together(together: str, aid: str, beside: Cells) -> None:
    """Whether or not somebody else, who does not count, stands beside one of them.

    Two of 40 people hold 26 % each. Apart each counts for 26 %: small, 30 % of 1.438,02. Together they hold more
    than half, and count whole: medium, 20 %.
    """
    group = {
        f"Groep {place}: {title}": text
        for place in (2, 3)
        for title, text in (
            ("naam", f"Holder {place}"),
            ("aandeel", "26"),
            ("samen met", together),
            ("personeel", "40"),
            ("omzet", "1"),
        )
    }
    [row] = checked(list_of({**EXAMPLE, "Groep 1: naam": "", **group, **beside})).rows
    assert row["Steun"] == aid


def test_what_is_missing_of_a_group_is_named_by_its_column() -> None:
    """Holding is linked and has 3 people; of Zuster, in the same hands, the figures are not given."""
    group = {"Groep 2: naam": "Holding", "Groep 2: aandeel": "100", "Groep 2: personeel": "3", "Groep 2: omzet": "0",
             "Groep 4: naam": "Zuster", "Groep 4: bij": "Holding", "Groep 4: aandeel": "100",
             "Groep 4: omzet": "0"}  # fmt: skip
    [row] = checked(list_of({**EXAMPLE, **group})).rows
    assert (row["Resultaat"], row["Nog in te vullen"]) == ("Nog niet zeker", "Groep 4: personeel")


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Groep 201: naam", "van 1 tot en met 200"),
        ("Groep 0: naam", "van 1 tot en met 200"),
        ("Groep 2: kleur", "kennen we niet"),
        ("enterprise.group.enterprises.0.name", "kennen we niet"),
    ],
)
def test_a_column_about_the_group_that_is_not_read_stops_the_list(title: str, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        checked(list_of({**EXAMPLE, title: "Holding"}))


def test_what_is_missing_is_named_by_its_column() -> None:
    [row] = checked(list_of({**EXAMPLE, "Rechtsvorm": "", "Steun dit jaar": ""})).rows
    assert (row["Resultaat"], row["Nog in te vullen"]) == ("Nog niet zeker", "Rechtsvorm, Steun dit jaar")


def test_a_day_for_the_whole_list_counts_only_where_a_row_has_none() -> None:
    without, own = {**EXAMPLE, "Dag van de aanvraag": ""}, {**EXAMPLE, "Dag van de aanvraag": "31/1/2026"}
    advice = {"Opleiding of advies": "advies"}  # since 1 February 2026 only on cybersecurity
    result = checked(list_of({**without, **advice}, {**own, **advice}), on="2026-02-01")
    assert [row["Resultaat"] for row in result.rows] == ["Komt niet in aanmerking", "Komt in aanmerking"]


def test_the_tally_adds_up() -> None:
    refused, open_row, wrong = {"Rechtsvorm": "vzw"}, {"Rechtsvorm": ""}, {"Rechtsvorm": "gmbh"}
    tally = checked(list_of(EXAMPLE, EXAMPLE, *({**EXAMPLE, **row} for row in (refused, open_row, wrong)))).tally
    assert (tally.rows, dict(tally.outcomes), tally.with_errors) == (
        5,
        {"eligible": 2, "not_eligible": 1, "undecided": 1},
        1,
    )
    assert (dict(tally.refused_by), dict(tally.undecided_by)) == ({"legal_form": 1}, {"legal_form": 1})
    # 431,41 euro aid a row, of a ceiling of 7.500.
    assert (str(tally.aid), str(tally.possible), str(tally.left)) == ("862.82", "431.41", "14137.18")


def test_a_result_can_be_checked_again() -> None:
    first = checked(list_of(EXAMPLE))
    assert checked(first.text.encode()).text == first.text


def test_every_column_leads_to_a_question_and_no_two_to_the_same() -> None:
    paths = [column.path for column in columns() if column.path]
    assert len(paths) == len(set(paths))
    assert [column.header for column in columns() if column.path and column.question is None] == []
