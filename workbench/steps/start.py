"""What a round starts from, where it does not start blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.coding.final import FinalUnit
from workbench.errors import NotAsked
from workbench.steps.coded import coded, final_units
from workbench.store import Writer
from workbench.store.reads import rounds
from workbench.store.writes import codings
from workbench.terms import NOBODY, Round


def refuse_without_decisions(writer: Writer, names: Sequence[str]) -> None:
    """Raise NotAsked unless something was decided in an earlier round on these documents."""
    if not any(
        made.document in names
        for one in _revealed(writer)
        for made in coded(writer, NOBODY, one).decisions
    ):
        raise NotAsked(
            "There are no decisions to start from yet in these documents; "
            "make some with workbench decide, or start from one's own codings."
        )


def copy_decisions(writer: Writer, n: int) -> None:
    """Give each coder of a round copies of the final coding of the round before.

    For each document, of the latest revealed round in which it was cut alike. Only codes of the
    round's codebook version are copied; a copy is unjudged until its coder confirms it.
    """
    now = rounds.round_of(writer, NOBODY, n)
    known = codings.code_ids(writer, now.version)
    earlier = {one.n: final_units(writer, NOBODY, one) for one in _revealed(writer)}
    for name in now.documents:
        before = _latest(writer, now, name)
        settled = [] if before is None else _of_document(earlier[before.n], name)
        for coder in now.coders:
            codings.put_many(writer, _copies(writer, now, coder, name, settled, known))


def _revealed(writer: Writer) -> tuple[Round, ...]:
    return tuple(
        one for one in rounds.rounds(writer, NOBODY) if one.state in ("revealed", "adjudicated")
    )


def _latest(writer: Writer, now: Round, name: str) -> Round | None:
    alike = [
        one
        for one in _revealed(writer)
        if one.n < now.n and name in one.documents and one.unit == now.unit
    ]
    return alike[-1] if alike else None


def _of_document(final: Sequence[FinalUnit], name: str) -> list[FinalUnit]:
    return [unit for unit in final if unit.document == name]


def _copies(
    writer: Writer,
    now: Round,
    coder: str,
    name: str,
    settled: Sequence[FinalUnit],
    known: dict[str, int],
) -> Iterator[tuple[Any, ...]]:
    theirs = set(rounds.share(writer, NOBODY, now.n, coder, name))
    if not theirs:
        return
    place = codings.place(writer, now.n, coder, name)
    by_position = {unit.position: unit for unit in codings.all_units(writer, place)}
    for final in settled:
        unit = by_position[final.unit]
        for code in final.codes:
            if final.unit in theirs and code in known:
                ids = (place.round_id, place.coder_id, place.document_id, known[code])
                yield (*ids, unit.start, unit.stop, unit.id, unit.id, True)
