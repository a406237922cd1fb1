"""One field of a document at a time: its form, its limits, and every error at its path."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import TypeAliasType, get_args

from calculator.asked import FIRST_DAY, LAST_DAY, Activity, FieldError, RequestErrors
from calculator.contract.document import CONTRACT, LONGEST_NUMBER, NotExact, Repeated
from calculator.scheme.rows import Kind, SizeClass
from calculator.values import AnnualWorkUnits, Money, Percentage

__all__ = ["FieldReader", "shown"]

LARGEST = 10**12
LONGEST_NAME = 200

MONEY = re.compile(r"(\d{1,13})(\.\d{1,2})?", re.ASCII)
PERCENT = re.compile(r"(\d{1,3})(\.\d{1,4})?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


type _Read = Callable[[object, str], object]


class FieldReader:
    """Reads a document by path and gathers the errors; what is wrong is read as not given."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    def error(self, path: str, problem: str, **facts: object) -> None:
        """Note what is wrong at the path, with what its sentence fills in."""
        self.errors.append(FieldError(field=path, problem=problem, facts=facts))

    def required(self, path: str) -> None:
        """Ask for the field, unless something is already wrong with it or with what it belongs to."""
        above = path.rpartition(".")[0]
        if not any(error.field in (path, above) for error in self.errors):
            self.error(path, "required")

    def finish[T](self, request: T) -> T:
        """What was read. Raises `RequestErrors` with every error."""
        if self.errors:
            raise RequestErrors(self.errors)
        return request

    # -- shapes

    def table(self, value: object, path: str, fields: Sequence[str]) -> Mapping[str, object]:
        """The JSON object at the path; null is an empty one. Unknown and repeated names are errors."""
        top = path == ""
        if value is None and not top:
            return {}
        if not isinstance(value, dict):
            self.error(path, "not_an_object")
            return {}
        known = ("contract", *fields) if top else fields
        prefix = "" if top else f"{path}."
        for name in value:
            if name not in known:
                self.error(prefix + shown(name), "unknown_field", name=shown(name))
        self.repeated(value, prefix)
        if top:
            self._contract(value)
        return value

    def repeated(self, value: object, prefix: str) -> None:
        """Report the names that stand twice in a JSON object."""
        if isinstance(value, Repeated):
            for name in value.names:
                self.error(prefix + shown(name), "repeated_field", name=shown(name))

    def _contract(self, value: Mapping[str, object]) -> None:
        contract = value.get("contract")
        if contract is None:
            self.required("contract")
        elif contract != CONTRACT or isinstance(contract, bool):
            self.error("contract", "other_contract", known=CONTRACT)

    def list(self, value: object, path: str, most: int) -> Iterator[tuple[str, object]]:
        """The items of the list at the path, each with its own path; null is an empty one."""
        if value is None:
            return
        if not isinstance(value, list):
            self.error(path, "not_a_list")
        elif len(value) > most:
            self.error(path, "too_many", most=most)
        else:
            for place, item in enumerate(value):
                yield f"{path}.{place}", item

    def record[T](self, of: Callable[..., T], value: object, path: str, also: Sequence[str] = (), **own: _Read) -> T:
        """The object at the path as this class: each field read by `own`, else as its type says.

        `also` are names that the object may hold beside the fields of the class.
        """
        readers = _readers(of)
        table = self.table(value, path, (*readers, *also))
        values = {}
        for name, by_type in readers.items():
            given, at = table.get(name), f"{path}.{name}"
            values[name] = own[name](given, at) if name in own else by_type(self, given, at)
        return of(**values)

    # -- values

    def _number(self, value: object, path: str, form: re.Pattern[str], kind: str) -> str | None:
        """The number as text, in the contract's form."""
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.error(path, f"{kind}_not_exact" if isinstance(value, NotExact) else f"{kind}_form")
        elif value.startswith("-") and form.fullmatch(value[1:]):
            self.error(path, "negative")
        elif value.isascii() and value.isdigit() and len(value) > 3 and not form.fullmatch(value):
            self.error(path, f"{kind}_too_large")
        elif not form.fullmatch(value):
            self.error(path, f"{kind}_form")
        else:
            return value
        return None

    def money(self, value: object, path: str) -> Money | None:
        """An amount in euro."""
        text = self._number(value, path, MONEY, "money")
        amount = None if text is None else Money.from_text(text)
        if amount is not None and amount > Money.euros(LARGEST):
            self.error(path, "money_too_large")
            return None
        return amount

    def staff(self, value: object, path: str) -> AnnualWorkUnits | None:
        """A number of staff in annual work units."""
        text = self._number(value, path, MONEY, "staff")
        staff = None if text is None else AnnualWorkUnits.from_text(text)
        if staff is not None and staff.hundredths > LARGEST * 100:
            self.error(path, "staff_too_large")
            return None
        return staff

    def percentage(self, value: object, path: str) -> Percentage | None:
        """A percentage of at most a hundred."""
        text = self._number(value, path, PERCENT, "percentage")
        percentage = None if text is None else Percentage.from_text(text)
        if percentage is not None and percentage > Percentage.of(100):
            self.error(path, "percentage_too_large")
            return None
        return percentage

    def count(self, value: object, path: str) -> int:
        """A whole number from 1 to a million."""
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER:
            value = int(value)
        if value is None:
            self.required(path)
        elif isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
            self.error(path, "count_form")
        else:
            return value
        return 1

    def day(self, value: object, path: str) -> date | None:
        """A day that exists, within the years that can be asked about."""
        if value is None:
            return None
        if not isinstance(value, str) or not DAY.fullmatch(value):
            self.error(path, "day_form")
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.error(path, "no_such_day", given="/".join(str(int(part)) for part in reversed(value.split("-"))))
            return None
        if not FIRST_DAY <= day <= LAST_DAY:
            self.error(path, "day_out_of_range", first=FIRST_DAY, last=LAST_DAY)
            return None
        return day

    def truth(self, value: object, path: str) -> bool | None:
        """Yes or no."""
        if value is None or isinstance(value, bool):
            return value
        self.error(path, "not_yes_or_no")
        return None

    def choice(self, value: object, path: str, allowed: frozenset[str] | Mapping[str, object]) -> str | None:
        """One of the names that are allowed."""
        if value is None or (isinstance(value, str) and value in allowed):
            return value
        self.error(path, "not_a_choice")
        return None

    def name(self, value: object, path: str) -> str | None:
        """A name or label with its white space folded; an empty one is none."""
        if value is None:
            return None
        if not isinstance(value, str):
            self.error(path, "name_form")
        elif len(value) > LONGEST_NAME:
            self.error(path, "name_too_long", most=LONGEST_NAME)
        elif not value.isprintable():
            self.error(path, "name_form")
        else:
            return " ".join(value.split()) or None
        return None


def shown(name: str) -> str:
    """A name from outside, short and printable enough to repeat in a message."""
    return "".join(character if character.isprintable() else "?" for character in name[:60])


type _ReadByType = Callable[[FieldReader, object, str], object]


def _one_of(literal: TypeAliasType) -> _ReadByType:
    allowed = frozenset(get_args(literal.__value__))
    return lambda reader, value, path: reader.choice(value, path, allowed)


# How a field is read, by its type in `asked`: a field of such a type is a field of the contract.
_BY_TYPE: Mapping[object, _ReadByType] = {
    bool | None: FieldReader.truth,
    bool: lambda reader, value, path: reader.truth(value, path) or False,
    date | None: FieldReader.day,
    Money | None: FieldReader.money,
    Money: lambda reader, value, path: reader.money(value, path) or Money(0),
    Percentage | None: FieldReader.percentage,
    AnnualWorkUnits | None: FieldReader.staff,
    Activity | None: _one_of(Activity),
    SizeClass | None: _one_of(SizeClass),
    Kind | None: _one_of(Kind),
}


@cache
def _readers(of: type) -> Mapping[str, _ReadByType]:
    """By the name of each field of the class: how its type is read."""
    return {field.name: _BY_TYPE.get(field.type) or _needs_its_own(of, field.name) for field in fields(of)}


def _needs_its_own(of: type, name: str) -> _ReadByType:
    """A field whose type does not say how to read it. Raises `TypeError` with its name where nothing else does."""

    def refuse(*_: object) -> object:
        raise TypeError(f"{of.__name__}.{name}: say in calculator/contract/ how it is read")

    return refuse
