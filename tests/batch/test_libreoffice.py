"""LibreOffice itself: what it saves is the list that the tests by day read, and it reads a result as what it is."""

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.batch.lists import EXAMPLE, checked, list_of

pytestmark = pytest.mark.night

SAMPLES = Path(__file__).with_name("samples")
# Separator, quote, letters, first line, columns, language, quoted cells as text, as shown: see the README beside them.
WRITTEN = {"puntkomma-utf8.csv": "59,34,76,1,,2067,false,true", "komma-utf8.csv": "44,34,76,1,,2067,false,true"}
READ = "59,34,76,1,,2067,false,true"
FILTER = "Text - txt - csv (StarCalc)"
BELGIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-BE</value></prop></item>
</oor:items>"""  # noqa: E501
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def converted(source: Path, folder: Path, *, to: str, read_as: str | None = None) -> Path:
    """What LibreOffice makes of a file, in its Belgian Dutch setting."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is not here: apt-get install libreoffice-calc"
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(BELGIAN, encoding="utf-8")
    command = [program, f"-env:UserInstallation={settings.parent.parent.as_uri()}", "--headless"]
    command += [f"--infilter={read_as}"] if read_as else []
    subprocess.run([*command, "--convert-to", to, "--outdir", folder, source], check=True, capture_output=True)
    return folder / f"{source.stem}.{to.partition(':')[0]}"


@pytest.mark.parametrize(("name", "options"), WRITTEN.items())
def test_it_saves_the_list_that_is_read_by_day(name: str, options: str, tmp_path: Path) -> None:
    saved = converted(SAMPLES / "lijst.fods", tmp_path, to=f"csv:{FILTER}:{options}")
    assert checked(saved.read_bytes()).text == checked((SAMPLES / name).read_bytes()).text


def test_it_reads_the_numbers_of_a_result_as_numbers_and_runs_no_formula(tmp_path: Path) -> None:
    """30 % of 1.438,02 is 431,41 (published); what they wrote in columns of their own stays what it was."""
    own = {"Saldo": "-12,50", "Nota": "=1+1", "Wie": "@SUM(A1)", "Plaats": "Café Zoë; één\ntwee"}
    result = tmp_path / "uit.csv"
    result.write_text(checked(list_of({**EXAMPLE, **own})).text, encoding="utf-8", newline="")
    sheet = ET.parse(converted(result, tmp_path, to="fods", read_as=f"{FILTER}:{READ}"))
    cells = [list(cells_of(row)) for row in sheet.iter(f"{TABLE}table-row")]
    read = dict(zip((text for _, _, text in cells[0]), cells[1], strict=False))
    assert [read[title][:2] for title in ("Steun", "Prijs zonder btw", "Saldo")] == [
        ("float", "431.41"),
        ("float", "1438.02"),
        ("float", "-12.5"),
    ]
    assert [(read[title][0], read[title][2]) for title in ("Nota", "Wie", "Plaats")] == [
        ("string", "'=1+1"),
        ("string", "'@SUM(A1)"),
        ("string", "Café Zoë; één\ntwee"),
    ]
    assert not [cell for cell in sheet.iter(f"{TABLE}table-cell") if f"{TABLE}formula" in cell.attrib]


def cells_of(row: ET.Element) -> list[tuple[str | None, str | None, str]]:
    """Of each cell its kind, its value and its text; one that stands for many alike is given as often."""
    return [
        (cell.get(f"{OFFICE}value-type"), cell.get(f"{OFFICE}value"), "\n".join(map(text_of, cell.iter(f"{TEXT}p"))))
        for cell in row.iter(f"{TABLE}table-cell")
        for _ in range(min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 100))
    ]


def text_of(paragraph: ET.Element) -> str:
    return "".join(paragraph.itertext())
