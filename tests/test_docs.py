"""What the pages say is there: files, links, verbs, options, rooms."""

from __future__ import annotations

import argparse
import re
from functools import cache
from pathlib import Path

import pytest

from workbench.cli import VERBS

ROOT = Path(__file__).parents[1]
PAGES = [
    *ROOT.glob("*.md"),
    *(page for folder in ("docs", "data", "benchmarks") for page in (ROOT / folder).glob("*.md")),
]
SOURCES = [*(ROOT / "workbench").rglob("*.py")]
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
COMMAND = re.compile(r"\bworkbench ([a-z][a-z-]*)((?: [^`\n]*)?)")
"""A verb that is told to be typed, and what follows on its line."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [target for target, _ in LINK.findall(page.read_text("utf-8")) if ":" not in target]
    assert [one for one in links if one and not (page.parent / one).exists()] == []


def test_every_page_of_the_manual_is_found_from_the_first() -> None:
    found, left = set[Path](), [ROOT / "README.md"]
    while left:
        page = left.pop()
        if page not in found:
            found.add(page)
            links = [target for target, _ in LINK.findall(page.read_text("utf-8"))]
            left += [(page.parent / one).resolve() for one in links if one.endswith(".md")]
    assert sorted(map(named, {*PAGES} - found)) == []


@cache
def options(verb: str) -> frozenset[str]:
    parser = argparse.ArgumentParser()
    VERBS[verb].arguments(parser)
    return frozenset(parser._option_string_actions)


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=named)
def test_every_command_of_a_page_has_the_options_that_it_is_given(page: Path) -> None:
    text = page.read_text("utf-8")
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.S)
    wrong = [
        f"workbench {verb} {option}"
        for one in code
        for verb, rest in COMMAND.findall(one)
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rest.partition(" | ")[0])
        if verb not in VERBS or option not in options(verb)
    ]
    assert wrong == []


def test_every_command_that_a_message_tells_to_type_is_one() -> None:
    told = [
        (named(path), verb, rest)
        for path in SOURCES
        for verb, rest in COMMAND.findall(path.read_text("utf-8"))
        if re.match(r" (STUDY|FILE|\{)", rest)
    ]
    assert len(told) > 20
    assert [one for one in told if one[1] not in VERBS] == []


# ------------------------------------------------------------------ how the house is told

HOUSE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_every_room_and_every_file_outside_of_rooms_is_told() -> None:
    program = ROOT / "workbench"
    rooms = [path.parent.name for path in program.glob("*/__init__.py")]
    files = [path.name for path in program.glob("*.py") if not path.name.startswith("__")]
    told = [f"{room}/" for room in rooms] + files
    assert [one for one in told if f" {one}" not in HOUSE] == []


def test_every_file_that_the_house_tells_of_is_there() -> None:
    there = [named(path) for path in ROOT.rglob("*") if ".venv" not in path.parts]
    told = re.findall(r"`([\w/]+(?:\.py|\.toml|\.md|/))`", HOUSE)
    assert len(told) > 30
    assert [one for one in told if not any(path.endswith(one.rstrip("/")) for path in there)] == []
