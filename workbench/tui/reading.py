"""A document from the study into a sheet: read as one coder works on it, and read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.terms import Coding, NoCode, Round, Span, Viewer
from workbench.tui import memory
from workbench.tui.entries import SCREEN_KEYS, entries
from workbench.tui.sheet import Page, Sheet

if TYPE_CHECKING:
    from workbench.steps.undo import Undone
    from workbench.store import Reader, Store

MANY = 2000
"""More units than this are shown before all of them are read."""
FEW = 200
"""Units after the first to judge that are shown then."""


def read(
    store: Store,
    viewer: Viewer,
    round_: Round,
    name: str,
    taken: frozenset[str] = frozenset(),
    *,
    whole: bool = True,
) -> Sheet:
    """Read a document as one coder works on it in a round; `taken`: letters no code can have.

    Unless the `whole` is wanted, of a very long one only the first units with the judgements on
    them: `complete` is False then, and `renew` reads the rest.
    """
    # The store imports SQLAlchemy, which takes longer than everything else before the first frame.
    from workbench.steps.books import with_own
    from workbench.store.reads import proposals, rounds

    with memory.kept(), store.reading() as reader:
        asked = rounds.share(reader, viewer, round_.n, viewer.coder or "", name)
        last = None if whole or len(asked) <= MANY else asked[0] + FEW
        page = _page(reader, viewer, name, round_.unit, last)
        codebook = with_own(reader, viewer, round_, [viewer.coder] if viewer.coder else [])
        mine = proposals.proposals(reader, viewer, round_.n)
        own = {made.code for made in mine if made.coder == viewer.coder}
        sheet = Sheet(page, asked, entries(codebook, SCREEN_KEYS | taken, own))
        sheet.finished = rounds.declared(reader, viewer, round_.n, viewer.coder or "", name)
        sheet.memos = _memos(reader, viewer, round_.n, name)
        sheet.complete = last is None
        window = None if last is None else Span(0, len(page.text))
        sheet.renew(*_judgements(reader, viewer, round_.n, name, window))
    return sheet


def _page(reader: Reader, viewer: Viewer, name: str, unit: str, last: int | None) -> Page:
    """The document; up to the unit of the number `last` alone, unless it is None."""
    from workbench.store.reads import documents

    units = documents.units(reader, viewer, name, unit, last)
    turns = documents.turns(reader, viewer, name, None if last is None else units[-1].turn)
    sha256 = documents.sha256(reader, viewer, name)
    facts = _facts(reader, viewer, name)
    if last is None:
        return Page(name, documents.text(reader, viewer, name), turns, units, sha256, facts)
    text = documents.beginning(reader, viewer, name, turns[-1].stop)
    more = documents.how_many_units(reader, viewer, name, unit) - len(units)
    return Page(name, text, turns, units, sha256, facts, more)


def _facts(reader: Reader, viewer: Viewer, name: str) -> dict[str, str]:
    """What is known of those who answered a question; nothing, where people talk."""
    from workbench.store.reads import cases, documents

    if documents.question(reader, viewer, name) is None:
        return {}
    return {
        case: " · ".join(
            f"{fact.name} {fact.value if isinstance(fact.value, str) else format(fact.value, 'g')}"
            for fact in facts
        )
        for case, facts in cases.facts_in(reader, viewer, name).items()
    }


def refresh(store: Store, viewer: Viewer, n: int, sheet: Sheet, told: Undone) -> None:
    """Read again all that an undo may have changed: judgements, memos, and the declaration."""
    from workbench.store.reads import rounds

    with memory.kept(), store.reading() as reader:
        name = sheet.page.name
        sheet.finished = rounds.declared(reader, viewer, n, viewer.coder or "", name)
        sheet.memos = _memos(reader, viewer, n, name)
        _renew(reader, viewer, n, sheet, _reach(sheet, n, told))


def _reach(sheet: Sheet, n: int, told: Undone) -> Span | None:
    """The stretch of the sheet that an undone act was about; None: that is not known."""
    if told.start is None or told.stop is None:
        return None
    here = (told.n, told.document) == (n, sheet.page.name)
    return Span(told.start, told.stop) if here else None


def units_of(sheet: Sheet, told: Undone) -> Sequence[int]:
    """The units of the sheet that an undone act was about; none: it was about something else."""
    document, _, number = (told.target or "").rpartition("#")
    if document == sheet.page.name and number.isdigit():
        return (int(number),)
    if told.document != sheet.page.name or told.start is None or told.stop is None:
        return ()
    return list(filter(sheet.is_asked, sheet.touched(Span(told.start, told.stop))))


def _memos(reader: Reader, viewer: Viewer, n: int, name: str) -> dict[int, str]:
    from workbench.store.reads import memos

    found = {}
    for memo in memos.memos(reader, viewer, n):
        document, _, unit = memo.target.rpartition("#")
        if (memo.target_kind, document, memo.author) == ("unit", name, viewer.coder):
            found[int(unit)] = memo.text
    return found


def renew(store: Store, viewer: Viewer, n: int, sheet: Sheet, changed: Span | None = None) -> None:
    """Read the coder's judgements on the sheet again, and what of the document was not read.

    `changed`: what was judged lies on units that this stretch touches, and nothing else changed.
    """
    with memory.kept(), store.reading() as reader:
        _renew(reader, viewer, n, sheet, changed)


def _renew(reader: Reader, viewer: Viewer, n: int, sheet: Sheet, changed: Span | None) -> None:
    from workbench.store.reads import documents, rounds

    name = sheet.page.name
    if documents.sha256(reader, viewer, name) != sheet.page.sha256:
        from workbench.steps.code import text_changed

        raise text_changed(name)
    if not sheet.complete:
        unit = rounds.round_of(reader, viewer, n, progress=False).unit
        sheet.page = _page(reader, viewer, name, unit, None)
        sheet.complete, changed = True, None
    units = sheet.touched(changed) if changed else range(0)
    if units:
        window = Span(sheet.unit(units[0]).start, sheet.unit(units[-1]).stop)
        sheet.renew_units(units, *_judgements(reader, viewer, n, name, window))
    else:
        sheet.renew(*_judgements(reader, viewer, n, name))


def _judgements(
    reader: Reader, viewer: Viewer, n: int, name: str, window: Span | None = None
) -> tuple[list[Coding], list[NoCode]]:
    """What the coder judged; only what touches the window, if there is one."""
    from workbench.store.reads import codings

    coded = codings.codings(reader, viewer, n, name, window, proposed=True)
    passed = codings.no_codes(reader, viewer, n, name, window)
    coder = viewer.coder
    return [c for c in coded if c.coder == coder], [c for c in passed if c.coder == coder]
