"""Packets: what is out with whom; make one, take one, call one in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.shares import Share
from workbench.terms import Round
from workbench.tui import overview, packets
from workbench.tui.overview import Overview
from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen

WHERE = {True: "out: here it is only read", False: "here"}


class PacketsScreen(WorkScreen):
    """The shares that travel."""

    HELP = """A packet lets somebody code on another machine, with nothing of anyone else in it. \
m makes one: choose the coder and the round, and a passphrase that you tell them by another way. \
They open it with the workbench, or fill in the coding sheet, and send the file back. t takes it: \
first you are told what came in, then it is stored.

While a share is out it is only read here. If its packet does not come back, call it in with c; \
then it is coded here again. After reveal a round can go out to be talked about: choose \
“discussion” on m, and take what was decided there with t."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "make", "Make", tooltip="Make a packet, a coding sheet, or a discussion."),
        Binding("t", "take", "Take", tooltip="Take a packet or a sheet that came back."),
        Binding("c", "call_in", "Call in", tooltip="Code here again what does not come back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    PacketsScreen {
        & #shares { height: 1fr; margin: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.study: Overview | None = None
        """What was read last; None: not yet."""
        self.shares: tuple[Share, ...] = ()

    def body(self) -> Iterable[Widget]:
        """What was made, and where it is."""
        yield Rows("shares", "No packet has been made yet: m makes one, t takes one.")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Packets")
        self.renew()

    async def _reading(self) -> None:
        store, viewer = self.store, self.viewer
        found = await self.done(
            lambda: (overview.read(store, viewer), packets.shares(store, viewer))
        )
        if found is None:
            return
        self.study, self.shares = found
        rows = [(f"Round {s.n}", s.coder, s.form, WHERE[s.out]) for s in self.shares]
        shares = self.query_one("#shares", Rows)
        shares.show(("Round", "Coder", "As", "Where"), rows)
        shares.focus()
        self.say(self.said or "m makes a packet, t takes one that came back. F1 explains.")

    def here(self) -> str:
        """The share under the cursor."""
        place = self.query_one("#shares", Rows).place
        if place >= len(self.shares):
            return "No packet has been made yet; m makes the first."
        share = self.shares[place]
        if share.out:
            return f"{share.coder}'s share of round {share.n} is out; t takes it, c calls it in."
        return f"{share.coder}'s share of round {share.n} is here and can be coded."

    def progress(self) -> str:
        """How many are out."""
        return f"{sum(share.out for share in self.shares)} out"

    def is_due(self, command: str) -> bool:
        """Whether there is something that could be called in."""
        return command != "call_in" or any(share.out for share in self.shares)

    # -------------------------------------------------------------- out and back

    @work(group="dialog")
    async def action_make(self) -> None:
        """Make a packet."""
        from workbench.tui.dialogs.packet import MakePacket

        if self.study is None:
            return
        rounds = self.study.rounds
        shares = {one.n: _away(one, self.viewer.coder) for one in rounds if one.state == "open"}
        revealed = [one.n for one in rounds if one.state in ("revealed", "adjudicated")]
        if not shares and not revealed:
            self.say("Packets are made of a round that is open, or revealed; none is.", bad=True)
            return
        folder = self.store.path.absolute().parent
        dialog = MakePacket(folder, shares, revealed)
        dialog.attempt = partial(packets.make, self.store, self.viewer)
        dialog.saying = "Writing …"
        if await self.app.push_screen_wait(dialog) is not None:
            await self._did(dialog.did)

    @work(group="dialog")
    async def action_take(self) -> None:
        """Take a packet or a sheet."""
        from workbench.tui.dialogs.packet import TakePacket

        dialog = TakePacket(self.store.path.absolute().parent)
        dialog.attempt = partial(packets.Take(dialog.tell_found), self.store, self.viewer)
        dialog.saying = "Looking …"
        if await self.app.push_screen_wait(dialog) is not None:
            await self._did(dialog.did)

    @work(group="dialog")
    async def action_call_in(self) -> None:
        """Code here again what does not come back."""
        from workbench.tui.dialogs.confirm import Confirm

        place = self.query_one("#shares", Rows).place
        if place >= len(self.shares):
            self.say("There is no packet to call in.", bad=True)
            return
        share = self.shares[place]
        question = (
            f"Call in {share.coder}'s share of round {share.n}? It is coded here again then; if "
            "its packet comes back after all, you are asked which of the two stands."
        )
        if await self.app.push_screen_wait(Confirm(question, "Call it in")):
            store, viewer = self.store, self.viewer
            said = await self.done(lambda: packets.call_in(store, viewer, share))
            if said is not None:
                await self._did(said)

    async def _did(self, sentence: str) -> None:
        await self._reading()
        self.say(sentence)


def _away(one: Round, here: str | None) -> tuple[str, ...]:
    """The coders of a round, whoever sits here last: packets are mostly for the others."""
    return tuple(sorted(one.coders, key=lambda name: name == here))
