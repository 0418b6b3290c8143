"""XML from outside as small nodes, read in pieces, within bounds.

A document type is refused, because none of the standard's files has one and all it could do is
expand or fetch something. Names are compared without their namespace: programs write many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError, XMLParser

from workbench.errors import FileFault

DEEPEST = 120
"""How deep elements may lie in each other; codes of 100 levels fit."""
_MOST = 20_000_000
_TEXTS = frozenset(
    {
        *("Description", "PlainTextContent", "TextValue", "BooleanValue", "IntegerValue"),
        *("FloatValue", "DateValue", "DateTimeValue"),
    }
)


class Node:
    """An element: its name, attributes, text, and what lies in it."""

    __slots__ = ("below", "of", "parts", "tag")

    def __init__(self, tag: str, of: dict[str, str]) -> None:
        self.tag = tag
        self.of = of
        self.below: list[Any] = []
        """Nodes, or the values that a reader made of them at once."""
        self.parts: list[str] | None = [] if tag in _TEXTS else None

    @property
    def text(self) -> str:
        """What stands between its tags, for elements that hold text."""
        return "".join(self.parts or ())

    def get(self, name: str) -> str:
        """An attribute; empty where it is not there."""
        return self.of.get(name, "")

    def nodes(self, *tags: str) -> Iterator[Node]:
        """The elements right below of these names."""
        return (one for one in self.below if isinstance(one, Node) and one.tag in tags)

    def node(self, *tags: str) -> Node | None:
        """The first element right below of these names."""
        return next(self.nodes(*tags), None)

    def say(self, tag: str) -> str:
        """The text of the first element right below of this name."""
        found = self.node(tag)
        return found.text if found else ""


class Parsed(NamedTuple):
    """What XML holds."""

    root: Node
    namespace: str
    notes: tuple[str, ...]


_Made = Callable[[Node], Any]


class _Tree:
    """What the parser calls; `makers` turn elements into values as soon as they end."""

    def __init__(self, name: str, makers: Mapping[str, _Made]) -> None:
        self.name = name
        self.makers = makers
        self.stack: list[Node] = []
        self.root: Node | None = None
        self.namespace = ""
        self.braces = False
        """Whether a GUID stands in braces."""
        self._local: dict[str, str] = {}
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self.stack) >= DEEPEST or self._count > _MOST:
            raise FileFault(
                f"{self.name} is nested more than {DEEPEST} levels deep, or longer than any"
                " project; it is damaged or made to do harm."
            )
        self.stack.append(Node(self._local.get(tag) or self._name(tag), attributes))

    def _name(self, tag: str) -> str:
        space, _, local = tag.rpartition("}")
        if not self._local:
            self.namespace = space.removeprefix("{")
        self._local[tag] = local
        return local

    def data(self, text: str) -> None:
        parts = self.stack[-1].parts if self.stack else None
        if parts is not None:
            parts.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002 the parser says it
        node = self.stack.pop()
        make = self.makers.get(node.tag)
        if make is None:
            self.braces = self.braces or node.get("guid").startswith("{")
        if self.stack:
            self.stack[-1].below.append(node if make is None else make(node))
        else:
            self.root = node

    def doctype(self, *_: object) -> None:
        raise FileFault(
            f"{self.name} has a document type declaration, which is not allowed in such a file;"
            " do not trust it."
        )

    def close(self) -> Node | None:
        return self.root


def parse(name: str, pieces: Iterable[bytes], makers: Mapping[str, _Made] | None = None) -> Parsed:
    """The root and what is odd; FileFault where it is no XML, or XML that may do harm."""
    tree = _Tree(name, makers or {})
    parser = XMLParser(target=tree)  # noqa: S314 a document type is refused as it begins
    head = b""
    try:
        for piece in pieces:
            head = head or piece[:3]
            parser.feed(piece)
        parser.close()
    except ParseError as fault:
        line, column = fault.position
        raise FileFault(
            f"{name} is not well-formed XML (line {line}, column {column + 1}); it is damaged or"
            " cut off, export it again."
        ) from fault
    except (LookupError, ValueError) as fault:
        raise FileFault(f"{name} is XML in an encoding that nobody knows; save it as UTF-8.") from (
            fault
        )
    if tree.root is None:
        raise FileFault(f"{name} holds no XML; export it again.")
    return Parsed(tree.root, tree.namespace, tuple(_odd(tree, head)))


def _odd(tree: _Tree, head: bytes) -> Iterator[str]:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        yield "Its XML is UTF-16, where the standard asks for UTF-8; read."
    if head.startswith(b"\xef\xbb\xbf"):
        yield "Its XML begins with a byte order mark; read."
    if tree.braces:
        yield "Its GUIDs stand in braces; read without."
