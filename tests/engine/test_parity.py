"""The calculator gives the same text in the visitor's browser as on the machine that tests it."""

import gzip
import json
import re
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from calculator import corpus, page
from publishing.bootstrap import tool
from publishing.engine import archive, making, node, what_runs
from publishing.engine.pack import write_zip
from publishing.engine.questions import message, openings, pairs
from tests.engine import answers, profile
from tests.engine.fuzzed import fuzzed
from tests.engine.laid_out import laid_out

HERE = Path(__file__).parent
SEED = 20_261_128
assert profile.SEED != SEED, "what is kept would be looked at with what it was found with"
AT_A_TIME = 100


@pytest.fixture(scope="module")
def built(site: Path) -> Path:
    """The folder of the engine that the site publishes."""
    [folder] = (site / "assets" / "engine").iterdir()
    return folder


@pytest.fixture(scope="module")
def lean(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That engine as visitors get it, for Node."""
    return laid_out(built, tmp_path_factory.mktemp("lean"), whole=False)


@pytest.fixture(scope="module")
def whole(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That engine with the WebAssembly that answers where the lean one cannot."""
    return laid_out(built, tmp_path_factory.mktemp("whole"), whole=True)


def published() -> list[str]:
    """Every published case that is a request, as the page sends it."""
    cases = (json.loads(case.request) for case in corpus.read(corpus.PUBLISHED))
    return [message(list(pairs(request))) for request in cases]


def there(folder: Path, texts: Sequence[str], *, by: node.Python = "started") -> node.Answered:
    """What the page answers in this engine."""
    return node.ask([("calculator.page", texts)], engine=folder, archive=folder / making.ARCHIVE, by=by)


def here(texts: Sequence[str]) -> list[str]:
    return list(map(page.respond, texts))


@pytest.mark.night
def test_every_published_case_gives_the_same_text(whole: Path) -> None:
    said = json.loads(node.run(HERE / "answers.py", engine=whole, archive=making.ARCHIVE))
    assert said.pop("from").startswith("/lib/python313.zip/"), "not the calculator of the engine"
    expected = json.loads(json.dumps(answers.answers(corpus.PUBLISHED)))
    assert len(expected["contract"]) >= 250
    assert said["contract"] == expected["contract"]
    assert said["page"] == expected["page"]


AT_NIGHT = pytest.mark.night


@pytest.mark.parametrize(
    ("by", "of"),
    [("started", 4), pytest.param("started", 1, marks=AT_NIGHT), pytest.param("kept", 1, marks=AT_NIGHT)],
)
def test_the_lean_engine_answers_every_published_case_without_a_trap(lean: Path, by: node.Python, of: int) -> None:
    """By day one case of four."""
    texts = published()[::of]
    assert len(texts) >= 250 // of
    said = there(lean, texts, by=by)
    assert said.answers == here(texts)
    assert not said.trapped, "what is kept (ran.txt) misses what a published case needs: make profile"


@pytest.mark.night
@pytest.mark.parametrize("by", ["started", "kept"])
def test_whatever_is_asked_first_meets_no_trap(lean: Path, by: node.Python) -> None:
    asked = list(openings(corpus.PUBLISHED))
    by_itself = [node.ask([first], engine=lean, archive=lean / making.ARCHIVE, by=by) for first in asked]
    fell = [texts[0][:100] for (_, texts), said in zip(asked, by_itself, strict=True) if said.trapped]
    assert fell == []


def test_what_is_kept_is_of_the_pinned_pyodide_and_as_the_command_writes_it() -> None:
    kept = what_runs.kept()
    assert kept is not None, "another WebAssembly, so every build looks anew: make profile"
    assert what_runs.KEPT.read_text(encoding="ascii") == what_runs.as_kept(kept)


def test_what_was_kept_of_another_pyodide_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(what_runs, "KEPT", tmp_path / "ran.txt")
    assert what_runs.kept() is None
    what_runs.KEPT.write_text(what_runs.as_kept([3, 100, 1]), encoding="ascii")
    assert what_runs.kept() == {1, 3, 100}
    assert what_runs.KEPT.read_text(encoding="ascii").splitlines()[1:] == ["1 3", "100"]
    what_runs.KEPT.write_text(f"sha256:{'0' * 64}\n1 3\n", encoding="ascii")
    assert what_runs.kept() is None


@pytest.mark.night
def test_what_nobody_looked_at_gives_the_same_text_or_falls_in_the_net(lean: Path, whole: Path) -> None:
    """A trap ends that engine: from there on the whole one answers, as in the browser."""
    texts = [text for of_each in zip(*fuzzed(SEED), strict=True) for text in of_each]
    assert len(texts) >= 2_000
    expected = here(texts)
    with ThreadPoolExecutor() as pool:
        by_whole = pool.submit(there, whole, texts)
        traps = 0
        for start in range(0, len(texts), AT_A_TIME):
            said = there(lean, texts[start : start + AT_A_TIME])
            traps += said.trapped
            if not said.trapped:
                assert said.answers == expected[start : start + AT_A_TIME]
        assert by_whole.result().answers == expected
    print(f"{traps} traps in {len(texts)} messages")
    # A trap costs a wait and no answer; but the net is for what is rare.
    assert traps <= 1


@pytest.mark.night
def test_the_rules_pass_their_own_tests_inside_the_engine(whole: Path, tmp_path: Path) -> None:
    """On the whole standard library: pytest needs more of it than the calculator."""
    whole_library = tmp_path / "archive.zip"
    files = {**archive.standard_library(), **archive.calculator("*.py"), **archive.calculator("*.toml")}
    write_zip(whole_library, files)
    said = node.run(HERE / "tests_inside.py", engine=whole, archive=str(whole_library))
    assert re.search(r"\d{3} passed in", said)


def test_a_visitor_waits_for_at_most_2_4_megabytes_or_3_0_where_only_gzip_works(built: Path) -> None:
    cost = making.first_visit(built)
    assert max(cost["zstd by itself"], cost["zstd with a decoder"]) <= 2_400_000
    assert cost["gzip"] <= 3_000_000


def test_the_manifest_names_every_file_of_the_engine_and_its_size(built: Path) -> None:
    files = json.loads((built / "engine.json").read_text())["files"]
    beside = {path.name: path.stat().st_size for path in built.iterdir() if path.name != "engine.json"}
    assert {name: file["bytes"] for name, file in files.items()} == beside


def test_both_forms_hold_the_parts_that_the_manifest_promises(built: Path) -> None:
    unpack = "process.stdout.write(require('zlib').zstdDecompressSync(require('fs').readFileSync(process.argv[1])))"
    done = subprocess.run([tool("node"), "-e", unpack, str(built / "engine.zst")], capture_output=True, check=True)
    assert done.stdout == gzip.decompress((built / "engine.gz").read_bytes())
    parts = json.loads((built / "engine.json").read_text())["parts"]
    found = making.parts_of(built)
    assert {part["name"]: part["sha256"] for part in parts} == {name: making.digest(found[name]) for name in found}


@pytest.mark.night
def test_the_engine_has_the_same_bytes_when_it_is_made_again(built: Path, tmp_path: Path) -> None:
    assert making.build(tmp_path).name == built.name
