"""The words of the list: `data/lijst.toml`."""

from collections.abc import Mapping

from calculator.packaged import packaged_text, packaged_toml

__all__ = ["FileRefused", "wording", "wordings"]


class FileRefused(ValueError):
    """Why nothing of the file can be checked, as a sentence: the one under `[problem]` with this name."""

    def __init__(self, problem: str, **facts: object) -> None:
        super().__init__(wording("problem", problem, **facts))


def wording(table: str, key: str, **facts: object) -> str:
    """A text of the list with its blanks filled in."""
    return packaged_text("lijst", table, key).format_map(facts)


def wordings(table: str) -> Mapping[str, str]:
    """The texts of one table, in their order."""
    texts: Mapping[str, str] = packaged_toml("lijst")[table]
    return texts
