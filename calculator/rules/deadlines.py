"""The days that matter, each counted from a day of the request."""

from dataclasses import dataclass
from datetime import date, timedelta

from calculator.asked import Service
from calculator.rules.finding import Finding, judged, not_in_force
from calculator.scheme.day import DayRules
from calculator.scheme.rows import Basis, Term

__all__ = ["Deadline", "application_window", "deadlines", "finish_in_time", "last_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day of a term, the day it is counted from, and whether the request already missed it."""

    id: str
    on: date
    counted_from: date
    term: Term
    missed: bool

    @property
    def basis(self) -> Basis:
        """Where the term stands."""
        return self.term.basis


def last_day(term: Term, start: date) -> date:
    """The last day of a term that starts on the day: so many days after it, or 31 December of a later year."""
    if term.years_until_end:
        return date(start.year + term.years_until_end, 12, 31)
    return start + timedelta(days=term.days)


def deadlines(applied_on: date, service: Service, rules: DayRules) -> tuple[Deadline, ...]:
    """Every deadline that can be computed. From which day one may apply needs the enrolment, which nobody asks."""
    found = []
    for name, term_id, start in (
        ("apply_by", "application_window", service.starts_on),
        ("deposit_by_provider", "deposit_provider", applied_on),
        ("deposit_by", "deposit", applied_on),
        ("finish_by", "finish", applied_on),
    ):
        term = rules.terms.get(term_id)
        if term is None or start is None:
            continue
        on = last_day(term, start)
        against = {"apply_by": applied_on, "finish_by": service.ends_on or service.starts_on}.get(name)
        missed = against is not None and against > on
        found.append(Deadline(id=name, on=on, counted_from=start, term=term, missed=missed))
    return tuple(found)


def application_window(applied_on: date, service: Service, rules: DayRules) -> Finding:
    """The application is made no later than the term after the start; before the start there is no limit."""
    rule = "application_window"
    term = rules.terms.get("application_window")
    if term is None:
        return not_in_force(rule)
    start = service.starts_on
    if start is None:
        return judged(rule, None, "not_given", term, given=applied_on, missing=("service.starts_on",), days=term.days)
    until = last_day(term, start)
    in_time = applied_on <= until
    return judged(
        rule,
        in_time,
        "yes" if in_time else "no",
        term,
        given=applied_on,
        days=term.days,
        starts_on=start,
        until=until,
    )


def finish_in_time(applied_on: date, service: Service, rules: DayRules) -> Finding:
    """The project ends no later than the last day of the year after the application; without an end it is not judged.

    Basis: kmo-portefeuille, conditions of a training.
    """
    rule = "finish_in_time"
    term = rules.terms.get("finish")
    if term is None:
        return not_in_force(rule)
    until, end = last_day(term, applied_on), service.ends_on
    if end is None:
        return Finding(rule=rule, outcome="not_applicable", reason="no_end", basis=term.basis, facts={"until": until})
    return judged(rule, end <= until, "yes" if end <= until else "no", term, given=end, until=until)
