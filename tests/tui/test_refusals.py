"""On the screen a refusal names keys, not commands."""

from __future__ import annotations

import doctest

import pytest

from workbench.tui import refusals
from workbench.tui.refusals import on_screen


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "Nobody sees where coders differ. First: workbench round STUDY reveal",
            "Nobody sees where coders differ. First reveal it: v of the study.",
        ),
        (
            "There is no round yet; open one: workbench round STUDY open --coder NAME …",
            "There is no round yet; r of the study drafts one.",
        ),
        (
            "Say why, with --reason TEXT; it is kept in the history.",
            "Say why; it is kept in the history.",
        ),
        (
            "The study has no codebook yet; load one: workbench codebook STUDY load FILE",
            (
                "The study has no codebook yet; b of the study loads one; a round to explore needs "
                "none."
            ),
        ),
        (
            (
                "Ana's share of round 1 is out in a packet, so here it is only read; take the "
                "packet back, or: workbench packet STUDY call-in --coder Ana --round 1"
            ),
            (
                "Ana's share of round 1 is out in a packet, so here it is only read; m of the "
                "study takes the packet back, or calls it in."
            ),
        ),
        (
            (
                "Round 1 is closed; coders propose while it is open. To change the codebook now: "
                "workbench codebook STUDY add, rename, merge, …"
            ),
            (
                "Round 1 is closed; coders propose while it is open. b of the study changes the "
                "codebook now."
            ),
        ),
        (
            "Name the proposals; see: workbench codebook STUDY proposals",
            "Name the proposals; p of the codebook shows them.",
        ),
        (
            (
                "Ana's share was also coded here, so one would undo the other; see take --dry-run, "
                "and with --replace the packet wins."
            ),
            "Ana's share was also coded here, so one would undo the other; choose what stands.",
        ),
        (
            (
                "“s1” is raw, so that nothing made of it leaves this confidential study; replace "
                "names and say so (workbench pseudonyms STUDY mark pseudonymised), or insist with "
                "--insist, which the history will tell."
            ),
            (
                "“s1” is raw, so that nothing made of it leaves this confidential study; replace "
                "names and say so (n, then m), or insist with a reason, which the "
                "history will tell."
            ),
        ),
        ("“a” is there already.", "“a” is there already."),
        (
            (
                "“s1” is being judged by turn, so its units stay as they are; choose another "
                "unit, or another name with --name."
            ),
            ("“s1” is being judged by turn, so its units stay as they are; choose another unit."),
        ),
        (
            "t.txt is not text; try --encoding utf-16-le.",
            "t.txt is not text; type utf-16-le under Encoding.",
        ),
        (
            "“q”: letters read wrongly. --repair mojibake mends it.",
            "“q”: letters read wrongly. m mends it.",
        ),
        (
            "Round 3 is revealed, so it takes no codings; only an open round does.",
            (
                "Round 3 is revealed, so it takes no codings; only an open round does: r of the "
                "study drafts the next."
            ),
        ),
        ("../a.study is in use.", "../a.study is in use."),
        ("2 rows of previews left out (--previews keeps them).", "2 rows of previews left out."),
    ],
)
def test_a_hint_for_the_command_line_becomes_a_key(said: str, shown: str) -> None:
    assert on_screen(said) == shown


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(refusals).failed == 0
