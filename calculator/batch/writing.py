"""Rows to CSV as Belgian Excel opens it: UTF-8 with its mark, semicolons, every cell between quotes.

A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection). A number with its
sign is none.
"""

import re
from collections.abc import Iterable

__all__ = ["START", "csv_line"]

START = "\ufeff"
# Wide forms too: spreadsheets with an East Asian setting read them alike. White space in front may be dropped.
STARTS_A_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
LEADING_SPACES = " \u00a0"
BREAKS = frozenset("\t\r\n")
NUMBER = re.compile(r"[+-] ?(?:[0-9]+|[0-9]{1,3}(?:[. \u00a0\u202f'][0-9]{3})+)(?:[.,][0-9]+)?(?:[ \u00a0]?[%€])?")


def csv_line(cells: Iterable[str]) -> str:
    """One row with its end."""
    return ";".join(f'"{harmless(cell).replace('"', '""')}"' for cell in cells) + "\r\n"


def harmless(cell: str) -> str:
    """The cell, with an apostrophe in front where it could start a formula."""
    own = cell.strip(LEADING_SPACES)
    if own[:1] not in STARTS_A_FORMULA and own[:1] not in BREAKS:
        return cell
    return cell if NUMBER.fullmatch(own) else f"'{cell}"
