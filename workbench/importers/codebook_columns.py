"""What the columns of anybody's codebook say, in our words.

Each program heads its export otherwise: MAXQDA “Code memo”, ATLAS.ti “Comment”, NVivo
“Description”. A column that counts or dates is left out; one that nobody knows is refused,
because it may be a rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from workbench.errors import FileFault

KNOWN: Mapping[str, tuple[str, ...]] = {
    "level": ("depth", "code level", "ebene"),
    "parent": ("parent code", "parent name", "parent tag", "parent node", "obercode"),
    "category": ("category name", "theme", "kategorie"),
    "name": (
        *("hierarchical name", "code path", "full path", "path", "name", "code name", "codename"),
        *("node name", "label", "title", "code", "codes", "tag", "node", "nodes"),
        *("código", "codigo"),
    ),
    "kind": (),
    "exclusive": (),
    "definition": (
        *("full definition", "description", "comment", "memo", "code memo", "code description"),
        *("code definition", "kommentar", "beschreibung", "comentário", "comentario", "notes"),
    ),
    "use_when": ("use when", "inclusion criteria", "inclusion", "include", "when to use"),
    "do_not_use_when": (
        *("do not use when", "exclusion criteria", "exclusion", "exclude", "when not to use"),
        *("do not use",),
    ),
    "origin": (),
    "colour": ("color", "code color", "code colour", "farbe"),
    "key": (),
    "was": (),
    "groups": ("code groups", "code group", "group", "codegruppen"),
}
"""Our fields, and what others call them; of two columns of one field the one named first counts."""

COUNTED = re.compile(
    r"(?:id|cid|catid|guid|owner|number|nr|no|nickname|lineage|short definition|added in round|"
    r"files?|sources?|references?|documents?|grounded(?:ness)?|density|frequency|freq|counts?|"
    r"magnitude(?: degree)?|weights?|aggregate.*|number of .*|%.*|cod\. ?seg\..*|coded segments.*|"
    r"(?:is )?codable|created.*|creation date|creator|modified.*|modification date|date|author|"
    r"erstellt.*|geändert.*)"
)
"""What counts, dates or numbers codes, which a study does for itself."""

_NUMBERED = re.compile(r"(code groups?|groups?|level|code level|ebene)_?(\d+)")
_OURS = {other: field for field, others in KNOWN.items() for other in (field, *others)}
_RANKS = [
    other
    for field, others in KNOWN.items()
    for other in (others if field in others else (field, *others))
]


def fields_of(name: str, columns: Sequence[str]) -> list[str]:
    """For each column its field, with a number where there may be several; empty: left out.

    FileFault where a column is not understood, or no column names the codes.
    """
    said = [" ".join(column.replace("_", " ").lower().split()).strip(":*") for column in columns]
    found = [_field(name, column, one) for column, one in zip(columns, said, strict=True)]
    if "name" not in found and "level 1" not in found:
        raise FileFault(f"{name} has no column “name”; it is the first thing to say of a code.")
    best: dict[str, int] = {}
    for at in sorted(range(len(found)), key=lambda at: _rank(said[at])):
        best.setdefault(found[at], at)
    return [
        field if best[field] == at else f"{field} {at}" if field == "definition" else ""
        for at, field in enumerate(found)
    ]


def _rank(said: str) -> int:
    return _RANKS.index(said) if said in _OURS else len(_RANKS)


def _field(name: str, column: str, said: str) -> str:
    if said in _OURS:
        return _OURS[said]
    if numbered := _NUMBERED.fullmatch(said.replace(" ", "_").replace("code_", "code ")):
        kind = "groups" if "group" in numbered[1] else "level"
        return f"{kind} {numbered[2]}"
    if said.startswith(("example", "typical example", "anchor example", "ankerbeispiel")):
        return said
    if COUNTED.fullmatch(said):
        return ""
    raise FileFault(
        f"{name} has a column “{column}” that no codebook has; there are:"
        f" {', '.join(KNOWN)}, example 1, example 2, …"
    )
