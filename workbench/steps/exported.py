"""Files that left a study are known to it, so that who holds them can be told of a withdrawal."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from workbench.errors import StudyFault
from workbench.store import Store
from workbench.store.reads.documents import names
from workbench.store.writes.exported import put_exported
from workbench.terms import NOBODY, Viewer


def remember(store: Store, viewer: Viewer, what: str, path: Path) -> None:
    """Keep that a file was written; a study that cannot be written now is exported all the same.

    No event is written: a table's date is that of the last change, and this changes nothing.
    """
    with contextlib.suppress(StudyFault), store.writing(viewer) as writer:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        put_exported(writer, what, str(path.absolute()), sha256, sorted(names(writer, NOBODY)))
