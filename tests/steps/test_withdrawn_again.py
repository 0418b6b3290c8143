"""Whoever withdrew is known when they come back, and nobody else is taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.privacy.names import Name
from workbench.steps.hiding import Hiding
from workbench.steps.importing import read_files, store_drafts
from workbench.steps.keys import key_of
from workbench.steps.pseudonyms import Wish, replace_names
from workbench.steps.withdrawing import forget_withdrawn, withdraw, withdrawn
from workbench.store import Store, new_study
from workbench.store.reads import cases
from workbench.terms import NOBODY


def talk(folder: Path, name: str, words: str) -> Path:
    file = folder / name
    file.write_text(words, "utf-8")
    return file


def take_in(store: Store, file: Path, hiding: Hiding | None = None) -> tuple[str, ...]:
    return store_drafts(store, NOBODY, read_files([file]), hiding=hiding).notes


def people(store: Store) -> list[str]:
    with store.reading() as reader:
        return [one.name for one in cases.cases(reader, NOBODY)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Mara Weiss and Idris Bello have pseudonyms; she withdrew."""
    with new_study(tmp_path / "a.study", "A") as made:
        take_in(made, talk(tmp_path, "s1.txt", "Mara Weiss: I do.\n\nIdris Bello: Go on.\n"))
        replace_names(made, NOBODY, Wish(everything=True), key_of(made))
        withdraw(made, NOBODY, "Person 1")
    return made


def test_a_name_that_the_key_had_is_known_when_it_speaks_again(
    store: Store, tmp_path: Path
) -> None:
    (note,) = take_in(store, talk(tmp_path, "s2.txt", "MARA WEISS: Me again.\n\nEve: No.\n"))
    assert "“MARA WEISS” speaks in “s2”, and somebody of this name withdrew" in note
    assert take_in(store, talk(tmp_path, "s3.txt", "Otto: Me.\n\nLea: No.\n")) == ()
    withdraw(store, NOBODY, "MARA WEISS")
    assert "MARA WEISS" not in people(store)


def test_nobody_gets_the_pseudonym_of_who_withdrew(store: Store, tmp_path: Path) -> None:
    take_in(store, talk(tmp_path, "s2.txt", "Otto Lind: Hello.\n\nRuth: Yes.\n"))
    replace_names(store, NOBODY, Wish(everything=True), key_of(store))
    hiding = Hiding((Name("Eve Holm", ""),), key_of(store), withdrawn(store))
    take_in(store, talk(tmp_path, "s3.txt", "Eve Holm: Hello.\n\nOtto Lind: Hm.\n"), hiding)
    assert forget_withdrawn(store, key_of(store))
    who = {one.original: one.label for one in key_of(store).read().names}
    assert who == {
        "Idris Bello": "Person 2",
        "Otto Lind": "Person 3",
        "Ruth": "Person 4",
        "Eve Holm": "Person 5",
    }


def test_a_list_of_names_gives_nobody_another_pseudonym(store: Store, tmp_path: Path) -> None:
    hiding = Hiding((Name("Idris Bello", ""),), key_of(store), withdrawn(store))
    take_in(store, talk(tmp_path, "s2.txt", "Idris Bello: Hello.\n\nRuth: Hm.\n"), hiding)
    assert {one.original: one.label for one in key_of(store).read().names} == {
        "Idris Bello": "Person 2"
    }
