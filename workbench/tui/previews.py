"""What was found in files, as rows and sentences; and how it is stored, with what is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from workbench.drafts import Draft
from workbench.errors import Stopped, WorkbenchError
from workbench.terms import Segmentation, Viewer
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.exchange.into import Report
    from workbench.steps.preview_answers import Answers, Column
    from workbench.steps.preview_talks import Talks, Voice
    from workbench.steps.segmenting import Segmented
    from workbench.store import Store

Table = tuple[Sequence[str], list[Sequence[str]]]
"""Heads and rows."""


def voice_rows(voices: Sequence[Voice]) -> Table:
    """Who speaks: name, role, turns, whether they are known from elsewhere, first words."""
    rows = [
        (one.name or "(nobody)", one.role, str(one.turns), _elsewhere(one), _line(one.example))
        for one in voices
    ]
    heads = ("Speaker", "Role", "Turns", "Elsewhere", "First words")
    return heads, list(rows)


def _elsewhere(voice: Voice) -> str:
    """Where else the name is known from; with a question mark where nobody said yet who it is."""
    if not voice.there:
        return ""
    there = f"in {listed(voice.there[:2])}"
    if voice.same:
        return f"same as {there}"
    return f"{there}?" if voice.offered else f"not as {there}"


def others(name: str, voices: Sequence[Voice]) -> list[Voice]:
    """Who else speaks, those first whose name is written most like this one."""
    written = SequenceMatcher(b=name.casefold(), autojunk=False)

    def unlike(one: Voice) -> float:
        written.set_seq1((one.name or "").casefold())
        return -written.ratio()

    return sorted((one for one in voices if one.name and one.name != name), key=unlike)


def _line(text: str) -> str:
    return " ".join(text.split())


def read_as(draft: Draft) -> str:
    """How a file was read, and how much is in it."""
    turns = sum(len(one.turns) for one in draft.documents)
    more = f"{plural(len(draft.documents), 'document')}, " if len(draft.documents) > 1 else ""
    return f"Read as {draft.importer}: {more}{plural(turns, 'turn')}."


SHOWN = 3
"""Turns whose beginnings are shown."""


def beginnings(draft: Draft) -> Iterator[str]:
    """How the first turns begin, so that one sees where they were parted."""
    for document in draft.documents[:1]:
        for turn in document.turns[:SHOWN]:
            yield f"{turn.speaker or '–'}: {_line(document.text[turn.start : turn.stop][:160])}"


def talks_in_words(talks: Talks) -> str:
    """How many transcripts with how many turns and speakers, and who may be known already."""
    from workbench.steps.preview_talks import offered_in

    documents = [one for draft in talks.all_meant() for one in draft.documents]
    turns = [turn for one in documents for turn in one.turns]
    speakers = {turn.speaker for turn in turns if turn.speaker}
    offered = list(dict.fromkeys(one.case or "" for one in offered_in(talks)))
    asked = (
        f" {listed(offered)} may be who has that name elsewhere, and is taken for somebody else; "
        "Esc and A take them for the same."
        if offered
        else ""
    )
    return (
        f"{plural(len(documents), 'document')} with {plural(len(turns), 'turn')} of "
        f"{plural(len(speakers), 'speaker')}.{asked}"
    )


def column_rows(columns: Sequence[Column], called: Mapping[str, str], *, wide: bool) -> Table:
    """What columns are: name, role, why, answers, no answers, different ones, range, example."""
    heads: tuple[str, ...] = ("Column", "Is", "Why", "Answers", "Example")
    if wide:
        heads = ("Column", "Is", "Why", "Answers", "None", "Different", "Range", "Example")
    rows: list[Sequence[str]] = []
    for one in columns:
        begin = (one.name, called[one.role], one.why, f"{one.answered:,}")
        more = (str(one.nothing or ""), f"{one.distinct:,}", one.span) if wide else ()
        rows.append((*begin, *more, _line(one.example)))
    return heads, rows


def answers_in_words(answers: Answers) -> str:
    """How many rows with which columns."""
    columns, rows = answers.columns, answers.counts.rows
    kinds = (
        plural(len(columns.text), "question"),
        plural(len(columns.attribute), "fact"),
        plural(len(columns.score), "score"),
    )
    who = f"“{columns.id}” says who answered" if columns.id else "nobody's id is known"
    return f"{plural(rows, 'row')}; {listed(kinds)}; {who}."


def counted_rows(report: Report) -> Table:
    """What of a project would be taken, by kind."""
    heads = ("What", "In the file", "Taken", "There already", "In a memo", "Lost")
    return heads, [tuple(str(cell) for cell in one) for one in report.counts]


def project_in_words(report: Report) -> str:
    """How much is, or would be, taken of a project, and how much is lost."""
    taken = sum(one.taken for one in report.counts)
    there = sum(one.same for one in report.counts)
    already = f"{there:,} there already, " if there else ""
    return f"{taken:,} to take, {already}{report.lost:,} lost."


def project_notes(report: Report) -> Iterator[str]:
    """What is to be known of a project."""
    if report.whole:
        yield "It is the workbench's own and unchanged: the study would be as it was."
    yield f"Positions: {report.convention} ({report.evidence})."
    yield from (f"Coded: “{quote}”" for quote in report.quotes)
    for coder, count in report.coders.items():
        yield f"{coder}: {plural(count, 'coding')}"
    yield from report.notes
    yield from (f"Kept in a memo: {one}" for one in report.kept)
    yield from (f"Lost: {one}" for one in report.left_out)


# ------------------------------------------------------------------ storing


class Part(NamedTuple):
    """What is stored by now."""

    documents: tuple[str, ...]
    """Those that are new."""
    known: int
    """Documents that were there and stay."""
    notes: tuple[str, ...]
    done: int = 0
    """Rows of a large table."""
    of: int = 0


Storing = Callable[["Store", Viewer], Iterator[Part]]
"""Stores something; gives what is stored after each finished transaction."""


def storing_talks(talks: Talks) -> Storing:
    """Stores transcripts, at once."""

    def storing(store: Store, viewer: Viewer) -> Iterator[Part]:
        from workbench.steps.preview_talks import store_talks

        stored = store_talks(store, viewer, talks)
        new = tuple(one.document for one in stored.documents if one.status == "new")
        yield Part(new, len(stored.documents) - len(new), stored.notes)

    return storing


def storing_answers(answers: Answers) -> Storing:
    """Stores a table of answers, part by part."""

    def storing(store: Store, viewer: Viewer) -> Iterator[Part]:
        from workbench.steps.preview_answers import store_answers

        for stored, large in store_answers(store, viewer, answers):
            new = tuple(one.document for one in stored.documents if one.status == "new")
            done, of = (large.done, large.of) if large else (0, 0)
            yield Part(new, len(stored.documents) - len(new), stored.notes, done, of)

    return storing


def usual_unit(store: Store, viewer: Viewer) -> str:
    """What most documents are cut into already; empty: none is."""
    from workbench.store.reads import documents

    with store.reading() as reader:
        cut = Counter(name for _, name in documents.unit_set_places(reader, viewer).values())
    return next((name for name, _ in cut.most_common(1)), "")


def stored(store: Store, viewer: Viewer, storing: Storing, settings: Segmentation | None) -> str:
    """Store something and cut it; what was done. Stopped in between, what is finished stays."""
    part = Part((), 0, ())
    try:
        for finished in storing(store, viewer):
            part = finished
    except Stopped:
        if not part.done:
            raise
        return (
            f"Stopped: {part.done:,} of {part.of:,} rows are in the study, each of them whole. "
            "Import the same file again, and it goes on from there."
        )
    said = _imported(part)
    if settings is None or not part.documents:
        return said
    return f"{said} {_cut(store, viewer, part.documents, settings)}"


def _cut(store: Store, viewer: Viewer, names: Sequence[str], settings: Segmentation) -> str:
    from workbench.steps.segmenting import segment_documents

    cut: list[Segmented] = []
    try:
        cut.extend(segment_documents(store, viewer, settings, names))
    except Stopped:
        return f"Stopped: {len(cut)} of {len(names)} are cut; s cuts the rest."
    except WorkbenchError as fault:
        return f"It is not cut: {fault}"
    units = plural(sum(one.units for one in cut), "unit")
    return " ".join(
        (f"Cut into {units} by {settings.called}.", *(one.note for one in cut if one.note))
    )


def _imported(part: Part) -> str:
    notes = f" {' '.join(part.notes)}" if part.notes else ""
    if not part.documents and not part.known:
        return f"Imported; there are facts, and no answers.{notes}"
    if not part.documents:
        was = f"{plural(part.known, 'document')} there before"
        return f"Nothing is new: {was}; all of it stays as it is.{notes}"
    few = listed(part.documents[:3])
    more = f" and {len(part.documents) - 3} more" if len(part.documents) > 3 else ""
    return f"Imported {plural(len(part.documents), 'document')}: {few}{more}.{notes}"
