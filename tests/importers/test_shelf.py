"""What is true of every importer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.damage import WHOLE, damaged
from tests.importers.samples import is_in_order, patient, sample
from workbench.errors import WorkbenchError
from workbench.importers import IMPORTERS, Settings, importer_for, read
from workbench.surveys import Columns, SurveyOptions

TRANSCRIPTS = ["rev.txt", "teams_new.vtt", "srt_no_blank_lines.srt", "glut23_sample.sbv"]
TRANSCRIPTS += ["whisperx.json", "podcastindex_example.json", "teams.docx", "table_turns.docx"]
SURVEYS = ["qualtrics_sample.csv", "surveymonkey.csv", "redcap_longitudinal.csv"]
TRANSCRIPTS += ["intl_labels.txt", "cp1252.txt", "whisper_cli.txt", "meet.txt"]


def refusal(importer: str, name: str, data: bytes) -> str:
    """Why the file was refused; empty where it was read."""
    settings = Settings(columns=_columns(name), survey=SurveyOptions(accept=True))
    try:
        is_in_order(IMPORTERS[importer](name, data, settings))
    except WorkbenchError as fault:
        return str(fault)
    return ""


def _columns(name: str) -> Columns | None:
    """Of a survey made here, its open question; else what is proposed."""
    return Columns(text=("Why?",)) if name.startswith("survey.") else None


def test_there_is_a_whole_file_for_every_importer() -> None:
    assert {importer_for(Path(name), None, data) for name, data in WHOLE.items()} == set(IMPORTERS)


@pytest.mark.parametrize("name", sorted(WHOLE))
@settings(patient, max_examples=30)
@given(st.data(), st.binary(max_size=20) | st.text(max_size=20).map(str.encode))
def test_anything_in_the_place_of_anything_is_refused_or_read(
    name: str, data: st.DataObject, new: bytes
) -> None:
    whole = WHOLE[name]
    start, stop = sorted(data.draw(st.integers(0, len(whole))) for _ in range(2))
    damage = whole[:start] + new + whole[stop:]
    assert "\n" not in refusal(importer_for(Path(name), None, whole), name, damage)


SEALED = {".docx", ".odt", ".rtf", ".html", ".pdf", ".json", ".eaf", ".cha", ".fodt"}
_SLACK = 8
"""Bytes after what says that the file ends."""


@pytest.mark.parametrize("name", [*TRANSCRIPTS, *SURVEYS, *sorted(WHOLE)])
def test_a_damaged_file_is_refused_or_read(name: str) -> None:
    path = Path(name)
    folder = "surveys" if name in SURVEYS else "transcripts"
    whole = WHOLE[name] if name in WHOLE else sample(f"{folder}/{name}").read_bytes()
    importer = importer_for(path, None, whole)
    for data in damaged(name, whole, times=12):
        assert "\n" not in refusal(importer, path.name, data)


@pytest.mark.parametrize("name", sorted(name for name in WHOLE if Path(name).suffix in SEALED))
def test_a_truncated_file_that_says_where_it_ends_is_never_read_by_half(name: str) -> None:
    whole = WHOLE[name]
    importer = importer_for(Path(name), None, whole)
    assert refusal(importer, name, whole) == ""
    for stop in range(20, len(whole) - _SLACK, max(1, len(whole) // 40)):
        assert refusal(importer, name, whole[:stop]), stop


LONG = 60_000
"""Characters; `benchmarks/damage.py` takes a million."""
HOSTILE = [
    "<b>",
    "<a '",
    "<!--",
    "{\\b ",
    "\\u-1?",
    "| a ",
    "&amp;",
    "#0:01:02-3# ",
    "a",
    "Ana: ",
    "[0:01] ",
    " \t",
    "\n",
    "1\n",
    "**A** ",
    '"',
    ";,",
    "&#",
    "<v ",
]
AROUND = [
    "{}",
    "Ana: x\n{}\nBen: y",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n{}",
    "1\n0:00:01,0 --> 0:00:02,0\n{}",
    "[00:00.000 --> 00:04.240] {}",
]


@pytest.mark.parametrize("importer", sorted(set(IMPORTERS) - {"docx"}))
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_or_refused_in_time(importer: str, piece: str) -> None:
    start = time.process_time()
    # A line break a piece makes of it a table of so many rows, each of which is looked at.
    times = LONG // len(piece) // (6 if importer == "survey" else 1)
    for around in AROUND:
        refusal(importer, "t.txt", around.format(piece * times).encode())
    # Some seconds; what grows with the square of the length would take many minutes.
    assert time.process_time() - start < 60


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "s1.txt"
    path.write_text("Ana: Hi.\nBen: Ho.", encoding="utf-8")
    assert read(path) == read(path)
