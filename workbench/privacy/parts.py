"""The parts of a name, by which it is sought too: first name and surname, without titles."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.folding import fold
from workbench.privacy.common import common_words
from workbench.privacy.names import Name
from workbench.privacy.wording import word_pattern

_BESIDE = """
von van der den de del della di da do dos das du la le les el al bin ibn abu ben y e zu zur ter
ten te af av und and the of st mr mrs ms miss dr prof sir dame lord lady herr frau m mme mlle
monsieur madame señor señora sr sra don doña signor signora pan pani г госпожа
"""
_PARTICLES = frozenset(fold(word) for word in _BESIDE.split())
"""Titles and particles, which are nobody's name by themselves."""


def parts_of(name: Name) -> list[str]:
    """The folded words of a name; of a person's without titles and particles."""
    found = list(word_pattern().finditer(name.original))
    words = [fold(one[0]) for one in found]
    if name.kind != "pseudonym":
        return words
    tied = [name.original[one.end() : one.end() + 1] in ("'", "’") for one in found]
    kept = [
        word
        for word, is_tied in zip(words, tied, strict=True)
        if word not in _PARTICLES and (len(word) > 1 or is_tied)
    ]
    return kept or words


_TELLING = 4
"""Letters from which on a part of a name is sought where nothing tells names from words."""


def telling_parts(name: Name) -> list[str]:
    """The parts of a person's name, as they are written, that are hardly anything else.

    >>> telling_parts(Name("Dr Anna-Lena Grace Li", "[Student 1]"))
    ['Anna', 'Lena']
    """
    parts = set(parts_of(name)) - common_words() if name.kind == "pseudonym" else set()
    words = [found[0] for found in word_pattern().finditer(name.original)]
    return [one for one in words if fold(one) in parts and len(fold(one)) >= _TELLING]


_AS_ONE = 6
"""Letters from which on parts of a name are sought without a space between them."""


def written_as_one(parts: Sequence[str]) -> set[str]:
    """Neighbouring parts without what stands between them, as in names of files and accounts."""
    runs = (
        "".join(parts[start:stop])
        for start in range(len(parts))
        for stop in range(start + 2, len(parts) + 1)
    )
    return {run for run in runs if len(run) >= _AS_ONE} - set(parts)
