"""Codes of one's own by keys: made while coding, reconciled after an explore round, proposed."""

from __future__ import annotations

from pathlib import Path

from tests.small import passage
from tests.tui.driving import Hand, sitting, study_of
from tests.tui.revealed import code_units
from tests.tui.study import made_once, opened, ready
from workbench.coding.evolution import Rules
from workbench.ideas import Proposal
from workbench.steps import proposals as steps
from workbench.steps.code import toggle
from workbench.steps.rounds import close_round, draft_round, reveal_round
from workbench.steps.undo import undo
from workbench.store import Store
from workbench.store.reads import codebooks, codings, proposals
from workbench.terms import NOBODY, RoundPlan, Viewer
from workbench.tui.dialogs.propose import Propose
from workbench.tui.dialogs.reconcile import JoinCodes, KeepCode, NewParent
from workbench.tui.dialogs.reword import Reword
from workbench.tui.dialogs.tryout import TryOut, Why
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.proposals import ProposalsScreen
from workbench.tui.screens.reconcile import ReconcileScreen
from workbench.tui.widgets.choices import Choice

SIZE = (120, 40)


@made_once
def exploring(path: Path) -> Store:
    """A study with an open explore round of ana and ben."""
    store = ready(path)
    plan = RoundPlan(purpose="explore", coders=("ana", "ben"), unit="turn")
    draft_round(store, NOBODY, plan, open_it=True)
    return store


@made_once
def explored(path: Path) -> Store:
    """The same revealed; ana has silence and rage, ben has pause and misc, beside each other."""
    store = exploring(path)
    with store.reading() as reader:
        from workbench.store.reads.documents import units

        found = units(reader, NOBODY, "session 1", "turn")
    for coder, names in (("ana", ("silence", "rage")), ("ben", ("pause", "misc"))):
        for at, name in enumerate(names):
            rules = Rules(definition=f"What {coder} calls {name}.")
            made = steps.propose(store, Viewer(coder), 1, steps.Wish(name=name, rules=rules))
            unit = found[1 + at]
            toggle(store, Viewer(coder), 1, passage("session 1", unit.start, unit.stop), made.code)
    close_round(store, NOBODY, 1, "enough")
    reveal_round(store, NOBODY, 1)
    return store


def proposed(store: Store, coder: str = "ana") -> list[Proposal]:
    with store.reading() as reader:
        return list(proposals.proposals(reader, Viewer(coder)))


def names(store: Store) -> list[str]:
    with store.reading() as reader:
        return [code.name for _, code in codebooks.codebook(reader, NOBODY).walk()]


async def test_a_new_code_with_its_definition_applies_at_once(tmp_path: Path) -> None:
    store = exploring(tmp_path / "balint.study")
    async with sitting(store.path, "ana", SIZE) as hand:
        await hand.press("enter")
        screen = await hand.codes()
        await hand.press("j", "p")
        await hand.on(Propose)
        await hand.write("silence")
        await hand.press("tab", "tab")
        await hand.write("Nobody speaks.")
        await hand.press("ctrl+s")
        await hand.sees("Saved: silence, a code of your own.")
        assert "◆" in hand.text()
        assert "Your own code" in hand.text()
        entry = screen.codes.entry
        assert entry is not None
        assert entry.own
        await hand.press("j", entry.key)
        await hand.sees("Saved: silence, unit 3.")
        with store.reading() as reader:
            mine = codings.codings(reader, Viewer("ana"), 1, proposed=True)
            theirs = codings.codings(reader, Viewer("ben"), 1, proposed=True)
        assert [(one.first_unit, one.code) for one in mine] == [
            (2, entry.code.uid),
            (3, entry.code.uid),
        ]
        assert theirs == ()
        assert proposed(store, "ben") == []
        await hand.press("u", "u", "u")
        await hand.until(lambda: "silence" not in [e.code.name for e in screen.codes.entries], "")
    assert proposed(store) == []


async def test_in_a_frozen_codebook_a_code_of_ones_own_needs_a_reason(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path, "ana", SIZE) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("p")
        await hand.on(Propose)
        assert "frozen" in hand.text()
        await hand.write("hope")
        await hand.press("ctrl+s")
        assert "Please say why" in hand.text()
        await hand.press("tab", "tab", "tab")
        await hand.write("Three hope.")
        await hand.press("ctrl+s")
        await hand.sees("Saved: hope, a code of your own.")
        (one,) = proposed(store)
        assert (one.said.name, one.said.reason, one.said.unit) == ("hope", "Three hope.", 1)


async def test_a_change_of_the_code_under_the_cursor_is_proposed(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path, "ana", SIZE) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("full_stop", "p")
        await hand.on(Propose)
        await hand.press("shift+tab", "right")
        assert "emotional response > containment" in hand.text()
        await hand.press("tab")
        await hand.write("holding")
        await hand.press("tab")
        await hand.write("It says more.")
        await hand.press("ctrl+s")
        await hand.sees("Proposed; the team reads it")
    (one,) = proposed(store)
    assert (one.kind, one.said.codes, one.said.name) == ("rename", ("c-containment",), "holding")


async def reconcile(hand: Hand) -> ReconcileScreen:
    await hand.until(lambda: "press e" in hand.line("advice"), "the advice")
    await hand.press("e")
    screen = await hand.on(ReconcileScreen)
    await hand.until(lambda: screen.laid is not None, "the codes")
    await hand.press()
    return screen


async def test_own_codes_are_joined_renamed_and_dropped_by_keys(tmp_path: Path) -> None:
    store = explored(tmp_path / "balint.study")
    before = names(store)
    async with sitting(store.path, "ana", SIZE) as hand:
        screen = await reconcile(hand)
        assert [one.called for one in screen.codes] == [
            "ben > misc",
            "ben > pause",
            "ana > rage",
            "ana > silence",
        ]
        assert "What ben calls misc." in hand.text()
        assert "1 of 1: ana > rage (on 1)" in hand.text()
        await hand.press("c")
        await hand.sees("Say first what becomes of")
        await hand.press("x")
        await hand.sees("Left out: ben > misc.")
        await hand.press("space", "down", "space", "m")
        await hand.on(JoinCodes)
        await hand.press("tab", "ctrl+u")
        await hand.enter("quiet")
        await hand.sees("Joined: ben > pause and ana > silence as quiet.")
        assert screen.one is not None
        assert screen.one.called == "ana > rage"
        await hand.press("r")
        await hand.on(KeepCode)
        await hand.press("ctrl+u")
        await hand.enter("fury")
        await hand.sees("Kept: ana > rage as fury.")
        assert hand.line("status").endswith("0 of 4 left")
        await hand.press("c")
        dialog = await hand.on(TryOut)
        await hand.press("enter")
        await hand.until(lambda: "Nothing is changed yet" in hand.text(), "the trial")
        assert "ben > misc would be left out, with 1 coding" in dialog.found
        assert names(store) == before
        await hand.press("enter")
        await hand.sees("This is version 2 of the codebook")
        await hand.press("q")
        await hand.until(lambda: hand.screen is study_of(hand), "the study")
        await hand.until(lambda: "press b for the codebook" in hand.line("advice"), "advice")
    assert sorted(names(store)) == sorted([*before, "quiet", "fury"])


async def test_a_new_category_is_made_by_keys_and_codes_are_put_under_it(tmp_path: Path) -> None:
    store = explored(tmp_path / "balint.study")
    before = names(store)
    async with sitting(store.path, "ana", SIZE) as hand:
        await reconcile(hand)
        for name, said in (("noise", "New"), ("quiet", "New"), ("noise", "No")):
            await hand.press("n")
            await hand.on(NewParent)
            await hand.enter(name)
            await hand.sees(f"{said} category")
            await hand.sees(f": {name}.")
        await hand.press("x", "r")
        dialog = await hand.on(KeepCode)
        await hand.press("tab")
        while dialog.query_one("#under", Choice).chosen != "quiet":
            await hand.press("right")
        await hand.press("enter")
        await hand.sees("Kept: ben > pause as pause.")
        await hand.press("A", "c")
        await hand.on(TryOut)
        await hand.press("enter")
        await hand.until(lambda: "Nothing is changed yet" in hand.text(), "the trial")
        await hand.press("enter")
        await hand.sees("This is version 2 of the codebook")
    assert sorted(names(store)) == sorted([*before, "quiet", "pause", "rage", "silence"])
    with store.reading() as reader:
        paths = {path for path, _ in codebooks.codebook(reader, NOBODY).walk()}
    assert ("quiet", "pause") in paths


async def test_an_own_code_is_joined_with_one_of_the_codebook(tmp_path: Path) -> None:
    store = explored(tmp_path / "balint.study")
    before = names(store)
    async with sitting(store.path, "ana", SIZE) as hand:
        await reconcile(hand)
        await hand.press("down", "down", "m")
        await hand.on(JoinCodes)
        await hand.press("right", "right", "right", "enter")
        await hand.sees("Joined: ana > rage as emotional response > anger.")
        await hand.press("A")
        await hand.sees("Kept: 3 codes.")
        await hand.press("u")
        await hand.sees("Open again: ana > silence.")
        await hand.press("a")
        await hand.sees("Kept: ana > silence.")
        await hand.press("c")
        await hand.on(TryOut)
        await hand.press("enter")
        await hand.until(lambda: "Nothing is changed yet" in hand.text(), "the trial")
        await hand.press("enter")
        await hand.sees("This is version 2 of the codebook")
    assert sorted(names(store)) == sorted([*before, "misc", "pause", "silence"])


async def test_proposals_are_taken_and_declined_with_a_reason(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    ana = Viewer("ana")
    steps.propose(store, ana, 1, steps.Wish(name="hope", reason="Three hope."))
    rename = steps.Wish("rename", ("anger",), "rage", reason="Clearer.")
    steps.propose(store, Viewer("ben"), 1, rename)
    for viewer in (ana, Viewer("ben")):
        code_units(store, viewer, {})
    close_round(store, NOBODY, 1)
    reveal_round(store, NOBODY, 1)
    async with sitting(store.path, "ana", SIZE) as hand:
        await hand.press("b")
        book = await hand.on(CodebookScreen)
        await hand.until(lambda: book.codebook is not None, "the codebook")
        await hand.press("p")
        screen = await hand.on(ProposalsScreen)
        await hand.until(lambda: bool(screen.proposals), "the proposals")
        await hand.press()
        assert "Three hope." in hand.text()
        await hand.press("t")
        dialog = await hand.on(TryOut)
        await hand.enter("We all met it.")
        await hand.until(lambda: "Nothing is changed yet" in hand.text(), "the trial")
        assert "hope" in dialog.found
        assert "hope" not in names(store)
        await hand.press("enter")
        await hand.sees("Taken: version 2")
        await hand.press("d")
        await hand.on(Why)
        await hand.press("enter")
        assert "Please say why" in hand.text()
        await hand.enter("Anger it is.")
        await hand.sees("Declined: 1 proposal.")
        await hand.press("q")
        await hand.until(lambda: hand.screen is book, "the codebook")
        await hand.until(lambda: bool(book.codebook and book.codebook.version == 2), "version 2")
    assert "hope" in names(store)
    assert [(one.outcome, one.answer) for one in proposed(store)] == [
        ("taken", "We all met it."),
        ("declined", "Anger it is."),
    ]


async def test_ones_own_proposals_are_worded_anew_and_withdrawn_by_keys(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    ana = Viewer("ana")
    steps.propose(store, ana, 1, steps.Wish(name="silence", reason="It is heavy."))
    steps.propose(store, ana, 1, steps.Wish("rename", ("anger",), name="rage", reason="Stronger."))
    async with sitting(store.path, size=SIZE) as hand:
        await hand.press("b")
        await hand.on(CodebookScreen)
        await hand.press("p")
        screen = await hand.on(ProposalsScreen)
        await hand.until(lambda: len(screen.proposals or ()) == 2, "the proposals")
        await hand.press("e")
        await hand.on(Reword)
        await hand.press("ctrl+s")
        await hand.until(lambda: "Nothing is changed yet" in hand.text(), "the refusal")
        await hand.write("s")
        await hand.press("tab")
        await hand.write("Nobody speaks.")
        await hand.press("ctrl+s")
        await hand.sees("Worded anew")
        assert [(one.said.name, one.said.rules, one.said.reason) for one in proposed(store)] == [
            ("silences", {"definition": "Nobody speaks."}, "It is heavy."),
            ("rage", {}, "Stronger."),
        ]
        await hand.press("down", "w")
        await hand.sees("Withdrawn")
        assert [one.said.name for one in proposed(store)] == ["silences"]
    undo(store, ana)
    undo(store, ana)
    assert [one.said.name for one in proposed(store)] == ["silence", "rage"]


async def test_anothers_proposal_is_not_worded_anew(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    steps.propose(store, Viewer("ben"), 1, steps.Wish(name="silence", reason="It is heavy."))
    close_round(store, NOBODY, 1, "enough")
    reveal_round(store, NOBODY, 1)
    before = proposed(store)
    async with sitting(store.path, size=SIZE) as hand:
        await hand.press("b")
        await hand.on(CodebookScreen)
        await hand.press("p")
        screen = await hand.on(ProposalsScreen)
        await hand.until(lambda: len(screen.proposals or ()) == 1, "the proposal")
        for key in ("e", "w"):
            await hand.press(key)
            await hand.sees("Only who proposed it")
    assert proposed(store) == before
