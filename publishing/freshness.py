"""What somebody must look at again: sources to read, rows that end, years without data, announced rows.

    python -m publishing.freshness --on 2027-03-01              prints the list as Markdown
    python -m publishing.freshness --on 2027-03-01 --links      also asks every source whether it is still there

The day is given: nothing here asks the clock.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.client import HTTPException
from urllib.request import Request, urlopen

from calculator import texts
from calculator.scheme.reading import all_rules
from calculator.scheme.rows import Rules, Source
from publishing.pages.series import all_series, begins, ends, says

__all__ = ["main", "report", "stale"]

SOON = timedelta(days=60)
PATIENCE = 20  # seconds for one source to answer
BROWSER = "Mozilla/5.0 (nazicht van bronnen)"  # some sites refuse a program without such a name


def overdue(rules: Rules, on: date) -> Iterator[str]:
    """Sources whose day to be read again has passed."""
    for source in sorted(rules.sources, key=lambda source: source.check_again_by):
        if source.check_again_by < on:
            yield f"{_link(source)} (`{source.id}`), uiterlijk op {texts.day(source.check_again_by)}"


def ending(rules: Rules, on: date) -> Iterator[str]:
    """Rows that end soon, and what follows them."""
    for series in all_series(rules):
        for row in series.rows:
            end = ends(row)
            if end is not None and on < end <= on + SOON:
                following = next((says(later) for later in series.rows if begins(later) == end), "niets")
                last = texts.day(end - timedelta(days=1))
                yield f"`{series.file}.toml` {series.name}: {says(row)}, tot en met {last}. Daarna: {following}"


def without_data(rules: Rules, on: date) -> Iterator[str]:
    """Series that say nothing about some day until the end of next year."""
    horizon = date(on.year + 1, 12, 31)
    for series in all_series(rules):
        end = ends(series.rows[-1])
        if end is not None and end <= horizon:
            yield f"`{series.file}.toml` {series.name}: geen rij vanaf {texts.day(end)}"


def announced(rules: Rules, on: date) -> Iterator[str]:
    """Rows that have yet to begin, and rows that began but are still marked as announced."""
    for series in all_series(rules):
        for row in series.rows:
            first = begins(row)
            if first > on:
                yield f"`{series.file}.toml` {series.name}: {says(row)}, vanaf {texts.day(first)}"
            elif row.basis.announced:
                mark = "lees de bron na en haal `status` weg"
                yield f"`{series.file}.toml` {series.name}: {says(row)}, begonnen op {texts.day(first)}; {mark}"


CONCERNS: Mapping[str, Callable[[Rules, date], Iterator[str]]] = {
    "Bronnen om opnieuw te lezen": overdue,
    "Rijen die binnenkort eindigen": ending,
    "Nog geen gegevens tot het einde van volgend jaar": without_data,
    "Rijen die nog moeten beginnen, of net begonnen": announced,
}


def stale(rules: Rules, on: date) -> dict[str, list[str]]:
    """What to look at on the day, by concern; a concern with nothing in it is left out."""
    found = {title: list(concern(rules, on)) for title, concern in CONCERNS.items()}
    return {title: lines for title, lines in found.items() if lines}


def report(found: Mapping[str, list[str]], on: date) -> str:
    """The list as Markdown."""
    head = f"# Nakijken op {texts.day(on)}\n"
    if not found:
        return f"{head}\nAlles is bij.\n"
    parts = ("\n".join([f"\n## {title}\n", *(f"- {line}" for line in lines)]) for title, lines in found.items())
    how = "\nHoe u dit doet, staat in `docs/beheer/`.\n"
    return "\n".join([head.rstrip(), *parts, how])


def _link(source: Source) -> str:
    return f"[{source.title}]({source.url})" if source.url else source.title


def dead_links(sources: tuple[Source, ...]) -> list[str]:
    """The sources whose address no longer answers. Needs the network."""
    on_the_web = [source for source in sources if source.url]
    with ThreadPoolExecutor(max_workers=4) as pool:
        problems = list(pool.map(_problem, on_the_web))
    return [f"{_link(source)}: {problem}" for source, problem in zip(on_the_web, problems, strict=True) if problem]


def _problem(source: Source) -> str:
    """Why the address does not answer; empty where it does."""
    if not source.url.startswith(("http://", "https://")):
        return "geen webadres"
    request = Request(source.url, headers={"User-Agent": BROWSER})  # noqa: S310 - the line above looked
    try:
        with urlopen(request, timeout=PATIENCE):  # noqa: S310 - the line above looked
            return ""
    except (OSError, HTTPException, ValueError) as problem:
        return str(problem) or type(problem).__name__


def main(arguments: list[str]) -> int:
    """Print what must be looked at; the exit status is 0 whatever that is."""
    parser = argparse.ArgumentParser(prog="python -m publishing.freshness", description=__doc__)
    parser.add_argument("--on", required=True, type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--links", action="store_true", help="also look for addresses that no longer answer")
    given = parser.parse_args(arguments)
    found = stale(all_rules(), given.on)
    dead = dead_links(all_rules().sources) if given.links else []
    if dead:
        found["Adressen die niet meer antwoorden"] = dead
    sys.stdout.write(report(found, given.on))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
