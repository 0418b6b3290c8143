"""How often each code occurs in each document."""

from __future__ import annotations

from collections import Counter

from workbench.tables.given import Findings
from workbench.tables.themes import resting_on
from workbench.terms import Cell, Table


def codes_by_document_table(findings: Findings) -> Table:
    """Print references, a row a code and a column a document; codes that occur nowhere stay in."""
    documents = list(dict.fromkeys(unit.document for unit in findings.units))
    counts = Counter((code, unit.document) for unit in findings.units for code in set(unit.codes))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (" > ".join(path), *(counts[code.uid, document] for document in documents))
        for path, code in findings.codebook.walk()
        if code.kind == "code" or any(counts[code.uid, document] for document in documents)
    )
    notes = (_REFERENCES, *resting_on(findings))
    return Table("Codes by document", ("Code", *documents), rows, notes, findings.provenance)


_REFERENCES = "References: units with the code itself; codes below it are not added."
