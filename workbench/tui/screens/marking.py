"""Choosing what a code goes on: several units at once, or words by keys and mouse."""

from __future__ import annotations

from workbench.terms import Span
from workbench.tui.marking import Marking
from workbench.tui.screens.reading import ReadingScreen
from workbench.tui.widgets.transcript import Transcript
from workbench.tui.widgets.wrapping import elided
from workbench.words import plural


class MarkingScreen(ReadingScreen):
    """A document in which units are chosen and words are marked."""

    def action_go(self, step: int) -> None:
        """Go to another unit; while marking, the moving end goes there."""
        if self.marking is not None:
            self._mark_units(step)
        else:
            super().action_go(step)

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
            self._mark_there(Marking.between(self.sheet.page.text, event.first, event.last))

    def on_transcript_word_pointed(self, event: Transcript.WordPointed) -> None:
        """Mark the word that the mouse pointed at twice."""
        if self.sheet is not None:
            text = self.sheet.page.text
            around = Span(max(event.letter.start - 200, 0), event.letter.stop + 200)
            self._mark_there(Marking.of_word(text, around, event.letter.start))

    def _mark_there(self, marking: Marking) -> None:
        """Mark words, and put their unit in focus: a memo or 0 is meant for it."""
        units = self.sheet.touched(marking.span) if self.sheet else ()
        if self.sheet is not None and units and self.sheet.is_asked(units[0]):
            self.transcript.focus_on(units[0])
            self._arrived()
        self._mark(marking)

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

    def _spans(self) -> list[Span]:
        """What a code goes on: the words that are marked, else the units that are chosen."""
        sheet = self.sheet
        if sheet is None or not self.transcript.unit:
            return []
        if self.marking is not None:
            return [self.marking.span]
        return [Span(*sheet.unit(unit)[1:3]) for unit in self._chosen()]
