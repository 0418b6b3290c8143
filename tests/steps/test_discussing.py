"""A revealed round is talked about on two machines; decisions come home, and none is lost."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.small import ANA, BEN, passage, small_study
from tests.steps.test_disagreements import revealed
from tests.steps.test_packets import dump
from workbench.coding.copies import compared
from workbench.errors import FileFault, NotAsked, NotDue, StudyUnwritable
from workbench.shares import Past
from workbench.steps import code, rounds
from workbench.steps.check import check
from workbench.steps.decide import decide
from workbench.steps.disagreements import queue
from workbench.steps.discussing import Agreed, Noted, Talked, make_discussion, take_any
from workbench.steps.memo import write_memo
from workbench.steps.packets import make, take
from workbench.steps.proposals import Wish, decline, propose
from workbench.steps.proposals import take as take_proposals
from workbench.steps.undo import redo, undo
from workbench.store import Store, new_uid, open_study, tables
from workbench.store.reads.codings import codings
from workbench.store.reads.decisions import decisions
from workbench.store.reads.history import events
from workbench.store.reads.memos import memos
from workbench.store.reads.proposals import proposals
from workbench.terms import NOBODY, Decision, Memo

ANGER = Decision("s1", 4, ("anger",), reason="She says so.", agreed=("ana", "ben"))
SHAME = Decision("s1", 4, ("shame",), reason="She hides it.", agreed=("ben",))
NONE = Decision("s1", 2, (), "none", "Only an answer.", ("ana", "ben"))


@pytest.fixture
def home(tmp_path: Path) -> Store:
    """Ana and Ben differ on units 2 and 4 of s1."""
    return revealed(tmp_path / "home.study")


@pytest.fixture
def packet(home: Store, tmp_path: Path) -> Path:
    path = tmp_path / "talk.packet"
    assert make_discussion(home, ANA, 1, path, None) == 1
    return path


def made(store: Store) -> tuple[Decision, ...]:
    with store.reading() as reader:
        return decisions(reader, NOBODY, 1)


def noted(store: Store) -> set[Memo]:
    with store.reading() as reader:
        return set(memos(reader, NOBODY, 1))


def decide_in(packet: Path, *them: Decision) -> None:
    with open_study(packet) as away:
        for one in them:
            decide(away, BEN, 1, one)


def took(store: Store, path: Path, how: str = "", *, dry_run: bool = False) -> Agreed:
    replace, keep = how == "replace", how == "keep"
    done = take_any(store, ANA, path, dry_run=dry_run, replace=replace, keep=keep)
    assert isinstance(done, Agreed)
    return done


def standings(done: Agreed) -> dict[str, str]:
    return {one.number: one.standing for one in done.decisions}


# ------------------------------------------------------------------ out


def test_two_people_see_the_same_queue(home: Store, packet: Path) -> None:
    decide(home, ANA, 1, NONE)
    packet.unlink()
    make_discussion(home, ANA, None, packet, None)
    with open_study(packet) as away:
        assert queue(away, NOBODY) == queue(home, NOBODY)
        assert made(away) == made(home)
        assert noted(away) == noted(home)
    assert check(packet).faults == ()


def test_own_codes_and_proposals_are_there_to_be_talked_about(tmp_path: Path) -> None:
    home = small_study(tmp_path / "home.study")
    own = propose(home, ANA, 1, Wish(name="silence", reason="Nobody speaks."))
    wish = propose(home, BEN, 1, Wish("rename", ("anger",), name="rage", reason="It is stronger."))
    code.toggle(home, ANA, 1, passage("s1", 22, 28), own.code)
    rounds.close_round(home, NOBODY, 1, "enough")
    rounds.reveal_round(home, NOBODY, 1)
    take_proposals(home, ANA, [own.uid], "We all met it.")
    make_discussion(home, ANA, 1, tmp_path / "talk.packet", None)
    with open_study(tmp_path / "talk.packet") as away:
        with home.reading() as here, away.reading() as there:
            assert [one._replace(version=None) for one in proposals(here, NOBODY, 1)] == list(
                proposals(there, NOBODY, 1)
            )
            coded = codings(there, NOBODY, 1, proposed=True)
            assert coded == codings(here, NOBODY, 1, proposed=True) != ()
        with pytest.raises(StudyUnwritable, match="is a packet"):
            decline(away, ANA, [wish.uid], "No.")
        decide(away, BEN, 1, ANGER)
    assert check(tmp_path / "talk.packet").faults == ()
    assert took(home, tmp_path / "talk.packet").taken


def test_a_discussion_holds_nothing_of_another_round(home: Store, packet: Path) -> None:
    from workbench.terms import RoundPlan

    rounds.draft_round(
        home, NOBODY, RoundPlan(("ana", "ben"), "turn", "test", ("s1",), ("student",)), open_it=True
    )
    write_memo(home, ANA, "unit", "s1#3", "xylophone", 2)
    write_memo(home, ANA, "code", "anger", "mandolin")
    code.toggle_no_code(home, ANA, 2, passage("s1", 22, 28))
    make_discussion(home, BEN, 1, packet.with_name("more.packet"), None)
    content = packet.with_name("more.packet").read_bytes()
    assert b"xylophone" not in content
    assert b"mandolin" not in content
    connection = sqlite3.connect(packet.with_name("more.packet"))
    for table in ("no_code", "coding", "memo", "round", "assignment"):
        column = "n" if table == "round" else "round_id"
        rounds_there = connection.execute(f'SELECT DISTINCT {column} FROM "{table}"').fetchall()
        assert rounds_there == [(1,)]


@pytest.mark.parametrize("state", ["open", "closed", "adjudicated"])
def test_only_a_revealed_round_is_talked_about(tmp_path: Path, state: str) -> None:
    store = small_study(tmp_path / "a.study", state if state != "adjudicated" else "revealed")  # type: ignore[arg-type]  # parametrized
    if state == "adjudicated":
        rounds.adjudicate_round(store, NOBODY, 1)
    with pytest.raises(NotDue, match=f"Round 1 is {state}"):
        make_discussion(store, ANA, 1, tmp_path / "a.packet", None)
    assert not (tmp_path / "a.packet").exists()


def test_in_a_discussion_only_decisions_and_memos_change(home: Store, packet: Path) -> None:
    with open_study(packet) as away:
        with pytest.raises(NotAsked, match="closed and revealed in the study it came from"):
            rounds.adjudicate_round(away, BEN, 1, "enough")
        takes = "is a packet.*takes decisions and memos on its round"
        with pytest.raises(StudyUnwritable, match=takes), away.writing() as writer:
            writer.run(tables.coding.delete())
        for act in (
            lambda: make_discussion(away, BEN, 1, packet.with_name("x"), None),
            lambda: make(away, BEN, 1, "ben", packet.with_name("x"), None),
            lambda: take_any(away, BEN, packet),
        ):
            with pytest.raises(NotAsked, match="is a packet itself"):
                act()


# ------------------------------------------------------------------ back


def test_decisions_come_home_with_all_who_agreed(home: Store, packet: Path) -> None:
    decide_in(packet, ANGER, NONE)
    before = dump(home)
    assert took(home, packet, dry_run=True).taken is False
    assert dump(home) == before
    done = took(home, packet)
    assert done == Agreed(
        1,
        True,
        (
            Talked("S1-2", "s1", 2, "later", None, NONE),
            Talked("S1-4", "s1", 4, "later", None, ANGER),
        ),
        (Noted("ben", "unit", "s1#4", "same", "S1-4"),),
    )
    with open_study(packet) as away:
        assert made(home) == made(away)
    with home.reading() as reader:
        said = [one for one in events(reader, NOBODY) if one.what == "decision made"]
    assert all("packet" in one.ids for one in said)
    assert check(home.path).faults == ()


def test_taking_twice_equals_taking_once_and_an_earlier_state_changes_nothing(
    home: Store, packet: Path
) -> None:
    decide_in(packet, SHAME)
    early = Path(shutil.copy(packet, packet.with_name("early")))
    decide_in(packet, ANGER)
    took(home, packet)
    before = dump(home)
    assert standings(took(home, packet)) == {"S1-4": "same"}
    assert standings(took(home, early)) == {"S1-4": "earlier"}
    assert dump(home) == before
    decide_in(packet, SHAME)
    assert standings(took(home, packet)) == {"S1-4": "later"}


def test_what_was_decided_apart_on_other_units_joins(home: Store, packet: Path) -> None:
    copy = Path(shutil.copy(packet, packet.with_name("copy")))
    decide_in(packet, ANGER)
    decide_in(copy, NONE)
    took(home, packet)
    took(home, copy)
    assert {one.unit for one in made(home)} == {2, 4}


def test_conflicting_decisions_are_listed_and_nothing_is_written(home: Store, packet: Path) -> None:
    other = packet.with_name("other.packet")
    make_discussion(home, BEN, 1, other, None)
    decide_in(packet, ANGER)
    decide_in(other, SHAME, NONE)
    took(home, packet)
    before = dump(home)
    with pytest.raises(NotAsked, match=r"in different ways: S1-4\."):
        took(home, other)
    assert dump(home) == before
    (_, line) = took(home, other, dry_run=True).decisions
    assert (line.standing, line.here, line.packet) == ("conflicting", ANGER, SHAME)


@pytest.mark.parametrize(("how", "stands"), [("replace", SHAME), ("keep", ANGER)])
def test_who_chooses_has_chosen_for_good(
    home: Store, packet: Path, how: str, stands: Decision
) -> None:
    decide_in(packet, SHAME, NONE)
    decide(home, ANA, 1, ANGER)
    took(home, packet, how)
    assert {one.unit: one.codes for one in made(home)}[4] == stands.codes
    assert {one.unit for one in made(home)} == {2, 4}
    before = dump(home)
    assert took(home, packet).taken is False
    assert dump(home) == before


def test_the_same_decision_made_in_two_places_is_one(home: Store, packet: Path) -> None:
    decide_in(packet, ANGER)
    decide(home, ANA, 1, ANGER)
    assert standings(took(home, packet)) == {"S1-4": "same"}


def test_what_was_taken_back_in_the_packet_is_taken_back_at_home(home: Store, packet: Path) -> None:
    decide_in(packet, ANGER)
    took(home, packet)
    with open_study(packet) as away:
        undo(away, BEN)
    assert standings(took(home, packet)) == {"S1-4": "later"}
    assert made(home) == ()
    assert took(home, packet).taken is False


def test_memos_written_while_talking_come_home(home: Store, packet: Path) -> None:
    with open_study(packet) as away:
        write_memo(away, BEN, "unit", "s1#4", "on second thoughts", 1)
        write_memo(away, ANA, "unit", "s1#2", "he meant us", 1)
    took(home, packet)
    assert {(one.author, one.text) for one in noted(home)} == {
        ("ben", "on second thoughts"),
        ("ana", "he meant us"),
    }
    write_memo(home, BEN, "unit", "s1#4", "third", 1)
    with open_study(packet) as away:
        write_memo(away, BEN, "unit", "s1#4", "fourth", 1)
    with pytest.raises(NotAsked, match="ben's memo on s1#4"):
        took(home, packet)
    took(home, packet, "keep")
    assert {one.text for one in noted(home)} == {"third", "he meant us"}


def test_a_sealed_discussion_travels(home: Store, tmp_path: Path) -> None:
    from workbench.steps.packet_files import opened

    path = tmp_path / "sealed.packet"
    make_discussion(home, ANA, 1, path, "open sesame")
    with opened(path, lambda: "open sesame") as working, open_study(working) as away:
        decide(away, BEN, 1, ANGER)
    with pytest.raises(FileFault, match="passphrase"):
        take_any(home, ANA, path, "close sesame")
    assert take_any(home, ANA, path, "open sesame").taken


def test_packets_that_do_not_belong_are_refused_by_name(
    home: Store, packet: Path, tmp_path: Path
) -> None:
    decide_in(packet, ANGER)
    other = revealed(tmp_path / "other.study")
    with other.writing() as writer:
        writer.run(tables.study.update().values(uid=new_uid()))
    with pytest.raises(NotAsked, match="a packet of another study"):
        took(other, packet)
    with home.writing() as writer:
        writer.run(
            tables.document.update().values(text="Who has a case? I do. No one, then. Well!")
        )
    with pytest.raises(NotAsked, match="another text"):
        took(home, packet)
    with pytest.raises(NotAsked, match="not a coder's share"):
        take(home, ANA, packet)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE decision SET unit_id = 1",
        "UPDATE decision SET reason = ''",
        "DELETE FROM assent",
        "PRAGMA ignore_check_constraints=ON; UPDATE decision SET outcome = 'odd'",
        "UPDATE decision SET outcome = 'none'",
        "PRAGMA foreign_keys=OFF; UPDATE decision_code SET code_id = 99",
        "UPDATE decision SET reason = x'ff'",
    ],
)
def test_a_damaged_discussion_is_refused_and_nothing_is_written(
    home: Store, packet: Path, harm: str
) -> None:
    decide_in(packet, ANGER)
    connection = sqlite3.connect(packet)
    connection.executescript(harm)
    connection.close()
    before = dump(home)
    with pytest.raises(FileFault, match="is damaged"):
        took(home, packet)
    assert dump(home) == before


def test_once_decisions_stand_none_comes_in(home: Store, packet: Path) -> None:
    decide_in(packet, ANGER)
    rounds.adjudicate_round(home, NOBODY, 1, "enough")
    with pytest.raises(NotDue, match="its decisions stand"):
        took(home, packet)


# ------------------------------------------------------------------ undo


def test_a_decision_is_undone_and_done_again(home: Store) -> None:
    decide(home, ANA, 1, ANGER)
    decide(home, ANA, 1, SHAME)
    assert undo(home, ANA).what == "decision replaced"
    assert made(home) == (ANGER,)
    undo(home, ANA)
    assert made(home) == ()
    redo(home, ANA)
    redo(home, ANA)
    assert made(home) == (SHAME,)


def test_a_decision_that_somebody_changed_since_is_not_undone(home: Store) -> None:
    decide(home, ANA, 1, ANGER)
    decide(home, BEN, 1, SHAME)
    with pytest.raises(NotAsked, match="changed in another way since"):
        undo(home, ANA)
    assert made(home) == (SHAME,)


def test_decisions_that_stand_are_not_undone(home: Store) -> None:
    decide(home, ANA, 1, ANGER)
    rounds.adjudicate_round(home, NOBODY, 1, "enough")
    with pytest.raises(NotDue, match="is adjudicated now"):
        undo(home, ANA)


# ------------------------------------------------------------------ any order


def test_which_copy_is_the_later() -> None:
    old, new = Past("a"), Past("b", frozenset("a"))
    assert compared(new, old) == "later"
    assert compared(old, new) == "earlier"
    assert compared(new, new) == "same"
    assert compared(Past("c", frozenset("a")), new) == "conflicting"
    assert compared(Past(), old) == "earlier"
    assert compared(old, Past()) == "later"


PLACES = st.sampled_from(["home", "one", "two"])
MADE = st.sampled_from([ANGER, SHAME, NONE, NONE._replace(outcome="open")])


class Discussions(RuleBasedStateMachine):
    """Two copies of a discussion and home; the model: where each decision has been.

    Nothing is ever overwritten that the other side has not seen, whatever the order.
    """

    root = ""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=self.root))
        home = revealed(self.folder / "home.study")
        make_discussion(home, ANA, 1, self.folder / "one", None)
        home.close()
        shutil.copy(self.folder / "one", self.folder / "two")
        self.paths = {"home": home.path, "one": self.folder / "one", "two": self.folder / "two"}
        self.log: dict[str, dict[int, list[object]]] = {
            place: {2: [()], 4: [()]} for place in self.paths
        }
        self.serial = 0

    @rule(place=PLACES, one=MADE)
    def decide(self, place: str, one: Decision) -> None:
        self.serial += 1
        one = one._replace(reason=f"Reason {self.serial}.")
        with open_study(self.paths[place]) as store:
            decide(store, BEN, 1, one)
        self.log[place][one.unit].append(one)

    @rule(place=st.sampled_from(["one", "two"]), how=st.sampled_from(["keep", "replace", ""]))
    def take(self, place: str, how: str) -> None:
        home, there = self.log["home"], self.log[place]
        stands = {unit: self.stands(there[unit], home[unit]) for unit in there}
        with open_study(self.paths["home"]) as store:
            try:
                took(store, self.paths[place], how)
            except NotAsked:
                assert not how
                assert "conflicting" in stands.values()
                return
        assert how or "conflicting" not in stands.values()
        for unit, standing in stands.items():
            if standing == "later" or (standing == "conflicting" and how == "replace"):
                home[unit] = [*home[unit], *there[unit], there[unit][-1]]
            elif standing == "conflicting":
                home[unit] = [*there[unit], *home[unit]]

    def stands(self, there: list[object], here: list[object]) -> str:
        if there[-1] in here:
            return "same" if there[-1] == here[-1] else "earlier"
        return "later" if here[-1] in there else "conflicting"

    @invariant()
    def every_place_shows_what_was_decided_there_last(self) -> None:
        for place, path in getattr(self, "paths", {}).items():
            with open_study(path) as store:
                last = [log[-1] for _, log in sorted(self.log[place].items()) if log[-1]]
                assert list(made(store)) == last


def test_any_order_of_talking_and_taking_loses_nothing(tmp_path: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    Discussions.root = str(tmp_path)
    run_state_machine_as_test(
        Discussions, settings=settings(max_examples=4, stateful_step_count=10, deadline=None)
    )
