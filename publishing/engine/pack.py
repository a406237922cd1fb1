"""Compile modules, and the methods of dataclasses, and pack them into the one thing that the engine reads at its start.

    python -X no_debug_ranges -m publishing.engine.pack SOURCES COMPILED < needed.json

SOURCES and COMPILED are zip files. Python writes the methods of a dataclass as text, and compiles that text each time
the class is made: in a browser two thirds of the time that the calculator needs to import. `inside/at_start.py` uses
what this makes.
"""

from __future__ import annotations

import ast
import hashlib
import json
import marshal
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

__all__ = ["compiled", "write_zip"]

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can write down
HEADER = MAGIC_NUMBER + b"\1" + bytes(11)  # of a .pyc file that is not compared with a source
PACK = "pack"
OURS = "calculator"
NO_TEXT = "-"
# Eight units of code on the line before them, or on the first: in the table of lines of a code object.
SAME_LINE = bytes([0xE8 | 7, 0])


def compiled(sources: Mapping[str, bytes], *, early: Collection[str], methods: Iterable[str]) -> dict[str, bytes]:
    """The pack, and as files of their own the modules that Python imports before it can read that."""
    codes = {module_name(file): (f"{file}c", _code(file, sources[file])) for file in sorted(sources)}
    files = {file: HEADER + marshal.dumps(code) for name, (file, code) in codes.items() if name in early}
    in_pack = {name: module for name, module in codes.items() if name not in early}
    return {**files, PACK: marshal.dumps((in_pack, dict(map(_method, sorted(methods)))))}


def module_name(file: str) -> str:
    """The name by which the module of this file in an archive is imported."""
    return file.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """A zip file whose bytes depend on the files alone; they are packed with all the rest, and better."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), files[name])


def _method(text: str) -> tuple[bytes, CodeType]:
    """What a text is found back by, and what `exec` would make of it."""
    return hashlib.sha256(text.encode()).digest(), compile(text, "<string>", "exec")


def _code(file: str, source: bytes) -> CodeType:
    """The module without what a visitor's Python never reads; a failure still tells the lines of the calculator."""
    if file.startswith(f"{OURS}/"):
        return compile(_Bare().visit(ast.parse(source)), file, "exec", dont_inherit=True)
    return _without_lines(compile(source, file, "exec", dont_inherit=True, optimize=2))


class _Bare(ast.NodeTransformer):
    """Leaves out docstrings, and the annotations that say only to people and to mypy what something is."""

    def visit_Module(self, module: ast.Module) -> ast.Module:
        module.body = [self.visit(each) for each in _without_docstring(module.body)]
        return module

    def visit_FunctionDef(self, function: ast.FunctionDef) -> ast.FunctionDef:
        function.returns = None
        for argument in ast.walk(function.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        function.body = _without_docstring(function.body) or [ast.copy_location(ast.Pass(), function.body[0])]
        self.generic_visit(function)
        return function

    def visit_ClassDef(self, made: ast.ClassDef) -> ast.ClassDef:
        """The annotations of a class are its fields, and without a text a dataclass works out its signature."""
        if _without_docstring(made.body) != made.body:
            made.body[0] = ast.copy_location(
                ast.Expr(ast.copy_location(ast.Constant(NO_TEXT), made.body[0])), made.body[0]
            )
        made.body = [each if isinstance(each, ast.AnnAssign) else self.visit(each) for each in made.body]
        return made

    def visit_AnnAssign(self, named: ast.AnnAssign) -> ast.AST:
        """Outside a class."""
        if named.value is None:
            return named
        return ast.copy_location(ast.Assign([named.target], named.value), named)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
    return body


def _without_lines(code: CodeType) -> CodeType:
    """The code with every instruction of a function on the first line of that function."""
    eights, rest = divmod(len(code.co_code) // 2, 8)
    table = SAME_LINE * eights + (bytes([0xE8 | rest - 1, 0]) if rest else b"")
    within = (_without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=table, co_consts=tuple(within))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


if __name__ == "__main__":
    write_zip(Path(sys.argv[2]), compiled(dict(_files(Path(sys.argv[1]))), **json.load(sys.stdin)))
