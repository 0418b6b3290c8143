"""The study at a glance: its rounds, its documents, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.widget import Widget

from workbench.tui import overview
from workbench.tui.overview import Overview
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.line import Line, Part
from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen
from workbench.words import plural


class GlanceScreen(WorkScreen):
    """Rounds, documents with each coder's progress, and one sentence on what to do next."""

    DEFAULT_CSS = """
    GlanceScreen {
        & #rounds { height: auto; max-height: 40%; margin: 1 1 0 1; }
        & #advice { margin: 1 0; background: $primary 22%; }
        & #documents { height: 1fr; margin: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.study: Overview | None = None
        """What was read last; None: not yet."""
        self._left: list[str] = []
        """The documents that whoever is coding had still to judge when it was read last."""
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
        else:
            for rows in self.query(Rows):
                rows.show((), ())

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
        self.query_one("#documents", Rows).show(*overview.document_rows(study, self.viewer.coder))
        self._go_on(study)
        words = overview.advice(study, self.viewer.coder)
        self.query_one("#advice", Line).show((Part(" → ", "line--key"), Part(words)))
        self.query_one(KeyLine).renew()

    def _go_on(self, study: Overview) -> None:
        """Go to what is left, when that has changed, so that Enter goes on with it."""
        round_ = study.latest if study.latest and study.latest.state == "open" else None
        left = overview.left(round_, self.viewer.coder) if round_ else []
        if left != self._left:
            rows, names = self.query_one("#documents", Rows), [one.name for one in study.documents]
            later = [*names[rows.place :], *names[: rows.place]]
            rows.go(names.index(next((name for name in later if name in left), later[0])))
        self._left = left

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


def _contents(study: Overview) -> str:
    return ", ".join(
        (
            plural(len(study.documents), "document"),
            plural(len(study.coders), "coder"),
            plural(len(study.rounds), "round"),
        )
    )
