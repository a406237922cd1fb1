"""What is wrong with a request, field by field, before it becomes a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["FieldError", "RequestErrors"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong at one field: the id of the sentence, and what the sentence fills in."""

    field: str
    problem: str
    facts: Mapping[str, object]


class RequestErrors(ValueError):
    """All errors of a request that is no request."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__(", ".join(f"{error.field}: {error.problem}" for error in self.errors))
