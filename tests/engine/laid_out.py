"""A built engine as Pyodide's own files, to run it under Node."""

from pathlib import Path

from publishing.engine import making, node


def laid_out(built: Path, into: Path, *, whole: bool) -> Path:
    """The parts of this engine as files in `into`, with the whole WebAssembly or with the lean one."""
    parts = making.parts_of(built)
    if whole:
        parts[node.WASM] = (built / making.WHOLE).read_bytes()
    parts[node.LOCK] = (node.PYODIDE / node.LOCK).read_bytes()
    for name, content in parts.items():
        (into / name).write_bytes(content)
    return into
