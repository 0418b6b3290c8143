"""Themes, made of codes: what may be done to a set of them, and how two sets differ in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from workbench.errors import NameUnknown, NotAsked
from workbench.ideas import Theme, ThemeQuotation, ThemeSet
from workbench.shelf import unknown


def find_theme(themes: ThemeSet, name: str) -> Theme:
    """The theme of this name; NameUnknown with the right names."""
    for one in themes.themes:
        if one.name == name:
            return one
    raise NameUnknown(unknown("theme", name, [one.name for one in themes.themes]))


def add(themes: ThemeSet, made: Theme) -> ThemeSet:
    """The set with one more theme, at its end."""
    _refuse_name(themes, made.name)
    return themes.with_themes(*themes.themes, made)


def edit(themes: ThemeSet, name: str, changed: Theme) -> ThemeSet:
    """The set with a theme changed."""
    was = find_theme(themes, name)
    if changed.name != name:
        _refuse_name(themes, changed.name)
    return _instead(themes, [was], [changed])


def remove(themes: ThemeSet, name: str) -> ThemeSet:
    """The set without a theme."""
    return _instead(themes, [find_theme(themes, name)], [])


def merge(themes: ThemeSet, names: Sequence[str], into: str, uid: str) -> ThemeSet:
    """The set with several themes as one, where the first of them stood.

    It has their codes and quotations; their claims and memos follow each other.
    """
    found = [find_theme(themes, name) for name in dict.fromkeys(names)]
    if len(found) < 2:
        raise NotAsked("Name at least two themes to merge.")
    if into not in names:
        _refuse_name(themes, into)
    merged = Theme(
        uid=uid,
        name=into,
        claim="\n".join(dict.fromkeys(one.claim for one in found if one.claim)),
        codes=tuple(dict.fromkeys(code for one in found for code in one.codes)),
        quotations=_once([quotation for one in found for quotation in one.quotations], into),
        memo="\n".join(dict.fromkeys(one.memo for one in found if one.memo)),
        came_from=tuple(one.uid for one in found),
    )
    return _instead(themes, found, [merged])


def _once(quotations: Sequence[ThemeQuotation], name: str) -> tuple[ThemeQuotation, ...]:
    found: dict[tuple[str, int, int], ThemeQuotation] = {}
    for quotation in quotations:
        there = found.setdefault(quotation.place, quotation)
        if there.supports != quotation.supports:
            raise NotAsked(
                f"One of these themes has a quotation for it that is against another; "
                f"remove it from one of them before you merge them into “{name}”."
            )
    return tuple(found.values())


def split(
    themes: ThemeSet, name: str, parts: Mapping[str, Collection[str]], uids: Callable[[], str]
) -> ThemeSet:
    """The set with a theme in parts; `parts` gives each its codes (uids) of the theme.

    A code may serve two parts. A quotation of a coding goes where its code goes; one that goes
    nowhere, and a code that is left, are refused: nothing is lost.
    """
    whole = find_theme(themes, name)
    if len(parts) < 2:
        raise NotAsked("Name at least two themes that it is split into.")
    for part in parts:
        if part != name:
            _refuse_name(themes, part)
    _refuse_left(whole, parts)
    made = [_part(whole, part, codes, uids()) for part, codes in parts.items()]
    made[0] = replace(made[0], quotations=_with_bare(whole, made[0]))
    return _instead(themes, [whole], made)


def _refuse_left(whole: Theme, parts: Mapping[str, Collection[str]]) -> None:
    given = frozenset[str]().union(*parts.values())
    if given - set(whole.codes):
        raise NotAsked(f"A code that “{whole.name}” does not have cannot go to a part of it.")
    if set(whole.codes) - given:
        raise NotAsked(
            f"Every code of “{whole.name}” has to go to one of its parts at least; "
            "remove first what belongs to none."
        )


def _part(whole: Theme, name: str, codes: Collection[str], uid: str) -> Theme:
    return Theme(
        uid=uid,
        name=name,
        claim=whole.claim,
        codes=tuple(code for code in whole.codes if code in codes),
        quotations=tuple(one for one in whole.quotations if one.code in codes),
        memo=whole.memo,
        came_from=(whole.uid,),
    )


def _with_bare(whole: Theme, first: Theme) -> tuple[ThemeQuotation, ...]:
    """The first part's quotations with those that rest on no code of the theme."""
    bare = [one for one in whole.quotations if one.code not in whole.codes]
    return tuple(one for one in whole.quotations if one in bare or one in first.quotations)


def quote(themes: ThemeSet, name: str, quotation: ThemeQuotation) -> ThemeSet:
    """The set with a quotation for or against a theme; what was said of it before is replaced."""
    one = find_theme(themes, name)
    others = [there for there in one.quotations if there.place != quotation.place]
    return _instead(themes, [one], [replace(one, quotations=(*others, quotation))])


def unquote(themes: ThemeSet, name: str, place: tuple[str, int, int]) -> ThemeSet:
    """The set without a quotation of a theme."""
    one = find_theme(themes, name)
    left = tuple(there for there in one.quotations if there.place != place)
    if len(left) == len(one.quotations):
        raise NotAsked(f"“{name}” does not quote this stretch; see: workbench themes STUDY show")
    return _instead(themes, [one], [replace(one, quotations=left)])


def _instead(themes: ThemeSet, old: Sequence[Theme], new: Sequence[Theme]) -> ThemeSet:
    made: list[Theme] = []
    for one in themes.themes:
        if one.uid == old[0].uid:
            made.extend(new)
        elif one not in old:
            made.append(one)
    return themes.with_themes(*made)


def _refuse_name(themes: ThemeSet, name: str) -> None:
    if not name.strip():
        raise NotAsked("A theme needs a name; write one.")
    if any(one.name == name for one in themes.themes):
        raise NotAsked(f"There is a theme “{name}” in this set already; take another name.")


# ------------------------------------------------------------------ in words


def differences(older: ThemeSet, newer: ThemeSet, called: Mapping[str, str]) -> list[str]:
    """What changed from one set to another, a sentence for each theme; `called` names codes."""
    before = {one.uid: one for one in older.themes}
    after = {one.uid for one in newer.themes}
    went_on = {uid for one in newer.themes for uid in one.came_from}
    sentences = [_sentence(one, before, newer, called) for one in newer.themes]
    gone = [one.name for one in older.themes if one.uid not in after | went_on]
    return [one for one in sentences if one] + [f"{name} is gone." for name in gone]


def _sentence(
    one: Theme,
    before: Mapping[str, Theme],
    newer: ThemeSet,
    called: Mapping[str, str],
) -> str:
    was = before.get(one.uid)
    if was is None:
        parts = [_descent(one, before, newer)]
        parts += [f"it claims: {_line(one.claim)}"] if one.claim else []
        return f"{one.name} {'; '.join(parts)}."
    changes = [f"was {was.name}"] if was.name != one.name else []
    changes += _changes(was, one, called)
    if not changes:
        return ""
    first = changes[0] if was.name != one.name else f"has changed: {changes[0]}"
    return f"{one.name} {'; '.join([first, *changes[1:]])}."


def _descent(one: Theme, before: Mapping[str, Theme], newer: ThemeSet) -> str:
    origins = [before[uid].name for uid in one.came_from if uid in before]
    if not origins:
        return "is new"
    shared = sum(set(one.came_from) == set(other.came_from) for other in newer.themes)
    if len(origins) == 1 and shared > 1:
        return f"was part of {origins[0]}"
    return f"joins {' and '.join(origins)}" if len(origins) > 1 else f"comes from {origins[0]}"


def _changes(was: Theme, now: Theme, called: Mapping[str, str]) -> list[str]:
    changes = []
    if was.claim != now.claim:
        changes.append(
            f"its claim is now: {_line(now.claim)}" if now.claim else "its claim is gone"
        )
    changes += _said_of(
        "it takes in", [called.get(c, "?") for c in now.codes if c not in was.codes]
    )
    changes += _said_of(
        "it leaves out", [called.get(c, "?") for c in was.codes if c not in now.codes]
    )
    for supports, word in ((True, "for"), (False, "against")):
        changes += _counted(was, now, word, supports=supports)
    if was.memo != now.memo:
        changes.append("its memo is another" if now.memo else "its memo is gone")
    return changes


def _said_of(words: str, names: list[str]) -> list[str]:
    return [f"{words} {', '.join(names)}"] if names else []


def _counted(was: Theme, now: Theme, word: str, *, supports: bool) -> list[str]:
    before = {one.place for one in was.quotations if one.supports == supports}
    after = {one.place for one in now.quotations if one.supports == supports}
    return [
        f"{n} {'quotation' if n == 1 else 'quotations'} {word} it {verb}"
        for n, verb in ((len(after - before), "more"), (len(before - after), "fewer"))
        if n
    ]


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


# ------------------------------------------------------------------ codes of other versions


def codes_in(
    uid: str, there: Collection[str], lineage: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """What a code is in a version of the codebook that has the codes `there` (uids).

    Itself; else those that it became; else those that it was made of. Nothing where it was
    retired, or not there yet. `lineage` gives for each code those that it was made from.
    """
    if uid in there:
        return (uid,)
    heirs: dict[str, list[str]] = {}
    for heir, origins in lineage.items():
        for origin in origins:
            heirs.setdefault(origin, []).append(heir)
    return _reached(uid, there, heirs) or _reached(uid, there, lineage)


def _reached(
    uid: str, there: Collection[str], onward: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    seen, waiting = {uid}, [uid]
    found: list[str] = []
    while waiting:
        for other in onward.get(waiting.pop(0), ()):
            if other in seen:
                continue
            seen.add(other)
            (found if other in there else waiting).append(other)
    return tuple(found)
