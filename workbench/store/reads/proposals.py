"""What coders propose for the codebook. Until reveal each reads only their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from workbench.ideas import Proposal, Said
from workbench.store.reads.blindness import is_revealed, visible
from workbench.store.reads.rounds import round_row
from workbench.store.tables import code, coder, proposal, reconciling, round_
from workbench.store.transaction import Reader
from workbench.terms import Viewer


def proposals(reader: Reader, viewer: Viewer, n: int | None = None) -> tuple[Proposal, ...]:
    """The proposals of a round (without a number: of all) that the viewer may see.

    In the order in which they were made; what was withdrawn is left out.
    """
    p = proposal.c
    statement = (
        select(
            p.uid,
            round_.c.n,
            coder.c.name,
            p.kind,
            func.coalesce(code.c.uid, ""),
            p.said,
            p.outcome,
            p.answer,
            p.version,
        )
        .join(round_, round_.c.id == p.round_id)
        .join(coder, coder.c.id == p.coder_id)
        .outerjoin(code, code.c.id == p.code_id)
        .where(p.said.is_not(None), visible(proposal, "coder_id", reader, viewer))
        .order_by(p.id)
    )
    if n is not None:
        statement = statement.where(p.round_id == round_row(reader, n).id)
    return tuple(_proposal(row) for row in reader.rows(statement))


def _proposal(row: Any) -> Proposal:
    uid, n, name, kind, own, said, *answered = row
    return Proposal(uid, n, name, kind, own, Said.of(said), *answered)


def own_code_names(reader: Reader, viewer: Viewer) -> dict[int, str]:
    """What coders' own codes are called, by id, as far as the viewer may see them."""
    rows = reader.rows(
        select(proposal.c.code_id, proposal.c.said).where(
            proposal.c.code_id.is_not(None),
            proposal.c.said.is_not(None),
            visible(proposal, "coder_id", reader, viewer),
        )
    )
    return {id_: Said.of(said).name for id_, said in rows}


def reconciling_of(reader: Reader, viewer: Viewer, n: int) -> dict[str, Any] | None:
    """What the team means to make of the coders' own codes so far; None: nothing was begun."""
    here = reconciling.c.round_id == round_row(reader, n).id
    found = reader.value(select(reconciling.c.plan).where(here, is_revealed(reconciling)))
    return None if found is None else dict(found)
