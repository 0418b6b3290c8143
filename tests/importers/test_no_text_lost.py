"""Whatever is said stands in the turns, whole and once, in each layout of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.importers.samples import only, patient
from workbench.importers import IMPORTERS, Settings
from workbench.terms import clock

Said = tuple[str, int, str]
"""Who, at what second, what."""

NAMES = ["Ana Roth", "Ben", "Dr. Müller", "Speaker 1", "王芳"]
WORDS = [
    "so it was", "at 12:30 we met", "one rule: be kind", "see https://a.example/x?y=1:2",
    "he said: “no: never”", "(laughs)", "[inaudible 00:01:02]", "Note: it was late", "50 % – more",
    "I left; he stayed", "a@b.example", "e.g. this", "Yes.", "Why?", "then – well", "1. first",
]  # fmt: skip


def head(sign: str) -> Callable[[Said], str]:
    return lambda one: sign.format(who=one[0], time=clock(one[1]).strip("[]"), words=one[2])


LAYOUTS: dict[str, tuple[str, Callable[[Said], str]]] = {
    "Name: text": ("\n", head("{who}: {words}")),
    "paragraphs": ("\n\n", head("{who}: {words}")),
    "Otter": ("\n\n", head("{who}  {time}  \n{words}")),
    "Rev": ("\n\n", head("{who} ({time}):\n{words}")),
    "Descript": ("\n\n", head("[{time}] **{who}:** {words}")),
    "Zoom's page": ("\n\n", head("{who}\n{time}\n{words}")),
    "Happy Scribe": ("\n\n", head("[{time}] - {who}\n{words}")),
    "headings": ("\n\n", head("### {who}  {time}\n\n{words}")),
    "links": ("\n\n", head("**{who}** [({time})](https://a.example/?t=1) {words}")),
    "chat": ("\n", head("{time}\t{who}:\t{words}")),
    "Slack": ("\n\n", head("{who}  10:02 AM\n{words}")),
    "a phone": ("\n", head("12/03/2024, 10:02 - {who}: {words}")),
}


@st.composite
def talks(draw: st.DrawFn) -> list[Said]:
    """Turns of two to four people; each of them speaks again, and nobody twice in a row."""
    people = draw(st.permutations(NAMES))[: draw(st.integers(2, 4))]
    order = draw(st.lists(st.sampled_from(people), min_size=6, max_size=14))
    whos = [who for who, following in pairwise([*order, ""]) if who != following]
    assume(all(whos.count(who) > 1 for who in whos))
    lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
    return [(who, 3 + 7 * at, f"well {draw(lines)}") for at, who in enumerate(whos)]


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(patient, max_examples=15)
@given(talks())
def test_all_that_is_said_stands_in_the_turns(layout: str, talk: Sequence[Said]) -> None:
    between, write = LAYOUTS[layout]
    text = between.join(map(write, talk)) + "\n"
    document = only(IMPORTERS["text"]("talk.md", text.encode(), Settings()))
    assert [(turn.speaker, document.text[turn.start : turn.stop]) for turn in document.turns] == [
        (who, words) for who, _, words in talk
    ]
