"""Theme sets: what a team makes of its codes, outside the frozen codebook and outside rounds.

A set is a version of the themes, by its name; a copy begins as another and goes its own way.
Each act is an event and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from workbench.coding import themes as rules
from workbench.coding.codes import find_code, names_of
from workbench.coding.spoken import spoken
from workbench.errors import Blind, NotAsked
from workbench.ideas import Theme, ThemeQuotation, ThemeSet
from workbench.steps.overview import unit_at
from workbench.steps.theme_table import is_kept_back
from workbench.store import Reader, Store, Writer, new_uid
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.store.reads.blindness import REVEALED
from workbench.store.reads.quoting import unquotable
from workbench.store.reads.themes import theme_set_of, theme_sets
from workbench.store.writes import acts
from workbench.store.writes import themes as writes
from workbench.store.writes.acts import Act
from workbench.store.writes.themes import Rethought
from workbench.tables.quoting import KEPT_BACK
from workbench.terms import Coding, Span, Viewer

Edit = Callable[[ThemeSet], ThemeSet]


class Wording(NamedTuple):
    """What is said of a theme; None leaves it as it is."""

    name: str | None = None
    claim: str | None = None
    memo: str | None = None
    codes: tuple[str, ...] | None = None
    """Names of all codes that serve it."""
    with_codes: tuple[str, ...] = ()
    """Names of codes that serve it from now on."""
    without_codes: tuple[str, ...] = ()


# ------------------------------------------------------------------ sets


def begin(store: Store, viewer: Viewer, name: str, copy_of: str | None = None) -> None:
    """Begin a set of themes: empty, or as a copy of another."""
    if not name.strip():
        raise NotAsked("A theme set needs a name; write one.")
    with store.writing(viewer) as writer:
        if any(one.name == name for one in theme_sets(writer, viewer)):
            raise NotAsked(f"There is a theme set “{name}” already; take another name.")
        origin = theme_set_of(writer, viewer, copy_of) if copy_of else ThemeSet("", "")
        made = replace(origin, uid=new_uid(), name=name)
        change = Rethought(made.uid, (None, name), _changes(ThemeSet(made.uid, name), made))
        _do(writer, "theme set begun" if copy_of is None else "theme set copied", change)
        if copy_of:
            writes.set_copied_from(writer, made.uid, origin.name)


def rename_set(store: Store, viewer: Viewer, name: str, new: str) -> None:
    """Give a set another name."""
    with store.writing(viewer) as writer:
        there = theme_set_of(writer, viewer, name)
        if not new.strip() or any(one.name == new for one in theme_sets(writer, viewer)):
            raise NotAsked(f"A theme set cannot be called “{new}”: it is empty, or taken.")
        _do(writer, "theme set renamed", Rethought(there.uid, (name, new), {}))


# ------------------------------------------------------------------ themes


def add(store: Store, viewer: Viewer, name: str, said: Wording, in_set: str | None = None) -> None:
    """Add a theme; it may have no codes yet."""
    with store.writing(viewer) as writer:
        made = _worded(writer, viewer, Theme(new_uid(), name), said._replace(name=name))
        _edit(writer, viewer, in_set, "theme added", lambda there: rules.add(there, made))


def edit(store: Store, viewer: Viewer, name: str, said: Wording, in_set: str | None = None) -> None:
    """Change a theme's name, claim, memo or codes."""
    with store.writing(viewer) as writer:
        was = rules.find_theme(theme_set_of(writer, viewer, in_set), name)
        now = _worded(writer, viewer, was, said)
        _edit(writer, viewer, in_set, "theme edited", lambda there: rules.edit(there, name, now))


def remove(store: Store, viewer: Viewer, name: str, in_set: str | None = None) -> None:
    """Remove a theme from a set; other sets keep it."""
    with store.writing(viewer) as writer:
        _edit(writer, viewer, in_set, "theme removed", lambda there: rules.remove(there, name))


def merge(
    store: Store, viewer: Viewer, names: Sequence[str], into: str, in_set: str | None = None
) -> None:
    """Make several themes one."""
    with store.writing(viewer) as writer:
        _edit(
            writer,
            viewer,
            in_set,
            "themes merged",
            lambda there: rules.merge(there, names, into, new_uid()),
        )


def split(
    store: Store,
    viewer: Viewer,
    name: str,
    parts: Mapping[str, Sequence[str]],
    in_set: str | None = None,
) -> None:
    """Make one theme several; `parts` gives each the names of its codes."""
    with store.writing(viewer) as writer:
        whole = rules.find_theme(theme_set_of(writer, viewer, in_set), name)
        by_name = {part: _uids(writer, viewer, those, whole) for part, those in parts.items()}
        _edit(
            writer,
            viewer,
            in_set,
            "theme split",
            lambda there: rules.split(there, name, by_name, new_uid),
        )


def _worded(reader: Reader, viewer: Viewer, was: Theme, said: Wording) -> Theme:
    codes = was.codes if said.codes is None else _uids(reader, viewer, said.codes, was)
    more = _uids(reader, viewer, said.with_codes, was)
    fewer = _uids(reader, viewer, said.without_codes, was)
    return replace(
        was,
        name=was.name if said.name is None else said.name,
        claim=was.claim if said.claim is None else said.claim.strip(),
        memo=was.memo if said.memo is None else said.memo.strip(),
        codes=tuple(code for code in dict.fromkeys((*codes, *more)) if code not in fewer),
    )


def _uids(
    reader: Reader, viewer: Viewer, names: Sequence[str], theme: Theme | None = None
) -> tuple[str, ...]:
    """Codes by name in the latest codebook; one that the theme has may be of an older one."""
    if not names:
        return ()
    latest = codebooks.codebook(reader, viewer)
    called = code_names(reader, viewer)
    older = {called[uid]: uid for uid in (theme.codes if theme else ()) if uid in called}
    return tuple(older.get(name) or find_code(latest, name).uid for name in names)


def code_names(reader: Reader, viewer: Viewer) -> dict[str, str]:
    """What every code is called that ever was in the codebook, as it was called last."""
    called: dict[str, str] = {}
    for version in codebooks.versions(reader, viewer):
        found = codebooks.codebook(reader, viewer, version)
        called |= names_of(found)
    return called


# ------------------------------------------------------------------ quotations


class Place(NamedTuple):
    """What is quoted: a unit, a stretch of it, or a coding there."""

    document: str
    unit: int | None = None
    start: int | None = None
    stop: int | None = None
    n: int | None = None
    """The round whose units are meant, and where the coding is; None: the latest revealed."""
    coder: str | None = None
    code: str | None = None
    """Name of the coding's code."""


def quote(
    store: Store,
    viewer: Viewer,
    name: str,
    where: Place,
    *,
    supports: bool = True,
    in_set: str | None = None,
) -> ThemeQuotation:
    """Quote a stretch, or a coding of a revealed round, for a theme or against it."""
    with store.writing(viewer) as writer:
        found = _found(writer, viewer, where)._replace(supports=supports)
        _refuse_kept_back(writer, viewer, found)
        what = "theme quotation added"
        _edit(writer, viewer, in_set, what, lambda there: rules.quote(there, name, found))
    return found


def unquote(
    store: Store, viewer: Viewer, name: str, where: Place, in_set: str | None = None
) -> None:
    """Take a quotation from a theme."""
    with store.writing(viewer) as writer:
        place = _found(writer, viewer, where).place
        what = "theme quotation removed"
        _edit(writer, viewer, in_set, what, lambda there: rules.unquote(there, name, place))


def quote_starred(
    store: Store, viewer: Viewer, name: str, n: int | None = None, in_set: str | None = None
) -> int:
    """Quote for a theme the starred codings of its codes in a revealed round; how many are new."""
    with store.writing(viewer) as writer:
        one = _revealed_number(writer, viewer, n)
        theme = rules.find_theme(theme_set_of(writer, viewer, in_set), name)
        there = {quotation.place for quotation in theme.quotations}
        book = codebooks.codebook(writer, viewer, rounds.round_key(writer, one).version)
        its = _in_version(writer, viewer, theme, {code.uid for _, code in book.walk()})
        new = {
            quotation.place: quotation
            for coding in codings.codings(writer, viewer, one)
            if coding.starred and coding.code in its
            and (quotation := _of_coding(coding, one)).place not in there
            and not _kept_back(writer, viewer, quotation)
        }  # fmt: skip

        def quoted(themes: ThemeSet) -> ThemeSet:
            for quotation in new.values():
                themes = rules.quote(themes, name, quotation)
            return themes

        if new:
            _edit(writer, viewer, in_set, "theme quotation added", quoted)
        return len(new)


def _kept_back(reader: Reader, viewer: Viewer, one: ThemeQuotation) -> bool:
    kept_back, span = unquotable(reader, viewer), Span(one.start, one.stop)
    return is_kept_back(reader, viewer, kept_back, one.document, span)


def _refuse_kept_back(reader: Reader, viewer: Viewer, one: ThemeQuotation) -> None:
    if _kept_back(reader, viewer, one):
        raise NotAsked(
            f"Who says this in “{one.document}” is not to be quoted; choose other words, or see: "
            "workbench cases STUDY, workbench documents STUDY"
        )


def _in_version(reader: Reader, viewer: Viewer, theme: Theme, there: set[str]) -> set[str]:
    lineage = codebooks.all_lineage(reader, viewer)
    return {uid for code in theme.codes for uid in rules.codes_in(code, there, lineage)}


def _found(reader: Reader, viewer: Viewer, where: Place) -> ThemeQuotation:
    start, stop = _stretch(reader, viewer, where)
    if not where.coder and not where.code:
        return ThemeQuotation(where.document, start, stop)
    n = _revealed_number(reader, viewer, where.n)
    book = codebooks.codebook(reader, viewer, rounds.round_key(reader, n).version)
    wanted = find_code(book, where.code).uid if where.code else None
    fitting = [
        coding
        for coding in codings.codings(reader, viewer, n, where.document)
        if coding.start < stop and coding.stop > start
        and coding.coder == (where.coder or coding.coder)
        and coding.code == (wanted or coding.code)
    ]  # fmt: skip
    fitting = [one for one in fitting if (one.start, one.stop) == (start, stop)] or fitting
    if len(fitting) != 1:
        said = "no such coding" if not fitting else f"{len(fitting)} such codings"
        raise NotAsked(f"There are {said} here; name its coder and its code, or quote the unit.")
    return _of_coding(fitting[0], n)


def _of_coding(coding: Coding, n: int) -> ThemeQuotation:
    return ThemeQuotation(
        coding.document,
        coding.start,
        coding.stop,
        coder=coding.coder,
        code=coding.code,
        n=n,
    )


def _stretch(reader: Reader, viewer: Viewer, where: Place) -> tuple[int, int]:
    if where.start is not None and where.stop is not None:
        length = len(documents.text(reader, viewer, where.document))
        if not 0 <= where.start < where.stop <= length:
            raise NotAsked(f"There is no text from {where.start} to {where.stop} there.")
        return where.start, where.stop
    if where.unit is None:
        raise NotAsked("Say what is quoted, with --unit S3-212, or --start and --stop.")
    unit = unit_at(reader, viewer, where.document, where.unit, where.n)
    return unit.start, unit.stop


def _revealed_number(reader: Reader, viewer: Viewer, n: int | None) -> int:
    if n is None:
        revealed = [one.n for one in rounds.rounds(reader, viewer) if one.state in REVEALED]
        if not revealed:
            raise Blind("No round is revealed yet; until then quote the text, not a coding.")
        return revealed[-1]
    if rounds.round_of(reader, viewer, n, progress=False).state not in REVEALED:
        raise Blind(f"Round {n} is blind; quote its codings once it is revealed.")
    return n


# ------------------------------------------------------------------ reading


def shown(store: Store, viewer: Viewer, in_set: str | None = None) -> dict[str, Any]:
    """A set as plain values: themes with claim, codes, quotations for and against, memo."""
    with store.reading() as reader:
        return _value(reader, viewer, theme_set_of(reader, viewer, in_set))


def listed(store: Store, viewer: Viewer) -> list[dict[str, Any]]:
    """All sets, how many themes, codes and quotations they have, and what they were copied from."""
    with store.reading() as reader:
        return [
            {
                "set": one.name,
                "themes": len(one.themes),
                "codes": len({code for theme in one.themes for code in theme.codes}),
                "quotations": sum(len(theme.quotations) for theme in one.themes),
                "copied_from": one.copied_from or None,
            }
            for one in theme_sets(reader, viewer)
        ]


def differences(store: Store, viewer: Viewer, older: str, newer: str) -> list[str]:
    """How two sets differ, in words."""
    with store.reading() as reader:
        before, after = (theme_set_of(reader, viewer, name) for name in (older, newer))
        return rules.differences(before, after, code_names(reader, viewer))


def _value(reader: Reader, viewer: Viewer, found: ThemeSet) -> dict[str, Any]:
    called = code_names(reader, viewer)
    latest = {code.uid for _, code in codebooks.codebook(reader, viewer).walk()} if called else ()
    lineage = codebooks.all_lineage(reader, viewer)
    return {
        "set": found.name,
        "copied_from": found.copied_from or None,
        "themes": [
            {
                "theme": one.name,
                "uid": one.uid,
                "claim": one.claim,
                "codes": [
                    {
                        "code": called.get(uid, "?"),
                        "uid": uid,
                        "now": [called[n] for n in rules.codes_in(uid, latest, lineage)],
                        "retired": not rules.codes_in(uid, latest, lineage),
                    }
                    for uid in one.codes
                ],
                "supporting": _quotations(reader, viewer, one, called, supports=True),
                "contradicting": _quotations(reader, viewer, one, called, supports=False),
                "memo": one.memo,
            }
            for one in found.themes
        ],
    }


def _quotations(
    reader: Reader, viewer: Viewer, one: Theme, called: Mapping[str, str], *, supports: bool
) -> list[dict[str, Any]]:
    names = [document.name for document in documents.documents(reader, viewer)]
    return [
        {
            "document": quotation.document,
            "start": quotation.start,
            "stop": quotation.stop,
            "number": _number(reader, viewer, names, quotation),
            "text": _words(reader, viewer, quotation),
            "coder": quotation.coder or None,
            "code": called.get(quotation.code) if quotation.code else None,
            "round": quotation.n or None,
        }
        for quotation in one.quotations
        if quotation.supports == supports
    ]


def _words(reader: Reader, viewer: Viewer, one: ThemeQuotation) -> str:
    if _kept_back(reader, viewer, one):
        return KEPT_BACK
    return documents.text(reader, viewer, one.document)[one.start : one.stop]


def _number(
    reader: Reader, viewer: Viewer, names: list[str], quotation: ThemeQuotation
) -> str | None:
    """The unit it begins in, as it is spoken, in the cut of its round, else of the latest."""
    cut = _cut(reader, viewer, quotation)
    if cut is None:
        return None
    units = documents.units(reader, viewer, quotation.document, cut)
    first = next((unit.position for unit in units if unit.stop > quotation.start), None)
    return None if first is None else spoken(names, quotation.document, first)


def _cut(reader: Reader, viewer: Viewer, quotation: ThemeQuotation) -> str | None:
    in_rounds = [
        one for one in rounds.rounds(reader, viewer) if quotation.document in one.documents
    ]
    its = [one.unit for one in in_rounds if quotation.n in (0, one.n)]
    return its[-1] if its else None


# ------------------------------------------------------------------ doing it


def _edit(writer: Writer, viewer: Viewer, in_set: str | None, what: str, change: Edit) -> None:
    before = theme_set_of(writer, viewer, in_set)
    after = change(before)
    changed = _changes(before, after)
    if changed:
        _do(writer, what, Rethought(before.uid, (before.name, before.name), changed))


def _changes(before: ThemeSet, after: ThemeSet) -> dict[str, list[Any]]:
    """The themes that differ, by uid: before and after."""
    was, now = (
        {one.uid: writes.value_of(one, at) for at, one in enumerate(themes.themes)}
        for themes in (before, after)
    )
    uids = dict.fromkeys((*was, *now))
    return {uid: [was.get(uid), now.get(uid)] for uid in uids if was.get(uid) != now.get(uid)}


def _do(writer: Writer, what: str, change: Rethought) -> None:
    if not writes.rethink(writer, change):
        raise NotAsked("This set was changed meanwhile; look at it again.")
    event = writer.event(what, {"theme_set": change.uid, "themes": list(change.themes)})
    acts.remember(writer, event, Act(what, themes=change), None)
