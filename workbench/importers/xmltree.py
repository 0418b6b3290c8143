"""XML from outside, as a tree: small enough to hold, and without document types.

With a document type XML expands and fetches; no format read here needs one.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from workbench.errors import FileFault

# A transcript of ten hours is about 5 MB of XML; a tree takes some ten times its text.
_LARGEST = 60_000_000


def tree_of(name: str, data: bytes) -> Element:
    """The root of the XML; FileFault where it is damaged, too large or has a document type."""
    refuse_large(name, len(data))
    # Document types are refused by the builder before anything is expanded or fetched.
    parser = XMLParser(target=_Builder(name))  # noqa: S314
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, LookupError, ValueError) as fault:
        raise FileFault(f"{name} is damaged or truncated; fetch or save it again.") from fault
    return root


def refuse_large(name: str, size: int) -> None:
    """Refuse XML of more bytes than a transcript has."""
    if size > _LARGEST:
        raise FileFault(f"{name} holds {size:,} bytes of XML, too much for a transcript.")


class _Builder(TreeBuilder):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:  # noqa: ARG002
        """Refuse it."""
        raise FileFault(f"{self._name} holds XML with a document type, which no such file needs.")


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The value of the attribute of that local name, in whatever namespace; empty if none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""
