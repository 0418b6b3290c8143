"""Judging units: a key puts its code, or says that none applies; what is shown is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from textual import events, work

from workbench.errors import WorkbenchError
from workbench.terms import Coding, Span, Viewer
from workbench.tui.screens.noting import NotingScreen
from workbench.tui.sheet import CODED, UNJUDGED, Sheet
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.store import Store

T = TypeVar("T")


class JudgingScreen(NotingScreen):
    """A document whose units are judged."""

    def takes(self, event: events.Key) -> bool:
        """A letter puts its code, a digit one of those used last."""
        self._read_on()
        character = event.character or ""
        if self.sheet is None or len(character) != 1:
            return False
        uid = self._uids.get(character)
        if uid is None and character in "123456789":
            uid = self.used.digits[int(character) - 1] or None
        if uid is not None:
            self._toggle(uid)
        elif character.isalpha() and event.key not in self._keys:
            self.say(f"No code has the letter {character}; / finds one.", bad=True)
        else:
            return False
        return True

    def _read_on(self) -> None:
        super()._read_on()
        # Imported while the text is looked at, not before it is seen, nor at the first key.
        import_module("workbench.steps.code")

    @cached_property
    def _keys(self) -> frozenset[str]:
        """Keys that do something here; Textual gathers them anew each time that it is asked."""
        return frozenset(self.active_bindings)

    def action_put(self) -> None:
        """Put the code under the cursor on the unit, or take it off."""
        entry = self.codes.entry
        if entry is not None and entry.code.kind == "category":
            self.say(f"{entry.code.name} groups codes; put one of those below it.")
        elif entry is not None:
            self._toggle(entry.code.uid)

    @work(group="dialog")
    async def action_pick(self) -> None:
        """Find a code, and put it on the unit or take it off."""
        from workbench.tui.dialogs.finder import PickCode

        if self.sheet is None:
            return
        picker = PickCode(self.sheet.entries, self.used.recent)
        uid = await self.app.push_screen_wait(picker)
        if uid is not None:
            self._toggle(uid)

    def action_repeat(self) -> None:
        """Put the code that was used last, where it is not yet."""
        if self.sheet is None or not self.used.recent:
            self.say("You have used no code yet in this sitting.")
            return
        uid = self.used.recent[0]
        if all(self.sheet.has(uid, span) for span in self._spans()):
            self.say("It is there already.")
        else:
            self._toggle(uid)

    def _toggle(self, uid: str) -> None:
        from workbench.steps import code

        sheet, spans = self.sheet, self._spans()
        if sheet is None or not spans:
            return
        before, passage = self._names_on(spans), sheet.page.passage(spans)
        did = self._kept(lambda: code.toggle(*self._where, passage, uid))
        if did is None:
            return
        for span in spans:
            self._show_toggled(sheet, uid, span, applied=did.applied)
        if did.replaced:
            self._renewed(sheet, spans)
        gone = [name for name in before if name not in self._names_on(spans)]
        self._saved(uid, spans, gone if did.replaced else [], applied=did.applied)

    def _names_on(self, spans: Sequence[Span]) -> list[str]:
        """The codes on units that some stretches touch."""
        sheet = self.sheet
        if sheet is None:
            return []
        units = [unit for span in spans for unit in sheet.touched(span)]
        uids = dict.fromkeys(uid for unit in units for uid in sheet.codes_on(unit))
        return [code.name for uid in uids if (code := sheet.code(uid))]

    def _show_toggled(self, sheet: Sheet, uid: str, span: Span, *, applied: bool) -> None:
        units = sheet.touched(span)
        if applied and not sheet.has(uid, span):
            coder = self.viewer.coder or ""
            sheet.put(Coding(coder, self.document, uid, *span, units[0], units[-1]))
        elif not applied:
            sheet.take_back(uid, span)

    def _saved(
        self, uid: str, spans: Sequence[Span], gone: Sequence[str], *, applied: bool
    ) -> None:
        """Show what is on the disk now; `gone`: exclusive codes that gave way."""
        sheet = self.sheet
        if sheet is None:
            return
        if applied:
            self.used.use(uid)
        code = sheet.code(uid)
        self.codes.go(self.codes.place_of(uid))
        units = [unit for span in spans for unit in sheet.touched(span)]
        self._redraw(units)
        self._arrived()
        what = "Saved" if applied else "Taken off"
        words = " on words" if self.marking is not None else ""
        place = f" in place of {listed(gone)}" if gone else ""
        self.say(f"{what}: {code.name if code else uid}{place}{words}, {called(units)}.")

    def action_star(self) -> None:
        """Star what is coded here as a quotation, or take the stars back."""
        from workbench.steps import code

        sheet, spans = self.sheet, self._spans()
        if sheet is None or not spans:
            return
        did = self._kept(lambda: code.star(*self._where, sheet.page.passage(spans)))
        if did is None:
            return
        many, starred = did
        self._renewed(sheet, spans)
        self._redraw(unit for span in spans for unit in sheet.touched(span))
        what = "Starred as a quotation" if starred else "No quotation any more"
        self.say(f"{what}: {plural(many, 'coding')}.")

    def action_no_code(self) -> None:
        """Say that no code applies to the unit, or take that back; to several as one act."""
        sheet, chosen = self.sheet, self._chosen()
        if sheet is None or not self.transcript.unit:
            return
        if len(chosen) > 1:
            chosen = [unit for unit in chosen if sheet.sign(unit) != CODED]
            chosen = [unit for unit in chosen if sheet.sign(unit) == UNJUDGED] or chosen
        if chosen:
            self._pass(sheet, chosen)
        else:
            self.say("All of these are coded; take the codes back first.", bad=True)

    def _pass(self, sheet: Sheet, units: Sequence[int]) -> None:
        """Say that no code applies to units, or take it back."""
        from workbench.steps import code

        spans = [Span(*sheet.unit(unit)[1:3]) for unit in units]
        passage = sheet.page.passage(spans)
        applies = self._kept(lambda: code.toggle_no_code(*self._where, passage))
        if applies is None:
            return
        for unit in units:
            sheet.pass_over(unit, applies=applies)
        self._redraw(units)
        self._arrived()
        said = called(units)
        verb = "is" if len(units) == 1 else "are"
        opened = f"{said.capitalize()} {verb} open."
        self.say(f"Saved: no code applies, {said}." if applies else opened)

    def action_confirm(self) -> None:
        """Stand by the codes that were copied onto the unit, or on all that are chosen."""
        from workbench.steps import code

        sheet, units = self.sheet, self._chosen()
        if sheet is None or not units:
            return
        spans = [Span(*sheet.unit(unit)[1:3]) for unit in units]
        many = self._kept(lambda: code.confirm(*self._where, sheet.page.passage(spans)))
        if many == 0:
            self.say("Nothing here is copied from before, so there is nothing to confirm.")
        elif many is not None and self._renewed(sheet, spans):
            self._redraw(units)
            self._arrived()
            self.say(f"Saved: {plural(many, 'copied coding')} confirmed, {called(units)}.")

    # -------------------------------------------------------------- how it is done

    @property
    def _where(self) -> tuple[Store, Viewer, int]:
        return self.store, self.viewer, self.round_.n

    def _kept(self, step: Callable[[], T]) -> T | None:
        """Do what a key says; what is refused is said, and gives None."""
        try:
            return step()
        except WorkbenchError as fault:
            self._refused(fault)
            return None

    def _redraw(self, units: Iterable[int]) -> None:
        for unit in units:
            self.transcript.redraw(unit)


def called(units: Sequence[int]) -> str:
    """Units as a person names them.

    >>> called([3]), called([3, 4, 5])
    ('unit 3', 'units 3 to 5')
    """
    first, last = min(units), max(units)
    return f"unit {first}" if first == last else f"units {first} to {last}"
