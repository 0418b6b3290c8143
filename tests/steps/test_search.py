"""Search: words, codes, speakers and facts, and nothing of others' blind work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ANA, BEN, passage, small_study
from workbench.drafts import DraftAttribute
from workbench.errors import NameUnknown, NotAsked
from workbench.steps import code
from workbench.steps.search import Hit, Sought, search
from workbench.store import Store
from workbench.store.writes.cases import put_attributes
from workbench.store.writes.rounds import set_state
from workbench.terms import NOBODY, Span, Viewer


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ana and ben have coded one unit each, differently."""
    store = small_study(tmp_path / "small.study")
    code.toggle(store, ANA, 1, passage("s1", 29, 44), "anger")
    code.toggle(store, BEN, 1, passage("s1", 29, 44), "shame")
    code.toggle(store, ANA, 1, passage("s2", 9, 17), "far")
    return store


def found(store: Store, sought: Sought, viewer: Viewer = ANA) -> list[str]:
    return [hit.number for hit in search(store, viewer, sought).hits]


def test_a_hit_has_its_unit_its_surroundings_and_ones_own_codes(store: Store) -> None:
    (hit,) = search(store, ANA, Sought("SO “angry”")).hits
    assert hit == Hit(
        number="S1-4",
        document="s1",
        unit=4,
        start=29,
        stop=44,
        speaker="Mara",
        text="I was so angry.",
        marks=(Span(35, 37), Span(38, 43)),
        before="Idris: Go on.",
        after="",
        codes={"anger": ("ana",)},
    )


def test_all_words_have_to_be_in_one_turn(store: Store) -> None:
    assert found(store, Sought("i was")) == ["S1-4", "S2-4"]
    assert found(store, Sought('"was i"')) == []
    assert found(store, Sought("i left")) == []


def test_until_reveal_only_ones_own_codes_are_seen(store: Store) -> None:
    for sought in (Sought(codes=("shame",)), Sought("angry", codes=("shame",))):
        assert (found(store, sought), found(store, sought, NOBODY)) == ([], [])
        assert found(store, sought, BEN) == ["S1-4"]
    assert search(store, NOBODY, Sought("angry")).hits[0].codes == {}
    for state in ("closed", "revealed"):
        with store.writing() as writer:
            set_state(writer, 1, state)
    assert search(store, NOBODY, Sought("angry")).hits[0].codes == {
        "anger": ("ana",),
        "shame": ("ben",),
    }


def test_a_category_stands_for_all_below_it(store: Store) -> None:
    assert found(store, Sought(codes=("feelings",))) == ["S1-4"]
    assert found(store, Sought(codes=("stance",))) == ["S2-2"]


def test_the_absence_of_a_code_is_found(store: Store) -> None:
    assert found(store, Sought("i", without=("anger",), documents=("s1",))) == ["S1-2"]
    assert "S1-4" not in found(store, Sought(without=("feelings",)))


def test_speakers_roles_and_facts_narrow(store: Store) -> None:
    with store.writing() as writer:
        put_attributes(writer, [DraftAttribute("Mara", "year", 4.0)])
    assert found(store, Sought(speakers=("Mara",))) == ["S1-2", "S1-4", "S2-3"]
    assert found(store, Sought(roles=("leader",))) == ["S1-1", "S2-1"]
    assert found(store, Sought("i", attributes=(("year", "4"),))) == ["S1-2", "S1-4", "S2-3"]
    assert found(store, Sought("i", attributes=(("year", "5"),))) == []


def test_as_many_hits_as_asked_for_are_given(store: Store) -> None:
    some = search(store, ANA, Sought("e"), 2)
    assert (len(some.hits), some.more) == (2, True)


@pytest.mark.parametrize(
    ("sought", "fault", "words"),
    [
        (Sought(""), NotAsked, "Say what to look for"),
        (Sought(" “” "), NotAsked, "Say what to look for"),
        (Sought(codes=("joy",)), NameUnknown, "no code “joy”"),
        (Sought("a", documents=("s9",)), NameUnknown, "no document “s9”"),
        (Sought("a", attributes=(("age", "3"),)), NameUnknown, "no fact “age”"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(
    store: Store, sought: Sought, fault: type[Exception], words: str
) -> None:
    with pytest.raises(fault, match=words):
        search(store, ANA, sought)
