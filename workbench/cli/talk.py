"""What the command line prints: data to standard output, talk to standard error.

Everything that comes from a study or a file goes through `safe`, because a terminal obeys
escape sequences in it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from workbench.cli.progress import BAR
from workbench.errors import FileFault
from workbench.safe import safe

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from workbench.store import Store
    from workbench.terms import Viewer


def at_terminal() -> bool:
    """Whether a person can be shown a screen; a closed stream is None."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


class Help(argparse.RawDescriptionHelpFormatter):
    """Says of each option that may be given several times that it may; keeps lines of a list."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        several = isinstance(action, argparse._AppendAction)  # noqa: SLF001 it has no other name
        return f"(repeat) {action.help}" if several else action.help


class Parser(argparse.ArgumentParser):
    """Reads a command's words; what it says of wrong ones is safe to show."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, and stop with status 2."""
        super().error(safe(message))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # argparse keeps silent when help or version cannot be written.
        if file is not sys.stdout:
            super()._print_message(message, file)
            return
        with _output():
            print(message, end="", flush=True)


def say(text: str) -> None:
    """Talk to the person, where anybody listens."""
    BAR.away()
    if sys.stderr is not None:
        with suppress(OSError):
            print(safe(text), file=sys.stderr)


def show(text: str) -> None:
    """Print a line of data."""
    with _output():
        print(safe(text))


def show_json(value: object) -> None:
    """Print data for programs: plain ASCII, so that it survives any terminal."""
    with _output():
        print(json.dumps(value, indent=2))


def flush() -> None:
    """Hand on what is printed, so that a full disk is noticed."""
    with _output():
        sys.stdout.flush()


@contextmanager
def _output() -> Iterator[None]:
    BAR.away()
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        drop_output()
        raise FileFault(
            f"Standard output cannot be written ({fault.strerror}); send it somewhere else."
        ) from fault


def drop_output() -> None:
    """Send what is still to be printed nowhere, also the interpreter's last flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse_without_output() -> None:
    """Raise before anything is done when there is nowhere to print to."""
    if sys.stdout is None:
        raise FileFault("Standard output is closed; leave it open, or send it to a file.")


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table with columns as wide as they need."""
    texts = [list(columns), *([cell(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in texts) for i in range(len(columns))]
    for row in texts:
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        show("  ".join(padded).rstrip())


def cell(value: object) -> str:
    """A cell as a person reads it."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(part) for part in value)
    return safe(str(value)).replace("\n", " ")


def study_argument(parser: argparse.ArgumentParser) -> None:
    """Every command but a few begins with the study's path."""
    parser.add_argument("study", metavar="STUDY", type=Path, help="path of the study file")


def common_arguments(parser: argparse.ArgumentParser) -> None:
    """What all commands take: who asks, and JSON."""
    parser.add_argument("--as", dest="who", metavar="NAME", help="the coder who reads or acts")
    parser.add_argument("--json", action="store_true", help="print JSON")


def sign(option: str) -> str:
    """What stands for the value of an option in help, the same in all commands."""
    return {"code": "CODE", "without-code": "CODE", "document": "DOCUMENT"}.get(option, "NAME")


def viewer(store: Store, options: argparse.Namespace) -> Viewer:
    """Who reads or acts; NameUnknown for somebody who is no coder of the study."""
    from workbench.store.reads.blindness import viewer_id
    from workbench.terms import Viewer  # help should not wait for it

    who = Viewer(options.who)
    with store.reading() as reader:
        viewer_id(reader, who)
    return who
