"""The same interview in every format gives the same turns, speakers and times."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.interviews import WRITERS, Interview, Part
from tests.importers.samples import only, said
from workbench.importers import IMPORTERS, Settings

# Among them what formats write in ways of their own, and letters of several code points.
PIECES = [
    *(
        "yes",
        "no,",
        "Über",
        "naïve",
        "e\u0301",
        "नि",
        "ｱ",
        "👩\u200d⚕️",
        "שלום",
        "مرحبا",
        "—",
        "“so”",
    ),
    *("a\xa0b", "<b>", "&amp;", "x < y & z", "\\u1234?", "'quoted'", "{}", "1:1", "…", "a\u202fb"),
    *("\u200f", "\ufeff", "ﬁ", "𝒳", "$5", "[laughs]", "C:\\x", "50 %", "don’t"),
]
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)
speakers = st.sampled_from(["Ana Roth", "INT", "P07", "王芳", "Dr. Müller", "José", "Marama"])
kinds = st.sampled_from(["plain", "inserted", "controlled", "noted"])
unread = st.sampled_from(["deleted", "hidden"])
between = st.sampled_from([" ", "\n", "\t", " "])


@st.composite
def speech(draw: st.DrawFn) -> list[Part]:
    """What one speaker says in a paragraph, in parts."""
    parts = [Part("So " + draw(words), draw(kinds))]
    for _ in range(draw(st.integers(0, 2))):
        parts.append(Part(draw(between) + "and " + draw(words), draw(kinds)))
        if draw(st.booleans()):
            parts.append(Part(draw(words), draw(unread)))
    return parts


@st.composite
def turns(draw: st.DrawFn) -> list[tuple[str, int, list[Part]]]:
    """Speaker, second and words of at least two rounds by at least two speakers."""
    names = draw(st.lists(speakers, min_size=2, max_size=4, unique=True))
    order = [*names, *names, *draw(st.lists(st.sampled_from(names), max_size=4))]
    return [(name, 7 * at, draw(speech())) for at, name in enumerate(order)]


def clock(second: int) -> str:
    return f"{second // 60:02}:{second % 60:02}"


def _flat(parts: list[Part], marks: str) -> list[Part]:
    """The parts with a space where a format's rows or lines could not hold a sign."""
    return [part._replace(words=re.sub(f"[{marks}]", " ", part.words)) for part in parts]


def inline(talk: list[tuple[str, int, list[Part]]]) -> tuple[Interview, bool]:
    return Interview([[Part(f"{who}: "), *what] for who, _, what in talk]), False


def timed(talk: list[tuple[str, int, list[Part]]]) -> tuple[Interview, bool]:
    return Interview([[Part(f"{who} [{clock(at)}]: "), *what] for who, at, what in talk]), True


def above(talk: list[tuple[str, int, list[Part]]]) -> tuple[Interview, bool]:
    return Interview([one for who, _, what in talk for one in ([Part(who)], what)]), False


def timed_above(talk: list[tuple[str, int, list[Part]]]) -> tuple[Interview, bool]:
    lines = ([[Part(f"{who} ({clock(at)})")], what] for who, at, what in talk)
    return Interview([one for pair in lines for one in pair]), True


def table(talk: list[tuple[str, int, list[Part]]]) -> tuple[Interview, bool]:
    rows = [[[Part(clock(at))], [Part(who)], _flat(what, "\\t\\n")] for who, at, what in talk]
    return Interview(rows=rows), True


LAYOUTS = {"inline": inline, "timed": timed, "above": above, "timed above": timed_above}


def found_in(suffix: str, interview: Interview) -> list[tuple[str | None, float | None, str]]:
    """Speaker, time and words; a blank line between paragraphs counts as none."""
    importer, write = WRITERS[suffix]
    document = only(IMPORTERS[importer](f"t.{suffix}", write(interview), Settings()))
    times = [turn.time for turn in document.turns]
    pairs = zip(said(document), times, strict=True)
    return [(who, at, what.replace("\n\n", "\n")) for (who, what), at in pairs]


def spoken(parts: list[Part]) -> str:
    return "".join(part.words for part in parts if part.kind not in {"deleted", "hidden"})


many = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@many
@given(turns(), st.sampled_from(sorted(LAYOUTS)))
def test_every_format_gives_the_turns_that_were_written(
    talk: list[tuple[str, int, list[Part]]], layout: str
) -> None:
    interview, has_times = LAYOUTS[layout](talk)
    written = [(who, float(at) if has_times else None, spoken(what)) for who, at, what in talk]
    for suffix in WRITERS:
        # A browser shows a tab as a space, and no space at the beginning of a line.
        expected = [
            (
                who,
                at,
                re.sub(" ?\\n ?", "\n", what.replace("\t", " ")) if suffix == "html" else what,
            )
            for who, at, what in written
        ]
        assert found_in(suffix, interview) == expected, suffix


@many
@given(turns())
def test_a_row_for_each_turn_gives_the_same_in_every_format(
    talk: list[tuple[str, int, list[Part]]],
) -> None:
    interview, _ = table(talk)
    written = [(who, float(at), spoken(_flat(what, "\\t\\n"))) for who, at, what in talk]
    for suffix in WRITERS:
        assert found_in(suffix, interview) == written, suffix
