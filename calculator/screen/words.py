"""The words of the screen: `data/scherm.toml`."""

from calculator.packaged import packaged_text

__all__ = ["words"]


def words(group: str, name: str) -> str:
    """One text of the screen. Raises `KeyError` for one that does not exist."""
    return packaged_text("scherm", group, name)
