"""Search: words with their surroundings, narrowed by code, speaker, fact or document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from workbench.tui import searching
from workbench.tui.entries import Entry
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.prose import Prose
from workbench.tui.widgets.rows import Rows
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.search import Found, Hit, Sought

FIRST, MANY = 50, 1000
"""Hits that are shown as soon as they are found, and at most."""


class SearchScreen(ListedScreen):
    """What is looked for, what was found, and the hit under the cursor in its surroundings."""

    FULL = "passage"
    HELP = """Type words and press Enter: all turns that have all of the words are found, whatever \
the case, the accents and the shape of quotes, also within longer words. Words in double quotes \
have to follow each other.

Below the line, letters narrow the search: c by code, n by a code that is not there, s by \
speaker, f by a fact about the participant, d by document; w takes all of that away. Codes are \
those that you may see: while a round is blind, your own. Enter opens the document there, to \
code it; p puts a code on the unit at once, = the one that you used last, and u takes it back. / \
goes back to the words."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "words", "Words", tooltip="Type other words."),
        Binding("p", "put", "Put", tooltip="Put a code on the unit, or take it off."),
        Binding("c", "by_code", "Code", tooltip="Only units with a code."),
        Binding("n", "without", "Not", tooltip="Only units without a code."),
        Binding("s", "speaker", "Speaker", tooltip="Only what somebody said."),
        Binding("f", "fact", "Fact", tooltip="Only what participants with a fact said."),
        Binding("d", "document", "Document", tooltip="Only in a document."),
        Binding("w", "widen", "All", tooltip="Take the narrowing away."),
        Binding("enter", "open", "Open", key_display="Enter", tooltip="Go there, to code it."),
        Binding("u", "undo", "Undo", show=False, tooltip="Take back what you did last."),
        Binding(
            "equals_sign",
            "repeat",
            "Repeat",
            show=False,
            key_display="=",
            tooltip="Put the code that you used last.",
        ),
        Binding(
            "right_square_bracket",
            "round(1)",
            "Next round",
            show=False,
            tooltip="The codes of the next round; [ of the one before.",
        ),
        Binding("left_square_bracket", "round(-1)", "Round before", show=False),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll what was said."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("q", "back", "Back", tooltip="Back to where you were."),
        Binding("escape", "leave", "Leave", show=False),
    ]
    DEFAULT_CSS = """
    SearchScreen {
        & Input { border: none; height: 1; padding: 0 1; margin: 1 1 0 1; }
        & Input { background: $primary 22%; }
        & Input:focus { border: none; text-style: bold; }
        & #hits { height: 1fr; margin: 1 1 0 1; }
        & #passage { height: 40%; border-top: solid $panel; }
    }
    """

    def __init__(self, *, code: str | None = None, speaker: str | None = None) -> None:
        """`code` or `speaker`: what is looked for at first."""
        super().__init__()
        self._code, self._speaker = code, speaker
        self._early = ""
        """Words that were asked for before the names were read."""
        self.sought: Sought | None = None
        self.found: Found | None = None
        """What was found last; None: nothing was looked for."""
        self.names: searching.Names | None = None

    def body(self) -> Iterable[Widget]:
        """The words, the hits, and one of them in its surroundings."""
        yield Field(placeholder='words, or "words in this order"', id="words")
        yield Rows("hits", "Type words and press Enter, or press Tab and then a key below.")
        yield Prose("passage")

    def on_mount(self) -> None:
        """Read the names, and look at once for what was asked."""
        self.title_line("Search")
        self.query_one("#hits", Rows).show((), ())
        self.renew()

    async def _reading(self) -> None:
        from workbench.steps.search import Sought

        store, viewer = self.store, self.viewer
        self.names = await self.done(lambda: searching.names(store, viewer))
        if self.sought is None:
            self.sought = Sought(
                words=self._early,
                codes=(self._code,) if self._code else (),
                speakers=(self._speaker,) if self._speaker else (),
            )
        if self.found is not None or self._code or self._speaker or self._early:
            await self._look()
        else:
            self.query_one("#words", Input).focus()
            self.say("Type words and press Enter. F1 explains.")

    async def _look(self) -> None:
        """Look, and show what is found."""
        store, viewer, sought = self.store, self.viewer, self.sought
        if sought is None:
            return

        def step(most: int) -> Found:
            from workbench.steps.search import search

            return search(store, viewer, sought, most)

        found = await self.done(partial(step, FIRST), "Looking …")
        if found is None:
            return
        self.query_one("#hits", Rows).place = 0
        self._show(found)
        if found.more:
            self.say(f"Found in {len(found.hits)} places; looking on …")
            found = await self.done(partial(step, MANY)) or found
            self._show(found)
        many = "the first " if found.more else ""
        self.say(f"Found in {many}{plural(len(found.hits), 'place')}.")

    def _show(self, found: Found) -> None:
        self.found = found
        rows = self.query_one("#hits", Rows)
        if found.hits:
            heads = ("Unit", "Who", "Words", "Codes")
            room = max(self.size.width * 2 // 5, 16)
            rows.show(heads, [searching.row_of(hit, room) for hit in found.hits])
        else:
            rows.empty("Nothing was found; try fewer words, or w for less narrowing.")
        self.title_line("Search", *self._narrowings())
        rows.focus()
        self.show_one()

    def _narrowings(self) -> list[str]:
        sought, found = self.sought, self.found
        if sought is None:
            return []
        facts = [f"{name} = {value}" for name, value in sought.attributes]
        without = [f"not {name}" for name in sought.without]
        names = (*sought.codes, *without, *sought.speakers, *facts, *sought.documents)
        round_ = [f"codes of round {found.n}"] if found and found.n else []
        return [*names, *round_]

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        place = self.query_one("#hits", Rows).place
        return self.found.hits[place] if self.found and place < len(self.found.hits) else None

    def show_one(self) -> None:
        """Show what is under the cursor in full."""
        hit, page = self.hit, self.query_one("#passage", Prose)
        if hit is None:
            page.show(())
            return
        said = searching.in_full(hit)
        page.show(said, sight=next(at for at, one in enumerate(said) if one.sign == "▌"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for the words."""
        event.stop()
        if self.sought is None:
            self._early = event.value
        else:
            self._search(replace(self.sought, words=event.value))

    @work(exclusive=True, group="renew")
    async def _search(self, sought: Sought) -> None:
        self.sought = sought
        await self._look()

    def here(self) -> str:
        """The words that are typed, or the hit under the cursor."""
        if isinstance(self.focused, Input):
            return "Type words and press Enter; Tab or Esc goes to what was found."
        if self.hit is None:
            return "Nothing was found; / goes to the words, w takes the narrowing away."
        hit = self.hit
        who = f", said by {hit.speaker}," if hit.speaker else ""
        coded = listed(list(hit.codes)) if hit.codes else "no code that you may see"
        return f"{hit.number}{who} is in {hit.document}; on it: {coded}. Enter goes there."

    # -------------------------------------------------------------- narrowing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While words are typed, letters are letters."""
        typing = isinstance(self.focused, Input)
        return not typing or action in ("leave",)

    def action_words(self) -> None:
        """Type other words."""
        self.query_one("#words", Input).focus()

    def action_leave(self) -> None:
        """From the words to what was found; from there back."""
        if isinstance(self.focused, Input) and self.found is not None:
            self.query_one("#hits", Rows).focus()
        else:
            self.dismiss(None)

    async def _picked(self, heading: str, names: Sequence[str]) -> str | None:
        from workbench.tui.dialogs.finder import PickName

        if not names:
            self.say("There is none to choose from in this study yet.", bad=True)
            return None
        place = await self.app.push_screen_wait(PickName(heading, names))
        return None if place is None else names[place]

    @work(group="dialog")
    async def action_by_code(self) -> None:
        """Only units with a code."""
        if self.names and self.sought:
            name = await self._picked("Units with which code?", self.names.codes)
            if name is not None:
                self._search(replace(self.sought, codes=(*self.sought.codes, name)))

    @work(group="dialog")
    async def action_without(self) -> None:
        """Only units without a code."""
        if self.names and self.sought:
            name = await self._picked("Units without which code?", self.names.codes)
            if name is not None:
                self._search(replace(self.sought, without=(*self.sought.without, name)))

    @work(group="dialog")
    async def action_speaker(self) -> None:
        """Only what somebody said."""
        if self.names and self.sought:
            name = await self._picked("Said by whom?", self.names.speakers)
            if name is not None:
                self._search(replace(self.sought, speakers=(name,)))

    @work(group="dialog")
    async def action_document(self) -> None:
        """Only in a document."""
        if self.names and self.sought:
            name = await self._picked("In which document?", self.names.documents)
            if name is not None:
                self._search(replace(self.sought, documents=(name,)))

    @work(group="dialog")
    async def action_fact(self) -> None:
        """Only what participants with a fact said."""
        if self.names and self.sought:
            facts = [f"{name} = {value}" for name, value in self.names.facts]
            picked = await self._picked("Participants with which fact?", facts)
            if picked is not None:
                fact = self.names.facts[facts.index(picked)]
                self._search(replace(self.sought, attributes=(*self.sought.attributes, fact)))

    def action_widen(self) -> None:
        """Take all narrowing away."""
        from workbench.steps.search import Sought

        if self.sought is not None:
            if self.sought.words:
                self._search(Sought(self.sought.words, n=self.sought.n))
            else:
                self.sought = Sought()
                self.title_line("Search")
                self.action_words()

    def action_round(self, step: int) -> None:
        """Take the codes of the next round, or (below 0) of the one before."""
        if self.sought is None or self.found is None or self.names is None:
            return
        numbers = self.names.rounds
        place = numbers.index(self.found.n) + step if self.found.n in numbers else -1
        if 0 <= place < len(numbers):
            self._search(replace(self.sought, n=numbers[place]))
        else:
            self.say("There is no other round on that side.")

    # -------------------------------------------------------------- coding

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to the hit that was chosen."""
        event.stop()
        self.action_open()

    @work(group="dialog")
    async def action_open(self) -> None:
        """Open the document at the hit, to code it."""
        from workbench.tui.screens.code import code_at

        hit, n = self.hit, self._round_of_hit()
        if hit is None or hit.unit is None or n is None:
            return
        screen = await code_at(self, n, hit.document, hit.unit)
        if screen is not None:
            await self.app.push_screen_wait(screen)
            await self._look_again()

    async def _look_again(self) -> None:
        place = self.query_one("#hits", Rows).place
        await self._look()
        self.query_one("#hits", Rows).go(place)

    @work(group="dialog")
    async def action_put(self) -> None:
        """Put a code on the unit, or take it off."""
        from workbench.tui.dialogs.finder import PickCode

        n = self._round_of_hit()
        codes = await self._codes(n) if n else ()
        if n and codes:
            uid = await self.app.push_screen_wait(PickCode(codes, self.bench.used(n).recent))
            if uid is not None:
                await self._put(n, codes, uid)

    @work(group="dialog")
    async def action_repeat(self) -> None:
        """Put the code that was used last, where it is not yet."""
        n = self._round_of_hit()
        if n is None or self.hit is None:
            return
        codes, recent = await self._codes(n), self.bench.used(n).recent
        last = next((one.code for one in codes if one.code.uid in recent[:1]), None)
        if last is None:
            self.say("You have used no code yet in this sitting; p puts one.")
        elif self.viewer.coder in self.hit.codes.get(last.name, ()):
            self.say("It is there already.")
        else:
            await self._put(n, codes, last.uid)

    @work(group="dialog")
    async def action_undo(self) -> None:
        """Take back what the coder did last."""
        from workbench.steps.undo import undo

        store, viewer = self.store, self.viewer
        told = await self.done(lambda: undo(store, viewer))
        if told is not None:
            await self._look_again()
            where = f", in {told.document} of round {told.n}" if told.document else ""
            self.say(f"Undone: {told.what}{where}.")

    def _round_of_hit(self) -> int | None:
        """The round in which the hit is coded; None: it cannot be, and that is said."""
        if self.hit is None or self.found is None:
            self.say("There is nothing under the cursor to code; / searches for other words.")
        elif self.hit.unit is None or self.found.n is None:
            self.say("This turn is in no round, so it cannot be coded yet.", bad=True)
        else:
            return self.found.n
        return None

    async def _codes(self, n: int) -> tuple[Entry, ...]:
        store, viewer = self.store, self.viewer
        codes = await self.done(lambda: searching.codes_of(store, viewer, n)) or ()
        if not codes:
            self.say("There is no code yet; Enter goes to the unit, and p there makes one.")
        return codes

    async def _put(self, n: int, codes: Sequence[Entry], uid: str) -> None:
        store, viewer, hit = self.store, self.viewer, self.hit
        code = next(one.code for one in codes if one.code.uid == uid)
        if hit is None:
            return
        did = await self.done(lambda: searching.put_code(store, viewer, n, hit, code))
        if did is not None:
            self.bench.used(n).use(uid)
            await self._look_again()
            self.say(did)
