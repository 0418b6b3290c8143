"""What the codes of one codebook version are in another, read from a study."""

from __future__ import annotations

from workbench.coding.lineage import Continuation, continuations
from workbench.store import Reader
from workbench.store.reads import codebooks
from workbench.terms import Viewer


def continued(reader: Reader, viewer: Viewer, older: int, newer: int) -> dict[str, Continuation]:
    """For each code of a version (uids), what became of it in a newer one."""
    old, new = (codebooks.codebook(reader, viewer, n) for n in (older, newer))
    return continuations(old, new, codebooks.lineage_between(reader, viewer, older, newer))
