"""The words of the screen: `data/scherm.toml`."""

from functools import cache

from calculator.screen.questions import packaged_toml

__all__ = ["words"]


def words(group: str, name: str) -> str:
    """One text of the screen. Raises `KeyError` for one that does not exist."""
    text: str = _screen()[group][name]
    return text


@cache
def _screen() -> dict[str, dict[str, str]]:
    return packaged_toml("scherm")
