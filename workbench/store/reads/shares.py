"""Shares of rounds that travel: whose are out is seen by all, never what is in them."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select

from workbench.shares import Share
from workbench.store.reads.rounds import round_row
from workbench.store.tables import coder, discussion, round_, share
from workbench.store.transaction import Reader
from workbench.terms import Viewer

PacketKind = Literal["", "share", "discussion"]


def shares(reader: Reader, viewer: Viewer, n: int | None = None) -> tuple[Share, ...]:
    """The shares for which a packet was made, of one round or of all."""
    s = share.c
    statement = (
        select(round_.c.n, coder.c.name, s.form, s.out)
        .select_from(share)
        .join(round_, round_.c.id == s.round_id)
        .join(coder, coder.c.id == s.coder_id)
        .order_by(round_.c.n, coder.c.id)
    )
    if n is not None:
        statement = statement.where(s.round_id == round_row(reader, n).id)
    return tuple(Share(*row) for row in reader.rows(statement))


def share_here(reader: Reader, viewer: Viewer) -> Share | None:
    """The share that this study holds, where it is a packet itself; else None."""
    return next((one for one in shares(reader, viewer) if one.form == "here"), None)


def packet_kind(reader: Reader, viewer: Viewer) -> PacketKind:
    """Whether this study is a packet itself, and of which kind; empty where it is none."""
    if share_here(reader, viewer) is not None:
        return "share"
    return "discussion" if reader.value(select(discussion.c.round_id)) is not None else ""
