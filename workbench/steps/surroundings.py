"""What was said around a unit, so that it can be understood where it is talked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.terms import Turn, Unit, clock


@dataclass(frozen=True)
class Surroundings:
    """A document, to cut a unit's surroundings from."""

    text: str
    turns: tuple[Turn, ...]
    units: tuple[Unit, ...]
    answers: bool
    """Whether its turns are answers, which have nothing to do with their neighbours."""

    def turn(self, unit: Unit) -> Turn:
        """The turn that a unit lies in."""
        return self.turns[unit.turn - 1]

    def before(self, unit: Unit) -> str:
        """The turn before, then what this turn said up to the unit."""
        own = self._own(self.turn(unit).start, unit.start)
        return "\n".join([*self._neighbour(unit.turn - 1), *own])

    def after(self, unit: Unit) -> str:
        """What this turn said after the unit, then the turn after."""
        own = self._own(unit.stop, self.turn(unit).stop)
        return "\n".join([*own, *self._neighbour(unit.turn + 1)])

    def _own(self, start: int, stop: int) -> Iterator[str]:
        said = self.text[start:stop].strip()
        if said:
            yield said

    def _neighbour(self, position: int) -> Iterator[str]:
        if not self.answers and 1 <= position <= len(self.turns):
            turn = self.turns[position - 1]
            said = self.text[turn.start : turn.stop]
            said = f"{turn.speaker}: {said}" if turn.speaker else said
            yield f"{clock(turn.time)} {said}" if turn.time is not None else said
