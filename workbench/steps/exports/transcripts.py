"""Transcripts to read, with their codes beside them or as comments."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.coding.codes import names_of
from workbench.exporters.transcript_docx import (
    Remark,
    Transcript,
    Transcripts,
    format_transcripts,
)
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import findings, latest_revealed
from workbench.steps.quoting import quotable_text
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, codings, documents
from workbench.store.reads.studies import title
from workbench.tables.given import Findings
from workbench.tables.transcripts import transcript_table, transcripts_table
from workbench.terms import Round, Table, Viewer
from workbench.watching import each

EACH = "Comments: what each coder put, on the words they put it on."
_WHOSE = {"final": "final coding", "any": "any coder", "all": "all coders"}


def transcripts(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """Every turn cut into its units, with their codes; documents of the round, or those asked."""
    with store.reading() as reader:
        one = latest_revealed(reader, viewer, wanted.n)
        found = findings(reader, viewer, one.n, wanted.basis)
        return transcripts_table(
            [
                transcript_table(
                    name,
                    quotable_text(reader, viewer, name),
                    documents.turns(reader, viewer, name),
                    documents.units(reader, viewer, name, one.unit),
                    found,
                )
                for name in each("Laying out documents", wanted.documents or one.documents)
            ]
        )


def commented(store: Store, viewer: Viewer, wanted: Wanted) -> bytes:
    """The same as a Word document, the codes as comments: of the final coding, or of each coder."""
    with store.reading() as reader:
        one = latest_revealed(reader, viewer, wanted.n)
        found = findings(reader, viewer, one.n, wanted.basis)
        remarks = _Remarks(reader, viewer, one, found, wanted)
        return format_transcripts(
            Transcripts(
                title(reader, viewer),
                tuple(
                    Transcript(
                        name,
                        quotable_text(reader, viewer, name),
                        documents.turns(reader, viewer, name),
                        tuple(remarks.on(name)),
                    )
                    for name in wanted.documents or one.documents
                ),
                (EACH if wanted.each_coder else found.rule,),
                found.provenance,
            )
        )


class _Remarks:
    """The codes of a round as remarks."""

    def __init__(
        self, reader: Reader, viewer: Viewer, one: Round, found: Findings, wanted: Wanted
    ) -> None:
        self._reader, self._viewer, self._round, self._found = reader, viewer, one, found
        self._wanted = wanted

    def on(self, name: str) -> Iterator[Remark]:
        """Those on one document."""
        if name not in self._round.documents:
            return
        yield from self._of_each(name) if self._wanted.each_coder else self._counted(name)

    def _of_each(self, name: str) -> Iterator[Remark]:
        book = codebooks.codebook(self._reader, self._viewer, self._round.version)
        called = names_of(book)
        for one in codings.codings(self._reader, self._viewer, self._round.n, name):
            yield Remark(one.start, one.stop, one.coder, called.get(one.code, "?"))

    def _counted(self, name: str) -> Iterator[Remark]:
        called = names_of(self._found.codebook)
        basis = self._wanted.basis
        whose = basis.coder if basis.kind == "coder" else _WHOSE[basis.kind]
        units = documents.units(self._reader, self._viewer, name, self._round.unit)
        for unit in self._found.units:
            if unit.document == name:
                start, stop = units[unit.unit - 1][1:3]
                for code in unit.codes:
                    yield Remark(start, stop, str(whose), called.get(code, "?"))
