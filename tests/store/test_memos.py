"""Memos that come from elsewhere stand below those that were there, each once."""

from pathlib import Path

from tests.small import ANA, small_study
from workbench.store.reads.memos import memos
from workbench.store.writes.memos import Brought, add_texts


def test_a_memo_whose_words_are_part_of_a_longer_one_is_not_taken_as_there_already(
    tmp_path: Path,
) -> None:
    store = small_study(tmp_path / "a.study")
    brought = [Brought("study", "", 1, "ana", text) for text in ("tired or sad", "tired", "tired")]
    with store.writing() as writer:
        assert [add_texts(writer, [one]) for one in brought] == [1, 1, 0]
        assert add_texts(writer, brought) == 0
    with store.reading() as reader:
        (found,) = memos(reader, ANA, 1)
    assert found.text == "tired or sad\n\ntired"
