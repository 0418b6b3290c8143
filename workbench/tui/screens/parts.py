"""After a split: which of its parts each earlier quotation is, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, work
from textual.binding import Binding, BindingType

from workbench.terms import Code, Span, Viewer
from workbench.tui.screens.one_by_one import GO, PAGE, OneByOneScreen
from workbench.tui.widgets.prose import Said
from workbench.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workbench.steps.parts import ToChoose
    from workbench.store import Store

AROUND = 600
"""Characters of the text that are shown before and after a quotation."""


class Read(NamedTuple):
    """What the screen shows."""

    to_choose: list[ToChoose]
    texts: dict[str, str]
    """By the document's name."""
    rules: dict[str, Code]
    """The latest codes by uid."""


def read(store: Store, viewer: Viewer) -> Read:
    """The codings of revealed rounds whose code was split, with their texts and rules."""
    from workbench.steps.parts import to_choose
    from workbench.store.reads import codebooks, documents

    found = to_choose(store, viewer)
    with store.reading() as reader:
        names = dict.fromkeys(one.document for one in found)
        texts = {name: documents.text(reader, viewer, name) for name in names}
        rules = {code.uid: code for _, code in codebooks.codebook(reader, viewer).walk()}
    return Read(found, texts, rules)


class PartsScreen(OneByOneScreen):
    """One quotation a screen."""

    CALLED = "After a split"
    HELP = """A code was split, and what was coded with it waits for somebody to say which part \
it is. Press the digit of the part, or 0 if it is none of them; the next quotation comes by \
itself. u takes the choice back, [ and ] move without choosing.

The codings stay as they were made. The choice is kept beside them: tables read it, and a round \
that starts from earlier codings begins with it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_open", "Next open", tooltip="Next that nobody has chosen for."),
        *GO,
        Binding("u", "undo", "Unsay", tooltip="Take the choice back."),
        *PAGE,
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the codebook."),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.found: Read | None = None
        """What was read last; None: not yet."""
        self.place = 0

    @work(exclusive=True, group="renew")
    async def _read(self) -> None:
        await self._reading(first=self.found is None)

    async def _reading(self, *, first: bool = False) -> None:
        store, viewer = self.store, self.viewer
        found = await self.done(lambda: read(store, viewer))
        if found is None:
            return
        self.found = found
        self.place = min(self.place, max(len(found.to_choose) - 1, 0))
        if first and self.one is not None and self.one.chosen is not None:
            self._go_to_open()
        self._show()
        how = "Press the digit of the part that this is. F1 explains."
        self.say(self.said or (how if self.one else "There is nothing to choose."))

    @property
    def one(self) -> ToChoose | None:
        """The quotation on the screen."""
        listed = self.found.to_choose if self.found else []
        return listed[self.place] if self.place < len(listed) else None

    def progress(self) -> str:
        """How many wait."""
        listed = self.found.to_choose if self.found else []
        return f"{sum(one.chosen is None for one in listed)} of {len(listed)} left"

    def _show(self) -> None:
        one, found = self.one, self.found
        if one is None or found is None:
            self.show_none("No quotation waits: no code of a revealed round was split.")
            return
        where = f"{self.place + 1} of {len(found.to_choose)}"
        self.title_line(f"“{one.code}” was split", where, one.number, one.coder, f"round {one.n}")
        rules = (found.rules[uid] for uid in one.part_uids if uid in found.rules)
        said = in_full(one, found.texts[one.document])
        self.show_one(said, rules, ("", "", "Part"), keys_of(one))

    def here(self) -> str:
        """The quotation on the screen, and the part under the cursor."""
        if self.one is None or self.way >= len(keys_of(self.one)):
            return ""
        key, _, part = keys_of(self.one)[self.way]
        return f"{self.one.number}, coded by {self.one.coder}: {key} or Enter says it is {part}."

    # -------------------------------------------------------------- moving

    def action_go(self, step: int) -> None:
        """Go to the next quotation, or (below 0) the one before."""
        if self.found and self.found.to_choose:
            self.place = (self.place + step) % len(self.found.to_choose)
            self._show()
            self.say("")

    def action_next_open(self) -> None:
        """Go to the next that nobody has chosen for."""
        here = self.place
        if self._go_to_open(after=1):
            self._show()
            self.say("" if self.place != here else "Only this one is left.")
        elif self.one is not None:
            self.say("All are chosen.")

    def _go_to_open(self, after: int = 0) -> bool:
        """Whether there is one to go to, from so many after the one in front."""
        listed = self.found.to_choose if self.found else []
        first = self.place + after
        places = [at % len(listed) for at in range(first, first + len(listed))]
        left = [at for at in places if listed[at].chosen is None]
        if left:
            self.place = left[0]
        return bool(left)

    # -------------------------------------------------------------- choosing

    def takes(self, event: events.Key) -> bool:
        """The digit of a part chooses it."""
        character = event.character or ""
        if self.one is None or not (character.isascii() and character.isdigit()):
            return False
        if int(character) <= len(self.one.parts):
            self._choose(self.one, character)
        return True

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Choose the part under the cursor."""
        event.stop()
        if self.one is not None:
            self._choose(self.one, keys_of(self.one)[event.place][0])

    def action_undo(self) -> None:
        """Take the choice back."""
        if self.one is not None:
            self._choose(self.one, None)

    @work(group="dialog")
    async def _choose(self, one: ToChoose, part: str | None) -> None:
        from workbench.steps import parts

        store, viewer = self.store, self.viewer

        def step() -> bool:
            parts.choose(store, viewer, one, part)
            return True

        if not await self.done(step):
            return
        await self._reading()
        if part is None:
            self.say(f"{one.number} of {one.coder} is open again.")
            return
        chosen = one.parts[int(part) - 1] if part != "0" else parts.NEITHER
        more = self._go_to_open()
        self._show()
        self.say(f"{one.number}: {chosen}.{'' if more else ' All are chosen.'}")


def keys_of(one: ToChoose) -> list[tuple[str, str, str]]:
    """For each way to choose its key, whether it is chosen, and the part."""
    from workbench.steps.parts import NEITHER

    ways = [(str(at), name) for at, name in enumerate(one.parts, 1)] + [("0", NEITHER)]
    return [(key, "✓" if one.chosen == name else " ", name) for key, name in ways]


def in_full(one: ToChoose, text: str) -> list[Said]:
    """The quotation with what stands around it."""
    first, last = max(one.start - AROUND, 0), min(one.stop + AROUND, len(text))
    before, after = text[first : one.start].lstrip(), text[one.stop : last].rstrip()
    quoted = text[one.start : one.stop]
    return [
        Said(one.document, "faint"),
        Said(f"{'… ' if first else ''}{before.rstrip()}", "faint"),
        Said(quoted, "here", "▌", (Span(0, len(quoted)),)),
        Said(f"{after.lstrip()}{' …' if last < len(text) else ''}", "faint"),
    ]
