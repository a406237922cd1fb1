"""Input that nobody means: bytes that are no request, and requests with something wrong in them."""

import json
from random import Random
from typing import Any

from tests.oracle.generator import random_request
from tests.properties.asking import answered, value_at, with_value, without

type Json = Any

COMMANDS = ("assess", "plan", "reverse")
DEEP = 100_000
TEN_MILLION = 10_000_000

NASTY_VALUES: list[Json] = [
    *(None, True, False, 0, -1, 1, 10**400, -(10**400), 0.1, 1e308, float("inf"), float("-inf"), float("nan")),
    *("", " ", "\0", "\ud800", "x" * 10_000, "9" * 5_000, "🙈", "Zoë €\u00a0日本 🙈", "é" * 400, "🙈" * 400),
    *"0 -1 1e400 NaN Infinity 1.438,02 0x10 1_000 ٣ ½".split(),
    *"2026-02-30 2026-2-1 20260201 0000-00-00 9999-12-31 2026-W01-1 2026-02-01T00:00:00".split(),
    *([], {}, [[]], [None], {"": None}, {"name": "x"}, [[[[[[]]]]]], [{}] * 50),
]

NASTY_NAMES = ["", "onbekend", "\ud800", "net", "a.b", "0", "contract"]

JSON_BYTES = b'0123456789-+.eE"{}[],: \\nulltrefas'

SCRAPS = b'{ } [ ] , : " - 1 1e9 null true \\u "contract" "applied_on" "2026-11-23"'.split()

SPECIMENS: dict[str, bytes] = {
    "nothing": b"",
    "white space": b" \n\t ",
    "no text": b"\xff\xfe\x00\x80",
    "text cut in a character": '{"contract": 1, "naam": "é'.encode()[:-1],
    "byte order mark": b'\xef\xbb\xbf{"contract": 1, "applied_on": "2026-11-23"}',
    "another encoding": '{"contract": 1, "applied_on": "2026-11-23"}'.encode("utf-16"),
    "half a surrogate pair": b'{"contract": 1, "applied_on": "\\ud800"}',
    "half a surrogate pair as a field": b'{"contract": 1, "applied_on": "2026-11-23", "\\udfff": 1}',
    "surrogates as bytes": b'{"contract": 1, "applied_on": "\xed\xa0\x80"}',
    "a null byte": b'{"contract": 1, "applied_on": "2026-11-23\x00"}',
    "a huge whole number": b'{"contract": ' + b"9" * 100_000 + b"}",
    "a huge amount": b'{"contract": 1, "applied_on": "2026-11-23", "cost": {"net": ' + b"9" * 5_000 + b"}}",
    "a huge power": b'{"contract": 1, "applied_on": "2026-11-23", "cost": {"net": 1e400}}',
    "a huge power in a string": b'{"contract": 1, "applied_on": "2026-11-23", "cost": {"net": "1e999999999"}}',
    "no number": b'{"contract": 1, "applied_on": "2026-11-23", "cost": {"net": NaN}}',
    "no end": b'{"contract": 1, "applied_on": "2026-11-23", "cost": {"net": -Infinity}}',
    "deep lists": b"[" * DEEP,
    "deep lists, closed": b"[" * DEEP + b"]" * DEEP,
    "deep tables": b'{"enterprise":' * DEEP + b"1" + b"}" * DEEP,
    "deep relations": b'{"contract": 1, "applied_on": "2026-11-23", "enterprise": {"relations": ['
    + b'{"relations": [' * 20_000
    + b"]}" * 20_000
    + b"]}}",
    "a long string": b'"' + b"x" * TEN_MILLION + b'"',
    "a long value": b'{"contract": 1, "applied_on": "' + b"x" * TEN_MILLION + b'"}',
    "a long field": b'{"contract": 1, "' + b"x" * TEN_MILLION + b'": 1}',
    "a long value, not ascii": '{"contract": 1, "applied_on": "{}"}'.replace("{}", "€" * (TEN_MILLION // 3)).encode(),
    "many fields": b"{" + b",".join(b'"f%d": 1' % number for number in range(200_000)) + b"}",
    "the same key twice": b'{"contract": 1, "contract": 2, "applied_on": "2026-11-23", "applied_on": null}',
    "two documents": b'{"contract": 1, "applied_on": "2026-11-23"}{}',
    "a list": b"[]",
    "a number": b"1",
    "a word": b"null",
    "a circle": json.dumps(
        {
            "contract": 1,
            "applied_on": "2026-11-23",
            "enterprise": {
                "relations": [{"name": "A", "relations": [{"name": "B", "relations": [{"name": " a ", "share": 60}]}]}]
            },
        }
    ).encode(),
}


def random_bytes(random: Random) -> bytes:
    """Noise, scraps of JSON, or a valid request with a piece cut out or some bytes changed."""
    kind = random.randrange(4)
    if kind == 0:
        return random.randbytes(random.randrange(200))
    if kind == 1:
        return b"".join(random.choices(SCRAPS, k=random.randrange(40)))
    text = bytearray(json.dumps(random_request(random)).encode())
    if kind == 2:
        start, end = sorted(random.choices(range(len(text)), k=2))
        return bytes(text[:start] + text[end:])
    for position in random.choices(range(len(text)), k=random.randint(1, 4)):
        text[position] = random.choice([random.randrange(256), random.choice(JSON_BYTES), random.choice(JSON_BYTES)])
    return bytes(text)


def random_command(random: Random) -> tuple[str, Json]:
    """A valid request for one of the commands."""
    command = random.choice(COMMANDS)
    request = random_request(random)
    if command == "reverse":
        return command, {**request, "cost": {}, "wanted": "1000.00"}
    if command == "plan":
        project = {"id": "a", "applied_on": request["applied_on"], "cost": {"net": "1000"}, "service": {}}
        return command, {"contract": 1, "enterprise": request.get("enterprise"), "projects": [project]}
    return command, request


def mutate(random: Random, document: Json) -> Json:
    """The same document with one thing wrong somewhere: a value, a name, something too much or too little."""
    path = random.choice([(), *answered(document)])
    here = value_at(document, path)
    if not path or random.random() < 0.4:
        return with_value({"": document}, ("", *path), random.choice([*NASTY_VALUES, [here], {"contract": here}]))[""]
    if isinstance(here, dict) and here:
        known = random.choice(list(here))
        return with_value(document, (*path, random.choice([*NASTY_NAMES, known.upper()])), here[known])
    if isinstance(here, list):
        return with_value(document, path, here * random.choice([0, 2, 5]))
    return without(document, path)
