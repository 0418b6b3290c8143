"""A small study for the tests of the screen, built in sight."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

from tests.small import content_of, copied
from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.steps.coders import add_coder
from workbench.steps.rounds import draft_round
from workbench.store import Store, new_study
from workbench.store.writes.codebooks import add_version
from workbench.store.writes.documents import add_document, put_units
from workbench.terms import NOBODY, Code, Codebook, RoundPlan, Span

TALK = (
    ("Ruth", "Who would like to present a case today?"),
    ("Mira", "I would. It is about a woman of sixty who came in every week last winter."),
    ("Jon", "Every week? With what?"),
    (
        "Mira",
        "Always with something else. Her back, her sleep, then a letter from the insurance. \
I noticed that I had started to look at the clock before she had even sat down.",
    ),
    ("Ruth", "What did the clock say?"),
    ("Mira", "That I was afraid she would stay."),
    ("Lea", "I felt tired just listening. And a bit guilty for being tired."),
    ("Jon", "I was angry at the insurance, not at her. Is that a way out?"),
)

ROLES = {"Ruth": "leader", "*": "student"}

CODES = (
    Code(
        "emotional response",
        kind="category",
        uid="c-emotion",
        codes=(
            Code(
                "containment",
                key="c",
                colour="#0072B2",
                uid="c-containment",
                definition="A feeling is named and held in the group without being acted on.",
                use_when="Somebody says what they feel and stays with it.",
                do_not_use_when="The feeling is explained away or turned into advice.",
                examples=("I felt tired just listening.",),
            ),
            Code("anger", key="a", colour="#D55E00", uid="c-anger", definition="Anger is shown."),
            Code("fear", key="n", uid="c-fear", definition="Being afraid of or for the patient."),
        ),
    ),
    Code(
        "relation to the patient",
        key="r",
        colour="#009E73",
        uid="c-relation",
        definition="How doctor and patient are with each other.",
    ),
    Code(
        "outside influence",
        key="o",
        colour="#CC79A7",
        uid="c-outside",
        definition="Insurance, family, or institutions step in.",
    ),
)


Build = Callable[[Path], Store]


def made_once(build: Build) -> Build:
    """A study that many tests start from is built for the first of them, and copied."""
    content = cache(lambda: content_of(build))

    @wraps(build)
    def copy(path: Path) -> Store:
        return copied(path, content())

    return copy


def study(path: Path) -> Store:
    """An empty study."""
    return new_study(path, "Balint")


def add_talk(
    store: Store, name: str = "session 1", talk: tuple[tuple[str, str], ...] = TALK
) -> None:
    """A transcript whose turns are its units."""
    text, turns = "", []
    for at, (speaker, words) in enumerate(talk):
        text += f"{speaker}: "
        turns.append(DraftTurn(len(text), len(text) + len(words), speaker, at * 20.0, speaker))
        text += f"{words}\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = DraftDocument(name, text, tuple(turns))
    draft = Draft(f"{name}.txt", digest, "labelled", (document,))
    with store.writing() as writer:
        add_document(writer, draft, document, ROLES)
        put_units(writer, name, "turn", {}, [[Span(t.start, t.stop)] for t in turns])


def add_codes(store: Store, codes: tuple[Code, ...] = CODES) -> None:
    """The first version of the codebook."""
    with store.writing() as writer:
        add_version(writer, Codebook(1, codes), {})


def ready(path: Path, coders: tuple[str, ...] = ("ana", "ben")) -> Store:
    """A study with one session, a codebook and coders."""
    store = study(path)
    add_talk(store)
    add_codes(store)
    for name in coders:
        add_coder(store, NOBODY, name)
    return store


@made_once
def opened(path: Path) -> Store:
    """A study with an open test round of ana and ben."""
    store = ready(path)
    draft_round(store, NOBODY, RoundPlan(coders=("ana", "ben"), unit="turn"), open_it=True)
    return store
