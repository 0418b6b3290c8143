"""Whose the ids of a survey are is said by a person, where they only count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.steps.test_surveying import answers, bring
from workbench.errors import NotAsked
from workbench.steps.surveys.surveying import told
from workbench.steps.withdrawing import withdraw
from workbench.store import Store, new_study
from workbench.surveys import Columns, SurveyOptions
from workbench.terms import NOBODY

MAY = "id,q\n1,It was good.\n2,Too long.\n"
JUNE = "nr,why\n2,I had to.\n3,Because of Ann.\n"
ASKED = Columns("nr", ("why",))
OWN = SurveyOptions(ids="own")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_study(tmp_path / "a.study", "A study") as store:
        bring(store, MAY, Columns("id", ("q",)))
        yield store


def june(store: Store, text: str = JUNE, options: SurveyOptions | None = None) -> list[str]:
    return list(told(bring(store, text, ASKED, "june.csv", options)))


def test_ids_that_only_count_are_asked_about_and_nothing_is_stored(store: Store) -> None:
    before = answers(store)
    with pytest.raises(NotAsked) as refused:
        june(store)
    assert str(refused.value) == (
        "1 id of june.csv, such as “2”, is also in the survey “may”, and ids that only count may "
        "be anybody's: say --same if they are the same people, or --own-ids if they are others, "
        "who are then called “june 2”."
    )
    assert answers(store) == before


def test_the_same_people_are_one_case(store: Store) -> None:
    assert len(june(store, options=SurveyOptions(ids="same"))) == 1
    assert answers(store)["june/why"] == [("2", "I had to."), ("3", "Because of Ann.")]


def test_people_at_another_time_are_the_same(store: Store) -> None:
    june(store, options=SurveyOptions(time="post"))
    assert answers(store)["june/why"][0] == ("2", "I had to.")


def test_others_are_called_by_their_survey_in_later_exports_too(store: Store) -> None:
    assert june(store, options=OWN) == []
    assert answers(store)["june/why"] == [("june 2", "I had to."), ("june 3", "Because of Ann.")]
    later = bring(store, JUNE + "1,New here.\n", ASKED, "june.csv")
    assert (later.new, later.same, later.changed, later.missing) == (1, 2, 0, 0)
    assert answers(store)["june/why (2)"] == [("june 1", "New here.")]
    with pytest.raises(NotAsked, match="was imported with ids of its own"):
        june(store, options=SurveyOptions(ids="same"))


def test_ids_that_no_other_survey_has_and_ids_that_are_codes_are_not_asked_about(
    store: Store,
) -> None:
    assert june(store, "nr,why\n7,I had to.\n") == []
    bring(store, "nr,why\nP2,I had to.\n7,Once more.\n", ASKED, "july.csv")
    assert answers(store)["july/why"] == [("P2", "I had to."), ("7", "Once more.")]


def test_who_withdrew_stays_away_under_the_name_of_the_survey(store: Store) -> None:
    june(store, options=OWN)
    withdraw(store, NOBODY, "june 2")
    assert june(store) == [
        "1 row is of people who withdrew: left out.",
        "Another export of the survey “june”: 0 rows are new, 1 was there.",
    ]
