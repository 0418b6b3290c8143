"""The reporting checklist, as far as the study can answer it itself."""

from __future__ import annotations

from workbench import __version__
from workbench.steps.findings import is_revealed
from workbench.store import Reader
from workbench.store.reads import cases, codebooks, coders, documents, rounds
from workbench.terms import Code, Codebook, Round, Viewer
from workbench.words import plural


def coreq_answers(reader: Reader, viewer: Viewer) -> dict[int, str]:
    """What the study can say of the items of COREQ."""
    found = {12: _sample(reader, viewer), 24: _coders(reader, viewer), 27: _program()}
    if codebooks.versions(reader, viewer):
        book = codebooks.codebook(reader, viewer)
        found |= {25: _tree(book), 26: _origins(book), 31: _themes(book)}
    if _revealed(reader, viewer):
        found |= {22: _SATURATION, 29: _QUOTED}
    return found


def srqr_answers(reader: Reader, viewer: Viewer) -> dict[int, str]:
    """What the study can say of the topics of SRQR."""
    found = {12: _sample(reader, viewer), 13: _program(), 14: _coders(reader, viewer)}
    if codebooks.versions(reader, viewer):
        book = codebooks.codebook(reader, viewer)
        found |= {14: f"{_coders(reader, viewer)} {_tree(book)}", 16: f"Themes: {_themes(book)}"}
    if _revealed(reader, viewer):
        found |= {8: _SATURATION, 15: _RELIABILITY, 17: _QUOTED}
    return found


_SATURATION = "The table of saturation is in the export “saturation”."
_QUOTED = "Each quotation carries participant, role and session."
_RELIABILITY = "Agreement of coders, blind to each other, is in the exports “rounds”, “agreement”."


def _program() -> str:
    return f"workbench {__version__}."


def _themes(book: Codebook) -> str:
    return f"{len(book.codes)}: {'; '.join(code.name for code in book.codes)}."


def _revealed(reader: Reader, viewer: Viewer) -> list[Round]:
    return [one for one in rounds.rounds(reader, viewer) if is_revealed(one)]


def _sample(reader: Reader, viewer: Viewer) -> str:
    there = documents.documents(reader, viewer)
    questions = sum(one.question is not None for one in there)
    kinds = ((len(there) - questions, "transcript"), (questions, "survey question"))
    texts = " and ".join(plural(n, what) for n, what in kinds if n)
    people = plural(len(cases.cases(reader, viewer)), "participant")
    return f"{people}; {texts}." if texts else f"{people}."


def _coders(reader: Reader, viewer: Viewer) -> str:
    there = coders.coders(reader, viewer)
    independent = sum(one.role == "independent" for one in there)
    outside = f", {independent} of them independent" if independent else ""
    coded = [
        f"round {one.n} ({one.purpose}): {len(one.coders)}" for one in rounds.rounds(reader, viewer)
    ]
    return "; ".join((f"{plural(len(there), 'coder')}{outside}", *coded)) + "."


def _tree(book: Codebook) -> str:
    codes = [code for _, code in book.walk() if code.kind == "code"]
    return (
        f"{plural(len(codes), 'code')} under {plural(len(book.codes), 'theme')}, version"
        f" {book.version} of the codebook; the export “codebook” gives each with its rule."
    )


def _origins(book: Codebook) -> str:
    found: dict[str, int] = {}
    for _, code in book.walk():
        if code.kind == "code":
            found[_origin(code)] = found.get(_origin(code), 0) + 1
    listed = "; ".join(f"{origin}: {plural(n, 'code')}" for origin, n in found.items())
    return f"{listed}." if listed else ""


def _origin(code: Code) -> str:
    return code.origin or "origin not stated"
