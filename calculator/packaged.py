"""The files of `data/`, as they come with this package."""

import pkgutil
import tomllib
from functools import cache
from typing import Any

__all__ = ["packaged", "packaged_text", "packaged_toml"]


def packaged(name: str) -> bytes:
    """The bytes of a data file."""
    content = pkgutil.get_data("calculator", f"data/{name}.toml")
    assert content is not None, name
    return content


@cache
def packaged_toml(name: str) -> dict[str, Any]:
    """The tables of a data file."""
    return tomllib.loads(packaged(name).decode())


@cache
def packaged_text(name: str, *path: str) -> str:
    """One text of a data file, by its tables and its key. Raises `KeyError` with the path where there is none."""
    found: object = packaged_toml(name)
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    if not isinstance(found, str):
        raise KeyError(".".join((name, *path)))
    return found
