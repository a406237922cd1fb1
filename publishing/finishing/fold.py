"""Sections that fold: a long page becomes a list of its headings, each opened by a press, a link or the search."""

import re

from publishing.pages.folding import LEVELS, mark

__all__ = ["folded"]

# The last section leads on to other pages; it stays in sight.
LAST = "verder"


def folded(html: str) -> str:
    """A finished page, with each section below the mark of its level folded under its own heading.

    The smaller sections first: those around them hold their folds whole.
    """
    for level in reversed(LEVELS):
        before, found, after = html.partition(mark(level))
        html = before + _section(level).sub(_fold, after.replace(found, "")) if found else html
    return html


def _section(level: str) -> re.Pattern[str]:
    """A heading of the level, and what stands below it up to the next one of that level or above."""
    end = f"<h[1-{level}] id=|<aside class=|</article>"
    return re.compile(rf"(?P<heading><h{level} id=.*?</h{level}>)(?P<text>.*?)(?={end})", re.DOTALL)


def _fold(section: re.Match[str]) -> str:
    """The heading opens it, so its link to itself goes: nothing to press may lie within another."""
    if f'id="{LAST}"' in section["heading"]:
        return section[0]
    heading = re.sub(r'<a class="headerlink".*?</a>', "", section["heading"])
    return f'<details class="rk-question"><summary>{heading}</summary>{section["text"]}</details>'
