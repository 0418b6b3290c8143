"""The codebook as a desk copy: a page of keys, then a block per code, to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.exporters.report import Block, Entry, Report, Section
from workbench.exporters.report_docx import format_report_docx
from workbench.exporters.report_html import format_report_html
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import provenance
from workbench.store import Store
from workbench.store.reads import codebooks, rounds
from workbench.tables.keys import keys_table
from workbench.terms import Code, Codebook, Viewer


def desk_copy(store: Store, viewer: Viewer, wanted: Wanted) -> Report:
    """Of the latest version of the codebook, or of a round's."""
    with store.reading() as reader:
        one = None if wanted.n is None else rounds.round_of(reader, viewer, wanted.n)
        book = codebooks.codebook(reader, viewer, one.version if one else None)
        about = {**provenance(reader, viewer, one), "codebook": f"version {book.version}"}
    keys = replace(keys_table(book), notes=())
    sections = [Section("Keys", (keys,)), *_sections(book)]
    return Report(f"Codebook, version {book.version}", tuple(sections), about)


def desk_copy_docx(store: Store, viewer: Viewer, wanted: Wanted) -> bytes:
    """As a Word document."""
    return format_report_docx(desk_copy(store, viewer, wanted))


def desk_copy_html(store: Store, viewer: Viewer, wanted: Wanted) -> bytes:
    """As a page."""
    return format_report_html(desk_copy(store, viewer, wanted))


def _sections(book: Codebook) -> Iterator[Section]:
    """One for the codes below each at the top of the tree."""
    for top in book.codes:
        below = Codebook(book.version, (top,)).walk()
        yield Section(top.name, tuple(_entry(path, code) for path, code in below))


def _entry(path: tuple[str, ...], code: Code) -> Block:
    said = {
        "Key": code.key,
        "Definition": code.definition,
        "Use when": code.use_when,
        "Do not use when": code.do_not_use_when,
        "Examples": "\n".join(code.examples),
        "Origin": code.origin,
        "Groups": ", ".join(code.groups),
        "Exclusive": _EXCLUSIVE.get(code.exclusive or "", ""),
        "Was": ", ".join(code.was),
    }
    lines = tuple((label, words.strip()) for label, words in said.items() if words.strip())
    return Entry(" > ".join(path[1:]) or path[0], lines)


_EXCLUSIVE = {
    "nominal": "a unit takes at most one of its codes",
    "ordinal": "a unit takes at most one of its codes, which are in order",
}
