"""Changing words wherever a study holds them, whoever wrote them, beside the documents' texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Text, bindparam, cast, select, type_coerce, update
from sqlalchemy.exc import IntegrityError

from workbench.errors import NotAsked
from workbench.store.reads.words import strings
from workbench.store.tables import METADATA
from workbench.store.transaction import Reader, Writer
from workbench.store.worded import ECHOES, LABELS, PACKED, PROSE, REFERENCES, Place

Reword = Callable[[str], str]
"""What words are to be instead; the same words where nothing changes."""


def reword(writer: Writer, prose: Reword, label: Reword, echo: Reword) -> int:
    """Change all words of a study but its documents' texts; in how many places.

    `label` is for names of things, `echo` for copies that undo and kept results hold. What is
    called by a document's name follows it. NotAsked where two things would have one name.
    """
    renamed = {place: _renamed(writer, place, label) for place in LABELS}
    labels = {old: now for one in renamed.values() for old, now in one.items()}
    done = sum(_each(writer, place, prose) for place in PROSE)
    done += sum(_each(writer, place, label) for place in LABELS)
    done += sum(_each(writer, place, _packed(_or_label(prose, labels))) for place in PACKED)
    refer = _referring(renamed["document", "name"])
    echoed = _packed(_or_label(lambda words: echo(refer(words)), labels))
    for place in ECHOES:
        _each(writer, place, echoed if place[1] != "question" else echo)
    for place in REFERENCES:
        _each(writer, place, refer)
    return done


def follow(writer: Writer, names: Mapping[str, str]) -> None:
    """Let what is called by documents' names follow them: memos, history, what can be undone."""
    refer = _referring(names)
    for place in REFERENCES:
        _each(writer, place, refer)
    _each(writer, ("undo", "inverse"), _packed(_or_label(refer, names)))


def all_words(reader: Reader) -> Iterator[str]:
    """Whatever is written beside the texts, whoever may read it: to be changed, never shown."""
    for place in (*PROSE, *LABELS):
        yield from _values(reader, place)
    for place in (*PACKED, *ECHOES):
        for value in _values(reader, place):
            yield from (value,) if place[1] == "question" else strings(json.loads(value))


def _values(reader: Reader, place: Place) -> list[str]:
    column = cast(METADATA.tables[place[0]].c[place[1]], Text)
    statement = select(column).where(column.is_not(None), column != "").distinct()
    return [str(row[0]) for row in reader.rows(statement)]


def _each(writer: Writer, place: Place, new: Reword) -> int:
    """Change the words of a column; how many different ones were changed."""
    table, column = METADATA.tables[place[0]], METADATA.tables[place[0]].c[place[1]]
    changed = {old: now for old in _values(writer, place) if (now := new(old)) != old}
    if not changed:
        return 0
    values: dict[str, Any] = {column.name: type_coerce(bindparam("now", type_=Text), Text)}
    if place == ("case", "name"):
        values["folded"] = bindparam("folded")
    statement = update(table).where(cast(column, Text) == bindparam("old")).values(values)
    rows = [{"old": old, "now": now, "folded": now.casefold()} for old, now in changed.items()]
    try:
        writer.connection.execute(statement, rows)
    except IntegrityError as fault:
        raise NotAsked(
            f"Two of one kind ({LABELS.get(place, place[0])}) would have the same name "
            f"({_few(changed.values())}); give each a replacement of its own, or make one of them "
            "first if they are the same person: workbench cases STUDY same"
        ) from fault
    return len(changed)


def _few(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in list(dict.fromkeys(names))[:3])


def _packed(new: Reword) -> Reword:
    """The same for the words in JSON, where it stands as text; numbers stay as they are written."""

    def changed(text: str) -> str:
        value = json.loads(text)
        now = _within(value, new)
        return text if now == value else json.dumps(now)

    return changed


def _within(value: Any, new: Reword) -> Any:
    if isinstance(value, str):
        return new(value)
    if isinstance(value, list):
        return [_within(one, new) for one in value]
    if isinstance(value, dict):
        return {new(str(key)): _within(one, new) for key, one in value.items()}
    return value


# ------------------------------------------------------------------ names of documents


def _renamed(reader: Reader, place: Place, label: Reword) -> Mapping[str, str]:
    """Things that get another name: the old one and the new."""
    return {old: now for old in _values(reader, place) if (now := label(old)) != old}


def _or_label(new: Reword, labels: Mapping[str, str]) -> Reword:
    """Words that are the name of something change as that name does."""
    return lambda words: labels.get(words) or new(words)


def _referring(names: Mapping[str, str]) -> Reword:
    if not names:
        return lambda words: words
    ordered = sorted(names, key=len, reverse=True)
    listed = "|".join(re.escape(name) for name in [*ordered, *map(_escaped, ordered)])
    unit = re.compile(rf'(?<![^\s"])({listed})(?=#\d)')
    known = {**names, **{_escaped(old): _escaped(now) for old, now in names.items()}}
    return lambda words: unit.sub(lambda found: known[found[0]], words)


def _escaped(name: str) -> str:
    """A name as it stands within JSON."""
    return json.dumps(name)[1:-1]
