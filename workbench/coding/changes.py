"""What changed between two versions of the codebook, in a few words: for a cell of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from workbench.coding.codes import CodeIndex
from workbench.terms import Code, Codebook


def in_short(
    older: Codebook, newer: Codebook, lineage: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Which codes were added, joined, split, renamed and retired, and how many were redefined.

    Both versions have uids; `lineage` gives for a new uid the older ones it came from.
    """
    before, after = _names(older), _names(newer)
    # A code that a coder proposed comes from no code of the version before.
    new = {
        uid: tuple(origin for origin in lineage.get(uid, ()) if origin in before)
        for uid in after
        if uid not in before
    }
    went_on = {origin for origins in new.values() for origin in origins}
    gone = [before[uid] for uid in before if uid not in after and uid not in went_on]
    renamed = [f"{before[u]} → {after[u]}" for u in after if u in before and before[u] != after[u]]
    return tuple(
        f"{what}: {'; '.join(names)}"
        for what, names in (
            ("added", [after[uid] for uid, origins in new.items() if not origins]),
            ("joined or split", list(_lines(new, before, after))),
            ("renamed", renamed),
            ("retired", gone),
            ("redefined", _redefined(older, newer)),
        )
        if names
    )


def _names(codebook: Codebook) -> dict[str, str]:
    index = CodeIndex.of(codebook)
    return {code.uid: index.shortest(path) for path, code in codebook.walk()}


def _lines(
    new: Mapping[str, tuple[str, ...]], before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[str]:
    """Codes that came from the same codes, together."""
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for uid, origins in new.items():
        if origins:
            families[origins].append(after[uid])
    for origins, names in families.items():
        yield f"{' + '.join(before[uid] for uid in origins)} → {' + '.join(names)}"


def _redefined(older: Codebook, newer: Codebook) -> list[str]:
    then = {code.uid: _rules(code) for _, code in older.walk()}
    changed = [c for _, c in newer.walk() if c.uid in then and then[c.uid] != _rules(c)]
    return [f"{len(changed)} code{'s' * (len(changed) != 1)}"] if changed else []


def _rules(code: Code) -> Code:
    """The code without its name and place, and what may change without changing its meaning."""
    return replace(code, name="", codes=(), was=(), colour="", key="", examples=())
