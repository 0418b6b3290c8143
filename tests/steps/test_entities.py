"""A trained pipeline adds suggestions, which somebody has to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import NameUnknown
from workbench.steps.entities import entities_of
from workbench.steps.importing import import_drafts, read_files
from workbench.steps.keys import key_of
from workbench.steps.pseudonyms import Wish, replace_names, suggestions
from workbench.store import Store, new_study
from workbench.store.reads.documents import text
from workbench.terms import NOBODY

SAID = "Ruth: We met Quillon in Brakewater.\n\nEve: Quillon again.\n"


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline that was trained on the spot to find one person and one place."""
    import spacy
    from spacy.training import Example

    made = spacy.blank("en")
    finder = made.add_pipe("ner")
    for label in ("PERSON", "GPE"):
        finder.add_label(label)  # type: ignore[attr-defined]  # a Pipe, which has no labels
    taught = [("We met Quillon in Brakewater .", [(7, 14, "PERSON"), (18, 28, "GPE")])]
    examples = [
        Example.from_dict(made.make_doc(words), {"entities": entities})
        for words, entities in [*taught, ("Quillon again .", [(0, 7, "PERSON")])]
    ]
    optimizer = made.initialize(lambda: examples)
    for _ in range(40):
        made.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("model") / "tiny"
    made.to_disk(folder)
    return str(folder)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    file = tmp_path / "s1.txt"
    file.write_text(SAID, "utf-8")
    made = new_study(tmp_path / "a.study", "A")
    import_drafts(made, NOBODY, read_files([file]))
    made.close()
    return made


def test_what_a_pipeline_finds_is_suggested_and_never_replaced_unseen(
    store: Store, pipeline: str
) -> None:
    key, entities = key_of(store), entities_of(pipeline)
    found = suggestions(store, NOBODY, key.read(), entities=entities)
    taken = {(one.words, one.suggestion.what, one.suggestion.doubt) for one in found.spots}
    assert {("Quillon", "person", "guess"), ("Brakewater", "place", "guess")} <= taken
    done = replace_names(store, NOBODY, Wish(everything=True), key, entities)
    assert done.doubted == sum(bool(one.suggestion.doubt) for one in found.spots)
    with store.reading() as reader:
        assert text(reader, NOBODY, "s1").count("Quillon") == 2
    also = Wish(everything=True, also=frozenset({"guess"}))
    replace_names(store, NOBODY, also, key, entities)
    with store.reading() as reader:
        assert "Quillon" not in text(reader, NOBODY, "s1")


def test_a_pipeline_that_is_not_there_or_finds_no_names_is_refused(tmp_path: Path) -> None:
    import spacy

    with pytest.raises(NameUnknown, match="is not installed"):
        entities_of("no_such_model")
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(NameUnknown, match="finds no names"):
        entities_of(str(tmp_path / "blank"))
