"""Our codebook as the standard's codes, and any program's codes as ours.

The standard knows a name, one description, a colour, and whether a code may be applied. Rules
beyond the definition stand in the description as labelled paragraphs, which we read back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.exchange.guids import guid_of, made, uid_of
from workbench.exchange.values import CodeElement, Set
from workbench.terms import Code, Codebook

_LABELS = {
    "use_when": "Use when: ",
    "do_not_use_when": "Do not use when: ",
    "origin": "Origin: ",
}
_EXAMPLE = "Example: "
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_WRAPPER = "Nodes"
"""NVivo puts all codes below one of this name."""
_NAMELESS = "code without a name"


# ------------------------------------------------------------------ ours to theirs


def code_guid(code: Code) -> str:
    """The GUID of a code, which outlives its name."""
    return guid_of("code", code.uid or code.name)


def elements_of(codes: Sequence[Code], used: Collection[str] = ()) -> tuple[CodeElement, ...]:
    """The codes as the standard's; `used` are the uids of those that codings have.

    A category may not be applied, unless somebody did.
    """
    return tuple(
        CodeElement(
            code_guid(code),
            code.name,
            code.kind == "code" or code.uid in used,
            code.colour,
            _description(code),
            codes=elements_of(code.codes, used),
        )
        for code in codes
    )


def _description(code: Code) -> str:
    said = [code.definition]
    said += [
        f"{label}{value}" for field, label in _LABELS.items() if (value := getattr(code, field))
    ]
    said += [f"{_EXAMPLE}{example}" for example in code.examples]
    return "\n\n".join(one for one in said if one)


def group_sets(codebook: Codebook) -> tuple[Set, ...]:
    """The codebook's groups, by name."""
    members: dict[str, list[str]] = {}
    for _, code in codebook.walk():
        for group in code.groups:
            members.setdefault(group, []).append(code_guid(code))
    return tuple(
        Set(made("group", name), name, tuple(codes)) for name, codes in sorted(members.items())
    )


# ------------------------------------------------------------------ theirs to ours


class Taken(NamedTuple):
    """Codes of a file as ours, and what had to be changed about them."""

    codes: tuple[Code, ...]
    uids: Mapping[str, str]
    """For each GUID, the uid of the code."""
    notes: tuple[str, ...]


def codes_from(
    elements: Sequence[CodeElement], sets: Iterable[Set] = (), *, labelled: bool = False
) -> Taken:
    """Any program's codes; `labelled`: the descriptions are ours, with labelled paragraphs."""
    groups: dict[str, list[str]] = {}
    for one in sets:
        for guid in one.codes:
            groups.setdefault(guid, []).append(_clean(one.name) or "group")
    taking = _Taking(groups, labelled=labelled)
    codes = taking.take(_unwrapped(elements, taking.notes))
    return Taken(codes, taking.uids, tuple(taking.notes))


def _unwrapped(elements: Sequence[CodeElement], notes: list[str]) -> Sequence[CodeElement]:
    if len(elements) == 1 and elements[0].name == _WRAPPER and not elements[0].codable:
        notes.append(f"All codes lie below “{_WRAPPER}”, which is left out.")
        return elements[0].codes
    return elements


class _Taking:
    def __init__(self, groups: Mapping[str, list[str]], *, labelled: bool) -> None:
        self.groups = groups
        self.labelled = labelled
        self.uids: dict[str, str] = {}
        self.notes: list[str] = []

    def take(self, elements: Sequence[CodeElement]) -> tuple[Code, ...]:
        return tuple(self._take(elements))

    def _take(self, elements: Sequence[CodeElement]) -> Iterator[Code]:
        names: set[str] = set()
        for one in elements:
            name = self._name(one, names)
            uid = self.uids[one.guid] = uid_of(one.guid, "code")
            code = Code(
                name,
                "code" if one.codable else "category",
                one.description,
                colour=one.colour,
                groups=tuple(sorted(set(self.groups.get(one.guid, ())))),
                codes=self.take(one.codes),
                uid=uid,
            )
            yield _from_labels(code) if self.labelled else code

    def _name(self, one: CodeElement, names: set[str]) -> str:
        """A name that no code beside it has, on one line."""
        wanted = _clean(one.name) or _NAMELESS
        name, count = wanted, 1
        while name.casefold() in names:
            count += 1
            name = f"{wanted} ({count})"
        names.add(name.casefold())
        if name != one.name:
            self.notes.append(f"The code “{one.name}” is called “{name}” here.")
        return name


def _clean(name: str) -> str:
    # “ > ” separates a code's name from its parent's.
    return " ".join(_CONTROLS.sub(" ", name).replace(" > ", " › ").split(" ")).strip()


def _from_labels(code: Code) -> Code:
    """The rules out of the paragraphs that `_description` labelled."""
    said: dict[str, str] = {}
    definition: list[str] = []
    examples: list[str] = []
    last = "definition"
    for paragraph in code.definition.split("\n\n"):
        field = next((f for f, label in _LABELS.items() if paragraph.startswith(label)), "")
        if field and field not in said:
            said[field], last = paragraph.removeprefix(_LABELS[field]), field
        elif paragraph.startswith(_EXAMPLE):
            examples.append(paragraph.removeprefix(_EXAMPLE))
            last = "examples"
        elif last == "definition":
            definition.append(paragraph)
        elif last == "examples":
            examples[-1] += f"\n\n{paragraph}"
        else:
            said[last] += f"\n\n{paragraph}"
    return replace(
        code,
        definition="\n\n".join(definition),
        use_when=said.get("use_when", ""),
        do_not_use_when=said.get("do_not_use_when", ""),
        origin=said.get("origin", ""),
        examples=tuple(examples),
    )
