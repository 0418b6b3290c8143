"""One change of the codebook at a time, as the next version: pure edits of the tree.

Each edit says with `was` what a code continues, so that `plan_succession` gives identities and
lineage as it does for a whole file. Nothing is deleted: a code that is left out is retired.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.coding.codes import CodeIndex, format_path
from workbench.coding.lineage import Path
from workbench.errors import NotAsked
from workbench.terms import Code, Codebook

Edit = Callable[[Codebook], Codebook]


@dataclass(frozen=True)
class Rules:
    """Rules to be set on a code; None leaves one as it is."""

    definition: str | None = None
    use_when: str | None = None
    do_not_use_when: str | None = None
    examples: tuple[str, ...] | None = None
    origin: str | None = None
    colour: str | None = None
    key: str | None = None
    groups: tuple[str, ...] | None = None

    def given(self) -> dict[str, Any]:
        """Those that are set."""
        return {name: value for name, value in vars(self).items() if value is not None}


NO_RULES = Rules()


def rename(codebook: Codebook, name: str, new: str) -> Codebook:
    """Give a code another name; it stays the same code."""
    codebook = plain(codebook)
    path, code = _found(codebook, name)
    refuse_empty(new)
    _refuse_twice(codebook, (*path[:-1], new))
    renamed = replace(code, name=new, was=(format_path(path),))
    return _with(codebook, path, (renamed,))


def redefine(codebook: Codebook, name: str, rules: Rules) -> Codebook:
    """Change a code's rules; it stays the same code."""
    codebook = plain(codebook)
    path, code = _found(codebook, name)
    if not rules.given():
        raise NotAsked("Say what is to change, such as --definition or --use-when.")
    return _with(codebook, path, (replace(code, **rules.given()),))


def move(codebook: Codebook, name: str, parent: str | None) -> Codebook:
    """Put a code, with all below it, under another; without a parent at the top."""
    codebook = plain(codebook)
    path, code = _found(codebook, name)
    above = _found(codebook, parent)[0] if parent else ()
    if above[: len(path)] == path:
        raise NotAsked(f"“{format_path(path)}” cannot lie under itself; name another parent.")
    if above == path[:-1]:
        raise NotAsked(f"“{format_path(path)}” lies there already; name another parent.")
    _refuse_twice(codebook, (*above, code.name))
    moved = _claiming(replace(code, was=(format_path(path),)), path)
    return _under(_with(codebook, path, ()), above, moved)


def merge(codebook: Codebook, names: Sequence[str], into: str) -> Codebook:
    """Join codes into a new one, where the first of them lies."""
    codebook = plain(codebook)
    found = dict(_found(codebook, name) for name in names)
    if len(found) < 2:
        raise NotAsked("Name at least two codes to merge.")
    first, *others = found
    _refuse_nested(list(found))
    refuse_empty(into)
    if (*first[:-1], into) not in found:
        _refuse_twice(codebook, (*first[:-1], into))
    joined = _joined(found, into)
    for path in others:
        codebook = _with(codebook, path, ())
    return _with(codebook, first, (joined,))


def _joined(found: dict[Path, Code], into: str) -> Code:
    codes = list(found.values())
    below = [one.name for code in codes for one in code.codes]
    twice = next((name for name in below if below.count(name) > 1), None)
    if twice:
        raise NotAsked(f"Two of these have a “{twice}” below them; merge or rename those first.")
    return replace(
        codes[0],
        name=into,
        was=tuple(format_path(path) for path in found),
        examples=tuple(dict.fromkeys(one for code in codes for one in code.examples)),
        groups=tuple(dict.fromkeys(one for code in codes for one in code.groups)),
        codes=tuple(
            _claiming(replace(below, was=(format_path((*path, below.name)),)), (*path, below.name))
            for path, code in found.items()
            for below in code.codes
        ),
        uid="",
    )


def split(codebook: Codebook, name: str, parts: Sequence[str]) -> Codebook:
    """Put several new codes in the place of one, with its rules until they are redefined."""
    codebook = plain(codebook)
    path, code = _found(codebook, name)
    if len(set(parts)) < 2 or len(set(parts)) < len(parts):
        raise NotAsked("Name at least two different codes that it is split into.")
    if code.codes:
        raise NotAsked(f"“{format_path(path)}” has codes below it; move them away first.")
    for part in parts:
        refuse_empty(part)
        if part != code.name:
            _refuse_twice(codebook, (*path[:-1], part))
    was = (format_path(path),)
    made = tuple(replace(code, name=part, was=was, uid="", key="") for part in parts)
    return _with(codebook, path, made)


def retire(codebook: Codebook, name: str) -> Codebook:
    """Leave a code out of the next version; its codings and older versions stay."""
    codebook = plain(codebook)
    path, code = _found(codebook, name)
    if code.codes:
        raise NotAsked(f"“{format_path(path)}” has codes below it; move or retire them first.")
    return _with(codebook, path, ())


def add(codebook: Codebook, name: str, parent: str | None, rules: Rules = NO_RULES) -> Codebook:
    """Add a code at the end of its parent's; without a parent at the top."""
    refuse_empty(name)
    above = _found(codebook, parent)[0] if parent else ()
    _refuse_twice(codebook, (*above, name))
    return _under(plain(codebook), above, replace(Code(name), **rules.given()))


# ------------------------------------------------------------------ the tree


def _found(codebook: Codebook, name: str) -> tuple[Path, Code]:
    return CodeIndex.of(codebook).locate(name)


def refuse_empty(name: str) -> None:
    """Raise NotAsked for a code without a name."""
    if not name.strip():
        raise NotAsked("A code needs a name; write one.")


def _refuse_twice(codebook: Codebook, path: Path) -> None:
    if path in dict(codebook.walk()):
        raise NotAsked(
            f"There is a “{format_path(path)}” already; take another name or merge them."
        )


def _refuse_nested(paths: list[Path]) -> None:
    for path in paths:
        for other in paths:
            if path != other and path == other[: len(path)]:
                raise NotAsked(
                    f"“{format_path(other)}” lies below “{format_path(path)}”; move it away first."
                )


def _claiming(code: Code, path: Path) -> Code:
    """The code with all below it saying where they were, as their place changes."""
    below = tuple(
        _claiming(replace(one, was=(format_path((*path, one.name)),)), (*path, one.name))
        for one in code.codes
    )
    return replace(code, codes=below)


def plain(codebook: Codebook) -> Codebook:
    """The codebook without what its codes were, which is no part of the next version."""
    return replace(codebook, codes=_without_was(codebook.codes))


def _without_was(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    return tuple(replace(code, was=(), codes=_without_was(code.codes)) for code in codes)


def _with(codebook: Codebook, path: Path, instead: tuple[Code, ...]) -> Codebook:
    """The codebook with other codes in the place of the one at `path`."""
    return replace(codebook, codes=_replaced(codebook.codes, path, instead))


def _replaced(codes: tuple[Code, ...], path: Path, instead: tuple[Code, ...]) -> tuple[Code, ...]:
    made: list[Code] = []
    for code in codes:
        if code.name != path[0]:
            made.append(code)
        elif len(path) == 1:
            made.extend(instead)
        else:
            made.append(replace(code, codes=_replaced(code.codes, path[1:], instead)))
    return tuple(made)


def _under(codebook: Codebook, above: Path, code: Code) -> Codebook:
    """The codebook with a code at the end of those below `above`."""
    if not above:
        return replace(codebook, codes=(*codebook.codes, code))
    parent = dict(codebook.walk())[above]
    return _with(codebook, above, (replace(parent, codes=(*parent.codes, code)),))
