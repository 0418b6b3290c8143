"""Full text with its surroundings: `workbench search STUDY WORDS [--code NAME] …`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from workbench.cli.talk import common_arguments, say, show, show_json, sign, study_argument, viewer
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.steps.search import Found, Hit


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument(
        "words", nargs="*", metavar="WORDS", help='all in one turn; "in quotes" a phrase'
    )
    for name, many, of in (
        ("code", "codes", "that the unit has"),
        ("without-code", "without", "that it has not"),
        ("speaker", "speakers", "who says it"),
        ("role", "roles", "of whom says it"),
        ("document", "documents", "to look in"),
    ):
        parser.add_argument(
            f"--{name}", dest=many, action="append", default=[], metavar=sign(name),
            help=f"{name.split('-')[-1]} {of}",
        )  # fmt: skip
    parser.add_argument(
        "--attribute", action="append", default=[], metavar="NAME=VALUE", help="a fact"
    )
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest")
    parser.add_argument("--most", type=int, default=1000, metavar="N", help="hits, 1000 if not")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print what is found; the exit status."""
    from workbench.steps.search import Sought, search
    from workbench.store import open_study

    sought = Sought(
        words=words_of(options.words),
        codes=tuple(options.codes),
        without=tuple(options.without),
        speakers=tuple(options.speakers),
        roles=tuple(options.roles),
        attributes=tuple(_fact(typed) for typed in options.attribute),
        documents=tuple(options.documents),
        n=options.n,
    )
    with open_study(options.study) as store:
        found = search(store, viewer(store, options), sought, max(options.most, 1))
    if options.json:
        show_json([_value(hit) for hit in found.hits])
    else:
        for hit in found.hits:
            _print(hit)
    say(_summary(found))
    return 0


def words_of(given: list[str]) -> str:
    """What was typed; an argument with a space in it was quoted, so it is a phrase."""
    return " ".join(f'"{one}"' if " " in one and '"' not in one else one for one in given)


def _fact(typed: str) -> tuple[str, str]:
    name, sign, value = typed.partition("=")
    if not sign or not name.strip():
        raise NotAsked(f"“{typed}” is no fact; write one as NAME=VALUE.")
    return name.strip(), value.strip()


def _value(hit: Hit) -> dict[str, Any]:
    return {
        **hit._asdict(),
        "marks": [list(mark) for mark in hit.marks],
        "codes": {name: list(coders) for name, coders in hit.codes.items()},
    }


def _print(hit: Hit) -> None:
    show(f"{hit.number}  {hit.speaker or ''}> {_marked(hit)}")
    if hit.codes:
        codes = (f"{name} ({', '.join(coders)})" for name, coders in hit.codes.items())
        show(f"      {'; '.join(codes)}")


def _marked(hit: Hit) -> str:
    """The text with what was found between signs."""
    text, at = "", hit.start
    for start, stop in hit.marks:
        first, last = max(start, at), min(stop, hit.stop)
        if first < last:
            text += hit.text[at - hit.start : first - hit.start]
            text += f"»{hit.text[first - hit.start : last - hit.start]}«"
            at = last
    return (text + hit.text[at - hit.start :]).replace("\n", " ")


def _summary(found: Found) -> str:
    many = f"the first {len(found.hits)}" if found.more else f"{len(found.hits)}"
    about = f"; codes are those of round {found.n}" if found.n is not None else ""
    return f"Found: {many}{about}."
