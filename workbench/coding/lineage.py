"""From one version of the codebook to the next: which code is which.

A code's identity outlives its name: who renames, moves or redefines a code keeps it. Joining
and splitting change what a coding means, so they make new identities, with lineage to those
before; no coding is silently read under another rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from workbench.coding.codes import CodeIndex, format_path
from workbench.errors import NameUnknown, NotAsked
from workbench.terms import Code, Codebook

Fate = Literal["kept", "renamed", "merged", "split", "added"]
Path = tuple[str, ...]


@dataclass(frozen=True)
class Succession:
    """One code of the newer version, and where it comes from."""

    path: Path
    code: Code
    fate: Fate
    uid: str
    """The identity it keeps; empty where a new one has to be made."""
    came_from: tuple[Path, ...]
    """The paths in the older version of the codes it continues."""
    came_from_uids: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What becomes of every code when the newer version is taken."""

    codes: tuple[Succession, ...]
    """Every code of the newer version, in its order."""
    retired: tuple[tuple[Path, Code], ...]
    """Codes of the older version that nothing continues, in its order."""


def plan_succession(older: Codebook | None, newer: Codebook) -> Plan:
    """Resolve names and `was` of a newer version into the identities of the older.

    A code without `was` is the older code of the same name in the same place; else the only one
    of that name. A code with `was` continues those it names: one is a rename, several a merge,
    and one that two codes share is split. A `was` that the same code already had in the older
    version is left over from there and says nothing new. Without an older version everything is
    added, whatever it was elsewhere.

    Raises NameUnknown for a `was` that names nothing, NotAsked where two readings are possible.
    """
    if older is None:
        return Plan(tuple(Succession(p, c, "added", "", (), ()) for p, c in newer.walk()), ())
    return _Resolution(older, newer).plan()


def take_identities(newer: Codebook, plan: Plan, make_uid: Callable[[], str]) -> Codebook:
    """The newer version with every code's uid: the one it keeps, or one newly made."""
    uids = {step.path: step.uid or make_uid() for step in plan.codes}
    return replace(newer, codes=_with_uids((), newer.codes, uids))


def _with_uids(above: Path, codes: tuple[Code, ...], uids: Mapping[Path, str]) -> tuple[Code, ...]:
    named = []
    for code in codes:
        path = (*above, code.name)
        below = _with_uids(path, code.codes, uids)
        named.append(replace(code, uid=uids[path], codes=below))
    return tuple(named)


class _Resolution:
    """The older version's codes, and which newer codes claim them so far."""

    def __init__(self, older: Codebook, newer: Codebook) -> None:
        self.older = older
        self.index = CodeIndex.of(older)
        self.before = dict(older.walk())
        self.after = dict(newer.walk())
        self.origins: dict[Path, tuple[Path, ...]] = {}

    def plan(self) -> Plan:
        self._claim_by_was()
        self._claim_by_place()
        self._claim_by_name()
        self._refuse_unclear()
        shared = Counter(origin for origins in self.origins.values() for origin in origins)
        steps = tuple(self._step(path, shared) for path in self.after)
        return Plan(steps, tuple((p, c) for p, c in self.before.items() if p not in shared))

    def _step(self, path: Path, shared: Mapping[Path, int]) -> Succession:
        code, origins = self.after[path], self.origins.get(path, ())
        uids = tuple(self.before[origin].uid for origin in origins)
        fate = _fate(code, origins, shared)
        uid = uids[0] if fate in ("kept", "renamed") else ""
        return Succession(path, code, fate, uid, origins, uids)

    def _claim_by_was(self) -> None:
        for path, code in self.after.items():
            if code.was and not self._left_over(path, code):
                named = dict.fromkeys(self._named(code, name) for name in code.was)
                self.origins[path] = tuple(named)

    def _left_over(self, path: Path, code: Code) -> bool:
        before = self.before.get(path)
        return before is not None and before.was == code.was

    def _named(self, code: Code, name: str) -> Path:
        try:
            return self.index.locate(name)[0]
        except NameUnknown as fault:
            raise NameUnknown(
                f"“{code.name}” was “{name}”, it says, but version {self.older.version} of the"
                f" codebook has no such code: {fault}"
            ) from fault

    def _claim_by_place(self) -> None:
        """Follow the tree from the top, so that a renamed parent takes its codes along."""
        for path in self.after:
            if path in self.origins:
                continue
            parents = self.origins.get(path[:-1], ()) if len(path) > 1 else ((),)
            places = [(*parent, path[-1]) for parent in parents]
            found = [place for place in places if place in self.before]
            if len(found) == 1:
                self.origins[path] = (found[0],)

    def _claim_by_name(self) -> None:
        claimed = {origin for origins in self.origins.values() for origin in origins}
        left = [path for path in self.before if path not in claimed]
        fresh = [path for path in self.after if path not in self.origins]
        for path in fresh:
            same = [old for old in left if old[-1] == path[-1]]
            rivals = [new for new in fresh if new[-1] == path[-1]]
            if len(same) > 1 or (same and len(rivals) > 1):
                raise NotAsked(_which(path, same, self.older.version))
            if same:
                self.origins[path] = (same[0],)

    def _refuse_unclear(self) -> None:
        """Refuse a code that is still there while another says to have been it."""
        for path, origins in self.origins.items():
            if not self._explicit(path):
                self._refuse_claimed(path, origins[0])
            elif len(origins) == 1 and path in self.before and path not in origins:
                self._refuse_replaced(path, origins[0])

    def _explicit(self, path: Path) -> bool:
        code = self.after[path]
        return bool(code.was) and not self._left_over(path, code)

    def _refuse_claimed(self, path: Path, origin: Path) -> None:
        others = [p for p, origins in self.origins.items() if p != path and origin in origins]
        if others:
            raise NotAsked(
                f"“{format_path(others[0])}” was “{format_path(origin)}”, which is still there;"
                f" for a split write “was: [{origin[-1]}]” on both, for a merge drop the old one."
            )

    def _refuse_replaced(self, path: Path, origin: Path) -> None:
        if not any(path in origins for origins in self.origins.values()):
            raise NotAsked(
                f"“{format_path(path)}” was “{format_path(origin)}”, but there was a"
                f" “{path[-1]}” before; to merge them write"
                f" “was: [{path[-1]}, {origin[-1]}]”, else take another name."
            )


def _fate(code: Code, origins: tuple[Path, ...], shared: Mapping[Path, int]) -> Fate:
    if not origins:
        return "added"
    if len(origins) > 1:
        return "merged"
    if shared[origins[0]] > 1:
        return "split"
    return "kept" if origins[0][-1] == code.name else "renamed"


def _which(path: Path, same: list[Path], version: int) -> str:
    those = ", ".join(f"“{format_path(old)}”" for old in same)
    return (
        f"It is not clear which code of version {version} “{format_path(path)}” was: {those};"
        " say so with “was”, or take another name."
    )


# ------------------------------------------------------------------ older codings

Change = Literal["same", "redefined", "merged", "split", "retired"]


@dataclass(frozen=True)
class Continuation:
    """What became of a code of an older version, and so of the codings made with it."""

    now: tuple[str, ...]
    """Uids in the newer version; several: somebody has to choose, coding by coding."""
    change: Change


def joined_lineage(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]], newer: Codebook
) -> dict[str, tuple[str, ...]]:
    """The descent of `newer` through two changes: for each new code (uid) where it comes from."""
    there = {code.uid for _, code in newer.walk()}
    joined = {uid: origins for uid, origins in before.items() if uid in there}
    for uid, origins in after.items():
        through = (first for origin in origins for first in before.get(origin, (origin,)))
        joined[uid] = tuple(dict.fromkeys(through))
    return joined


def heirs_of(lineage: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For each code (uid) those that were made of it, from those that each was made from."""
    heirs: dict[str, list[str]] = {}
    for uid, origins in lineage.items():
        for origin in origins:
            heirs.setdefault(origin, []).append(uid)
    return {origin: tuple(uids) for origin, uids in heirs.items()}


def followed(
    uid: str,
    there: Collection[str],
    heirs: Mapping[str, tuple[str, ...]],
    chosen: Mapping[str, str | None],
) -> str | None:
    """What one coding's code is in a version with the codes `there`; None: nothing.

    `chosen` gives for a code that was split the part that somebody chose for this coding, None
    where it is none of them. A split that nobody has walked through leads nowhere.

    >>> followed("fear", {"dread", "worry"}, {"fear": ("dread", "worry")}, {"fear": "dread"})
    'dread'
    """
    seen = set()
    while uid not in there and uid not in seen:
        seen.add(uid)
        made = heirs.get(uid, ())
        onward = made[0] if len(made) == 1 else chosen.get(uid)
        if onward is None:
            return None
        uid = onward
    return uid if uid in there else None


_RULES = ("definition", "use_when", "do_not_use_when", "examples", "exclusive", "kind")


def continuations(
    older: Codebook, newer: Codebook, lineage: Mapping[str, tuple[str, ...]]
) -> dict[str, Continuation]:
    """For each code of `older` (uids), what it is in `newer`.

    `lineage` gives for a newer uid the older ones it was made from. This is the one place that
    maps codings along lineage: a rename or a move changes nothing, a merge folds, a split leaves
    the choice, what is retired has no successor.
    """
    after = {code.uid: code for _, code in newer.walk()}
    heirs: dict[str, list[str]] = {}
    for uid, origins in lineage.items():
        for origin in origins if uid in after else ():
            heirs.setdefault(origin, []).append(uid)
    return {
        code.uid: _continuation(code, after, heirs.get(code.uid, [])) for _, code in older.walk()
    }


def _continuation(code: Code, after: Mapping[str, Code], heirs: list[str]) -> Continuation:
    if code.uid in after:
        before, now = (_ruled(one) for one in (code, after[code.uid]))
        return Continuation((code.uid,), "same" if before == now else "redefined")
    if not heirs:
        return Continuation((), "retired")
    return Continuation(tuple(heirs), "merged" if len(heirs) == 1 else "split")


def _ruled(code: Code) -> tuple[object, ...]:
    return tuple(getattr(code, name) for name in _RULES)


# ------------------------------------------------------------------ in words

_WORDS = {
    "definition": "definition",
    "use_when": "“use when”",
    "do_not_use_when": "“do not use when”",
    "origin": "origin",
    "colour": "colour",
    "key": "key",
    "kind": "kind",
    "exclusive": "exclusiveness",
}


def describe_changes(
    old: Codebook,
    new: Codebook,
    lineage: Mapping[str, tuple[str, ...]] | None = None,
    proposed: Mapping[str, str] | None = None,
) -> list[str]:
    """What changed from one version to another, a sentence for each code.

    Versions that are stored have uids and are compared by them, with `lineage` giving for a
    newer uid the older ones it was made from (versions need not follow each other then), and
    `proposed` for codes that were a coder's own (uids) what they were called.
    A version fresh from a file has none, and is resolved by names and `was`.
    """
    stored = all(code.uid for _, code in new.walk())
    plan = (
        _plan_by_uid(old, new, lineage or {}, proposed or {})
        if stored
        else plan_succession(old, new)
    )
    before = dict(old.walk())
    parents = {step.path: step.came_from for step in plan.codes}
    sentences = [_sentence(step, before, parents) for step in plan.codes]
    retired = [f"{format_path(path)} is retired." for path, _ in plan.retired]
    return [sentence for sentence in sentences if sentence] + retired


def _plan_by_uid(
    old: Codebook,
    new: Codebook,
    lineage: Mapping[str, tuple[str, ...]],
    proposed: Mapping[str, str],
) -> Plan:
    places: dict[str, Path] = {uid: (called,) for uid, called in proposed.items()}
    kept = {code.uid for _, code in old.walk()}
    places |= {code.uid: path for path, code in old.walk()}
    origins = {
        path: tuple(
            places[uid]
            for uid in ((code.uid,) if code.uid in kept else lineage.get(code.uid, (code.uid,)))
            if uid in places
        )
        for path, code in new.walk()
    }
    shared = Counter(origin for those in origins.values() for origin in those)
    before = dict(old.walk())
    steps = tuple(
        Succession(
            path,
            code,
            _fate_by_uid(code, origins[path], shared, known=code.uid in kept),
            code.uid,
            origins[path],
            tuple(before[origin].uid for origin in origins[path] if origin in before),
        )
        for path, code in new.walk()
    )
    return Plan(steps, tuple((path, code) for path, code in old.walk() if path not in shared))


def _fate_by_uid(
    code: Code, origins: tuple[Path, ...], shared: Mapping[Path, int], *, known: bool
) -> Fate:
    if known:
        return "kept" if origins[0][-1] == code.name else "renamed"
    return _fate(code, origins, shared)


def _sentence(
    step: Succession, before: Mapping[Path, Code], parents: Mapping[Path, tuple[Path, ...]]
) -> str:
    changes = [_descent(step)] if step.fate != "kept" else []
    origin = step.came_from[0] if step.fate in ("kept", "renamed") else ()
    if origin in before:
        # A code whose parent was renamed or merged has stayed where it was.
        if origin[:-1] not in parents.get(step.path[:-1], ((),)):
            changes.append(f"it moved from {_place(origin)} to {_place(step.path)}")
        changes += _redefined(before[origin], step.code)
    elif step.code.definition:
        changes.append(f"its definition is: {_line(step.code.definition)}")
    if not changes:
        return ""
    subject = format_path(step.path)
    first = changes[0] if step.fate != "kept" else f"has changed: {changes[0]}"
    return f"{subject} {'; '.join([first, *changes[1:]])}."


def _descent(step: Succession) -> str:
    names = _join([format_path(origin) for origin in step.came_from])
    return {
        "renamed": f"was {step.came_from[0][-1] if step.came_from else ''}",
        "merged": f"joins {names}",
        "split": f"was part of {names}",
        "added": "is new",
    }.get(step.fate, "")


def _place(path: Path) -> str:
    return format_path(path[:-1]) or "the top"


def _redefined(before: Code, after: Code) -> list[str]:
    changes = [
        _changed(words, str(getattr(before, name) or ""), str(getattr(after, name) or ""))
        for name, words in _WORDS.items()
    ]
    changes.append(_changed("examples", "; ".join(before.examples), "; ".join(after.examples)))
    changes.append(_changed("groups", ", ".join(before.groups), ", ".join(after.groups)))
    return [change for change in changes if change]


def _changed(words: str, before: str, after: str) -> str:
    if before.strip() == after.strip():
        return ""
    verb = "are" if words in ("examples", "groups") else "is"
    return (
        f"its {words} {verb} now: {_line(after)}" if after.strip() else f"its {words} {verb} gone"
    )


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _join(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
