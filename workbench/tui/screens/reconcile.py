"""After an explore round: the coders' own codes side by side, and what becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui import reconciling
from workbench.tui.reconciling import Meant
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.widgets.prose import Prose
from workbench.tui.widgets.rows import Rows
from workbench.tui.widgets.wrapping import elided
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.reconcile import Laid, SideBySide


class ReconcileScreen(ListedScreen):
    """One revealed round whose coders made codes of their own."""

    FULL = "code"
    HELP = """The codes that coders made of their own, side by side. At the right is the code \
under the cursor: what it means, where it was put, and which codes stand on the same units; two \
names on the same passages are often one code.

Say of each what becomes of it: a keeps it, r keeps it under another name or in another place, x \
leaves it out. To make several codes one, tick them with the space bar and press m; m also joins \
with a code of the codebook. n makes a new category, under which r puts codes. u takes back what \
was said, A keeps all of which nobody has said anything. What you say is kept until it is carried \
out: c first shows what would change, then makes the next version of the codebook."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "keep", "Keep", tooltip="Keep the code as it is."),
        Binding("r", "rename", "Rename", tooltip="Keep it under another name or elsewhere."),
        Binding("space", "tick", "Tick", key_display="Space", tooltip="Tick codes to join."),
        Binding("m", "join", "Join", tooltip="Make the ticked codes one."),
        Binding("n", "parent", "Category", tooltip="A new category to put codes under."),
        Binding("x", "drop", "Drop", tooltip="Leave the code out of the codebook."),
        Binding("u", "undecide", "Unsay", show=False, tooltip="Take back what was said of it."),
        Binding("A", "keep_rest", "Keep all", show=False, tooltip="Keep all that are left."),
        Binding("c", "carry_out", "Carry out", tooltip="Try it out, then make the codebook."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the code."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    ReconcileScreen {
        layout: grid;
        grid-size: 2 4;
        grid-columns: 3fr 2fr;
        grid-rows: 1 1fr 1 1;
        & #title, & #status, & #keys { column-span: 2; }
        & #own { margin: 1 1 0 0; }
        & #code { background: $surface; }
    }
    """

    def __init__(self, n: int) -> None:
        """`n`: the round."""
        super().__init__()
        self.n = n
        self.laid: Laid | None = None
        """What was read last; None: not yet, or all is carried out."""
        self._meant: dict[str, Meant] = {}
        self._ticked: set[str] = set()

    def body(self) -> Iterable[Widget]:
        """The codes, and one of them in full."""
        yield Rows("own", shorten=elided)
        yield Prose("code")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Own codes", f"round {self.n}")
        self.renew()

    async def _reading(self) -> None:
        store, viewer, n = self.store, self.viewer, self.n
        found = await self.done(lambda: reconciling.lay(store, viewer, n))
        if found is None:
            self.query_one("#own", Rows).empty(self.said.removeprefix("! "))
            return
        self.laid, self._meant = found, reconciling.meant(found)
        self._show_rows()
        self.query_one("#own", Rows).focus()
        self.show_one()
        self.say(self.said or "Say of each code what becomes of it. F1 explains.")

    def _show_rows(self) -> None:
        rows = self.query_one("#own", Rows)
        if not self.codes:
            rows.empty("Nothing is left to reconcile: b of the study shows the codebook.")
            return
        rows.show(
            ("", "Code", "Coder", "Units", "Becomes"),
            [
                (
                    "✓" if one.uid in self._ticked else " ",
                    one.name,
                    one.coder,
                    str(one.units),
                    self._meant[one.uid].words,
                )
                for one in self.codes
            ],
        )

    @property
    def codes(self) -> tuple[SideBySide, ...]:
        """The codes that wait, equal names beside each other."""
        found = self.laid.codes if self.laid else ()
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.coder)))

    @property
    def one(self) -> SideBySide | None:
        """The code under the cursor."""
        place = self.query_one("#own", Rows).place
        return self.codes[place] if place < len(self.codes) else None

    @property
    def _wanted(self) -> tuple[SideBySide, ...]:
        """The codes that are ticked, else the one under the cursor."""
        ticked = tuple(one for one in self.codes if one.uid in self._ticked)
        return ticked or ((self.one,) if self.one else ())

    def progress(self) -> str:
        """How many wait for a word."""
        left = sum(one.sign == "?" for one in self._meant.values())
        return f"{left} of {len(self._meant)} left" if self._meant else ""

    def here(self) -> str:
        """The code under the cursor, and what becomes of it."""
        if self.one is None:
            return ""
        one = self.one
        what = self._meant[one.uid].words or "nobody has said yet what becomes of it"
        return (
            f"“{one.name}” of {one.coder} is on {plural(one.units, 'unit')}: {what}. "
            "a keeps it, r renames or moves it, x leaves it out."
        )

    def show_one(self) -> None:
        """Show what is under the cursor in full."""
        one, laid = self.one, self.laid
        said = reconciling.in_full(one, laid, self._meant[one.uid]) if one and laid else []
        self.query_one("#code", Prose).show(said)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter renames."""
        event.stop()
        self.action_rename()

    def action_tick(self) -> None:
        """Tick the code under the cursor, or take its tick off; go on to the next."""
        if self.one is not None:
            self._ticked ^= {self.one.uid}
            self._show_rows()
            rows = self.query_one("#own", Rows)
            rows.go(rows.place + 1)
            self.say(f"{plural(len(self._ticked), 'code')} ticked: m makes them one.")

    # -------------------------------------------------------------- saying what becomes of them

    def action_keep(self) -> None:
        """Keep the code, or the ticked ones, each under its name."""
        wanted = self._wanted

        def step() -> None:
            for one in wanted:
                reconciling.keep(self.store, self.viewer, self.n, [one.uid], one.name)

        self._settle(step, f"Kept: {_called(wanted)}.")

    def action_keep_rest(self) -> None:
        """Keep all of which nobody has said anything, equal names as one."""
        wanted = tuple(one for one in self.codes if self._meant[one.uid].sign == "?")

        def step() -> None:
            for one in wanted:
                reconciling.keep(self.store, self.viewer, self.n, [one.uid], one.name)

        self._settle(step, f"Kept: {plural(len(wanted), 'code')}.")

    def action_drop(self) -> None:
        """Leave the code out, or the ticked ones."""
        wanted = self._wanted
        uids = [one.uid for one in wanted]
        step = partial(reconciling.drop, self.store, self.viewer, self.n, uids)
        self._settle(step, f"Left out: {_called(wanted)}.")

    def action_undecide(self) -> None:
        """Take back what was said."""
        wanted = self._wanted
        uids = [one.uid for one in wanted]
        step = partial(reconciling.undecide, self.store, self.viewer, self.n, uids)
        self._settle(step, f"Open again: {_called(wanted)}.")

    @work(group="dialog")
    async def _settle(self, step: Callable[[], None], sentence: str) -> None:
        await self._settled(step, sentence)

    async def _settled(self, step: Callable[[], None], sentence: str) -> None:
        """Take a step, go on to the next code that is left, and say what was done."""

        def done() -> bool:
            step()
            return True

        ticked = frozenset(self._ticked)
        if not self.codes or not await self.done(done):
            return
        self._ticked -= ticked
        await self._reading()
        self._next_left()
        self.say(sentence)

    def _next_left(self) -> None:
        rows = self.query_one("#own", Rows)
        places = [*range(rows.place, len(self.codes)), *range(rows.place)]
        left = [at for at in places if self._meant[self.codes[at].uid].sign == "?"]
        if left:
            rows.go(left[0])
        self.show_one()

    @work(group="dialog")
    async def action_rename(self) -> None:
        """Keep the code under another name, or elsewhere."""
        from workbench.tui.dialogs.reconcile import KeepCode

        one = self.one
        if one is None:
            return
        store, viewer, n = self.store, self.viewer, self.n
        found = await self.done(lambda: reconciling.paths(store, viewer))
        if found is None:
            return
        name = self._meant[one.uid].name or one.name
        places = [*reconciling.parents(self.laid), *(path for path, _ in found)]
        kept = await self.app.push_screen_wait(KeepCode(one.called, name, places))
        if kept is not None:
            step = partial(reconciling.keep, store, viewer, n, [one.uid], *kept)
            await self._settled(step, f"Kept: {one.called} as {kept.name}.")

    @work(group="dialog")
    async def action_parent(self) -> None:
        """Mean a new category, or, by its name, none any more."""
        from workbench.tui.dialogs.reconcile import NewParent

        us = (self.store, self.viewer, self.n)
        found = await self.done(lambda: reconciling.paths(self.store, self.viewer))
        if found is None or not self.codes:
            return
        meant = reconciling.parents(self.laid)
        new = await self.app.push_screen_wait(NewParent([*meant, *(path for path, _ in found)]))
        if new is None:
            return
        if new.name in meant:
            step, said = partial(reconciling.drop_parent, *us, new.name), "No category any more"
        else:
            step, said = partial(reconciling.add_parent, *us, *new), "New category"
        await self._settled(step, f"{said}: {new.name}.")

    @work(group="dialog")
    async def action_join(self) -> None:
        """Make the ticked codes one, or join one with a code of the codebook."""
        from workbench.tui.dialogs.reconcile import JoinCodes

        wanted = self._wanted
        if not wanted:
            return
        store, viewer, n = self.store, self.viewer, self.n
        found = await self.done(lambda: reconciling.paths(store, viewer))
        if found is None:
            return
        uids, names = [one.uid for one in wanted], [one.called for one in wanted]
        dialog = JoinCodes(names, wanted[0].name, [path for path, _ in found])
        joined = await self.app.push_screen_wait(dialog)
        if joined is None:
            return
        if joined.into:
            code = dict(found)[joined.into]
            step = partial(reconciling.join_into, store, viewer, n, uids, code)
        else:
            step = partial(reconciling.keep, store, viewer, n, uids, joined.name)
        await self._settled(step, f"Joined: {listed(names)} as {joined.name or joined.into}.")

    @work(group="dialog")
    async def action_carry_out(self) -> None:
        """Show what would change, then make the next version of the codebook."""
        from workbench.tui.dialogs.tryout import TryOut, Twice

        if not self.codes:
            return
        left = [one.called for one in self.codes if self._meant[one.uid].sign == "?"]
        if left:
            self.say(f"Say first what becomes of {listed(left)}; A keeps all.", bad=True)
            return
        about = f"Own codes of round {self.n} become codes of the next version of the codebook."
        dialog = TryOut("Carry it out", about, needs_reason=False)
        us = (self.store, self.viewer, self.n)
        dialog.attempt = Twice(
            dialog,
            partial(reconciling.try_carrying_out, *us),
            partial(reconciling.carry_out, *us),
        )
        dialog.saying = "Trying it out …"
        if await self.app.push_screen_wait(dialog) is not None:
            await self._reading()
            self.say(dialog.did)


def _called(codes: Iterable[SideBySide]) -> str:
    return listed([one.called for one in codes])
