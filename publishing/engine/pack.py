"""Pack compiled modules, and the methods of dataclasses, into the one thing that the engine reads at its start.

    python -X no_debug_ranges -m publishing.engine.pack ARCHIVE < methods.json > pack

Python writes the methods of a dataclass as text, and compiles that text each time the class is made: in a browser two
thirds of the time that the calculator needs to import. `inside/at_start.py` uses what this makes.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import CodeType

__all__ = ["module_name", "packed"]

HEADER = 16  # bytes of a .pyc file before the code


def packed(modules: Mapping[str, bytes], methods: Iterable[str]) -> bytes:
    """The code of these files by module, and of these texts by their SHA-256; for the Python that runs this."""
    codes = {module_name(file): (file, marshal.loads(modules[file][HEADER:])) for file in sorted(modules)}  # noqa: S302 (made just now)
    return marshal.dumps((codes, dict(map(compiled, sorted(methods)))))


def module_name(file: str) -> str:
    """The name by which the module of this file in an archive is imported."""
    return file.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")


def compiled(method: str) -> tuple[bytes, CodeType]:
    """What a text is found back by, and what `exec` would make of it."""
    return hashlib.sha256(method.encode()).digest(), compile(method, "<string>", "exec")


if __name__ == "__main__":
    with zipfile.ZipFile(Path(sys.argv[1])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sys.stdout.buffer.write(packed(files, json.load(sys.stdin)))
