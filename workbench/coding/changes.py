"""What changed between two versions of the codebook, in a few words: for a cell of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from workbench.coding.codes import names_of
from workbench.terms import Code, Codebook
from workbench.words import plural


class Changes(NamedTuple):
    """Which codes changed how, by names as short as they can be."""

    added: tuple[str, ...]
    merged: tuple[tuple[tuple[str, ...], str], ...]
    """Of each merge, the codes before and the one they became."""
    split: tuple[tuple[str, tuple[str, ...]], ...]
    """Of each split, the code before and those it became."""
    renamed: tuple[tuple[str, str], ...]
    retired: tuple[str, ...]
    redefined: tuple[str, ...]
    regrouped: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """Several codes that became several others at once, through more than one version."""


def changes(older: Codebook, newer: Codebook, lineage: Mapping[str, tuple[str, ...]]) -> Changes:
    """What changed from one version to another.

    Both versions have uids; `lineage` gives for a new uid the older ones it came from.
    """
    before, after = names_of(older), names_of(newer)
    # A code that a coder proposed comes from no code of the version before.
    new = {
        uid: tuple(origin for origin in lineage.get(uid, ()) if origin in before)
        for uid in after
        if uid not in before
    }
    went_on = {origin for origins in new.values() for origin in origins}
    families = list(_families(new, before, after))
    return Changes(
        added=tuple(after[uid] for uid, origins in new.items() if not origins),
        merged=tuple((old, now[0]) for old, now in families if len(now) == 1),
        split=tuple((old[0], now) for old, now in families if len(old) == 1 < len(now)),
        renamed=tuple(
            (before[u], after[u]) for u in after if u in before and before[u] != after[u]
        ),
        retired=tuple(before[u] for u in before if u not in after and u not in went_on),
        redefined=_redefined(older, newer),
        regrouped=tuple((old, now) for old, now in families if len(old) > 1 < len(now)),
    )


def in_short(
    older: Codebook, newer: Codebook, lineage: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Which codes were added, joined, split, renamed and retired, and how many were redefined."""
    found = changes(older, newer, lineage)
    families = [
        *((old, (now,)) for old, now in found.merged),
        *(((old,), now) for old, now in found.split),
        *found.regrouped,
    ]
    many = len(found.redefined)
    return tuple(
        f"{what}: {'; '.join(words)}"
        for what, words in (
            ("added", found.added),
            (
                "joined or split",
                [f"{' + '.join(old)} → {' + '.join(now)}" for old, now in families],
            ),
            ("renamed", [f"{old} → {now}" for old, now in found.renamed]),
            ("retired", found.retired),
            ("redefined", [plural(many, "code")] if many else []),
        )
        if words
    )


def _families(
    new: Mapping[str, tuple[str, ...]], before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Codes that came from the same codes, together: their names before and after."""
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for uid, origins in new.items():
        if origins:
            families[origins].append(after[uid])
    for origins, names in families.items():
        yield tuple(before[uid] for uid in origins), tuple(names)


def _redefined(older: Codebook, newer: Codebook) -> tuple[str, ...]:
    then, names = {code.uid: _rules(code) for _, code in older.walk()}, names_of(newer)
    return tuple(
        names[c.uid] for _, c in newer.walk() if c.uid in then and then[c.uid] != _rules(c)
    )


def _rules(code: Code) -> Code:
    """The code without its name and place, and what may change without changing its meaning."""
    return replace(code, name="", codes=(), was=(), colour="", key="", examples=())
