"""The study at a glance, and everything that sets it up and takes it from round to round."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.errors import NotAsked, WorkbenchError
from workbench.terms import Purpose, Round, Viewer
from workbench.tui import doings, overview
from workbench.tui.memos import write_memo
from workbench.tui.overview import Overview
from workbench.tui.screens.base import WorkScreen
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.line import Line, Part
from workbench.tui.widgets.rows import Rows
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.preview_answers import Answers
    from workbench.steps.preview_talks import Talks
    from workbench.steps.previewing import Project
    from workbench.store import Store
    from workbench.tui.dialogs.form import Answer, Form


NOT_AWAY = frozenset(
    {"open", "close", "reveal", "draft", "import", "segment", "coder", "packets", "reconcile"}
    | {"themes", "cells"}
)
"""What belongs to the study alone, not to a packet of it."""


class StudyScreen(WorkScreen):
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
        Binding("g", "agreement", "Agreement", tooltip="See the agreement of revealed rounds."),
        Binding("d", "disagreements", "Differ", tooltip="Settle where coders differ."),
        Binding("r", "draft", "Round", tooltip="Draft the next round."),
        Binding(
            "e", "reconcile", "Own codes", tooltip="Make the next codebook of coders' own codes."
        ),
        Binding("x", "export", "Export", tooltip="Write a table to a file."),
        Binding("slash", "search", "Search", key_display="/", tooltip="Find words, codes, people."),
        Binding("b", "codebook", "Codebook", tooltip="Read and change the codebook, or load one."),
        Binding("t", "themes", "Themes", tooltip="Develop themes from codes; the theme table."),
        Binding("p", "participants", "People", tooltip="Who took part, and what they said."),
        Binding("i", "import", "Import", tooltip="Import a transcript or a table of answers."),
        Binding("s", "segment", "Units", tooltip="Cut the documents into coding units."),
        Binding("a", "coder", "Coder", tooltip="Add a coder to the study."),
        Binding("m", "packets", "Packets", tooltip="Let somebody code on another machine."),
        Binding("n", "names", "Names", show=False, tooltip="Find names and replace them."),
        Binding("l", "second_look", "Look", show=False, tooltip="What to look at again."),
        Binding("f", "cells", "Fill in", show=False, tooltip="Fill in tables for the paper."),
        Binding("h", "history", "History", show=False, tooltip="What was done, by whom and when."),
        Binding("M", "memo", "Memo", show=False, tooltip="Write a memo about the document."),
        Binding("J", "journal", "Journal", show=False, tooltip="Write a memo about the study."),
        Binding("q", "app.quit", "Quit", tooltip="Leave the workbench; everything is saved."),
    ]
    DEFAULT_CSS = """
    StudyScreen {
        & #rounds { height: auto; max-height: 40%; margin: 1 1 0 1; }
        & #advice { margin: 1 0; background: $primary 22%; }
        & #documents { height: 1fr; margin: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.study: Overview | None = None
        """What was read last; None: not yet."""
        self.agreed: dict[int, str] = {}
        """How far the coders of revealed rounds agree, in words."""

    def body(self) -> Iterable[Widget]:
        """Rounds, advice, documents."""
        rounds = Rows("rounds", "No round yet.", cursor=False)
        rounds.can_focus = False
        yield rounds
        yield Line(id="advice")
        yield Rows("documents", "No document yet.")

    def on_mount(self) -> None:
        """Say which study is being opened."""
        self.title_line("workbench", self.bench.path.name if self.bench.path else "no study yet")
        if self.bench.path:
            self.say(f"Opening {self.bench.path} …")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys do something as soon as there is a study."""
        return self.study is not None

    def on_screen_resume(self) -> None:
        """Read again, after something was done elsewhere."""
        if self.study is not None:
            self.renew()

    async def _reading(self) -> None:
        store, viewer = self.store, self.viewer
        study = await self.done(lambda: overview.read(store, viewer))
        if study is not None:
            self._show(study)

    def _show(self, study: Overview) -> None:
        if self.study is None:
            self.say(study.late or _contents(study))
        self.study = study
        self.title_line("workbench", study.name)
        self.query_one("#rounds", Rows).show(*overview.round_rows(study, self.agreed))
        if study.revealed - self.agreed.keys():
            self._measure(study)
        self.query_one("#documents", Rows).show(*overview.document_rows(study))
        words = overview.advice(study, self.viewer.coder)
        self.query_one("#advice", Line).show((Part(" → ", "line--key"), Part(words)))
        self.query_one(KeyLine).renew()

    @work(exclusive=True, group="measure")
    async def _measure(self, study: Overview) -> None:
        """Say of each revealed round how far its coders agree."""
        store, viewer = self.store, self.viewer
        found = await self.done(lambda: overview.agreed(store, viewer))
        if self.study is not None:
            self.agreed = dict.fromkeys(study.revealed, "–") | (found or {})
            self.query_one("#rounds", Rows).show(*overview.round_rows(self.study, self.agreed))

    def here(self) -> str:
        """The document under the cursor: how it is cut, and how far one is with it."""
        study = self.study
        if study is None or not study.documents:
            return overview.advice(study, self.viewer.coder) if study else ""
        place = self.query_one("#documents", Rows).place
        return overview.about(study, study.documents[place], self.viewer.coder)

    def is_due(self, action: str) -> bool:
        """Whether the round is in the state that this needs; in a packet, whether it is for it."""
        if self.study and self.study.packet and action in NOT_AWAY:
            return False
        states = {round_.state for round_ in self.study.rounds} if self.study else set()
        state = self.study.latest.state if self.study and self.study.latest else None
        return {
            "code": state is not None and state != "draft",
            "draft": bool(self.study and self.study.units) and state not in ("draft", "open"),
            "export": bool(self.study and self.study.documents),
            "open": state == "draft",
            "close": state == "open",
            "reveal": state == "closed",
            "agreement": not states.isdisjoint(("revealed", "adjudicated")),
            "import": state not in ("open", "closed"),
            "segment": bool(self.study and self.study.documents)
            and state not in ("open", "closed"),
            "reconcile": bool(self.study and self.study.own),
            "packets": state not in (None, "draft"),
            "coder": state not in ("open", "closed"),
            "themes": not states.isdisjoint(("revealed", "adjudicated")),
            "search": bool(self.study and self.study.documents),
            "participants": bool(self.study and self.study.documents),
            "disagreements": not states.isdisjoint(("revealed", "adjudicated")),
        }.get(action, True)

    def places(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Where one can go from here: a name, what it is, and the way."""
        if self.study is None:
            return []
        screens: list[tuple[str, str, Callable[[], object]]] = [
            ("Study", "rounds, documents, what to do next", lambda: None),
            ("Codebook", "codes, rules, versions", self.action_codebook),
            ("Agreement", "how far coders agree", self.action_agreement),
            ("Disagreements", "settle where coders differ", self.action_disagreements),
            ("Themes", "what you make of codes", self.action_themes),
            ("Search", "words, codes, speakers, facts", self.action_search),
            ("Participants", "who took part", self.action_participants),
            ("Packets", "what is coded on other machines", self.action_packets),
            ("Own codes", "what becomes of coders' own codes", self.action_reconcile),
            ("Second look", "what changed under judgements", self.action_second_look),
            ("Names", "what tells who somebody is", self.action_names),
            ("Fill in", "cells of tables for the paper", self.action_cells),
            ("History", "what was done", self.action_history),
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

    def _round(self, *states: str) -> Round:
        """The latest round, if it is in one of these states."""
        round_ = self.study.latest if self.study else None
        if round_ is None:
            raise NotAsked("There is no round yet; press r to draft one.")
        if round_.state not in states:
            raise NotAsked(
                f"Round {round_.n} is {round_.state}, not {states[0]}; the arrow says what is next."
            )
        return round_

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

    # -------------------------------------------------------------- setting up

    @work(group="dialog")
    async def action_import(self) -> None:
        """Choose files, look at what is in them, and import them."""
        from workbench.tui.dialogs.importing import AskFiles

        dialog, read = AskFiles(), doings.Look(self.store)
        dialog.attempt, dialog.saying = read, "Reading …"
        if await self.app.push_screen_wait(dialog) is not None and read.found is not None:
            self._preview(read.found)

    def _preview(self, found: Talks | Answers | Project) -> None:
        """Show what was read, before it is believed."""
        from workbench.steps.preview_talks import Talks
        from workbench.steps.previewing import Project
        from workbench.tui.screens.importing.columns import ColumnsScreen
        from workbench.tui.screens.importing.project import ProjectScreen
        from workbench.tui.screens.importing.speakers import SpeakersScreen

        if isinstance(found, Talks):
            self.app.push_screen(SpeakersScreen(found, self.say))
        elif isinstance(found, Project):
            self.app.push_screen(ProjectScreen(found, self.say))
        else:
            self.app.push_screen(ColumnsScreen(found, self.say))

    def action_segment(self) -> None:
        """Cut the documents into units."""
        from workbench.segmenters import SEGMENTERS
        from workbench.tui.dialogs.ask import AskSegment

        self._ask(AskSegment(list(SEGMENTERS)), doings.segment, "Cutting …")

    def action_codebook(self) -> None:
        """Read the codebook; load one, if there is none."""
        from workbench.tui.dialogs.ask import AskCodebook
        from workbench.tui.screens.codebook import CodebookScreen

        if self.study is not None and self.study.versions:
            self.app.push_screen(CodebookScreen())
            return
        self._ask(AskCodebook(), doings.load_codebook, "Loading …")

    def action_coder(self) -> None:
        """Add a coder."""
        from workbench.tui.dialogs.ask import AskCoder

        self._ask(AskCoder(), doings.add_coder)

    # -------------------------------------------------------------- from round to round

    def action_draft(self) -> None:
        """Draft a round."""
        from workbench.tui.dialogs.ask import AskRound

        if self.study is not None:
            coders = [coder.name for coder in self.study.coders]
            purpose: Purpose = "test" if self.study.versions else "explore"
            self._ask(AskRound(self.study.cut, coders, purpose), doings.draft_round)

    def action_open(self) -> None:
        """Open the drafted round."""
        if (round_ := self._due("draft")) is not None:
            n = round_.n
            question = f"Open round {n}? Its units, codebook and coders stay as they are then."
            self._confirm(question, "Open it", lambda: doings.open_round(*self._us, n))

    def action_close(self) -> None:
        """Close the open round."""
        from workbench.tui.dialogs.ask import AskClose

        if (round_ := self._due("open")) is not None:
            n = round_.n
            self._ask(
                AskClose(n, overview.unfinished(round_)),
                lambda store, viewer, reason: doings.close_round(store, viewer, n, reason),
            )

    def action_reveal(self) -> None:
        """Reveal the closed round."""
        if (round_ := self._due("closed")) is not None:
            n = round_.n
            question = (
                f"Reveal round {n}? Its agreement is on g then, and where coders "
                "differ is settled on d; this cannot be taken back."
            )
            self._confirm(question, "Reveal it", lambda: doings.reveal_round(*self._us, n))

    def action_agreement(self) -> None:
        """See the agreement of revealed rounds."""
        from workbench.tui.screens.agreement import AgreementScreen

        self.app.push_screen(AgreementScreen())

    def action_search(self) -> None:
        """Find words, codes, speakers and facts."""
        from workbench.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen())

    def action_participants(self) -> None:
        """See who took part."""
        from workbench.tui.screens.participants import ParticipantsScreen

        self.app.push_screen(ParticipantsScreen())

    def action_themes(self) -> None:
        """Develop themes from codes."""
        from workbench.tui.screens.themes import ThemesScreen

        self.app.push_screen(ThemesScreen())

    def action_packets(self) -> None:
        """Make packets, take them, call them in."""
        from workbench.tui.screens.packets import PacketsScreen

        self.app.push_screen(PacketsScreen())

    def action_reconcile(self) -> None:
        """Make the next codebook of the coders' own codes."""
        from workbench.tui.screens.reconcile import ReconcileScreen

        if self.study is None or not self.study.own:
            self.say("No coder's own code of a revealed round waits to be reconciled.", bad=True)
            return
        self.app.push_screen(ReconcileScreen(self.study.own))

    def action_second_look(self) -> None:
        """See what changed under what was judged."""
        from workbench.tui.screens.second_look import SecondLookScreen

        self.app.push_screen(SecondLookScreen())

    def action_names(self) -> None:
        """Go through what may tell who somebody is."""
        from workbench.tui.screens.names import NamesScreen

        self.app.push_screen(NamesScreen())

    def action_cells(self) -> None:
        """Fill in tables for the paper."""
        from workbench.tui.screens.cells import CellsScreen

        self.app.push_screen(CellsScreen())

    def action_history(self) -> None:
        """See what was done, by whom and when."""
        from workbench.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen())

    def action_disagreements(self) -> None:
        """Settle where the coders of the latest revealed round differ."""
        from workbench.tui.screens.disagreements import DisagreementsScreen

        self.app.push_screen(DisagreementsScreen())

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write a table to a file."""
        from workbench.tui.exporting import export

        said = await export(self)
        if said is not None:
            self.say(said)

    # -------------------------------------------------------------- how things are done

    @property
    def _us(self) -> tuple[Store, Viewer]:
        return self.store, self.viewer

    def _due(self, state: str) -> Round | None:
        """The latest round, if it is in this state; else it is said what it is in."""
        try:
            return self._round(state)
        except WorkbenchError as fault:
            self.say(str(fault), bad=True)
            return None

    @work(group="dialog")
    async def _ask(
        self,
        dialog: Form[Answer],
        do: Callable[[Store, Viewer, Answer], str | None],
        saying: str = "One moment …",
    ) -> None:
        """Ask until what is answered can be done, or nothing is answered."""
        store, viewer = self._us
        await self.asked(dialog, partial(do, store, viewer), saying)

    @work(group="dialog")
    async def _confirm(self, question: str, yes: str, do: Callable[[], str]) -> None:
        """Ask for a yes, and do it then."""
        from workbench.tui.dialogs.ask import Confirm

        if await self.app.push_screen_wait(Confirm(question, yes)):
            await self._did(do)
        else:
            self.say("Nothing was changed.")

    async def _did(self, step: Callable[[], str], saying: str = "") -> None:
        """Run a step, read the study again, and say what was done."""
        sentence = await self.done(step, saying)
        if sentence is not None:
            self.say(sentence)
            self.renew()


def _contents(study: Overview) -> str:
    return ", ".join(
        (
            plural(len(study.documents), "document"),
            plural(len(study.coders), "coder"),
            plural(len(study.rounds), "round"),
        )
    )
