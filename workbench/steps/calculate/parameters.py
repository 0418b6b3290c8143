"""The parameters of a coefficient, as `--with KEY=VALUE` gives them."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from typing import cast, get_args

from workbench.agreement import SEGMENTING, UNITIZING, Method, Resampling
from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown

IN_WORDS = {
    "krippendorff_pairs": "pairs",
    "unit bootstrap": "percentile",
    "delete-one": "jackknife",
}
"""How the literature calls a way to make intervals, by its first words."""
RESAMPLING = ("interval", "method", "confidence", "replicates", "seed")
GIVEN = {"data", "masses", "level", "resampling"}
"""What every coefficient is called with, so that nobody passes it as a parameter."""


def resampling(asked: dict[str, str]) -> Resampling:
    """How the interval is to be made; takes what it reads out of `asked`."""
    given = {name: asked.pop(name) for name in RESAMPLING if name in asked}
    word = given.get("interval", given.get("method", "auto"))
    return Resampling(
        method=_method(word),
        confidence=number("confidence", given.get("confidence", "0.95")),
        replicates=whole("replicates", given.get("replicates", "1000")),
        seed=whole("seed", given.get("seed", "1")),
    )


def _method(word: str) -> Method:
    methods = list(get_args(Method))
    meant = [method for words, method in IN_WORDS.items() if word.startswith(words)]
    method = meant[0] if meant else word
    if method not in methods:
        raise NameUnknown(unknown("interval", word, methods))
    return cast("Method", method)


def number(name: str, text: str) -> float:
    """A parameter that is a finite number; NotAsked for any other."""
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise NotAsked(f"{name} must be a number, and “{text}” is none.")
    return found


def whole(name: str, text: str) -> int:
    """A parameter that is a whole number from 0 up; NotAsked for any other."""
    value = number(name, text)
    if value != int(value) or value < 0:
        raise NotAsked(f"{name} must be a whole number from 0 up, not {text}.")
    return int(value)


def check(
    name: str,
    function: Callable[..., object],
    asked: Mapping[str, str],
    needed: Sequence[str] = ("value",),
) -> None:
    """Refuse parameters that this coefficient does not have, and miss none that it needs."""
    own = inspect.signature(function).parameters
    right = [each for each in own if each not in GIVEN]
    for each in asked:
        if each not in right:
            known = [*right, *_of_table(name), "interval", "confidence", "replicates", "seed"]
            raise NameUnknown(unknown(f"parameter of {name}", each, known))
    for each in right:
        if each in {"code", *needed} and each not in asked:
            raise NotAsked(f"{name} needs to know which {each}: add --with {each}=….")


def _of_table(name: str) -> list[str]:
    """The parameters that tell what a table means, whatever is calculated from it."""
    if name in UNITIZING:
        return ["length", "begin", "coders"]
    return [] if name in SEGMENTING else ["categories", "documents"]
