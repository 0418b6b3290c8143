"""The study on one page, for a supervisor: what was asked, how it was coded, what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from workbench.errors import NameUnknown, NotAsked
from workbench.exporters.report import Block, Drawing, Report, Section
from workbench.figures import draw
from workbench.files import write_whole
from workbench.shelf import Shelf, unknown
from workbench.steps.export import EXPORTS, Wanted
from workbench.steps.findings import findings, is_revealed, provenance
from workbench.steps.leaving import STRICT, Leave, leaving
from workbench.store import Reader, Store
from workbench.store.reads import coders, rounds
from workbench.store.reads.studies import title
from workbench.tables.quoting import quoted
from workbench.tables.themes import uids_below
from workbench.tables.words import quote
from workbench.terms import Round, Table, Viewer
from workbench.watching import tell

FORMATS: Shelf[Callable[[Report], bytes]] = Shelf(
    "report format",
    {
        "html": "workbench.exporters.report_html:format_report_html",
        "docx": "workbench.exporters.report_docx:format_report_docx",
    },
)
_PICTURES = {"html": "svg", "docx": "png"}
QUOTATIONS = 3
"""How many of each theme stand in the report, beside those of the table."""


def write_report(
    store: Store,
    viewer: Viewer,
    path: Path,
    leave: Leave = STRICT,
    *,
    transcripts: bool = False,
) -> Report:
    """Write the report in the format that the suffix says; what is blind is not in it."""
    suffix = path.suffix.removeprefix(".").lower()
    if suffix not in FORMATS:
        raise NameUnknown(unknown("report format", suffix, list(FORMATS)))
    with leaving(store, viewer, "report", path, leave):
        found = report(store, viewer, transcripts=transcripts, picture=_PICTURES[suffix])
        write_whole(path, FORMATS[suffix](found))
    return found


def report(
    store: Store, viewer: Viewer, *, transcripts: bool = False, picture: str = "svg"
) -> Report:
    """The report's sections; those of which the study knows nothing yet are left out.

    `picture` is the format of its figures: svg or png.
    """
    with store.reading() as reader:
        name, about = title(reader, viewer), provenance(reader, viewer, None)
        there = rounds.rounds(reader, viewer)
    revealed = [one for one in there if is_revealed(one)]
    sections = [
        Section("The study", tuple(_study(store, viewer, there))),
        Section("Participants", tuple(_tables(store, viewer, "participants"))),
        Section("Codebook", tuple(_codebook(store, viewer))),
        Section("Rounds and agreement", tuple(_agreement(store, viewer, revealed, picture))),
        Section("Themes", tuple(_themes(store, viewer, revealed, picture))),
        Section("Codes and documents", tuple(_spread(store, viewer, revealed, picture))),
        Section("Reporting checklist", tuple(_tables(store, viewer, "coreq"))),
        Section("Transcripts", tuple(_transcripts(store, viewer, revealed if transcripts else []))),
    ]
    return Report(name, tuple(section for section in sections if section.blocks), about)


# ------------------------------------------------------------------ sections


def _study(store: Store, viewer: Viewer, there: tuple[Round, ...]) -> Iterator[Block]:
    with store.reading() as reader:
        who = coders.coders(reader, viewer)
    if who:
        yield "Coders: " + "; ".join(f"{one.name} ({one.role})" for one in who) + "."
    for one in there:
        judged = f"of {', '.join(one.roles)}" if one.roles else "of everybody"
        yield (
            f"Round {one.n} ({one.purpose}, {one.state}): {len(one.documents)} documents, turns"
            f" {judged}, unit {one.unit}, codebook version {one.version}, coders"
            f" {', '.join(one.coders)}, started from {one.start_from}."
        )
    if not any(is_revealed(one) for one in there):
        yield "No round is revealed yet, so there are no findings to report."
    yield from (_without(table, "sha256", "units") for table in _tables(store, viewer, "documents"))


def _codebook(store: Store, viewer: Viewer) -> Iterator[Block]:
    for table in _tables(store, viewer, "codebook", "evolution"):
        yield _without(table, "Short definition")


def _agreement(
    store: Store, viewer: Viewer, revealed: list[Round], picture: str
) -> Iterator[Block]:
    if not revealed:
        return
    yield from _tables(store, viewer, "rounds")
    by_round = list(_tables(store, viewer, "agreement-by-round"))
    yield from (_drawing("agreement-by-round", table, picture) for table in by_round)
    for one in revealed:
        if one.purpose != "explore":
            yield from _tables(store, viewer, "agreement", n=one.n)


def _themes(store: Store, viewer: Viewer, revealed: list[Round], picture: str) -> Iterator[Block]:
    if not revealed:
        return
    for table in _tables(store, viewer, "themes"):
        yield _drawing("themes", table, picture)
        yield table
    with store.reading() as reader:
        yield from _quotations(reader, viewer)
    yield from _tables(store, viewer, "joint")


def _quotations(reader: Reader, viewer: Viewer) -> Iterator[Block]:
    found = quoted(findings(reader, viewer), "usual")
    rows = []
    for theme in found.codebook.codes:
        uids = uids_below(theme)
        these = [one for one in found.quotations if one.code in uids]
        rows += [(theme.name, quote(one, found.texts)) for one in these[:QUOTATIONS]]
    if rows:
        yield Table("Quotations", ("Theme", "Quotation"), tuple(rows))


def _spread(store: Store, viewer: Viewer, revealed: list[Round], picture: str) -> Iterator[Block]:
    if not revealed:
        return
    for name in ("codes-by-document", "saturation", "co-occurrence"):
        for table in _tables(store, viewer, name):
            yield _drawing(name, table, picture)
            if name == "saturation":
                yield table


def _transcripts(store: Store, viewer: Viewer, revealed: list[Round]) -> Iterator[Block]:
    """Every document of the latest revealed round, with the final codes of each unit."""
    for name in revealed[-1].documents if revealed else ():
        wanted = Wanted("transcripts", revealed[-1].n, (name,))
        yield replace(EXPORTS["transcripts"](store, viewer, wanted), provenance={})


# ------------------------------------------------------------------ blocks


def _tables(store: Store, viewer: Viewer, *names: str, n: int | None = None) -> Iterator[Table]:
    """These exports, as far as the study can answer them."""
    for name in names:
        tell(f"Laying out the table “{name}”")
        try:
            table = EXPORTS[name](store, viewer, Wanted(name, n))
        except NotAsked:
            continue  # the study does not know it yet
        if table.rows:
            yield replace(table, provenance={})  # the report says it once, at its end


def _without(table: Table, *columns: str) -> Table:
    kept = [at for at, name in enumerate(table.columns) if name not in columns]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def _drawing(name: str, table: Table, picture: str) -> Drawing:
    words = "; ".join(", ".join(str(cell) for cell in row if cell) for row in table.rows)
    return Drawing(table.title, draw(name, table, picture), words)
