"""Running the command line on raw bytes, inside this process or in one of its own, and judging what comes out."""

import json
import subprocess
import sys
from typing import Any

from calculator.__main__ import answer_bytes

type Json = Any

# The child limits itself before it imports anything: 200 MB of address space is stricter than 200 MB of memory used,
# and seconds of processor time do not depend on how busy the machine is.
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
sys.argv = ["calculator", *sys.argv[1:]]
runpy.run_module("calculator", run_name="__main__")
"""


def run_here(command: str, data: bytes) -> tuple[int, bytes]:
    """Exit status and output, in this process: fast enough for thousands."""
    status, text = answer_bytes(command, data)
    return status, text.encode() + b"\n"


def run_apart(command: str, data: bytes) -> tuple[int, bytes]:
    """Exit status and output of a process that may use 200 MB and 2 seconds; it may write no error."""
    done = subprocess.run([sys.executable, "-c", LIMITED, command], input=data, capture_output=True, check=False)
    assert done.stderr == b"", done.stderr[-2_000:]
    return done.returncode, done.stdout


def response_of(command: str, status: int, output: bytes) -> Json:
    """The response, once it is certain that it is one in the contract's sense."""
    assert status in (0, 2), (status, output[:500])
    response = json.loads(output.decode("utf-8"))
    assert response["contract"] == 1
    if status == 2:
        assert set(response) == {"contract", "errors"}
        assert response["errors"]
        for error in response["errors"]:
            assert set(error) == {"field", "message"}
            assert isinstance(error["field"], str)
            assert error["message"].strip()
    else:
        assert {"assess": "outcome", "plan": "projects", "reverse": "reachable"}[command] in response
    return response
