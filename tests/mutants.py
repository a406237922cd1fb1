"""Whether the tests notice a changed rule: a fixed sample of small changes, each to be noticed by the quick tests.

python -m tests.mutants [how many]

What nobody notices is printed. A change that leaves every answer as it is stands in `mutants.toml` with the reason why,
and is not counted.
"""

import ast
import copy
import hashlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import override

import hypothesis
import playwright.sync_api
import pytest

from publishing.bootstrap import ROOT

IMPORTED_ONCE = (hypothesis, playwright.sync_api)  # what every test run needs, before it is forked
MODULES = ("logic", "values", "rules/*", "changes", "plan", "reverse", "screen/typed")
SAMPLE = 250
AIM = 0.97
# After the published cases, which notice most; the first that fails ends it.
TESTS = ("screen/test_typed.py", "rules", "oracle", "properties")
# In a process of their own, which would not see the mutant; and the published cases, which were asked by then.
NOT_HERE = ("rules/test_command_line.py", "rules/test_corpus.py")
LIMIT_SECONDS = 300  # of processor
SAME = ROOT / "tests" / "mutants.toml"

OTHER_OPERATOR: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Continue: ast.Break,
}
OTHER_NAME = {"min": "max", "max": "min", "any": "all", "all": "any"}
# What says how a thing is written down, and nothing of what it does.
SILENT_FIELDS = {"annotation", "returns", "decorator_list", "type_params"}
SILENT_NODES = (ast.Import, ast.ImportFrom, ast.TypeAlias, ast.Assert, ast.JoinedStr, ast.Raise)


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A module with one small change in it."""

    module: str
    path: Path
    place: str
    change: str
    code: str

    @property
    def name(self) -> str:
        """Where it is and what it changes, whatever else of the module changes."""
        return f"{self.place}: {self.change}"

    @property
    def lot(self) -> str:
        """Its place in the draw: the same as long as it exists."""
        return hashlib.sha256(self.name.encode()).hexdigest()


def mutants() -> Iterator[Mutant]:
    """Every small change of the modules, in the order in which they stand there."""
    for pattern in MODULES:
        for path in sorted((ROOT / "calculator").glob(f"{pattern}.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            tree = ast.parse(path.read_text())
            seen: dict[str, int] = {}
            for place, owner, field, index, other, change in _changes(tree, module):
                seen[f"{place}: {change}"] = count = seen.get(f"{place}: {change}", 0) + 1
                numbered = change if count == 1 else f"{change} ({count})"
                code = _with(tree, owner, field, index, other)
                yield Mutant(module=module, path=path, place=place, change=numbered, code=code)


type Change = tuple[str, ast.AST, str, int | None, ast.AST, str]


def _changes(owner: ast.AST, place: str) -> Iterator[Change]:
    for field, value in ast.iter_fields(owner):
        if field in SILENT_FIELDS:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _is_silent(node):
                continue
            inside = f"{place}.{node.name}" if isinstance(node, ast.FunctionDef | ast.ClassDef) else place
            for other in _others(node):
                change = f"`{_text(owner, node)}` → `{_text(owner, other)}`"
                yield inside, owner, field, index, other, change
            yield from _changes(node, inside)


def _is_silent(node: ast.AST) -> bool:
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_export = isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0])
    return is_docstring or is_export or isinstance(node, SILENT_NODES)


def _text(owner: ast.AST, node: ast.AST) -> str:
    """A node as code; an operator with what it stands between."""
    if type(node) in OTHER_OPERATOR and isinstance(owner, ast.Compare | ast.BinOp | ast.BoolOp):
        return ast.unparse(_replaced(owner, node))
    return ast.unparse(node.test if isinstance(node, ast.If) else node)


def _replaced(owner: ast.AST, node: ast.AST) -> ast.AST:
    shown = copy.copy(owner)
    if isinstance(shown, ast.Compare):
        shown.ops = [node] if len(shown.ops) == 1 else shown.ops  # type: ignore[list-item]
    else:
        shown.op = node  # type: ignore[attr-defined]
    return shown


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What might stand there by mistake."""
    if other := OTHER_OPERATOR.get(type(node)):
        yield other()
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            yield ast.Constant(f"{value}x")
        case ast.Name(id=name) if name in OTHER_NAME:
            yield ast.Name(OTHER_NAME[name])
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test=test, body=then, orelse=otherwise):
            yield ast.If(ast.UnaryOp(ast.Not(), test), then, otherwise)
        case ast.comprehension(ifs=[_, *rest]):
            yield ast.comprehension(node.target, node.iter, rest, node.is_async)
        case ast.Return(value=ast.AST() as value) if ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))


def _with(tree: ast.Module, owner: ast.AST, field: str, index: int | None, other: ast.AST) -> str:
    """The module with that change."""
    before = getattr(owner, field)
    setattr(owner, field, other if index is None else [*before[:index], other, *before[index + 1 :]])
    code = ast.unparse(ast.fix_missing_locations(tree))
    setattr(owner, field, before)
    return code


class InPlace(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the mutant in the place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    @override
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.mutant.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.path, loader=self)

    @override
    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.code, self.mutant.path, "exec"), module.__dict__)


def run(mutant: Mutant | None) -> int:
    """Start the tests on the mutant, or on what is there, in a process of their own; its number."""
    if process := os.fork():
        return process
    # A change that never ends is noticed too.
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    if mutant:
        sys.meta_path.insert(0, InPlace(mutant))
    try:
        from calculator import corpus  # noqa: PLC0415  (which imports the mutant)

        if any(corpus.mismatches(case) for case in corpus.read(corpus.PUBLISHED)):
            os._exit(1)
    except BaseException:  # noqa: BLE001  (whatever it is, it was noticed)
        os._exit(1)
    options = [
        "-x",
        "-q",
        "--assert=plain",
        "-p",
        "no:cacheprovider",
        "--hypothesis-profile=quick",
        "-m",
        "not night and not long",
    ]
    without = [f"--ignore=tests/{path}" for path in NOT_HERE]
    os._exit(pytest.main([*options, *without, *(f"tests/{path}" for path in TESTS)]))


def survivors(sample: Sequence[Mutant], processes: int) -> Iterator[Mutant]:
    """Those that no test noticed, as soon as that is known."""
    left, running = list(sample), dict[int, Mutant]()
    while left or running:
        while left and len(running) < processes:
            mutant = left.pop(0)
            running[run(mutant)] = mutant
        process, status = os.wait()
        mutant = running.pop(process)
        if status == 0:
            yield mutant


def main() -> int:
    """Draw, run, and say how many were noticed; exit status 1 where that is less than what we want."""
    assert "calculator" not in sys.modules, "what is imported by now cannot be changed any more"
    os.chdir(ROOT)
    if os.waitpid(run(None), 0)[1] != 0:
        print("mutants: the tests fail without any change")
        return 1
    same = {each["mutant"] for each in tomllib.loads(SAME.read_text())["same"]}
    every = list(mutants())
    assert same <= {mutant.name for mutant in every}, same - {mutant.name for mutant in every}
    drawn = sorted(every, key=lambda mutant: mutant.lot)[: int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE]
    sample = [mutant for mutant in drawn if mutant.name not in same]
    missed = 0
    for mutant in survivors(sample, os.process_cpu_count() or 1):
        missed += 1
        print(f"mutants: nobody noticed {mutant.name}", flush=True)
    part = 1 - missed / len(sample)
    print(f"mutants: {len(sample) - missed} of {len(sample)} noticed, {part:.1%}; drawn from {len(every)}")
    return 0 if part >= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
