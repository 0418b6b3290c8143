"""Keys that a person has changed, in a file of theirs.

The file is TOML: a table a screen, and in it for each command the key that is wanted instead:

    [code]
    undo = "z"
    "go(1)" = "down,j"

Commands are named as `template` lists them. What the file says wrongly is told, and the usual
keys are kept.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from textual.binding import Binding, BindingType

from workbench.errors import FileFault


def path() -> Path:
    """Where the file is."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA", "~")).expanduser()
    else:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser()
    return folder / "workbench" / "keys.toml"


def named(screen: str, bindings: Iterable[BindingType]) -> list[BindingType]:
    """The bindings of a screen with the names by which the file changes them."""
    return [
        replace(one, id=f"{screen}.{one.id or one.action}") if isinstance(one, Binding) else one
        for one in bindings
    ]


def read(file: Path, known: Iterable[str]) -> dict[str, str]:
    """The keys that the file changes, by the command's name; none, if there is no file.

    Raises FileFault with a sentence for a file that cannot be understood.
    """
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise FileFault(f"{file} cannot be read ({fault}); the usual keys are kept.") from fault
    found = dict(_pairs(file, told))
    for name in found.keys() - set(known):
        raise FileFault(f"{file}: there is no command “{name}”; the usual keys are kept.")
    return found


def _pairs(file: Path, told: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for screen, commands in told.items():
        if not isinstance(commands, dict):
            raise FileFault(f"{file}: “{screen}” stands in no table such as [code].")
        for command, key in commands.items():
            if not isinstance(key, str) or not key.strip():
                raise FileFault(f"{file}: the key of “{screen}.{command}” is no text, such as “z”.")
            yield f"{screen}.{command}", key.strip()


def template(bindings: Iterable[Binding]) -> str:
    """A file that changes nothing: every command with its key, as a comment."""
    lines = [
        "# Take the # away before a line and change its key; several keys are parted by commas.",
        "# Keys are called as Textual calls them: a, A, ctrl+d, f5, slash, space, left …",
    ]
    screen = ""
    for one in bindings:
        of, _, command = (one.id or "").partition(".")
        if of != screen:
            screen = of
            lines += ["", f"[{screen}]"]
        lines.append(f'# "{command}" = "{one.key}"  # {one.tooltip or one.description}')
    return "\n".join(lines) + "\n"


def letters(changed: Mapping[str, str], screen: str) -> frozenset[str]:
    """The single letters that a screen's commands have by the file, which no code can have."""
    keys = (
        key.strip()
        for name, its in changed.items()
        if name.startswith(f"{screen}.")
        for key in its.split(",")
    )
    return frozenset(key for key in keys if len(key) == 1)
