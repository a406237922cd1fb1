"""The calculator gives the same text in the visitor's browser as on the machine that tests it."""

import json
import re
from pathlib import Path

import pytest

from calculator import corpus
from publishing import engine, node
from tests.engine import answers

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def built(site: Path) -> Path:
    """The folder of the engine that the site publishes."""
    [folder] = (site / "assets" / "engine").iterdir()
    return folder


QUESTION = answers.message({"applied_on": "2026-11-23", "service": {"kind": "training"}, "cost": {"net": "500"}})


@pytest.mark.parametrize("after", [None, ("calculator.page", QUESTION)], ids=["started", "from kept memory"])
def test_every_published_case_gives_the_same_text(built: Path, after: tuple[str, str] | None) -> None:
    there = json.loads(node.run(HERE / "answers.py", engine=built, archive=engine.ARCHIVE, after=after))
    assert there.pop("from").startswith("/lib/python313.zip/"), "not the calculator of the engine"
    here = json.loads(json.dumps(answers.answers(corpus.PUBLISHED)))
    assert len(here["contract"]) >= 250
    assert there["contract"] == here["contract"]
    assert there["page"] == here["page"]


def test_the_rules_pass_their_own_tests_inside_the_engine(built: Path, tmp_path: Path) -> None:
    """On the whole standard library: pytest needs more of it than the calculator."""
    archive = tmp_path / "archive.zip"
    compiled = engine.compiled(engine.calculator("*.py"), python_options=[])
    engine.write_zip(archive, {**engine.standard_library(), **compiled, **engine.calculator("*.toml")})
    said = node.run(HERE / "tests_inside.py", engine=built, archive=str(archive))
    assert re.search(r"\d{3} passed in", said)


def test_a_visitor_waits_for_at_most_4_2_megabytes(built: Path) -> None:
    assert sum(engine.bytes_on_the_wire(built).values()) <= 4_200_000


def test_the_manifest_names_every_file_of_the_engine_and_its_size(built: Path) -> None:
    files = json.loads((built / "engine.json").read_text())["files"]
    beside = {path.name: path.stat().st_size for path in built.iterdir() if path.name != "engine.json"}
    assert {name: file["bytes"] for name, file in files.items()} == beside


@pytest.mark.night
def test_the_engine_has_the_same_bytes_when_it_is_made_again(built: Path, tmp_path: Path) -> None:
    assert engine.build(tmp_path).name == built.name
