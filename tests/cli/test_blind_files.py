"""A byte search of everything that leaves an open round finds nothing of the other coders."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench
from tests.small import passage
from workbench.exporters import EXPORTERS
from workbench.figures import FORMATS
from workbench.steps.code import star, toggle
from workbench.steps.export import EXPORTS
from workbench.steps.marks import Which, set_group
from workbench.steps.memo import write_memo
from workbench.steps.proposals import Wish, propose
from workbench.store import open_study, tables
from workbench.store.reads.documents import units
from workbench.terms import Viewer

WORDS = (
    "xylophone",
    "hush mandolin",
    "Grief-not-in-the-book",
    "theremin",
    "glockenspiel",
    "ocarina",
)
"""Only Ana says them: in memos, in a code and a proposal of her own, and as a group of hers."""
FINISHES = {"documents"}
"""Exports that say how far coders are, which everybody may see."""


@pytest.fixture
def blank(study: Path, material: Path) -> Path:
    """The study before anybody coded."""
    return Path(shutil.copy(study, material / "blank.study"))


@pytest.fixture
def worked(workbench: Workbench, blank: Path, study: Path, material: Path) -> Path:
    """Ana has coded, passed, noted, starred and proposed in the open round; Noor has not begun."""
    assert blank.exists()
    (material / "ana.csv").write_text(
        "document,unit,coder,code\ns1,3,ana,shame\ns1,5,ana,anger\ns2,3,ana,\n", "utf-8"
    )
    loaded = workbench("codings", study, "load", material / "ana.csv", "--round", 1, "--as", "ana")
    assert loaded.status == 0, loaded.err
    ana = Viewer("ana")
    with open_study(study) as store:
        for unit, words in zip((3, 5, 6), WORDS[:3], strict=True):
            write_memo(store, ana, "unit", f"s1#{unit}", f"I hear {words} here", 1)
        write_memo(store, ana, "unit", "s1#3", f"{WORDS[0]}, again", 1)
        own = propose(store, ana, 1, Wish(name=WORDS[3], reason=f"It is a {WORDS[4]}."))
        propose(store, ana, 1, Wish("rename", ("anger",), name=WORDS[4], reason="Louder."))
        with store.reading() as reader:
            place = units(reader, ana, "s1", "sentence")[4]
        toggle(store, ana, 1, passage("s1", place.start, place.stop), own.code)
        star(store, ana, 1, passage("s1", place.start, place.stop))
        set_group(store, ana, 1, Which("s1", 5), WORDS[5])
    return study


def secrets(study: Path) -> list[bytes]:
    """What would give Ana's work away: her words, and the uids of what she wrote."""
    with open_study(study) as store, store.reading() as reader:
        uids = [row.uid for row in reader.rows(tables.memo.select())]
        uids += [row.uid for row in reader.rows(tables.wording.select())]
        uids += [row.uid for row in reader.rows(tables.proposal.select())]
        uids += [row.uid for row in reader.rows(tables.code.select()) if row.proposed_by]
        uids += [row.uid for row in reader.rows(tables.coder.select()) if row.name == "ana"]
    return [word.encode() for word in (*WORDS, *uids)]


def contents(content: bytes) -> Iterator[bytes]:
    """A file's bytes, and those of the files in it, where it is an archive."""
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def found_in(content: bytes, words: list[bytes]) -> list[bytes]:
    return [word for part in contents(content) for word in words if word in part]


@pytest.mark.parametrize("form", ["plain", "sealed", "sheet"])
def test_a_packet_in_any_form_holds_nothing_of_another(
    workbench: Workbench, worked: Path, material: Path, form: str
) -> None:
    path = material / ("noor.xlsx" if form == "sheet" else "noor.packet")
    (material / "words.txt").write_text("three blue pens\n", "utf-8")
    ways: dict[str, tuple[object, ...]] = {
        "plain": ("--no-passphrase",),
        "sealed": ("--passphrase-file", material / "words.txt"),
        "sheet": (),
    }
    seal = ways[form]
    made = workbench("packet", worked, "make", "--coder", "noor", "-o", path, *seal)
    assert made.status == 0, made.err
    words = secrets(worked)
    assert found_in(path.read_bytes(), words) == []
    if form == "sealed":  # three letters may stand in it by chance
        assert workbench("packet", path, "unseal", *seal).status == 0
        path = material / "noor.study"
    if form != "sheet":
        assert found_in(path.read_bytes(), [*words, b"ana"]) == []


def test_a_packet_to_talk_about_an_open_round_is_refused(
    workbench: Workbench, worked: Path, material: Path
) -> None:
    path = material / "talk.packet"
    for who in ((), ("--as", "noor")):
        made = workbench("packet", worked, "make", "--discuss", "-o", path, "--no-passphrase", *who)
        assert (made.status, path.exists()) == (1, False)
        assert found_in((made.out + made.err).encode(), secrets(worked)) == []


SUFFIXES = (".docx", ".html", ".svg", ".yaml", ".qdc", ".qdpx")
"""One of each way to write; other formats say the same, which two exports show in all of them."""
ALL_SUFFIXES = {*SUFFIXES, *EXPORTERS, *(f".{suffix}" for suffix in FORMATS)}
NOOR = ("--as", "noor")
WAYS = (
    (),
    NOOR,
    *((*NOOR, *each) for each in (("--round", 1), ("--unit", "sentence"), ("--coder", "ana"))),
)


@pytest.mark.parametrize("options", WAYS)
def test_an_export_of_an_open_round_is_the_same_whatever_another_has_done(
    workbench: Workbench, blank: Path, worked: Path, options: tuple[object, ...]
) -> None:
    words = secrets(worked)
    for what in EXPORTS:
        before, after = (
            exported(workbench, study, what, ".csv", options) for study in (blank, worked)
        )
        assert found_in(after, words) == [], what
        assert before == after or what in FINISHES, what


def test_no_export_of_an_open_round_holds_anything_of_another_in_any_format(
    workbench: Workbench, worked: Path
) -> None:
    words = secrets(worked)[:-1]  # who codes in the round is known, also by a uid
    told = {
        (what, suffix): exported(workbench, worked, what, suffix, NOOR)
        for what, suffix in (
            *product((*EXPORTS, "qdpx", "qdc"), SUFFIXES),
            *product(("documents", "themes"), ALL_SUFFIXES),
        )
    }
    assert {
        key: found for key, content in told.items() if (found := found_in(content, words))
    } == {}
    assert len(set(told.values())) > len(SUFFIXES), "most were refused"


def exported(
    workbench: Workbench, study: Path, what: str, suffix: str, options: tuple[object, ...]
) -> bytes:
    """The file that an export wrote, else why it was refused."""
    path = study.parent / f"out{suffix if suffix.startswith('.') else '.' + suffix}"
    said = workbench("export", study, what, "-o", path, *options)
    if not path.exists():
        return said.err.encode()
    content = path.read_bytes()
    path.unlink()
    return content


@pytest.mark.parametrize("who", [(), ("--as", "noor")])
def test_nothing_that_is_printed_of_an_open_round_tells_of_another(
    workbench: Workbench, worked: Path, who: tuple[str, ...]
) -> None:
    workbench("backup", worked)
    words = secrets(worked)
    for command in (
        ("backup", worked, "list"),
        ("history", worked, *who),
        ("check", worked),
        ("documents", worked, *who),
        ("packet", worked, "list"),
        ("round", worked, "list"),
        ("disagreements", worked, *who),
        ("codebook", worked, "show"),
        ("codebook", worked, "proposals", *who),
        ("second-look", worked, *who),
        ("search", worked, WORDS[0], *who),
        ("codings", worked, "save", worked.parent / "out.csv", *who),
        ("agreement", worked, *who),
        ("themes", worked, *who),
        ("report", worked, "-o", worked.parent / "report.html", *who),
    ):
        for way in ((), ("--json",)):
            said = workbench(*command, *way)
            told = (
                (said.out + said.err).replace(WORDS[0], "")
                if "search" in command
                else (said.out + said.err)
            )
            assert found_in(told.encode(), words) == [], command
    for name in ("out.csv", "report.html"):
        file = worked.parent / name
        assert not file.exists() or found_in(file.read_bytes(), words) == [], name
    coded = workbench("history", worked, *who, "--json").json
    assert not any(one["what"].startswith(("coding", "no-code", "memo")) for one in coded)


def test_the_search_would_find_something(worked: Path) -> None:
    assert set(found_in(worked.read_bytes(), secrets(worked))) == set(secrets(worked))
