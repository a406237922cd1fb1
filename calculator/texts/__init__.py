"""What the calculator says in Dutch: sentences, and numbers, amounts and days as people write them in Belgium."""

from calculator.texts.quantities import bare_amount, day, euro, in_words, number, percent
from calculator.texts.sentences import (
    FieldMessage,
    assumption,
    basis_sentence,
    change_sentence,
    deadline_name,
    deadline_sentence,
    facts_of,
    field_message,
    required,
    reverse_sentence,
    rule_name,
    sentence,
    verdict_sentence,
)
from calculator.texts.size import decisions, left_out_because
from calculator.texts.templates import sentence_ids

__all__ = [
    "FieldMessage",
    "assumption",
    "bare_amount",
    "basis_sentence",
    "change_sentence",
    "day",
    "deadline_name",
    "deadline_sentence",
    "decisions",
    "euro",
    "facts_of",
    "field_message",
    "in_words",
    "left_out_because",
    "number",
    "percent",
    "required",
    "reverse_sentence",
    "rule_name",
    "sentence",
    "sentence_ids",
    "verdict_sentence",
]
