"""No words of the screen are left that nothing reads.

That each sentence of the rules is read, the published cases tell (`tests/rules/test_sentences.py`).
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase

from calculator.packaged import packaged_toml
from publishing.bootstrap import ROOT

type Names = set[str]  # each as it is, or with a star for what the program fills in

PROGRAM = {
    path.relative_to(ROOT): ast.parse(path.read_text())
    for folder in ("calculator", "publishing")
    for path in (ROOT / folder).rglob("*.py")
}
# What these name stands for words in other modules too: what comes out of a rule, and what an answer consists of.
NAMING = ("calculator/rules/", "calculator/scheme/rows.py", "calculator/answer.py", "calculator/changes.py")


def named(tree: ast.AST) -> Names:
    """Every text in it, and every text that it makes."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.Constant)]
    return {name for node in found for name in possible(node, set())}


def possible(expression: ast.AST, beside: Names) -> Names:
    """What an expression can give; one that says nothing of that gives what stands beside it."""
    match expression:
        case ast.Constant(value=str(name)):
            return {name}
        case ast.IfExp(body=one, orelse=other):
            return possible(one, beside) | possible(other, beside)
        case ast.JoinedStr(values=parts):
            return {"".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)} - {"*"}
    return beside


def reads() -> Iterator[tuple[Names, Names]]:
    """The groups and the names that each call can read."""
    elsewhere = set[str]().union(*(named(tree) for path, tree in PROGRAM.items() if str(path).startswith(NAMING)))
    for tree in PROGRAM.values():
        own = named(tree)
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="words"), args=[group, name]):
                    yield possible(group, own), possible(name, own | elsewhere)
                case ast.Call(func=ast.Name(id="counted"), args=[name, _]):
                    yield {"line"}, {each for one in possible(name, own) for each in (one, f"{one}_one")}


def fits(name: str, names: Names) -> bool:
    return name in names or any(fnmatchcase(name, each) for each in names if "*" in each)


def test_all_words_of_the_screen_are_read() -> None:
    found = list(reads())
    unread = {
        f"{group}.{name}"
        for group, table in packaged_toml("scherm").items()
        for name in table
        if not any(fits(group, groups) and fits(name, names) for groups, names in found)
    }
    assert unread == set()
