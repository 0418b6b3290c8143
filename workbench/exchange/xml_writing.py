"""From values to the standard's XML, in the order that its schema asks for.

What is empty is left out: the schema allows no empty list. The same values give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from workbench.exchange.values import (
    Applied,
    Case,
    CodeElement,
    Note,
    Project,
    Selection,
    Set,
    Source,
    Typed,
    User,
    Variable,
)
from workbench.watching import MANY, each

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
# XML 1.0 cannot hold these at all; the texts of sources are no XML and keep theirs.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\t\n\r]')
_SIGNS = {sign: f"&#{ord(sign)};" for sign in '"\t\n\r'} | {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
}


def text(value: str) -> str:
    """A text between tags; what XML cannot hold becomes a replacement sign."""
    return _MARKUP.sub(lambda found: _SIGNS[found[0]], _FORBIDDEN.sub("\ufffd", value))


def _attribute(name: str, value: str) -> str:
    said = _IN_ATTRIBUTE.sub(lambda found: _SIGNS[found[0]], _FORBIDDEN.sub("\ufffd", value))
    return f' {name}="{said}"'


def _open(tag: str, *attributes: tuple[str, str]) -> str:
    """A start tag without its end; attributes that are empty are left out."""
    return f"<{tag}" + "".join(_attribute(name, value) for name, value in attributes if value)


def _closed(head: str, tag: str, below: Sequence[str]) -> Iterator[str]:
    if not below:
        yield f"{head}/>\n"
        return
    yield f"{head}>\n"
    yield from below
    yield f"</{tag}>\n"


def _list(tag: str, below: Sequence[str]) -> Iterator[str]:
    if below:
        yield from _closed(f"<{tag}", tag, below)


def _said(tag: str, value: str) -> Iterator[str]:
    if value:
        yield f"<{tag}>{text(value)}</{tag}>\n"


def _refs(tag: str, guids: Iterable[str], attribute: str = "targetGUID") -> Iterator[str]:
    for guid in guids:
        yield f'<{tag} {attribute}="{guid}"/>\n'


# ------------------------------------------------------------------ a project


def format_project(project: Project) -> bytes:
    """The project's XML; each source's text lies in `sources/GUID.txt`."""
    return "".join((_HEAD, *_project(project))).encode()


def _project(project: Project) -> Iterator[str]:
    yield (
        _open(
            "Project",
            ("xmlns", PROJECT),
            ("origin", project.origin),
            ("creationDateTime", project.created),
            ("modifiedDateTime", project.modified),
        )
        + _attribute("name", project.name)
        + ">\n"
    )
    yield from _list("Users", [_user(one) for one in project.users])
    if project.codes:
        yield "<CodeBook>\n"
        yield from _list("Codes", list(_codes(project.codes, notes=True)))
        yield "</CodeBook>\n"
    yield from _list("Variables", [_variable(one) for one in project.variables])
    yield from _list("Cases", [line for one in project.cases for line in _case(one, project)])
    yield from _list(
        "Sources",
        [line for one in each("Writing documents", project.sources) for line in _source(one)],
    )
    yield from _list("Notes", [line for one in project.notes for line in _note(one)])
    yield from _list("Sets", [line for one in project.sets for line in _set(one)])
    yield from _said("Description", project.description)
    yield from _refs("NoteRef", project.about)
    yield "</Project>\n"


def _user(user: User) -> str:
    named = _attribute("name", user.name)
    return _open("User", ("guid", user.guid)) + named + _open("", ("id", user.short))[1:] + "/>\n"


def _codes(codes: Sequence[CodeElement], *, notes: bool) -> Iterator[str]:
    for one in codes:
        head = (
            _open("Code", ("guid", one.guid))
            + _attribute("name", one.name)
            + _open("", ("isCodable", "true" if one.codable else "false"), ("color", one.colour))[
                1:
            ]
        )
        yield from _closed(
            head,
            "Code",
            [
                *_said("Description", one.description),
                *(_refs("NoteRef", one.notes) if notes else ()),
                *_codes(one.codes, notes=notes),
            ],
        )


def _variable(variable: Variable) -> str:
    named = _attribute("name", variable.name)
    kind = _attribute("typeOfVariable", variable.kind)
    return _open("Variable", ("guid", variable.guid)) + named + kind + "/>\n"


def _case(case: Case, project: Project) -> Iterator[str]:
    kinds = {one.guid: one.kind for one in project.variables}
    yield from _closed(
        _open("Case", ("guid", case.guid), ("name", case.name)),
        "Case",
        [
            *_said("Description", case.description),
            *(line for about, value in case.values for line in _value(about, value, kinds[about])),
            *_refs("SourceRef", case.sources),
        ],
    )


def _value(variable: str, value: Typed, kind: str) -> Iterator[str]:
    yield "<VariableValue>\n"
    yield from _refs("VariableRef", [variable])
    yield f"<{kind}Value>{text(_plain(value))}</{kind}Value>\n"
    yield "</VariableValue>\n"


def _plain(value: Typed) -> str:
    """A value as the schema takes it: a number without an exponent."""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return str(value)


def _source(source: Source) -> Iterator[str]:
    head = _open(
        "TextSource",
        ("guid", source.guid),
        ("name", source.name),
        ("plainTextPath", f"internal://{source.guid}.txt"),
        ("creationDateTime", source.created),
    )
    yield from _closed(
        head,
        "TextSource",
        [
            *_said("Description", source.description),
            *(
                line
                for one in each("Writing codings", source.selections, MANY)
                for line in _selection(one)
            ),
            *(line for one in source.applied for line in _applied(one)),
            *_refs("NoteRef", source.notes),
        ],
    )


# A project has a hundred thousand of these two, so they are written without ado. GUIDs are ours.


def _selection(one: Selection) -> Iterator[str]:
    named = _attribute("name", one.name) if one.name else ""
    yield (
        f'<PlainTextSelection guid="{one.guid}"{named} startPosition="{one.start}"'
        f' endPosition="{one.stop}"{_by(one.user, one.created)}'
    )
    if not (one.description or one.applied or one.notes):
        yield "/>\n"
        return
    yield ">\n"
    yield from _said("Description", one.description)
    for applied in one.applied:
        yield from _applied(applied)
    yield from _refs("NoteRef", one.notes)
    yield "</PlainTextSelection>\n"


def _applied(one: Applied) -> Iterator[str]:
    yield (
        f'<Coding guid="{one.guid}"{_by(one.user, one.created)}>\n'
        f'<CodeRef targetGUID="{one.code}"/>\n'
    )
    yield from _refs("NoteRef", one.notes)
    yield "</Coding>\n"


@lru_cache(maxsize=1 << 12)
def _by(user: str, created: str) -> str:
    """Who made something and when, as attributes."""
    return _open("", ("creatingUser", user), ("creationDateTime", created))[1:]


def _note(note: Note) -> Iterator[str]:
    head = _open(
        "Note",
        ("guid", note.guid),
        ("name", note.name),
        ("plainTextPath", "" if note.inside else f"internal://{note.guid}.txt"),
        ("creatingUser", note.user),
        ("creationDateTime", note.created),
    )
    inside = [f"<PlainTextContent>{text(note.text)}</PlainTextContent>\n"] if note.inside else []
    yield from _closed(head, "Note", inside)


def _set(one: Set) -> Iterator[str]:
    head = _open("Set", ("guid", one.guid)) + _attribute("name", one.name)
    yield from _closed(
        head,
        "Set",
        [
            *_said("Description", one.description),
            *_refs("MemberCode", one.codes),
            *_refs("MemberSource", one.sources),
            *_refs("MemberNote", one.notes),
        ],
    )


# ------------------------------------------------------------------ a codebook alone


def format_codebook_exchange(
    origin: str, codes: Sequence[CodeElement], sets: Sequence[Set]
) -> bytes:
    """A codebook as .qdc; it has at least one code."""
    lines = [
        _HEAD,
        _open("CodeBook", ("xmlns", CODEBOOK), ("origin", origin)) + ">\n",
        *_list("Codes", list(_codes(codes, notes=False))),
        *_list("Sets", [line for one in sets for line in _code_set(one)]),
        "</CodeBook>\n",
    ]
    return "".join(lines).encode()


def _code_set(one: Set) -> Iterator[str]:
    head = _open("Set", ("guid", one.guid)) + _attribute("name", one.name)
    below = [*_said("Description", one.description), *_refs("MemberCode", one.codes, "guid")]
    yield from _closed(head, "Set", below)
