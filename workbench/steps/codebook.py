"""The codebook: taking the next version from a file, writing one out, telling what changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.coding.lineage import describe_changes, plan_succession, take_identities
from workbench.errors import FileFault
from workbench.exporters import write_bytes
from workbench.exporters.codebook import format_codebook
from workbench.importers.codebook import parse_codebook
from workbench.importers.reading import file_name, read_bytes
from workbench.steps.backup import backup_before
from workbench.steps.books import proposed_names
from workbench.store import Store, Writer, new_uid
from workbench.store.reads import codebooks as reads
from workbench.store.reads.codebooks import VersionAct
from workbench.store.writes.codebooks import add_version
from workbench.terms import NOBODY, Code, Codebook, Viewer


def load_codebook(store: Store, viewer: Viewer, path: Path) -> tuple[int, tuple[str, ...]]:
    """Take a YAML file as the next version; its number, and what changed in words.

    A file that says what the latest version says makes no new one.
    """
    newer = parse_codebook(_text(path))
    with store.writing(viewer) as writer:
        older = _latest(writer)
        named, came_from = successor(older, newer)
        if older and _same(older, named):
            return older.version, ()
        changes = tuple(describe_changes(older, newer)) if older else ()
        if older:
            backup_before(store, "codebook")
        return add_version(writer, named, came_from), changes


def successor(
    older: Codebook | None, newer: Codebook
) -> tuple[Codebook, dict[str, tuple[str, ...]]]:
    """The newer version with its identities, and which older ones its new ones come from."""
    plan = plan_succession(older, newer)
    named = take_identities(newer, plan, new_uid)
    came_from = {
        code.uid: step.came_from_uids
        for step, (_, code) in zip(plan.codes, named.walk(), strict=True)
        if step.fate in ("renamed", "merged", "split")
    }
    return named, came_from


def _same(older: Codebook, newer: Codebook) -> bool:
    """Whether two versions say the same; what a code once was is no part of it."""

    def plain(codebook: Codebook) -> list[tuple[tuple[str, ...], Code]]:
        return [(path, replace(code, was=(), codes=())) for path, code in codebook.walk()]

    return plain(older) == plain(newer)


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileFault(f"{file_name(path)} is not UTF-8 text; save it as UTF-8.") from fault


def _latest(writer: Writer) -> Codebook | None:
    return reads.codebook(writer, NOBODY) if reads.versions(writer, NOBODY) else None


def save_codebook(store: Store, viewer: Viewer, path: Path, version: int | None = None) -> None:
    """Write a version (the latest) as YAML, so that it loads again without loss."""
    write_bytes(codebook_text(store, viewer, version).encode(), path)


def codebook_text(store: Store, viewer: Viewer, version: int | None = None) -> str:
    """A version (the latest) as YAML."""
    with store.reading() as reader:
        return format_codebook(reads.codebook(reader, viewer, version))


def codebook_value(store: Store, viewer: Viewer, version: int | None = None) -> dict[str, Any]:
    """A version (the latest) as plain values, in the fields of the YAML form, uids included."""
    with store.reading() as reader:
        found = reads.codebook(reader, viewer, version)
    return {"version": found.version, "codes": [_value(code) for code in found.codes]}


def _value(code: Code) -> dict[str, Any]:
    fields = {name: value for name, value in vars(code).items() if name != "codes"}
    return {**fields, "codes": [_value(child) for child in code.codes]}


def changes_between(store: Store, viewer: Viewer, older: int, newer: int) -> tuple[str, ...]:
    """What changed from one version to another, in words."""
    with store.reading() as reader:
        old, new = (reads.codebook(reader, viewer, n) for n in (older, newer))
        lineage = reads.lineage_between(reader, viewer, older, newer)
        return tuple(describe_changes(old, new, lineage, proposed_names(reader, viewer)))


def acts_between(store: Store, viewer: Viewer, older: int, newer: int) -> list[VersionAct]:
    """Who made the versions after `older` up to `newer`, why, and because of which unit."""
    with store.reading() as reader:
        found = reads.version_acts(reader, viewer)
    return [act for act in found if min(older, newer) < act.version <= max(older, newer)]
