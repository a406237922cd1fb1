"""Look anew which functions of Pyodide run, and keep that in `ran.txt`.

A build takes what was kept. Whatever publishes looks first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from publishing.engine.archive import write_archive
from publishing.engine.questions import Conversation
from publishing.engine.what_runs import KEPT, as_kept, kept, look

__all__ = ["look_anew"]


def look_anew(also: Iterable[Conversation] = ()) -> None:
    """Write what was found, what is `also` asked included, and tell how that differs from what was kept."""
    before = kept() or set()
    with tempfile.TemporaryDirectory() as workplace:
        archive = Path(workplace) / "python.zip"
        write_archive(archive)
        found = look(archive, also)
    KEPT.write_text(as_kept(found), encoding="ascii")
    new, gone = len(found - before), len(before - found)
    print(f"profile: {len(found)} functions run; {new} that were not kept, and {gone} fewer")
