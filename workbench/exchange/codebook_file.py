"""A codebook file (.qdc), read and written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.errors import FileFault
from workbench.exchange.guids import normal
from workbench.exchange.values import CodeElement, Set
from workbench.exchange.xml_reading import codes_of
from workbench.exchange.xml_tree import Node, parse
from workbench.exchange.xml_writing import format_codebook_exchange


class CodebookRead(NamedTuple):
    """The codes of a file with their groups."""

    origin: str
    codes: tuple[CodeElement, ...]
    sets: tuple[Set, ...]


def read_codebook_exchange(name: str, data: bytes) -> CodebookRead:
    """The codes and groups in a .qdc of any program; FileFault where it is none or damaged."""
    root = parse(name, [data]).root
    book = root if root.tag == "CodeBook" else root.node("CodeBook")
    if book is None:
        raise FileFault(f"{name} holds no codebook but “{root.tag[:40]}”; export it anew.")
    guids: set[str] = set()
    lists = [*book.nodes("Codes"), book]
    codes = tuple(code for one in lists for code in codes_of(name, one, guids))
    sets = tuple(_set(one) for found in (root, book) for one in _sets(found))
    return CodebookRead(book.get("origin") or root.get("origin"), codes, tuple(dict.fromkeys(sets)))


def _sets(above: Node) -> list[Node]:
    return [one for sets in above.nodes("Sets") for one in sets.nodes("Set")]


def _set(node: Node) -> Set:
    members = tuple(
        normal(one.get("guid") or one.get("targetGUID")) for one in node.nodes("MemberCode")
    )
    return Set(normal(node.get("guid")), node.get("name"), members)


def write_codebook_exchange(
    origin: str, codes: Sequence[CodeElement], sets: Sequence[Set]
) -> bytes:
    """A codebook as .qdc; FileFault where it has no code, which the standard cannot say."""
    if not codes:
        raise FileFault("The codebook has no codes, which a .qdc cannot hold; add one first.")
    return format_codebook_exchange(origin, codes, sets)
