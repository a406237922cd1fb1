"""What one rule found: the answer together with everything its explanation needs, and no sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from calculator.logic import Truth
from calculator.scheme.rows import Basis, Dated

__all__ = ["Finding", "Outcome", "judged", "not_in_force"]

type Outcome = Literal["pass", "fail", "unknown", "not_applicable"]

_OUTCOME_OF: Mapping[Truth, Outcome] = {True: "pass", False: "fail", None: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule judged.

    `reason` names the sentence and `also` the sentences that follow it; `facts` fill them in; `missing` are the fields
    of the request that would decide it.
    """

    rule: str
    outcome: Outcome
    reason: str
    basis: Basis | None
    given: object = None
    facts: Mapping[str, object] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def is_assumed(self) -> bool:
        """Whether it passes only because nobody said otherwise."""
        return self.outcome == "pass" and self.given is None


def judged(
    rule: str,
    holds: Truth,
    reason: str,
    row: Dated,
    *,
    given: object = None,
    missing: tuple[str, ...] = (),
    **facts: object,
) -> Finding:
    """The finding of a condition that holds, does not, or cannot be told."""
    return Finding(
        rule=rule,
        outcome=_OUTCOME_OF[holds],
        reason=reason,
        basis=row.basis,
        given=given,
        facts=facts,
        missing=missing if holds is None else (),
    )


def not_in_force(rule: str) -> Finding:
    """No row of the rule's table covers the day: there is no answer."""
    return Finding(rule=rule, outcome="unknown", reason="no_rule_that_day", basis=None)
