"""oTranscribe (.otr): JSON that holds a transcript as the HTML of its editor."""

from __future__ import annotations

import re

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.decoding import decode
from workbench.importers.paged import draft_of
from workbench.importers.settings import Settings
from workbench.importers.speech import loaded
from workbench.importers.webpage import page_of


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of an oTranscribe file: one document, its turns joined by LF."""
    written, notes = decode(name, data, settings.encoding)
    whole = loaded(name, written).get("text")
    if not isinstance(whole, str):
        raise FileFault(f"{name} is no file of oTranscribe; it has no “text”.")
    page = page_of(_STAMP.sub(r"\g<0> ", whole))
    page = page._replace(notes=(*notes, *page.notes))
    return draft_of(name, data, "otranscribe", page, settings)


# Who types straight behind a time leaves no space.
_STAMP = re.compile(r"<span[^<>]{0,60}timestamp[^<>]{0,60}>[^<>]{0,20}</span>")
