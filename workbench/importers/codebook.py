"""A codebook written as YAML becomes a value.

Every scalar is taken as it was written: a code named `yes`, `1.0` or `null` keeps that name.
YAML's aliases and tags are refused, so that a small file cannot become a large one.
What is not understood is refused with its line, never skipped: a field that was misspelt would
otherwise be a rule that nobody reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import yaml

from workbench.errors import FileFault
from workbench.terms import Code, Codebook, CodeKind, Exclusive

FIELDS = (
    "name",
    "kind",
    "was",
    "definition",
    "use_when",
    "do_not_use_when",
    "examples",
    "origin",
    "colour",
    "key",
    "groups",
    "exclusive",
    "codes",
)
"""What a code may say, in the order in which it is saved."""

_DEEPEST = 100
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def parse_codebook(text: str) -> Codebook:
    """Read a codebook from YAML; a FileFault names the line and what to write instead.

    Codes come without `uid`: identity is given by the version before, not by the file.
    """
    top = _fields(_tree(text), "A codebook", ("version", "codes"))
    version = _version(top)
    codes = _codes(top)
    paths = list(_paths((), codes))
    _refuse_same_path(paths)
    _refuse_same_key(paths)
    return Codebook(version, tuple(placed.code for placed in codes))


Plain = str | list["Plain"] | dict[str, "Plain"]


def parse_plain(text: str, what: str) -> Plain:
    """Any YAML of texts, lists and fields, with the same care; `what` serves for messages."""
    try:
        node = _tree(text)
    except FileFault as fault:
        raise FileFault(str(fault).replace("codebook", what)) from fault
    return "" if node is None else _plain(node)


def _plain(node: _Node) -> Plain:
    if isinstance(node, _Scalar):
        return node.text
    if isinstance(node, _List):
        return [_plain(item) for item in node.items]
    return {name: _plain(value) for name, value in node.fields.items()}


# ------------------------------------------------------------------ codes


@dataclass(frozen=True)
class _Placed:
    """A code with the line it begins in, for what only the whole tree can tell."""

    code: Code
    line: int
    below: tuple[_Placed, ...]


def _version(top: _Fields) -> int:
    said = _text(top, "version")
    if not said:
        raise FileFault("The codebook does not say its version; begin it with “version: 1”.")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", said, re.ASCII):
        line = top.fields["version"].line
        raise FileFault(
            f"In line {line} of the codebook the version is “{_short(said)}”;"
            " write a whole number from 1 on."
        )
    return int(said)


def _codes(above: _Fields) -> tuple[_Placed, ...]:
    return tuple(_code(node) for node in _list(above, "codes"))


def _code(node: _Node) -> _Placed:
    fields = _fields(node, "A code", FIELDS)
    below = _codes(fields)
    kind = _kind(fields, groups_others=bool(below))
    code = Code(
        name=_name(fields),
        kind=kind,
        was=_texts(fields, "was"),
        definition=_text(fields, "definition"),
        use_when=_text(fields, "use_when"),
        do_not_use_when=_text(fields, "do_not_use_when"),
        examples=_texts(fields, "examples"),
        origin=_text(fields, "origin"),
        colour=_colour(fields),
        key=_key(fields),
        groups=tuple(dict.fromkeys(_texts(fields, "groups"))),
        exclusive=_exclusive(fields, kind),
        codes=tuple(placed.code for placed in below),
    )
    return _Placed(code, fields.line, below)


def _name(fields: _Fields) -> str:
    name = _text(fields, "name")
    if not name.strip():
        raise FileFault(f"The code in line {fields.line} of the codebook has no name; give it one.")
    if name != name.strip() or any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in name):
        raise FileFault(
            f"The name “{_short(name)}” in line {fields.fields['name'].line} of the codebook has"
            " a line break, a control character or spaces at its ends; take them out."
        )
    return name


def _kind(fields: _Fields, *, groups_others: bool) -> CodeKind:
    """What is said, else: what has codes below it is a category, since it groups them."""
    kind = _text(fields, "kind") or ("category" if groups_others else "code")
    if kind not in ("code", "category"):
        raise _wrong(fields, "kind", "write code or category")
    return cast("CodeKind", kind)


def _exclusive(fields: _Fields, kind: CodeKind) -> Exclusive | None:
    exclusive = _text(fields, "exclusive")
    if not exclusive:
        return None
    if exclusive not in ("nominal", "ordinal"):
        raise _wrong(fields, "exclusive", "write nominal or ordinal")
    if kind != "category":
        raise _wrong(
            fields, "exclusive", "only a category has it; write “kind: category” or leave it out"
        )
    return cast("Exclusive", exclusive)


def _colour(fields: _Fields) -> str:
    colour = _text(fields, "colour")
    if not colour and "colour" in fields.fields:
        line = fields.fields["colour"].line
        raise FileFault(
            f"The colour in line {line} of the codebook is empty; write it in quotes, as in"
            ' "#0072B2", because # alone begins a comment.'
        )
    if colour and not _COLOUR.fullmatch(colour):
        raise _wrong(fields, "colour", 'write it as "#0072B2", six digits from 0 to F in quotes')
    return colour


def _key(fields: _Fields) -> str:
    key = _text(fields, "key")
    if key.isnumeric():
        raise _wrong(fields, "key", "digits are for recent codes; take a letter or a sign")
    if key and (len(key) > 1 or not key.isprintable() or key.isspace()):
        raise _wrong(fields, "key", "take one letter or sign")
    return key


def _wrong(fields: _Fields, name: str, advice: str) -> FileFault:
    said = _short(_text(fields, name))
    line = fields.fields[name].line
    return FileFault(f"In line {line} of the codebook “{name}” is “{said}”; {advice}.")


# ------------------------------------------------------------------ the whole tree


def _paths(
    above: tuple[str, ...], codes: tuple[_Placed, ...]
) -> Iterator[tuple[tuple[str, ...], _Placed]]:
    for placed in codes:
        path = (*above, placed.code.name)
        yield path, placed
        yield from _paths(path, placed.below)


def _refuse_same_path(paths: list[tuple[tuple[str, ...], _Placed]]) -> None:
    lines: dict[str, int] = {}
    for path, placed in paths:
        joined = " > ".join(path)
        called = _called(joined)
        if called in lines:
            raise FileFault(
                f"The code “{_short(joined)}” is in the codebook twice, in"
                f" {_both(lines[called], placed.line)}; rename one or put them together."
            )
        lines[called] = placed.line


def _called(path: str) -> str:
    """The path as codes are looked up, whatever the accents and the spaces around `>`."""
    return re.sub(r"\s*>\s*", " > ", unicodedata.normalize("NFC", path).strip())


def _both(first: int, second: int) -> str:
    return f"line {first}" if first == second else f"lines {first} and {second}"


def _refuse_same_key(paths: list[tuple[tuple[str, ...], _Placed]]) -> None:
    names: dict[str, str] = {}
    for _, placed in paths:
        key, name = placed.code.key, placed.code.name
        if key in names:
            raise FileFault(
                f"The codes “{_short(names[key])}” and “{_short(name)}” (line {placed.line} of the"
                f" codebook) have the same key “{key}”; change one."
            )
        if key:
            names[key] = name


# ------------------------------------------------------------------ fields of a mapping


def _fields(node: _Node | None, what: str, known: tuple[str, ...]) -> _Fields:
    if node is None:
        raise FileFault("The codebook is empty; it needs a “version” and “codes”.")
    if not isinstance(node, _Fields):
        raise FileFault(
            f"{what} is written as fields, such as “{known[0]}: …”; line {node.line} is not."
        )
    for name, value in node.fields.items():
        if name not in known:
            raise FileFault(
                f"{what} has no field “{_short(name)}” (line {value.line} of the codebook);"
                f" there are: {', '.join(known)}."
            )
    return node


def _text(fields: _Fields, name: str) -> str:
    node = fields.fields.get(name)
    if node is None:
        return ""
    if not isinstance(node, _Scalar):
        raise FileFault(
            f"In line {node.line} of the codebook “{name}” is one text, not a list or fields;"
            " put it in quotes if it begins with [ or { or holds “: ”."
        )
    return node.text


def _texts(fields: _Fields, name: str) -> tuple[str, ...]:
    found = []
    for node in _list(fields, name):
        if not isinstance(node, _Scalar):
            raise FileFault(
                f"In line {node.line} of the codebook “{name}” holds a list or fields where it"
                " should hold a text; put the text in quotes."
            )
        found.append(node.text)
    return tuple(found)


def _list(fields: _Fields, name: str) -> tuple[_Node, ...]:
    node = fields.fields.get(name)
    if node is None or (isinstance(node, _Scalar) and not node.text):
        return ()
    if not isinstance(node, _List):
        raise FileFault(
            f"In line {node.line} of the codebook “{name}” is not a list;"
            f" write “{name}: […]” or one line “- …” for each."
        )
    return node.items


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


# ------------------------------------------------------------------ YAML without its surprises


@dataclass(frozen=True)
class _Scalar:
    line: int
    text: str


@dataclass(frozen=True)
class _List:
    line: int
    items: tuple[_Node, ...]


@dataclass(frozen=True)
class _Fields:
    line: int
    fields: dict[str, _Node]


_Node = _Scalar | _List | _Fields


def _tree(text: str) -> _Node | None:
    """Build the tree from the parser's events, because they still have lines and raw text."""
    events = _events(text.removeprefix("\ufeff"))
    node = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            if node is not None:
                raise FileFault(
                    f"A second codebook begins in line {_line(event)};"
                    " keep each in a file of its own."
                )
            node = _node(event, events, 0)
    return node


def _events(text: str) -> Iterator[yaml.Event]:
    """Parse as far as is asked: the time for deep nesting grows with its square."""
    # The parser in C is ten times as fast; not every platform's wheel has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = f"In line {mark.line + 1} the" if mark else "The"
        raise FileFault(
            f"{where} codebook is not YAML ({fault.problem});"
            " put a text that begins with a sign or holds “: ” or “ #” in quotes."
        ) from fault
    except (yaml.YAMLError, UnicodeEncodeError) as fault:
        raise FileFault(
            "The codebook holds a character that YAML does not allow, such as an invisible control;"
            " take it out."
        ) from fault


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> _Node:
    _refuse_surprises(event, depth)
    line = _line(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return _List(line, tuple(_items(events, depth)))
    if isinstance(event, yaml.MappingStartEvent):
        return _Fields(line, _pairs(events, depth))
    return _Scalar(line, cast("yaml.ScalarEvent", event).value)


def _items(events: Iterator[yaml.Event], depth: int) -> Iterator[_Node]:
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _node(event, events, depth + 1)


def _pairs(events: Iterator[yaml.Event], depth: int) -> dict[str, _Node]:
    pairs: dict[str, _Node] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _node(event, events, depth + 1)
        if not isinstance(key, _Scalar):
            raise FileFault(
                f"In line {key.line} of the codebook a list or fields stand where the name of a"
                " field should; put a text that begins with [ or { in quotes."
            )
        if key.text in pairs:
            raise FileFault(
                f"In line {key.line} of the codebook “{_short(key.text)}” is said a second time;"
                " keep one."
            )
        pairs[key.text] = _node(next(events), events, depth + 1)
    return pairs


def _refuse_surprises(event: yaml.Event, depth: int) -> None:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent):
        raise FileFault(
            f"In line {line} of the codebook “*{_short(str(event.anchor))}” is a YAML alias,"
            " which a codebook does not take; write the text out, or put it in quotes if the star"
            " belongs to it."
        )
    tag = getattr(event, "tag", None)
    if tag:
        raise FileFault(
            f"In line {line} of the codebook “{_short(tag)}” is a YAML tag, which a codebook does"
            " not take; leave it out, or put it in quotes if it is text."
        )
    if depth > _DEEPEST:
        raise FileFault(
            f"In line {line} the codebook is nested more than {_DEEPEST // 2} levels deep;"
            " put the codes closer to the top."
        )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
