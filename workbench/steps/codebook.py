"""The codebook: taking the next version from a file, writing one out, telling what changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.coding.codes import format_path
from workbench.coding.lineage import Plan, describe_changes, plan_succession, take_identities
from workbench.errors import FileFault
from workbench.exchange.codebook_file import read_codebook_exchange, write_codebook_exchange
from workbench.exchange.codes import codes_from, elements_of, group_sets
from workbench.exporters import write
from workbench.exporters.codebook import format_codebook
from workbench.exporters.to_csv import unguard
from workbench.files import write_whole
from workbench.importers.codebook import parse_codebook
from workbench.importers.codebook_sheet import codebook_of, sheet_of
from workbench.importers.docx import page_of
from workbench.importers.reading import file_name, read_bytes
from workbench.importers.table import read_table
from workbench.steps.backup import backup_before
from workbench.steps.books import proposed_names
from workbench.steps.leaving import STRICT, Leave, leaving
from workbench.store import Store, Writer, new_uid
from workbench.store.reads import codebooks as reads
from workbench.store.reads.codebooks import VersionAct
from workbench.store.writes.codebooks import add_version
from workbench.tables.codebook import codebook_table
from workbench.tables.codebook_sheet import codebook_sheet, without_empty_columns
from workbench.terms import NOBODY, Code, Codebook, Table, Viewer

ORIGIN = f"Workbench {__version__}"
"""As which program other programs know us."""


def load_codebook(store: Store, viewer: Viewer, path: Path) -> tuple[int, tuple[str, ...]]:
    """Take a file as the next version; its number, and what changed.

    The file is YAML, a table (csv, xlsx, xls, ods, docx) of any program, or a .qdc.

    A file that says what the latest version says makes no new one.
    """
    newer = _read(path)
    with store.writing(viewer) as writer:
        older = _latest(writer)
        newer = _renamed_by_uid(older, newer) if older else newer
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
    fresh = iter(_fresh_uids(older, plan))
    named = take_identities(newer, plan, lambda: next(fresh))
    came_from = {
        code.uid: step.came_from_uids
        for step, (_, code) in zip(plan.codes, named.walk(), strict=True)
        if step.fate in ("renamed", "merged", "split")
    }
    return named, came_from


def _fresh_uids(older: Codebook | None, plan: Plan) -> list[str]:
    """For each code that is new, the identity that it brings from outside, else one newly made."""
    taken = {step.uid for step in plan.codes} | {
        code.uid for _, code in (older.walk() if older else ())
    }
    fresh = []
    for step in plan.codes:
        if not step.uid:
            uid = step.code.uid if step.code.uid not in taken else ""
            fresh.append(uid or new_uid())
            taken.add(fresh[-1])
    return fresh


def _renamed_by_uid(older: Codebook, newer: Codebook) -> Codebook:
    """A code that another program renamed says what it was, since its GUID tells."""
    places = {code.uid: path for path, code in older.walk()}
    kept = {path for path, _ in newer.walk()}

    def with_was(code: Code) -> Code:
        before = places.get(code.uid)
        moved = before is not None and before[-1] != code.name and before not in kept
        was = (format_path(before),) if before and moved and not code.was else code.was
        return replace(code, was=was, codes=tuple(map(with_was, code.codes)))

    return replace(newer, codes=tuple(map(with_was, newer.codes)))


def _read(path: Path) -> Codebook:
    suffix = path.suffix.lower()
    if suffix == ".qdc":
        return _from_exchange(path)
    if suffix == ".docx":
        page = page_of(file_name(path), read_bytes(path))
        return _as_in_yaml(path, codebook_of(file_name(path), sheet_of(file_name(path), page)))
    if suffix not in (".csv", ".tsv", ".xlsx", ".xls", ".ods"):
        return parse_codebook(_text(path))
    sheet = read_table(path)
    if suffix in (".csv", ".tsv"):
        rows = tuple(tuple(map(unguard, row)) for row in sheet.rows)
        sheet = replace(sheet, rows=rows)
    return _as_in_yaml(path, codebook_of(file_name(path), sheet))


def _as_in_yaml(path: Path, codebook: Codebook) -> Codebook:
    """What a codebook may not say in YAML, it may not say elsewhere."""
    try:
        return parse_codebook(format_codebook(codebook))
    except FileFault as fault:
        raise FileFault(f"{file_name(path)}, as YAML: {fault}") from fault


def _from_exchange(path: Path) -> Codebook:
    found = read_codebook_exchange(file_name(path), read_bytes(path))
    ours = found.origin.startswith("Workbench ")
    return Codebook(1, codes_from(found.codes, found.sets, labelled=ours).codes)


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


def save_codebook(
    store: Store,
    viewer: Viewer,
    path: Path,
    version: int | None = None,
    leave: Leave = STRICT,
) -> None:
    """Write a version (the latest) so that it loads again: yaml, csv, xlsx, docx or qdc.

    YAML and tables lose nothing; what a .qdc loses, docs/exchange.md says. Every other format is
    written to be read by people. Refused where a name of the key stands in the study.
    """
    with leaving(store, viewer, "codebook", path, leave):
        write_codebook(store, viewer, path, version)


def write_codebook(store: Store, viewer: Viewer, path: Path, version: int | None = None) -> None:
    """The same, whatever may leave the study."""
    suffix = path.suffix.lower()
    if suffix in ("", ".yaml", ".yml"):
        write_whole(path, codebook_text(store, viewer, version).encode())
        return
    with store.reading() as reader:
        found = reads.codebook(reader, viewer, version)
    if suffix == ".qdc":
        codes = elements_of(found.codes)
        write_whole(path, write_codebook_exchange(ORIGIN, codes, group_sets(found)))
    else:
        write(_as_table(found, suffix), path)


def _as_table(codebook: Codebook, suffix: str) -> Table:
    """The codebook as a table that loads again; in other formats, as people print it."""
    if suffix in (".csv", ".xlsx"):
        return codebook_sheet(codebook)
    if suffix == ".docx":
        return without_empty_columns(codebook_sheet(codebook))
    return codebook_table(codebook)


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
