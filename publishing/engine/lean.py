"""A WebAssembly module without the functions that were never run, and before that the module that tells which are run.

Functions keep their numbers, so all that refers to one stays true. A function that goes keeps its place; whoever enters
it sets a mark and stops. The mark is the exported global `trapped`: JavaScript can read it even where something on the
way has swallowed the failure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

__all__ = ["MARK", "bodies", "lean", "telling"]

MARK = "trapped"

HEADER = b"\0asm\1\0\0\0"
IMPORT, GLOBAL, EXPORT, CODE = 2, 6, 7, 10
AN_I32_OF_0 = b"\x7f\1\x41\0\x0b"  # the type of a global, that it may change, and how it begins
SET_TO_1 = b"\x41\1\x24"  # the number of the global follows
STOP = b"\0\x0b"  # unreachable, end
GLOBAL_KIND = 3
IMPORTED_GLOBAL = b"\3"
VALUE_TYPES = frozenset(b"\x7f\x7e\x7d\x7c\x7b\x70\x6f")  # each written in one byte


def telling(module: bytes) -> bytes:
    """The module with an exported global for each of its functions, named by its number: 1 once that has run."""
    first = _globals(module)

    def noting(number: int, body: bytes) -> bytes:
        start = _after_locals(body)
        return body[:start] + SET_TO_1 + _number(first + number) + body[start:]

    names = list(map(str, range(len(bodies(module)))))
    return _changed(module, body=noting, keep=lambda _: True, new=names)


def lean(module: bytes, ran: Collection[int], is_used: Callable[[str], bool]) -> bytes:
    """The module with only the functions of these numbers, and of its exports those that are used."""
    trap = b"\0" + SET_TO_1 + _number(_globals(module)) + STOP
    imported = {name for _, name in _imports(module)}

    def body_or_trap(number: int, body: bytes) -> bytes:
        return body if number in ran else min(body, trap, key=len)

    return _changed(module, body=body_or_trap, keep=lambda name: name in imported or is_used(name), new=[MARK])


def bodies(module: bytes) -> list[bytes]:
    """The functions that the module defines, by their number."""
    return list(_split(_sections(module)[CODE]))


def _changed(
    module: bytes, *, body: Callable[[int, bytes], bytes], keep: Callable[[str], bool], new: Collection[str]
) -> bytes:
    """The module with other bodies, with the exports to keep, and with a new global for each of these names."""
    sections = _sections(module)
    first = _globals(module)
    count, start = _read_number(sections[GLOBAL], 0)
    exports = [entry for name, entry in _exports(sections[EXPORT]) if keep(name)]
    exports += [_text(name) + bytes([GLOBAL_KIND]) + _number(first + place) for place, name in enumerate(new)]
    changed = [body(number, old) for number, old in enumerate(_split(sections[CODE]))]
    sections |= {
        GLOBAL: _number(count + len(new)) + sections[GLOBAL][start:] + AN_I32_OF_0 * len(new),
        EXPORT: _number(len(exports)) + b"".join(exports),
        CODE: _number(len(changed)) + b"".join(_number(len(each)) + each for each in changed),
    }
    return HEADER + b"".join(bytes([kind]) + _number(len(part)) + part for kind, part in sections.items())


def _sections(module: bytes) -> dict[int, bytes]:
    """The parts by their kind, in their order; a kind that is there twice is more than this can read."""
    if not module.startswith(HEADER):
        raise ValueError("no WebAssembly, or of another version")
    found: dict[int, bytes] = {}
    at = len(HEADER)
    while at < len(module):
        kind = module[at]
        size, at = _read_number(module, at + 1)
        if kind in found:
            raise ValueError(f"two sections of kind {kind}")
        found[kind] = module[at : at + size]
        at += size
    return found


def _globals(module: bytes) -> int:
    """How many globals there are, those of imports first."""
    sections = _sections(module)
    imported = sum(kind == GLOBAL_KIND for kind, _ in _imports(module))
    return imported + _read_number(sections[GLOBAL], 0)[0]


def _imports(module: bytes) -> Iterator[tuple[int, str]]:
    """The kind and the name of everything that the module asks for."""
    section = _sections(module)[IMPORT]
    count, at = _read_number(section, 0)
    for _ in range(count):
        _, at = _read_text(section, at)
        name, at = _read_text(section, at)
        kind, at = section[at], at + 1
        yield kind, name
        if kind == GLOBAL_KIND:
            at += 2  # its type, and whether it changes
            continue
        at += kind in (1, 4)  # the type of a table, the attribute of an exception
        first, at = _read_number(section, at)  # the number of a type, or whether a table or memory has a largest size
        if kind in (1, 2):
            for _ in range(1 + first):
                _, at = _read_number(section, at)


def _exports(section: bytes) -> Iterator[tuple[str, bytes]]:
    """Every export by its name, as it is written."""
    count, at = _read_number(section, 0)
    for _ in range(count):
        start = at
        name, at = _read_text(section, at)
        _, at = _read_number(section, at + 1)
        yield name, section[start:at]


def _split(section: bytes) -> Iterator[bytes]:
    count, at = _read_number(section, 0)
    for _ in range(count):
        size, at = _read_number(section, at)
        yield section[at : at + size]
        at += size


def _after_locals(body: bytes) -> int:
    """Where the first instruction of a function begins."""
    groups, at = _read_number(body, 0)
    for _ in range(groups):
        _, at = _read_number(body, at)
        if body[at] not in VALUE_TYPES:
            raise ValueError(f"a type that is not known: {body[at]:#x}")
        at += 1
    return at


def _read_text(data: bytes, at: int) -> tuple[str, int]:
    size, at = _read_number(data, at)
    return data[at : at + size].decode(), at + size


def _text(text: str) -> bytes:
    return _number(len(text.encode())) + text.encode()


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    """A whole number, seven bits a byte, and where the next thing begins."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at


def _number(number: int) -> bytes:
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    return bytes([*written, number])
