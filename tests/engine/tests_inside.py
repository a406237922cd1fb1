"""Runs inside Pyodide: ordinary tests of the rules, on the calculator as it stands in the repository."""

import os
import sys
from pathlib import Path

import calculator
from calculator import corpus

REPOSITORY = Path("/repository")
TESTS = ("tests/screen/test_html.py", "tests/rules/test_corpus.py", "tests/rules/test_findings.py")

assert str(calculator.__file__).startswith("/lib/python313.zip/"), "not the calculator beside the standard library"
corpus.PUBLISHED = REPOSITORY / "tests" / "cases"  # by itself it looks beside the calculator: in the engine

# pytest is pure Python: it runs from the packages that are set up for the machine.
sys.path += map(str, REPOSITORY.glob(".venv/lib/python3.*/site-packages"))
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import pytest  # noqa: E402 (not there before the lines above)

options = ["--noconftest", "-q", "-p", "no:cacheprovider", "--rootdir", str(REPOSITORY)]
if pytest.main([*options, *(str(REPOSITORY / test) for test in TESTS)]) != pytest.ExitCode.OK:
    raise RuntimeError("tests failed, see above")
