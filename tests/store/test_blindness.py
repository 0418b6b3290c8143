"""Until reveal, no read of the store hands one coder's work to another.

Every public function of every module in `store/reads` is called as the other coder and as
nobody, with every combination of arguments that it takes; none may return a mark that the first
coder left. A new reading function is walked without a line here.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.coding.evolution import Rules
from workbench.errors import WorkbenchError
from workbench.steps import code, memo, themes
from workbench.steps.proposals import Wish, propose
from workbench.steps.undo import undo
from workbench.store import Store, reads
from workbench.store.reads.codings import codings, no_codes
from workbench.store.reads.history import events
from workbench.store.reads.memos import memos
from workbench.store.writes.memos import set_text
from workbench.store.writes.rounds import set_state
from workbench.terms import NOBODY, Coding, NoCode, Span, Viewer

ARGUMENTS: dict[str, list[Any]] = {
    "n": [1, None],
    "name": ["s1", "s2"],
    "names": [["Mara"]],
    "keep": ["Ruth"],
    "gone": ["Mara"],
    "document_name": ["s1", None],
    "unit_name": ["turn"],
    "version": [1, None],
    "older": [1],
    "newer": [1],
    "coder_name": ["ana", "ben"],
    "last": [None, 1],
    "stop": [3],
    "window": [None, Span(0, 1000)],
    "target": [None, "s1#2"],
    "question": ["by code"],
    "progress": [True, False],
    "proposed": [False, True],
    "set_name": [None, "first"],
    "table_name": [None, "coreq"],
    "found": [[]],
    "survey_id": [1],
    "cases": [[1]],
    "questions": [["most"]],
    "case_name": ["Mara"],
    "case_id": [1],
    "documents": [[1, 2]],
    "turns": [[1, 2]],
}


def reading_functions() -> Iterator[Callable[..., Any]]:
    for module in pkgutil.iter_modules(reads.__path__, f"{reads.__name__}."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            takes = list(inspect.signature(function).parameters)
            if not name.startswith("_") and takes[1:2] == ["viewer"]:
                yield function


def calls(function: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    names = list(inspect.signature(function).parameters)[2:]
    sets: list[dict[str, Any]] = [{}]
    for name in names:
        sets = [{**one, name: value} for one in sets for value in ARGUMENTS[name]]
    yield from sets


def coded_by_ana(path: Path) -> Store:
    """Ana codes a unit, passes another, writes a memo with a word nobody else uses.

    She proposes a code of her own, puts it on a unit, and proposes a change.
    """
    store = small_study(path)
    code.toggle(store, ANA, 1, passage("s1", 16, 21), _uid(store, "anger"))
    code.toggle_no_code(store, ANA, 1, passage("s2", 9, 17))
    memo.write_memo(store, ANA, "unit", "s1#2", "xylophone", 1)
    rules = Rules(definition="A marimba.")
    made = propose(store, ANA, 1, Wish(name="vibraphone", rules=rules, reason="It sounds."))
    code.toggle(store, ANA, 1, passage("s1", 22, 28), made.code)
    propose(store, ANA, 1, Wish("retire", ("shame",), reason="Nobody is ashamed."))
    return store


def afterwards(store: Store) -> Store:
    """What ben does, and the team, whoever worked before them."""
    code.toggle(store, BEN, 1, passage("s1", 16, 21), _uid(store, "shame"))
    made = propose(store, BEN, 1, Wish(name="silence", reason="Nobody speaks."))
    code.toggle(store, BEN, 1, passage("s1", 16, 21), made.code)
    undo(store, BEN)
    memo.write_memo(store, BEN, "unit", "s1#2", "mine", 1)
    themes.begin(store, NOBODY, "first")
    with store.writing() as writer:
        event = writer.event("codebook looked at", {"version": 1})
        set_text(writer, "event", str(event), "why", None)
    return store


def _uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def test_there_are_reading_functions_to_walk() -> None:
    names = {function.__name__ for function in reading_functions()}
    assert {"codings", "no_codes", "memos", "events", "rounds", "documents", "cases"} <= names


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The study in which ana worked; it is only read."""
    return afterwards(coded_by_ana(tmp_path_factory.mktemp("marked") / "a.study"))


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The same without ana's work; it is only read."""
    return afterwards(small_study(tmp_path_factory.mktemp("blank") / "a.study"))


@pytest.mark.parametrize("viewer", [BEN, NOBODY], ids=["ben", "nobody"])
@pytest.mark.parametrize("function", list(reading_functions()), ids=lambda f: f.__name__)
def test_no_read_shows_what_another_coded_passed_or_noted(
    marked: Store, blank: Store, function: Callable[..., Any], viewer: Viewer
) -> None:
    for arguments in calls(function):
        with marked.reading() as one, blank.reading() as other:
            try:
                seen = function(one, viewer, **arguments)
            except WorkbenchError:
                continue
            expected = function(other, viewer, **arguments)
        assert told(seen) == told(expected), arguments


def told(value: object) -> str:
    """What a value tells, without what everybody may know: uids and how far coders are."""
    text = re.sub(r"'-?[0-9a-f]{32}'", "uid", repr(value))
    text = re.sub(r"\b\d{7,}\b", "own code", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+", "at", text)
    return re.sub(r"judged=\d+", "judged", text)


def test_a_coder_reads_their_own_work(tmp_path: Path) -> None:
    store = coded_by_ana(tmp_path / "a.study")
    with store.reading() as reader:
        uid = _uid(store, "anger")
        assert codings(reader, ANA, 1) == (Coding("ana", "s1", uid, 16, 21, 2, 2),)
        assert no_codes(reader, ANA, 1) == (NoCode("ana", "s2", 2),)
        assert [one.text for one in memos(reader, ANA)] == ["xylophone"]
        whats = [one.what for one in events(reader, ANA)]
    assert {"coding made", "no-code made", "memo written"} <= set(whats)


def test_reveal_shows_everything_to_everybody(tmp_path: Path) -> None:
    store = coded_by_ana(tmp_path / "a.study")
    with store.writing() as writer:
        set_state(writer, 1, "closed")
    with store.reading() as reader:
        assert codings(reader, BEN, 1) == ()
    with store.writing() as writer:
        set_state(writer, 1, "revealed")
    with store.reading() as reader:
        for viewer in (BEN, NOBODY):
            assert [one.coder for one in codings(reader, viewer, 1)] == ["ana"]
            assert no_codes(reader, viewer, 1) == (NoCode("ana", "s2", 2),)
            assert [one.text for one in memos(reader, viewer)] == ["xylophone"]
            assert "coding made" in [one.what for one in events(reader, viewer)]
