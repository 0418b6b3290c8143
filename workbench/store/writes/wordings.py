"""What decisions and memos of a round said before, by the uids they had (`coding/copies.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from workbench.store.tables import coder, wording
from workbench.store.transaction import Reader, Writer, new_uid


def decision_subject(document: str, position: int) -> str:
    """What the wordings of a decision go by: its unit's document (uid) and position."""
    return f"decision {document} {position}"


class AboutMemo(NamedTuple):
    """Whose memo it is (uid), and about what."""

    author: str
    kind: str
    target: str

    @property
    def subject(self) -> str:
        """What its wordings go by."""
        return f"memo {self.author} {self.kind} {self.target}"


def about_memo(reader: Reader, author_id: int, kind: str, target: str) -> AboutMemo:
    """The same of an author's id."""
    uid = reader.value(select(coder.c.uid).where(coder.c.id == author_id))
    return AboutMemo(str(uid), kind, target)


def pasts(reader: Reader, round_id: int) -> dict[str, list[str]]:
    """By subject, the uids that decisions and memos of a round had before, first to last."""
    found: dict[str, list[str]] = defaultdict(list)
    w = wording.c
    rows = reader.rows(select(w.subject, w.uid).where(w.round_id == round_id).order_by(w.id))
    for subject, uid in rows:
        found[subject].append(uid)
    return found


def put_past(writer: Writer, round_id: int, subject: str, uids: Iterable[str]) -> None:
    """Remember that something had these uids, once each."""
    for uid in uids:
        values = {"round_id": round_id, "subject": subject, "uid": uid}
        writer.run(insert(wording).values(**values).on_conflict_do_nothing())


def put_removal(writer: Writer, round_id: int, subject: str) -> None:
    """Remember that something was taken away, which is a wording too: the last, until a new one."""
    put_past(writer, round_id, subject, [new_uid()])
