"""Theme sets as the screen reads and changes them: each takes the store and who does it.

What was made of codes stands in `steps.themes`; here it is put into rows and sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.errors import NotAsked
from workbench.terms import Table, Viewer
from workbench.tui.refusals import on_screen
from workbench.tui.widgets.prose import Said
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.tui.dialogs.theming import FileAsked

Theme = Mapping[str, Any]
"""A theme as `steps.themes.shown` tells it."""


class Sets(NamedTuple):
    """All theme sets, and what codes there are."""

    names: tuple[str, ...]
    themes: Mapping[str, Sequence[Theme]]
    """Of each set."""
    copied_from: Mapping[str, str]
    codes: tuple[str, ...]
    """Of the latest codebook, by the names that tell them apart."""


def read(store: Store, viewer: Viewer) -> Sets:
    """All sets."""
    from workbench.steps import themes

    listed = themes.listed(store, viewer)
    names = tuple(one["set"] for one in listed)
    return Sets(
        names,
        {name: themes.shown(store, viewer, name)["themes"] for name in names},
        {one["set"]: one["copied_from"] or "" for one in listed},
        tuple(_codes(store, viewer)),
    )


def _codes(store: Store, viewer: Viewer) -> Iterator[str]:
    from workbench.coding.codes import names_of
    from workbench.store.reads import codebooks

    with store.reading() as reader:
        if codebooks.versions(reader, viewer):
            yield from names_of(codebooks.codebook(reader, viewer)).values()


def theme_rows(themes: Sequence[Theme]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Heads and rows: theme, codes, quotations for and against."""
    rows: list[Sequence[str]] = [
        (
            one["theme"],
            str(len(one["codes"])),
            str(len(one["supporting"])),
            str(len(one["contradicting"]) or ""),
        )
        for one in themes
    ]
    return ("Theme", "Codes", "+", "−"), rows


def codes_of(theme: Theme) -> list[str]:
    """The names of a theme's codes."""
    return [one["code"] for one in theme["codes"]]


def in_full(theme: Theme) -> Iterator[Said]:
    """All of a theme: claim, codes, what speaks for it and against it, memo."""
    yield Said(theme["theme"], "name")
    yield Said(
        theme["claim"] or "No claim yet; e writes one.", "plain" if theme["claim"] else "faint"
    )
    yield Said("")
    yield Said("Codes", "head")
    yield Said(", ".join(_code(one) for one in theme["codes"]) or "None yet; e ticks some.")
    for word, head, sign in (
        ("supporting", "For it", "+"),
        ("contradicting", "Against it", "−"),
    ):
        if theme[word]:
            yield Said("")
            yield Said(head, "head")
            yield from (Said(quoted(one), sign=sign) for one in theme[word])
    if theme["memo"]:
        yield Said("")
        yield Said("Memo", "head")
        yield Said(theme["memo"])


def _code(one: Mapping[str, Any]) -> str:
    if one["retired"]:
        return f"{one['code']} (retired)"
    now = [name for name in one["now"] if name != one["code"]]
    return f"{one['code']} (now {', '.join(now)})" if now else str(one["code"])


def quoted(one: Mapping[str, Any]) -> str:
    """A quotation with where it is and whose coding it was."""
    whose = f", {one['code']} by {one['coder']}" if one["coder"] else ""
    return f"“{one['text']}” ({one['number'] or one['document']}{whose})"


def set_in_full(themes: Sequence[Theme], name: str, copied_from: str) -> Iterator[Said]:
    """A set from its first theme to its last, shorter than each theme in full."""
    yield Said(name + (f" (begun as a copy of {copied_from})" if copied_from else ""), "head")
    for one in themes:
        counts = f"{len(one['supporting'])} for, {len(one['contradicting'])} against"
        yield Said("")
        yield Said(one["theme"], "name")
        if one["claim"]:
            yield Said(one["claim"])
        yield Said(f"{', '.join(codes_of(one)) or 'no codes'} · {counts}", "faint")
    if not themes:
        yield Said("No theme yet.")


def counted(sets: Sets, name: str) -> str:
    """How many themes and codes a set has."""
    themes = sets.themes[name]
    codes = {one["uid"] for theme in themes for one in theme["codes"]}
    return f"{plural(len(themes), 'theme')} of {plural(len(codes), 'code')}"


# ------------------------------------------------------------------ doing


def quote(
    store: Store,
    viewer: Viewer,
    theme: str,
    asked: tuple[str, str, str],
    *,
    supports: bool,
    in_set: str,
) -> str:
    """Quote a unit, or a coding there; `asked`: the unit as it is spoken, coder and code."""
    from workbench.steps import themes
    from workbench.steps.overview import find_unit

    number, coder, code = asked
    document, unit = find_unit(store, viewer, number)
    where = themes.Place(document, unit, coder=coder or None, code=code or None)
    themes.quote(store, viewer, theme, where, supports=supports, in_set=in_set)
    return f"{number} is quoted {'for' if supports else 'against'} “{theme}”."


def unquote(store: Store, viewer: Viewer, theme: str, one: Mapping[str, Any], in_set: str) -> str:
    """Take a quotation from a theme."""
    from workbench.steps import themes

    where = themes.Place(one["document"], start=one["start"], stop=one["stop"])
    themes.unquote(store, viewer, theme, where, in_set)
    return f"A quotation is taken from “{theme}”."


def quote_starred(store: Store, viewer: Viewer, theme: str, in_set: str) -> str:
    """Quote for a theme the starred codings of its codes in the latest revealed round."""
    from workbench.steps import themes

    new = themes.quote_starred(store, viewer, theme, None, in_set)
    if not new:
        return f"No starred coding of its codes is new to “{theme}”."
    return f"{plural(new, 'starred coding')} quoted for “{theme}”."


def undo(store: Store, viewer: Viewer) -> str:
    """Take back what one did last."""
    from workbench.steps import undo

    return f"Taken back: {undo.undo(store, viewer).what}."


# ------------------------------------------------------------------ tables


def table(store: Store, viewer: Viewer, in_set: str, by: str | None) -> Table:
    """The theme table by a set; with `by`, its counts by groups of people."""
    from workbench.steps.export import EXPORTS
    from workbench.steps.exports.wanted import Wanted

    what = "groups" if by else "themes"
    return EXPORTS[what](store, viewer, Wanted(what, by=by, theme_set=in_set))


def groupings(store: Store, viewer: Viewer) -> list[str]:
    """What people can be grouped by."""
    from workbench.steps.exports.grouping import attribute_names
    from workbench.store.reads import cases

    with store.reading() as reader:
        return ["role", "document", *attribute_names(cases.cases(reader, viewer))]


def export(store: Store, viewer: Viewer, in_set: str, by: str | None, asked: FileAsked) -> str:
    """Write the table that is shown to a file; the end of its name says the format."""
    from workbench.steps import export as exporting
    from workbench.steps.exports.wanted import Wanted

    path = asked.path
    if path.exists():
        raise NotAsked(f"“{path.name}” is there already; type another name.")
    what = "groups" if by else "themes"
    said: list[str] = []
    leave = asked.insisted.leave(said.append)
    exporting.export(store, viewer, Wanted(what, by=by, theme_set=in_set), path, leave)
    return on_screen(" ".join((f"Wrote {path}.", *said)))


def table_rows(found: Table) -> tuple[Sequence[str], list[Sequence[str]]]:
    """A table as it will print, as rows of words."""
    from workbench.exporters.text import read as in_words

    return found.columns, [tuple(in_words(cell) for cell in row) for row in found.rows]


def formats() -> list[str]:
    """The ends of names that a table can be written to."""
    from workbench.exporters import EXPORTERS

    return list(EXPORTERS)
