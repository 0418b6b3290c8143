"""What can be said where something leaves a study: insisting, and the key's passphrase."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.passphrases import passphrase
from workbench.cli.talk import at_terminal, say

if TYPE_CHECKING:
    from workbench.steps.leaving import Leave


def key_arguments(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Declare how a sealed key is opened."""
    parser.add_argument(
        "--key-passphrase-file",
        metavar="FILE",
        type=Path,
        help="of a sealed key, on its first line",
    )


def leaving_arguments(parser: argparse.ArgumentParser, *, reason: bool = True) -> None:
    """Declare what can be said of names in what leaves the study.

    `reason`: whether the verb has no `--reason` yet.
    """
    names = parser.add_argument_group("names", "see also: workbench pseudonyms --help")
    names.add_argument(
        "--insist",
        action="store_true",
        help="also with raw documents, names in it, or a key that stays sealed; the history tells",
    )
    if reason:
        names.add_argument("--reason", default="", metavar="TEXT", help="why you insist; kept")
    key_arguments(names)


def key_passphrase(options: argparse.Namespace) -> Callable[[], str] | None:
    """Who is asked for the passphrase of a key, once: a file, or the person at the terminal."""
    file = options.key_passphrase_file
    if file is None and not at_terminal():
        return None
    return cache(lambda: passphrase(file, "key"))


def leave_of(options: argparse.Namespace) -> Leave:
    """With what leave something goes out; who insists is not asked for the key's passphrase."""
    from workbench.steps.leaving import Leave

    asks_nobody = options.insist and options.key_passphrase_file is None
    words = None if asks_nobody else key_passphrase(options)
    return Leave(options.insist, options.reason, words, say)
