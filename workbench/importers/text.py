"""Plain text and markdown: the text is stored as it came, and turns are stretches of it."""

from __future__ import annotations

from workbench.drafts import Draft, DraftDocument
from workbench.importers.decoding import decode
from workbench.importers.pieces import draft, stem
from workbench.importers.settings import Settings
from workbench.importers.talk import talk_of


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a text file: one document, its text as it came, its turns by labels."""
    text, notes = decode(name, data, settings.encoding)
    talk = talk_of(text, settings.labels, markdown=name.lower().endswith((".md", ".markdown")))
    found = DraftDocument(stem(name), text, talk.turns)
    return draft(name, data, "text", [found], (*notes, *talk.notes))
