"""Fill in tables for the paper: `workbench cells STUDY list|set|save|load TABLE …`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.leaving import leave_of, leaving_arguments
from workbench.cli.talk import (
    common_arguments,
    say,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.steps.cells import Loaded
    from workbench.steps.exports.wanted import Wanted
    from workbench.store import Store
    from workbench.terms import Viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    from workbench.steps.filling import FILLINGS

    study_argument(parser)
    parser.add_argument("action", choices=tuple(_DO))
    parser.add_argument("table", metavar="TABLE", help=", ".join(FILLINGS))
    parser.add_argument(
        "rest",
        nargs="*",
        metavar="…",
        help="set: ROW COLUMN WORDS (ROW “new” begins one in joint); save, load: FILE",
    )
    parser.add_argument(
        "--replace", action="store_true", help="load: also where the study says otherwise"
    )
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest revealed")
    parser.add_argument("--set", dest="theme_set", metavar="NAME", help="by this theme set")
    leaving_arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    from workbench.steps.exports.wanted import Wanted
    from workbench.store import open_study

    wanted = Wanted(options.table, options.n, theme_set=options.theme_set)
    with open_study(options.study) as store:
        _DO[options.action](store, viewer(store, options), wanted, options)
    return 0


def _list(store: Store, who: Viewer, wanted: Wanted, options: argparse.Namespace) -> None:
    from workbench.steps.cells import cell_rows

    rows = cell_rows(store, who, wanted)
    if options.json:
        show_json(rows)
        return
    heads = ("row", "column", "words", "who", "at")
    show_rows(heads, [[row[head] for head in heads] for row in rows])


def _set(store: Store, who: Viewer, wanted: Wanted, options: argparse.Namespace) -> None:
    from workbench.steps.cells import set_cell

    if len(options.rest) != 3:
        raise NotAsked("Say the row, the column and the words, each in quotes if it has spaces.")
    row, column, words = options.rest
    name = set_cell(store, who, wanted, row, column, words)
    if options.json:
        show_json({"row": name, "column": column})
    else:
        say(f"Wrote {wanted.what}, row {name}, {column}.")


def _file(options: argparse.Namespace) -> Path:
    if len(options.rest) != 1:
        raise NotAsked(f"Name the file: workbench cells STUDY {options.action} TABLE FILE")
    return Path(options.rest[0])


def _save(store: Store, who: Viewer, wanted: Wanted, options: argparse.Namespace) -> None:
    from workbench.steps.cells import save_cells

    path = _file(options)
    rows = save_cells(store, who, wanted, path, leave_of(options))
    if options.json:
        show_json({"file": str(path), "rows": rows})
    else:
        say(f"Wrote {path}; fill it in, then: workbench cells STUDY load {wanted.what} {path.name}")


def _load(store: Store, who: Viewer, wanted: Wanted, options: argparse.Namespace) -> None:
    from workbench.steps.cells import load_cells

    done = load_cells(store, who, wanted, _file(options), replace=options.replace)
    if options.json:
        show_json(done._asdict())
        return
    for line in _told(done):
        say(line)


def _told(done: Loaded) -> list[str]:
    lines = [f"Cells written: {done.written}; replaced: {done.replaced}."]
    if done.kept:
        lines.append(
            f"Left as they are, because the study says otherwise ({len(done.kept)}): "
            f"{_some(done.kept)}. With --replace the file's words are taken."
        )
    if done.rows_unknown:
        lines.append(f"Rows that the table does not have: {_some(done.rows_unknown)}.")
    if done.columns_unknown:
        lines.append(f"Columns that are not filled in: {_some(done.columns_unknown)}.")
    return lines


def _some(names: tuple[str, ...]) -> str:
    return "; ".join(names[:8]) + (" …" if len(names) > 8 else "")


_DO = {"list": _list, "set": _set, "save": _save, "load": _load}
