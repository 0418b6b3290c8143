"""The team's notes on agreement: why a code's is low, and what was done about it.

Reviewers ask. A note is a memo on a code of a revealed round, and is printed beside the code's
coefficient; the coefficient itself stays as it was measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.coding.codes import CodeIndex, names_of
from workbench.errors import Blind, NotAsked
from workbench.reliability import AgreementRow, RoundAgreement
from workbench.steps.memo import write_memo_in
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, memos, rounds
from workbench.terms import NOBODY, Codebook, Viewer

KIND = "agreement"
"""What such a memo is about; its target is the code's uid."""
RELIABLE = 2 / 3
"""Below it a reviewer wants to know why, .667 rounded."""


def explain(store: Store, viewer: Viewer, n: int | None, notes: Iterable[tuple[str, str]]) -> int:
    """Write the viewer's notes, each a code's name and a text, on a revealed round; its number.

    Without a number it is the latest round. Written again, a note says what was written last;
    an empty text removes it. One wrong name, and none is written.
    """
    with store.writing(viewer) as writer:
        one = rounds.round_of(writer, NOBODY, n, progress=False)
        if one.state not in ("revealed", "adjudicated"):
            raise Blind(
                f"Round {one.n} is {one.state} and blind, so nobody knows yet how far it agrees; "
                "write the note once it is revealed."
            )
        if one.purpose in ("explore", "train"):
            raise NotAsked(
                f"Round {one.n} was to {one.purpose}, so it has no coefficient to explain."
            )
        index = CodeIndex.of(codebooks.codebook(writer, NOBODY, one.version))
        for code, text in notes:
            write_memo_in(writer, KIND, index.find(code).uid, text, one.n)
    return one.n


def explained(reader: Reader, viewer: Viewer, found: RoundAgreement) -> RoundAgreement:
    """The agreement with the team's notes on its codes, themes and categories."""
    if not found.rows:
        return found
    notes: dict[str, list[str]] = {}
    for memo in memos.memos(reader, viewer, found.n):
        if memo.target_kind == KIND:
            notes.setdefault(memo.target, []).append(memo.text)
    if not notes:
        return found
    version = rounds.round_of(reader, viewer, found.n, progress=False).version
    uids = _uids(codebooks.codebook(reader, viewer, version))
    texts = {uid: " ".join(said) for uid, said in notes.items()}
    return replace(found, rows=tuple(_explained(row, uids, texts) for row in found.rows))


_Uids = Mapping[tuple[str, str], str]
"""By what a row is about: its kind, and its name."""


def _uids(codebook: Codebook) -> _Uids:
    named = names_of(codebook).items()
    found = {(kind, name): uid for kind in ("code", "category") for uid, name in named}
    return found | {("theme", code.name): code.uid for code in codebook.codes}


def _explained(row: AgreementRow, uids: _Uids, texts: Mapping[str, str]) -> AgreementRow:
    """The row with its note, if it is about a code as a whole."""
    if len(row.key) != 1:
        return row
    ((kind, name),) = row.key.items()
    uid = uids.get((kind, str(name)), "")
    return replace(row, explanation=texts.get(uid))


def unexplained(found: RoundAgreement) -> list[str]:
    """Names of the codes below .667 that nobody has written a note on."""
    return [
        row.code
        for row in found.rows
        if row.value is not None and row.value < RELIABLE and row.explanation is None
    ]
