"""The statement for an ethics form, from what a study really has and has settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.privacy.retention import CLASSES
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import provenance
from workbench.steps.keys import KeyFile, key_path
from workbench.steps.retention import kept
from workbench.steps.small_cells import cells_of
from workbench.steps.withdrawing_told import state
from workbench.store import Reader, Store, backups
from workbench.store.reads import cases, coders, documents, history, rounds
from workbench.store.reads.quoting import unquotable
from workbench.store.reads.statuses import is_confidential, statuses
from workbench.store.reads.withdrawals import exports, packets_of, withdrawals
from workbench.terms import NOBODY, Table, Viewer
from workbench.words import plural

COLUMNS = ("Topic", "What holds of this study")


def statement(store: Store, viewer: Viewer, wanted: Wanted) -> Table:  # noqa: ARG001 the whole study
    """What is stored where, how names are handled, who had access when, how long it is kept."""
    told = list(kept(store, viewer))
    with store.reading() as reader:
        rows = [
            *_stored(reader, viewer, store),
            *_names(reader, viewer, store),
            *_people(reader, viewer),
            *_access(reader, viewer),
        ]
        about = provenance(reader, viewer, None)
    rows += [
        (f"Kept until: {CLASSES[one.material]}", one.until or "No date is said.") for one in told
    ]
    rows += [("Not promised", sentence) for sentence in NOT_PROMISED]
    return Table("Confidentiality", COLUMNS, tuple(rows), (), about)


Row = tuple[str, str]
NOT_PROMISED = (
    "The study is not encrypted by the program; the disk it lies on has to be.",
    (
        "On one machine coders are kept from one another's work by the program, not by a lock: who "
        "opens the file with another program can read it."
    ),
    "Copies that somebody made with other programs, and files that others hold, are not known.",
    (
        "What was erased is gone from the files; a disk, above all an SSD, may keep old blocks, "
        "which full-disk encryption makes unreadable."
    ),
)


def _stored(reader: Reader, viewer: Viewer, store: Store) -> Iterator[Row]:
    there = documents.documents(reader, viewer)
    questions = sum(one.question is not None for one in there)
    people, team = len(cases.cases(reader, viewer)), len(coders.coders(reader, viewer))
    yield (
        "What is stored",
        (
            f"{plural(len(there) - questions, 'transcript')}, answers to "
            f"{plural(questions, 'survey question')}, facts about {plural(people, 'participant')}, "
            f"and what {plural(team, 'coder')} made of them. No recordings."
        ),
    )
    copies = backups.backups(store.path)
    yield (
        "Where",
        (
            f"In one file on a computer of the team, with {plural(len(copies), 'backup')} in a "
            "folder beside it, readable by their owner alone. Nothing is sent over a network: "
            "there is no account and no telemetry, and the browser version, where somebody "
            "starts it (workbench serve), answers this computer alone."
        ),
    )


def _names(reader: Reader, viewer: Viewer, store: Store) -> Iterator[Row]:
    counted = Counter(one.status for one in statuses(reader, viewer))
    said = ", ".join(f"{number} {status}" for status, number in sorted(counted.items()))
    yield "Names in the documents", f"Documents: {said or 'none'}."
    key = KeyFile(key_path(store.path), "")
    sealed = "sealed with a passphrase" if key.is_sealed else "not sealed with a passphrase"
    yield (
        "Who is who",
        f"In a key, a file of its own, {sealed}; never in the study, a packet, a backup or an "
        "export."
        if key.is_there
        else "No key lies beside the study.",
    )
    if is_confidential(reader, viewer):
        yield "Raw documents", "Nothing made of them leaves the study unless somebody insists."
    settled = cells_of(reader, viewer)
    hidden = "are made one in tables" if settled.suppress else "are listed, and printed in tables"
    yield "Small groups", f"Groups of fewer than {settled.fewest} people {hidden}."


def _people(reader: Reader, viewer: Viewer) -> Iterator[Row]:
    kept_back = unquotable(reader, viewer)
    yield (
        "Quotations",
        (
            f"Not to be quoted: {plural(len(kept_back.cases), 'participant')} and "
            f"{plural(len(kept_back.documents), 'document')}; all others may be."
        ),
    )
    gone = withdrawals(reader, viewer)
    dates = ", ".join(one.at[:10] for one in gone)
    said = f"{len(gone)}: {dates}. Nothing of theirs is in the study or its backups."
    yield "Withdrawals", said if gone else "None."


def _access(reader: Reader, viewer: Viewer) -> Iterator[Row]:
    since = history.events(reader, viewer)
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for event in since:
        if event.who:
            first.setdefault(event.who, event.at[:10])
            last[event.who] = event.at[:10]
    for one in coders.coders(reader, viewer):
        when = (
            f"worked {first[one.name]} to {last[one.name]}" if one.name in first else "no work yet"
        )
        yield "Access", f"{one.name} ({one.role}): {when}, as far as it may be told."
    for away in packets_of(reader, NOBODY, [*documents.names(reader, viewer)]):
        yield "Access", f"{away.coder}: a packet of round {away.n}, which {state(away)}."
    for file in exports(reader, viewer):
        who = f" by {file.who}" if file.who else ""
        yield "Files that left the study", f"{file.what}, {file.at[:10]}{who}."
    blind = [str(one.n) for one in rounds.rounds(reader, viewer) if one.state in ("open", "closed")]
    if blind:
        yield "Access", f"What was coded in round {', '.join(blind)} is not shown to others yet."
