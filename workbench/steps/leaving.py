"""What leaves a study is looked at first: raw documents, and names that slipped through.

Both are refused unless somebody insists, and that is told in the history. Raw documents are
looked at in a confidential study, names where a key lies beside the study. The file is known to
the study then, so that who holds it can be told of a withdrawal.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import HeldBack, KeySealed, StudyFault
from workbench.steps.keys import key_of
from workbench.steps.naming_check import check_names
from workbench.store import Store
from workbench.store.reads.documents import names
from workbench.store.reads.statuses import is_confidential, statuses
from workbench.store.writes.exported import put_exported
from workbench.store.writes.memos import set_text
from workbench.terms import NOBODY, Viewer
from workbench.watching import unwatched
from workbench.words import plural

WORDLESS = frozenset(
    {
        *("agreement", "agreement-by-round", "agreement-change", "agreement-units"),
        *("rounds", "evolution", "coreq", "srqr"),
        *("codebook", "desk-codebook", "keys", "qdc", "statement"),
    }
)
"""Exports that have no words of a document in them."""


def _unheard(_sentence: str) -> None:
    pass


@dataclass(frozen=True)
class Leave:
    """With what leave something goes out."""

    insist: bool = False
    """Also with raw documents, with names in it, or without knowing whether there are any."""
    reason: str = ""
    """Why somebody insists; kept with the line of the history."""
    passphrase: Callable[[], str] | None = None
    """Of a sealed key; None: nobody can be asked, so that names cannot be sought."""
    tell: Callable[[str], None] = _unheard
    """Who hears what is good to know."""


STRICT = Leave()


@contextmanager
def leaving(
    store: Store,
    viewer: Viewer,
    what: str,
    path: Path,
    leave: Leave = STRICT,
    documents: Sequence[str] | None = None,
) -> Iterator[None]:
    """A file is written within: refused before as `let_out` says, and known to the study after.

    `documents` are those that it is made of; None: all.
    """
    let_out(store, viewer, what, leave, documents)
    yield
    with unwatched():  # the file is there
        _remember(store, viewer, what, path, documents)


def let_out(
    store: Store,
    viewer: Viewer,
    what: str,
    leave: Leave = STRICT,
    documents: Sequence[str] | None = None,
) -> None:
    """Raise HeldBack where raw documents (None: of all), or names, would leave with `what`.

    KeySealed where nobody can say whether names would.
    """
    raw = [] if what in WORDLESS else _raw(store, documents)
    if raw and not leave.insist:
        more = f" and {len(raw) - 1} more" if len(raw) > 1 else ""
        raise HeldBack(
            f"“{raw[0]}”{more} {'are' if more else 'is'} raw, so that nothing made of it leaves "
            "this confidential study; replace names and say so (workbench pseudonyms STUDY mark "
            "pseudonymised), or insist with --insist, which the history will tell."
        )
    found = _names(store, viewer, leave)
    if raw or found:
        with store.writing(viewer) as writer:
            ids = {"what": what, "raw": len(raw), **found}
            event = writer.event("left in spite of names", ids)
            if leave.reason.strip():
                set_text(writer, "event", str(event), leave.reason.strip(), None)


def _raw(store: Store, documents: Sequence[str] | None) -> list[str]:
    with store.reading() as reader:
        if not is_confidential(reader, NOBODY):
            return []
        found = [one.document for one in statuses(reader, NOBODY) if one.status == "raw"]
    return [name for name in found if documents is None or name in documents]


def _names(store: Store, viewer: Viewer, leave: Leave) -> dict[str, int | bool]:
    """What somebody insists on: names in so many places, or that they are not sought."""
    key = key_of(store, passphrase=leave.passphrase)
    if not key.is_there:
        return {}
    if key.is_sealed and leave.passphrase is None:
        if not leave.insist:
            raise KeySealed(
                f"{key.path.name} is sealed, so that names cannot be sought in what leaves; give "
                "its passphrase with --key-passphrase-file FILE, or insist with --insist, which "
                "the history will tell."
            )
        return {"names_not_sought": True}
    found = check_names(store, viewer, key.read().names, files=False)
    if found.faults and not leave.insist:
        raise HeldBack(
            f"In {plural(len(found.faults), 'place')} of the study a name of the key is left "
            f"({found.listed()}); replace them ({found.mend}), or insist with --insist, which the "
            "history will tell."
        )
    if found.doubts:
        may = plural(len(found.doubts), "word may be a name", "words may be names")
        leave.tell(f"{may}; see: workbench check STUDY --names KEY")
    return {"names": len(found.faults)} if found.faults else {}


def _remember(
    store: Store, viewer: Viewer, what: str, path: Path, documents: Sequence[str] | None
) -> None:
    """Keep that a file was written; a study that cannot be written now is exported all the same.

    No event is written: a table's date is that of the last change, and this changes nothing.
    """
    with contextlib.suppress(StudyFault), store.writing(viewer) as writer:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        there = names(writer, NOBODY)
        ids = sorted(id_ for id_, name in there.items() if documents is None or name in documents)
        put_exported(writer, what, str(path.absolute()), sha256, ids)
