"""What is left out of a module changes nothing that it does."""

import marshal
import traceback
from types import CodeType

from publishing.engine.pack import compiled

CALCULATOR = b'''"""About this module."""
from dataclasses import dataclass

LIMIT: int = 3


@dataclass
class Price:
    """A price."""

    cents: int
    name: str = ""


def half(price: Price, *rest: int, by: int = 2) -> int:
    """Only words."""
    result: int = price.cents // by
    return result


def only_words(price: Price) -> None:
    """Only words."""
'''
LIBRARY = b'''def fails():
    """Words."""
    nothing = 0
    return 1 / nothing
'''


def in_pack(file: str, source: bytes) -> CodeType:
    modules, methods = marshal.loads(compiled({file: source}, early=[], methods=[])["pack"])
    assert methods == {}
    code: CodeType
    [(_, code)] = modules.values()
    return code


def test_a_module_of_the_calculator_does_the_same_without_words_and_annotations() -> None:
    names: dict[str, object] = {"__name__": "calculator.price"}
    exec(in_pack("calculator/price.py", CALCULATOR), names)
    price, half, only_words = names["Price"], names["half"], names["only_words"]
    assert callable(price)
    assert callable(half)
    assert callable(only_words)
    made = price(5)
    assert str(made) == "Price(cents=5, name='')"
    assert (half(made), only_words(made), names["LIMIT"]) == (2, None, 3)
    assert [each.__doc__ for each in (half, only_words)] == [None, None]
    assert half.__annotations__ == {}
    assert names.get("__doc__") is None
    assert price.__doc__, "without a text the class works out its signature, at every start"


def test_a_failure_in_the_library_tells_the_function_and_one_in_the_calculator_its_line() -> None:
    told = {}
    for file in ("library.py", "calculator/price.py"):
        names: dict[str, object] = {}
        exec(in_pack(file, LIBRARY), names)
        fails = names["fails"]
        assert callable(fails)
        try:
            fails()
        except ZeroDivisionError as failure:
            told[file] = traceback.extract_tb(failure.__traceback__)[-1]
    assert {file: (frame.name, frame.lineno) for file, frame in told.items()} == {
        "library.py": ("fails", 1),
        "calculator/price.py": ("fails", 4),
    }


def test_what_python_imports_first_is_a_file_of_its_own() -> None:
    made = compiled({"first.py": b"pass", "a/__init__.py": b"pass"}, early=["first"], methods=["def f(): pass"])
    modules, methods = marshal.loads(made["pack"])
    assert sorted(made) == ["first.pyc", "pack"]
    assert {name: file for name, (file, _) in modules.items()} == {"a": "a/__init__.pyc"}
    assert len(methods) == 1
