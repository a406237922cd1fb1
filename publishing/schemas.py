"""JSON Schemas of the data files and of the catalogue's front matter, so that an editor completes and checks them.

    python -m publishing.schemas        writes .github/schemas/

A schema knows the form of one file. What only the reader can know stays with the reader: that rows neither overlap
nor leave days out, that a source exists, that an id stands once. The columns of the list (`lijst.toml`) have no
schema: who changes those changes code.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from calculator.scheme.reading import all_rules
from calculator.scheme.rows import (
    ACCEPTANCES,
    CERTAINTIES,
    EXCLUSION_KINDS,
    KINDS,
    RATE_KINDS,
    SIZE_CLASSES,
    STATUSES,
)
from publishing.pages.catalogue import CERTAINTIES as CERTAINTIES_OF_ENTRIES
from publishing.pages.catalogue import KINDS as KINDS_OF_ENTRIES
from publishing.pages.catalogue import LONGEST_DESCRIPTION, NO_THEME
from publishing.pages.series import CONDITIONS

__all__ = ["FOLDER", "FRONT_MATTER", "main", "schemas", "written"]

FOLDER = Path(__file__).parent.parent / ".github" / "schemas"
FRONT_MATTER = "fiche"

type Schema = Mapping[str, Any]


# ---- the kinds of value -----------------------------------------------------------------------------------


def _said(schema: Schema, description: str) -> Schema:
    """The schema with the words an editor shows beside it."""
    return {**schema, "description": description}


def _one_of(options: Iterable[str], description: str) -> Schema:
    return {"enum": list(options), "description": description}


def _object(needs: Mapping[str, Schema], may: Mapping[str, Schema] | None = None) -> Schema:
    properties = {**needs, **(may or {})}
    return {"type": "object", "properties": properties, "required": list(needs), "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


TEXT: Schema = {"type": "string"}
FILLED: Schema = {"type": "string", "pattern": r"\S"}
YES_OR_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
EUROS = _said(WHOLE, "Hele euro's.")
PERCENT: Schema = {"type": "integer", "minimum": 0, "maximum": 100, "description": "Een heel percentage."}
DAYS = _said(WHOLE, "Kalenderdagen.")
SIZE_LIMITS: Schema = {
    "staff_below": WHOLE,
    "turnover_at_most_eur": EUROS,
    "balance_sheet_total_at_most_eur": EUROS,
}

# What every dated row carries.
BASIS: Mapping[str, Schema] = {
    "valid_from": _said(DAY, "De eerste dag waarop deze rij geldt, zonder aanhalingstekens."),
    "source": _said(TEXT, "De id van een bron in bronnen.toml."),
    "certainty": _one_of(CERTAINTIES, "confirmed: zeker. to_confirm: nog te bevestigen, en de site zegt dat."),
}
BASIS_IF_ANY: Mapping[str, Schema] = {
    "valid_through": _said(DAY, "De laatste dag. Laat weg zolang de rij loopt."),
    "article": _said(TEXT, "Het artikel in de bron."),
    "note": _said(TEXT, "Wat de lezer moet weten."),
    "status": _one_of(STATUSES, "announced: aangekondigd. De rij geldt pas vanaf haar eerste dag."),
}


def _row(needs: Mapping[str, Schema] | None = None, may: Mapping[str, Schema] | None = None) -> Schema:
    return _object({**BASIS, **(needs or {})}, {**BASIS_IF_ANY, **(may or {})})


def _tables(**rows: Schema) -> Schema:
    """A file of tables, each with at least one row."""
    return _object({name: _list(row) for name, row in rows.items()})


# ---- the files --------------------------------------------------------------------------------------------

CONDITION = _row()
NAMED = _list(_object({"key": TEXT, "name": TEXT}))
SERVICE = _one_of(KINDS, "training: opleiding. advice: advies.")
NOT_FIXED = [kind for kind in RATE_KINDS if kind != "fixed"]
ANY_TOPIC = {"topic": _said(TEXT, "Laat weg voor het gewone percentage.")}
RATE: Schema = {
    "anyOf": [
        _row({"service": SERVICE, "small": PERCENT, "medium": PERCENT}, {**ANY_TOPIC, "kind": {"const": "fixed"}}),
        _row(
            {
                "service": SERVICE,
                "kind": _one_of(
                    NOT_FIXED, "ordinary: het gewone percentage. closed: geen steun. unknown: niet bekend."
                ),
            },
            ANY_TOPIC,
        ),
    ]
}
TERM: Schema = {
    "anyOf": [
        _row({"id": TEXT, "name": TEXT, "days": DAYS}),
        _row(
            {
                "id": TEXT,
                "name": TEXT,
                "years_until_end": _said(WHOLE, "Tot 31 december van zoveel jaar na de aanvraag."),
            }
        ),
    ]
}
PROVIDER_TEXTS = (
    *("name", "description", "registered_since", "registration_training", "registration_advice", "iban", "bic"),
    *("contact_person", "legal_name", "street", "city", "enterprise_number", "rpr", "email", "phone", "website"),
)
# Texts by name, in groups and groups of groups.
WORDS: Schema = {
    "$ref": "#/$defs/words",
    "$defs": {
        "words": {"type": "object", "additionalProperties": {"anyOf": [FILLED, {"$ref": "#/$defs/words"}]}},
    },
}
OPTION = _object({"value": TEXT, "label": FILLED})
QUESTION = _object(
    {
        "path": _said(FILLED, "Het veld van de aanvraag."),
        "kind": {
            "enum": [
                *("money", "number", "percentage", "count", "day", "text"),
                *("choice", "select", "yes_no", "periods", "group", "member", "id"),
            ]
        },
        "label": _said(FILLED, "De vraag zoals ze op het scherm staat."),
    },
    {
        "of_year": _said(FILLED, "De vraag met het jaar: haar antwoord telt alleen voor dat kalenderjaar."),
        "statement": _said(FILLED, "De vraag als een zin die voor de meesten klopt."),
        "usual": _said(FILLED, "Het antwoord dat die zin geeft, zoals in de aanvraag."),
        "short": _said(TEXT, "Hoe de vraag heet waar er weinig plaats is; leeg waar de rij genoeg zegt."),
        "hint": _said(FILLED, "Uitleg onder de vraag."),
        "example": _said(FILLED, "Wat iemand zou kunnen typen."),
        "empty": _said(FILLED, "Hoe geen antwoord heet; anders: Weet ik niet."),
        "options": _list(OPTION),
        "options_from": {"enum": ["legal_forms", "themes", "topics", "excluded_services"]},
        "shows_when": _object({"path": FILLED, "is": _list(TEXT)}),
    },
)
ROWS = _object(
    {
        "title": _said(FILLED, "Hoe een rij heet, met de namen erin."),
        "row": _said(FILLED, "De zin van de rij, met de vragen erin."),
        "heading": FILLED,
        "add": FILLED,
        "remove": FILLED,
        "question": _list(QUESTION),
    },
    {
        "hint": FILLED,
        "sentence": _said(FILLED, "Wie met wie, in de lijst van antwoorden."),
        "more": _said(FILLED, "Waaronder de vragen zitten die zelden nodig zijn."),
    },
)
SHORTCUT = _object(
    {
        "label": _said(FILLED, "Wat op de knop staat."),
        "name": _said(FILLED, "Hoe de nieuwe onderneming heet tot iemand haar een naam geeft."),
        "tie": {"enum": ["holder", "held", "sister", "together"]},
    },
    {"owner": _said(FILLED, "Hoe de eigenaar van een zusterbedrijf heet.")},
)
FILES: Mapping[str, Schema] = {
    "aanbieder": _object(
        {**dict.fromkeys(PROVIDER_TEXTS, TEXT), "deposit_request": _row({"days": DAYS})},
    ),
    "bronnen": _tables(
        source=_object(
            {
                "id": _said(TEXT, "Een korte naam zonder spaties."),
                "title": _said(TEXT, "Hoe de bron op de site heet."),
                "url": _said(TEXT, "Waar de bron staat."),
                "dated": _said(TEXT, "Wanneer de bron geschreven is."),
                "checked_on": _said(DAY, "De dag waarop iemand de bron het laatst las."),
                "check_again_by": _said(DAY, "Uiterlijk op deze dag leest iemand de bron opnieuw."),
            }
        )
    ),
    "kmo": _tables(
        size=_row({"class": {"enum": list(SIZE_CLASSES)}, **SIZE_LIMITS}),
        micro=_row(SIZE_LIMITS),
        group=_row({"partner_from": PERCENT, "linked_above": PERCENT}),
        two_years=CONDITION,
        estimate=CONDITION,
        fixed_for_the_year=CONDITION,
        business_angel=_row({"invested_below_eur": EUROS}),
    ),
    "kosten": _tables(
        minimum_cost=_row({"service": SERVICE, "amount_eur": EUROS}),
        catering=_row({"amount_eur": EUROS}),
        vat=_row({"rate": PERCENT}),
    ),
    "rechtsvormen": _tables(
        legal_form=_row({"accepted": _one_of(ACCEPTANCES, "yes: ja. no: nee. undecided: vraag na."), "forms": NAMED})
    ),
    "regeling": _tables(coverage=CONDITION),
    "scherm": WORDS,
    "steun": _tables(rate=RATE, ceiling=_row({"small": EUROS, "medium": EUROS})),
    "teksten": WORDS,
    "termijnen": _tables(term=TERM),
    "themas": _tables(
        theme_required=_row({"required": YES_OR_NO}),
        theme=_row({"key": TEXT, "name": TEXT, "meaning": TEXT}, {"listed_only": YES_OR_NO}),
        topic=_row({"key": TEXT, "name": TEXT, "meaning": TEXT, "theme": TEXT}),
    ),
    "uitsluitingen": _tables(
        list=CONDITION,
        exclusion=_row(
            {
                "kind": _one_of(EXCLUSION_KINDS, "excluded: uitgesloten. unknown: we weten het niet."),
                "services": NAMED,
            }
        ),
    ),
    "voorwaarden": _tables(
        public_participation=_row({"below": PERCENT}),
        **dict.fromkeys(CONDITIONS, CONDITION),
    ),
    "vragen": _object(
        {
            "section": _list(
                _object({"id": FILLED, "title": FILLED, "question": _list(QUESTION)}, {"intro": FILLED}),
            ),
            "periods": _object({"titles": _list(FILLED), "question": _list(QUESTION)}),
            "group": _object(
                {
                    "own": _said(FILLED, "Hoe de onderneming heet die de steun aanvraagt."),
                    "nameless": _said(FILLED, "Hoe een onderneming zonder naam heet."),
                    "enterprises": ROWS,
                    "holdings": ROWS,
                    "together": ROWS,
                    "shortcut": _list(SHORTCUT),
                }
            ),
        }
    ),
}


def _front_matter() -> Schema:
    rules = all_rules()
    themes = [*(theme.key for theme in rules.themes), NO_THEME, None]
    return _object(
        {
            "title": _said(FILLED, "De naam van de opleiding of het advies."),
            "description": {**FILLED, "maxLength": LONGEST_DESCRIPTION, "description": "Voor zoekmachines."},
            "dienst": {"enum": list(KINDS_OF_ENTRIES)},
            "zekerheid": {"enum": list(CERTAINTIES_OF_ENTRIES), "description": "Hoe zeker is het thema?"},
            "reden": _said(FILLED, "Waarom dit thema past."),
            "voor_wie": FILLED,
            "wat_u_leert": _list(TEXT),
        },
        {
            "thema": {"enum": themes, "description": "null: niet bekend."},
            "onderwerp": {"enum": [*(topic.key for topic in rules.topics), None]},
            "prijs": {"type": ["integer", "null"], "minimum": 1, "description": "Hele euro's zonder btw."},
            "duur": {**FILLED, "type": ["string", "null"]},
            "einddatum": {
                "type": ["string", "null"],
                "format": "date",
                "description": "De laatste dag van het aanbod.",
            },
        },
    )


def schemas() -> dict[str, Schema]:
    """Every schema by the name of the file it describes, without its ending."""
    dialect = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {name: {**dialect, **schema} for name, schema in {**FILES, FRONT_MATTER: _front_matter()}.items()}


def written(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write every schema."""
    FOLDER.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (FOLDER / f"{name}.json").write_text(written(schema), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
