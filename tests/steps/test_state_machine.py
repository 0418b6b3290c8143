"""Rounds, two coders, their work, undo, packets and a changing codebook, against a plain model."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.small import codes, passage, small_study
from workbench.coding import evolution
from workbench.coding.codes import mutually_exclusive
from workbench.errors import WorkbenchError
from workbench.steps import code, memo, packets
from workbench.steps.check import check
from workbench.steps.evolution import evolve
from workbench.steps.proposals import Wish, propose
from workbench.steps.reconcile import carry_out, side_by_side
from workbench.steps.rounds import close_round, draft_round, reveal_round
from workbench.steps.undo import redo, undo
from workbench.store import open_study
from workbench.store.reads.codebooks import codebook
from workbench.store.reads.codings import codings, no_codes
from workbench.store.reads.memos import memos
from workbench.store.reads.rounds import round_of
from workbench.terms import NOBODY, Codebook, RoundPlan, Viewer

SPANS = {2: (16, 21), 3: (22, 28), 4: (29, 44)}
"""The units of session s1 that students' turns are; unit 1 is the leader's."""
coders = st.sampled_from(["ana", "ben"])
units = st.sampled_from(sorted(SPANS))
picks = st.integers(0, 99)


@dataclass(frozen=True)
class Work:
    """What one coder has done in one round."""

    coded: frozenset[tuple[str, int]] = frozenset()
    """Uid and unit."""
    passed: frozenset[int] = frozenset()
    finished: bool = False
    memo: str = ""
    """On the first unit to judge."""

    def on(self, unit: int) -> set[str]:
        return {uid for uid, at in self.coded if at == unit}

    def toggled(self, uid: str, unit: int, rivals: frozenset[str]) -> Work:
        if (uid, unit) in self.coded:
            left = replace(self, coded=self.coded - {(uid, unit)})
            empty = self.finished and not left.on(unit)
            return replace(left, passed=left.passed | {unit}) if empty else left
        kept = frozenset(one for one in self.coded if one[1] != unit or one[0] not in rivals)
        return replace(self, coded=kept | {(uid, unit)}, passed=self.passed - {unit})

    def done(self) -> Work:
        left = {unit for unit in SPANS if not self.on(unit)}
        return replace(self, passed=self.passed | left, finished=True)


@dataclass
class Coder:
    """A coder's work by round, and their way back and forth: round, before, after."""

    work: dict[int, Work] = field(default_factory=dict)
    past: list[tuple[int, Work, Work]] = field(default_factory=list)
    future: list[tuple[int, Work, Work]] = field(default_factory=list)
    packet: Path | None = None
    """Where their share is, while it is out."""
    away: Work = Work()
    """What it says there."""

    def act(self, n: int, after: Work) -> None:
        self.past.append((n, self.work[n], after))
        self.future.clear()
        self.work[n] = after


class Rounds(RuleBasedStateMachine):
    """What a person may do, in any order."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.study"
        self.store = small_study(self.path)
        self.n, self.open, self.made = 1, True, 0
        self.packets, self.took = 0, set[str]()
        self.coders = {name: Coder({1: Work()}) for name in ("ana", "ben")}

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            assert check(self.path).faults == ()
            self.folder.cleanup()

    def book(self) -> Codebook:
        with self.store.reading() as reader:
            version = round_of(reader, NOBODY, self.n).version
            return codebook(reader, NOBODY, version)

    @rule(who=coders, unit=units, pick=picks)
    def press_a_key(self, who: str, unit: int, pick: int) -> None:
        book = self.book()
        uids = [one.uid for _, one in book.walk()] or ["a code that is gone"]
        uid = uids[pick % len(uids)]
        one = self.coders[who]
        if not self.open or one.packet or not book.codes:
            refused(code.toggle, self.store, Viewer(who), self.n, passage("s1", *SPANS[unit]), uid)
            return
        code.toggle(self.store, Viewer(who), self.n, passage("s1", *SPANS[unit]), uid)
        rivals = mutually_exclusive(book).get(uid, frozenset())
        one.act(self.n, one.work[self.n].toggled(uid, unit, rivals))

    @precondition(lambda self: self.open)
    @rule(who=coders, unit=units)
    def put_a_code_of_ones_own(self, who: str, unit: int) -> None:
        one = self.coders[who]
        self.made += 1
        wish = Wish(name=f"own {self.made}", reason="new")
        if one.packet:
            refused(propose, self.store, Viewer(who), self.n, wish)
            return
        made = propose(self.store, Viewer(who), self.n, wish)
        one.act(self.n, one.work[self.n])
        code.toggle(self.store, Viewer(who), self.n, passage("s1", *SPANS[unit]), made.code)
        one.act(self.n, one.work[self.n].toggled(made.code, unit, frozenset()))

    @precondition(lambda self: not self.open)
    @rule(keep=st.booleans())
    def reveal_reconcile_and_go_on_from_ones_own(self, *, keep: bool) -> None:
        reveal_round(self.store, NOBODY, self.n)
        rest = {"rest": "keep" if keep else "drop"}
        if side_by_side(self.store, NOBODY, self.n).codes:
            carry_out(self.store, NOBODY, self.n, rest)
        plan = RoundPlan(("ana", "ben"), "turn", "revise", ("s1",), ("student",), start_from="own")
        before, self.n = self.n, draft_round(self.store, NOBODY, plan, open_it=True)
        self.took.clear()
        self.open = True
        at = {span[0]: unit for unit, span in SPANS.items()}
        known = {one.uid for _, one in self.book().walk()}
        rivals = mutually_exclusive(self.book())
        for name, one in self.coders.items():
            work = one.work[before]
            with self.store.reading() as reader:
                copies = codings(reader, Viewer(name), self.n)
                mine = {(c.code, at[c.start]) for c in copies if c.coder == name}
            assert {
                pair for pair in work.coded if pair[0] in known and not rivals.get(pair[0])
            } <= mine
            one.work[self.n] = Work(frozenset(mine))
            one.packet = None
            for unit, span in SPANS.items():
                on = {uid for uid, there in mine if there == unit}
                assert not any(rivals.get(uid, frozenset()) & on for uid in on)
                if code.confirm(self.store, Viewer(name), self.n, passage("s1", *span)):
                    one.act(self.n, one.work[self.n])

    @rule(who=coders, unit=units)
    def pass_a_unit(self, who: str, unit: int) -> None:
        one, work = self.coders[who], self.coders[who].work[self.n]
        if not self.open or one.packet or work.on(unit):
            refused(
                code.toggle_no_code, self.store, Viewer(who), self.n, passage("s1", *SPANS[unit])
            )
            return
        code.toggle_no_code(self.store, Viewer(who), self.n, passage("s1", *SPANS[unit]))
        one.act(self.n, replace(work, passed=work.passed ^ {unit}))

    @rule(who=coders, text=st.sampled_from(["", "a doubt", "a doubt, and why"]))
    def write_a_memo(self, who: str, text: str) -> None:
        one, target = self.coders[who], ("unit", "s1#2")
        if one.packet:
            with open_study(one.packet) as away:
                memo.write_memo(away, Viewer(who), *target, text, self.n)
            one.away = replace(one.away, memo=text)
            return
        memo.write_memo(self.store, Viewer(who), *target, text, self.n)
        if one.work[self.n].memo != text:
            one.act(self.n, replace(one.work[self.n], memo=text))

    @rule()
    def leave_and_come_back(self) -> None:
        """What can be undone is known to the next who opens the study."""
        self.store.close()
        self.store = open_study(self.path)

    def unconfirmed(self, who: str) -> bool:
        """Whether a unit of the coder holds nothing but copies."""
        with self.store.reading() as reader:
            mine = [c for c in codings(reader, Viewer(who), self.n) if c.coder == who]
        sure = {c.first_unit for c in mine if not c.copied}
        return any(c.copied and c.first_unit not in sure for c in mine)

    @precondition(lambda self: self.open)
    @rule(who=coders)
    def finish(self, who: str) -> None:
        one = self.coders[who]
        if one.packet or self.unconfirmed(who):
            refused(code.finish, self.store, Viewer(who), self.n, "s1")
            return
        code.finish(self.store, Viewer(who), self.n, "s1")
        one.act(self.n, one.work[self.n].done())

    @rule(who=coders)
    def undo(self, who: str) -> None:
        one = self.coders[who]
        if one.packet or who in self.took:
            return  # what lies between home and packet is for the tests of packets
        if not one.past or one.past[-1][0] != self.n or not self.open:
            refused(undo, self.store, Viewer(who))
            return
        undo(self.store, Viewer(who))
        n, before, after = one.past.pop()
        one.future.append((n, before, after))
        one.work[n] = before

    @rule(who=coders)
    def redo(self, who: str) -> None:
        one = self.coders[who]
        if one.packet or who in self.took:
            return
        if not one.future or one.future[-1][0] != self.n or not self.open:
            refused(redo, self.store, Viewer(who))
            return
        redo(self.store, Viewer(who))
        n, before, after = one.future.pop()
        one.past.append((n, before, after))
        one.work[n] = after

    @precondition(lambda self: self.open)
    @rule(who=coders)
    def send_out(self, who: str) -> None:
        one = self.coders[who]
        if one.packet is None:
            self.packets += 1
            path = Path(self.folder.name) / f"{self.packets}.packet"
            packets.make(self.store, NOBODY, self.n, who, path, None)
            one.packet, one.away = path, one.work[self.n]

    @rule(who=coders, unit=units, pick=picks, finish=st.booleans())
    def work_away(self, who: str, unit: int, pick: int, finish: bool) -> None:
        one = self.coders[who]
        if one.packet is None:
            return
        book = self.book()
        uids = [found.uid for _, found in book.walk()]
        if not uids:
            return
        uid = uids[pick % len(uids)]
        with open_study(one.packet) as away:
            code.toggle(away, Viewer(who), self.n, passage("s1", *SPANS[unit]), uid)
            rivals = mutually_exclusive(book).get(uid, frozenset())
            one.away = one.away.toggled(uid, unit, rivals)
            if finish:
                code.finish(away, Viewer(who), self.n, "s1")
                one.away = one.away.done()

    @rule(who=coders, unit=units)
    def put_a_code_of_ones_own_away(self, who: str, unit: int) -> None:
        one = self.coders[who]
        if one.packet is None:
            return
        self.made += 1
        with open_study(one.packet) as away:
            made = propose(away, Viewer(who), self.n, Wish(name=f"own {self.made}", reason="new"))
            code.toggle(away, Viewer(who), self.n, passage("s1", *SPANS[unit]), made.code)
        one.away = one.away.toggled(made.code, unit, frozenset())

    @rule(who=coders)
    def take_back(self, who: str) -> None:
        one = self.coders[who]
        if one.packet is None:
            return
        if not self.open:
            refused(packets.take, self.store, NOBODY, one.packet)
            one.packet = None
            return
        assert packets.take(self.store, NOBODY, one.packet).taken
        one.work[self.n] = one.away
        # What is undone next was done at home, and the packet may have changed it.
        one.past.clear()
        one.future.clear()
        one.packet = None
        self.took.add(who)

    @rule(pick=picks, kind=st.sampled_from(["rename", "merge", "split", "add", "move", "retire"]))
    def change_the_codebook(self, pick: int, kind: str) -> None:
        found = codes(self.store)
        names = [one.name for _, one in found.walk() if not one.codes] or ["one that is gone"]
        name, other = names[pick % len(names)], names[(pick + 1) % len(names)]
        fresh = f"new {found.version}"
        edits: dict[str, evolution.Edit] = {
            "rename": lambda c: evolution.rename(c, name, fresh),
            "merge": lambda c: evolution.merge(c, [name, other], fresh),
            "split": lambda c: evolution.split(c, name, [fresh, f"{fresh} too"]),
            "add": lambda c: evolution.add(c, fresh, None),
            "move": lambda c: evolution.move(c, name, None),
            "retire": lambda c: evolution.retire(c, name),
        }
        try:
            evolve(self.store, NOBODY, "changed", edits[kind], "because")
        except WorkbenchError:
            assert codes(self.store) == found
        else:
            assert codes(self.store).version == found.version + 1

    @precondition(lambda self: self.open)
    @rule()
    def close_the_round(self) -> None:
        close_round(self.store, NOBODY, self.n, "enough")
        self.open = False

    @precondition(lambda self: not self.open)
    @rule()
    def reveal_and_open_the_next(self) -> None:
        reveal_round(self.store, NOBODY, self.n)
        plan = RoundPlan(("ana", "ben"), "turn", "test", ("s1",), ("student",))
        self.n = draft_round(self.store, NOBODY, plan, open_it=True)
        self.open = True
        self.took.clear()
        for one in self.coders.values():
            one.work[self.n] = Work()
            one.packet = None
            one.past.clear()
            one.future.clear()

    @invariant()
    def the_study_says_what_the_model_says(self) -> None:
        if not hasattr(self, "store"):
            return
        at = {span[0]: unit for unit, span in SPANS.items()}
        with self.store.reading() as reader:
            for name, one in self.coders.items():
                for n, work in one.work.items():
                    seen = codings(reader, Viewer(name), n, proposed=True)
                    mine = [c for c in seen if c.coder == name]
                    assert {(c.code, at[c.start]) for c in mine} == work.coded
                    noted = [m for m in memos(reader, Viewer(name), n) if m.author == name]
                    assert [m.text for m in noted if m.n == n] == [work.memo] * bool(work.memo)
                    none = [c for c in no_codes(reader, Viewer(name), n) if c.coder == name]
                    assert {c.unit for c in none} == work.passed
                shown = round_of(reader, NOBODY, self.n).assignments
                (share,) = (s for s in shown if (s.coder, s.document) == (name, "s1"))
                assert share.finished == one.work[self.n].finished


def refused(step: Any, *arguments: Any) -> None:
    try:
        step(*arguments)
    except WorkbenchError:
        return
    raise AssertionError(step)


Rounds.TestCase.settings = settings(max_examples=6, stateful_step_count=25, deadline=None)
TestRounds = Rounds.TestCase
