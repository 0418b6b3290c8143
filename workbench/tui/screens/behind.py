"""The units behind a number of agreement: those on which coders differ, and those where not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.reliability import AgreementRow
from workbench.tables.numbers import estimate
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.agreement.behind import Behind, Units
    from workbench.steps.agreement.question import Question

DIFFER, ALL, ALIKE = "differ", "all", "agree"
SIEVES = (DIFFER, ALL, ALIKE)
"""Which units are shown, in the order of the key that changes it."""
SAID = {
    DIFFER: "on which coders differ",
    ALL: "on which coders differ or agree",
    ALIKE: "on which coders agree",
}
LONGEST = 160
"""Characters of a unit that a row shows."""


class BehindScreen(ListedScreen):
    """The units that a value of agreement rests on."""

    FULL = "unit"
    HELP = """The units that the number on the screen before rests on, each with what every coder \
said of it: ● gave the code, – did not; where the number is about several codes, their names. \
≠ stands where coders differ, = where they agree; an empty cell was not judged by that coder.

At first you see where they differ; a shows all, then where they agree, then again where they \
differ. Enter opens the document at the unit, and q there leads back here. d settles those on \
which coders differ, one after the other."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read", key_display="Enter", tooltip="Read it in its document."),
        Binding("a", "sieve", "Agree too", tooltip="Those that differ, all, those that agree."),
        Binding("d", "settle", "Settle", tooltip="Settle those on which coders differ."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the unit."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the agreement."),
    ]
    DEFAULT_CSS = """
    BehindScreen {
        & #units { height: 1fr; margin: 1 1 0 1; }
        & #unit { height: 30%; border-top: solid $panel; }
    }
    """

    def __init__(self, n: int, name: str, row: AgreementRow, question: Question) -> None:
        """`name`: what the row is called; `question`: how it was asked for."""
        super().__init__()
        self._n, self._called, self._row, self._question = n, name, row, question
        self.found: Units | None = None
        """What was read; None: not yet."""
        self.sieve = DIFFER

    def body(self) -> Iterable[Widget]:
        """The units, and one of them in full."""
        yield Rows("units")
        yield Prose("unit")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Units behind", estimate(self._row.value), self._called, f"round {self._n}")
        self.query_one("#units", Rows).focus()
        self.renew()

    async def _reading(self) -> None:
        store, viewer, n = self.store, self.viewer, self._n
        key, question = self._row.key, self._question

        def step() -> Units:
            from workbench.steps.agreement.behind import units_behind

            return units_behind(store, viewer, n, key, question)

        first = self.found is None
        found = await self.done(step, "Reading …")
        if found is None:
            self.query_one("#units", Rows).empty(self.said.removeprefix("! "))
            return
        self.found = found
        if first and not self.shown:
            self.sieve = ALL
        self._show()

    @property
    def shown(self) -> list[Behind]:
        """The units on the screen."""
        units = self.found.units if self.found else ()
        return [one for one in units if self.sieve == ALL or one.alike == (self.sieve == ALIKE)]

    @property
    def one(self) -> Behind | None:
        """The unit under the cursor."""
        place = self.query_one("#units", Rows).place
        return self.shown[place] if place < len(self.shown) else None

    def here(self) -> str:
        """The unit under the cursor, and what each coder said of it."""
        return (
            "\n".join(said.words for said in in_full(self.one, binary=self._is_binary)[1:])
            if (self.one)
            else ""
        )

    def _show(self) -> None:
        rows, shown = self.query_one("#units", Rows), self.shown
        if self.found is not None and shown:
            whole = self._is_binary
            heads = ("", "Unit", "Who", "Words", *self.found.coders)
            rows.show(heads, [row_of(one, self.found.coders, binary=whole) for one in shown])
        else:
            rows.empty("There is none of these; a shows others.")
        self.show_one()
        if self.found is not None:
            many = plural(len(shown), "unit")
            self.say(f"{many} of {len(self.found.units):,}, {SAID[self.sieve]}. a shows others.")

    @property
    def _is_binary(self) -> bool:
        """Whether the number is about one code or theme, which a unit has or has not."""
        return not self._row.key.keys().isdisjoint(("code", "theme"))

    def show_one(self) -> None:
        """Show what is under the cursor in full."""
        one, page = self.one, self.query_one("#unit", Prose)
        page.show(in_full(one, binary=self._is_binary) if one else ())

    def action_sieve(self) -> None:
        """Show those that differ, all, or those that agree."""
        self.sieve = SIEVES[(SIEVES.index(self.sieve) + 1) % len(SIEVES)]
        self.query_one("#units", Rows).go(0)
        self._show()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Read the unit that was chosen in its document."""
        event.stop()
        self.action_open()

    @work(group="dialog")
    async def action_open(self) -> None:
        """Read the unit in its document."""
        from workbench.tui.screens.code import code_at

        if (one := self.one) is None:
            return
        screen = await code_at(self, self._n, one.document, one.unit)
        if screen is not None:
            self.app.push_screen(screen)

    def action_settle(self) -> None:
        """Settle those on which coders differ."""
        from workbench.tui.screens.disagreements import DisagreementsScreen
        from workbench.tui.settling import Narrowed

        differ = [one for one in self.found.units if not one.alike] if self.found else []
        if not differ:
            self.say("Nobody differs here, so there is nothing to settle.")
            return
        places = frozenset((one.document, one.unit) for one in differ)
        wanted = Narrowed(places=places, about=self._called)
        here = self.one
        unit = (here.document, here.unit) if here and not here.alike else None
        self.app.push_screen(DisagreementsScreen(self._n, wanted, unit))


def row_of(one: Behind, coders: Sequence[str], *, binary: bool) -> Sequence[str]:
    """A unit as a row: whether coders agree, its number, its words, what each said."""
    sign = "=" if one.alike else "≠"
    words = one.text.replace("\n", " ")[:LONGEST]
    said = [in_words(one.said.get(coder), binary=binary) for coder in coders]
    return (sign, one.number, one.speaker or "", words, *said)


def in_words(said: tuple[str, ...] | None, *, binary: bool) -> str:
    """What a coder said of a unit.

    >>> in_words(("anger",), binary=True), in_words((), binary=False), in_words(None, binary=True)
    ('●', '–', '')
    """
    if said is None:
        return ""
    if binary:
        return "●" if said else "–"
    return ", ".join(said) or "–"


def in_full(one: Behind, *, binary: bool) -> list[Said]:
    """A unit with all its words, and what each coder said of it."""
    said = [Said(f"{one.number} · {one.document}", "faint")]
    said += [Said(one.speaker, "head", "▌")] if one.speaker else []
    said.append(Said(one.text, "here", "▌"))
    for coder, codes in one.said.items():
        what = "did not judge it" if codes is None else ", ".join(codes) or "–"
        if codes is not None and not codes:
            what = "did not give it" if binary else "no code of these"
        said.append(Said(f"{coder}: {what}"))
    return said
