"""Which units a sample holds: stretches of transcripts, and single answers, drawn at random.

A transcript is drawn in consecutive stretches, since a sentence is judged by what was said
around it; an answer to a survey stands alone. Each stratum gives its share. The same seed draws
the same sample, on every machine and under every version of Python.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import NamedTuple

from workbench.errors import NotAsked
from workbench.terms import Sample


class Piece(NamedTuple):
    """What is drawn as one: a unit of a transcript, or an answer with all its units."""

    stratum: str
    document: str
    units: tuple[int, ...]
    """Their positions."""
    alone: bool
    """Whether it is an answer, which nothing around it explains."""


class Drawn(NamedTuple):
    """What was drawn of one stratum."""

    stratum: str
    of: int
    """Units there are."""
    pieces: tuple[Piece, ...]
    """In the order of the text."""
    stretches: int
    """How many consecutive stretches, or answers, they make."""

    @property
    def units(self) -> int:
        """How many units were drawn."""
        return sum(len(piece.units) for piece in self.pieces)


def draw(pieces: Sequence[Piece], sample: Sample) -> tuple[Drawn, ...]:
    """The sample, stratum by stratum in the order in which they first occur.

    A share is of each stratum's units, and rounded up; a number of units is divided among the
    strata by their size. Raises NotAsked for a size that is none, or more than there is.
    """
    strata: dict[tuple[str, bool], list[Piece]] = {}
    for piece in pieces:
        strata.setdefault((piece.stratum, piece.alone), []).append(piece)
    sizes = [sum(len(piece.units) for piece in there) for there in strata.values()]
    wanted = _wanted(sample.size, sizes)
    return tuple(
        _of_stratum(there, units, sample)
        for there, units in zip(strata.values(), wanted, strict=True)
    )


def positions(drawn: Sequence[Drawn]) -> dict[str, list[int]]:
    """By document, the positions of the units that were drawn, in order."""
    found: dict[str, list[int]] = {}
    for stratum in drawn:
        for piece in stratum.pieces:
            found.setdefault(piece.document, []).extend(piece.units)
    return {name: sorted(units) for name, units in found.items()}


# ------------------------------------------------------------------ how many


def _wanted(size: str, sizes: Sequence[int]) -> list[int]:
    """Units to draw of each stratum."""
    if size.strip().endswith("%"):
        share = _share(size)
        # 20 % of 5 is one unit, though its tenth decimal may say a little more.
        return [math.ceil(round(units * share / 100, 9)) for units in sizes]
    return _divided(_count(size, sum(sizes)), sizes)


def _share(size: str) -> float:
    try:
        share = float(size.strip().removesuffix("%"))
    except ValueError:
        share = 0
    if not 0 < share <= 100:
        raise NotAsked(f"“{size}” is no share of the units; write one such as 20%.")
    return share


def _count(size: str, there: int) -> int:
    if not size.strip().isdecimal() or int(size) < 1:
        raise NotAsked(f"“{size}” is no sample; write a share such as 20%, or a number of units.")
    if int(size) > there:
        raise NotAsked(f"A sample of {int(size):,} units is more than the {there:,} there are.")
    return int(size)


def _divided(count: int, sizes: Sequence[int]) -> list[int]:
    """A number divided in proportion; what is left goes to the largest remainders."""
    exact = [count * size / sum(sizes) for size in sizes]
    parts = [int(part) for part in exact]
    order = sorted(range(len(sizes)), key=lambda k: (parts[k] - exact[k], k))
    for k in order[: count - sum(parts)]:
        parts[k] += 1
    return parts


# ------------------------------------------------------------------ which


def _of_stratum(pieces: Sequence[Piece], wanted: int, sample: Sample) -> Drawn:
    chance = random.Random(f"{sample.seed} {pieces[0].stratum}")  # noqa: S311 no secret
    of = sum(len(piece.units) for piece in pieces)
    if pieces[0].alone:
        chosen = _answers(pieces, wanted, chance)
        count = len(chosen)
    else:
        count = -(-wanted // sample.stretch)
        chosen = _stretches(pieces, wanted, count, chance)
    return Drawn(pieces[0].stratum, of, tuple(chosen), count)


def _answers(pieces: Sequence[Piece], wanted: int, chance: random.Random) -> list[Piece]:
    """Whole answers until there are as many units as wanted."""
    chosen, units = [], 0
    for at in _shuffled(len(pieces), chance):
        if units >= wanted:
            break
        chosen.append(at)
        units += len(pieces[at].units)
    return [pieces[at] for at in sorted(chosen)]


def _stretches(
    pieces: Sequence[Piece], wanted: int, count: int, chance: random.Random
) -> list[Piece]:
    """So many stretches of even length, none over another; each way to lay them is as likely."""
    lengths = [wanted // count + (k < wanted % count) for k in range(count)]
    lengths = [lengths[k] for k in _shuffled(count, chance)]
    places = count + len(pieces) - wanted
    begun = set(_shuffled(places, chance)[:count])
    chosen: list[Piece] = []
    at, left = 0, iter(lengths)
    for place in range(places):
        length = next(left) if place in begun else 0
        chosen += pieces[at : at + length]
        at += length or 1
    return chosen


def _shuffled(count: int, chance: random.Random) -> list[int]:
    """The numbers below `count` in a random order; `random()` alone never changes in Python."""
    keys = [chance.random() for _ in range(count)]
    return sorted(range(count), key=keys.__getitem__)
