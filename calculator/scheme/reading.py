"""`data/*.toml` read once into frozen rows, with all mistakes of all files told together.

This module is the only reader of those files.
"""

import hashlib
import pkgutil
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from calculator.scheme.rows import (
    ACCEPTANCES,
    CERTAINTIES,
    EXCLUSION_KINDS,
    KINDS,
    RATE_KINDS,
    SIZE_CLASSES,
    STATUSES,
    Amount,
    Basis,
    Ceiling,
    Condition,
    Dated,
    ExcludedService,
    GroupLimits,
    Investment,
    LegalForm,
    MinimumCost,
    Participation,
    Provider,
    Rate,
    Rules,
    SizeLimits,
    Source,
    Term,
    Theme,
    ThemeRequirement,
    Topic,
    VatRate,
)
from calculator.values import Money, Percentage

__all__ = ["FILES", "DataMistakes", "all_rules", "load", "packaged", "rules_hash"]


FILES = (
    "aanbieder",
    "bronnen",
    "kmo",
    "kosten",
    "rechtsvormen",
    "regeling",
    "steun",
    "termijnen",
    "themas",
    "uitsluitingen",
    "voorwaarden",
)


class DataMistakes(ValueError):
    """Every mistake found in the data files, one Dutch line each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


# ---- rows ---------------------------------------------------------------------------------------------------------


# ---- one day ------------------------------------------------------------------------------------------------------


# ---- reading ------------------------------------------------------------------------------------------------------


def packaged(name: str) -> bytes:
    """The content of a data file of this package."""
    content = pkgutil.get_data("calculator", f"data/{name}.toml")
    assert content is not None, name
    return content


@cache
def all_rules() -> Rules:
    """The data of this package."""
    return load({name: packaged(name).decode() for name in FILES})


@cache
def rules_hash() -> str:
    """A fingerprint of the data: `sha256:` and the hash over all files."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(packaged(name))
    return f"sha256:{digest.hexdigest()}"


def load(files: Mapping[str, str]) -> Rules:
    """Read the data files, name -> TOML text.

    Raises `DataMistakes` with every mistake of every file: wrong TOML, a missing or unknown key, a value of the wrong
    kind, an unknown source, rows that overlap or leave days out.
    """
    reader = _Reader()
    tables = {name: reader.toml(name, text) for name, text in sorted(files.items())}
    reader.read_sources(tables["bronnen"])
    rules = reader.rules(tables)
    if reader.mistakes:
        raise DataMistakes(reader.mistakes)
    return rules


@dataclass(slots=True)
class _Row:
    """One table row being read: every look-up is remembered, so that a key nobody asked for is reported."""

    reader: "_Reader"
    place: str
    raw: Mapping[str, object]
    asked: set[str] = field(default_factory=set)
    parts: list["_Row"] = field(default_factory=list)

    def _get[T](self, key: str, of: type[T], example: str, default: T | None) -> T:
        self.asked.add(key)
        value = self.raw.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, of) or (of is int and isinstance(value, bool)):
            problem = "ontbreekt" if value is None else f"is {value!r}"
            self.mistake(f"{key} {problem}; schrijf bijvoorbeeld {key} = {example}")
            return _PLACEHOLDER[of]  # type: ignore[return-value]
        return value

    def text(self, key: str, default: str | None = None) -> str:
        return self._get(key, str, '"tekst"', default)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        return self._get(key, bool, "true", default)

    def day(self, key: str) -> date:
        return self._get(key, date, "2027-01-01", None)

    def whole(self, key: str, default: int | None = None) -> int:
        number = self._get(key, int, "30", default)
        if number < 0:
            self.mistake(f"{key} is {number}; een getal is nul of meer")
        return number

    def euros(self, key: str) -> Money:
        return Money.euros(self.whole(key))

    def percent(self, key: str) -> Percentage:
        number = self.whole(key)
        if number > 100:
            self.mistake(f"{key} is {number}; een percentage is hoogstens 100")
        return Percentage.of(number)

    def choice[T: str](self, key: str, allowed: Sequence[T], default: T | None = None) -> T:
        value = self._get(key, str, f'"{allowed[0]}"', default)
        for option in allowed:
            if value == option:
                return option
        self.mistake(f"{key} is {value!r}; kies uit {', '.join(allowed)}")
        return allowed[0]

    def basis(self) -> Basis:
        valid_from = self.day("valid_from")
        valid_through = self.day("valid_through") if "valid_through" in self.raw else None
        if valid_through is not None and valid_through < valid_from:
            self.mistake(f"valid_through ({valid_through}) ligt vóór valid_from ({valid_from})")
        return Basis(
            valid_from=valid_from,
            valid_through=valid_through,
            source=self.source(),
            article=self.text("article", "") or None,
            certainty=self.choice("certainty", CERTAINTIES),
            note=self.text("note", "") or None,
            announced="status" in self.raw and self.choice("status", STATUSES) == "announced",
        )

    def source(self) -> Source:
        known = self.reader.sources
        name = self.text("source")
        if name and name not in known:
            self.mistake(f"source {name!r} staat niet in bronnen.toml")
        return known.get(name, _NO_SOURCE)

    def rows(self, key: str) -> list["_Row"]:
        self.asked.add(key)
        listed = self.raw.get(key)
        if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
            self.mistake(
                f'{key} ontbreekt of is geen lijst; schrijf bijvoorbeeld {key} = [{{ key = "bv", name = "bv" }}]'
            )
            return []
        self.parts = [_Row(self.reader, f"{self.place}, {key} {place}", item) for place, item in enumerate(listed, 1)]
        return self.parts

    def mistake(self, problem: str) -> None:
        self.reader.mistakes.append(f"{self.place}: {problem}.")

    def close(self) -> None:
        for part in self.parts:
            part.close()
        for key in self.raw:
            if key not in self.asked:
                self.mistake(f"{key} is hier niet bekend; bedoelt u een van {', '.join(sorted(self.asked))}?")


_NO_SOURCE = Source(id="", title="", url="", dated="", checked_on=date.min, check_again_by=date.min)
_PLACEHOLDER: Mapping[type, object] = {str: "", bool: False, date: date.min, int: 0}


class _Reader:
    """Reads all files and gathers all mistakes."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []
        self.sources: dict[str, Source] = {}

    def toml(self, name: str, text: str) -> dict[str, object]:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as problem:
            self.mistakes.append(f"{name}.toml: dit is geen geldige TOML ({problem}).")
            return {}

    def read_sources(self, table: Mapping[str, object]) -> None:
        def source(row: _Row) -> Source:
            return Source(
                id=row.text("id"),
                title=row.text("title"),
                url=row.text("url"),
                dated=row.text("dated"),
                checked_on=row.day("checked_on"),
                check_again_by=row.day("check_again_by"),
            )

        for row, read in self._each("bronnen", table, "source", source):
            if read.id in self.sources:
                row.mistake(f"id {read.id!r} komt twee keer voor")
            if read.check_again_by <= read.checked_on:
                row.mistake("check_again_by moet na checked_on liggen")
            self.sources[read.id] = read

    def rules(self, tables: Mapping[str, Mapping[str, object]]) -> Rules:
        """All tables; mistakes are gathered in `self.mistakes`."""

        def table[Row: Dated](
            file: str, name: str, read: Callable[[_Row], Row], key: Callable[[Row], object] = lambda _: None
        ) -> tuple[Row, ...]:
            pairs = self._each(file, tables[file], name, read)
            self._no_overlap(pairs, key)
            return tuple(row for _, row in pairs)

        def spread[Row: Dated](file: str, name: str, read: Callable[[_Row], list[Row]]) -> list[tuple[_Row, Row]]:
            return [(row, item) for row, items in self._each(file, tables[file], name, read) for item in items]

        legal_forms = spread("rechtsvormen", "legal_form", _legal_forms)
        self._no_overlap(legal_forms, lambda row: row.key)
        excluded = spread("uitsluitingen", "exclusion", _excluded_services)
        self._no_overlap(excluded, lambda row: row.key)

        for file, known in _TABLES.items():
            for name in sorted(tables[file].keys() - known):
                self.mistakes.append(f"{file}.toml: de tabel [[{name}]] is hier niet bekend.")
        return Rules(
            sources=tuple(self.sources.values()),
            provider=self._provider(tables["aanbieder"]),
            coverage=table("regeling", "coverage", _condition),
            rates=table("steun", "rate", _rate, lambda row: (row.service, row.topic)),
            ceilings=table("steun", "ceiling", _ceiling),
            sizes=table("kmo", "size", _size, lambda row: row.size_class),
            group=table("kmo", "group", _group),
            two_years=table("kmo", "two_years", _condition),
            estimate=table("kmo", "estimate", _condition),
            fixed_for_the_year=table("kmo", "fixed_for_the_year", _condition),
            business_angel=table("kmo", "business_angel", _investment),
            establishment=table("voorwaarden", "establishment", _condition),
            public_participation=table("voorwaarden", "public_participation", _participation),
            main_activity=table("voorwaarden", "main_activity", _condition),
            sheltered_work=table("voorwaarden", "sheltered_work", _condition),
            obligations_met=table("voorwaarden", "obligations_met", _condition),
            related_provider=table("voorwaarden", "related_provider", _condition),
            own_activity=table("voorwaarden", "own_activity", _condition),
            teacher=table("voorwaarden", "teacher", _condition),
            legal_forms=tuple(row for _, row in legal_forms),
            theme_required=table("themas", "theme_required", _theme_requirement),
            themes=table("themas", "theme", _theme, lambda row: row.key),
            topics=table("themas", "topic", _topic, lambda row: row.key),
            exclusion_lists=table("uitsluitingen", "list", _condition),
            excluded_services=tuple(row for _, row in excluded),
            minimum_costs=table("kosten", "minimum_cost", _minimum_cost, lambda row: row.service),
            catering=table("kosten", "catering", _amount),
            vat=table("kosten", "vat", _vat),
            terms=table("termijnen", "term", _term, lambda row: row.id),
        )

    def _each[T](
        self, file: str, table: Mapping[str, object], name: str, read: Callable[[_Row], T]
    ) -> list[tuple[_Row, T]]:
        rows = table.get(name)
        if not isinstance(rows, list) or not rows:
            self.mistakes.append(f"{file}.toml: de tabel [[{name}]] ontbreekt.")
            return []
        result = []
        for place, raw in enumerate(rows, 1):
            row = _Row(self, f"{file}.toml, [[{name}]] {place}", raw if isinstance(raw, dict) else {})
            result.append((row, read(row)))
            row.close()
        return result

    def _no_overlap[Row: Dated](self, pairs: Iterable[tuple[_Row, Row]], key: Callable[[Row], object]) -> None:
        """No day has two rows of one key, and between the rows of one key no day is left out."""
        by_key: dict[object, list[tuple[_Row, Row]]] = {}
        for row, read in pairs:
            by_key.setdefault(key(read), []).append((row, read))
        for same in by_key.values():
            same.sort(key=lambda pair: pair[1].basis.valid_from)
            for (_, before), (row, after) in pairwise(same):
                end, begin = before.basis.valid_through, after.basis.valid_from
                if end is None or begin <= end:
                    row.mistake(
                        f"deze rij begint op {begin}, maar de vorige loopt dan nog; "
                        f"sluit die met valid_through = {date.fromordinal(max(begin.toordinal() - 1, 1))}"
                    )
                elif begin.toordinal() - end.toordinal() > 1:
                    row.mistake(f"tussen {end} en {begin} geldt geen enkele rij; sluit de rijen op elkaar aan")

    def _provider(self, table: Mapping[str, object]) -> Provider:
        row = _Row(self, "aanbieder.toml", table)
        row.asked.add("deposit_request")
        own = table.get("deposit_request")
        request = _Row(self, "aanbieder.toml, [deposit_request]", own if isinstance(own, dict) else {})
        provider = Provider(
            name=row.text("name"),
            description=row.text("description"),
            registered_since=row.text("registered_since"),
            registration_training=row.text("registration_training"),
            registration_advice=row.text("registration_advice"),
            iban=row.text("iban"),
            bic=row.text("bic"),
            contact_person=row.text("contact_person"),
            legal_name=row.text("legal_name"),
            street=row.text("street"),
            city=row.text("city"),
            enterprise_number=row.text("enterprise_number"),
            rpr=row.text("rpr"),
            email=row.text("email"),
            phone=row.text("phone"),
            website=row.text("website"),
            deposit_request=Term(
                basis=request.basis(),
                id="deposit_provider",
                name="Eigen deel storten, gevraagd door de dienstverlener",
                days=request.whole("days"),
                years_until_end=0,
            ),
        )
        row.close()
        request.close()
        return provider


_TABLES: Mapping[str, frozenset[str]] = {
    "bronnen": frozenset({"source"}),
    "kmo": frozenset({"size", "group", "two_years", "estimate", "fixed_for_the_year", "business_angel"}),
    "kosten": frozenset({"minimum_cost", "catering", "vat"}),
    "rechtsvormen": frozenset({"legal_form"}),
    "regeling": frozenset({"coverage"}),
    "steun": frozenset({"rate", "ceiling"}),
    "termijnen": frozenset({"term"}),
    "themas": frozenset({"theme_required", "theme", "topic"}),
    "uitsluitingen": frozenset({"list", "exclusion"}),
    "voorwaarden": frozenset(
        {
            *("establishment", "public_participation", "main_activity", "sheltered_work", "obligations_met"),
            *("related_provider", "own_activity", "teacher"),
        }
    ),
}


def _condition(row: _Row) -> Condition:
    return Condition(basis=row.basis())


def _rate(row: _Row) -> Rate:
    kind = row.choice("kind", RATE_KINDS, default="fixed")
    fixed = kind == "fixed"
    return Rate(
        basis=row.basis(),
        service=row.choice("service", KINDS),
        topic=row.text("topic", "") or None,
        kind=kind,
        small=row.percent("small") if fixed else None,
        medium=row.percent("medium") if fixed else None,
    )


def _ceiling(row: _Row) -> Ceiling:
    return Ceiling(basis=row.basis(), small=row.euros("small"), medium=row.euros("medium"))


def _size(row: _Row) -> SizeLimits:
    return SizeLimits(
        basis=row.basis(),
        size_class=row.choice("class", SIZE_CLASSES),
        staff_below=row.whole("staff_below"),
        turnover_at_most=row.euros("turnover_at_most_eur"),
        balance_sheet_total_at_most=row.euros("balance_sheet_total_at_most_eur"),
    )


def _group(row: _Row) -> GroupLimits:
    return GroupLimits(
        basis=row.basis(), partner_from=row.percent("partner_from"), linked_above=row.percent("linked_above")
    )


def _participation(row: _Row) -> Participation:
    return Participation(basis=row.basis(), below=row.percent("below"))


def _investment(row: _Row) -> Investment:
    return Investment(basis=row.basis(), invested_below=row.euros("invested_below_eur"))


def _legal_forms(row: _Row) -> list[LegalForm]:
    basis = row.basis()
    accepted = row.choice("accepted", ACCEPTANCES)
    return [
        LegalForm(basis=basis, key=form.text("key"), name=form.text("name"), accepted=accepted)
        for form in row.rows("forms")
    ]


def _theme_requirement(row: _Row) -> ThemeRequirement:
    return ThemeRequirement(basis=row.basis(), required=row.flag("required"))


def _theme(row: _Row) -> Theme:
    return Theme(
        basis=row.basis(),
        key=row.text("key"),
        name=row.text("name"),
        meaning=row.text("meaning"),
        listed_only=row.flag("listed_only", default=False),
    )


def _topic(row: _Row) -> Topic:
    return Topic(
        basis=row.basis(),
        key=row.text("key"),
        name=row.text("name"),
        meaning=row.text("meaning"),
        theme=row.text("theme"),
    )


def _excluded_services(row: _Row) -> list[ExcludedService]:
    basis = row.basis()
    kind = row.choice("kind", EXCLUSION_KINDS)
    return [
        ExcludedService(basis=basis, key=service.text("key"), name=service.text("name"), kind=kind)
        for service in row.rows("services")
    ]


def _minimum_cost(row: _Row) -> MinimumCost:
    return MinimumCost(basis=row.basis(), service=row.choice("service", KINDS), amount=row.euros("amount_eur"))


def _amount(row: _Row) -> Amount:
    return Amount(basis=row.basis(), amount=row.euros("amount_eur"))


def _vat(row: _Row) -> VatRate:
    return VatRate(basis=row.basis(), rate=row.percent("rate"))


def _term(row: _Row) -> Term:
    by_days = "days" in row.raw
    return Term(
        basis=row.basis(),
        id=row.text("id"),
        name=row.text("name"),
        days=row.whole("days") if by_days else 0,
        years_until_end=0 if by_days else row.whole("years_until_end"),
    )
