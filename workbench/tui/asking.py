"""What is asked of agreement, and what is written about it: the steps behind the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import NotDue
from workbench.reliability import RoundAgreement
from workbench.terms import Viewer

if TYPE_CHECKING:
    from workbench.steps.agreement.question import Question
    from workbench.store import Store


NONE = "No round is revealed yet, so there is no agreement to show; v of the study reveals one."


def measured(
    store: Store, viewer: Viewer, question: Question | None
) -> tuple[Question, list[RoundAgreement]]:
    """What is asked (at first each code), and the answer of each revealed round."""
    from workbench.steps.agreement.answer import agreement
    from workbench.steps.agreement.question import PER_CODE

    asked = question or PER_CODE
    found = agreement(store, viewer, None, asked)
    if not found:
        raise NotDue(NONE)
    return asked, found


class Names(NamedTuple):
    """What a question can be narrowed to in a round."""

    coders: tuple[str, ...]
    documents: tuple[str, ...]
    roles: tuple[str, ...]
    speakers: tuple[str, ...]
    coefficients: tuple[str, ...]


def names(store: Store, viewer: Viewer, n: int) -> Names:
    """The names that a question about a round can be narrowed to."""
    from workbench.agreement import COEFFICIENTS
    from workbench.steps.agreement.judged import person
    from workbench.store.reads import documents, rounds

    with store.reading() as reader:
        round_ = rounds.round_of(reader, viewer, n)
        turns = [
            turn for name in round_.documents for turn in documents.turns(reader, viewer, name)
        ]
    spoken = [turn for turn in turns if not round_.roles or turn.role in round_.roles]
    return Names(
        round_.coders,
        round_.documents,
        tuple(dict.fromkeys(turn.role for turn in spoken if turn.role)),
        tuple(dict.fromkeys(name for turn in spoken if (name := person(turn)))),
        tuple(COEFFICIENTS),
    )


def in_words(question: Question) -> list[str]:
    """What is asked, in words, beyond the round."""
    narrowed = (
        question.codes, question.coders, question.roles, question.speakers, question.documents,
        question.questions,
    )  # fmt: skip
    more = [", ".join(part) for part in narrowed if part]
    if question.coefficient:
        more.append(question.coefficient.replace("_", " "))
    if question.after_discussion:
        more.append("after discussion")
    if question.overlap == "half":
        more.append("half marked")
    return [f"by {question.by}", *more]


def methods(store: Store, viewer: Viewer, n: int, question: Question) -> str:
    """How a round was measured, as a paragraph, with the works that it cites."""
    from workbench.steps.agreement.methods import methods as texts

    one = texts(store, viewer, n, question)[0]
    return "\n\n".join((one.text, "\n".join(one.references)))


def write_text(text: str, path: str) -> str:
    """Write a text to a file; nothing is replaced."""
    from pathlib import Path

    from workbench.errors import NotAsked
    from workbench.files import write_whole

    file = Path(path).expanduser()
    if file.exists():
        raise NotAsked(f"“{file.name}” is there already; type another name.")
    write_whole(file, f"{text}\n".encode())
    return f"Wrote {file}."


def note(store: Store, viewer: Viewer, n: int, name: str) -> str:
    """What the viewer noted on a code's agreement in a round; empty: nothing."""
    from workbench.coding.codes import CodeIndex
    from workbench.steps.agreement.explain import KIND
    from workbench.store.reads import codebooks, memos, rounds

    with store.reading() as reader:
        version = rounds.round_of(reader, viewer, n, progress=False).version
        uid = CodeIndex.of(codebooks.codebook(reader, viewer, version)).find(name).uid
        about = (KIND, uid, viewer.coder)
        found = (m.text for m in memos.memos(reader, viewer, n) if m[1:3] + m[:1] == about)
        return next(found, "")


def write_note(store: Store, viewer: Viewer, n: int, name: str, text: str) -> str:
    """Write why a code's agreement is as it is; an empty text removes the note."""
    from workbench.steps.agreement.explain import explain

    explain(store, viewer, n, [(name, text)])
    return f"Saved: note on {name}." if text.strip() else f"The note on {name} is removed."
