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
import re
import sys
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from textual.binding import Binding, BindingType
from textual.keys import Keys

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


def read(file: Path, bindings: Iterable[Binding]) -> dict[str, str]:
    """The keys that the file changes, by the command's name; none, if there is no file.

    `bindings`: every command with its usual key. Raises FileFault with a sentence for a file that
    cannot be understood, names a key that there is none of, or gives two commands one key.
    """
    usual = {one.id: one.key for one in bindings if one.id}
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise FileFault(f"{file} cannot be read ({fault}); the usual keys are kept.") from fault
    found = dict(_pairs(file, told))
    for name in found.keys() - usual.keys():
        raise FileFault(f"{file}: there is no command “{name}”; the usual keys are kept.")
    names = {_unheld(key) for keys in usual.values() for key in _keys(keys)} | _NAMED
    for name, keys in found.items():
        for key in set(_keys(keys)) - set(_keys(usual[name])):
            if why := _wrong(name, key, usual, usual | found, names):
                raise FileFault(f"{file}: {why}; the usual keys are kept.")
    return found


def _wrong(
    name: str, key: str, usual: Mapping[str, str], known: Mapping[str, str], names: Collection[str]
) -> str:
    """Why a command cannot have a key; empty: it can."""
    if len(_unheld(key)) > 1 and _unheld(key) not in names:
        return f"there is no key “{key}”"
    if name.startswith(f"{DIALOG}.") and _is_typed(key) and not _has_letter(usual[name]):
        return f"“{key}” is typed into fields; give “{name}” one such as f9"
    if other := _shared(name, key, known):
        return f"“{key}” would be the key of “{name}” and of “{other}”; give that another one, too"
    return ""


_NAMED = {one.value for one in Keys}
"""Keys that have a name, such as left and f5."""


def _keys(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def _has_letter(keys: str) -> bool:
    return any(len(key) == 1 for key in _keys(keys))


def _unheld(key: str) -> str:
    """The key without those that are held down with it."""
    return re.sub("^((ctrl|shift|alt|super|meta|hyper|cmd)[+])+", "", key)


def _shared(name: str, key: str, known: Mapping[str, str]) -> str | None:
    """Another command that has the key where this one has it."""
    screen = name.partition(".")[0]
    for other, keys in known.items():
        beside = {screen, other.partition(".")[0]}
        if other != name and (len(beside) == 1 or EVERYWHERE in beside) and key in _keys(keys):
            return other
    return None


EVERYWHERE = "everywhere"
"""The table of commands that every screen has."""
DIALOG = "dialog"
"""The table of commands that dialogs have."""


def _is_typed(key: str) -> bool:
    """Whether a field takes the key for itself."""
    from textual.keys import key_to_character
    from textual.widgets import Input

    editing = (one.key for one in Input.BINDINGS if isinstance(one, Binding))
    taken = {*chain.from_iterable(map(_keys, editing)), "tab", "shift+tab"}
    return key in taken or (key_to_character(key) or "\0").isprintable()


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
