"""Theme sets: `workbench themes STUDY list|set|show|add|edit|remove|merge|split|quote|diff`."""

from __future__ import annotations

import argparse
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbench.cli.talk import (
    common_arguments,
    say,
    show,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.steps.themes import Place, Wording
    from workbench.store import Store
    from workbench.terms import Viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=tuple(_DO))
    parser.add_argument("rest", nargs="*", metavar="NAME | THEME …")
    parser.add_argument("--set", dest="in_set", metavar="NAME", help="which set (else the last)")
    said = parser.add_argument_group("themes (add, edit, merge, split)")
    said.add_argument("--claim", metavar="TEXT", help="what the theme claims")
    said.add_argument("--memo", metavar="TEXT", help="what the team thinks of it")
    said.add_argument("--name", metavar="NAME", help="edit: another name")
    said.add_argument("--code", action="append", metavar="CODE", help="a code it takes in")
    said.add_argument(
        "--without", action="append", default=[], metavar="CODE", help="a code it lets go"
    )
    said.add_argument("--into", metavar="NAME", help="merge: what the themes are called")
    said.add_argument(
        "--part", action="append", default=[], metavar="NAME=CODE,CODE", help="split: into what"
    )
    parser.add_argument("--copy-of", metavar="SET", help="set: begin it as a copy")
    _quotations(parser.add_argument_group("quotations (quote)"))
    common_arguments(parser)


def _quotations(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--unit", metavar="S3-212", help="a unit, as it is spoken")
    group.add_argument("--document", metavar="DOCUMENT", help="with --start and --stop, a stretch")
    group.add_argument("--start", type=int, metavar="N", help="offset of its first character")
    group.add_argument("--stop", type=int, metavar="N", help="offset behind its last character")
    group.add_argument("--coder", metavar="NAME", help="quote this coder's coding (and --code)")
    group.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest revealed")
    group.add_argument("--against", action="store_true", help="it contradicts the claim")
    group.add_argument("--starred", action="store_true", help="all starred codings of its codes")
    group.add_argument("--off", action="store_true", help="take the quotation away")


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    from workbench.store import open_study

    with open_study(options.study) as store:
        _DO[options.action](store, viewer(store, options), options)
    return 0


def _list(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import listed

    rows = listed(store, who)
    if options.json:
        show_json(rows)
        return
    columns = ("set", "themes", "codes", "quotations", "copied_from")
    show_rows(
        tuple(name.replace("_", " ") for name in columns),
        [[row[name] for name in columns] for row in rows],
    )


def _show(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import shown

    found = shown(store, who, options.rest[0] if options.rest else options.in_set)
    if options.json:
        show_json(found)
        return
    say(f"Theme set “{found['set']}”")
    for theme in found["themes"]:
        for line in _lines(theme):
            show(line)


def _lines(theme: dict[str, Any]) -> list[str]:
    lines = [theme["theme"], f"  claim: {theme['claim']}"]
    codes = [
        f"{one['code']} (retired)" if one["retired"] else one["code"] for one in theme["codes"]
    ]
    lines.append(f"  codes: {', '.join(codes) or 'none yet'}")
    for word in ("supporting", "contradicting"):
        lines += [
            f"  {word}: {quoted['number'] or quoted['document']} “{quoted['text']}”"
            for quoted in theme[word]
        ]
    return [*lines, f"  memo: {theme['memo']}"] if theme["memo"] else lines


def _set(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import begin

    begin(store, who, _one(options, "the set's name"), options.copy_of)
    _done(options, f"Theme set “{options.rest[0]}” is begun.")


def _rename(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import rename_set

    old, new = _names(options, 2, "the set's old name and its new one")
    rename_set(store, who, old, new)
    _done(options, f"Theme set “{new}”.")


def _add(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import add

    name = _one(options, "the theme's name")
    add(store, who, name, _wording(options), options.in_set)
    _done(options, f"Theme “{name}” is added.")


def _edit(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import edit

    edit(store, who, _one(options, "the theme's name"), _wording(options), options.in_set)
    _done(options, "Changed.")


def _wording(options: argparse.Namespace) -> Wording:
    from workbench.steps.themes import Wording

    return Wording(
        options.name,
        options.claim,
        options.memo,
        with_codes=tuple(options.code or ()),
        without_codes=tuple(options.without),
    )


def _remove(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import remove

    remove(store, who, _one(options, "the theme's name"), options.in_set)
    _done(options, "Removed.")


def _merge(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import merge

    names = _names(options, None, "the themes to merge")
    merge(store, who, names, options.into or names[0], options.in_set)
    _done(options, "Merged.")


def _split(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import split

    parts = {}
    for part in options.part:
        name, _, codes = part.partition("=")
        parts[name.strip()] = [code.strip() for code in codes.split(",") if code.strip()]
    split(store, who, _one(options, "the theme to split"), parts, options.in_set)
    _done(options, "Split.")


def _quote(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps import themes

    name = _one(options, "the theme's name")
    if options.starred:
        n = themes.quote_starred(store, who, name, options.n, options.in_set)
        _done(options, f"Quotations added: {n}.", {"added": n})
        return
    where = _place(store, who, options)
    if options.off:
        themes.unquote(store, who, name, where, options.in_set)
        _done(options, "Taken away.")
        return
    supports = not options.against
    found = themes.quote(store, who, name, where, supports=supports, in_set=options.in_set)
    said = "for" if supports else "against"
    _done(options, f"Quoted {said} “{name}”.", {"quotation": found._asdict()})


def _place(store: Store, who: Viewer, options: argparse.Namespace) -> Place:
    from workbench.steps.overview import find_unit
    from workbench.steps.themes import Place

    document, unit = options.document, None
    if options.unit:
        document, unit = find_unit(store, who, options.unit)
    if not document:
        raise NotAsked("Say what is quoted, with --unit S3-212, or --document, --start, --stop.")
    codes = options.code or [None]
    return Place(document, unit, options.start, options.stop, options.n, options.coder, codes[0])


def _diff(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.themes import differences

    names = _names(options, None, "two sets or more")
    pairs = list(pairwise(names))
    if not pairs:
        raise NotAsked("Name two sets to compare, such as: diff first second")
    found = [
        {"from": one, "to": other, "changes": differences(store, who, one, other)}
        for one, other in pairs
    ]
    if options.json:
        show_json(found)
        return
    for pair in found:
        if len(found) > 1:
            show(f"From {pair['from']} to {pair['to']}:")
        for change in pair["changes"]:
            show(str(change))


def _one(options: argparse.Namespace, what: str) -> str:
    return _names(options, 1, what)[0]


def _names(options: argparse.Namespace, wanted: int | None, what: str) -> list[str]:
    names: list[str] = options.rest
    if not names or (wanted is not None and len(names) != wanted):
        raise NotAsked(f"“themes STUDY {options.action}” takes {what}.")
    return names


def _done(options: argparse.Namespace, sentence: str, value: dict[str, Any] | None = None) -> None:
    if options.json:
        show_json(value or {"done": options.action})
    else:
        say(sentence)


_DO = {
    "list": _list,
    "show": _show,
    "set": _set,
    "rename": _rename,
    "add": _add,
    "edit": _edit,
    "remove": _remove,
    "merge": _merge,
    "split": _split,
    "quote": _quote,
    "diff": _diff,
}
