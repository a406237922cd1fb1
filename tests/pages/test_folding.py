"""Sections fold under their headings, each level within the one around it; the page keeps every word."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from publishing.finishing.fold import folded

MARK = '<div class="rk-folds" data-level="{}"></div>'
FOLD = '<details class="rk-question"><summary>'


def heading(level: int, name: str) -> str:
    return f'<h{level} id="{name}">{name}<a class="headerlink" href="#{name}">¶</a></h{level}>'


def test_a_section_folds_up_to_the_next_one() -> None:
    page = f"<p>0</p>{MARK.format(2)}{heading(2, 'a')}<p>1</p>{heading(3, 'b')}<p>2</p>{heading(2, 'c')}</article>"
    first = (
        f'<details class="rk-question"><summary><h2 id="a">a</h2></summary><p>1</p>{heading(3, "b")}<p>2</p></details>'
    )
    last = f'{FOLD}<h2 id="c">c</h2></summary></details>'
    assert folded(page) == f"<p>0</p>{first}{last}</article>"


def test_what_leads_on_and_what_stands_before_the_mark_stay_in_sight() -> None:
    page = f"{heading(2, 'a')}{MARK.format(2)}{heading(2, 'verder')}<ul></ul></article>"
    assert folded(page) == f"{heading(2, 'a')}{heading(2, 'verder')}<ul></ul></article>"


class Nesting(HTMLParser):
    """The open elements at each end tag must be closed in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the name of the library
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


SECTIONS = st.lists(st.sampled_from(["h2", "h3", "text", "mark 2", "mark 3"]), max_size=12)


@given(SECTIONS)
def test_any_order_of_headings_and_marks_stays_well_formed_and_loses_nothing(pieces: list[str]) -> None:
    written = {"text": "<p>t</p>", "mark 2": MARK.format(2), "mark 3": MARK.format(3)}
    page = "".join(
        heading(int(piece[1]), f"n{place}") if piece[0] == "h" else written[piece] for place, piece in enumerate(pieces)
    )
    html = folded(f"<article>{page}</article>")
    Nesting().feed(html)
    assert "rk-folds" not in html
    kept = [place for place, piece in enumerate(pieces) if "mark" not in piece]
    assert re.findall(r">(n\d+|t)<", html) == ["t" if pieces[place] == "text" else f"n{place}" for place in kept]
