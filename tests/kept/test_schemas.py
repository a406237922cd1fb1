"""Mistakes in data files and front matter: each is told once, in Dutch; and editors are told the same by a schema."""

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from calculator.scheme.reading import DataMistakes, load
from publishing import schemas
from publishing.bootstrap import ROOT
from publishing.pages.catalogue import CatalogueMistakes, entry_files, read_all
from tests.kept.data import DATA, texts

# Who changes the columns of the list changes code: no schema.
WITHOUT_SCHEMA = {"lijst"}
VALIDATORS = {
    name: Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    for name, schema in schemas.schemas().items()
}
# What the reader says about rows next to each other and about sources: no schema of one file can know that.
BETWEEN_ROWS = (
    "de vorige loopt dan nog",
    "geldt geen enkele rij",
    "ligt vóór valid_from",
    "staat niet in bronnen",
    "moet na checked_on",
    "komt twee keer voor",
)


def as_json(value: Any) -> Any:
    """As an editor sees the file: a day is text."""
    match value:
        case dict():
            return {key: as_json(each) for key, each in value.items()}
        case list():
            return [as_json(each) for each in value]
        case date():
            return value.isoformat()
    return value


def refused_by_schema(name: str, content: Any) -> bool:
    return not VALIDATORS[name].is_valid(as_json(content))


def reader_says(files: dict[str, str]) -> list[str]:
    try:
        load(files)
    except DataMistakes as mistakes:
        return list(mistakes.lines)
    return []


# ---- the schemas and the files as they are ----------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(DATA.glob("*.toml")), ids=lambda path: path.stem)
def test_every_data_file_names_its_schema_and_follows_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.stem in WITHOUT_SCHEMA:
        assert "#:schema" not in text
        return
    named = text.split("\n", 1)[0].removeprefix("#:schema ")
    assert (path.parent / named).resolve() == (schemas.FOLDER / f"{path.stem}.json").resolve()
    assert list(VALIDATORS[path.stem].iter_errors(as_json(tomllib.loads(text)))) == []


@pytest.mark.parametrize("path", entry_files(ROOT / "docs"), ids=lambda path: path.stem)
def test_every_entry_of_the_catalogue_follows_the_schema(path: Path) -> None:
    assert list(VALIDATORS[schemas.FRONT_MATTER].iter_errors(as_json(front_matter(path.read_text("utf-8"))))) == []


def front_matter(text: str) -> Any:
    return yaml.safe_load(text.split("---\n")[1])


def test_the_written_schemas_are_those_of_the_description() -> None:
    """Where this fails: make schemas."""
    on_disk = {path.stem: path.read_text(encoding="utf-8") for path in schemas.FOLDER.glob("*.json")}
    assert on_disk == {name: schemas.written(schema) for name, schema in schemas.schemas().items()}
    for schema in schemas.schemas().values():
        Draft7Validator.check_schema(schema)


# ---- twenty mistakes that people make ---------------------------------------------------------------------

# file, what stands there, what somebody typed, the row, a piece of the message, whether the form alone shows it
IN_DATA = [
    ("steun", "small = 40", "small = 140", "[[rate]] 1", "een percentage is hoogstens 100", True),
    ("steun", "small = 40", 'small = "40 %"', "[[rate]] 1", "schrijf bijvoorbeeld small = 30", True),
    ("steun", "medium = 30\n", "", "[[rate]] 1", "medium ontbreekt", True),
    ("steun", "small = 40", "klein = 40", "[[rate]] 1", "klein is hier niet bekend", True),
    ("steun", 'service = "training"', 'service = "opleiding"', "[[rate]] 1", "kies uit training, advice", True),
    ("steun", "valid_through = 2019-11-30\n", "", "[[rate]] 2", "sluit die met valid_through = 2019-11-30", False),
    ("steun", "2019-11-30", "2019-11-15", "[[rate]] 2", "geldt geen enkele rij", False),
    ("steun", "small = 10000", "small = 10.000,00", "steun.toml", "geen geldige TOML", True),
    ("steun", "[[ceiling]]\nvalid", "[[plafond]]\nvalid", "[[plafond]]", "hier niet bekend", True),
    ("kosten", 'source = "', 'source = "x-', "[[minimum_cost]] 1", "staat niet in bronnen.toml", False),
    ("bronnen", "check_again_by = ", 'check_again_by = "juni" # ', "[[source]] 1", "check_again_by = 2027-01-01", True),
    ("termijnen", "days = ", "days = -", "[[term]] 1", "een getal is nul of meer", True),
    ("kmo", 'certainty = "confirmed"', 'certainty = "zeker"', "[[size]] 1", "kies uit confirmed, to_confirm", True),
    ("kmo", 'class = "small"', 'class = "small"\nstatus = "plan"', "[[size]] 1", "kies uit announced", True),
    ("aanbieder", 'bic = "', 'bic = BE"', "aanbieder.toml", "geen geldige TOML", True),
]


@pytest.mark.parametrize(("name", "old", "new", "row", "words", "by_form"), IN_DATA)
def test_a_mistake_in_a_data_file_stops_with_its_own_message(
    name: str, old: str, new: str, row: str, words: str, *, by_form: bool
) -> None:
    files = texts()
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    told = [line for line in reader_says(files) if line.startswith(f"{name}.toml") and row in line and words in line]
    assert len(told) == 1, reader_says(files)
    try:
        content = tomllib.loads(files[name])
    except tomllib.TOMLDecodeError:
        return
    assert refused_by_schema(name, content) is by_form


ENTRY = """---
title: "Opleiding podcast"
description: "Leer een podcast maken voor uw zaak."
dienst: opleiding
thema: digitalisering
zekerheid: waarschijnlijk
reden: "Een podcast maakt u met online toepassingen."
voor_wie: "Wie zelf een podcast wil maken."
wat_u_leert:
  - "Opnemen"
---

# Opleiding podcast
"""
IN_FRONT_MATTER = [
    ("dienst: opleiding", "dienst: cursus", "dienst: is 'cursus', kies uit opleiding, advies"),
    ("thema: digitalisering", "thema: marketing", "thema: is 'marketing', kies uit bedrijfsstrategie"),
    ("zekerheid: waarschijnlijk", "zekerheid: bijna", "kies uit zeker, waarschijnlijk, twijfelachtig"),
    ("zekerheid: waarschijnlijk\n", "zekerheid: waarschijnlijk\nprijs: € 950\n", "schrijf bijvoorbeeld  prijs: 950"),
    ("zekerheid: waarschijnlijk\n", "zekerheid: waarschijnlijk\nprijzen: 950\n", "dit veld is niet bekend"),
    ("zekerheid: waarschijnlijk\n", "zekerheid: waarschijnlijk\neinddatum: juni\n", "einddatum: 2027-06-30"),
    ("voor_wie:", "voorwie:", "voor_wie: ontbreekt; schrijf bijvoorbeeld"),
]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """An entry on its own, in a folder of pages."""
    (tmp_path / "catalogus").mkdir()
    entry = tmp_path / "catalogus" / "podcast.md"
    entry.write_text(ENTRY, encoding="utf-8")
    return entry


def test_without_a_mistake_the_entry_is_read(copied: Path) -> None:
    (entry,) = read_all(copied.parent.parent)
    assert (entry.slug, entry.theme) == ("podcast", "digitalisering")
    assert not refused_by_schema(schemas.FRONT_MATTER, front_matter(ENTRY))


@pytest.mark.parametrize(("old", "new", "words"), IN_FRONT_MATTER)
def test_a_mistake_in_an_entry_stops_with_its_own_message(copied: Path, old: str, new: str, words: str) -> None:
    text = copied.read_text(encoding="utf-8")
    assert text.count(old) == 1
    copied.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueMistakes) as caught:
        read_all(copied.parent.parent)
    assert any(line.startswith("catalogus/podcast.md: ") and words in line for line in caught.value.lines)
    assert refused_by_schema(schemas.FRONT_MATTER, front_matter(text.replace(old, new)))


def test_more_than_twenty_kinds_of_mistake_are_seeded_and_all_are_told_together() -> None:
    assert len({row[4] for row in IN_DATA} | {row[2] for row in IN_FRONT_MATTER}) >= 20
    files = texts()
    for name, old, new, *_ in IN_DATA[:3] + IN_DATA[11:13]:
        files[name] = files[name].replace(old, new, 1)
    assert {line.split(",")[0] for line in reader_says(files)} == {"steun.toml", "termijnen.toml", "kmo.toml"}


# ---- the reader and the schema agree on every key ---------------------------------------------------------


def changed() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each kind of row of each file with one key dropped or given a value of another kind, or one key too many."""
    for name, text in texts().items():
        content = tomllib.loads(text)
        for table, place in kinds_of_row(content):
            row = content[table][place]
            variants = [{**row, "extra": 1}]
            for key in row:
                without = {other: value for other, value in row.items() if other != key}
                variants += [without, {**without, key: 3.5}]
            for variant in variants:
                other = deepcopy(content)
                other[table][place] = variant
                yield name, f"{name} [[{table}]] {place + 1}: {sorted(variant)}", other


def kinds_of_row(content: dict[str, Any]) -> list[tuple[str, int]]:
    """The first row of each table with the same keys, by table and place."""
    found: dict[tuple[str, frozenset[str]], tuple[str, int]] = {}
    for table, rows in content.items():
        for place, row in enumerate(rows if isinstance(rows, list) else ()):
            found.setdefault((table, frozenset(row)), (table, place))
    return list(found.values())


def toml(content: dict[str, Any]) -> str:
    """The content as TOML, in the few forms that these files use."""
    lines: list[str] = []
    for name, value in content.items():
        for row in value if isinstance(value, list) else ():
            lines += [f"[[{name}]]", *(f"{key} = {inline(each)}" for key, each in row.items())]
    return "\n".join(lines)


def inline(value: Any) -> str:
    match value:
        case dict():
            return "{ " + ", ".join(f"{key} = {inline(each)}" for key, each in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(inline, value)) + "]"
        case date():
            return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def test_reader_and_schema_refuse_the_same_rows() -> None:
    files, disagree, refused = texts(), [], 0
    for name, what, content in changed():
        lines = reader_says({**files, name: toml(content)})
        form = [line for line in lines if not any(words in line for words in BETWEEN_ROWS)]
        by_schema = refused_by_schema(name, content)
        refused += by_schema
        if bool(form) != by_schema:
            disagree.append((what, form, by_schema))
    assert disagree == []
    assert refused > 200
