"""Who is who, as the file that lies beside a study and never in it.

It is JSON: readable in any editor, a line a name; it says which study it belongs to, and no
spreadsheet can take a phone number or a date in it for something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from workbench.errors import FileFault, NotAsked
from workbench.folding import fold
from workbench.privacy.names import Name, merged, named

_WHAT = "key of a workbench study, 1"


@dataclass(frozen=True)
class Key:
    """The names that were replaced in a study."""

    study: str
    """The study's uid."""
    names: tuple[Name, ...] = ()

    def with_names(self, new: tuple[Name, ...]) -> Key:
        """The key with more names; NotAsked where a replacement holds a name."""
        names = merged(self.names, new)
        _refuse_names_in_replacements(names)
        return replace(self, names=names)

    def forgetting(self, words: str) -> Key:
        """The key without an entry; NotAsked where it has none of these words."""
        kept = self.without(lambda one: fold(one.original) == fold(words))
        if kept == self:
            raise NotAsked(
                f"The key has no “{words}”; see what it has: workbench pseudonyms STUDY key"
            )
        return kept

    def without(self, is_gone: Callable[[Name], bool]) -> Key:
        """The key without the names of people who are gone."""
        return replace(self, names=tuple(one for one in self.names if not is_gone(one)))


def written(key: Key) -> bytes:
    """The key as a file: a line a name."""
    lines = ",\n".join(f"  {json.dumps(one._asdict(), ensure_ascii=False)}" for one in key.names)
    head = {"what": _WHAT, "study": key.study}
    shown = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{shown}, "names": [\n{lines}\n]}}\n'.encode()


def read(file: str, content: bytes) -> Key:
    """The key in a file's bytes; `file` serves for messages.

    >>> key = Key("u1", (Name("Anna", "[Student 1]"),))
    >>> read("my.key", written(key)) == key
    True
    """
    try:
        told = json.loads(content)
        if told["what"] != _WHAT:
            raise FileFault(
                f"{file} was written by another version of the workbench; use that one."
            )
        names = tuple(_name(one) for one in told["names"])
        return Key(str(told["study"]), names)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise FileFault(
            f"{file} is no key of the workbench, or was damaged; take another copy of it."
        ) from fault


def _name(told: dict[str, str]) -> Name:
    original, replacement, kind = (str(told[at]) for at in ("original", "replacement", "kind"))
    return named(original, replacement, kind, str(told.get("case", "")))


def _refuse_names_in_replacements(names: tuple[Name, ...]) -> None:
    """A pseudonym that is somebody's name would be taken for them."""
    originals = {" ".join(re.findall(r"\w+", fold(one.original))): one.original for one in names}
    for one in names:
        for part in _stretches(fold(one.label)):
            if part in originals:
                raise NotAsked(
                    f"The replacement {one.replacement} holds “{originals[part]}”, which is a name "
                    "to be replaced; choose another replacement."
                )


def _stretches(words: str) -> Iterator[str]:
    """All runs of words."""
    parts = re.findall(r"\w+", words)
    for start in range(len(parts)):
        for stop in range(start + 1, len(parts) + 1):
            yield " ".join(parts[start:stop])
