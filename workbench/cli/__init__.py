"""The command line: one file per verb in `verbs/`, imported when the verb is used.

Data goes to standard output, talk to standard error. A mistake is one sentence on standard
error and exit status 1, wrong usage is status 2; in both cases nothing has changed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Protocol

from workbench import __version__
from workbench.cli.progress import BAR
from workbench.cli.talk import (
    Help,
    Parser,
    at_terminal,
    drop_output,
    flush,
    refuse_without_output,
    say,
)
from workbench.errors import Stopped, StoppedLate, WorkbenchError
from workbench.shelf import Shelf, unknown
from workbench.watching import watched


class Verb(Protocol):
    """A verb's module: its arguments, and what it does with them."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what the verb takes."""
        ...

    def run(self, options: argparse.Namespace) -> int:
        """Do it; the exit status."""
        ...


SAID = {
    "demo": "build the sample study and open it",
    "new": "make a new, empty study",
    "open": "open a study in the terminal workbench",
    "serve": "open a study in a browser of this computer",
    "import": "bring in transcripts, surveys, and projects of other programs",
    "pseudonyms": "find names in texts and put pseudonyms in their place",
    "correct": "mend a transcript: words, speakers, times, phases, turns",
    "second-look": "what you judged and should look at again, because it changed since",
    "segment": "cut documents into coding units",
    "units": "split and merge coding units by hand, before a round judges them",
    "documents": "list the documents, with units and progress",
    "cases": "participants: facts, who may be quoted, who withdraws",
    "codebook": "show, load, save, compare or change the codebook",
    "coder": "add, rename, remove and list coders",
    "round": "draft, open, close, reveal, adjudicate and list rounds",
    "codings": "load and save codings as a table",
    "packet": "send one coder's share of a round to another machine, and take it back",
    "agreement": "how far the coders of a revealed round agree",
    "disagreements": "where the coders of a revealed round differ, and how",
    "decide": "settle a disagreement, with a reason and who agreed",
    "search": "find words, codes, speakers and facts in the texts",
    "memo": "write on a unit, a code, a document, a case or the study; list and search",
    "undo": "take back what you did last",
    "redo": "do again what you took back last",
    "themes": "sets of themes, made of codes: claims, quotations, and how sets differ",
    "calculate": "one coefficient on a plain table, no study needed",
    "cells": "fill in tables for the paper: joint display, framework, checklists, abstraction",
    "export": "write themes, codebook, agreement, units and other tables to a file",
    "report": "write the whole study as one page to read",
    "history": "the audit trail",
    "check": "whether a study is sound, and how to mend it",
    "purge": "how long material is kept, and destroying it for good",
    "backup": "copy a study, or put a copy back",
}

VERBS: Shelf[Verb] = Shelf(
    "command", {name: f"workbench.cli.verbs.{name.replace('-', '_')}_" for name in SAID}
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _write_what_we_can()
    try:
        refuse_without_output()
        with watched(BAR):
            status = _run(given)
        flush()
    except WorkbenchError as fault:
        say(str(fault))
        return 1
    except BrokenPipeError:
        drop_output()  # whoever reads us (head, less) has enough
        return 0
    except StoppedLate as stopped:
        say(str(stopped))
        return 130
    except (KeyboardInterrupt, Stopped):  # Stopped: within a statement of SQLite's
        say("Stopped; what was finished is saved, nothing is half done.")
        return 130
    return status


def _run(given: list[str]) -> int:
    if not given and at_terminal():
        given = ["open"]
    if not given or given[0].startswith("-"):
        return _without_verb(given)
    name, rest = given[0], given[1:]
    if name not in VERBS:
        say(unknown("command", name, VERBS))
        return 2
    parser = Parser(f"workbench {name}", description=_title(name), formatter_class=Help)
    VERBS[name].arguments(parser)
    return VERBS[name].run(parser.parse_intermixed_args(rest))


def _title(name: str) -> str:
    return f"{SAID[name][0].upper()}{SAID[name][1:]}."


def _without_verb(given: list[str]) -> int:
    parser = Parser(
        "workbench",
        description="Content analysis by several coders over rounds, in the terminal.",
        epilog=_verbs(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="workbench COMMAND [STUDY] …    (workbench COMMAND --help tells more)",
    )
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    parser.parse_args(given)
    parser.print_help()
    return 0


def _verbs() -> str:
    return "commands:\n" + "\n".join(f"  {name:<15}{said}" for name, said in SAID.items())


def _write_what_we_can() -> None:
    # A terminal that cannot show a letter gets its number, never a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
