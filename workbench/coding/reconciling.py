"""After an explore round: the coders' own codes become codes of the next codebook version.

What is kept or renamed keeps its identity; what is joined becomes a new code with lineage to
each original; what is dropped is continued by nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, NamedTuple

from workbench.coding.codes import CodeIndex, format_path
from workbench.coding.proposals import put_under
from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.terms import Code, Codebook

RULES = ("definition", "use_when", "do_not_use_when", "origin", "colour", "key")


class OwnCode(NamedTuple):
    """A coder's own code."""

    coder: str
    code: Code
    under: str
    """Uid of the code it lies under; empty: the top."""

    @property
    def called(self) -> str:
        """What it is called where several coders' codes stand side by side: `ana > silence`."""
        return format_path((self.coder, self.code.name))


@dataclass(frozen=True)
class Entry:
    """One code of the next version, as a plan has it."""

    name: str
    of: tuple[str, ...] = ()
    """Uids of the coders' own codes, and at most one of the codebook's; none: a new parent."""
    under: str | None = None
    """Name of its parent, in the codebook or in the plan; empty: the top; None: as it lies."""
    kind: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rules it is to have; what is not said is taken from the codes it is made of."""


@dataclass(frozen=True)
class Plan:
    """What is to become of the coders' own codes."""

    entries: tuple[Entry, ...] = ()
    dropped: tuple[str, ...] = ()
    """Uids."""

    def settled(self) -> frozenset[str]:
        """The uids of the codes that it speaks of."""
        return frozenset(self.dropped).union(*(entry.of for entry in self.entries))

    def drop(self, uid: str) -> Plan:
        """The same without a code."""
        bare = self._without(uid)
        return replace(bare, dropped=(*bare.dropped, uid))

    def put(self, uid: str, name: str, under: str | None = None) -> Plan:
        """The same with a code called so; it joins what is called so already, in that place."""
        bare = self._without(uid)
        for at, entry in enumerate(bare.entries):
            if entry.name == name and under in (None, entry.under):
                joined = replace(entry, of=(*entry.of, uid))
                return replace(bare, entries=(*bare.entries[:at], joined, *bare.entries[at + 1 :]))
        return replace(bare, entries=(*bare.entries, Entry(name, (uid,), under)))

    def parents(self) -> tuple[str, ...]:
        """Names of the new parents, which are made of no code."""
        return tuple(entry.name for entry in self.entries if not entry.of)

    def with_parent(self, name: str, under: str = "") -> Plan:
        """The same with a new category, which is made of no code; refused if it has one so called.

        `under` is the name of its own parent, in the codebook or in the plan; empty: the top.
        """
        if name in self.parents():
            raise NotAsked(f"The plan has a new category “{name}” already; put codes under it.")
        return replace(self, entries=(*self.entries, Entry(name, (), under, "category")))

    def without_parent(self, name: str) -> Plan:
        """The same without a new category; refused while something lies under it."""
        if name not in self.parents():
            raise NotAsked(f"The plan has no new category “{name}”.")
        if any(entry.under == name for entry in self.entries):
            raise NotAsked(f"Codes of the plan lie under “{name}”; move them first.")
        left = (entry for entry in self.entries if entry.of or entry.name != name)
        return replace(self, entries=tuple(left))

    def undecided(self, uid: str) -> Plan:
        """The same without a word on a code."""
        return self._without(uid)

    def _without(self, uid: str) -> Plan:
        entries = []
        for entry in self.entries:
            left = tuple(one for one in entry.of if one != uid)
            if left or not entry.of:
                entries.append(replace(entry, of=left))
        return Plan(tuple(entries), tuple(one for one in self.dropped if one != uid))


class Overlap(NamedTuple):
    """Two codes and the units they share."""

    one: str
    other: str
    """Uids."""
    units: int
    one_units: int
    other_units: int


def overlaps(units_of: Mapping[str, frozenset[Any]], own: Iterable[str]) -> tuple[Overlap, ...]:
    """The pairs of codes that share units, of which one at least is a coder's own.

    Most shared first; `units_of` gives for each code (uid) where anybody put it.
    """
    at: dict[Any, list[str]] = {}
    for uid, units in units_of.items():
        for unit in units:
            at.setdefault(unit, []).append(uid)
    mine = frozenset(own)
    pairs = Counter(
        pair
        for there in at.values()
        for pair in combinations(sorted(there), 2)
        if mine.intersection(pair)
    )
    found = (
        Overlap(one, other, n, len(units_of[one]), len(units_of[other]))
        for (one, other), n in pairs.items()
    )
    return tuple(sorted(found, key=lambda pair: (-pair.units, pair.one, pair.other)))


# ------------------------------------------------------------------ a plan as plain values


def plan_of(value: Mapping[str, Any], own: Sequence[OwnCode], codebook: Codebook) -> Plan:
    """A plan from a file: `codes` (name, from, under, kind, rules), `drop` and `rest`.

    Codes are named as `ana > silence`, by the name alone where one code has it, or by uid.
    """
    _refuse_unknown(value, ("round", "codes", "drop", "rest"), "The plan")
    find = Finder(own, codebook)
    entries = tuple(_entry(one, find) for one in _list(value, "codes"))
    dropped = tuple(find.own(name) for name in _texts(value, "drop"))
    return _with_rest(Plan(entries, dropped), str(value.get("rest") or ""), own)


def plan_value(plan: Plan, own: Sequence[OwnCode], codebook: Codebook) -> dict[str, Any]:
    """A plan as plain values, which `plan_of` reads again."""
    called = {one.code.uid: one.called for one in own}
    if len(set(called.values())) < len(called):
        called = {uid: uid for uid in called}
    called |= {code.uid: format_path(path) for path, code in codebook.walk()}
    return {
        "codes": [
            {
                "name": entry.name,
                **({"from": [called.get(uid, uid) for uid in entry.of]} if entry.of else {}),
                **({} if entry.under is None else {"under": entry.under}),
                **({"kind": entry.kind} if entry.kind else {}),
                **entry.rules,
            }
            for entry in plan.entries
        ],
        "drop": [called.get(uid, uid) for uid in plan.dropped],
    }


def all_kept(own: Sequence[OwnCode]) -> Plan:
    """The plan to begin from: every code is kept, equal names in one place are one."""
    alike: dict[tuple[str, str], list[str]] = {}
    for one in own:
        alike.setdefault((one.code.name, one.under), []).append(one.code.uid)
    return Plan(tuple(Entry(name, tuple(uids)) for (name, _), uids in alike.items()))


def _with_rest(plan: Plan, rest: str, own: Sequence[OwnCode]) -> Plan:
    if rest not in ("", "keep", "drop"):
        raise NotAsked("“rest” says what becomes of all other codes: keep or drop.")
    left = [one.code for one in own if rest and one.code.uid not in plan.settled()]
    if rest == "drop":
        return replace(plan, dropped=(*plan.dropped, *(code.uid for code in left)))
    # What has one name in one place is refused later: joining is for the team to say.
    kept = tuple(Entry(code.name, (code.uid,)) for code in left)
    return replace(plan, entries=(*plan.entries, *kept))


def _entry(value: object, find: Finder) -> Entry:
    if not isinstance(value, Mapping):
        raise NotAsked("Each of “codes” in the plan has a name and what it comes from.")
    _refuse_unknown(value, ("name", "from", "under", "kind", *RULES), "A code of the plan")
    name, kind = _text(value, "name") or "", _text(value, "kind") or ""
    if not name.strip():
        raise NotAsked("A code of the plan has no name; write one.")
    if kind not in ("", "code", "category"):
        raise NotAsked(f"“{kind}” is no kind; write code or category.")
    rules = {rule: text for rule in RULES if (text := _text(value, rule)) is not None}
    of = tuple(find.any(one) for one in _texts(value, "from"))
    return Entry(name, of, _text(value, "under"), kind, rules)


def _list(value: Mapping[str, Any], name: str) -> list[Any]:
    found = value.get(name) or []
    if not isinstance(found, list):
        raise NotAsked(f"“{name}” in the plan is a list; begin each line of it with a dash.")
    return found


def _texts(value: Mapping[str, Any], name: str) -> list[str]:
    found = value.get(name) or []
    listed = found if isinstance(found, list) else [found]
    if not all(isinstance(one, (str, int, float)) for one in listed):
        raise NotAsked(f"“{name}” in the plan is a list of names.")
    return [str(one) for one in listed]


def _text(value: Mapping[str, Any], name: str) -> str | None:
    found = value.get(name)
    if found is not None and not isinstance(found, (str, int, float)):
        raise NotAsked(f"“{name}” in the plan is a line of text.")
    return None if found is None else str(found)


def _refuse_unknown(value: Mapping[str, Any], known: Sequence[str], what: str) -> None:
    for name in value:
        if name not in known:
            raise NotAsked(f"{what} has “{name}”; there are: {', '.join(known)}.")


class Finder:
    """Codes by what people call them when several coders' stand side by side."""

    def __init__(self, own: Sequence[OwnCode], codebook: Codebook) -> None:
        self._mine = own
        self._index = CodeIndex.of(codebook)
        self._uids = {code.uid for _, code in codebook.walk()}

    def own(self, name: str) -> str:
        """The uid of a coder's own code."""
        found = self._own(name)
        if found is None:
            called = [one.called for one in self._mine]
            raise NameUnknown(unknown("coder's own code", name, called))
        return found

    def any(self, name: str) -> str:
        """The uid of a coder's own code, else of one of the codebook."""
        if name in self._uids:
            return name
        found = self._own(name)
        if found is not None:
            return found
        try:
            return self._index.find(name).uid
        except NameUnknown:
            return self.own(name)

    def _own(self, name: str) -> str | None:
        wanted = _plain(name)
        for at in range(4):
            found = [one for one in self._mine if _plain(_ways(one)[at]) == wanted]
            if len(found) > 1:
                called = ", ".join(f"“{one.called}”" for one in found)
                raise NotAsked(f"“{name}” may mean {called}; write the one you mean.")
            if found:
                return found[0].code.uid
        return None


def _ways(one: OwnCode) -> tuple[str, ...]:
    """What a code may be called, the clearest first."""
    return one.code.uid, one.called, f"{one.coder}’s {one.code.name}", one.code.name


def _plain(name: str) -> str:
    return " > ".join(part.strip() for part in name.split(">"))


# ------------------------------------------------------------------ the next version


def refuse_unsettled(plan: Plan, own: Sequence[OwnCode]) -> None:
    """Raise NotAsked unless a plan says what becomes of every code."""
    left = [one.called for one in own if one.code.uid not in plan.settled()]
    if left:
        raise NotAsked(
            f"The plan does not say what becomes of {', '.join(f'“{name}”' for name in left)};"
            " keep, join or drop them, or write “rest: keep”."
        )


def reconcile(
    codebook: Codebook, own: Sequence[OwnCode], plan: Plan, make_uid: Callable[[], str]
) -> tuple[Codebook, dict[str, tuple[str, ...]]]:
    """The next version by a plan, and for each of its codes made so the uids it comes from."""
    _refuse_twice(plan, own)
    return _Reconciliation(codebook, own, make_uid).done(plan)


def _refuse_twice(plan: Plan, own: Sequence[OwnCode]) -> None:
    called = {one.code.uid: one.called for one in own}
    spoken_of = [uid for entry in plan.entries for uid in entry.of] + list(plan.dropped)
    for uid, times in Counter(spoken_of).items():
        if times > 1:
            raise NotAsked(f"The plan speaks of “{called.get(uid, uid)}” twice; say it once.")


class _Reconciliation:
    """The tree as it grows."""

    def __init__(
        self, codebook: Codebook, own: Sequence[OwnCode], make_uid: Callable[[], str]
    ) -> None:
        self.book = codebook
        self.own = {one.code.uid: one for one in own}
        self.there = {code.uid: code for _, code in codebook.walk()}
        self.make_uid = make_uid
        self.came_from: dict[str, tuple[str, ...]] = {}
        self.placed: dict[str, str] = {}
        """Uid of what stands now for a name of the plan."""

    def done(self, plan: Plan) -> tuple[Codebook, dict[str, tuple[str, ...]]]:
        waiting = list(plan.entries)
        while waiting:
            ready = [entry for entry in waiting if not self._waits(entry, waiting)]
            if not ready:
                raise NotAsked(f"“{waiting[0].name}” would lie under itself; name another parent.")
            for entry in ready:
                self._place(entry)
            waiting = [entry for entry in waiting if entry not in ready]
        _refuse_same_place(self.book)
        return self.book, self.came_from

    def _waits(self, entry: Entry, waiting: list[Entry]) -> bool:
        # A code of the plan comes before one of the codebook by the same name.
        return any(entry.under == other.name for other in waiting)

    def _place(self, entry: Entry) -> None:
        existing = [uid for uid in entry.of if uid in self.there]
        if len(existing) > 1:
            raise NotAsked(
                f"“{entry.name}” would join two codes of the codebook; merge those first,"
                " with: workbench codebook STUDY merge"
            )
        if existing and len(entry.of) == 1:
            raise NotAsked(f"“{entry.name}” names no coder's code that is to be joined in it.")
        code = self._code(entry, existing)
        if existing and entry.under is None:
            self.book = replace(self.book, codes=_instead(self.book.codes, existing[0], code))
        else:
            parent = self._parent(entry)
            for uid in existing:
                self.book = replace(self.book, codes=_instead(self.book.codes, uid, None))
            if parent and parent not in {one.uid for _, one in self.book.walk()}:
                raise NotAsked(f"“{entry.name}” would lie under itself; name another parent.")
            self.book = put_under(self.book, parent, code)
        self.placed[entry.name] = code.uid
        if entry.of:
            self.came_from[code.uid] = entry.of

    def _code(self, entry: Entry, existing: list[str]) -> Code:
        parts = [self.there[uid] for uid in existing]
        parts += [self.own[uid].code for uid in entry.of if uid in self.own]
        kept = len(entry.of) == 1
        code = Code(
            entry.name,
            uid=entry.of[0] if kept else self.make_uid(),
            kind="category" if (entry.kind or _kind(parts)) == "category" else "code",
            exclusive=parts[0].exclusive if existing else None,
            examples=tuple(dict.fromkeys(one for part in parts for one in part.examples)),
            groups=tuple(dict.fromkeys(one for part in parts for one in part.groups)),
            codes=parts[0].codes if existing else (),
        )
        said: dict[str, Any] = {rule: _first(parts, rule) for rule in RULES}
        if not existing:
            said["key"] = ""  # two coders may have given one letter to different codes
        return replace(code, **{**said, **entry.rules})

    def _parent(self, entry: Entry) -> str:
        """The uid of an entry's parent; empty for the top."""
        if entry.under is None:
            first = next((self.own[uid] for uid in entry.of if uid in self.own), None)
            wished = first.under if first else ""
            return self._now(wished)
        if not entry.under:
            return ""
        if entry.under in self.placed:
            return self.placed[entry.under]
        return CodeIndex.of(self.book).find(entry.under).uid

    def _now(self, uid: str) -> str:
        """What stands now for a code of the codebook that was joined."""
        heirs = [heir for heir, origins in self.came_from.items() if uid in origins]
        return heirs[0] if heirs else uid


def _kind(parts: list[Code]) -> str:
    return parts[0].kind if parts else "category"


def _first(parts: list[Code], rule: str) -> str:
    return next((text for part in parts if (text := str(getattr(part, rule)))), "")


def _instead(codes: tuple[Code, ...], uid: str, code: Code | None) -> tuple[Code, ...]:
    """The codes with another in the place of one; without another, it is left out."""
    made: list[Code] = []
    for one in codes:
        if one.uid == uid:
            made.extend([code] if code else [])
        else:
            made.append(replace(one, codes=_instead(one.codes, uid, code)))
    return tuple(made)


def _refuse_same_place(codebook: Codebook) -> None:
    paths = Counter(path for path, _ in codebook.walk())
    for path, times in paths.items():
        if times > 1:
            raise NotAsked(
                f"There would be two codes “{format_path(path)}”; join them, or name one otherwise."
            )


def leave_out(codes: tuple[Code, ...], uid: str) -> tuple[Code, ...]:
    """The codes without one, and without what lies below it."""
    return _instead(codes, uid, None)
