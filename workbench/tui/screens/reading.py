"""Reading a document as a coder may see it in a round, and moving in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.widget import Widget

from workbench.errors import TextChanged, WorkbenchError
from workbench.terms import Round, Span
from workbench.tui import reading
from workbench.tui.keymap import letters
from workbench.tui.marking import Marking
from workbench.tui.sheet import Sheet
from workbench.tui.widgets.codes import CodeList, RuleBox
from workbench.tui.widgets.transcript import Transcript
from workbench.tui.work_screen import WorkScreen
from workbench.words import plural


class ReadingScreen(WorkScreen):
    """One coder, one document, one round: the unit in focus, and the codebook beside it."""

    AT_ONCE: ClassVar[bool] = True

    def __init__(self, round_: Round, document: str, unit: int | None = None) -> None:
        """`unit`: which to begin with; None: the first that is not judged."""
        super().__init__()
        self.round_ = round_
        self._begin = unit
        self._anew = ""
        """Why the document is being read again."""
        self._used: Sheet | None = None
        """The sheet before this one, whose codes keep their digits."""
        self.document = document
        self.sheet: Sheet | None = None
        """What was read; None: not yet."""
        self._uids: dict[str, str] = {}
        self.marking: Marking | None = None
        """The words that are being marked."""

    def body(self) -> Iterable[Widget]:
        """The document, and the codebook beside it."""
        yield Transcript(id="transcript")
        yield CodeList(id="codes")
        yield RuleBox(id="rule")

    def on_mount(self) -> None:
        """Read the document."""
        self.transcript = self.query_one(Transcript)
        self.codes = self.query_one(CodeList)
        self.rule = self.query_one(RuleBox)
        self._title()
        self.renew()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Until the document is there, only the way back is open."""
        return self.sheet is not None or action in ("back", "leave")

    def _title(self) -> None:
        r = self.round_
        blind = ", blind" if r.state in ("open", "closed") else ""
        self.title_line(self.document, f"round {r.n} ({r.purpose}, {r.state}{blind})")

    def progress(self) -> str:
        """How many units are judged."""
        return f"{self.sheet.judged()} of {len(self.sheet.asked)} judged" if self.sheet else ""

    async def _reading(self) -> None:
        store, viewer, round_, name = self.store, self.viewer, self.round_, self.document
        taken = letters(self.bench.keys_changed, self.name_of_screen())
        whole = self._begin is not None
        read = partial(reading.read, store, viewer, round_, name, taken, whole=whole)
        sheet = await self.done(read)
        if sheet is None:
            return
        if self._used is not None:
            sheet.recent, sheet.digits = self._used.recent, self._used.digits
        self.sheet = self._used = sheet
        self._uids = {entry.key: entry.code.uid for entry in sheet.entries if entry.key}
        self.codes.show(sheet.entries)
        first = sheet.nearest_asked(0) or 0
        begin, self._begin = self._begin, None
        unjudged = sheet.next_unjudged(0) if sheet.complete else None
        self.transcript.show(sheet, begin or unjudged or first)
        self.transcript.focus()
        self._title()
        self._arrived()
        self.call_after_refresh(self._read_on)
        anew, self._anew = self._anew, ""
        if anew:
            self.say(anew, bad=True)
        elif not sheet.asked:
            self.say(f"No unit of {name} is yours to judge in round {round_.n}.", bad=True)
        else:
            how = "F1 explains the keys" if sheet.entries else "There is no code yet: p makes one"
            self.say(f"{plural(len(sheet.asked), 'unit')} to judge. {how}.")

    def _read_on(self) -> None:
        """Read the rest of a very long document: once its beginning is seen, or a key is pressed.

        That keeps the keys waiting, for a moment; none of them is lost.
        """
        sheet = self.sheet
        if sheet is None or sheet.complete:
            return
        if not self._renewed(sheet):
            self.sheet = None
        else:
            self.transcript.show(sheet, sheet.next_unjudged(0) or self.transcript.unit)
            self._arrived()

    def _renewed(self, sheet: Sheet, spans: Sequence[Span] = ()) -> bool:
        """Whether what the coder judged could be read again: where it changed, or all of it."""
        changed = Span(spans[0].start, spans[-1].stop) if spans else None
        try:
            reading.renew(self.store, self.viewer, self.round_.n, sheet, changed)
        except WorkbenchError as fault:
            self._refused(fault)
            return False
        return True

    def _refused(self, fault: WorkbenchError) -> None:
        """Say what was refused; a text that was corrected since it was read is shown anew."""
        if isinstance(fault, TextChanged):
            self._anew = f"{self.document} was corrected meanwhile; it is shown anew."
            self.marking, self._begin = None, self.transcript.unit
            self.renew()
        self.say(str(fault), bad=True)

    def _arrived(self) -> None:
        """The unit in focus, or what is on it, has changed."""
        sheet, unit = self.sheet, self.transcript.unit
        if sheet is not None:
            self.codes.mark(sheet.codes_on(unit), sheet.digits, sheet.uses)
            self._show_rule()

    def _show_rule(self) -> None:
        entry = self.codes.entry
        self.rule.show_code(entry.code if entry else None, own=bool(entry and entry.own))

    # -------------------------------------------------------------- moving

    def action_go(self, step: int) -> None:
        """Go to the next unit to judge, or (below 0) the one before."""
        if self.sheet is not None:
            self._go(self.sheet.nearest_asked(self.transcript.unit, step))

    def action_next_unjudged(self) -> None:
        """Go to the next unit that is not judged."""
        if self.sheet is None:
            return
        unit = self.sheet.next_unjudged(self.transcript.unit)
        self._go(unit)
        if unit is None:
            self.say("You have judged every unit here. ] goes to your next document.")

    def action_page(self, step: int) -> None:
        """Go about a screen further, or (below 0) back."""
        if self.sheet is None or not self.transcript.unit:
            return
        unit = self.transcript.page(step)
        self._go(unit if self.sheet.is_asked(unit) else self.sheet.nearest_asked(unit, step))

    def action_edge(self, step: int) -> None:
        """Go to the last unit to judge, or (below 0) the first."""
        if self.sheet is not None and self.sheet.asked:
            self._go(self.sheet.asked[-1 if step > 0 else 0])

    @work(group="dialog")
    async def action_go_to(self) -> None:
        """Go to a unit by its number."""
        from workbench.tui.dialogs.unit import AskUnit

        if self.sheet is None:
            return
        number = await self.app.push_screen_wait(AskUnit(len(self.sheet.page.units)))
        if number is not None:
            asked = self.sheet.is_asked(number)
            self._go(number if asked else self.sheet.nearest_asked(number))
            if not asked:
                self.say(f"Unit {number} is not yours to judge; this is the nearest that is.")

    def _go(self, unit: int | None) -> None:
        if unit:
            self._let_go()
            self.transcript.go(unit)
            self._arrived()

    def _let_go(self) -> None:
        """Nothing is marked, and no unit chosen but the one in focus."""
        if self.marking is not None:
            self.marking = None
            self.transcript.mark(None)
        self.transcript.choose(range(0))

    def action_next_memo(self) -> None:
        """Go to the next unit with a memo."""
        sheet = self.sheet
        if sheet is not None:
            unit = sheet.next_where(self.transcript.unit, sheet.memos.__contains__)
            self._go(unit)
            if unit is None:
                self.say("You have written no memo in this document; m writes one.")

    def action_next_of_code(self, step: int) -> None:
        """Go to the next unit with the code under the cursor, or (below 0) the one before."""
        sheet, entry = self.sheet, self.codes.entry
        if sheet is None or entry is None:
            return
        uid, here = entry.code.uid, self.transcript.unit
        unit = sheet.next_where(here, lambda at: uid in sheet.codes_on(at), step)
        self._go(unit)
        self.codes.go(self.codes.place_of(uid))
        self._show_rule()
        if unit is None:
            self.say(f"No unit of this document has {entry.code.name}.")
        elif unit == here:
            self.say(f"No other unit of this document has {entry.code.name}.")

    def action_code(self, step: int) -> None:
        """Move the cursor in the codebook."""
        self.codes.go(self.codes.place + step)
        self._show_rule()

    def action_document(self, step: int) -> None:
        """Go to the coder's next document, or (below 0) the one before."""
        mine = [a.document for a in self.round_.assignments if a.coder == self.viewer.coder]
        place = (mine.index(self.document) if self.document in mine else 0) + step
        if not 0 <= place < len(mine):
            self.say("There is no further document of yours in this round.")
            return
        self.document, self.sheet = mine[place], None
        self.renew()
