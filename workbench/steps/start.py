"""What a round starts from, where it does not start blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbench.coding.codes import mutually_exclusive
from workbench.coding.copying import Old, side_by_side
from workbench.coding.final import FinalUnit
from workbench.coding.lineage import followed, heirs_of
from workbench.errors import NotAsked
from workbench.steps.coded import coded, final_units
from workbench.store import Writer
from workbench.store.reads import codebooks, rounds
from workbench.store.reads.parts import chosen_parts
from workbench.store.writes import codings, copying, places
from workbench.store.writes.copying import Copied
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


class _Onto:
    """What earlier codings are under the codebook of a new round."""

    def __init__(self, writer: Writer, version: int) -> None:
        self.book = codebooks.codebook(writer, NOBODY, version)
        self.there = {code.uid for _, code in self.book.walk()}
        self.heirs = heirs_of(codebooks.all_lineage(writer, NOBODY))
        self.rivals = mutually_exclusive(self.book)

    def kept(
        self, old: Iterable[Copied], chosen: Mapping[int, Mapping[str, str | None]]
    ) -> tuple[Old, ...]:
        """Those that can be copied; see `coding.copying.side_by_side`."""
        carried = [
            Old(code, *one[2:])
            for one in old
            if (code := followed(one.code, self.there, self.heirs, chosen.get(one.id, {})))
        ]
        return side_by_side(carried, self.rivals)[0]


def copy_own_codings(writer: Writer, n: int) -> None:
    """Give each coder of a round copies of their own last codings, as the codebook reads them now.

    A code that was split is copied where somebody chose a part; a coder's own code where the
    team took it. Where codes on one unit exclude each other now, none of them is copied.
    """
    onto = _Onto(writer, rounds.round_of(writer, NOBODY, n, progress=False).version)

    def carry(earlier: int, old: Sequence[Copied]) -> list[Copied]:
        chosen = chosen_parts(writer, NOBODY, earlier)
        return [Copied(0, *one) for one in onto.kept(old, chosen)]

    copying.copy_own(writer, n, carry)


def copy_decisions(writer: Writer, n: int) -> None:
    """Give each coder of a round copies of the final coding of the round before.

    For each document, of the latest revealed round that settled anything in it, cut alike.
    Codes that were joined since are copied as what they are now, split ones not at all; where
    codes on one unit exclude each other now, none is copied. A copy is unjudged until its coder
    confirms it.
    """
    now = rounds.round_of(writer, NOBODY, n)
    onto = _Onto(writer, now.version)
    known = codings.code_ids(writer, now.version)
    earlier = [(one, final_units(writer, NOBODY, one)) for one in _revealed(writer)]
    for name in now.documents:
        settled = _settled(earlier, now, name)
        for coder in now.coders:
            made = _copies(writer, now, coder, name, settled)
            place = (now.n, coder, name)
            _put_copies(writer, place, onto.kept(made, {}), known)


def _put_copies(
    writer: Writer, where: tuple[int, str, str], kept: Iterable[Old], known: dict[str, int]
) -> None:
    copies = list(kept)
    if copies:
        place = places.place(writer, *where)
        ids = (place.round_id, place.coder_id, place.document_id)
        codings.put_many(writer, ((*ids, known[one.code], *one[1:], True) for one in copies))


def _revealed(writer: Writer) -> tuple[Round, ...]:
    return tuple(
        one for one in rounds.rounds(writer, NOBODY) if one.state in ("revealed", "adjudicated")
    )


def _settled(
    earlier: Sequence[tuple[Round, Sequence[FinalUnit]]], now: Round, name: str
) -> list[FinalUnit]:
    """What is final in a document, by the latest round that settled anything in it."""
    for one, final in reversed(earlier):
        if one.n < now.n and one.unit == now.unit:
            here = [unit for unit in final if unit.document == name]
            if any(unit.rule for unit in here):
                return here
    return []


def _copies(
    writer: Writer,
    now: Round,
    coder: str,
    name: str,
    settled: Sequence[FinalUnit],
) -> Iterator[Copied]:
    theirs = set(rounds.share(writer, NOBODY, now.n, coder, name))
    if not theirs:
        return
    place = places.place(writer, now.n, coder, name)
    by_position = {unit.position: unit for unit in places.all_units(writer, place)}
    for final in settled:
        unit = by_position[final.unit]
        for code in final.codes:
            if final.unit in theirs:
                yield Copied(0, code, unit.start, unit.stop, unit.id, unit.id)
