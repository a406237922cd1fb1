"""The dated files of `data/` read once into frozen rows, with all mistakes of all files told together."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import pairwise

from calculator.packaged import packaged
from calculator.scheme.raw import DataMistakes, RawRow
from calculator.scheme.rows import (
    ACCEPTANCES,
    EXCLUSION_KINDS,
    KINDS,
    RATE_KINDS,
    SIZE_CLASSES,
    Amount,
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
    SizeClass,
    SizeLimits,
    Source,
    Term,
    Theme,
    ThemeRequirement,
    Topic,
    VatRate,
)

__all__ = ["FILES", "DataMistakes", "all_rules", "load", "rules_hash"]


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
    reader = _FileReader()
    tables = {name: reader.toml(name, text) for name, text in sorted(files.items())}
    reader.read_sources(tables["bronnen"])
    rules = reader.rules(tables)
    if reader.mistakes:
        raise DataMistakes(reader.mistakes)
    return rules


class _FileReader:
    """Reads all files and gathers all mistakes."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []
        self.sources: dict[str, Source] = {}

    def _row(self, place: str, raw: Mapping[str, object]) -> RawRow:
        return RawRow(place, raw, self.sources, self.mistakes)

    def toml(self, name: str, text: str) -> dict[str, object]:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as problem:
            self.mistakes.append(f"{name}.toml: dit is geen geldige TOML ({problem}).")
            return {}

    def read_sources(self, table: Mapping[str, object]) -> None:
        def source(row: RawRow) -> Source:
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
            file: str, name: str, read: Callable[[RawRow], Row], key: Callable[[Row], object] = lambda _: None
        ) -> tuple[Row, ...]:
            pairs = self._each(file, tables[file], name, read)
            self._no_overlap(pairs, key)
            return tuple(row for _, row in pairs)

        def spread[Row: Dated](file: str, name: str, read: Callable[[RawRow], list[Row]]) -> list[tuple[RawRow, Row]]:
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
            micro=table("kmo", "micro", _micro),
            group=table("kmo", "group", _group),
            two_years=table("kmo", "two_years", _condition),
            estimate=table("kmo", "estimate", _condition),
            fixed_for_the_year=table("kmo", "fixed_for_the_year", _condition),
            business_angel=table("kmo", "business_angel", _investment),
            public_participation=table("voorwaarden", "public_participation", _participation),
            conditions={
                name: table("voorwaarden", name, _condition)
                for name in tables["voorwaarden"]
                if name != "public_participation"
            },
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
        self, file: str, table: Mapping[str, object], name: str, read: Callable[[RawRow], T]
    ) -> list[tuple[RawRow, T]]:
        rows = table.get(name)
        if not isinstance(rows, list) or not rows:
            self.mistakes.append(f"{file}.toml: de tabel [[{name}]] ontbreekt.")
            return []
        result = []
        for place, raw in enumerate(rows, 1):
            row = self._row(f"{file}.toml, [[{name}]] {place}", raw if isinstance(raw, dict) else {})
            result.append((row, read(row)))
            row.close()
        return result

    def _no_overlap[Row: Dated](self, pairs: Iterable[tuple[RawRow, Row]], key: Callable[[Row], object]) -> None:
        """No day has two rows of one key, and between the rows of one key no day is left out."""
        by_key: dict[object, list[tuple[RawRow, Row]]] = {}
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
        row = self._row("aanbieder.toml", table)
        row.asked.add("deposit_request")
        own = table.get("deposit_request")
        request = self._row("aanbieder.toml, [deposit_request]", own if isinstance(own, dict) else {})
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


# The tables of `voorwaarden` are named after the rules they are for, which stand above this module.
_TABLES: Mapping[str, frozenset[str]] = {
    "bronnen": frozenset({"source"}),
    "kmo": frozenset({"size", "micro", "group", "two_years", "estimate", "fixed_for_the_year", "business_angel"}),
    "kosten": frozenset({"minimum_cost", "catering", "vat"}),
    "rechtsvormen": frozenset({"legal_form"}),
    "regeling": frozenset({"coverage"}),
    "steun": frozenset({"rate", "ceiling"}),
    "termijnen": frozenset({"term"}),
    "themas": frozenset({"theme_required", "theme", "topic"}),
    "uitsluitingen": frozenset({"list", "exclusion"}),
}


def _condition(row: RawRow) -> Condition:
    return Condition(basis=row.basis())


def _rate(row: RawRow) -> Rate:
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


def _ceiling(row: RawRow) -> Ceiling:
    return Ceiling(basis=row.basis(), small=row.euros("small"), medium=row.euros("medium"))


def _size(row: RawRow) -> SizeLimits:
    return _limits(row, row.choice("class", SIZE_CLASSES))


def _micro(row: RawRow) -> SizeLimits:
    return _limits(row, "small")


def _limits(row: RawRow, size_class: SizeClass) -> SizeLimits:
    return SizeLimits(
        basis=row.basis(),
        size_class=size_class,
        staff_below=row.whole("staff_below"),
        turnover_at_most=row.euros("turnover_at_most_eur"),
        balance_sheet_total_at_most=row.euros("balance_sheet_total_at_most_eur"),
    )


def _group(row: RawRow) -> GroupLimits:
    return GroupLimits(
        basis=row.basis(), partner_from=row.percent("partner_from"), linked_above=row.percent("linked_above")
    )


def _participation(row: RawRow) -> Participation:
    return Participation(basis=row.basis(), below=row.percent("below"))


def _investment(row: RawRow) -> Investment:
    return Investment(basis=row.basis(), invested_below=row.euros("invested_below_eur"))


def _legal_forms(row: RawRow) -> list[LegalForm]:
    basis = row.basis()
    accepted = row.choice("accepted", ACCEPTANCES)
    return [
        LegalForm(basis=basis, key=form.text("key"), name=form.text("name"), accepted=accepted)
        for form in row.rows("forms")
    ]


def _theme_requirement(row: RawRow) -> ThemeRequirement:
    return ThemeRequirement(basis=row.basis(), required=row.flag("required"))


def _theme(row: RawRow) -> Theme:
    return Theme(
        basis=row.basis(),
        key=row.text("key"),
        name=row.text("name"),
        meaning=row.text("meaning"),
        listed_only=row.flag("listed_only", default=False),
    )


def _topic(row: RawRow) -> Topic:
    return Topic(
        basis=row.basis(),
        key=row.text("key"),
        name=row.text("name"),
        meaning=row.text("meaning"),
        theme=row.text("theme"),
    )


def _excluded_services(row: RawRow) -> list[ExcludedService]:
    basis = row.basis()
    kind = row.choice("kind", EXCLUSION_KINDS)
    return [
        ExcludedService(basis=basis, key=service.text("key"), name=service.text("name"), kind=kind)
        for service in row.rows("services")
    ]


def _minimum_cost(row: RawRow) -> MinimumCost:
    return MinimumCost(basis=row.basis(), service=row.choice("service", KINDS), amount=row.euros("amount_eur"))


def _amount(row: RawRow) -> Amount:
    return Amount(basis=row.basis(), amount=row.euros("amount_eur"))


def _vat(row: RawRow) -> VatRate:
    return VatRate(basis=row.basis(), rate=row.percent("rate"))


def _term(row: RawRow) -> Term:
    by_days = "days" in row.raw
    return Term(
        basis=row.basis(),
        id=row.text("id"),
        name=row.text("name"),
        days=row.whole("days") if by_days else 0,
        years_until_end=0 if by_days else row.whole("years_until_end"),
    )
