"""From a project's XML to values, whatever the program that wrote it made of the standard.

Elements are found by name wherever the standard or a program puts them; order is not asked.
What has no place here (links, graphs, regions of pictures and recordings) is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from workbench.errors import FileFault
from workbench.exchange.archive import NOTE_BYTES, TEXT_BYTES, Text, is_outside
from workbench.exchange.decoding import Decoded, decode, with_line_feeds
from workbench.exchange.guids import made, normal, stripped
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
from workbench.exchange.xml_tree import Node, parse
from workbench.words import plural

LEVELS = 100
"""How deep codes may lie in each other."""

Fetch = Callable[[str, int], Text]
"""From a path as the project writes it, and how many bytes at most, to the bytes."""
Has = Callable[[str], bool]
"""Whether a path as the project writes it leads to a file in the archive."""
RichText = Callable[[str, bytes], str]
"""From the name and bytes of a formatted text to its words; empty where it has none."""

SIDECAR = "content-workbench-sidecar"
"""The name of the note that carries what only the workbench has."""

_MEDIA = {
    "PDFSource": "PDFs",
    "PictureSource": "pictures",
    "AudioSource": "audio files",
    "VideoSource": "videos",
}
_REGIONS = {
    "PDFSelection": "codings of regions of PDFs",
    "PictureSelection": "codings of regions of pictures",
    "AudioSelection": "codings of stretches of audio",
    "VideoSelection": "codings of stretches of video",
}
_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,18})(?:\.0{1,9})?\s*", re.ASCII)
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_NAMESPACES = ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")


class Found:
    """A project as it is read, with the texts as they came and what was odd."""

    def __init__(self, name: str, fetch: Fetch, has: Has, rich: RichText | None = None) -> None:
        self.name = name
        self.fetch = fetch
        self.has = has
        self.rich = rich
        self.decoded: dict[str, Decoded] = {}
        """For each source's GUID, its text as it came."""
        self.notes: list[str] = []
        self.others: Counter[str] = Counter()
        self.silent = 0
        """How many notes have no text in the file."""
        self.inline = 0
        """How many texts stand in the XML itself."""
        self.project = Project("", "")
        self._seen: set[str] = set()
        self._paths: dict[str, str] = {}
        """For each source's GUID, where its text lies."""
        self._lacking: Counter[str] = Counter()

    def read(self, pieces: Iterable[bytes]) -> Project:
        """The values; positions in them are still those of the program that wrote it."""
        makers = {"PlainTextSelection": _selection, "Coding": _applied}
        root, space, notes = parse(f"The project in {self.name}", pieces, makers)
        self.notes += notes
        if root.tag != "Project":
            raise FileFault(f"{self.name} holds no project but “{root.tag[:40]}”; export it anew.")
        if space != _NAMESPACES[0]:
            self.notes.append(f"Its namespace is “{space or 'none'}”, not the standard's; read.")
        self.project = self._project(root)
        if self.silent:
            have = "note has its" if self.silent == 1 else "notes have their"
            self.notes.append(f"{self.silent} {have} text in files that are not in it.")
        if self.inline:
            stand = "text stands" if self.inline == 1 else "texts stand"
            self.notes.append(f"{self.inline} {stand} in its XML and not in files; read.")
        for where, count in sorted(self._lacking.items()):
            self.notes.append(f"It names {plural(count, 'file')} {where}.")
        return self.project

    def _project(self, root: Node) -> Project:
        codes = tuple(self._codes(root.node("CodeBook") or root))
        sources = tuple(self._sources(root))
        sets = tuple(_set(one) for one in _under(root, "Sets", "Set"))
        if sets == () and root.node("Sets"):
            self.notes.append("It has an empty list of sets, which the standard forbids; read.")
        self._count(root)
        return Project(
            name=root.get("name"),
            origin=root.get("origin"),
            created=root.get("creationDateTime"),
            modified=root.get("modifiedDateTime"),
            description=root.say("Description"),
            users=self._users(root),
            codes=codes,
            variables=tuple(_variable(one) for one in _under(root, "Variables", "Variable")),
            cases=tuple(_case(one) for one in _under(root, "Cases", "Case")),
            sources=sources,
            notes=tuple(self._note(one) for one in _under(root, "Notes", "Note")),
            sets=sets,
            about=_targets(root, "NoteRef"),
            others=dict(self.others),
            links=tuple(
                (normal(one.get("originGUID")), normal(one.get("targetGUID")))
                for one in _under(root, "Links", "Link")
            ),
        )

    def _count(self, root: Node) -> None:
        self.others["links"] = sum(1 for _ in _under(root, "Links", "Link"))
        self.others["graphs"] = sum(1 for _ in _under(root, "Graphs", "Graph"))
        order = [one.tag for one in root.below if isinstance(one, Node)]
        if "Cases" in order and "Sources" in order[: order.index("Cases")]:
            self.notes.append("Its cases come after its sources, against the standard; read.")

    def _users(self, root: Node) -> tuple[User, ...]:
        users: dict[str, User] = {}
        for one in _under(root, "Users", "User"):
            guid = normal(one.get("guid"))
            user = User(guid, one.get("name"), one.get("id"))
            if users.setdefault(guid, user) != user:
                self.notes.append(f"Two users have the GUID {guid}; the first is taken.")
        return tuple(users.values())

    # -------------------------------------------------------------- codes

    def _codes(self, book: Node) -> Iterator[CodeElement]:
        guids: set[str] = set()
        for one in (*book.nodes("Codes"), book):
            yield from codes_of(self.name, one, guids)

    # -------------------------------------------------------------- sources

    def _sources(self, root: Node) -> Iterable[Source]:
        """Each text once, though a program lists a transcript by itself and below its recording."""
        found: dict[str, Source] = {}
        for sources in root.nodes("Sources"):
            for node in sources.nodes("TextSource", *_MEDIA):
                for one in self._source(node):
                    key = self._paths.get(one.guid) or one.guid
                    found[key] = self._together(found[key], one) if key in found else one
        return found.values()

    def _together(self, first: Source, second: Source) -> Source:
        self.notes.append(f"“{second.name}” has the text of “{first.name}”; one document.")
        return replace(
            first,
            description="\n\n".join(filter(None, (first.description, second.description))),
            selections=first.selections + second.selections,
            applied=first.applied + second.applied,
            notes=first.notes + second.notes,
            values=first.values + second.values,
            also=(*first.also, second.guid, *second.also),
        )

    def _source(self, node: Node) -> Iterable[Source]:
        if node.tag == "TextSource":
            return [self._text_source(node)]
        self._look_for(node, "path")
        kind = _MEDIA[node.tag]
        self.others[kind] += 1
        inside = node.nodes("Representation", "Transcript")
        texts = [self._text_source(text, node.get("name")) for text in inside]
        self._regions(node, {one.guid for text in texts for one in text.selections})
        if texts:
            return [_standing_for(node, texts[0]), *texts[1:]]
        for what, there in (("codings", _applied_in(node)), ("facts", [*_values(node)])):
            if there:
                self.others[f"{what} of whole {kind}"] += len(there)
        return []

    def _look_for(self, node: Node, *names: str) -> None:
        """Count the files that are not there."""
        for path in filter(None, map(node.get, names)):
            if is_outside(path):
                self._lacking["outside it, where nothing is looked for"] += 1
            elif not self.has(path):
                self._lacking["not in it"] += 1

    def _regions(self, node: Node, twins: set[str]) -> None:
        """Count codings on regions, each once; one that also marks the text is no loss.

        Programs write the next page of a quotation as one more region with the same GUID.
        """
        seen = set(twins)
        for region in node.nodes(*_REGIONS):
            guid = normal(region.get("guid"))
            if guid not in seen:
                self.others[_REGIONS[region.tag]] += max(1, len(_applied_in(region)))
            seen.add(guid)

    def _text_source(self, node: Node, name: str = "") -> Source:
        guid = self._own_guid(node)
        self._look_for(node, "plainTextPath", "richTextPath")
        text, lost = self._text(node, guid)
        source = Source(
            guid,
            node.get("name").strip() or name or _stem(node.get("plainTextPath")),
            text,
            lost,
            node.say("Description"),
            tuple(one for one in node.below if isinstance(one, Selection)),
            _applied_in(node),
            _targets(node, "NoteRef"),
            tuple(_values(node)),
            node.get("creationDateTime"),
        )
        return replace(source, selections=(*source.selections, *_synced(node)))

    def _own_guid(self, node: Node) -> str:
        guid = normal(node.get("guid"))
        if not guid or guid in self._seen:
            self.notes.append(
                f"The source “{node.get('name')}” has {'no GUID' if not guid else 'the GUID of'}"
                f"{'' if not guid else ' another source'}; it got one of its own."
            )
            guid = made("again", guid, len(self._seen))
        self._seen.add(guid)
        return guid

    def _text(self, node: Node, guid: str) -> tuple[str | None, str]:
        path, inside = node.get("plainTextPath"), node.node("PlainTextContent")
        why = "it has no text"
        if path:
            data, why = self.fetch(path, TEXT_BYTES)
            if not why:
                self._paths[guid] = path.casefold()
                return self._decoded(node, guid, decode(data), inside), ""
        if inside is not None:
            self.inline += 1
            found = Decoded(with_line_feeds(inside.text), inside.text, marked=False)
            return self._decoded(node, guid, found, None), ""
        return self._rich_text(node, guid) or (None, why)

    def _decoded(self, node: Node, guid: str, found: Decoded, inside: Node | None) -> str:
        about = f"“{node.get('name') or guid}”"
        if found.note:
            self.notes.append(f"The text of {about}: {found.note}.")
        if inside is not None and with_line_feeds(inside.text) != found.text:
            self.notes.append(f"The text of {about} is there twice and differs; the file is taken.")
        path = node.get("plainTextPath")
        if path and "://" not in path and inside is None:
            self.notes.append(f"The path of {about} has no internal://; its text was found.")
        self.decoded[guid] = found
        return found.text

    def _rich_text(self, node: Node, guid: str) -> tuple[str, str] | None:
        """The text of a Word file that has no plain one; positions in it mean nothing."""
        text = self._formatted(node)
        if not text:
            return None
        self.notes.append(
            f"“{node.get('name') or guid}” has a Word file and no plain text; its text is"
            " taken, but positions in it mean nothing, so no coding has a place."
        )
        return text, ""

    def _formatted(self, node: Node) -> str:
        path = node.get("richTextPath")
        data, why = self.fetch(path, TEXT_BYTES) if path else Text(b"", "none")
        return self.rich(path, data) if self.rich and not why else ""

    def _note(self, node: Node) -> Note:
        inside = node.node("PlainTextContent")
        text = with_line_feeds(inside.text) if inside else self._text_of_note(node)
        return Note(
            normal(node.get("guid")),
            node.get("name"),
            text or node.say("Description"),
            normal(node.get("creatingUser")),
            node.get("creationDateTime"),
            inside is not None,
        )

    def _text_of_note(self, node: Node) -> str:
        path = node.get("plainTextPath")
        most = NOTE_BYTES if node.get("name") == SIDECAR else TEXT_BYTES
        data, why = self.fetch(path, most) if path else Text(b"", "none")
        if not why:
            return decode(data).text
        text = self._formatted(node)
        self.silent += bool(path or node.get("richTextPath")) and not text
        return text


def _standing_for(node: Node, text: Source) -> Source:
    """The text of a recording or PDF with what is said of that."""
    said = filter(None, (node.say("Description"), text.description))
    return replace(
        text,
        description="\n\n".join(said),
        applied=_applied_in(node) + text.applied,
        notes=_targets(node, "NoteRef") + text.notes,
        values=(*_values(node), *text.values),
        also=(normal(node.get("guid")),),
    )


def codes_of(name: str, above: Node, guids: set[str], level: int = 1) -> Iterator[CodeElement]:
    """The codes right below an element, each with its own; FileFault where two have one GUID."""
    if level > LEVELS:
        raise FileFault(f"{name} has codes more than {LEVELS} levels deep; no codebook has.")
    for place, one in enumerate(above.nodes("Code")):
        guid = normal(one.get("guid")) or made("code", level, place, one.get("name"))
        if guid in guids:
            raise FileFault(
                f"{name} has two codes with the GUID {guid}, so it cannot be told which one a"
                " coding means; export it anew, or mend it in the program it came from."
            )
        guids.add(guid)
        yield CodeElement(
            guid,
            one.get("name"),
            one.get("isCodable").strip().lower() not in ("false", "0"),
            _colour(one.get("color")),
            with_line_feeds(one.say("Description") or one.get("description")),
            _targets(one, "NoteRef"),
            tuple(codes_of(name, one, guids, level + 1)),
        )


def _colour(text: str) -> str:
    text = text.strip()
    if not _COLOUR.fullmatch(text):
        return ""
    return text if len(text) == 7 else "#" + "".join(digit * 2 for digit in text[1:])


def _under(root: Node, tag: str, one: str) -> Iterator[Node]:
    for found in root.nodes(tag):
        yield from found.nodes(one)


def _targets(node: Node, *tags: str) -> tuple[str, ...]:
    return tuple(_target(one) for one in node.nodes(*tags))


def _target(node: Node) -> str:
    return normal(node.get("targetGUID") or node.get("guid"))


def _applied_in(node: Node) -> tuple[Applied, ...]:
    return tuple(one for one in node.below if isinstance(one, Applied))


# A project has a hundred thousand of these two, so what lies below them is gone through once.


def _applied(node: Node) -> Applied:
    codes: list[str] = []
    notes: list[str] = []
    for one in node.nodes("CodeRef", "NoteRef"):
        (codes if one.tag == "CodeRef" else notes).append(_target(one))
    of = node.of
    return Applied(
        stripped(of.get("guid")),
        codes[0] if codes else "",
        normal(of.get("creatingUser")),
        of.get("creationDateTime", ""),
        tuple(notes),
    )


def _selection(node: Node) -> Selection:
    applied: list[Applied] = []
    others: list[Node] = []
    for one in node.below:
        (applied if isinstance(one, Applied) else others).append(one)
    node.below = others
    of = node.of
    return Selection(
        stripped(of.get("guid")),
        with_line_feeds(of.get("name", "")),
        _whole(of.get("startPosition", "")),
        _whole(of.get("endPosition", "")),
        normal(of.get("creatingUser")) or normal(of.get("modifyingUser")),
        of.get("creationDateTime", ""),
        with_line_feeds(node.say("Description")) if others else "",
        tuple(applied),
        _targets(node, "NoteRef") if others else (),
    )


def _whole(text: str) -> int | None:
    if text.isdecimal() and text.isascii() and len(text) < 19:
        return int(text)
    found = _WHOLE.fullmatch(text)
    return int(found[1]) if found else None


def _synced(node: Node) -> Iterator[Selection]:
    """Selections of a transcript lie between two points of time, each with a place in the text."""
    places = {
        normal(one.get("guid")): _whole(one.get("position")) for one in node.nodes("SyncPoint")
    }
    for one in node.nodes("TranscriptSelection"):
        found = _selection(one)
        yield found._replace(
            start=places.get(normal(one.get("fromSyncPoint"))),
            stop=places.get(normal(one.get("toSyncPoint"))),
        )


def _stem(path: str) -> str:
    name = re.split(r"[/\\]", path)[-1]
    return name.rpartition(".")[0] or name


# ------------------------------------------------------------------ variables, cases, sets


def _variable(node: Node) -> Variable:
    guid, kind = normal(node.get("guid")), node.get("typeOfVariable")
    return Variable(guid, node.get("name"), kind, node.say("Description"))


def _values(node: Node) -> Iterator[tuple[str, Typed]]:
    for value in node.nodes("VariableValue"):
        about = _targets(value, "VariableRef")
        found = (one for one in value.below if isinstance(one, Node))
        typed = next((one for one in found if one.tag.endswith("Value")), None)
        if about and typed is not None and typed.text.strip():
            yield about[0], _typed(typed.tag, typed.text)


def _typed(tag: str, text: str) -> Typed:
    said = text.strip()
    if tag == "IntegerValue" and (whole := _whole(said)) is not None:
        return whole
    if tag == "FloatValue":
        return _number(said)
    if tag == "BooleanValue":
        return said.lower() in ("true", "1")
    return with_line_feeds(text)


def _number(text: str) -> Typed:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if abs(number) < 1e300 else text


def _case(node: Node) -> Case:
    return Case(
        normal(node.get("guid")),
        node.get("name").strip(),
        node.say("Description"),
        tuple(_values(node)),
        _targets(node, "SourceRef"),
        _targets(node, "SelectionRef"),
        _targets(node, "NoteRef"),
    )


def _set(node: Node) -> Set:
    return Set(
        normal(node.get("guid")),
        node.get("name"),
        _targets(node, "MemberCode"),
        _targets(node, "MemberSource"),
        _targets(node, "MemberNote"),
        node.say("Description"),
    )


def count_codes(codes: Sequence[CodeElement]) -> int:
    """How many codes there are, at all levels."""
    return sum(1 + count_codes(one.codes) for one in codes)
