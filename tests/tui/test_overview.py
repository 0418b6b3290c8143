"""One sentence on what to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.terms import Assignment, Coder, Document, Round, State
from workbench.tui.overview import Overview, about, advice, document_rows, unfinished

DOCUMENTS = tuple(Document(n, f"S{n}", None, "", 8) for n in (1, 2))
READY = Overview(
    "Balint",
    DOCUMENTS,
    ("turn",),
    (1,),
    (Coder("ana", "team"), Coder("ben", "team")),
    cut={"S1": frozenset({"turn"}), "S2": frozenset({"turn"})},
)


def round_(state: State, judged: dict[tuple[str, str], int] | None = None) -> Round:
    """A round of ana and ben over two documents of eight units."""
    shares = tuple(
        Assignment(coder, name, 8, (judged or {}).get((coder, name), 0), finished=False)
        for coder in ("ana", "ben")
        for name in ("S1", "S2")
    )
    return Round(1, "test", state, 1, "turn", (), "blank", ("S1", "S2"), ("ana", "ben"), shares)


@pytest.mark.parametrize(
    ("study", "sentence"),
    [
        (Overview("Balint"), "The study has no document yet: press i to import one."),
        (replace(READY, units=()), "The documents are not cut into coding units yet: press s."),
        (
            replace(READY, cut={"S2": frozenset({"turn"})}),
            "“S1” is not cut into coding units yet: press s.",
        ),
        (
            replace(READY, versions=()),
            "There is no codebook yet: press b to load one, or r to explore without.",
        ),
        (
            replace(READY, coders=()),
            "Agreement needs two coders: press a to add one, or r to code alone.",
        ),
        (READY, "Everything is ready for a first round: press r to draft it."),
    ],
)
def test_a_study_that_is_being_set_up(study: Overview, sentence: str) -> None:
    assert advice(study, "ana") == sentence


@pytest.mark.parametrize(
    ("state", "key"), [("draft", "press o"), ("closed", "press v"), ("revealed", "press g")]
)
def test_a_round_on_its_way(state: State, key: str) -> None:
    assert key in advice(replace(READY, rounds=(round_(state),)), "ana")


def test_an_open_round_says_what_is_left_for_this_coder() -> None:
    study = replace(READY, rounds=(round_("open", {("ana", "S1"): 8}),))
    assert advice(study, "ana") == (
        "Round 1 is open: 1 of your 2 documents is left; press Enter to code."
    )
    assert "2 of your 2 documents are left" in advice(study, "ben")
    assert "others are coding" in advice(study, "eve")


def test_who_codes_alone_or_without_a_codebook_is_told_to_go_on() -> None:
    alone = replace(READY, versions=(), coders=READY.coders[:1], rounds=(round_("open"),))
    assert advice(alone, "ana") == (
        "Round 1 is open: 2 of your 2 documents are left; press Enter to code."
    )


def test_before_the_first_round_no_round_is_spoken_of() -> None:
    assert about(READY, DOCUMENTS[0], "ana") == (
        "S1 has 8 turns and is cut by turn. It can be coded once there is a round."
    )


def test_an_open_round_in_which_all_is_judged_can_be_closed() -> None:
    everything = {(coder, name): 8 for coder in ("ana", "ben") for name in ("S1", "S2")}
    study = replace(READY, rounds=(round_("open", everything),))
    assert "press c to close" in advice(study, "ana")
    mine = {key: 8 for key in everything if key[0] == "ana"}
    assert "press F2" in advice(replace(READY, rounds=(round_("open", mine),)), "ana")


def test_who_is_not_finished_is_said_with_numbers() -> None:
    assert unfinished(round_("open", {("ana", "S1"): 8, ("ana", "S2"): 8, ("ben", "S1"): 3})) == [
        "ben has 5 of 8 units left in S1.",
        "ben has 8 of 8 units left in S2.",
    ]


def test_before_the_first_round_each_document_says_how_it_is_cut() -> None:
    cut = {"S1": frozenset({"turn", "sentence"})}
    assert document_rows(replace(READY, cut=cut), "ana") == (
        ("Document", "Turns", "Cut into"),
        [("S1", "8", "sentence, turn"), ("S2", "8", "–")],
    )


def test_progress_stands_beside_each_document_ones_own_first() -> None:
    study = replace(READY, rounds=(round_("open", {("ana", "S1"): 8, ("ben", "S2"): 2}),))
    assert document_rows(study, "ben") == (
        ("Document", "Turns", "ben", "ana"),
        [("S1", "8", "0/8  ", "8/8 ✓"), ("S2", "8", "2/8  ", "0/8  ")],
    )


def test_a_packet_is_coded_and_sent_back() -> None:
    nothing = round_("open")
    mine = replace(
        nothing,
        coders=("ana",),
        assignments=tuple(a for a in nothing.assignments if a.coder == "ana"),
    )
    away = replace(READY, coders=READY.coders[:1], packet="share", rounds=(mine,))
    assert advice(away, "ana") == (
        "Your packet of round 1: 2 documents are left; press Enter to code."
    )
    finished = tuple(a._replace(finished=True) for a in mine.assignments)
    all_done = replace(away, rounds=(replace(mine, assignments=finished),))
    assert advice(all_done, "ana") == (
        "Your share of round 1 is done: press q, then send the packet back."
    )
    talk = replace(READY, packet="discussion", rounds=(round_("revealed"),))
    assert advice(talk, "ana") == (
        "To talk about round 1: press d to decide; then send the packet back."
    )
