"""What the rows of a list come to together."""

from collections import Counter
from dataclasses import dataclass, field

from calculator.asked import NOTHING
from calculator.assess import Verdict
from calculator.batch.checking import Checked
from calculator.values import Money

__all__ = ["Tally"]


@dataclass(slots=True, kw_only=True)
class Tally:
    """Rows by outcome, why they are refused or undecided (rows by rule), and the aid that is there for the asking.

    `aid` is that of the eligible rows, `possible` that of the undecided ones, and `left` what the ceilings of the
    eligible rows still hold afterwards.
    """

    outcomes: Counter[Verdict] = field(default_factory=Counter)
    with_errors: int = 0
    refused_by: Counter[str] = field(default_factory=Counter)
    undecided_by: Counter[str] = field(default_factory=Counter)
    aid: Money = NOTHING
    possible: Money = NOTHING
    left: Money = NOTHING

    @property
    def rows(self) -> int:
        """All rows, those with errors included."""
        return self.outcomes.total() + self.with_errors

    def count(self, checked: Checked) -> None:
        """Add one row."""
        if checked.answer is None:
            self.with_errors += 1
            return
        assessment = checked.answer.assessment
        outcome, aid = assessment.outcome, assessment.aid
        self.outcomes[outcome] += 1
        if outcome == "eligible" and aid:
            self.aid += aid.amount
            self.left += aid.left_this_year
        elif outcome == "undecided" and aid:
            self.possible += aid.amount
        for finding in assessment.findings:
            if outcome == "not_eligible" and finding.outcome == "fail":
                self.refused_by[finding.rule] += 1
            elif outcome == "undecided" and finding.outcome == "unknown":
                self.undecided_by[finding.rule] += 1

    def add(self, other: "Tally") -> None:
        """Add the rows of another tally."""
        self.outcomes += other.outcomes
        self.with_errors += other.with_errors
        self.refused_by += other.refused_by
        self.undecided_by += other.undecided_by
        self.aid += other.aid
        self.possible += other.possible
        self.left += other.left
