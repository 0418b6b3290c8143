"""Plain text and markdown: speakers by labels, the text as it came."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.samples import is_in_order, only, patient, said, sample
from workbench.drafts import DraftTurn
from workbench.errors import FileFault, NameUnknown, WorkbenchError
from workbench.importers import IMPORTERS, Settings, Speaker, read, speakers_of


def turns_of(text: str, name: str = "talk.txt") -> list[tuple[str | None, str]]:
    return said(only(IMPORTERS["text"](name, text.encode(), Settings())))


def test_a_label_lies_outside_its_turn() -> None:
    draft = IMPORTERS["text"]("s1.txt", b"Ana: Who starts?\nBen: I do.\n", Settings())
    document = only(draft)
    assert document.name == "s1"
    assert document.text == "Ana: Who starts?\nBen: I do.\n"
    assert document.turns == (
        DraftTurn(5, 16, "Ana", None, "Ana"),
        DraftTurn(22, 27, "Ben", None, "Ben"),
    )
    assert draft.notes == ("Speakers by “Name: text”: Ana 1, Ben 1.",)


def test_speakers_are_shown_with_counts_and_a_first_example() -> None:
    document = only(IMPORTERS["text"]("s1.txt", b"Ana: Who?\nBen: I.\nAna: Oh.", Settings()))
    assert speakers_of(document) == [Speaker("Ana", 2, "Who?"), Speaker("Ben", 1, "I.")]


def test_paragraphs_without_a_label_go_on_with_the_turn() -> None:
    assert turns_of("INT: Why?\n\nP07: Late.\n\nVery late.\nINT: Thanks.") == [
        ("INT", "Why?"),
        ("P07", "Late.\n\nVery late."),
        ("INT", "Thanks."),
    ]


def test_a_label_begins_a_turn_even_where_the_same_speaker_goes_on() -> None:
    assert turns_of("Ana: One.\nAna: Two.\nBen: Three.") == [
        ("Ana", "One."),
        ("Ana", "Two."),
        ("Ben", "Three."),
    ]


def test_a_label_may_carry_a_time() -> None:
    text = "Ana [00:12:44]: Yes.\n[0:13] Ben: No.\nAna (1:00:00.5): Ah.\nBen: [01:02] Oh."
    document = only(IMPORTERS["text"]("s.txt", text.encode(), Settings()))
    assert [(turn.speaker, turn.time) for turn in document.turns] == [
        ("Ana", 764.0),
        ("Ben", 13.0),
        ("Ana", 3600.5),
        ("Ben", 62.0),
    ]
    assert [words for _, words in said(document)] == ["Yes.", "No.", "Ah.", "Oh."]


def test_a_phrase_with_a_colon_is_no_speaker() -> None:
    text = (
        "Ana: There is one rule:\nfor example: be kind.\nThe other thing is this: listen.\n"
        "Ben: At 10:30 I came. See https://example.org\n10:30 was late :)\nAna: Fine.\nBen: Yes."
    )
    assert [speaker for speaker, _ in turns_of(text)] == ["Ana", "Ben", "Ana", "Ben"]


def test_a_text_without_labels_is_one_turn() -> None:
    draft = IMPORTERS["text"]("notes.txt", b"I sat in.\n\nThey were tired.\n", Settings())
    assert said(only(draft)) == [(None, "I sat in.\n\nThey were tired.")]
    assert draft.notes == ("No speaker labels were found: the whole text is one turn.",)


def test_what_stands_before_the_first_speaker_is_part_of_no_turn_and_told() -> None:
    draft = IMPORTERS["text"]("s.txt", b"Session 3\n\nAna: Hi.\nBen: Hi.\nAna: So?", Settings())
    assert [speaker for speaker, _ in said(only(draft))] == ["Ana", "Ben", "Ana"]
    assert draft.notes[-1] == (
        "Part of no turn, before the first speaker: 1 line, from “Session 3”."
    )


def test_labels_without_words_make_no_turns() -> None:
    assert turns_of("Ana: \nBen: Yes.\nAna:\n\nBen: No.") == [("Ben", "Yes."), ("Ben", "No.")]


def test_labels_need_no_latin_letters() -> None:
    assert turns_of("王芳：你好。\n李雷：你好！\n王芳：再见。") == [
        ("王芳", "你好。"),
        ("李雷", "你好！"),
        ("王芳", "再见。"),
    ]


def test_the_text_is_stored_as_it_came_but_for_mark_line_ends_and_nul() -> None:
    raw = codecs.BOM_UTF8 + "Ana: e\u0301 \u00a0👩‍⚕️\r\nBen:\ta\0b\rAna: \u2028x\ufeff".encode()
    document = only(IMPORTERS["text"]("s.txt", raw, Settings()))
    assert document.text == "Ana: e\u0301 \u00a0👩‍⚕️\nBen:\tab\nAna: \u2028x\ufeff"
    assert said(document) == [("Ana", "e\u0301 \u00a0👩‍⚕️"), ("Ben", "ab"), ("Ana", "x\ufeff")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_changes_nothing(encoding: str) -> None:
    text = "INT: You said “it’s too late” – why?\nP07: José couldn’t come. It cost €20."
    draft = IMPORTERS["text"]("s.txt", text.encode(encoding), Settings())
    assert only(draft).text == text


def test_another_code_page_is_asked_about_and_then_believed() -> None:
    data = "Ana: Był późno, mówię żółw.".encode("cp1250")
    with pytest.raises(FileFault, match=r"letters are in doubt: “Ana: By.*name its --encoding"):
        IMPORTERS["text"]("s.txt", data, Settings())
    document = only(IMPORTERS["text"]("s.txt", data, Settings(encoding="cp1250")))
    assert document.text == "Ana: Był późno, mówię żółw."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "s.txt is empty; there is nothing to import."),
        (b"\xef\xbb\xbf \n", "s.txt holds nothing but white space; there is nothing to import."),
        (b"\x89PNG\r\n\x1a\n", "s.txt is not text but a picture; save it as text and try again."),
        (bytes(range(256)), "s.txt is not text; save it as text and try again."),
        (
            "Ana: Où est la clé ? Là".encode()[:-1],
            "s.txt ends in the middle of a character: it is truncated; fetch it again.",
        ),
        (
            "Ana: Où est la clé ? Là !".encode().replace(b"\xc3\xa9", b"\xc3"),
            "s.txt is UTF-8 but damaged at byte 18; fetch it or save it again.",
        ),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(FileFault) as fault:
        IMPORTERS["text"]("s.txt", data, Settings())
    assert str(fault.value) == sentence


def test_a_wrong_encoding_is_refused_by_name() -> None:
    with pytest.raises(NameUnknown, match="no text encoding “klingon”"):
        IMPORTERS["text"]("s.txt", b"Ana: Yes.", Settings(encoding="klingon"))
    with pytest.raises(FileFault, match="not ascii, or damaged at byte 5"):
        IMPORTERS["text"]("s.txt", "Ana: é".encode(), Settings(encoding="ascii"))


def test_a_missing_file_and_an_unknown_suffix_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="There is no file"):
        read(tmp_path / "none.txt")
    (tmp_path / "talk.xyz").write_text("Ana: Yes.", encoding="utf-8")
    with pytest.raises(FileFault, match=r"talk.xyz cannot be imported by its suffix"):
        read(tmp_path / "talk.xyz")
    assert read(tmp_path / "talk.xyz", importer="text").importer == "text"


@given(st.binary(max_size=200))
@patient
def test_any_bytes_are_refused_or_give_turns_inside_the_text(data: bytes) -> None:
    try:
        found = IMPORTERS["text"]("s.txt", data, Settings())
    except WorkbenchError:
        return
    is_in_order(found)


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30)


@patient
@given(st.lists(st.tuples(st.sampled_from(["P1", "P2", "INT"]), _WORDS), min_size=2))
def test_every_turn_is_what_was_written_after_its_label(written: list[tuple[str, str]]) -> None:
    expected = [(label, words.strip()) for label, words in written if words.strip()]
    text = "".join(f"{label}:  {words}\n" for label, words in written)
    found = turns_of(text)
    if not any(words[:1] in set('(["0123456789/\\|*:：') for _, words in expected):
        assert found == expected or not expected


def test_the_samples_have_the_turns_that_a_reader_counts() -> None:
    counts = {
        # 82 turns each; the front matter's “speakers:” list is none of them.
        "bitcointranscripts_accounts-for-bitcoin-easypaysy.md": {"Aaron": 82, "Sjors": 82},
        "cp1252.txt": {"INT": 1, "P07": 1},
        # An indented line goes on with its turn.
        "intl_labels.txt": {"I": 2, "B1": 1, "B2": 1},
        # One turn of Bo Chen's is empty; a time and a footer are nobody's.
        "meet.txt": {"Ann Lee": 2, "Bo Chen": 1},
        # One of Tudor's 16 labels has its words on the lines after.
        "mgreiler_EP_20_Tudor_Girba.md": {"Michaela": 17, "Tudor": 15},
        "rev.txt": {"Speaker 1": 1, "Speaker 2": 1, "New Speaker": 1},
    }
    for name, expected in counts.items():
        document = only(read(sample(f"transcripts/{name}")))
        speakers = [turn.speaker for turn in document.turns]
        assert {one: speakers.count(one) for one in dict.fromkeys(speakers)} == expected, name
