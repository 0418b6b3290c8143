"""The codebook: its tree and rules, its versions, and every change of it, tried out first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.terms import Code, Codebook
from workbench.tui import evolving
from workbench.tui.entries import entries
from workbench.tui.memos import write_memo
from workbench.tui.widgets.codes import CodeList
from workbench.tui.widgets.prose import Prose, Said, rule
from workbench.tui.work_screen import WorkScreen
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.tui.dialogs.edit import AskEdit


class CodebookScreen(WorkScreen):
    """One version at a time; the latest can be changed."""

    HELP = """The codebook as it stands: codes, categories that group them, and at the right the \
rule of the code under the cursor, with what it came from.

Every change makes the next version, with a reason; nothing is ever deleted, and rounds keep the \
version they were drafted with. Before anything changes you are shown what it would do: how many \
codings it touches, and what the agreement of past rounds would be. [ and ] show other versions, \
with what is different from the one before."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down,j", "code(1)", "Move", key_display="↑↓", tooltip="The code below; k is above."
        ),
        Binding("up,k", "code(-1)", "Above", show=False),
        Binding("home", "code(-9999)", "First", show=False),
        Binding("end", "code(9999)", "Last", show=False),
        Binding(
            "enter", "quotations", "Quotes", key_display="Enter", tooltip="What has this code."
        ),
        Binding("e", "edit", "Rule", tooltip="Change the rule, the examples, key or colour."),
        Binding("r", "rename", "Rename", tooltip="Give the code another name."),
        Binding("a", "add", "Add", tooltip="Add a code."),
        Binding("m", "merge", "Merge", tooltip="Join codes into one."),
        Binding("s", "split", "Split", tooltip="Split the code in parts."),
        Binding("t", "move", "Move to", show=False, tooltip="Put the code under another."),
        Binding("x", "retire", "Retire", tooltip="Leave the code out of the next version."),
        Binding("p", "proposals", "Proposals", tooltip="Take or decline what coders proposed."),
        Binding("c", "parts", "Parts", tooltip="After a split: choose the part of each quotation."),
        Binding(
            "right_square_bracket,right",
            "version(1)",
            "Versions",
            key_display="[ ]",
            tooltip="The next version; [ is the one before.",
        ),
        Binding("left_square_bracket,left", "version(-1)", "Version before", show=False),
        Binding("l", "load", "Load", show=False, tooltip="Load the next version from a file."),
        Binding("w", "save", "Save", show=False, tooltip="Write this version to a file."),
        Binding("M", "memo", "Memo", show=False, tooltip="Write a memo about the code."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the rule."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    CodebookScreen {
        layout: grid;
        grid-size: 2 4;
        grid-columns: 2fr 3fr;
        grid-rows: 1 1fr 1 1;
        & #title, & #status, & #keys { column-span: 2; }
        & CodeList { background: $background; }
        & #rule { background: $surface; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.codebook: Codebook | None = None
        """The version that is shown."""
        self.versions: tuple[int, ...] = ()
        self._wanted: int | None = None
        self._changes: tuple[str, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The tree, and the rule."""
        yield CodeList(id="codes")
        yield Prose("rule")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Codebook")
        self.renew()

    async def _reading(self) -> None:
        store, viewer, wanted = self.store, self.viewer, self._wanted
        found = await self.done(lambda: evolving.read_codebook(store, viewer, wanted))
        if found is None:
            return
        codes = self.query_one(CodeList)
        uid, place = codes.entry.code.uid if codes.entry else "", codes.place
        self.versions, self.codebook, self._changes = found
        codes.show(entries(self.codebook, ()))
        codes.go(place)
        codes.go(codes.place_of(uid))
        latest = "" if self.is_latest else f", the latest is {self.versions[-1]}"
        self.title_line("Codebook", f"version {self.codebook.version}{latest}")
        self._show()
        self.say(self.said.removeprefix("! ") or "Each change is tried out first. F1 explains.")

    @property
    def is_latest(self) -> bool:
        """Whether the version that is shown can be changed."""
        return bool(self.codebook and self.versions and self.codebook.version == self.versions[-1])

    def progress(self) -> str:
        """How many codes there are."""
        if self.codebook is None:
            return ""
        return plural(sum(code.kind == "code" for _, code in self.codebook.walk()), "code")

    def _show(self) -> None:
        entry = self.query_one(CodeList).entry
        write = "; e writes one" * self.is_latest
        said = [*rule(entry.code, write), *_more(entry.code)] if entry else []
        if self._changes:
            said += [Said(""), Said("What this version changed", "head")]
            said += [Said(f"· {change}", "faint") for change in self._changes]
        self.query_one("#rule", Prose).show(said)

    def here(self) -> str:
        """The code under the cursor, and what can be done with it."""
        entry = self.query_one(CodeList).entry
        if entry is None:
            return ""
        code = entry.code
        if code.kind == "category":
            return f"“{code.name}” groups {plural(len(code.codes), 'code')}; a adds one to it."
        key = f"While coding its key is {entry.key}. " if entry.key else ""
        changes = "e changes its rule, r its name" if self.is_latest else "Only the latest changes"
        return f"“{code.name}” is a code. {key}Enter shows all that has it; {changes}."

    # -------------------------------------------------------------- moving

    def action_code(self, step: int) -> None:
        """Move the cursor."""
        codes = self.query_one(CodeList)
        codes.go(codes.place + step)
        self._show()

    def on_code_list_code_pointed(self, event: CodeList.CodePointed) -> None:
        """Show the rule of the code that the mouse pointed at."""
        self.query_one(CodeList).go(event.place)
        self._show()

    def action_page(self, step: int) -> None:
        """Scroll the rule."""
        self.query_one("#rule", Prose).page(step)

    def action_version(self, step: int) -> None:
        """Show the next version, or (below 0) the one before."""
        if self.codebook is None:
            return
        place = self.versions.index(self.codebook.version) + step
        if 0 <= place < len(self.versions):
            self._wanted = self.versions[place]
            self.renew()
        else:
            self.say("There is no version beyond this one.")

    def action_quotations(self) -> None:
        """See what has the code."""
        from workbench.tui.screens.search import SearchScreen

        place = self._here()
        if place is not None:
            self.app.push_screen(SearchScreen(code=place[0]))

    def action_proposals(self) -> None:
        """See what coders proposed, and answer it."""
        from workbench.tui.screens.proposals import ProposalsScreen

        self.app.push_screen(ProposalsScreen())

    def action_parts(self) -> None:
        """Choose a part for each quotation of a code that was split."""
        from workbench.tui.screens.parts import PartsScreen

        self.app.push_screen(PartsScreen())

    def on_screen_resume(self) -> None:
        """Read again, after something was done elsewhere."""
        if self.codebook is not None:
            self.renew()

    # -------------------------------------------------------------- changing

    def _here(self) -> tuple[str, Code] | None:
        """The path and the code under the cursor."""
        entry = self.query_one(CodeList).entry
        if entry is None or self.codebook is None:
            return None
        return next(
            (" > ".join(path), code)
            for path, code in self.codebook.walk()
            if code.uid == entry.code.uid
        )

    def _paths(self) -> list[str]:
        return [" > ".join(path) for path, _ in self.codebook.walk()] if self.codebook else []

    def _change(self, ask: Callable[[str, Code], AskEdit]) -> None:
        place = self._here()
        if not self.is_latest:
            self.say("Only the latest version can be changed; ] goes there.", bad=True)
        elif place is not None:
            self._ask(ask(*place))

    @work(group="dialog")
    async def _ask(self, dialog: AskEdit) -> None:
        said = await evolving.asked(self, dialog)
        if said is not None:
            self.say(said)

    def action_edit(self) -> None:
        """Change the rule."""
        from workbench.tui.dialogs.edit import Redefine

        self._change(lambda path, code: Redefine(code, path))

    def action_rename(self) -> None:
        """Give the code another name."""
        from workbench.tui.dialogs.edit import Rename

        self._change(lambda path, code: Rename(code, path))

    def action_move(self) -> None:
        """Put the code under another."""
        from workbench.tui.dialogs.edit import Move

        self._change(lambda path, code: Move(code, path, self._paths()))

    def action_merge(self) -> None:
        """Join codes."""
        from workbench.tui.dialogs.edit import Merge

        self._change(lambda path, code: Merge(code, path, self._paths()))

    def action_split(self) -> None:
        """Split the code."""
        from workbench.tui.dialogs.edit import Split

        self._change(lambda path, code: Split(code, path))

    def action_retire(self) -> None:
        """Leave the code out of the next version."""
        from workbench.tui.dialogs.edit import Retire

        self._change(lambda path, code: Retire(code, path))

    def action_add(self) -> None:
        """Add a code, beside the one under the cursor."""
        from workbench.tui.dialogs.edit import TOP, AddCode

        def ask(path: str, code: Code) -> AskEdit:
            under = path if code.kind == "category" else path.rpartition(" > ")[0]
            return AddCode(self._paths(), under or TOP)

        if self._here() is None:
            self._ask(AddCode((), TOP))
        else:
            self._change(ask)

    @work(group="dialog")
    async def action_memo(self) -> None:
        """Write a memo about the code under the cursor."""
        if (here := self._here()) is not None:
            await write_memo(self, here[1].name, code=here[0])

    @work(group="dialog")
    async def action_load(self) -> None:
        """Load the next version from a file."""
        from workbench.tui.dialogs.setting_up import AskCodebook

        store, viewer = self.store, self.viewer
        dialog = AskCodebook()
        dialog.attempt = lambda path: evolving.load_codebook(store, viewer, path)
        if await self.app.push_screen_wait(dialog) is not None:
            self._wanted = None
            await self._reading()
            self.say(dialog.did)

    @work(group="dialog")
    async def action_save(self) -> None:
        """Write this version to a file."""
        from workbench.tui.dialogs.setting_up import AskSave

        if self.codebook is None:
            return
        store, viewer, version = self.store, self.viewer, self.codebook.version
        dialog = AskSave(self.store.path.parent / f"codebook-v{version}.yaml")
        dialog.attempt = lambda path: evolving.save_codebook(store, viewer, path, version)
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)


def _more(code: Code) -> list[Said]:
    """What else is known of a code."""
    facts = (
        ("Groups", listed(code.groups) if code.groups else ""),
        ("Origin", code.origin),
        ("Was", listed(code.was) if code.was else ""),
        ("Exclusive", "a unit takes at most one of these" if code.exclusive else ""),
    )
    return [Said(f"{head}: {words}", "faint") for head, words in facts if words]
