"""Plain values of shares that travel: what a packet or a coding sheet brings back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from workbench.terms import Span

ShareForm = Literal["packet", "sheet", "here"]
SHARE_FORMS: tuple[ShareForm, ...] = ("packet", "sheet", "here")
"""How a share travels: as a packet, as a coding sheet; `here`: this study is the packet."""


class Share(NamedTuple):
    """One coder's share of a round that travels, as everybody may know it."""

    n: int
    coder: str
    form: ShareForm
    out: bool
    """It is on another machine, so here it is only read."""


TIMELESS = -1


class ReturnedDocument(NamedTuple):
    """A document as it stands in a packet, to be compared with the study's."""

    uid: str
    name: str
    sha256: str
    """Of the text itself, as UTF-8."""
    units: tuple[Span, ...]
    finished: bool | None
    """None: the form has no mark for it."""


class ReturnedCoding(NamedTuple):
    """A coding in a packet; `document` and `code` are uids."""

    document: str
    code: str
    start: int
    stop: int
    copied: bool = False
    starred: bool = False
    group: str | None = None


class ReturnedMemo(NamedTuple):
    """A memo in a packet."""

    target_kind: str
    target: str
    text: str


class ReturnedProposal(NamedTuple):
    """A proposal in a packet; `code` is the uid of its new code, empty for a change."""

    uid: str
    kind: str
    code: str
    said: dict[str, Any]
    """What it says, as plain values."""


@dataclass(frozen=True)
class Returned:
    """One coder's share of a round, as it stands in a packet or a coding sheet."""

    study: str
    """The uid of the study it was made from."""
    study_name: str
    packet: str
    """The uid of the packet."""
    form: ShareForm
    n: int
    coder: str
    """The coder's uid."""
    coder_name: str
    version: int
    """Of the codebook."""
    counter: int
    """Grows with each change, so that of two states of a packet the later is known.

    For a sheet it is the second when it was saved; TIMELESS where its program did not say.
    """
    documents: tuple[ReturnedDocument, ...]
    codings: tuple[ReturnedCoding, ...]
    no_codes: tuple[tuple[str, int], ...]
    """Document uid and unit position."""
    memos: tuple[ReturnedMemo, ...]
    history: tuple[str, ...] = ()
    """A line an event, first to last; empty for a sheet, which has none."""
    proposals: tuple[ReturnedProposal, ...] = ()
    """None in a sheet, which has no place for them."""
    shown: tuple[tuple[str, int, str], ...] = ()
    """Of a sheet: document uid and position of each unit, and the text that its row shows."""
    unread: tuple[str, ...] = ()
    """Of a sheet: heads of columns that somebody filled in and that are none of the sheet's."""


Compared = Literal["same", "later", "earlier", "conflicting"]
"""How one copy of a thing stands to another."""


class Past(NamedTuple):
    """Where a copy of a decision or a memo stands, and where it has been; uids."""

    now: str = ""
    """Empty: nothing was ever said."""
    before: frozenset[str] = frozenset()


SHEET_FIXED = ("document", "unit", "speaker", "before", "text", "after")
SHEET_LAST = ("no code applies", "memo")
"""Columns of a coding sheet before and after those of the codes."""
SHEET_UNITS = "Coding"
"""Its sheet of units."""
SHEET_TITLE = "packet"
"""Its hidden sheet, which says what it belongs to."""


class SheetUnit(NamedTuple):
    """A unit as a coding sheet shows it, with its surroundings."""

    document: str
    """The document's uid."""
    position: int
    speaker: str
    before: str
    text: str
    after: str
