"""TextGrids of Praat, in each way of writing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.samples import only, patient
from workbench.errors import FileFault
from workbench.importers import read

Tier = tuple[str, Sequence[tuple[float, float, str]]]
TALK: list[Tier] = [
    ("Ana", [(0, 0.5, ""), (0.5, 2, 'Why "so"?'), (2, 4, "sil"), (4, 5, "Ah.")]),
    ("Ben", [(0, 2, ""), (2, 4, "Zwei\nÄpfel!"), (4, 5, "")]),
]


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def short(tiers: Sequence[Tier]) -> str:
    """As Praat's “Save as short text file” writes it."""
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "0", "5", "<exists>"]
    lines.append(str(len(tiers)))
    for name, marks in tiers:
        lines += ['"IntervalTier"', quoted(name), "0", "5", str(len(marks))]
        lines += [f"{start}\n{stop}\n{quoted(said)}" for start, stop, said in marks]
    return "\n".join(lines) + "\n"


def long(tiers: Sequence[Tier]) -> str:
    """As Praat's “Save as text file” writes it."""
    text = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0 \nxmax = 5 \n'
    text += f"tiers? <exists> \nsize = {len(tiers)} \nitem []: \n"
    for number, (name, marks) in enumerate(tiers, 1):
        text += f'    item [{number}]:\n        class = "IntervalTier" \n'
        text += f"        name = {quoted(name)} \n        xmin = 0 \n        xmax = 5 \n"
        text += f"        intervals: size = {len(marks)} \n"
        for at, (start, stop, said) in enumerate(marks, 1):
            text += f"        intervals [{at}]:\n            xmin = {start} \n"
            text += f"            xmax = {stop} \n            text = {quoted(said)} \n"
    return text


def turns_of(path: Path) -> list[tuple[str | None, float | None, str]]:
    document = only(read(path))
    return [
        (turn.speaker, turn.time, document.text[turn.start : turn.stop]) for turn in document.turns
    ]


@pytest.mark.parametrize("write", [short, long])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("name", ["talk.TextGrid", "talk.txt"])
def test_a_textgrid_is_one_whatever_it_is_called(
    tmp_path: Path, write: Callable[[Sequence[Tier]], str], encoding: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(write(TALK).encode(encoding))
    assert turns_of(path) == [
        ("Ana", 0.5, 'Why "so"?'),
        ("Ben", 2.0, "Zwei Äpfel!"),
        ("Ana", 4.0, "Ah."),
    ]


def written(tmp_path: Path, tiers: Sequence[Tier]) -> Path:
    path = tmp_path / "talk.TextGrid"
    path.write_text(short(tiers), "utf-8")
    return path


def test_tiers_of_sounds_are_part_of_no_turn(tmp_path: Path) -> None:
    said = [(0.0, 1.0, "so"), (1.0, 5.0, "what")]
    path = written(tmp_path, [("Ana - words", said), ("Ana - phones", [(0, 5, "s oU")])])
    assert turns_of(path) == [("Ana", 0.0, "so what")]
    assert read(path).notes == ("Speakers: Ana 1.", "Tiers, part of no turn: Ana - phones.")


def test_where_no_tier_is_named_for_a_person_the_longest_stretches_are_read(tmp_path: Path) -> None:
    words = [(0.0, 1.0, "so"), (1.0, 5.0, "what")]
    path = written(tmp_path, [("words", words), ("utterance", [(0, 5, "So what?")])])
    assert turns_of(path) == [(None, 0.0, "So what?")]
    assert read(path).notes == ("No speakers were found.", "Tiers, part of no turn: words.")


def test_points_in_time_are_part_of_no_turn(tmp_path: Path) -> None:
    path = tmp_path / "talk.TextGrid"
    points = '"TextTier"\n"bell"\n0\n5\n1\n2.5\n"ding"\n'
    path.write_text(short([TALK[0]]).replace("<exists>\n1\n", "<exists>\n2\n") + points, "utf-8")
    assert [words for _, _, words in turns_of(path)] == ['Why "so"? Ah.']
    assert "Tiers, part of no turn: bell." in read(path).notes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (long(TALK)[:-30], "ends within a tier: it is truncated"),
        (short(TALK) + short(TALK), "holds more than its tiers say: it is damaged"),
        (short([("Ana", [(0, 5, "")])]), "no intervals with words"),
        (short(TALK).replace('"TextGrid"', '"Pitch 1"'), "but no TextGrid"),
    ],
)
def test_what_is_no_whole_textgrid_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "talk.TextGrid"
    path.write_text(text, "utf-8")
    with pytest.raises(FileFault, match=why):
        read(path)


def test_a_binary_textgrid_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "talk.TextGrid"
    path.write_bytes(b"ooBinaryFile\x08TextGrid\0\0\0\0")
    with pytest.raises(FileFault, match="save it in Praat as a text file"):
        read(path)


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=9
)


@settings(patient, max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_both_ways_of_writing_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, said: list[str]
) -> None:
    tiers = [("Ana", [(float(at), at + 1.0, f"x {words}") for at, words in enumerate(said)])]
    path = tmp_path_factory.getbasetemp() / "both.TextGrid"
    path.write_bytes(short(tiers).encode())
    first = turns_of(path)
    path.write_bytes(long(tiers).encode("utf-16"))
    assert turns_of(path) == first
    assert first == [("Ana", 0.0, " ".join(" ".join(f"x {words}" for words in said).split()))]
