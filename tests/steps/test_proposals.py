"""A coder's own codes and wishes in an open round, and what the team makes of them."""

from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.coding.evolution import Rules
from workbench.errors import Blind, FileFault, NameUnknown, NotAsked, NotDue
from workbench.steps import code
from workbench.steps.agreement.answer import agreement
from workbench.steps.codebook import acts_between, changes_between
from workbench.steps.coded import coded
from workbench.steps.codings import saved
from workbench.steps.proposals import (
    Wish,
    decline,
    listed,
    propose,
    reword,
    take,
    try_taking,
    withdraw,
)
from workbench.steps.rounds import close_round, draft_round, reveal_round
from workbench.steps.undo import redo, undo
from workbench.store import Store, open_study
from workbench.store.packet import packet_bytes
from workbench.store.reads.codings import codings
from workbench.store.reads.proposals import proposals
from workbench.store.reads.rounds import round_of
from workbench.store.writes.proposals import carried, put_carried
from workbench.store.writes.shares import whose_share
from workbench.terms import NOBODY, RoundPlan

UNIT_2, UNIT_3, UNIT_4 = (16, 21), (22, 28), (29, 44)
WHY = "Nothing fits."
SILENCE = Wish(name="silence", rules=Rules(definition="Nobody speaks."), reason=WHY)


def with_silence(path: Path) -> tuple[Store, str]:
    """Ana has put a code of her own on unit 3, and anger on unit 2."""
    store = small_study(path)
    made = propose(store, ANA, 1, SILENCE)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), made.code)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), find_code(codes(store), "anger").uid)
    code.toggle(store, BEN, 1, passage("s1", *UNIT_2), find_code(codes(store), "anger").uid)
    return store, made.code


def reveal(store: Store) -> None:
    for viewer in (ANA, BEN):
        for name in ("s1", "s2"):
            code.finish(store, viewer, 1, name)
    close_round(store, NOBODY, 1)
    reveal_round(store, NOBODY, 1)


def test_a_new_code_applies_for_its_coder_alone(tmp_path: Path) -> None:
    store, uid = with_silence(tmp_path / "a.study")
    with pytest.raises(NotDue, match="nor is it one of the coder's own"):
        code.toggle(store, BEN, 1, passage("s1", *UNIT_3), uid)
    assert [(one.coder, one.what, one.codings) for one in listed(store, ANA)] == [
        ("ana", "new code “silence”: Nobody speaks.", 1)
    ]
    assert listed(store, BEN) == listed(store, NOBODY) == []
    assert [row[-2] for row in saved(store, ANA, 1).rows] == ["anger", "silence"]


def test_a_code_of_ones_own_keeps_to_the_category_it_lies_in(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    near = find_code(codes(store), "near").uid
    made = propose(store, ANA, 1, Wish(name="torn", under="stance", reason=WHY))
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), near)
    assert code.toggle(store, ANA, 1, passage("s1", *UNIT_3), made.code).replaced == 1


def test_proposing_is_undone_and_redone(tmp_path: Path) -> None:
    store, uid = with_silence(tmp_path / "a.study")
    undo(store, ANA)
    undo(store, ANA)
    undo(store, ANA)
    assert listed(store, ANA) == []
    with pytest.raises(NotDue):
        code.toggle(store, ANA, 1, passage("s1", *UNIT_3), uid)
    redo(store, ANA)
    redo(store, ANA)
    assert [one.codings for one in listed(store, ANA)] == [1]


def test_what_codings_rest_on_is_not_withdrawn(tmp_path: Path) -> None:
    store, uid = with_silence(tmp_path / "a.study")
    with pytest.raises(NotAsked, match="take them back"):
        withdraw(store, ANA, "silence")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), uid)
    withdraw(store, ANA, "silence")
    assert listed(store, ANA) == []


def test_a_proposal_is_reworded_by_its_coder(tmp_path: Path) -> None:
    store, uid = with_silence(tmp_path / "a.study")
    reword(store, ANA, "silence", name="pause", under="feelings", rules=Rules(use_when="Long."))
    with store.reading() as reader:
        (made,) = proposals(reader, ANA)
    assert (made.code, made.said.name, made.said.under) == (uid, "pause", "feelings")
    assert made.said.rules == {"definition": "Nobody speaks.", "use_when": "Long."}
    with pytest.raises(NameUnknown):
        reword(store, BEN, "pause", name="mine")


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(name="anger", under="feelings", reason=WHY), "“anger” there already"),
        (Wish(name=" ", reason=WHY), "needs a name"),
        (Wish(name="x"), "--reason"),
        (Wish("rename", ("anger",), "shame", reason=WHY), "“feelings > shame” already"),
        (Wish("split", ("anger",), parts=("x",), reason=WHY), "two different codes"),
        (Wish("retire", ("mirth",), reason=WHY), "mirth"),
        (Wish(name="x", reason=WHY, because_of=("s1", 99)), "no unit 99"),
    ],
)
def test_what_could_not_be_done_is_not_proposed(tmp_path: Path, wish: Wish, words: str) -> None:
    store = small_study(tmp_path / "a.study")
    with pytest.raises((NotAsked, NameUnknown), match=words):
        propose(store, ANA, 1, wish)
    assert listed(store, ANA) == []


def test_an_own_code_stays_outside_agreement_but_its_unit_was_judged(tmp_path: Path) -> None:
    store, uid = with_silence(tmp_path / "a.study")
    reveal(store)
    found = agreement(store, NOBODY, 1)[0]
    assert "silence" not in {row.code for row in found.rows}
    assert {row.units for row in found.rows} == {6}
    with store.reading() as reader:
        assert uid not in {coding.code for coding in codings(reader, NOBODY, 1)}
        work = coded(reader, NOBODY, round_of(reader, NOBODY, 1))
    assert {code for unit in work.final for code in (*unit.codes, *unit.unresolved)} == {"anger"}


def test_the_team_answers_only_after_reveal(tmp_path: Path) -> None:
    store, _ = with_silence(tmp_path / "a.study")
    uid = listed(store, ANA)[0].proposal
    with pytest.raises(Blind):
        take(store, ANA, [uid], WHY)
    with pytest.raises(NameUnknown):
        take(store, BEN, [uid], WHY)


def test_taken_proposals_make_the_next_version_in_one_act(tmp_path: Path) -> None:
    store, uid = with_silence(tmp_path / "a.study")
    propose(store, BEN, 1, Wish("merge", ("near", "far"), "distance", reason="Not told apart."))
    propose(store, BEN, 1, Wish("rename", ("anger",), "rage", reason="Stronger."))
    reveal(store)
    asked = [one.proposal for one in listed(store, NOBODY)]
    trial = try_taking(store, NOBODY, asked)
    assert trial.version == 2
    done = take(store, NOBODY, asked, "We agree.", ("s1", 3))
    assert done.changes == trial.changes
    assert set(done.changes) == {
        "feelings > rage was anger.",
        "silence was ana’s silence; its definition is: Nobody speaks.",
        "stance > distance joins stance > near and stance > far.",
    }
    assert find_code(codes(store), "silence").uid == uid
    assert set(changes_between(store, NOBODY, 1, 2)) == set(done.changes)
    (act,) = acts_between(store, NOBODY, 1, 2)
    assert (act.what, act.reason, act.document, act.unit) == (
        "proposals taken",
        "We agree.",
        "s1",
        3,
    )
    assert {(one.outcome, one.answer, one.version) for one in listed(store, NOBODY)} == {
        ("taken", "We agree.", 2)
    }
    with pytest.raises(NotDue, match="taken already"):
        decline(store, NOBODY, asked[:1], "no")


def test_codings_with_a_taken_code_are_codings_of_that_code(tmp_path: Path) -> None:
    store, uid = with_silence(tmp_path / "a.study")
    reveal(store)
    take(store, NOBODY, ["silence"], WHY)
    plan = RoundPlan(("ana", "ben"), "turn", "revise", ("s1",), ("student",), start_from="own")
    n = draft_round(store, NOBODY, plan, open_it=True)
    with store.reading() as reader:
        copies = [(c.code, c.start, c.copied) for c in codings(reader, ANA, n)]
    assert copies == [("anger", 16, True), (uid, 22, True)]


def test_a_declined_proposal_keeps_its_answer(tmp_path: Path) -> None:
    store, _ = with_silence(tmp_path / "a.study")
    reveal(store)
    assert decline(store, NOBODY, ["silence"], "It is a pause.") == 1
    (one,) = listed(store, ANA)
    assert (one.outcome, one.answer, one.version) == ("declined", "It is a pause.", None)
    assert codes(store).version == 1


def test_a_round_takes_proposals_only_while_it_is_open(tmp_path: Path) -> None:
    store, _ = with_silence(tmp_path / "a.study")
    reveal(store)
    with pytest.raises(NotDue, match="revealed"):
        propose(store, ANA, 1, SILENCE)
    with pytest.raises(NotAsked, match="--as"):
        propose(store, NOBODY, 1, SILENCE)


def test_a_share_travels_with_its_coders_own_codes_and_no_others(tmp_path: Path) -> None:
    store, uid = with_silence(tmp_path / "a.study")
    propose(store, BEN, 1, Wish(name="xylophone", reason=WHY))
    with store.reading() as reader:
        whose = whose_share(reader, 1, "ana")
        packed = packet_bytes(reader, whose, "p", tmp_path)
    assert b"xylophone" not in packed
    (tmp_path / "p.study").write_bytes(packed)
    away = open_study(tmp_path / "p.study")
    assert [(one.what, one.codings) for one in listed(away, ANA)] == [
        ("new code “silence”: Nobody speaks.", 1)
    ]
    code.toggle(away, ANA, 1, passage("s1", *UNIT_4), uid)
    reword(away, ANA, "silence", name="pause")
    propose(away, ANA, 1, Wish(name="hope", reason=WHY))
    with away.reading() as reader:
        came = carried(reader, whose_share(reader, 1, "ana").round_id, 1)
    for _ in range(2):
        with store.writing(ANA) as writer:
            put_carried(writer, whose.round_id, whose.coder_id, came)
    assert [one.what for one in listed(store, ANA)] == [
        "new code “pause”: Nobody speaks.",
        "new code “hope”",
    ]
    assert [one.what for one in listed(store, BEN)] == ["new code “xylophone”"]


def test_anothers_proposal_does_not_come_in_with_a_packet(tmp_path: Path) -> None:
    store, _ = with_silence(tmp_path / "a.study")
    with store.writing(BEN) as writer:
        ana, ben = (whose_share(writer, 1, name) for name in ("ana", "ben"))
        (hers,) = carried(writer, ana.round_id, ana.coder_id)
        for wrong in (
            hers,
            hers._replace(uid="new"),
            hers._replace(uid="new", code="c", kind="shout"),
            hers._replace(uid="new", code="c", said={"name": 7}),
            hers._replace(uid="new", code="c", said={"rules": {"definition": ["x"]}}),
        ):
            with pytest.raises(FileFault):
                put_carried(writer, ben.round_id, ben.coder_id, [wrong])
