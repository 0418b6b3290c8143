"""T14: reporting checklists, answered by the study where it can and by the authors elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.steps.exports.checklist import coreq_answers, srqr_answers
from workbench.steps.exports.wanted import Wanted
from workbench.steps.filling.written import numbered, written
from workbench.steps.findings import provenance
from workbench.store import Reader, Store
from workbench.tables.coreq import ITEMS as COREQ
from workbench.tables.coreq import coreq_table
from workbench.tables.filling import FillColumn, Filling, FillRow
from workbench.tables.srqr import ITEMS as SRQR
from workbench.tables.srqr import srqr_table
from workbench.terms import Table, Viewer

ANSWER, PAGE = "answer", "page"
_Answers = Callable[[Reader, Viewer], dict[int, str]]
_Print = Callable[..., Table]


def coreq(store: Store, viewer: Viewer, wanted: Wanted) -> Table:  # noqa: ARG001 the whole study
    """T14, COREQ."""
    return _printed(store, viewer, "coreq", coreq_answers, coreq_table)


def srqr(store: Store, viewer: Viewer, wanted: Wanted) -> Table:  # noqa: ARG001 the whole study
    """T14, SRQR."""
    return _printed(store, viewer, "srqr", srqr_answers, srqr_table)


def coreq_filling(reader: Reader, viewer: Viewer, wanted: Wanted) -> Filling:  # noqa: ARG001 all
    """The items of COREQ."""
    return _filling(reader, viewer, "coreq", COREQ, coreq_answers)


def srqr_filling(reader: Reader, viewer: Viewer, wanted: Wanted) -> Filling:  # noqa: ARG001 all
    """The topics of SRQR."""
    return _filling(reader, viewer, "srqr", SRQR, srqr_answers)


def _printed(store: Store, viewer: Viewer, name: str, answers: _Answers, printed: _Print) -> Table:
    with store.reading() as reader:
        typed = numbered(reader, viewer, name)
        said = {row: words[ANSWER] for row, words in typed.items() if ANSWER in words}
        pages = {row: words[PAGE] for row, words in typed.items() if PAGE in words}
        found = {**answers(reader, viewer), **said}
        return printed(found, pages, provenance=provenance(reader, viewer, None))


def _filling(
    reader: Reader,
    viewer: Viewer,
    name: str,
    items: Mapping[int, tuple[str, str]],
    answers: _Answers,
) -> Filling:
    typed, known = written(reader, viewer, name), answers(reader, viewer)
    rows = tuple(
        FillRow(str(n), str(n), (*item, known.get(n, "")), typed.get(str(n), {}))
        for n, item in items.items()
    )
    columns = (FillColumn(ANSWER, "Answer"), FillColumn(PAGE, "Page"))
    shown = ("Item", "Guide question", "What the study knows")
    return Filling(name.upper(), "No.", shown, columns, rows)
