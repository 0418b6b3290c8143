"""What a project of another program holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbench.tui import previews
from workbench.tui.refusals import on_screen
from workbench.tui.screens.importing.preview import LEAVE, Done, PreviewScreen
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workbench.steps.previewing import Project


class ProjectScreen(PreviewScreen):
    """A project of another program, before it is taken in."""

    HELP = """This is what the project of another program holds, and what would be taken of it: \
how much of each kind, how much the study has already, what would be kept in a memo because the \
study has no place for it, and what would be lost. Below stand the first words that were coded: if \
they are not what was coded there, the program counts in another way. Nothing is stored yet.

u says that a user of the project is a coder of this study. Enter takes all of it, or nothing."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "store", "Take in", key_display="Enter", tooltip="Take it into the study."
        ),
        Binding("u", "user", "Who is who", tooltip="A user of the project is a coder here."),
        *LEAVE,
    ]

    def __init__(self, project: Project, done: Done) -> None:
        super().__init__(done)
        self.project = project

    def show(self) -> None:
        """Show what would be taken."""
        report = self.project.report
        self.title_line("Import", report.file, report.origin)
        self.query_one("#found", Rows).show(*previews.counted_rows(report))
        said = (Said(on_screen(line)) for line in previews.project_notes(report))
        self.query_one("#notes", Prose).show(
            [Said(previews.project_in_words(report), "name"), *said]
        )

    def what(self) -> str:
        """How much would be taken, and lost."""
        return previews.project_in_words(self.project.report)

    async def store_it(self) -> None:
        """Ask once more, and take it in."""
        from workbench.steps.previewing import store_project
        from workbench.tui.dialogs.importing.project import AskTake

        dialog, store, viewer, project = AskTake(self.what()), self.store, self.viewer, self.project

        def take(_: bool) -> str:  # noqa: FBT001 - the dialog's answer
            return f"Taken in. {previews.project_in_words(store_project(store, viewer, project))}"

        dialog.attempt, dialog.saying = take, "Taking it in …"
        if await self.app.push_screen_wait(dialog) is not None:
            self._done(dialog.did)
            self.dismiss(None)

    @work(group="dialog")
    async def action_user(self) -> None:
        """Say which coder of the study a user of the project is."""
        from workbench.steps.previewing import read_project
        from workbench.tui.dialogs.importing.project import AskUser

        before, store = self.project, self.store
        asked = await self.app.push_screen_wait(AskUser(list(before.report.coders)))
        if asked is None:
            return
        coders = {**before.coders, asked[0]: asked[1]}
        project = await self.done(lambda: read_project(store, before.path, coders), "Reading …")
        if project is not None:
            self.project = project
            self.show()
            self.say(f"“{asked[0]}” is {asked[1]}.")
