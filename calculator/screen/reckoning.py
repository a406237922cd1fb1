"""What decided, as a sum or a comparison: the first line of every "Waarom?"."""

from calculator.rules.aid import Aid
from calculator.rules.deadlines import Deadline
from calculator.rules.finding import Finding
from calculator.screen.words import words
from calculator.texts import bare_amount, day, facts_of, percent

__all__ = ["reckoning", "reckoning_of_rate", "reckoning_of_term"]

RECKONED = frozenset({"public_participation", "minimum_cost", "application_window", "finish_in_time", "yearly_cap"})
BY_FIGURES = ("_own", "_group", "_estimate")


def reckoning(finding: Finding) -> str | None:
    """The sum or comparison that decided; None where an answer of the visitor did, or nothing yet."""
    if finding.outcome not in ("pass", "fail"):
        return None
    if finding.rule == "sme_size":
        return str(facts_of(finding)["decision"]) if finding.reason.endswith(BY_FIGURES) else None
    if finding.rule not in RECKONED or finding.given is None:
        return None
    return words("reckoning", f"{finding.rule}_{finding.outcome}").format_map(facts_of(finding))


def reckoning_of_rate(aid: Aid) -> str:
    """The rate of the price that counts, and what the ceiling of the year leaves of it."""
    return words("reckoning", "rate" if aid.amount == aid.without_ceiling else "rate_cut").format(
        rate=percent(aid.rate.percentage),
        eligible=bare_amount(aid.price.eligible),
        full=bare_amount(aid.without_ceiling),
        amount=bare_amount(aid.amount),
    )


def reckoning_of_term(deadline: Deadline) -> str:
    """The day that a term is counted from, and the last one."""
    facts = {"from": day(deadline.counted_from), "days": deadline.term.days, "on": day(deadline.on)}
    return words("reckoning", "term_years" if deadline.term.years_until_end else "term_days").format_map(facts)
