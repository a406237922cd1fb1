"""A module without what did not run: checked on one of three functions, written out by hand."""

import json
import subprocess

from publishing.bootstrap import tool
from publishing.engine import lean

LONG = b"\1" * 12  # nops: so that a trap is shorter
SEVEN = b"\0" + LONG + b"\x41\7\x0b"
EIGHT = b"\1\2\x7f" + LONG + b"\x41\x08\x0b"  # with two locals
SHORT = b"\0\x41\x09\x0b"  # shorter than a trap


def section(kind: int, *entries: bytes) -> bytes:
    content = bytes([len(entries)]) + b"".join(entries)
    return bytes([kind, len(content)]) + content


def sized(body: bytes) -> bytes:
    return bytes([len(body)]) + body


MODULE = b"".join(
    (
        b"\0asm\1\0\0\0",
        section(1, b"\x60\0\1\x7f"),  # one type: nothing in, a number out
        section(2, b"\1e\1i\0\0", b"\1e\1g\3\x7f\0"),  # a function and a global from elsewhere
        section(3, b"\0", b"\0", b"\0"),
        section(6, b"\x7f\0\x41\5\x0b"),
        section(7, b"\5seven\0\1", b"\5eight\0\2", b"\4nine\0\3", b"\1i\0\0"),
        section(10, sized(SEVEN), sized(EIGHT), sized(SHORT)),
    )
)
CALL = """
const [, hex, ...names] = process.argv;
const imports = { e: { i: () => 1, g: 4 } };
WebAssembly.instantiate(Buffer.from(hex, "hex"), imports).then(({ instance: { exports } }) => {
    const came = (name) => { try { return exports[name](); } catch (failure) { return failure.constructor.name; } };
    const said = Object.fromEntries(names.map((name) => [name, came(name)]));
    for (const [name, value] of Object.entries(exports)) if (typeof value === "object") said[name] = value.value;
    console.log(JSON.stringify({ ...said, exports: Object.keys(exports) }));
});
"""


def called(module: bytes, *names: str) -> dict[str, object]:
    """What these functions give, the globals after that, and the names of all that is exported."""
    done = subprocess.run([tool("node"), "-e", CALL, module.hex(), *names], capture_output=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_module_tells_which_functions_ran() -> None:
    told = called(lean.telling(MODULE), "eight", "nine")
    assert told == {
        "eight": 8,
        "nine": 9,
        "0": 0,
        "1": 1,
        "2": 1,
        "exports": ["0", "1", "2", "seven", "eight", "nine", "i"],  # JavaScript puts numbers first
    }


def test_what_ran_runs_and_says_nothing() -> None:
    found = called(lean.lean(MODULE, {0}, lambda _: True), "seven", "nine")
    assert found == {"seven": 7, "nine": 9, "trapped": 0, "exports": ["seven", "eight", "nine", "i", "trapped"]}


def test_what_did_not_run_stops_and_leaves_a_mark() -> None:
    assert called(lean.lean(MODULE, {0}, lambda _: True), "eight")["eight"] == "RuntimeError"
    assert called(lean.lean(MODULE, {0}, lambda _: True), "eight")["trapped"] == 1


def test_an_export_that_nobody_names_goes_unless_it_is_asked_from_elsewhere_too() -> None:
    assert called(lean.lean(MODULE, {0}, "seven".__eq__))["exports"] == ["seven", "i", "trapped"]


def test_functions_keep_their_numbers() -> None:
    kept = lean.bodies(lean.lean(MODULE, {1}, lambda _: True))
    assert kept[1:] == [EIGHT, SHORT]
    assert len(kept[0]) < len(SEVEN)
