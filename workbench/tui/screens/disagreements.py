"""The adjudication queue: one disagreement a screen, settled by one key and a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.terms import Decision, Outcome, Span
from workbench.tui.agreeing import shortened
from workbench.tui.screens.base import WorkScreen
from workbench.tui.widgets.prose import Prose, Said, rule
from workbench.tui.widgets.rows import Rows
from workbench.tui.words import listed

if TYPE_CHECKING:
    from workbench.steps.disagreements import Queue, Queued

SETTLED: dict[Outcome, str] = {
    "codes": "codes",
    "none": "no code",
    "open": "left open",
    "codebook": "asks for a new or changed code",
}


class Way(NamedTuple):
    """A way to settle a disagreement, and the key that takes it."""

    key: str
    who: str
    what: str
    outcome: Outcome
    codes: tuple[str, ...] = ()


class Narrowed(NamedTuple):
    """Which disagreements are wanted."""

    pair: tuple[str | None, str | None] | None = None
    """Two codes that stand against each other; None in it: no code."""
    code: str | None = None
    """A code that is concerned."""
    document: str | None = None
    places: frozenset[tuple[str, int]] | None = None
    """Documents and units; None: any."""
    about: str = ""
    """What the places are, in words."""

    def fits(self, one: Queued) -> bool:
        """Whether the disagreement is wanted."""
        return (
            (self.pair is None or self.pair in one.confused)
            and (self.code is None or any(self.code in pair for pair in one.confused))
            and (self.document is None or self.document == one.document)
            and (self.places is None or (one.document, one.unit) in self.places)
        )

    @property
    def words(self) -> str:
        """What is wanted, in words; empty: all."""
        pair = f"{self.pair[0] or 'no code'} / {self.pair[1] or 'no code'}" if self.pair else ""
        return ", ".join(part for part in (pair, self.code, self.document, self.about) if part)


EVERYTHING = Narrowed()
KINDS = {
    "sibling codes": "Coders chose different codes of one category.",
    "different codes": "Coders chose codes of different categories.",
    "parent and child": "One chose a category, another a code below it.",
    "one did not code it": "Somebody gave a code where another found that none applies.",
    "different stretch": "The same code is on different words.",
}
"""What the kind of a disagreement says."""


class DisagreementsScreen(WorkScreen):
    """One revealed round, one unit at a time, the most telling first."""

    HELP = """Here the coders settle where they differ. At the top is the unit with what was \
said around it; at the right the rules of the codes concerned; below, who chose what.

Press the key at the left of a line to settle the unit so: a digit takes one of the codings, a \
all of their codes together, / any codes you choose, 0 says that no code applies, o leaves the \
unit open, c says that the codebook needs a new or changed code. You are asked for the reason \
and who agreed. Nobody's codings change: decisions are kept beside them, and can be made anew.

The matrix on m shows which codes are taken for each other. r changes a rule on the spot. When \
all is settled, Ctrl+D declares the round adjudicated."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_undecided", "Next open", tooltip="Next that nobody has decided on."),
        Binding(
            "right,right_square_bracket",
            "go(1)",
            "Move",
            key_display="[ ]",
            tooltip="The next disagreement; [ is the one before.",
        ),
        Binding("left,left_square_bracket", "go(-1)", "Before", show=False),
        Binding("r", "rule", "Rule", tooltip="Change the rule of a code concerned."),
        Binding("m", "matrix", "Matrix", tooltip="Which codes are taken for each other."),
        Binding("slash", "choose_codes", "Codes", show=False, tooltip="Settle with other codes."),
        Binding(
            "w", "everything", "All", show=False, tooltip="Show all disagreements of the round."
        ),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll what was said."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("full_stop", "page_rules(1)", "Rules", show=False, tooltip="Scroll the rules."),
        Binding("comma", "page_rules(-1)", "Rules back", show=False, tooltip="Scroll them back."),
        Binding("ctrl+d", "adjudicate", "Done", tooltip="Declare the round adjudicated."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to where you were."),
    ]
    DEFAULT_CSS = """
    DisagreementsScreen {
        layout: grid;
        grid-size: 2 5;
        grid-columns: 1fr 30;
        grid-rows: 1 1fr auto 1 1;
        & #title, & #ways, & #status, & #keys { column-span: 2; }
        & #rules { background: $surface; }
        & #ways { height: auto; max-height: 11; border-top: solid $panel; }
        &.-wide { grid-columns: 1fr 40; }
        &.-vast { grid-columns: 1fr 60; }
    }
    """

    def __init__(
        self,
        n: int | None = None,
        wanted: Narrowed = EVERYTHING,
        unit: tuple[str, int] | None = None,
    ) -> None:
        """`n`: the round, None: the latest revealed; `unit`: document and unit to begin with."""
        super().__init__()
        self.n = n
        self.wanted = wanted
        self.queue: Queue | None = None
        """What was read last; None: not yet."""
        self.place = 0
        self._begin = unit
        self._agreed: tuple[str, ...] = ()

    def body(self) -> Iterable[Widget]:
        """What was said, the rules, who chose what."""
        yield Prose("passage")
        yield Prose("rules")
        yield Rows("ways", "Reading …", shorten=shortened)

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Disagreements")
        self.renew()

    async def _reading(self) -> None:
        store, viewer, n = self.store, self.viewer, self.n

        def step() -> Queue:
            from workbench.steps.disagreements import queue

            return queue(store, viewer, n)

        here = self.one
        found = await self.done(step)
        if found is None:
            self.queue = None
            self.query_one("#ways", Rows).empty(self.said.removeprefix("! "))
            return
        self.queue, self.n = found, found.n
        places = [at for at, one in enumerate(self.shown) if here and _same(one, here)]
        self.place = places[0] if places else min(self.place, max(len(self.shown) - 1, 0))
        self._show()
        if here is None:
            self._first()

    def _first(self) -> None:
        begin = [at for at, one in enumerate(self.shown) if (one.document, one.unit) == self._begin]
        if begin:
            self.place = begin[0]
            self._show()
        elif self.queue is not None and self.one is not None and self.one.decision is not None:
            self.action_next_undecided()
        if self.shown:
            self.say("Press the key of a line to settle the unit so. F1 explains.")

    @property
    def shown(self) -> tuple[Queued, ...]:
        """The disagreements that are wanted."""
        return tuple(filter(self.wanted.fits, self.queue.queued)) if self.queue else ()

    @property
    def one(self) -> Queued | None:
        """The disagreement on the screen."""
        return self.shown[self.place] if self.place < len(self.shown) else None

    @property
    def ways(self) -> list[Way]:
        """How the disagreement on the screen can be settled."""
        return ways(self.one) if self.one else []

    def here(self) -> str:
        """The way to settle under the cursor."""
        place = self.query_one("#ways", Rows).place
        if self.one is None or place >= len(self.ways):
            return ""
        way, one = self.ways[place], self.one
        who = f", as {way.who} coded it" if way.who in one.choices else ""
        kinds = KINDS.get(one.kind, "")
        return f"{way.key} or Enter settles {one.number} so: {way.what}{who}. {kinds}".strip()

    # -------------------------------------------------------------- showing

    def _show(self) -> None:
        one, rows = self.one, self.query_one("#ways", Rows)
        if one is None:
            self._show_none()
            return
        where = f"{self.place + 1} of {len(self.shown)}"
        about = (self.wanted.words,) if self.wanted.words else ()
        title = (f"Disagreement {where}", one.number, one.kind, f"round {self.n}", *about)
        self.title_line(*title)
        around = passage(one)
        here = next(at for at, said in enumerate(around) if said.sign == "▌")
        self.query_one("#passage", Prose).show(around, sight=here)
        rules = [said for code in one.rules for said in (*rule(code), Said(""))]
        self.query_one("#rules", Prose).show(rules)
        rows.place = 0
        rows.show(("", "Who", "What"), [(way.key, way.who, way.what) for way in self.ways])
        rows.focus()
        self.say(self.said.removeprefix("! "))

    def _show_none(self) -> None:
        self.title_line("Disagreements", f"round {self.n}", *filter(None, (self.wanted.words,)))
        self.query_one("#passage", Prose).show(())
        self.query_one("#rules", Prose).show(())
        words = "There is none of these." if self.wanted.words else "Nobody differs in this round."
        self.query_one("#ways", Rows).empty(words)
        self.say("")

    def progress(self) -> str:
        """How many are undecided, and what came of the others."""
        if self.queue is None:
            return ""
        tally = self.queue.tally
        return (
            f"{len(self.queue.undecided)} of {len(self.queue.queued)} undecided, "
            f"{tally.changed} changed"
        )

    # -------------------------------------------------------------- moving

    def action_go(self, step: int) -> None:
        """Go to the next disagreement, or (below 0) the one before."""
        if self.shown:
            self.place = (self.place + step) % len(self.shown)
            self._show()

    def action_next_undecided(self) -> None:
        """Go to the next that nobody has decided on."""
        shown = self.shown
        later = [*range(self.place + 1, len(shown)), *range(self.place + 1)]
        left = [at for at in later if at < len(shown) and shown[at].decision is None]
        if left:
            self.place = left[0]
            self._show()
        elif shown:
            self.say("All of these are decided. Ctrl+D declares the round adjudicated.")

    def action_everything(self) -> None:
        """Show all disagreements of the round."""
        here, narrowed = self.one, self.wanted != EVERYTHING
        self.wanted = EVERYTHING
        self.place = self.shown.index(here) if here else 0
        self._show()
        self.say("All of the round are shown." if narrowed else "All are shown already.")

    def action_page(self, step: int) -> None:
        """Scroll what was said."""
        self.query_one("#passage", Prose).page(step)

    def action_page_rules(self, step: int) -> None:
        """Scroll the rules."""
        self.query_one("#rules", Prose).page(step)

    @work(group="dialog")
    async def action_matrix(self) -> None:
        """See which codes are taken for each other, and go to those units."""
        from workbench.tui.screens.matrix import MatrixScreen

        if self.queue is None:
            return
        pair = await self.app.push_screen_wait(MatrixScreen(self.queue))
        if pair is not None:
            self.wanted, self.place = Narrowed(pair=pair), 0
            self._show()
            self.say("These units only; w shows all again.")

    # -------------------------------------------------------------- deciding

    def on_key(self, event: events.Key) -> None:
        """The key of a way takes it."""
        for way in self.ways:
            if event.character == way.key:
                event.stop()
                self._take(way)
                return

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Take the way that was chosen."""
        event.stop()
        if event.place < len(self.ways):
            self._take(self.ways[event.place])

    def _take(self, way: Way) -> None:
        if way.key == "/":
            self.action_choose_codes()
        else:
            self._decide(way)

    @work(group="dialog")
    async def action_choose_codes(self) -> None:
        """Settle with any codes of the codebook."""
        from workbench.tui.dialogs.decide import ChooseCodes

        if (one := self.one) is None:
            return
        codes = await self.done(self._codes)
        if codes is None:
            return
        chosen = await self.app.push_screen_wait(ChooseCodes(codes, _chosen(one)))
        if chosen is not None:
            self._decide(Way("/", "", ", ".join(chosen), "codes", chosen))

    def _codes(self) -> list[str]:
        from workbench.tui.doings import code_names

        return code_names(self.store, self.viewer, self.n)

    @work(group="dialog")
    async def _decide(self, way: Way) -> None:
        """Ask for the reason and who agreed, and store the decision."""
        from workbench.tui import doings
        from workbench.tui.dialogs.decide import AskReason

        one, queue = self.one, self.queue
        if one is None or queue is None:
            return
        coders = await self.done(lambda: doings.coder_names(self.store, self.viewer))
        if coders is None:
            return
        dialog = AskReason(one.number, way.what, coders, self._presumed(coders), one.decision)
        store, viewer, n = self.store, self.viewer, queue.n

        def made(asked: tuple[str, tuple[str, ...]]) -> Decision:
            return Decision(one.document, one.unit, way.codes, way.outcome, *asked)

        dialog.attempt = lambda asked: doings.decide(store, viewer, n, made(asked))
        asked = await self.app.push_screen_wait(dialog)
        if asked is None:
            return
        self._agreed = asked[1]
        self._decided(one, made(asked), f"{one.number}: {way.what}; {dialog.did}")

    def _presumed(self, coders: Sequence[str]) -> tuple[str, ...]:
        """Who agreed last, else who is at the keyboard."""
        return self._agreed or tuple(name for name in coders if name == self.viewer.coder)

    def _decided(self, one: Queued, made: Decision, sentence: str) -> None:
        """Go on to the next at once; the counts follow when they have been read."""
        if self.queue is None:
            return
        decided = replace(one, decision=made, decided_codes=made.codes)
        queued = tuple(decided if _same(each, one) else each for each in self.queue.queued)
        self.queue = replace(self.queue, queued=queued)
        self.action_next_undecided()
        if self.queue.undecided:
            self.say(sentence)
        else:
            self.say(f"{sentence} All are decided: Ctrl+D declares the round adjudicated.")
        self.renew()

    @work(group="dialog")
    async def action_rule(self) -> None:
        """Change the rule of a code that is concerned."""
        from workbench.tui.dialogs.finder import PickName
        from workbench.tui.screens.codebook import change_rule

        one = self.one
        if one is None or not one.rules:
            return
        names = [code.name for code in one.rules]
        place = 0
        if len(names) > 1:
            picked = await self.app.push_screen_wait(PickName("Whose rule?", names))
            if picked is None:
                return
            place = picked
        said = await change_rule(self, one.rules[place].uid)
        if said is not None:
            self.say(said)

    @work(group="dialog")
    async def action_adjudicate(self) -> None:
        """Declare the round adjudicated."""
        from workbench.tui import doings
        from workbench.tui.dialogs.ask import AskAdjudicated

        if self.queue is None:
            return
        store, viewer, n = self.store, self.viewer, self.queue.n
        dialog = AskAdjudicated(n, len(self.queue.undecided))
        dialog.attempt = lambda reason: doings.adjudicate(store, viewer, n, reason)
        if await self.app.push_screen_wait(dialog) is not None:
            await self._reading()
            self.say(dialog.did)


def _same(one: Queued, other: Queued) -> bool:
    return (one.document, one.unit) == (other.document, other.unit)


def _chosen(one: Queued) -> tuple[str, ...]:
    """What is decided already, else all codes that somebody chose."""
    if one.decided_codes:
        return one.decided_codes
    return tuple(dict.fromkeys(code for choice in one.choices.values() for code in choice.codes))


def ways(one: Queued) -> list[Way]:
    """The ways to settle a disagreement: what coders chose, each once, then what else there is."""
    by_codes: dict[tuple[str, ...], list[str]] = {}
    for coder, choice in one.choices.items():
        by_codes.setdefault(choice.codes, []).append(coder)
    found = [
        Way(str(number), listed(coders), _worded(one, coders, codes), "codes", codes)
        if codes
        else Way("0", listed(coders), SETTLED["none"], "none")
        for number, (codes, coders) in enumerate(_codes_first(by_codes), 1)
    ]
    together = _chosen(replace(one, decided_codes=()))
    if together not in by_codes:
        found.append(Way("a", "all of these", ", ".join(together), "codes", together))
    found.append(Way("/", "other codes", "choose them", "codes"))
    if () not in by_codes:
        found.append(Way("0", "nobody", SETTLED["none"], "none"))
    found.append(Way("o", "later", SETTLED["open"], "open"))
    found.append(Way("c", "later", SETTLED["codebook"], "codebook"))
    return found


def _codes_first(
    by_codes: dict[tuple[str, ...], list[str]],
) -> list[tuple[tuple[str, ...], list[str]]]:
    """What coders chose, with the empty choice last, so that digits count from 1."""
    return sorted(by_codes.items(), key=lambda item: not item[0])


def _worded(one: Queued, coders: Sequence[str], codes: Sequence[str]) -> str:
    """Codes, and for those on part of the unit the words they are on."""
    parts = []
    for code in codes:
        on = dict.fromkeys(
            _words(one, start, stop)
            for coder in coders
            for name, start, stop in one.choices[coder].stretches
            if name == code and (start, stop) != (one.start, one.stop)
        )
        parts.append(f"{code} on {', '.join(on)}" if on else code)
    return ", ".join(parts)


def _words(one: Queued, start: int, stop: int) -> str:
    """The words of a stretch as far as they are in the unit."""
    first, last = max(start - one.start, 0), stop - one.start
    before, after = "…" * (start < one.start), "…" * (stop > one.stop)
    return f"“{before}{one.text[first:last]}{after}”"


def passage(one: Queued) -> list[Said]:
    """The unit with what was said around it, the memos on it, and what was decided."""
    said = [Said(one.document, "faint")]
    said += [Said(words, "faint") for words in one.before.split("\n") if words]
    who = [Said(one.speaker, "head", "▌")] if one.speaker else []
    said += [Said(""), *who, Said(one.text, "here", "▌", _marks(one)), Said("")]
    said += [Said(words, "faint") for words in one.after.split("\n") if words]
    memos = [(coder, choice.memo) for coder, choice in one.choices.items() if choice.memo]
    for coder, memo in memos:
        said += [Said(""), Said(f"✎ {coder}", "head"), Said(memo)]
    return [*said, *_decision(one)]


def _marks(one: Queued) -> tuple[Span, ...]:
    """The stretches that are not the whole unit."""
    found = {
        Span(max(start - one.start, 0), min(stop, one.stop) - one.start)
        for choice in one.choices.values()
        for _, start, stop in choice.stretches
    }
    return tuple(sorted(found - {Span(0, one.stop - one.start)}))


def _decision(one: Queued) -> list[Said]:
    if one.decision is None:
        return []
    what = ", ".join(one.decided_codes) or SETTLED[one.decision.outcome]
    return [
        Said(""),
        Said(f"✓ Decided: {what} ({listed(one.decision.agreed)})", "head"),
        Said(one.decision.reason),
    ]
