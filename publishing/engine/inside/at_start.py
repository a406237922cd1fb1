"""The engine imports this when Python starts, as `sitecustomize`: from then on modules come from the pack.

The pack (`publishing/engine/pack.py`) holds them compiled and is read at once: that is sooner than to look up, unzip
and read each of them in the archive. It also holds the methods of dataclasses, compiled. What is not in it, Python
finds and makes as it always does.
"""

import marshal
import sys

TYPE_CHECKING = False  # as in `typing`, which is not worth waiting for
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import CodeType, ModuleType

# What imports this is the archive, and it holds the pack.
archive: str = __spec__.loader.archive  # type: ignore[union-attr]
read = __spec__.loader.get_data  # type: ignore[union-attr]
MODULES: "dict[str, tuple[str, CodeType]]"
METHODS: "dict[bytes, CodeType]"
MODULES, METHODS = marshal.loads(read(f"{archive}/pack"))  # noqa: S302 (checked with the rest of the engine)
PACKAGE = "/__init__.pyc"


class Pack:
    """Finds and runs the modules of the pack; they say that they come from the archive, where their data is."""

    get_data = staticmethod(read)

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> "ModuleSpec | None":
        """Where the module is, if it is in the pack."""
        if name not in MODULES:
            return None
        place = f"{archive}/{MODULES[name][0]}"
        spec: ModuleSpec = type(__spec__)(name, Pack, origin=place)  # type: ignore[arg-type]
        spec.has_location = True
        if place.endswith(PACKAGE):
            spec.submodule_search_locations = [place.removesuffix(PACKAGE)]
        return spec

    @staticmethod
    def create_module(_spec: object) -> None:
        """Let Python make the module."""

    @staticmethod
    def exec_module(module: "ModuleType") -> None:
        """Run what the module holds, once."""
        _, code = MODULES.pop(module.__name__)
        exec(code, module.__dict__)  # noqa: S102 (this is what an importer does)


sys.meta_path.insert(0, Pack)

import dataclasses  # noqa: E402 (these come from the pack)
from hashlib import sha256  # noqa: E402


def execute(source: str, names: "dict[str, object]", result: "dict[str, object]") -> None:
    """What `exec` does, without compiling what is compiled already."""
    code = METHODS.get(sha256(source.encode()).digest(), source)
    exec(code, names, result)  # noqa: S102 (text that the module dataclasses wrote)


# The module asks for `exec` by name: what it finds in itself comes before the builtin.
dataclasses.exec = execute  # type: ignore[attr-defined]
