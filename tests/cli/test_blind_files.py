"""A byte search of everything that leaves an open round finds nothing of the other coders."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench
from workbench.exporters import EXPORTERS
from workbench.steps.export import EXPORTS
from workbench.steps.memo import write_memo
from workbench.store import open_study, tables
from workbench.terms import Viewer

WORDS = ("xylophone", "hush mandolin", "Grief-not-in-the-book")
"""Only Ana writes them, in her memos; the last is a code that she thinks of."""


@pytest.fixture
def worked(workbench: Workbench, study: Path, material: Path) -> Path:
    """Ana has coded, passed and noted in the open round; Noor has not begun."""
    (material / "ana.csv").write_text(
        "document,unit,coder,code\ns1,3,ana,shame\ns1,5,ana,anger\ns2,3,ana,\n", "utf-8"
    )
    loaded = workbench("codings", study, "load", material / "ana.csv", "--round", 1, "--as", "ana")
    assert loaded.status == 0, loaded.err
    with open_study(study) as store:
        for unit, words in zip((3, 5, 6), WORDS, strict=True):
            write_memo(store, Viewer("ana"), "unit", f"s1#{unit}", f"I hear {words} here", 1)
        write_memo(store, Viewer("ana"), "unit", "s1#3", f"{WORDS[0]}, again", 1)
    return study


def secrets(study: Path) -> list[bytes]:
    """What would give Ana's work away: her words, and the uids of what she wrote."""
    with open_study(study) as store, store.reading() as reader:
        uids = [row.uid for row in reader.rows(tables.memo.select())]
        uids += [row.uid for row in reader.rows(tables.wording.select())]
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


@pytest.mark.parametrize("suffix", ["packet", "xlsx"])
def test_a_packet_and_a_sheet_hold_nothing_of_another(
    workbench: Workbench, worked: Path, material: Path, suffix: str
) -> None:
    path = material / f"noor.{suffix}"
    made = workbench("packet", worked, "make", "--coder", "noor", "-o", path, "--no-passphrase")
    assert made.status == 0, made.err
    names = [b"ana"] if suffix == "packet" else []
    assert found_in(path.read_bytes(), [*secrets(worked), *names]) == []


@pytest.mark.parametrize("who", [(), ("--as", "noor")])
def test_no_export_of_an_open_round_holds_anything_of_another(
    workbench: Workbench, worked: Path, material: Path, who: tuple[str, ...]
) -> None:
    words = secrets(worked)
    written = 0
    for what in EXPORTS:
        for suffix in EXPORTERS:
            path = material / f"{what}.{suffix.lstrip('.')}"
            for asked in ((), ("--round", 1), ("--unit", "sentence")):
                workbench("export", worked, what, "-o", path, *asked, *who)
                if path.exists():
                    written += 1
                    assert found_in(path.read_bytes(), words) == [], path
                    path.unlink()
    assert written > len(EXPORTERS)


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
    ):
        for way in ((), ("--json",)):
            said = workbench(*command, *way)
            assert found_in((said.out + said.err).encode(), words) == [], command
    coded = workbench("history", worked, *who, "--json").json
    assert not any(one["what"].startswith(("coding", "no-code", "memo")) for one in coded)


def test_the_search_would_find_something(worked: Path) -> None:
    assert set(found_in(worked.read_bytes(), secrets(worked))) == set(secrets(worked))
