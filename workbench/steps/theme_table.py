"""Tables by a theme set: its themes in the place of the codebook's tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from workbench.coding.themes import codes_in
from workbench.ideas import ThemeSet
from workbench.store import Reader
from workbench.store.reads import codebooks, documents
from workbench.store.reads.quoting import Unquoted, unquotable
from workbench.store.reads.themes import theme_set_of
from workbench.tables.given import Findings, Quotation
from workbench.terms import Code, Codebook, Span, Table, Turn, Viewer


class BySet(NamedTuple):
    """What a round found, with the themes of a set in the place of the codebook's tree."""

    findings: Findings
    notes: tuple[str, ...]
    """What is to be said beneath a table of it."""

    def noted(self, table: Table) -> Table:
        """A table of it, with what is to be said."""
        return replace(table, notes=(*table.notes, *self.notes))


def by_set(reader: Reader, viewer: Viewer, found: Findings, in_set: str) -> BySet:
    """What a round found, to be counted by a theme set.

    The codes of a theme are read in the codebook of the round: what they are there, became or
    were made of.
    """
    themes = theme_set_of(reader, viewer, in_set)
    serving = _serving(reader, viewer, themes, found.codebook)
    quoted = tuple(_quoted(reader, viewer, themes, serving))
    known = {code.uid: code for _, code in found.codebook.walk()}
    findings = replace(
        found,
        codebook=Codebook(found.codebook.version, tuple(_themes(themes, serving, known))),
        quotations=(*quoted, *found.quotations),
        texts={**_texts(reader, viewer, quoted), **found.texts},
        provenance={**found.provenance, "theme set": themes.name},
    )
    return BySet(findings, tuple(_notes(themes, serving, found)))


def served(reader: Reader, viewer: Viewer, codebook: Codebook, in_set: str) -> dict[str, str]:
    """For each code (uid) of a codebook the names of the themes that it serves in a set."""
    themes = theme_set_of(reader, viewer, in_set)
    serving = _serving(reader, viewer, themes, codebook)
    found: dict[str, list[str]] = {}
    for theme in themes.themes:
        for uid in serving[theme.uid]:
            found.setdefault(uid, []).append(theme.name)
    return {uid: "; ".join(names) for uid, names in found.items()}


Serving = Mapping[str, tuple[str, ...]]
"""For each theme (uid), the codes of the round's codebook that serve it."""


def _serving(
    reader: Reader, viewer: Viewer, themes: ThemeSet, codebook: Codebook
) -> dict[str, tuple[str, ...]]:
    lineage = codebooks.all_lineage(reader, viewer)
    there = {code.uid: code for _, code in codebook.walk()}
    return {
        theme.uid: tuple(
            dict.fromkeys(
                below
                for uid in theme.codes
                for now in codes_in(uid, there, lineage)
                for below in (now, *_below(there[now]))
            )
        )
        for theme in themes.themes
    }


def _below(code: Code) -> Iterator[str]:
    for one in code.codes:
        yield one.uid
        yield from _below(one)


def _themes(themes: ThemeSet, serving: Serving, known: Mapping[str, Code]) -> Iterator[Code]:
    for theme in themes.themes:
        codes = tuple(replace(known[uid], codes=()) for uid in serving[theme.uid])
        yield Code(theme.name, kind="category", definition=theme.claim, uid=theme.uid, codes=codes)


def _quoted(
    reader: Reader, viewer: Viewer, themes: ThemeSet, serving: Serving
) -> Iterator[Quotation]:
    """What supports a theme, before all else that may illustrate it."""
    kept_back = unquotable(reader, viewer)
    for theme in themes.themes:
        its = serving[theme.uid]
        for one in theme.quotations:
            turn = _turn(reader, viewer, one.document, one.start)
            if not one.supports or turn is None or turn.case is None:
                continue
            if is_kept_back(reader, viewer, kept_back, one.document, Span(one.start, one.stop)):
                continue
            yield Quotation(
                one.code if one.code in its else theme.uid,
                one.document,
                one.start,
                one.stop,
                turn.case,
                turn.role or "",
                starred=True,
                case=turn.case,
                turn=Span(turn.start, turn.stop),
                time=turn.time,
            )


def is_kept_back(
    reader: Reader, viewer: Viewer, kept_back: Unquoted, document: str, span: Span
) -> bool:
    """Whether a stretch touches what somebody said who is not to be quoted."""
    if not (kept_back.cases or kept_back.documents):
        return False
    return document in kept_back.documents or any(
        turn.case in kept_back.cases
        for turn in documents.turns(reader, viewer, document)
        if turn.start < span.stop and turn.stop > span.start
    )


def _turn(reader: Reader, viewer: Viewer, document: str, start: int) -> Turn | None:
    turns = documents.turns(reader, viewer, document)
    return next((turn for turn in turns if turn.start <= start < turn.stop), None)


def _texts(reader: Reader, viewer: Viewer, quoted: tuple[Quotation, ...]) -> dict[str, str]:
    names = {one.document for one in quoted}
    return {name: documents.text(reader, viewer, name) for name in sorted(names)}


def _notes(themes: ThemeSet, serving: Serving, found: Findings) -> Iterator[str]:
    yield f"Themes: of the set “{themes.name}”; references are to codes that serve one of them."
    serving_any = {uid for its in serving.values() for uid in its}
    twice = sum(len(its) for its in serving.values()) - len(serving_any)
    if twice:
        yield "A code that serves two themes counts in both, so themes may add up to more than all."
    left = sum(code not in serving_any for unit in found.units for code in set(unit.codes))
    if left:
        yield f"References to codes that serve no theme, and are not counted: {left}."
    empty = [theme.name for theme in themes.themes if not serving[theme.uid]]
    if empty:
        yield f"Without a code in this codebook: {', '.join(empty)}."
