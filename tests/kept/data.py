"""Data to test with: the files of the package, and for aid and sources a table of the test's own.

So no test here fails because somebody changed a rate, read a source again or filled in a phone number.
"""

import re
from pathlib import Path

import calculator
from calculator.scheme.reading import FILES, load
from calculator.scheme.rows import Rules

__all__ = ["AID", "DATA", "FOLLOWED", "rules", "texts"]

DATA = Path(calculator.__file__).parent / "data"

# One rate and one ceiling, both open, from the first day that the data covers.
RATE = """
[[rate]]
valid_from = 2016-04-01
service = "training"
small = 30
medium = 20
source = "bvr-2016"
certainty = "confirmed"
"""
CEILING = """
[[ceiling]]
valid_from = 2016-04-01
small = 7500
medium = 7500
source = "bvr-2016"
certainty = "confirmed"
"""
AID = RATE + CEILING
# The same, with another rate announced from 1 January 2027.
FOLLOWED = (
    RATE.replace("\nservice", "\nvalid_through = 2026-12-31\nservice")
    + RATE.replace("2016-04-01", "2027-01-01").replace("30", "11").replace("20\n", "12\n").rstrip("\n")
    + '\nstatus = "announced"\n'
    + CEILING
)


def texts() -> dict[str, str]:
    """Every data file as it stands."""
    return {name: (DATA / f"{name}.toml").read_text(encoding="utf-8") for name in FILES}


def rules(aid: str = AID, *, first_source_by: str = "2099-12-31") -> Rules:
    """The rules with this table of aid; no source has to be read again soon, but perhaps the first one."""
    files = texts()
    unhurried = re.sub(r"(check(?:_again_by|ed_on)) = \S+", _unhurried, files["bronnen"])
    sources = unhurried.replace("2099-12-31", first_source_by, 1)
    return load({**files, "steun": aid, "bronnen": sources})


def _unhurried(found: re.Match[str]) -> str:
    return f"{found[1]} = {'2099-12-31' if found[1] == 'check_again_by' else '2026-11-23'}"
