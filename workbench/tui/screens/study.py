"""The study, from which everything else is reached."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbench.errors import NotAsked, WorkbenchError
from workbench.terms import Round
from workbench.tui import due
from workbench.tui.memos import write_memo
from workbench.tui.overview import Overview
from workbench.tui.screens.steering import SteeringScreen
from workbench.tui.widgets.rows import Rows


def _to(
    key: str,
    screen: str,
    label: str,
    about: str,
    *,
    show: bool = True,
    key_display: str | None = None,
) -> Binding:
    """A key that goes to another screen, by its name on the shelf of screens."""
    action = f"show('{screen}')"
    return Binding(key, action, label, show, key_display, tooltip=about, id=screen)


class StudyScreen(SteeringScreen):
    """Rounds, documents with each coder's progress, and one sentence on what to do next."""

    HELP = """This is your study: its rounds, and its documents with how many units each coder \
has judged in the latest round. The line in the middle says what to do next.

The usual way: import documents, cut them into coding units, load a codebook, add coders, draft \
a round and open it; each coder codes alone; then close the round, reveal it, look at the \
agreement, and settle where coders differ."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "code",
            "Code",
            key_display="Enter",
            tooltip="Code the document under the cursor.",
        ),
        Binding("o", "open", "Open", tooltip="Open the drafted round, so that it can be coded."),
        Binding("c", "close", "Close", tooltip="Close the open round."),
        Binding("v", "reveal", "Reveal", tooltip="Reveal the closed round to everybody."),
        _to("g", "agreement", "Agreement", "See the agreement of revealed rounds."),
        _to("d", "disagreements", "Differ", "Settle where coders differ."),
        Binding("r", "draft", "Round", tooltip="Draft the next round."),
        Binding(
            "e", "reconcile", "Own codes", tooltip="Make the next codebook of coders' own codes."
        ),
        Binding("x", "export", "Export", tooltip="Write a table to a file."),
        _to("slash", "search", "Search", "Find words, codes, people.", key_display="/"),
        Binding("b", "codebook", "Codebook", tooltip="Read and change the codebook, or load one."),
        _to("t", "themes", "Themes", "Develop themes from codes; the theme table."),
        _to("p", "participants", "People", "Who took part, and what they said."),
        Binding("i", "import", "Import", tooltip="Import a transcript or a table of answers."),
        Binding("s", "segment", "Units", tooltip="Cut the documents into coding units."),
        Binding("a", "coder", "Coder", tooltip="Add a coder to the study."),
        _to("m", "packets", "Packets", "Let somebody code on another machine."),
        _to("n", "names", "Names", "Find names and replace them.", show=False),
        Binding(
            "l",
            "show('secondlook')",
            "Look",
            show=False,
            tooltip="What to look at again.",
            id="second_look",
        ),
        _to("f", "cells", "Fill in", "Fill in tables for the paper.", show=False),
        _to("h", "history", "History", "What was done, by whom and when.", show=False),
        Binding("M", "memo", "Memo", show=False, tooltip="Write a memo about the document."),
        Binding("J", "journal", "Journal", show=False, tooltip="Write a memo about the study."),
        Binding("q", "app.quit", "Quit", tooltip="Leave the workbench; everything is saved."),
    ]

    def is_due(self, command: str) -> bool:
        """Whether the round is in the state that this needs; in a packet, whether it is for it."""
        return due.is_due(self.study or Overview(""), command)

    # -------------------------------------------------------------- going elsewhere

    def action_show(self, name: str) -> None:
        """Go to a screen that shows something of the whole study."""
        self.bench.show(name)

    def action_reconcile(self) -> None:
        """Make the next codebook of the coders' own codes."""
        from workbench.tui.screens.reconcile import ReconcileScreen

        if self.study is None or not self.study.own:
            self.say("No coder's own code of a revealed round waits to be reconciled.", bad=True)
            return
        self.app.push_screen(ReconcileScreen(self.study.own))

    def places(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Where one can go from here: a name, what it is, and the way."""
        if self.study is None:
            return []
        show = partial(partial, self.bench.show)
        screens: list[tuple[str, str, Callable[[], object]]] = [
            ("Study", "rounds, documents, what to do next", lambda: None),
            ("Codebook", "codes, rules, versions", self.action_codebook),
            ("Agreement", "how far coders agree", show("agreement")),
            ("Disagreements", "settle where coders differ", show("disagreements")),
            ("Themes", "what you make of codes", show("themes")),
            ("Search", "words, codes, speakers, facts", show("search")),
            ("Participants", "who took part", show("participants")),
            ("Packets", "what is coded on other machines", show("packets")),
            ("Own codes", "what becomes of coders' own codes", self.action_reconcile),
            ("Second look", "what changed under judgements", show("secondlook")),
            ("Names", "what tells who somebody is", show("names")),
            ("Fill in", "cells of tables for the paper", show("cells")),
            ("History", "what was done", show("history")),
        ]
        round_ = self.study.latest
        documents = round_.documents if round_ and round_.state != "draft" else ()
        return screens + [
            (name, "code this document", partial(self._code, name)) for name in documents
        ]

    # -------------------------------------------------------------- coding

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Code the document that was chosen."""
        event.stop()
        self.action_code()

    def action_code(self) -> None:
        """Code the document under the cursor, in the latest round."""
        try:
            round_ = self._round("open", "closed", "revealed", "adjudicated")
            name = self._document_in(round_)
        except WorkbenchError as fault:
            self.say(str(fault), bad=True)
            return
        self._code(name)

    def _code(self, name: str) -> None:
        """Code a document of the latest round."""
        round_ = self.study.latest if self.study else None
        if self.viewer.coder is None or round_ is None:
            self.bench.action_who()
            return
        from workbench.tui.screens.code import CodeScreen

        self.app.push_screen(CodeScreen(round_, name))

    def _document_in(self, round_: Round) -> str:
        place = self.query_one("#documents", Rows).place
        documents = self.study.documents if self.study else ()
        if place >= len(documents):
            raise NotAsked("There is no document yet; press i to import one.")
        name = documents[place].name
        if name not in round_.documents:
            raise NotAsked(f"{name} is not in round {round_.n}; choose another document.")
        return name

    # -------------------------------------------------------------- memos

    @work(group="dialog")
    async def action_memo(self) -> None:
        """Write a memo about the document under the cursor."""
        place = self.query_one("#documents", Rows).place
        for one in self.study.documents[place : place + 1] if self.study else ():
            await write_memo(self, one.name, document=one.name)

    @work(group="dialog")
    async def action_journal(self) -> None:
        """Write a memo about the study as a whole."""
        await write_memo(self, "the study")

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write a table to a file."""
        from workbench.tui.exporting import export

        said = await export(self)
        if said is not None:
            self.say(said)
