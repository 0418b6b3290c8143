"""Whatever a later export of a survey says, what is in the study stays, and nothing new is lost."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.steps.test_surveying import answers, bring, planned
from workbench.steps.surveys.rows import Surveyed
from workbench.steps.surveys.source import source_of
from workbench.steps.surveys.surveying import import_survey
from workbench.store import Store, new_study
from workbench.store.reads import cases
from workbench.surveys import Columns, SurveyOptions
from workbench.terms import NOBODY

WITH_ID = Columns("id", ("q", "r"), ("group",), ("mark",))
WITHOUT = Columns(None, ("q", "r"), ("group",), ("mark",))
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Person(NamedTuple):
    """A row; `at` is a column that is not kept."""

    group: str
    mark: str
    q: str
    r: str
    at: str


_WORDS = st.sampled_from(["", "n/a", "Good.", "Bad; very bad.", "zwei\nZeilen", "👍"])
_PERSON = st.builds(
    Person,
    st.sampled_from(["", "x", "y"]),
    st.sampled_from(["", "1", "2", "3"]),
    _WORDS,
    _WORDS,
    st.sampled_from(["10:00", "11:00"]),
)
_PEOPLE = st.dictionaries(st.sampled_from([f"R{n}" for n in range(8)]), _PERSON, max_size=8)
_ORDER = st.permutations(["id", "group", "mark", "q", "r", "at"])


def table(people: Sequence[tuple[str, Person]], order: Sequence[str]) -> str:
    text = io.StringIO()
    rows = [{"id": id_, **person._asdict()} for id_, person in people]
    writer = csv.DictWriter(text, order, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


_STORE: list[Store] = []
_RUNS = count(1)


@pytest.fixture(autouse=True)
def study(tmp_path: Path) -> Iterator[None]:
    with new_study(tmp_path / "a.study", "A study") as store:
        _STORE[:] = [store]
        yield


class Survey:
    """A survey of its own in the one study, with people of its own: a study each takes time."""

    def __init__(self) -> None:
        self.store, self.name = _STORE[0], f"s{next(_RUNS)}"
        self.options = SurveyOptions(survey=self.name, ids="own")

    def bring(self, text: str, columns: Columns) -> Surveyed:
        return bring(self.store, text, columns, f"{self.name}.csv", self.options)

    def answers(self) -> dict[str, list[tuple[str | None, str]]]:
        mine = f"{self.name}/"
        return {name: said for name, said in answers(self.store).items() if name.startswith(mine)}

    def facts(self) -> dict[str, dict[str, str | float]]:
        """Of each person, by the id."""
        with self.store.reading() as reader:
            return {
                one.name.split(" ")[1]: {fact.name: fact.value for fact in one.attributes}
                for one in cases.cases(reader, NOBODY)
                if one.name.startswith(f"{self.name} ")
            }

    def said(self) -> Counter[tuple[str, str, str]]:
        """Who answered what to which question, whichever part it stands in."""
        return Counter(
            ((who or "").split(" ")[1], name.split("/")[1].split(" ")[0], words)
            for name, turns in self.answers().items()
            for who, words in turns
        )


def words(cell: str) -> str:
    return "" if cell == "n/a" else cell


@FEW
@given(first=_PEOPLE, later=_PEOPLE, order=_ORDER, more=st.booleans())
def test_a_later_export_adds_what_is_new_and_reports_what_changed(
    first: dict[str, Person], later: dict[str, Person], order: list[str], more: bool
) -> None:
    survey = Survey()
    survey.bring(table(list(first.items()), ["id", *Person._fields]), WITH_ID)
    before = survey.answers()
    text = table(list(later.items()), [*order, *(["new"] if more else [])])
    done = survey.bring(text, WITH_ID)
    now = survey.answers()
    assert {name: now[name] for name in before} == before
    both = first.keys() & later.keys()
    assert (done.new, done.missing) == (len(later) - len(both), len(first) - len(both))
    for id_ in first.keys() | later.keys():
        old, new = first.get(id_), later.get(id_)
        for column in ("q", "r"):
            cells = [words(getattr(one, column)) for one in (old, new) if one]
            there = [w for who, q, w in survey.said() if (who, q) == (id_, column)]
            assert there == [cell for cell in cells if cell][:1]
    pairs = [
        (words(getattr(first[id_], column)), words(getattr(later[id_], column)))
        for id_ in both
        for column in ("group", "mark", "q", "r")
    ]
    assert done.changed == sum(bool(was) and was != is_ for was, is_ in pairs)


@FEW
@given(data=st.data(), first=st.lists(_PERSON, min_size=1, max_size=8))
def test_without_ids_each_row_is_known_by_its_content_and_none_is_there_twice(
    data: st.DataObject, first: list[Person]
) -> None:
    kept = data.draw(st.lists(st.sampled_from(range(len(first))), unique=True))
    if 2 * len(kept) < len(first):
        kept = list(range(len(first)))
    # Whenever a program looks at a row, it may write down when; that is not kept.
    looked = [first[at]._replace(at=data.draw(st.sampled_from(["10:00", "noon"]))) for at in kept]
    new = [
        Person("z", "9", f"Only here {n}.", "", "10:00")
        for n in range(data.draw(st.integers(0, 3)))
    ]
    later = data.draw(st.permutations([*looked, *new]))
    survey = Survey()
    survey.bring(table([("", one) for one in first], Person._fields), WITHOUT)
    before = survey.answers()
    done = survey.bring(table([("", one) for one in later], Person._fields), WITHOUT)
    assert (done.new, done.missing) == (len(new), len(first) - len(kept))
    now = survey.answers()
    assert {name: now[name] for name in before} == before
    there = [w for _, q, w in survey.said().elements() if q == "q"]
    told = [words(one.q) for one in [*first, *new]]
    assert Counter(there) == Counter(word for word in told if word)


@FEW
@given(people=_PEOPLE, more=_PEOPLE, stop=st.integers(1, 3), part=st.integers(1, 3))
def test_an_import_that_was_stopped_goes_on_with_a_longer_export(
    people: dict[str, Person], more: dict[str, Person], stop: int, part: int
) -> None:
    everybody = list({**more, **people}.items())
    begun = table(list(people.items()), ["id", *Person._fields])
    half, at_once = Survey(), Survey()
    source = source_of(planned(begun, WITH_ID, f"{half.name}.csv", half.options))
    stopped = import_survey(half.store, NOBODY, source, len(people), part)
    for _ in zip(range(stop), stopped, strict=False):
        pass
    stopped.close()
    for one in (half, at_once):
        one.bring(table(everybody, ["id", *Person._fields]), WITH_ID)
    assert (half.said(), half.facts()) == (at_once.said(), at_once.facts())
