"""Memos: `workbench memo STUDY write TEXT --unit S3-212`, `list`, and `search WORDS`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.talk import common_arguments, say, show, show_json, study_argument, viewer
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.steps.memo import About, Noted, Placed
    from workbench.store import Store
    from workbench.terms import Viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=tuple(_DO))
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORDS",
        help='write: the memo ("" removes it); search: words that it has, "in quotes" a phrase',
    )
    about = parser.add_mutually_exclusive_group()
    about.add_argument("--unit", metavar="S3-212", help="about a unit, as it is spoken")
    about.add_argument("--code", metavar="CODE", help="about a code")
    about.add_argument("--document", metavar="DOCUMENT", help="about a document")
    about.add_argument("--case", metavar="NAME", help="about somebody who takes part")
    about.add_argument("--on-study", action="store_true", help="about the study as a whole")
    parser.add_argument(
        "--round", dest="n", type=int, metavar="N",
        help="the round; write: else the one you code in",
    )  # fmt: skip
    parser.add_argument(
        "--for-all", action="store_true", help="write: in no round, so that all read it at once"
    )
    parser.add_argument(
        "--file", type=Path, metavar="FILE", help="write: what it says stands in a text file"
    )
    parser.add_argument("--author", metavar="NAME", help="list, search: by whom")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Write, list or search; the exit status."""
    from workbench.store import open_study

    with open_study(options.study) as store:
        _DO[options.action](store, viewer(store, options), options)
    return 0


def _write(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.memo import About, write_about

    text = _text(options)
    about = _about(store, who, options) or About()
    done = write_about(store, who, about, text, options.n, for_all=options.for_all)
    if options.json:
        show_json({"round": done.n, "blind": done.blind, "changed": done.changed})
    else:
        say(_written(done, text))


def _text(options: argparse.Namespace) -> str:
    if bool(options.words) == (options.file is not None):
        raise NotAsked(
            "Say what the memo is to say, in words or with --file FILE: "
            "workbench memo STUDY write TEXT --as NAME"
        )
    if options.file is None:
        return " ".join(options.words)
    from workbench.importers.decoding import decode
    from workbench.importers.reading import file_name, read_bytes

    return decode(file_name(options.file), read_bytes(options.file)).text.strip()


def _written(done: Placed, text: str) -> str:
    if not done.changed:
        return "Nothing has changed."
    if not text.strip():
        return "The memo is removed."
    if done.blind:
        return f"Saved in round {done.n}: yours alone until the round is revealed."
    return "Saved: all coders can read it."


def _list(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    if options.words:
        raise NotAsked("“list” takes no words; to find some: workbench memo STUDY search WORDS")
    _print(store, who, options)


def _search(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    if not options.words:
        raise NotAsked("Say what to look for: workbench memo STUDY search WORDS")
    _print(store, who, options)


def _print(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.cli.verbs.search_ import words_of
    from workbench.steps.memo import Wanted, noted

    about, words = _about(store, who, options), words_of(options.words)
    found = noted(store, who, Wanted(about, options.n, options.author, words))
    if options.json:
        show_json([_value(one) for one in found])
        return
    for one in found:
        show(f"{one.about}  ({_by(one)})")
        for line in one.text.splitlines():
            show(f"    {line}")
    say(f"{len(found)} memos." if len(found) != 1 else "1 memo.")


def _by(one: Noted) -> str:
    parts = (one.author, f"round {one.n}" if one.n is not None else None)
    agreement = "why it agrees as it does" if one.kind == "agreement" else None
    return ", ".join(part for part in (*parts, agreement) if part) or "nobody is named"


def _value(one: Noted) -> dict[str, Any]:
    return {
        "about": one.about,
        "kind": one.kind,
        "round": one.n,
        "author": one.author,
        "text": one.text,
    }


def _about(store: Store, who: Viewer, options: argparse.Namespace) -> About | None:
    """What is named; None: nothing is."""
    from workbench.steps.memo import About
    from workbench.steps.overview import find_unit

    if options.on_study:
        return About()
    unit = find_unit(store, who, options.unit) if options.unit else None
    about = About(unit, options.code, options.document, options.case)
    return about if any(about) else None


_DO = {"write": _write, "list": _list, "search": _search}
