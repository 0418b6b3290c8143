"""The adjudication queue: one disagreement a screen, settled by one key and a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType

from workbench.terms import Decision
from workbench.tui import settling
from workbench.tui.screens.one_by_one import GO, PAGE, OneByOneScreen
from workbench.tui.settling import EVERYTHING, Narrowed, Way, same_unit
from workbench.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workbench.steps.disagreements import Queue, Queued


class DisagreementsScreen(OneByOneScreen):
    """One revealed round, one unit at a time, the most telling first."""

    CALLED = "Disagreements"
    HELP = """Here the coders settle where they differ. At the top is the unit with what was \
said around it; at the right the rules of the codes concerned; below, who chose what.

Press the key at the left of a line to settle the unit so: a digit takes one of the codings, a \
all of their codes together, / any codes you choose, 0 says that no code applies, o leaves the \
unit open, c says that the codebook needs a new or changed code. You are asked for the reason \
and who agreed. Nobody's codings change: decisions are kept beside them, and can be made anew.

The matrix on m shows which codes are taken for each other. r changes a rule on the spot. When \
all is settled, Ctrl+D declares the round adjudicated."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_undecided", "Next open", tooltip="Next that nobody has decided on."),
        *GO,
        Binding("r", "rule", "Rule", tooltip="Change the rule of a code concerned."),
        Binding("m", "matrix", "Matrix", tooltip="Which codes are taken for each other."),
        Binding("slash", "choose_codes", "Codes", show=False, tooltip="Settle with other codes."),
        Binding(
            "w", "everything", "All", show=False, tooltip="Show all disagreements of the round."
        ),
        *PAGE,
        Binding("ctrl+d", "adjudicate", "Done", tooltip="Declare the round adjudicated."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to where you were."),
    ]

    def __init__(
        self,
        n: int | None = None,
        wanted: Narrowed = EVERYTHING,
        unit: tuple[str, int] | None = None,
    ) -> None:
        """`n`: the round, None: the latest revealed; `unit`: document and unit to begin with."""
        super().__init__()
        self.n = n
        self.wanted = wanted
        self.queue: Queue | None = None
        """What was read last; None: not yet."""
        self.place = 0
        self._begin = unit
        self._agreed: tuple[str, ...] = ()

    async def _reading(self) -> None:
        store, viewer, n = self.store, self.viewer, self.n

        def step() -> Queue:
            from workbench.steps.disagreements import queue

            return queue(store, viewer, n)

        here = self.one
        found = await self.done(step)
        if found is None:
            self.queue = None
            self.show_none(self.said.removeprefix("! "))
            return
        self.queue, self.n = found, found.n
        places = [at for at, one in enumerate(self.shown) if here and same_unit(one, here)]
        self.place = places[0] if places else min(self.place, max(len(self.shown) - 1, 0))
        self._show()
        if here is None:
            self._first()

    def _first(self) -> None:
        begin = [at for at, one in enumerate(self.shown) if (one.document, one.unit) == self._begin]
        if begin:
            self.place = begin[0]
            self._show()
        elif self.queue is not None and self.one is not None and self.one.decision is not None:
            self.action_next_undecided()
        if self.shown:
            self.say("Press the key of a line to settle the unit so. F1 explains.")

    @property
    def shown(self) -> tuple[Queued, ...]:
        """The disagreements that are wanted."""
        return tuple(filter(self.wanted.fits, self.queue.queued)) if self.queue else ()

    @property
    def one(self) -> Queued | None:
        """The disagreement on the screen."""
        return self.shown[self.place] if self.place < len(self.shown) else None

    @property
    def ways(self) -> list[Way]:
        """How the disagreement on the screen can be settled."""
        return settling.ways(self.one) if self.one else []

    def here(self) -> str:
        """The way to settle under the cursor."""
        if self.one is None or self.way >= len(self.ways):
            return ""
        way, one = self.ways[self.way], self.one
        who = f", as {way.who} coded it" if way.who in one.choices else ""
        kinds = settling.KINDS.get(one.kind, "")
        return f"{way.key} or Enter settles {one.number} so: {way.what}{who}. {kinds}".strip()

    # -------------------------------------------------------------- showing

    def _show(self) -> None:
        one = self.one
        if one is None:
            self._show_none()
            return
        where = f"{self.place + 1} of {len(self.shown)}"
        about = (self.wanted.words,) if self.wanted.words else ()
        title = (f"Disagreement {where}", one.number, one.kind, f"round {self.n}", *about)
        self.title_line(*title)
        ways = [(way.key, way.who, way.what) for way in self.ways]
        self.show_one(settling.in_full(one), one.rules, ("", "Who", "What"), ways)
        self.say(self.said.removeprefix("! "))

    def _show_none(self) -> None:
        self.title_line("Disagreements", f"round {self.n}", *filter(None, (self.wanted.words,)))
        words = "There is none of these." if self.wanted.words else "Nobody differs in this round."
        self.show_none(words)
        self.say("")

    def progress(self) -> str:
        """How many are undecided, and what came of the others."""
        if self.queue is None:
            return ""
        queue, changed = self.queue, self.queue.tally.changed
        undecided = f"{len(queue.undecided)} of {len(queue.queued)} undecided"
        return f"{undecided}, {changed} changed" if changed else undecided

    # -------------------------------------------------------------- moving

    def action_go(self, step: int) -> None:
        """Go to the next disagreement, or (below 0) the one before."""
        if self.shown:
            self.place = (self.place + step) % len(self.shown)
            self._show()

    def action_next_undecided(self) -> None:
        """Go to the next that nobody has decided on."""
        shown = self.shown
        later = [*range(self.place + 1, len(shown)), *range(self.place + 1)]
        left = [at for at in later if at < len(shown) and shown[at].decision is None]
        if left:
            self.place = left[0]
            self._show()
        elif shown:
            self.say("All of these are decided. Ctrl+D declares the round adjudicated.")

    def action_everything(self) -> None:
        """Show all disagreements of the round."""
        here, narrowed = self.one, self.wanted != EVERYTHING
        self.wanted = EVERYTHING
        self.place = self.shown.index(here) if here else 0
        self._show()
        self.say("All of the round are shown." if narrowed else "All are shown already.")

    @work(group="dialog")
    async def action_matrix(self) -> None:
        """See which codes are taken for each other, and go to those units."""
        from workbench.tui.screens.matrix import MatrixScreen

        if self.queue is None:
            return
        matrix = MatrixScreen(self.queue)
        await self.app.push_screen_wait(matrix)
        if matrix.pair is not None:
            self.wanted, self.place = Narrowed(pair=matrix.pair), 0
            self._show()
            self.say("These units only; w shows all again.")

    # -------------------------------------------------------------- deciding

    def takes(self, event: events.Key) -> bool:
        """The key of a way takes it."""
        for way in self.ways:
            if event.character == way.key:
                self._take(way)
                return True
        return False

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Take the way that was chosen."""
        event.stop()
        if event.place < len(self.ways):
            self._take(self.ways[event.place])

    def _take(self, way: Way) -> None:
        if way.key == "/":
            self.action_choose_codes()
        else:
            self._decide(way)

    @work(group="dialog")
    async def action_choose_codes(self) -> None:
        """Settle with any codes of the codebook."""
        from workbench.tui.dialogs.decide import ChooseCodes

        if (one := self.one) is None:
            return
        codes = await self.done(lambda: settling.code_names(self.store, self.viewer, self.n))
        if codes is None:
            return
        chosen = await self.app.push_screen_wait(ChooseCodes(codes, settling.chosen_codes(one)))
        if chosen is not None:
            self._decide(Way("/", "", ", ".join(chosen), "codes", chosen))

    @work(group="dialog")
    async def _decide(self, way: Way) -> None:
        """Ask for the reason and who agreed, and store the decision."""
        from workbench.tui.dialogs.decide import AskReason

        one, queue = self.one, self.queue
        if one is None or queue is None:
            return
        coders = await self.done(lambda: settling.coder_names(self.store, self.viewer))
        if coders is None:
            return
        dialog = AskReason(one.number, way.what, coders, self._presumed(coders), one.decision)
        store, viewer, n = self.store, self.viewer, queue.n

        def made(asked: tuple[str, tuple[str, ...]]) -> Decision:
            return Decision(one.document, one.unit, way.codes, way.outcome, *asked)

        dialog.attempt = lambda asked: settling.decide(store, viewer, n, made(asked))
        asked = await self.app.push_screen_wait(dialog)
        if asked is None:
            return
        self._agreed = asked[1]
        self._decided(one, made(asked), f"{one.number}: {way.what}; {dialog.did}")

    def _presumed(self, coders: Sequence[str]) -> tuple[str, ...]:
        """Who agreed last, else who is at the keyboard."""
        return self._agreed or tuple(name for name in coders if name == self.viewer.coder)

    def _decided(self, one: Queued, made: Decision, sentence: str) -> None:
        """Go on to the next at once; the counts follow when they have been read."""
        if self.queue is None:
            return
        decided = replace(one, decision=made, decided_codes=made.codes)
        queued = tuple(decided if same_unit(each, one) else each for each in self.queue.queued)
        self.queue = replace(self.queue, queued=queued)
        self.action_next_undecided()
        if self.queue.undecided:
            self.say(sentence)
        else:
            self.say(f"{sentence} All are decided: Ctrl+D declares the round adjudicated.")
        self.renew()

    @work(group="dialog")
    async def action_rule(self) -> None:
        """Change the rule of a code that is concerned."""
        from workbench.tui.dialogs.finder import PickName
        from workbench.tui.evolving import change_rule

        one = self.one
        if one is None or not one.rules:
            return
        names = [code.name for code in one.rules]
        place = 0
        if len(names) > 1:
            picked = await self.app.push_screen_wait(PickName("Whose rule?", names))
            if picked is None:
                return
            place = picked
        said = await change_rule(self, one.rules[place].uid)
        if said is not None:
            self.say(said)

    @work(group="dialog")
    async def action_adjudicate(self) -> None:
        """Declare the round adjudicated."""
        from workbench.tui import steering
        from workbench.tui.dialogs.rounds import AskAdjudicated

        if self.queue is None:
            return
        store, viewer, n = self.store, self.viewer, self.queue.n
        dialog = AskAdjudicated(n, len(self.queue.undecided))
        dialog.attempt = lambda reason: steering.adjudicate(store, viewer, n, reason)
        if await self.app.push_screen_wait(dialog) is not None:
            await self._reading()
            self.say(dialog.did)
