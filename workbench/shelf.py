"""Named things of one kind, each imported only when it is taken.

A shelf lists dotted names, so listing one costs no import.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Generic, TypeVar, cast

from workbench.errors import NameUnknown

T = TypeVar("T")


class Shelf(Mapping[str, T], Generic[T]):
    """A literal list of named things; a wrong name is answered with the right ones.

    >>> shelf: Shelf[object] = Shelf("number", {"pi": "math:pi"})
    >>> shelf["pi"]
    3.141592653589793
    >>> shelf["tau"]
    Traceback (most recent call last):
    ...
    workbench.errors.NameUnknown: There is no number “tau”; there is: pi.
    """

    def __init__(self, kind: str, places: Mapping[str, str]) -> None:
        """`places` maps each name to `package.module:attribute`, or to a whole module."""
        self.kind = kind
        self._places = dict(places)

    def __getitem__(self, name: str) -> T:
        if name not in self._places:
            raise NameUnknown(unknown(self.kind, name, self._places))
        place, _, attribute = self._places[name].partition(":")
        module = import_module(place)
        return cast("T", getattr(module, attribute) if attribute else module)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def unknown(kind: str, name: str, names: Mapping[str, object] | list[str]) -> str:
    """The sentence for a wrong name, with the right ones."""
    if not names:
        return f"There is no {kind} “{name}”; there is none yet."
    verb = "is" if len(names) == 1 else "are"
    return f"There is no {kind} “{name}”; there {verb}: {', '.join(names)}."
