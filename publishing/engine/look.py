"""Look anew which functions of Pyodide run, and keep that in `ran.txt`: `make profile`.

    python -m publishing.engine.look

A build takes what was kept. Whatever publishes looks first.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from publishing.engine.archive import write_archive
from publishing.engine.what_runs import KEPT, as_kept, kept, look

__all__ = ["main"]


def main() -> None:
    """Write what was found, and tell how that differs from what was kept."""
    before = kept() or set()
    with tempfile.TemporaryDirectory() as workplace:
        archive = Path(workplace) / "python.zip"
        write_archive(archive)
        found = look(archive)
    KEPT.write_text(as_kept(found), encoding="ascii")
    new, gone = len(found - before), len(before - found)
    print(f"profile: {len(found)} functions run; {new} that were not kept, and {gone} fewer")


if __name__ == "__main__":
    main()
