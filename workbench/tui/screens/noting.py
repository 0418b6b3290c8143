"""What is written down while coding: memos, codes of one's own, corrected words."""

from __future__ import annotations

from collections.abc import Iterable

from textual import work

from workbench.tui.entries import Entry
from workbench.tui.memos import write_memo
from workbench.tui.screens.marking import MarkingScreen
from workbench.tui.widgets.wrapping import elided


class NotingScreen(MarkingScreen):
    """A document in which the coder writes beside the codes."""

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
        where = proposing.Where(r.n, unit, sheet.page.passage(spans))
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
            self.used.use(uid)
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

    @work(group="dialog")
    async def action_memo_on_code(self) -> None:
        """Write a memo about the code under the cursor."""
        if self.sheet is not None and (entry := self.codes.entry) is not None:
            path = paths_of(self.sheet.entries)[entry.code.uid]
            await write_memo(self, entry.code.name, code=path)


def paths_of(entries: Iterable[Entry]) -> dict[str, str]:
    """The path of each code, by uid."""
    found: dict[str, str] = {}
    above: list[str] = []
    for entry in entries:
        above = [*above[: entry.depth], entry.code.name]
        found[entry.code.uid] = " > ".join(above)
    return found
