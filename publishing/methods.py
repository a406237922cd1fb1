"""The methods of the calculator's dataclasses, compiled when the site is built.

    python -X no_debug_ranges -m publishing.methods < sources.json > methods

Python writes the methods of a dataclass as text, and compiles that text each time the class is made. In a browser
this took two thirds of the time that the calculator needs to import. `methods_at_start.py` uses the result.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import sys
from collections.abc import Iterable

__all__ = ["compiled"]


def compiled(sources: Iterable[str]) -> bytes:
    """By the SHA-256 of its source, the code that `exec` would make of it; for the Python that runs this."""
    codes = {
        hashlib.sha256(source.encode()).digest(): compile(source, "<string>", "exec") for source in sorted(sources)
    }
    return marshal.dumps(codes)


if __name__ == "__main__":
    sys.stdout.buffer.write(compiled(json.load(sys.stdin)))
