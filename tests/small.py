"""A small study, built in sight: two sessions, six judged units, two coders, one open round."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.store import Store, new_study, open_study, tables
from workbench.store.reads.codebooks import codebook
from workbench.store.transaction import new_uid
from workbench.store.writes.cases import put_attendance
from workbench.store.writes.codebooks import add_version
from workbench.store.writes.coders import add_coder
from workbench.store.writes.documents import add_document, put_units
from workbench.store.writes.rounds import add_round, assign, lock_units, set_state
from workbench.terms import NOBODY, Code, Codebook, Passage, Span, State, Viewer

ANA, BEN = Viewer("ana"), Viewer("ben")

CODEBOOK = Codebook(
    1,
    (
        Code(
            "feelings",
            kind="category",
            uid="feelings",
            codes=(Code("anger", uid="anger", key="a"), Code("shame", uid="shame")),
        ),
        Code(
            "stance",
            kind="category",
            uid="stance",
            exclusive="nominal",
            codes=(Code("near", uid="near"), Code("far", uid="far")),
        ),
    ),
)


def document(name: str, *turns: tuple[str, str]) -> Draft:
    """A draft of turns (speaker, text), joined by line ends."""
    drafts, at = [], 0
    for speaker, text in turns:
        drafts.append(DraftTurn(at, at + len(text), speaker, case=speaker))
        at += len(text) + 1
    text = "\n".join(text for _, text in turns)
    return Draft(name, f"hash of {name}", "test", (DraftDocument(name, text, tuple(drafts)),))


SESSIONS = (
    document("s1", ("Ruth", "Who has a case?"), ("Mara", "I do."), ("Idris", "Go on."),
             ("Mara", "I was so angry.")),
    document("s2", ("Ruth", "Welcome."), ("Idris", "He left."), ("Mara", "I know."),
             ("Idris", "I was ashamed.")),
)  # fmt: skip


_STEPS: tuple[State, ...] = ("open", "closed", "revealed")


def small_study(path: Path, state: State = "open") -> Store:
    """The study, with round 1 (turns of students) in the given state."""
    return copied(path, _small_study(state))


def copied(path: Path, content: bytes) -> Store:
    """Another study, with the same documents and codes."""
    path.touch(0o600, exist_ok=False)
    path.write_bytes(content)
    store = open_study(path)
    with store.writing() as writer:
        writer.run(tables.study.update().values(uid=new_uid()))
    return store


@cache
def _small_study(state: State) -> bytes:
    """The file, made once."""
    return content_of(lambda path: _filled(new_study(path, "Small"), state))


def passage(document: str, start: int, stop: int, sha256: str | None = None) -> Passage:
    """One stretch of a document, to be judged."""
    return Passage(document, [Span(start, stop)], sha256)


def content_of(build: Callable[[Path], Store]) -> bytes:
    """The file of a study that is made so."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.study"
        build(path).close()
        return path.read_bytes()


def _filled(store: Store, state: State) -> Store:
    with store.writing() as writer:
        for draft in SESSIONS:
            add_document(writer, draft, draft.documents[0], {"Ruth": "leader", "*": "student"})
            turns = draft.documents[0].turns
            spans = [[Span(turn.start, turn.stop)] for turn in turns]
            put_units(writer, draft.source, "turn", {"unit": "turn"}, spans)
        put_attendance(writer, "Lotte", "s2", "student")
        add_coder(writer, "ana", "team")
        add_coder(writer, "ben", "independent")
        add_version(writer, CODEBOOK, {})
        add_round(writer, "test", 1, "turn", ["student"], "blank", ["s1", "s2"])
        for coder in ("ana", "ben"):
            for name in ("s1", "s2"):
                assign(writer, 1, coder, name, None)
        lock_units(writer, 1)
        for step in _STEPS[: 1 + _STEPS.index(state) if state in _STEPS else 0]:
            set_state(writer, 1, step)
    return store


def codes(store: Store) -> Codebook:
    """The stored codebook."""
    with store.reading() as reader:
        return codebook(reader, NOBODY)
