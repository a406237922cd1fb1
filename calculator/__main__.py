"""The command line over the contract: `python -m calculator assess < request.json`."""

import argparse
import sys
from pathlib import Path

from calculator import corpus
from calculator.asked import FieldError, RequestErrors
from calculator.batch import command
from calculator.contract import wire
from calculator.contract.reading import parse_day


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 with an answer and 2 when the request is no request."""
    parser = argparse.ArgumentParser(prog="python -m calculator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (
        ("assess", "one project"),
        ("plan", "several projects in calendar years"),
        ("reverse", "which cost gives a wanted amount of aid"),
    ):
        commands.add_parser(name, help=f"{what}; request on standard input")
    commands.add_parser("rules", help="what is in force on a day").add_argument("--on", required=True, metavar="DAY")
    commands.add_parser("corpus", help="run the published cases").add_argument(
        "cases",
        nargs="?",
        type=Path,
        default=corpus.PUBLISHED,
        help="folder with case files, or the JSON file of the site",
    )
    listed = commands.add_parser("batch", help="every row of a CSV file; exit status 1 when rows had errors")
    listed.add_argument("source", type=Path, metavar="in.csv")
    listed.add_argument("target", type=Path, metavar="out.csv")
    listed.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that calculate")
    listed.add_argument("--from-row", type=int, default=1, metavar="K", help="go on at this row of an earlier run")
    listed.add_argument("--on", metavar="DAY", help="the day of the application for rows that give none")
    given = parser.parse_args(arguments)
    if given.command == "batch":
        return command.run(given.source, given.target, jobs=given.jobs, from_row=given.from_row, on=given.on)
    if given.command == "corpus":
        return corpus.main(given.cases)
    if given.command == "rules":
        status, text = rules(given.on)
    else:
        status, text = answer_bytes(given.command, sys.stdin.buffer.read())
    sys.stdout.buffer.write(text.encode() + b"\n")
    return status


def answer_bytes(command: str, content: bytes) -> tuple[int, str]:
    """The answer to the bytes of a request."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return 2, wire.refusal([FieldError(field="", problem="not_json", facts={})])
    return wire.answer(command, text)


def rules(on: str) -> tuple[int, str]:
    """What is in force on a day, given as text."""
    try:
        return 0, wire.in_force(parse_day(on, "on"))
    except RequestErrors as refused:
        return 2, wire.refusal(refused.errors)


if __name__ == "__main__":
    sys.exit(main())
