"""Coding a document: read a unit, press the keys of its codes, go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.errors import TextChanged, WorkbenchError
from workbench.terms import Coding, Round, Span, Viewer
from workbench.tui import sheet as sheets
from workbench.tui.entries import Entry
from workbench.tui.keymap import letters
from workbench.tui.marking import Marking
from workbench.tui.screens.base import WorkScreen
from workbench.tui.sheet import UNJUDGED, Sheet
from workbench.tui.widgets.codes import CodeList, RuleBox
from workbench.tui.widgets.transcript import Transcript
from workbench.tui.widgets.wrapping import elided
from workbench.tui.words import plural

if TYPE_CHECKING:
    from workbench.steps.undo import Undone
    from workbench.store import Store


ROOMY = 120
"""Cells in which the line of keys has room for a key that is seldom used."""


class CodeScreen(WorkScreen):
    """One coder, one document, one round."""

    HELP = """Read the unit with the bar at its left, and press the letter of each code that \
applies; the letters stand beside the codes at the right. The same letter again takes the code \
off. If no code applies, press 0; u takes back what you did last. Everything is saved as soon \
as its mark appears.

The signs: · is still to be judged, ● is coded, – has no code; units without a sign are context \
and not yours to judge. ✎ is a memo, ★ a quotation, ▪ a code on part of a unit. Digits put codes \
that you have used. The rule of the code under the cursor › stands below the codes; comma and \
full stop move that cursor.

To code a few words, press v: the first word is marked. → and ← take words in or leave them out, \
l and h letters, ↓ goes on into the next unit, v moves the other end. Then press the letter of \
the code; Esc leaves. The mouse marks too. Shift with ↓ or ↑ chooses several units at once.

Nobody else sees your codes, and you see nobody else's, until the round is revealed. Then the \
agreement is on g of the study, and where codes differ on d."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "go(1)", "Move", key_display="j/k", tooltip="Next unit to judge."),
        Binding("k,up", "go(-1)", "Back", show=False, tooltip="The unit before."),
        Binding(
            "slash,space",
            "pick",
            "Find",
            key_display="/",
            tooltip="Find a code by \
letters of its name or definition, and put it on the unit.",
        ),
        Binding("0", "no_code", "None", tooltip="Say that no code applies to the unit."),
        Binding("n", "next_unjudged", "Next", tooltip="Next unit that you have not judged."),
        Binding("u", "undo", "Undo", tooltip="Take back what you did last."),
        Binding("ctrl+r", "redo", "Redo", show=False, tooltip="Do again what you undid."),
        Binding(
            "p", "propose", "New code", tooltip="A code of your own, or a change of this code."
        ),
        Binding("m", "memo", "Memo", tooltip="Write a memo about the unit."),
        Binding("v", "mark", "Mark", tooltip="Mark words; while marking, the other end moves."),
        Binding("s", "star", "Star", tooltip="Star what is coded here as a quotation, or unstar."),
        Binding(
            "ctrl+d",
            "finish",
            "Finish",
            tooltip="Declare the document finished: no code \
applies to what you have not judged.",
        ),
        Binding("comma", "code(-1)", "Code above", show=False, tooltip="Cursor to the code above."),
        Binding(
            "full_stop",
            "code(1)",
            "Code below",
            show=False,
            tooltip="Cursor to the code \
below, to read its rule.",
        ),
        Binding(
            "enter",
            "put",
            "Put it",
            show=False,
            tooltip="Put the code under the cursor \
on the unit, or take it off.",
        ),
        Binding("right,w", "word(1)", "Word", show=False, tooltip="While marking: a word more."),
        Binding("left,b", "word(-1)", "Word back", show=False, tooltip="A word less."),
        Binding("l", "letter(1)", "Letter", show=False, tooltip="While marking: a letter more."),
        Binding("h", "letter(-1)", "Letter back", show=False, tooltip="A letter less."),
        Binding(
            "shift+down",
            "extend(1)",
            "More units",
            show=False,
            tooltip="Choose the next unit too; codes go on all that are chosen.",
        ),
        Binding("shift+up", "extend(-1)", "Fewer units", show=False, tooltip="Choose one less."),
        Binding(
            "equals_sign",
            "repeat",
            "Repeat",
            show=False,
            key_display="=",
            tooltip="Put the code that you used last.",
        ),
        Binding(
            "semicolon",
            "next_memo",
            "Next memo",
            show=False,
            key_display=";",
            tooltip="The next unit with a memo.",
        ),
        Binding(
            "greater_than_sign",
            "next_of_code(1)",
            "Next of code",
            show=False,
            key_display=">",
            tooltip="The next unit with the code under the cursor; < the one before.",
        ),
        Binding("less_than_sign", "next_of_code(-1)", "Before of code", show=False),
        Binding("g", "go_to", "Unit number", show=False, tooltip="Go to a unit by its number."),
        Binding("pagedown", "page(1)", "Page", show=False, tooltip="About a screen further."),
        Binding("pageup", "page(-1)", "Page back", show=False, tooltip="About a screen back."),
        Binding("home", "edge(-1)", "First", show=False, tooltip="The first unit to judge."),
        Binding("end", "edge(1)", "Last", show=False, tooltip="The last unit to judge."),
        Binding(
            "right_square_bracket",
            "document(1)",
            "Next document",
            show=False,
            tooltip="Your next document in this round.",
        ),
        Binding(
            "left_square_bracket",
            "document(-1)",
            "Document before",
            show=False,
            tooltip="Your document before in this round.",
        ),
        Binding("ctrl+e", "correct", "Correct", show=False, tooltip="Correct misheard words."),
        Binding("q", "back", "Back", tooltip="Back to the study."),
        Binding(
            "escape", "leave", "Leave", show=False, tooltip="Leave the marking, or the screen."
        ),
    ]
    DEFAULT_CSS = """
    /* No containers: each would be drawn again, line for line, at every key. */
    CodeScreen {
        layout: grid;
        grid-size: 2 5;
        grid-columns: 1fr 24;
        grid-rows: 1 3fr 2fr 1 1;
        & #title, & #status, & #keys { column-span: 2; }
        & Transcript { row-span: 2; }
        & RuleBox { border-top: solid $panel; }
        &.-wide { grid-columns: 1fr 32; }
        &.-vast { grid-columns: 1fr 44; }
    }
    """

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

    def is_due(self, action: str) -> bool:
        """In an explore round codes are made; elsewhere that key needs room in the line."""
        if action != "propose":
            return True
        explores = self.round_.purpose == "explore" or self.app.size.width >= ROOMY
        return self.round_.state == "open" and explores

    def progress(self) -> str:
        """How many units are judged."""
        return f"{self.sheet.judged()} of {len(self.sheet.asked)} judged" if self.sheet else ""

    def renew(self) -> None:
        """Read the document as the coder may see it, and show it."""
        self._read()

    @work(exclusive=True, group="renew")
    async def _read(self) -> None:
        await self._reading()

    async def _reading(self) -> None:
        store, viewer, round_, name = self.store, self.viewer, self.round_, self.document
        taken = letters(self.bench.keys_changed, self.name_of_screen())
        sheet = await self.done(lambda: sheets.read(store, viewer, round_, name, taken))
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
        if not sheet.complete:
            # Reading on keeps the keys waiting, for a moment; none of them is lost.
            self.call_after_refresh(self._read_on, sheet)
        anew, self._anew = self._anew, ""
        if anew:
            self.say(anew, bad=True)
        elif not sheet.asked:
            self.say(f"No unit of {name} is yours to judge in round {round_.n}.", bad=True)
        else:
            self.say(f"{plural(len(sheet.asked), 'unit')} to judge. F1 explains the keys.")

    def _read_on(self, sheet: Sheet) -> None:
        if not self._renewed(sheet):
            self.sheet = None
        elif self.sheet is sheet:
            self.transcript.show(sheet, sheet.next_unjudged(0) or self.transcript.unit)
            self._arrived()

    def _renewed(self, sheet: Sheet) -> bool:
        """Whether all that the coder judged could be read again."""
        try:
            sheets.renew(self.store, self.viewer, self.round_.n, sheet)
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
            self.codes.mark(sheet.codes_on(unit), sheet.digits)
            self._show_rule()

    def _show_rule(self) -> None:
        entry = self.codes.entry
        self.rule.show_code(entry.code if entry else None, own=bool(entry and entry.own))

    # -------------------------------------------------------------- moving

    def action_go(self, step: int) -> None:
        """Go to the next unit to judge, or (below 0) the one before; marking goes on so far."""
        if self.marking is not None:
            self._mark_units(step)
        elif self.sheet is not None:
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
        from workbench.tui.dialogs.ask import AskUnit

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
        uid = entry.code.uid
        unit = sheet.next_where(self.transcript.unit, lambda at: uid in sheet.codes_on(at), step)
        self._go(unit)
        self.codes.go(self.codes.place_of(uid))
        self._show_rule()
        if unit is None:
            self.say(f"No unit of this document has {entry.code.name}.")

    def action_extend(self, step: int) -> None:
        """Choose a unit more, or (below 0) one less."""
        sheet, unit = self.sheet, self.transcript.unit
        if sheet is None or not unit:
            return
        units = self.transcript.units or range(unit, unit + 1)
        other = sheet.nearest_asked(units[-1] if unit == units[0] else units[0], step)
        if other is None:
            return
        self.transcript.choose(range(min(unit, other), max(unit, other) + 1))
        self.say(f"{plural(len(self._chosen()), 'unit')} chosen: a letter puts its code on all.")

    def _chosen(self) -> list[int]:
        """The units that are chosen together and can be judged."""
        units = self.transcript.units or [self.transcript.unit]
        return [unit for unit in units if self.sheet and self.sheet.is_asked(unit)]

    # -------------------------------------------------------------- marking words

    def action_mark(self) -> None:
        """Mark the first word of the unit; while marking, the other end moves."""
        sheet, unit = self.sheet, self.transcript.unit
        if self.marking is not None:
            self._mark(self.marking.other_end())
        elif sheet is not None and unit:
            bounds = sheet.unit(unit)
            self._mark(Marking.of_word(sheet.page.text, Span(bounds.start, bounds.stop)))

    def action_word(self, step: int) -> None:
        """Take a word in, or (below 0) leave one out."""
        if self.marking is not None:
            self._mark(self.marking.by_word(step))
        else:
            self.say("v begins to mark words.")

    def action_letter(self, step: int) -> None:
        """Take a letter in, or (below 0) leave one out."""
        if self.marking is not None:
            self._mark(self.marking.by_letter(step))
        else:
            self.say("v begins to mark words.")

    def _mark_units(self, step: int) -> None:
        """The moving end goes to the next end of a unit, or (below 0) to the one before."""
        sheet, marking = self.sheet, self.marking
        if sheet is None or marking is None:
            return
        start, stop = marking.span
        if marking.at_stop:
            edges = [unit.stop for unit in sheet.page.units]
            later = [edge for edge in edges if edge > stop]
            earlier = [edge for edge in edges if start < edge < stop]
        else:
            edges = [unit.start for unit in sheet.page.units]
            later = [edge for edge in edges if start < edge < stop]
            earlier = [edge for edge in edges if edge < start]
        if later if step > 0 else earlier:
            self._mark(marking.to(later[0] if step > 0 else earlier[-1]))

    def _mark(self, marking: Marking) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self.transcript.choose(range(0))
        self.marking = marking
        units = sheet.touched(marking.span)
        moving = (units[-1] if marking.at_stop else units[0]) if units else 0
        self.transcript.mark(marking.span, moving)
        words = sheet.page.text[slice(*marking.span)].replace("\n", " ")
        end = "end" if marking.at_stop else "beginning"
        self.say(f"→ ← move the {end}, v the other, a letter codes: “{elided(words, 40)}”")

    def on_transcript_words_dragged(self, event: Transcript.WordsDragged) -> None:
        """Mark what the mouse was dragged over."""
        if self.sheet is not None:
            self._mark(Marking.between(self.sheet.page.text, event.first, event.last))

    def on_transcript_word_pointed(self, event: Transcript.WordPointed) -> None:
        """Mark the word that the mouse pointed at twice."""
        if self.sheet is not None:
            text = self.sheet.page.text
            around = Span(max(event.letter.start - 200, 0), event.letter.stop + 200)
            self._mark(Marking.of_word(text, around, event.letter.start))

    def action_leave(self) -> None:
        """Leave what is marked or chosen, else the screen."""
        if self.marking is not None or self.transcript.units:
            self._let_go()
            self.say("Nothing is marked any more.")
        else:
            self.action_back()

    def on_transcript_unit_pointed(self, event: Transcript.UnitPointed) -> None:
        """Go where the mouse pointed, if that is to be judged."""
        if self.sheet is not None and self.sheet.is_asked(event.unit):
            self._go(event.unit)

    def action_code(self, step: int) -> None:
        """Move the cursor in the codebook."""
        self.codes.go(self.codes.place + step)
        self._show_rule()

    def on_code_list_code_pointed(self, event: CodeList.CodePointed) -> None:
        """Show the rule of the code that the mouse pointed at; put it on at the second click."""
        again = event.place == self.codes.place
        self.codes.go(event.place)
        self._show_rule()
        if again:
            self.action_put()

    def action_document(self, step: int) -> None:
        """Go to the coder's next document, or (below 0) the one before."""
        mine = [a.document for a in self.round_.assignments if a.coder == self.viewer.coder]
        place = (mine.index(self.document) if self.document in mine else 0) + step
        if not 0 <= place < len(mine):
            self.say("There is no further document of yours in this round.")
            return
        self.document, self.sheet = mine[place], None
        self.renew()

    def action_back(self) -> None:
        """Back to the study."""
        self.dismiss(None)

    # -------------------------------------------------------------- judging

    def on_key(self, event: events.Key) -> None:
        """A letter puts its code, a digit one of those used last."""
        character = event.character or ""
        if self.sheet is None or len(character) != 1:
            return
        uid = self._uids.get(character)
        if uid is None and character in "123456789":
            uid = self.sheet.digits[int(character) - 1] or None
        if uid is not None:
            event.stop()
            self._toggle(uid)
        elif character.isalpha() and event.key not in self.active_bindings:
            event.stop()
            self.say(f"No code has the letter {character}; / finds one.", bad=True)

    def action_put(self) -> None:
        """Put the code under the cursor on the unit, or take it off."""
        if self.codes.entry is not None:
            self._toggle(self.codes.entry.code.uid)

    @work(group="dialog")
    async def action_pick(self) -> None:
        """Find a code, and put it on the unit or take it off."""
        from workbench.tui.dialogs.finder import PickCode

        if self.sheet is None:
            return
        picker = PickCode(self.sheet.entries, self.sheet.recent)
        uid = await self.app.push_screen_wait(picker)
        if uid is not None:
            self._toggle(uid)

    def action_repeat(self) -> None:
        """Put the code that was used last, where it is not yet."""
        if self.sheet is None or not self.sheet.recent:
            self.say("You have used no code yet in this sitting.")
            return
        uid = self.sheet.recent[0]
        if all(self.sheet.has(uid, span) for span in self._spans()):
            self.say("It is there already.")
        else:
            self._toggle(uid)

    def _spans(self) -> list[Span]:
        """What a code goes on: the words that are marked, else the units that are chosen."""
        sheet = self.sheet
        if sheet is None or not self.transcript.unit:
            return []
        if self.marking is not None:
            return [self.marking.span]
        return [Span(*sheet.unit(unit)[1:3]) for unit in self._chosen()]

    def _toggle(self, uid: str) -> None:
        from workbench.steps import code

        sheet, spans = self.sheet, self._spans()
        if sheet is None or not spans:
            return
        args = (self.store, self.viewer, self.round_.n, self.document, uid)
        try:
            if len(spans) == 1:
                did = code.toggle(*args, *spans[0], sha256=sheet.page.sha256)
            else:
                did = code.toggle_units(*args, spans, sha256=sheet.page.sha256)
        except WorkbenchError as fault:
            self._refused(fault)
            return
        for span in spans:
            self._show_toggled(sheet, uid, span, applied=did.applied)
        if did.replaced:
            self._renewed(sheet)
        self._saved(uid, spans, applied=did.applied)

    def _show_toggled(self, sheet: Sheet, uid: str, span: Span, *, applied: bool) -> None:
        units = sheet.touched(span)
        if applied and not sheet.has(uid, span):
            coder = self.viewer.coder or ""
            sheet.put(Coding(coder, self.document, uid, *span, units[0], units[-1]))
        elif not applied:
            sheet.take_back(uid, span)

    def _saved(self, uid: str, spans: Sequence[Span], *, applied: bool) -> None:
        """Show what is on the disk now."""
        sheet = self.sheet
        if sheet is None:
            return
        if applied:
            sheet.use(uid)
        code = sheet.code(uid)
        self.codes.go(self.codes.place_of(uid))
        units = [unit for span in spans for unit in sheet.touched(span)]
        for unit in units:
            self.transcript.redraw(unit)
        self._arrived()
        what = "Saved" if applied else "Taken off"
        words = " on words" if self.marking is not None else ""
        self.say(f"{what}: {code.name if code else uid}{words}, {_units(units)}.")

    def action_star(self) -> None:
        """Star what is coded here as a quotation, or take the stars back."""
        from workbench.steps import code

        sheet, spans = self.sheet, self._spans()
        if sheet is None or not spans:
            return
        where = (self.store, self.viewer, self.round_.n, self.document)
        try:
            ends = (spans[0].start, spans[-1].stop)
            many, starred = code.star(*where, *ends, sha256=sheet.page.sha256)
        except WorkbenchError as fault:
            self._refused(fault)
            return
        self._renewed(sheet)
        for span in spans:
            for unit in sheet.touched(span):
                self.transcript.redraw(unit)
        what = "Starred as a quotation" if starred else "No quotation any more"
        self.say(f"{what}: {plural(many, 'coding')}.")

    def action_no_code(self) -> None:
        """Say that no code applies to the unit, or take that back."""
        sheet, unit = self.sheet, self.transcript.unit
        if sheet is None or not unit:
            return
        chosen = self._chosen()
        if len(chosen) > 1:
            chosen = [unit for unit in chosen if sheet.sign(unit) == UNJUDGED]
        for unit in chosen:
            if not self._pass(sheet, unit):
                return
        if len(chosen) > 1:
            self.say(f"Saved: no code applies, {_units(chosen)}.")

    def _pass(self, sheet: Sheet, unit: int) -> bool:
        """Whether it could be said, or taken back, that no code applies to a unit."""
        from workbench.steps import code

        bounds = sheet.unit(unit)
        try:
            applies = code.toggle_no_code(
                self.store,
                self.viewer,
                self.round_.n,
                self.document,
                bounds.start,
                bounds.stop,
                sha256=sheet.page.sha256,
            )
        except WorkbenchError as fault:
            self._refused(fault)
            return False
        sheet.pass_over(unit, applies=applies)
        self.transcript.redraw(unit)
        self._arrived()
        self.say(f"Saved: no code applies, unit {unit}." if applies else f"Unit {unit} is open.")
        return True

    def action_undo(self) -> None:
        """Take back what the coder did last."""
        from workbench.steps.undo import undo

        self._back_and_forth(undo, "Undone")

    def action_redo(self) -> None:
        """Do again what the coder undid."""
        from workbench.steps.undo import redo

        self._back_and_forth(redo, "Done again")

    def _back_and_forth(self, step: Callable[[Store, Viewer], Undone], word: str) -> None:
        """Take the step, and show what is on the disk now, where it is."""
        sheet = self.sheet
        if sheet is None:
            return
        try:
            told = step(self.store, self.viewer)
            sheets.refresh(self.store, self.viewer, self.round_.n, sheet)
        except WorkbenchError as fault:
            self._refused(fault)
            return
        unit = sheets.unit_of(sheet, told) if told.n == self.round_.n else None
        self.transcript.show(sheet, unit or self.transcript.unit)
        self._arrived()
        said = f"{word}: {told.what}{self._where(told, unit)}."
        self.say(said)
        if "propos" in told.what:
            self._read_codes(self.transcript.unit, said)

    def _where(self, told: Undone, unit: int | None) -> str:
        if unit is not None:
            return f", unit {unit}"
        if told.document in (None, self.document) and told.n in (None, self.round_.n):
            return f", {told.target}" if told.target else ""
        return f", in {told.document or told.target} of round {told.n}"

    @work(group="dialog")
    async def action_finish(self) -> None:
        """Declare the document finished."""
        from workbench.steps import code
        from workbench.tui.dialogs.ask import Confirm

        sheet = self.sheet
        if sheet is None:
            return
        left = len(sheet.asked) - sheet.judged()
        question = (
            f"You have judged {sheet.judged()} of {plural(len(sheet.asked), 'unit')} in "
            f"{self.document}. If you finish it, “no code applies” is set on the other {left}."
        )
        if not await self.app.push_screen_wait(Confirm(question, "Finish it")):
            return
        store, viewer, n = self.store, self.viewer, self.round_.n
        count = await self.done(lambda: code.finish(store, viewer, n, self.document))
        if count is not None:
            sheet.finished = True
            self._renewed(sheet)
            self.transcript.show(sheet, self.transcript.unit)
            self._arrived()
            self.say(f"Finished: no code applies was set on {plural(count, 'unit')}.")

    @work(group="dialog")
    async def action_propose(self) -> None:
        """Propose a code of one's own, or a change of the code under the cursor."""
        from workbench.tui import proposing
        from workbench.tui.dialogs.propose import Propose

        sheet, unit, spans, r = self.sheet, self.transcript.unit, self._spans(), self.round_
        if sheet is None:
            return
        entry = self.codes.entry
        paths = paths_of([one for one in sheet.entries if not one.own])
        words = sheet.page.text[slice(*spans[0])].replace("\n", " ") if spans else ""
        dialog = Propose(
            list(paths.values()),
            paths[entry.code.uid] if entry and not entry.own else "",
            entry.code.definition if entry else "",
            explores=r.purpose == "explore",
            words=elided(words, 40),
        )
        where = proposing.Where(r.n, self.document, unit, spans, sheet.page.sha256)
        store, viewer, made = self.store, self.viewer, []

        def attempt(asked: proposing.Asked) -> str:
            made.append(proposing.propose(store, viewer, where, asked))
            return made[-1].said

        dialog.attempt = attempt
        if await self.app.push_screen_wait(dialog) is None:
            return
        if made[-1].code:
            self._let_go()
            self._read_codes(unit, dialog.did, made[-1].code)
        else:
            self.say(dialog.did)

    @work(exclusive=True, group="renew")
    async def _read_codes(self, unit: int, said: str, uid: str = "") -> None:
        """Read again after the coder's own codes changed; `uid`: one that was used now."""
        self._begin = unit
        await self._reading()
        if self.sheet is not None and uid and self.sheet.code(uid):
            self.sheet.use(uid)
            self.codes.go(self.codes.place_of(uid))
            self._arrived()
        self.say(said)

    @work(group="dialog")
    async def action_correct(self) -> None:
        """Correct words of the turn, after it was shown what changes."""
        from workbench.tui.dialogs.correct import CorrectWords

        sheet, unit = self.sheet, self.transcript.unit
        if sheet is None or not unit:
            return
        store, viewer = self.store, self.viewer
        dialog = CorrectWords(self.document, sheet.page.units[unit - 1].turn)
        dialog.attempt = lambda asked: dialog.correct(store, viewer, asked)
        if await self.app.push_screen_wait(dialog) is not None:
            self._read_codes(unit, dialog.did)

    @work(group="dialog")
    async def action_memo(self) -> None:
        """Write a memo about the unit."""
        from workbench.steps import memo
        from workbench.tui.dialogs.memo import WriteMemo

        sheet, unit = self.sheet, self.transcript.unit
        if sheet is None or not unit:
            return
        about = f"unit {unit} of {self.document}"
        text = await self.app.push_screen_wait(WriteMemo(about, sheet.memos.get(unit, "")))
        if text is None:
            return
        store, viewer, n, target = self.store, self.viewer, self.round_.n, f"{self.document}#{unit}"

        def step() -> bool:
            memo.write_memo(store, viewer, "unit", target, text, n)
            return True

        if await self.done(step):
            sheet.memos.pop(unit, None)
            if text.strip():
                sheet.memos[unit] = text
            self.transcript.redraw(unit)
            self.say(f"Saved: memo on unit {unit}.")


def paths_of(entries: Iterable[Entry]) -> dict[str, str]:
    """The path of each code, by uid."""
    found: dict[str, str] = {}
    above: list[str] = []
    for entry in entries:
        above = [*above[: entry.depth], entry.code.name]
        found[entry.code.uid] = " > ".join(above)
    return found


def _units(units: Sequence[int]) -> str:
    """Units as a person names them.

    >>> _units([3]), _units([3, 4, 5])
    ('unit 3', 'units 3 to 5')
    """
    first, last = min(units), max(units)
    return f"unit {first}" if first == last else f"units {first} to {last}"
