"""The command line: the contract's example, the exit status, and bytes that are no request."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from calculator import corpus
from calculator.__main__ import answer_bytes, main, rules

EXAMPLE: dict[str, Any] = {
    "contract": 1,
    "applied_on": "2026-11-23",
    "enterprise": {
        "legal_form": "bv",
        "established_in_flanders": True,
        "public_participation": "0",
        "main_activity": "accepted",
        "periods": [
            {"closed_on": "2025-12-31", "headcount": "12.5", "turnover": "1800000", "balance_sheet_total": "900000"},
            {"closed_on": "2024-12-31", "headcount": "11", "turnover": "1700000", "balance_sheet_total": "850000"},
        ],
        "relations": [
            {
                "name": "Holding",
                "direction": "owned_by",
                "share": "60",
                "periods": [
                    {"closed_on": "2025-12-31", "headcount": "3", "turnover": "0", "balance_sheet_total": "4000000"}
                ],
                "relations": [],
            }
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
    "cost": {"net": "1000.00", "ineligible": "0", "vat_rate": "21", "vat_recoverable": True},
    "aid_granted_this_year": "0",
}


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "calculator", *arguments], input=given, capture_output=True, check=False
    )


def test_the_example_of_the_contract() -> None:
    done = run("assess", given=json.dumps(EXAMPLE).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    response = json.loads(done.stdout)
    assert response["outcome"] == "eligible"
    assert response["size"]["class"] == "small"
    assert response["size"]["basis"] == "group"
    assert response["size"]["headcount"] == "15.50"
    assert response["size"]["balance_sheet_total"] == "4900000.00"
    expected = {
        "rate": "30",
        "eligible_cost": "1000.00",
        "amount": "300.00",
        "own_share": "700.00",
        "vat": "210.00",
        "deposit": "700.00",
        "to_pay_provider": "210.00",
        "total_paid": "910.00",
        "real_cost": "700.00",
        "cap": "7500.00",
        "left_this_year": "7200.00",
    }
    assert {name: response["aid"][name] for name in expected} == expected


@pytest.mark.parametrize("content", [b"", b"not json", b"\xff\xfe", b"[" * 100_000, b"\x00", b'{"contract": 1} tail'])
def test_bytes_that_are_no_request(content: bytes) -> None:
    status, text = answer_bytes("assess", content)
    assert status == 2
    assert [error["field"] for error in json.loads(text)["errors"]] == [""]


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert answer_bytes("assess", b"\xef\xbb\xbf" + json.dumps(EXAMPLE).encode())[0] == 0


def test_all_errors_are_reported_together() -> None:
    wrong = EXAMPLE | {
        "applied_on": "2026-02-30",
        "cost": {"net": "1.438,02", "gross": -5, "vat_rate": 1e9},
        "colour": "red",
        "service": {"kind": "<script>"},
    }
    status, text = answer_bytes("assess", json.dumps(wrong).encode())
    fields = [error["field"] for error in json.loads(text)["errors"]]
    assert status == 2
    assert sorted(fields) == ["applied_on", "colour", "cost.gross", "cost.net", "cost.vat_rate", "service.kind"]


def test_ten_megabytes_are_refused_at_once() -> None:
    status, text = answer_bytes("assess", json.dumps(EXAMPLE | {"aid_granted_this_year": "9" * 10_000_000}).encode())
    assert status == 2
    assert json.loads(text)["errors"][0]["message"] == "Dit is te lang om te verwerken."


def nested(depth: int) -> dict[str, Any]:
    """The example with a chain of owners, one above the other."""
    relations: list[dict[str, Any]] = []
    for _ in range(depth):
        relations = [{"share": "60", "relations": relations}]
    return EXAMPLE | {"enterprise": {"relations": relations}}


def test_a_hundred_layers_of_owners_are_read_and_one_more_is_an_error() -> None:
    assert answer_bytes("assess", json.dumps(nested(100)).encode())[0] == 0
    status, text = answer_bytes("assess", json.dumps(nested(101)).encode())
    assert status == 2
    assert [error["field"] for error in json.loads(text)["errors"]] == [
        "enterprise" + ".relations.0" * 100 + ".relations"
    ]


def test_a_name_that_stands_twice_is_an_error() -> None:
    status, text = answer_bytes("assess", b'{"contract": 1, "applied_on": "2026-11-23", "applied_on": "2026-01-01"}')
    assert status == 2
    assert [error["field"] for error in json.loads(text)["errors"]] == ["applied_on"]


def test_rules_of_a_day() -> None:
    status, text = rules("2026-11-23")
    assert status == 0
    found = json.loads(text)
    by_service = {(rate["service"], rate["topic"]): (rate["small"], rate["medium"]) for rate in found["rates"]}
    assert by_service[("training", None)] == ("30", "20")
    assert by_service[("training", "cybersecurity")] == ("45", "35")
    assert by_service[("training", "energie_efficientie")] == ("45", "35")
    assert by_service[("advice", None)] == (None, None)
    assert found["ceiling"]["small"] == found["ceiling"]["medium"] == "7500.00"
    assert len(found["themes"]) == 8


def test_rules_before_the_first_day() -> None:
    status, text = rules("2016-03-31")
    assert status == 0
    found = json.loads(text)
    assert (found["covered"], found["rates"], found["ceiling"]) == (False, [], None)


def test_rules_of_a_day_that_does_not_exist() -> None:
    assert rules("2026-02-30")[0] == 2
    assert run("rules", "--on", "gisteren").returncode == 2


def test_commands_read_standard_input_and_write_one_line(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    given = io.TextIOWrapper(io.BytesIO(json.dumps(EXAMPLE).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    assert main(["assess"]) == 0
    assert main(["rules", "--on", "2026-11-23"]) == 0
    sys.stdout.flush()
    first, second = (json.loads(line) for line in capfdbinary.readouterr().out.splitlines())
    assert (first["outcome"], second["on"]) == ("eligible", "2026-11-23")


def test_every_command_reads_standard_input() -> None:
    assert run("plan", given=b'{"contract": 1}').returncode == 0
    wish = {name: value for name, value in EXAMPLE.items() if name != "cost"} | {"wanted": "1000.00"}
    done = run("reverse", given=json.dumps(wish).encode())
    assert json.loads(done.stdout)["net_cost"] == "3333.34"


def test_the_same_request_gives_the_same_bytes() -> None:
    content = json.dumps(EXAMPLE).encode()
    shuffled = json.dumps(dict(reversed(EXAMPLE.items()))).encode()
    assert answer_bytes("assess", content) == answer_bytes("assess", content) == answer_bytes("assess", shuffled)


def test_a_corpus_with_a_wrong_case_says_which_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = """
        [[case]]
        id = "wrong"
        title = "Een verkeerd geval"
        set = { "applied_on" = "2026-11-23" }
        expect = { "outcome" = "eligible" }
        source = "worked out by hand"
        working = "none"
    """
    (tmp_path / "cases.toml").write_text(case)
    assert main(["corpus", str(tmp_path)]) == 1
    assert capsys.readouterr().out == "wrong: outcome is 'undecided', not 'eligible'\n0 passed, 1 failed\n"


def test_a_folder_without_cases_is_no_success(tmp_path: Path) -> None:
    assert main(["corpus", str(tmp_path)]) == 1


def test_corpus_prints_its_count(capsys: pytest.CaptureFixture[str]) -> None:
    failed = main(["corpus"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert re.fullmatch(r"\d+ passed, [1-9]\d* failed" if failed else r"\d+ passed, 0 failed", last)
    assert sum(map(int, re.findall(r"\d+", last))) == len(corpus.read(corpus.PUBLISHED))
