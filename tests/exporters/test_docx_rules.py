"""Word files by the rules of ECMA-376 that Word itself insists on."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.exporters.test_golden import PRINTED
from tests.exporters.test_transcript_docx import written
from workbench.exporters.report import Block, Drawing, Entry, Report, Section
from workbench.exporters.report_docx import format_report_docx
from workbench.exporters.to_docx import format_docx
from workbench.exporters.transcript_docx import Remark
from workbench.figures import draw

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The schema's sequences, as far as the exports write them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind"
    " contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing sz szCs u shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tcBorders": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
}


def faults(content: bytes) -> list[str]:
    """What Word would stumble over in a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: ElementTree.fromstring(data) for name, data in parts.items() if _is_xml(name)}
    return [
        *_of_the_package(parts.keys(), trees),
        *_of_styles(trees),
        *_of_order(trees),
        *_of_tables(trees["word/document.xml"]),
        *_of_comments(trees),
        *_of_pictures(trees["word/document.xml"]),
    ]


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _of_the_package(names: Any, trees: dict[str, Any]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    known = {one.get("PartName") for one in types} | {one.get("Extension") for one in types}
    for name in names:
        if f"/{name}" not in known and name.rpartition(".")[2] not in known:
            yield f"{name} has no content type"
    for name, tree in trees.items():
        if name.endswith(".rels"):
            yield from _of_relations(name, tree, names, trees)


def _of_relations(name: str, tree: Any, names: Any, trees: dict[str, Any]) -> Iterator[str]:
    folder, _, file = name.rpartition("_rels/")
    ids = [one.get("Id") for one in tree]
    yield from (f"{name}: {id_} is there twice" for id_, n in Counter(ids).items() if n > 1)
    for one in tree:
        target = one.get("Target")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if one.get("TargetMode") != "External" and path not in names:
            yield f"{name}: {target} is not there"
    about = trees.get(f"{folder}{file.removesuffix('.rels')}")
    for element in about.iter() if about is not None else ():
        for key, value in element.attrib.items():
            if key.startswith(R) and value not in ids:
                yield f"{value} leads nowhere"


def _of_styles(trees: dict[str, Any]) -> Iterator[str]:
    styles = trees["word/styles.xml"].findall(f"{W}style")
    defined = Counter((one.get(f"{W}type"), one.get(f"{W}styleId")) for one in styles)
    yield from (f"style {one} is defined twice" for one, n in defined.items() if n > 1)
    kinds = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    for name, tree in trees.items():
        for tag, kind in kinds.items():
            for one in tree.iter(f"{W}{tag}"):
                if (kind, one.get(f"{W}val")) not in defined:
                    yield f"{name}: style {one.get(f'{W}val')} is not defined"


def _of_order(trees: dict[str, Any]) -> Iterator[str]:
    for name in trees.keys() & {"word/document.xml", "word/comments.xml"}:
        for tag, order in ORDER.items():
            places = {f"{W}{one}": place for place, one in enumerate(order.split())}
            for element in trees[name].iter(f"{W}{tag}"):
                found = [places.get(one.tag, -1) for one in element]
                if found != sorted(found) or -1 in found:
                    yield f"{name}: {tag} has {[one.tag.rpartition('}')[2] for one in element]}"


def _of_tables(document: Any) -> Iterator[str]:
    body = document.find(f"{W}body")
    if body[-1].tag != f"{W}sectPr":
        yield "the last section comes before the end"
    for first, second in pairwise(body):
        if first.tag == second.tag == f"{W}tbl":
            yield "two tables run into each other"
    for table in document.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        for row in table.findall(f"{W}tr"):
            if len(row.findall(f"{W}tc")) != columns:
                yield "a row has another number of cells than its table has columns"
        if any(cell[-1].tag != f"{W}p" for cell in table.iter(f"{W}tc")):
            yield "a cell does not end with a paragraph"


def _of_comments(trees: dict[str, Any]) -> Iterator[str]:
    comments = trees.get("word/comments.xml")
    there = [] if comments is None else [one.get(f"{W}id") for one in comments]
    document = trees["word/document.xml"]
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        found = [one.get(f"{W}id") for one in document.iter(f"{W}{tag}")]
        if sorted(found) != sorted(there):
            yield f"{tag}: {found}, where the comments are {there}"
    if len(set(there)) != len(there):
        yield "two comments have one number"


def _of_pictures(document: Any) -> Iterator[str]:
    ids = [one.get("id") for one in document.iter() if one.tag.rpartition("}")[2] == "docPr"]
    yield from (f"two pictures have the number {id_}" for id_, n in Counter(ids).items() if n > 1)


@pytest.mark.parametrize("name", list(PRINTED))
def test_a_table_keeps_the_rules(name: str) -> None:
    assert faults(format_docx(PRINTED[name])) == []


def test_transcripts_with_comments_keep_the_rules() -> None:
    remarks = (Remark(0, 5, "ana", "anger"), Remark(2, 20, "ben", "a\nb"), Remark(16, 22, "", "c"))
    assert faults(written(*remarks)) == faults(written()) == []


def test_a_report_keeps_the_rules() -> None:
    table = PRINTED["themes"]
    drawings = [
        Drawing(title, draw("saturation", PRINTED["saturation"], "png"), "What it shows.")
        for title in ("One", "Two")
    ]
    entry = Entry("containment", (("Definition", "Holding."), ("Use when", "said")))
    blocks: tuple[Block, ...] = ("Words.", table, *drawings, entry, PRINTED["agreement"])
    report = Report("Study", (Section("Codebook", blocks),), {"study": "S"})
    assert faults(format_report_docx(report)) == []
