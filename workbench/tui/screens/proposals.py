"""What coders proposed while a round was open; the team takes or declines it, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui import answering
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.proposals import Listed

WAITS = "waits"

HOW = "t takes a proposal, d declines it. F1 explains."


class ProposalsScreen(ListedScreen):
    """All that was proposed, those that wait first."""

    FULL = "proposal"
    HELP = """What coders proposed while they coded: new codes, which apply for their coder \
alone, and changes of the codebook, which wait. Until a round is revealed you see your own only.

t takes the proposal under the cursor, or all that are ticked with the space bar, into the next \
version of the codebook: first you are shown what would change. d declines it. Both want a \
reason; its coder wants to know.

While the round is open, e words a proposal of your own anew, and w withdraws it; a code of your \
own only once it lies nowhere any more."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", key_display="Space", tooltip="Tick several."),
        Binding("t", "take", "Take", tooltip="Try it out, then take it into the codebook."),
        Binding("d", "decline", "Decline", tooltip="Decline it, with a reason."),
        Binding("e", "reword", "Word anew", tooltip="Word your own proposal anew."),
        Binding("w", "withdraw", "Withdraw", tooltip="Take back your own proposal."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the proposal."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the codebook."),
    ]
    DEFAULT_CSS = """
    ProposalsScreen {
        layout: grid;
        grid-size: 1 5;
        grid-rows: 1 1fr 1fr 1 1;
        & #proposals { margin: 1 1 0 1; }
        & #proposal { background: $surface; padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.proposals: list[Listed] | None = None
        """What was read last; None: not yet."""
        self._ticked: set[str] = set()

    def body(self) -> Iterable[Widget]:
        """The proposals, and one of them in full."""
        yield Rows("proposals", "Nobody has proposed anything yet: p proposes, while coding.")
        yield Prose("proposal")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Proposals")
        self.renew()

    async def _reading(self) -> None:
        store, viewer = self.store, self.viewer
        found = await self.done(lambda: answering.proposed(store, viewer))
        if found is None:
            return
        self.proposals = found
        self._show_rows()
        self.query_one("#proposals", Rows).focus()
        self.show_one()
        self.query_one(KeyLine).renew()
        self.say(self.said or (HOW if self.proposals else "There is nothing to answer."))

    def _show_rows(self) -> None:
        rows = [
            (
                "✓" if one.proposal in self._ticked else " ",
                f"{one.n}",
                one.coder,
                one.outcome or WAITS,
                one.what,
            )
            for one in self.proposals or ()
        ]
        self.query_one("#proposals", Rows).show(("", "Round", "Coder", "State", "What"), rows)

    @property
    def one(self) -> Listed | None:
        """The proposal under the cursor."""
        place, found = self.query_one("#proposals", Rows).place, self.proposals or []
        return found[place] if place < len(found) else None

    def progress(self) -> str:
        """How many wait."""
        return f"{sum(not one.outcome for one in self.proposals or ())} waiting"

    def is_due(self, command: str) -> bool:
        """Without a proposal there is nothing to do but to go back."""
        return bool(self.proposals) or command == "back"

    def here(self) -> str:
        """The proposal under the cursor."""
        if self.one is None:
            return ""
        answer = f"It was {self.one.outcome}." if self.one.outcome else "t takes it, d declines it."
        return f"{self.one.coder} proposed in round {self.one.n}: {self.one.what}. {answer}"

    def show_one(self) -> None:
        """Show what is under the cursor in full."""
        self.query_one("#proposal", Prose).show(in_full(self.one) if self.one else [])

    def action_tick(self) -> None:
        """Tick the proposal under the cursor, or take its tick off; go on to the next."""
        if self.one is not None:
            self._ticked ^= {self.one.proposal}
            self._show_rows()
            rows = self.query_one("#proposals", Rows)
            rows.go(rows.place + 1)
            self.say(f"{plural(len(self._ticked), 'proposal')} ticked.")

    # -------------------------------------------------------------- answering

    @property
    def _wanted(self) -> list[Listed]:
        """The proposals that are ticked, else the one under the cursor."""
        ticked = [one for one in self.proposals or () if one.proposal in self._ticked]
        return ticked or ([self.one] if self.one else [])

    @work(group="dialog")
    async def action_take(self) -> None:
        """Show what would change, then take it into the next version of the codebook."""
        from workbench.tui.dialogs.tryout import TryOut, Twice

        wanted = self._wanted
        if not wanted:
            return
        uids = [one.proposal for one in wanted]
        dialog = TryOut("Take it into the codebook", _worded(wanted), needs_reason=True)
        us = (self.store, self.viewer, uids)
        dialog.attempt = Twice(
            dialog, partial(answering.try_taking, *us), partial(answering.take, *us)
        )
        dialog.saying = "Trying it out …"
        if await self.app.push_screen_wait(dialog) is not None:
            await self._answered(dialog.did)

    @work(group="dialog")
    async def action_decline(self) -> None:
        """Decline it."""
        from workbench.tui.dialogs.tryout import Why

        wanted = self._wanted
        if not wanted:
            return
        dialog = Why("Decline it", _worded(wanted))
        uids = [one.proposal for one in wanted]
        dialog.attempt = partial(answering.decline, self.store, self.viewer, uids)
        if await self.app.push_screen_wait(dialog) is not None:
            await self._answered(dialog.did)

    # -------------------------------------------------------------- one's own

    @work(group="dialog")
    async def action_reword(self) -> None:
        """Word a proposal of one's own anew."""
        from workbench.tui.dialogs.reword import Reword

        one, store, viewer = self.one, self.store, self.viewer
        if one is None:
            return
        uid = one.proposal
        made = await self.done(lambda: answering.own_proposal(store, viewer, uid))
        if made is None:
            return
        dialog = Reword(made, one.what)
        dialog.attempt = partial(answering.reword, store, viewer, uid)
        if await self.app.push_screen_wait(dialog) is not None:
            await self._answered(dialog.did)

    @work(group="dialog")
    async def action_withdraw(self) -> None:
        """Take back a proposal of one's own; undo brings it back."""
        one, store, viewer = self.one, self.store, self.viewer
        if one is None:
            return
        uid = one.proposal
        said = await self.done(lambda: answering.withdraw(store, viewer, uid))
        if said is not None:
            await self._answered(said)

    async def _answered(self, sentence: str) -> None:
        self._ticked.clear()
        await self._reading()
        self.say(sentence)


def _worded(wanted: Iterable[Listed]) -> str:
    return "\n".join(f"{one.coder}: {one.what}" for one in wanted)


def in_full(one: Listed) -> list[Said]:
    """A proposal with its reason, what it rests on, and the team's answer."""
    said = [Said(f"{one.coder}, round {one.n}", "head"), Said(one.what, "name")]
    if one.reason:
        said.append(Said(one.reason))
    if one.because_of:
        document, unit = one.because_of
        said.append(Said(f"Because of unit {unit} of {document}", "faint"))
    if one.codings:
        said.append(Said(f"On {plural(one.codings, 'coding')} so far", "faint"))
    if one.outcome:
        version = f" in version {one.version}" if one.version else ""
        said += [Said(""), Said(f"{one.outcome}{version}", "head"), Said(one.answer)]
    return said
