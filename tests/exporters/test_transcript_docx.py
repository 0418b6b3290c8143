"""Codes as true Word comments: on the words they were put on, and nothing lost of the text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exporters.text import plain
from workbench.exporters.transcript_docx import (
    Remark,
    Transcript,
    Transcripts,
    format_transcripts,
)
from workbench.terms import Turn

FROM = {"study": "S", "date": "2026-03-01T10:00:00+00:00"}
TEXT = "I was so angry.\nGo on."
TURNS = (
    Turn(1, 0, 15, "MARA", "Mara", "student", 61.0, None),
    Turn(2, 16, 22, "RUTH", "Ruth", "leader", None, None),
)


def written(*remarks: Remark, text: str = TEXT, turns: tuple[Turn, ...] = TURNS) -> bytes:
    return format_transcripts(
        Transcripts("Study", (Transcript("s1", text, turns, remarks),), ("By rule.",), FROM)
    )


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def said(document: Any) -> dict[int, str]:
    """What stands inside the range of each comment, by its number."""
    found: dict[int, str] = {}
    going: set[int] = set()
    for element in document.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            going.add(int(number))
            found[int(number)] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            going.remove(int(number))
        else:
            for n in going:
                found[n] += _letters(element)
    assert not going
    return found


def _letters(element: Any) -> str:
    if element.tag == qn("w:t"):
        return str(element.text)
    return {qn("w:br"): "\n", qn("w:tab"): "\t"}.get(element.tag, "")


def paragraphs(document: Any) -> Iterator[str]:
    return (paragraph.text for paragraph in document.paragraphs)


def test_a_code_is_a_comment_on_what_was_said() -> None:
    document = opened(
        written(
            Remark(2, 14, "ana", "anger"),
            Remark(2, 14, "ana", "near"),
            Remark(0, 15, "Ben Li", "anger"),
            Remark(9, 22, "ana", "shame"),
        )
    )
    comments = [(one.comment_id, one.author, one.initials, one.text) for one in document.comments]
    assert comments == [
        (0, "Ben Li", "BL", "anger"),
        (1, "ana", "a", "anger\nnear"),
        (2, "ana", "a", "shame"),
    ]
    assert said(document) == {0: "I was so angry.", 1: "was so angry", 2: "angry.RUTH: Go on."}
    assert list(paragraphs(document)) == [
        "s1",
        "[00:01:01] MARA: I was so angry.",
        "RUTH: Go on.",
        "By rule.",
        "study: S; date: 2026-03-01T10:00:00+00:00",
    ]
    assert {one.timestamp.isoformat() for one in document.comments} == {"2026-03-01T10:00:00+00:00"}


def test_a_transcript_without_codes_has_no_comments() -> None:
    assert list(opened(written()).comments) == []


def test_the_same_transcript_gives_the_same_file() -> None:
    remark = Remark(2, 14, "ana", "anger")
    assert written(remark) == written(remark)


PARTS = ["<w:sdt/>", "&", "<", '"', "\x00", "\ud800", "\n", "\t", "é", "😀", " ", "x"]
HOSTILE = st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).map("".join)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(HOSTILE, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60), HOSTILE, HOSTILE), max_size=5),
)
def test_no_text_and_no_name_can_break_the_file(
    lines: list[str], marks: list[tuple[int, int, str, str]]
) -> None:
    text, turns = "", []
    for n, line in enumerate(lines, start=1):
        turns.append(Turn(n, len(text), len(text) + len(line), None, None, None, None, None))
        text += f"{line}\n"
    remarks = [
        Remark(start, min(start + long, len(text) - 1), author, words)
        for start, long, author, words in marks
        if start < len(text) - 1
    ]
    document = opened(written(*remarks, text=text, turns=tuple(turns)))
    assert len(document.paragraphs) == len(turns) + 3
    distinct = {(one.start, one.stop, one.author) for one in remarks}
    assert len(list(document.comments)) == len(distinct)
    for n, words in said(document).items():
        one = sorted(distinct)[n]
        assert words == "".join(
            plain(text[max(one[0], turn.start) : min(one[1], turn.stop)]) for turn in turns
        )
