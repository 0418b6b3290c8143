"""Coding a document: all its keys, what the cursor is on, undo, and finishing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbench.errors import WorkbenchError
from workbench.terms import Round, Viewer
from workbench.tui import reading
from workbench.tui.screens.judging import JudgingScreen, called
from workbench.tui.sheet import CODED, NO_CODE, UNJUDGED, Sheet
from workbench.tui.widgets.codes import CodeList
from workbench.tui.widgets.transcript import Transcript
from workbench.tui.widgets.wrapping import elided
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.undo import Undone
    from workbench.store import Store
    from workbench.tui.work_screen import WorkScreen


ROOMY = 120
"""Cells in which the line of keys has room for a key that is seldom used."""


class CodeScreen(JudgingScreen):
    """One coder, one document, one round."""

    HELP = """Read the unit with the bar at its left, and press the letter of each code that \
applies; the letters stand beside the codes at the right. The same letter again takes the code \
off. If no code applies, press 0; if one is missing, p makes it; u takes back what you did last. \
Everything is saved as soon as its mark appears.

The signs: · is still to be judged, ● is coded, – has no code; units without a sign are context \
and not yours to judge. ✎ is a memo, ★ a quotation, ▪ a code on part of a unit. A digit beside the \
letter of a code puts it too; the number at its right says how often you have put it in this \
document. The rule of the code under the cursor › stands below the codes; comma and \
full stop move that cursor.

To code a few words, press v: the first word is marked. → and ← take words in or leave them out, \
l and h letters, ↓ goes on into the next unit, v moves the other end. Then press the letter of \
the code; Esc leaves. The mouse marks too. Shift with ↓ or ↑ chooses several units at once.

Where a round starts from what was coded before, those codes are copies, in pale letters: they \
count only once you say so, with + for the unit, or take them off.

Nobody else sees your codes, and you see nobody else's, until the round is revealed. Then the \
agreement is on g of the study, and where codes differ on d."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "go(1)", "Move", key_display="↓", tooltip="The next unit; ↑: before."),
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
        Binding(
            "plus", "confirm", "Confirm", show=False, key_display="+",
            tooltip="Stand by the codes that were copied onto the unit from before.",
        ),
        Binding("n", "next_unjudged", "Next", tooltip="Next unit that you have not judged."),
        Binding("u", "undo", "Undo", tooltip="Take back what you did last."),
        Binding("ctrl+r", "redo", "Redo", show=False, tooltip="Do again what you undid."),
        Binding(
            "p", "propose", "New", tooltip="A code of your own, or a change of this code."
        ),
        Binding(
            "ctrl+d",
            "finish",
            "Finish",
            tooltip="Declare the document finished: no code \
applies to what you have not judged.",
        ),
        Binding("m", "memo", "Memo", tooltip="Write a memo about the unit."),
        Binding("M", "memo_on_code", "On code", show=False, tooltip="A memo about the code."),
        Binding("v", "mark", "Mark", tooltip="Mark words; while marking, the other end moves."),
        Binding("s", "star", "Star", tooltip="Star what is coded here as a quotation, or unstar."),
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
    ]  # fmt: skip
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
        &.-slim {
            grid-size: 1 5;
            grid-columns: 1fr;
            grid-rows: 1 3fr 2fr 1 1;
            & Transcript { row-span: 1; }
            & RuleBox { display: none; }
            & CodeList { border-top: solid $panel; }
        }
        &.-wide { grid-columns: 1fr 32; }
        &.-vast { grid-columns: 1fr 44; }
    }
    """

    def is_due(self, command: str) -> bool:
        """In an explore round codes are made; elsewhere that key needs room in the line."""
        if command != "propose":
            return True
        explores = self.round_.purpose == "explore" or self.app.size.width >= ROOMY
        return self.round_.state == "open" and explores

    def here(self) -> str:
        """The unit in focus and what is on it, the words that are marked, and the code."""
        sheet, unit = self.sheet, self.transcript.unit
        if sheet is None or not unit:
            return ""
        said = [self._about_marking() or self._about_unit(sheet, unit), self._about_code()]
        return "\n".join(part for part in said if part)

    def _about_unit(self, sheet: Sheet, unit: int) -> str:
        codes = [code.name for uid in sheet.codes_on(unit) if (code := sheet.code(uid))]
        state = {
            CODED: f"You have coded it: {listed(codes)}. The letter of a code takes it off.",
            NO_CODE: "You have said that no code applies; 0 takes that back.",
            UNJUDGED: "It is still to be judged: press the letter of each code that applies, or 0.",
        }.get(sheet.sign(unit), "It is context, and not yours to judge.")
        if codes and sheet.sign(unit) == UNJUDGED:
            state = f"Copied from before: {listed(codes)}. + confirms it, the letter takes it off."
        memo = f" Your memo: “{sheet.memos[unit]}”." if unit in sheet.memos else ""
        turn = sheet.page.turns[sheet.unit(unit).turn - 1]
        who = f", said by {turn.speaker}" if turn.speaker else ""
        facts = sheet.page.facts.get(turn.case or "", "")
        known = f" Who answered: {facts}." if facts else ""
        return f"Unit {unit}{who}. {state}{memo}{known}"

    def _about_marking(self) -> str:
        if self.marking is None or self.sheet is None:
            return ""
        marked = elided(self.sheet.page.text[slice(*self.marking.span)], 60)
        return f"Marked: “{marked}”. The letter of a code puts it on these words alone; Esc leaves."

    def _about_code(self) -> str:
        entry = self.codes.entry
        if entry is None or entry.code.kind == "category":
            return ""
        key = f"{entry.key} or Enter" if entry.key else "Enter"
        return f"The cursor › is on “{entry.code.name}”: {key} puts it here; its rule is below."

    def on_code_list_code_pointed(self, event: CodeList.CodePointed) -> None:
        """Show the rule of the code that the mouse pointed at; put it on at the second click."""
        again = event.place == self.codes.place
        self.codes.go(event.place)
        self._show_rule()
        if again:
            self.action_put()

    def on_transcript_code_pointed(self, event: Transcript.CodePointed) -> None:
        """Show the rule of the code that the mouse pointed at beside a unit."""
        self.codes.go(self.codes.place_of(event.code))
        self._show_rule()

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
            reading.refresh(self.store, self.viewer, self.round_.n, sheet, told)
        except WorkbenchError as fault:
            self._refused(fault)
            return
        units = reading.units_of(sheet, told) if told.n == self.round_.n else ()
        self._show_again(sheet, units)
        said = f"{word}: {told.what}{self._whereabouts(told, units)}."
        self.say(said)
        if "propos" in told.what:
            self._read_codes(self.transcript.unit, said)

    def _show_again(self, sheet: Sheet, units: Sequence[int]) -> None:
        """Show these units; what is chosen or marked there stays so, for another code."""
        chosen, marking = self.transcript.units, self.marking
        marked = sheet.touched(marking.span) if marking else range(0)
        self.transcript.show(sheet, units[0] if units else self.transcript.unit)
        if units and set(units) <= set(chosen):
            self.transcript.choose(chosen)
        if marking is not None and units and set(units) <= set(marked):
            self.transcript.mark(marking.span)
        else:
            self.marking = None
        self._arrived()

    def _whereabouts(self, told: Undone, units: Sequence[int]) -> str:
        if units:
            return f", {called(units)}"
        if told.document in (None, self.document) and told.n in (None, self.round_.n):
            return f", {told.target}" if told.target else ""
        return f", in {told.document or told.target} of round {told.n}"

    @work(group="dialog")
    async def action_finish(self) -> None:
        """Declare the document finished."""
        from workbench.steps import code
        from workbench.tui.dialogs.confirm import Confirm

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
            self._show_again(sheet, ())
            self.say(f"Finished: no code applies was set on {plural(count, 'unit')}.")


async def code_at(screen: WorkScreen, n: int, document: str, unit: int) -> CodeScreen | None:
    """The screen that codes a unit of a round; None: the round cannot be read, and that is said."""
    from workbench.store.reads import rounds

    store, viewer = screen.store, screen.viewer

    def read() -> Round:
        with store.reading() as reader:
            return rounds.round_of(reader, viewer, n)

    round_ = await screen.done(read)
    return None if round_ is None else CodeScreen(round_, document, unit)
