"""Participants: what is known of them, where they took part, and what they said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.terms import Attribute, CaseFacts
from workbench.tui import participants
from workbench.tui.memos import write_memo
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows
from workbench.words import plural


class ParticipantsScreen(ListedScreen):
    """Everybody who took part; one of them in full."""

    FULL = "facts"
    HELP = """Everybody who took part: in how many sessions, how often they spoke, and what is \
known of them. At the right is the one under the cursor in full, with their role in each session.

Enter shows all that they said, with its codes as far as you may see them. w withdraws somebody: \
it shows what would go, and asks for their name before anything does. x says that somebody may \
not be quoted, or that they may. Facts are loaded from \
a table by: workbench cases STUDY load FILE."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "said", "Said", key_display="Enter", tooltip="All that they said."),
        Binding("x", "quote", "May be quoted", tooltip="Say whether they may be quoted."),
        Binding("w", "withdraw", "Withdraw", tooltip="Withdraw them; first what would go."),
        Binding("M", "memo", "Memo", show=False, tooltip="Write a memo about them."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the facts."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll them back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    ParticipantsScreen {
        layout: grid;
        grid-size: 2 4;
        grid-columns: 3fr 2fr;
        grid-rows: 1 1fr 1 1;
        & #title, & #status, & #keys { column-span: 2; }
        & #cases { margin: 1 1 0 1; }
        & #facts { background: $surface; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.cases: tuple[CaseFacts, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Everybody, and one in full."""
        yield Rows("cases", "Nobody yet: speakers become participants when they are imported.")
        yield Prose("facts")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Participants")
        self.renew()

    async def _reading(self, did: str = "") -> None:
        store, viewer = self.store, self.viewer
        found = await self.done(lambda: participants.cases(store, viewer))
        if found is None:
            return
        self.cases = found
        self._show_rows()
        self.query_one("#cases", Rows).focus()
        self.show_one()
        self.say(did or f"{plural(len(found), 'participant')}. Enter shows what they said.")

    def _show_rows(self) -> None:
        facts = max((self.size.width - 70) // 18, 0)
        self.query_one("#cases", Rows).show(*rows_of(self.cases, facts))

    def on_resize(self) -> None:
        """There may be room for more facts now."""
        self._show_rows()

    @property
    def case(self) -> CaseFacts | None:
        """The participant under the cursor."""
        place = self.query_one("#cases", Rows).place
        return self.cases[place] if place < len(self.cases) else None

    def here(self) -> str:
        """The participant under the cursor."""
        if self.case is None:
            return ""
        turns = sum(one.turns for one in self.case.attendances)
        sessions = plural(len(self.case.attendances), "document")
        return (
            f"{self.case.name} is in {sessions} with {plural(turns, 'turn')}; Enter shows all of "
            "them with their codes, which can be narrowed by words and coded there."
        )

    def show_one(self) -> None:
        """Show what is under the cursor in full."""
        self.query_one("#facts", Prose).show(in_full(self.case) if self.case else ())

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Show what they said."""
        event.stop()
        self.action_said()

    @work(group="dialog")
    async def action_memo(self) -> None:
        """Write a memo about the participant under the cursor."""
        if self.case is not None:
            await write_memo(self, self.case.name, case=self.case.name)

    def action_said(self) -> None:
        """Show all that they said."""
        from workbench.tui.screens.search import SearchScreen

        if self.case is not None:
            self.app.push_screen(SearchScreen(speaker=self.case.name))

    @work(group="dialog")
    async def action_quote(self) -> None:
        """Say that somebody may not be quoted, or that they may."""
        store, viewer, case = self.store, self.viewer, self.case
        if case is None:
            return
        did = await self.done(lambda: participants.quote_or_not(store, viewer, case.name))
        if did is not None:
            self.say(did)

    @work(group="dialog")
    async def action_withdraw(self) -> None:
        """Show what would go, and withdraw somebody."""
        from workbench.tui.dialogs.withdraw import AskWithdraw

        store, viewer, case = self.store, self.viewer, self.case
        if case is None:
            return
        held = await self.done(lambda: participants.held(store, viewer, case.name), "Looking …")
        if held is None:
            return
        asked = [name for name in ("agreement", "mentions", "exports") if getattr(held, name)]
        dialog = AskWithdraw(case.name, participants.lines_of(held), asked)
        dialog.attempt = lambda asked: participants.withdraw(store, viewer, case.name, asked)
        dialog.saying = "Withdrawing; the file and its backups are written anew …"
        if await self.app.push_screen_wait(dialog):
            await self._reading(dialog.did)


def rows_of(cases: Sequence[CaseFacts], facts: int) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Heads and rows: name, role, sessions, turns, and the first so many facts."""
    names = list(dict.fromkeys(fact.name for case in cases for fact in case.attributes))[:facts]
    rows: list[Sequence[str]] = []
    for case in cases:
        roles = dict.fromkeys(one.role for one in case.attendances if one.role)
        turns = sum(one.turns for one in case.attendances)
        known = {fact.name: value_of(fact) for fact in reversed(case.attributes)}
        rows.append(
            (
                case.name,
                ", ".join(roles),
                str(len(case.attendances)),
                str(turns),
                *(known.get(name, "–") for name in names),
            )
        )
    return ("Name", "Role", "Sessions", "Turns", *names), rows


def value_of(fact: Attribute) -> str:
    """A fact's value as a person reads it."""
    return fact.value if isinstance(fact.value, str) else f"{fact.value:g}"


def in_full(case: CaseFacts) -> list[Said]:
    """All that is known of a participant."""
    said = [Said(case.name, "name")]
    for fact in case.attributes:
        about = ", ".join(filter(None, (fact.instrument, fact.time)))
        said.append(Said(f"{fact.name}{f' ({about})' if about else ''}: {value_of(fact)}"))
    said += [Said(""), Said("Took part in", "head")]
    for one in case.attendances:
        turns = plural(one.turns, "turn") if one.turns else "said nothing"
        said.append(Said(f"{one.document} · {one.role or 'no role'} · {turns}"))
    return said
