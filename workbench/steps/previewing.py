"""Files that are looked at before they are believed: transcripts, answers, or a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import NotAsked
from workbench.importers import importer_for
from workbench.importers.reading import file_name, read_bytes
from workbench.steps.importing import NO_ROLES
from workbench.steps.preview_answers import Answers, read_answers
from workbench.steps.preview_talks import Talks, read_talks
from workbench.steps.reading import Reading
from workbench.store import Store
from workbench.terms import NOBODY, Viewer

if TYPE_CHECKING:
    from workbench.steps.exchange.into import Report

PROJECTS = (".qdpx", ".qde")
"""The ends of names of other programs' projects."""


def look_at(store: Store, readings: Sequence[Reading]) -> Talks | Answers | Project:
    """Read transcripts, one table of answers, or a project of another program; nothing is stored.

    Raises FileFault for what cannot be read, NotAsked for tables and projects among other files.
    """
    projects = [one.path for one in readings if one.path.suffix.lower() in PROJECTS]
    if projects and len(readings) > 1:
        raise NotAsked(f"“{file_name(projects[0])}” is a project; take it in by itself.")
    if projects:
        return read_project(store, projects[0])
    tables = [one for one in readings if _is_table(one)]
    if not tables:
        return read_talks(store, readings)
    if len(readings) > 1:
        raise NotAsked(
            f"“{file_name(tables[0].path)}” is a table of answers; import it by itself, so that "
            "its columns can be looked at."
        )
    return read_answers(store, tables[0])


def _is_table(one: Reading) -> bool:
    data = read_bytes(one.path)
    return (one.importer or importer_for(one.path, None, data)) == "survey"


# ------------------------------------------------------------------ projects of other programs


@dataclass(frozen=True)
class Project:
    """A project of another program: what taking it in would do."""

    path: Path
    report: Report
    coders: Mapping[str, str] = field(default_factory=dict)
    """For users of the file, the coders of the study who they are."""


def read_project(store: Store, path: Path, coders: Mapping[str, str] = NO_ROLES) -> Project:
    """What taking in a project would do, with users as these coders; nothing is stored."""
    from workbench.steps.exchange.into import Asked, import_project

    report = import_project(store, NOBODY, path, Asked(coders, dry_run=True))
    return Project(path, report, dict(coders))


def store_project(store: Store, viewer: Viewer, project: Project) -> Report:
    """Take a project in, all of it or nothing."""
    from workbench.steps.exchange.into import Asked, import_project

    return import_project(store, viewer, project.path, Asked(project.coders))
