"""The pages with which others can check the calculator: every row, every change, every case."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from calculator import corpus
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Rules
from publishing.bootstrap import ROOT
from publishing.pages.cases import cases, downloads, write_downloads
from publishing.pages.changes import changes
from publishing.pages.edition import Edition
from publishing.pages.flow import PARTS, flow
from publishing.pages.rule_rows import rules
from publishing.pages.series import all_series
from tests.kept import data

EDITION = Edition(on=date(2026, 11, 23), docs=ROOT / "docs")
PUBLISHED = corpus.read(corpus.PUBLISHED)


def test_every_row_of_every_table_is_in_one_series() -> None:
    listed = [row for series in all_series(all_rules()) for row in series.rows]
    apart = {"sources", "provider", "conditions"}
    tables = [getattr(all_rules(), name) for name in Rules.__slots__ if name not in apart]
    tables += all_rules().conditions.values()
    rows = [row for table in tables for row in table] + [all_rules().provider.deposit_request]
    assert {id(row) for row in listed} == {id(row) for row in rows}
    assert len(listed) == len(rows)


def test_every_row_is_on_the_page_of_rules_with_its_source() -> None:
    page = rules(EDITION).text
    assert page.count("<tr role=") == sum(len(series.rows) for series in all_series(all_rules())) + page.count("<table")
    for source in {row.basis.source for series in all_series(all_rules()) for row in series.rows}:
        assert source.url.replace("&", "&amp;") in page


def test_every_rule_names_the_cases_that_look_at_it() -> None:
    sections = re.split(r'<h3 id="regel-', rules(EDITION).text)[1:]
    covered = {section.split('"')[0]: section.partition("<details>")[2].count("<li>") for section in sections}
    by_rule = {
        rule: sum(any(re.search(rf"(^|\.)findings\.{rule}\b", path) for path in case.expect) for case in PUBLISHED)
        for part in PARTS.values()
        for rule in part
    }
    assert min(by_rule.values()) > 1
    assert {rule: covered[rule] for rule in by_rule} == by_rule


def test_the_flow_asks_for_every_rule_once() -> None:
    drawn = re.findall(r'href="#regel-(\w+)"', flow(EDITION).text)
    assert sorted(drawn) == sorted(rule for part in PARTS.values() for rule in part)
    assert "Welke rechtsvorm heeft uw onderneming?" in flow(EDITION).text


def coming(aid: str) -> str:
    """What the page of changes shows as still to come, seen from 31 December 2026."""
    edition = Edition(on=date(2026, 12, 31), docs=EDITION.docs, rules=data.rules(aid))
    return changes(edition).text.split("Wat al veranderde")[0].split('id="op-2027-01-01"')[1]


def test_a_change_names_what_was_and_what_became() -> None:
    assert re.search(
        r"klein 11.%, middelgroot 12.% .+</td><td[^>]*>klein 30.%, middelgroot 20.%</td>", coming(data.FOLLOWED)
    )


def test_what_nothing_follows_ends() -> None:
    ended = data.AID.replace("\nservice", "\nvalid_through = 2026-12-31\nservice")
    assert re.search(r"<td[^>]*>vervalt</td><td[^>]*>klein 30.%, middelgroot 20.%</td>", coming(ended))


def test_a_row_that_says_the_same_as_the_one_before_is_no_change() -> None:
    same = data.FOLLOWED.replace("small = 11\nmedium = 12", "small = 30\nmedium = 20")
    edition = Edition(on=date(2026, 12, 31), docs=EDITION.docs, rules=data.rules(same))
    assert "klein 30" not in changes(edition).text.split("Wat al veranderde")[0]


def test_every_case_is_on_its_page_with_its_working() -> None:
    page = cases(EDITION).text
    assert [case.id for case in PUBLISHED if f'<span id="{case.id}">' not in page] == []
    assert "3.333,33" in page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site where the downloads are."""
    site = tmp_path_factory.mktemp("site")
    write_downloads(site)
    return site / "regels" / "gevallen"


def test_the_json_download_is_the_corpus_and_reads_back(folder: Path) -> None:
    path = folder / "gevallen.json"
    assert corpus.read(path) == PUBLISHED
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["licence"] == "MIT"
    assert "findings by rule" in content["how"]


def test_the_csv_download_has_every_case_with_its_request_and_what_it_expects(folder: Path) -> None:
    with (folder / "gevallen.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [case.id for case in PUBLISHED]
    assert [json.loads(row["request"]) for row in rows] == [json.loads(case.request) for case in PUBLISHED]
    assert [json.loads(row["expect"]) for row in rows] == [dict(case.expect) for case in PUBLISHED]


def test_the_page_links_to_the_files_that_are_written(folder: Path) -> None:
    linked = re.findall(r'href="([^"]+)"', downloads(EDITION).text)
    assert sorted(linked) == sorted(path.name for path in folder.iterdir())
    assert f"{len(PUBLISHED)} gevallen" in downloads(EDITION).text
