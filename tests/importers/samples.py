"""Where sample files lie when they are there, and what tests ask of a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from workbench.drafts import Draft, DraftDocument

# A busy machine is no reason to fail.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

REFERENCE = Path("shared", "reference")


def sample(name: str) -> Path:
    """The path of a sample file; the test is skipped where there is none."""
    for folder in Path(__file__).parents:
        path = folder / REFERENCE / name
        if path.is_file():
            return path
    pytest.skip(f"{REFERENCE / name} does not lie beside this repository")


def said(document: DraftDocument) -> list[tuple[str | None, str]]:
    """Each turn's speaker and text."""
    return [(turn.speaker, document.text[turn.start : turn.stop]) for turn in document.turns]


def only(draft: Draft) -> DraftDocument:
    """The one document of a draft."""
    (document,) = draft.documents
    return document


def is_in_order(draft: Draft) -> None:
    """Turns in order inside their text, none blank, no white space at their ends."""
    for document in draft.documents:
        document.text.encode()
        at = 0
        for turn in document.turns:
            words = document.text[turn.start : turn.stop]
            assert at <= turn.start < turn.stop <= len(document.text)
            assert words == words.strip()
            at = turn.stop
