"""Setting a study up: what comes in, how it is cut, by which codebook, and who codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from workbench.terms import Viewer
from workbench.tui import evolving, steering
from workbench.tui.screens.glance import GlanceScreen

if TYPE_CHECKING:
    from workbench.steps.preview_answers import Answers
    from workbench.steps.preview_talks import Talks
    from workbench.steps.previewing import Project
    from workbench.store import Store
    from workbench.tui.dialogs.form import Answer, Form


class SettingUpScreen(GlanceScreen):
    """A study that is set up."""

    @work(group="dialog")
    async def action_import(self) -> None:
        """Choose files, look at what is in them, and import them."""
        from workbench.tui.dialogs.importing.files import AskFiles

        dialog, read = AskFiles(), steering.Look(self.store)
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
        from workbench.tui.dialogs.setting_up import AskSegment

        used = self.study.units if self.study else ()
        self._ask(AskSegment(list(SEGMENTERS), used), steering.segment, "Cutting …")

    def action_codebook(self) -> None:
        """Read the codebook; load one, if there is none."""
        from workbench.tui.dialogs.setting_up import AskCodebook
        from workbench.tui.screens.codebook import CodebookScreen

        if self.study is not None and self.study.versions:
            self.app.push_screen(CodebookScreen())
            return
        self._ask(AskCodebook(), evolving.load_codebook, "Loading …")

    def action_coder(self) -> None:
        """Add a coder."""
        from workbench.tui.dialogs.setting_up import AskCoder

        self._ask(AskCoder(), steering.add_coder)

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

    @property
    def _us(self) -> tuple[Store, Viewer]:
        return self.store, self.viewer
