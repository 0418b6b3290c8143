"""What the codes of one codebook version are in another, read from a study."""

from __future__ import annotations

from workbench.coding.lineage import Continuation, continuations
from workbench.store import Reader, Writer
from workbench.store.reads import codebooks
from workbench.store.writes.codings import code_ids
from workbench.terms import NOBODY, Viewer


def continued(reader: Reader, viewer: Viewer, older: int, newer: int) -> dict[str, Continuation]:
    """For each code of a version (uids), what became of it in a newer one."""
    old, new = (codebooks.codebook(reader, viewer, n) for n in (older, newer))
    return continuations(old, new, codebooks.lineage_between(reader, viewer, older, newer))


def followed_ids(writer: Writer, older: int, newer: int) -> dict[int, int]:
    """For each code id of a version, the id of the one code that continues it in a newer one."""
    ids, now = code_ids(writer, older), code_ids(writer, newer)
    found = continued(writer, NOBODY, older, newer)
    return {ids[uid]: now[one.now[0]] for uid, one in found.items() if len(one.now) == 1}
