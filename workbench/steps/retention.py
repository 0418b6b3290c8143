"""How long material is kept, and destroying it when that is over, with a record of it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

from workbench.errors import NameUnknown, NotAsked, StudyUnwritable
from workbench.files import write_whole
from workbench.privacy.retention import CLASSES, ELSEWHERE, due
from workbench.shelf import unknown
from workbench.steps.keys import key_path
from workbench.steps.withdrawing import is_there
from workbench.store import Reader, Store, backups
from workbench.store.reads.settings import settings
from workbench.store.reads.studies import title
from workbench.store.reads.withdrawals import exports
from workbench.store.transaction import now
from workbench.store.writes.settings import put_setting
from workbench.terms import NOBODY, Viewer

NAME = "retention"


class Kept(NamedTuple):
    """A class of material: until when it is kept, and what there is of it that we know."""

    material: str
    words: str
    until: str | None
    passed: bool
    files: tuple[Path, ...]


class Purged(NamedTuple):
    """What was destroyed, or would be."""

    material: str
    files: tuple[Path, ...]
    done: bool
    record: str
    """The dated record, in words."""


def today() -> datetime.date:
    """The day, by this computer's clock."""
    return datetime.datetime.now().astimezone().date()


def keep_until(store: Store, viewer: Viewer, material: str, day: str) -> None:
    """Say until when a class of material is kept: a date as 2036-12-31, or `forever`."""
    _refuse_unknown(material)
    if day != "forever":
        try:
            datetime.date.fromisoformat(day)
        except ValueError as fault:
            raise NotAsked(f"“{day}” is no date; write it as 2036-12-31, or forever.") from fault
    with store.writing(viewer) as writer:
        before = dict(settings(writer, viewer).get(NAME, {}))
        after = {name: date for name, date in before.items() if name != material}
        if day != "forever":
            after[material] = day
        if after != before:
            put_setting(writer, NAME, after)
            writer.event("retention settled", {"material": material, "until": day})


def _refuse_unknown(material: str) -> None:
    if material not in CLASSES:
        raise NameUnknown(unknown("class of material", material, CLASSES))


def kept(store: Store, viewer: Viewer) -> list[Kept]:
    """Every class of material."""
    with store.reading() as reader:
        until = settings(reader, viewer).get(NAME, {})
        files = {name: tuple(_files(reader, store.path, name)) for name in CLASSES}
    passed = {name for name, _ in due(until, today())}
    return [
        Kept(name, words, until.get(name), name in passed, files[name])
        for name, words in CLASSES.items()
    ]


def _files(reader: Reader, path: Path, material: str) -> list[Path]:
    """The files of a class that lie where we know them."""
    if material == "backups":
        return [one.path for one in backups.backups(path)]
    if material == "exports":
        there = (Path(one.file) for one in exports(reader, NOBODY) if is_there(one))
        return list(dict.fromkeys(there))
    if material == "study":
        return [path]
    key = key_path(path)
    return [key] if material == "key" and key.exists() else []


def reminders(reader: Reader, viewer: Viewer) -> list[str]:
    """A sentence for each class whose date has passed."""
    until = settings(reader, viewer).get(NAME, {})
    return [
        f"{CLASSES[name].capitalize()} were to be kept until {day}; destroy them now "
        f"(workbench purge STUDY destroy {name}), or say a later date."
        for name, day in due(until, today())
    ]


def purge(
    store: Store, viewer: Viewer, material: str, record: Path | None = None, *, yes: bool = False
) -> Purged:
    """Destroy a class of material for good; without `yes` it is only told what would go.

    What is kept elsewhere is not there to be destroyed: then it is recorded that somebody did.
    The history keeps that, when and how many; `record` is a text file that says it too. NotAsked
    where the study itself is to go and nothing would be left that says so.
    """
    _refuse_unknown(material)
    with store.reading() as reader:
        files, name = _files(reader, store.path, material), title(reader, viewer)
        if material == "study":
            files += [*_files(reader, store.path, "backups"), *_files(reader, store.path, "key")]
    told = _record(name, viewer, material, files)
    if not yes:
        return Purged(material, tuple(files), done=False, record=told)
    if material == "study" and record is None:
        raise NotAsked("Name a file that says that the study was destroyed, with --record FILE.")
    if record is not None and record.exists():
        raise NotAsked(f"{record} is there already; name another file for the record.")
    if material == "study":
        with store.erasing(viewer):
            pass  # refuses where somebody else has the study open; can be stopped
    if record is not None:
        write_whole(record, told.encode())
    _destroy(store, viewer, material, files)
    return Purged(material, tuple(files), done=True, record=told)


def _record(name: str, viewer: Viewer, material: str, files: list[Path]) -> str:
    who = f" by {viewer.coder}" if viewer.coder else ""
    lines = [f"{now()}: of the study “{name}”, {CLASSES[material]}: destroyed{who}."]
    if material in ELSEWHERE:
        lines[0] = (
            f"{now()}: of the study “{name}”, {CLASSES[material]}: said to be destroyed{who}."
        )
    return "\n".join([*lines, *(f"  {path}" for path in files)]) + "\n"


def _destroy(store: Store, viewer: Viewer, material: str, files: list[Path]) -> None:
    if material != "study":
        with store.writing(viewer) as writer:
            ids = {"material": material, "files": len(files)}
            writer.event("material destroyed", ids)
            _remove(files)  # within, so that nothing is told that could not be removed
        return
    store.close()
    backups.tidy(store.path)
    _remove([one for one in files if one != store.path])
    backups.destroy_backup(store.path)


def _remove(files: list[Path]) -> None:
    try:
        for path in files:
            backups.destroy_backup(path)
    except OSError as fault:
        raise StudyUnwritable(f"A file cannot be removed ({fault.strerror}).") from fault
