"""`asyncio` as far as Pyodide needs it to start: a calculator waits for nothing, so no sockets and no processes.

The engine has this in place of the `__init__` of the package; its modules are Python's own.
"""

from asyncio.events import AbstractEventLoop, Handle, _set_running_loop, set_event_loop_policy
from asyncio.events import BaseDefaultEventLoopPolicy as DefaultEventLoopPolicy
from asyncio.exceptions import CancelledError
from asyncio.futures import Future
from asyncio.tasks import Task, ensure_future, gather, sleep

__all__ = [
    "AbstractEventLoop",
    "CancelledError",
    "DefaultEventLoopPolicy",
    "Future",
    "Handle",
    "Task",
    "_set_running_loop",
    "ensure_future",
    "gather",
    "run",
    "set_event_loop_policy",
    "sleep",
]


def run(main: object, **_options: object) -> None:
    """Pyodide puts its own in place of this."""
    raise NotImplementedError
