"""One row of a list: the contract's request that its cells make, and the answer as cells."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from calculator import texts
from calculator.answer import AMOUNTS, AmountName, Answer, answer_to
from calculator.asked import FieldError, RequestErrors
from calculator.assess import Assessment
from calculator.batch.columns import Column, Sheet, column_of, folded
from calculator.batch.group import as_group, column_asked_for
from calculator.batch.reading import LONGEST_ROW, Row
from calculator.batch.wording import wording, wordings
from calculator.contract.document import Json
from calculator.contract.reading import parse_assess
from calculator.screen.answers import LONGEST_ANSWER, Given, request
from calculator.values import Money, Percentage

__all__ = ["CellError", "Checked", "check", "output_cells", "output_titles"]

LONGEST_KEPT = 40  # longer cells are hardly ever said twice
FORMULA = re.compile(r"\s*[=\uff1d]")
UNREADABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellError:
    """What is wrong in a row; `header` is empty where it concerns the row as a whole."""

    row: int
    header: str
    message: str

    def __str__(self) -> str:
        return f"{self.header}: {self.message}" if self.header else self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A row with its answer, or the errors that stand in the way; `document` is what its cells say.

    `notes` are sentences about what was read otherwise than it stands there, or not at all.
    """

    row: Row
    document: Mapping[str, Json]
    answer: Answer | None
    errors: tuple[CellError, ...]
    notes: tuple[str, ...]


def check(row: Row, sheet: Sheet, *, on: str | None = None) -> Checked:
    """Judge one row. `on` is the day of the application for a row that gives none, as the contract writes it."""
    cells = [_read(column, row.cells[place]) for place, column in sheet.known.items() if place < len(row.cells)]
    errors = [*_row_errors(row, sheet), *(_cell_error(row, cell) for cell in cells if cell.problem)]
    notes = (*(cell.note for cell in cells if cell.note), *_untitled(row, sheet))
    if row.problem is None:
        document: Mapping[str, Json] = request(cell.given for cell in cells if cell.given)
        document = {"applied_on": on, **document} if on else document
        try:
            asked = parse_assess(as_group(document))
        except RequestErrors as failure:
            errors += (_contract_error(row, error, document) for error in failure.errors)
        else:
            if not errors:
                return Checked(row=row, document=document, answer=answer_to(asked), errors=(), notes=notes)
    return Checked(row=row, document={}, answer=None, errors=tuple(errors), notes=notes)


def _untitled(row: Row, sheet: Sheet) -> Iterator[str]:
    for cell in filter(str.strip, row.cells[len(sheet.titles) : sheet.width]):
        yield wording("note", "untitled", cell=cell.strip())


# ---- cells --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """What a cell of a column that we know comes to: an answer or none, or why it cannot be one, and what is told."""

    header: str
    given: Given | None
    problem: str | None
    note: str


def _read(column: Column, cell: str) -> _Cell:
    return _read_often(column, cell) if len(cell) <= LONGEST_KEPT else _read_once(column, cell)


def _read_once(column: Column, cell: str) -> _Cell:
    """What no cell that is read may hold, whatever its column means, is a problem. The others are the user's own."""
    problem, note = _problem(cell), ""
    if column.formerly and (text := column.formerly.get(folded(cell))):
        note = wording("note", "formerly", header=column.header, cell=cell.strip(), now=text)
    return _Cell(header=column.header, given=None if problem else column.given(cell), problem=problem, note=note)


# Most cells of a list say what many of its cells say: yes, no, a form, a theme, a day.
_read_often = lru_cache(maxsize=4096)(_read_once)


def _problem(cell: str) -> str | None:
    if len(cell) > LONGEST_ANSWER:
        return "cell_too_long"
    if UNREADABLE.search(cell):
        return "unreadable"
    return "formula" if FORMULA.match(cell) else None


# ---- errors -------------------------------------------------------------------------------------------------------


def _row_errors(row: Row, sheet: Sheet) -> list[CellError]:
    problem = row.problem
    if problem is None and any(map(str.strip, row.cells[sheet.width :])):
        problem = "more_cells"
    if problem is None:
        return []
    return [CellError(row=row.number, header="", message=wording("problem", problem, most=LONGEST_ROW))]


def _cell_error(row: Row, cell: _Cell) -> CellError:
    message = wording("problem", cell.problem or "", most=LONGEST_ANSWER)
    return CellError(row=row.number, header=cell.header, message=message)


def _contract_error(row: Row, error: FieldError, document: Mapping[str, Json]) -> CellError:
    told = texts.field_message(error)
    return CellError(row=row.number, header=_header_of(error.field, document), message=told.message)


def _header_of(path: str, document: Mapping[str, Json]) -> str:
    """The title of the column that a path of the request is about, or else the path."""
    asked = column_asked_for(path, document)
    column = column_of(asked)
    return column.header if column else asked


# ---- the answer as cells ------------------------------------------------------------------------------------------


def output_titles(sheet: Sheet) -> list[str]:
    """The titles of the result: the number of the row, the file's own, and ours."""
    row, *ours = wordings("result").values()
    return [row, *(sheet.titles[place] for place in sheet.passed_on), *ours]


def output_cells(checked: Checked, sheet: Sheet) -> list[str]:
    """The cells of the row: its number, its own cells as they were, and the answer."""
    cells = checked.row.cells
    own = (cells[place] if place < len(cells) else "" for place in sheet.passed_on)
    return [str(checked.row.number), *own, *(_CELLS[name](checked) for name in list(wordings("result"))[1:])]


def _verdict(checked: Checked) -> str:
    return wording("verdict", checked.answer.assessment.outcome if checked.answer else "error")


def _of_assessment(cell: Callable[[Assessment], str]) -> Callable[[Checked], str]:
    return lambda checked: cell(checked.answer.assessment) if checked.answer else ""


def _of_aid(name: AmountName) -> Callable[[Checked], str]:
    return _of_assessment(lambda assessment: _number(AMOUNTS[name](assessment.aid)) if assessment.aid else "")


def _deadline(name: str) -> Callable[[Checked], str]:
    def cell(assessment: Assessment) -> str:
        days = [deadline.on for deadline in assessment.deadlines if deadline.id == name]
        return f"{days[0].day}/{days[0].month}/{days[0].year}" if days else ""

    return _of_assessment(cell)


def _number(value: Money | Percentage | None) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _size(assessment: Assessment) -> str:
    known = assessment.size.size_class if assessment.size else None
    return wording("size", known) if known else ""


def _rate(assessment: Assessment) -> str:
    return _number(assessment.aid.rate.percentage) if assessment.aid else ""


def _why(assessment: Assessment) -> str:
    """The sentences of the rules that decide: those that refuse, or else those that are not sure."""
    deciding = {"not_eligible": "fail", "undecided": "unknown"}.get(assessment.outcome)
    applied_on = assessment.request.applied_on
    return " ".join(
        texts.sentence(finding, applied_on) for finding in assessment.findings if finding.outcome == deciding
    )


def _missing(checked: Checked) -> str:
    missing = checked.answer.assessment.missing if checked.answer else ()
    return ", ".join(_header_of(path, checked.document) for path in missing)


def _help(checked: Checked) -> str:
    """The first change that helps, or those that help together."""
    answer = checked.answer
    found = (answer.changes[:1] or answer.changes_together) if answer else ()
    return " ".join(texts.change_sentence(change) for change in found)


_CELLS: Mapping[str, Callable[[Checked], str]] = {
    "verdict": _verdict,
    "aid": _of_aid("amount"),
    "rate": _of_assessment(_rate),
    "size": _of_assessment(_size),
    "eligible_cost": _of_aid("eligible_cost"),
    "deposit": _of_aid("deposit"),
    "to_pay_provider": _of_aid("to_pay_provider"),
    "vat": _of_aid("vat"),
    "total_paid": _of_aid("total_paid"),
    "real_cost": _of_aid("real_cost"),
    "left": _of_aid("left_this_year"),
    "apply_by": _deadline("apply_by"),
    "deposit_by_provider": _deadline("deposit_by_provider"),
    "finish_by": _deadline("finish_by"),
    "why": _of_assessment(_why),
    "missing": _missing,
    "help": _help,
    "notes": lambda checked: " ".join(checked.notes),
    "errors": lambda checked: " ".join(map(str, checked.errors)),
}
