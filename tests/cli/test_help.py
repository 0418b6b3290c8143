"""Help says of every option what it is, and the same option is the same in every command."""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench
from workbench.cli import SAID, VERBS, main

ANOTHER_THING = {"--attribute", "--by", "--coder", "--keep", "--labels", "--role", "--speaker",
                 "--time", "--undecided", "--unit", "--words"}  # fmt: skip
"""Of these another thing is said to one command than to another, as its help tells."""


def options() -> Iterator[tuple[str, str, argparse.Action]]:
    """Every option of every verb, by its longest name."""
    for verb in SAID:
        parser = argparse.ArgumentParser()
        VERBS[verb].arguments(parser)
        for action in parser._actions:
            if action.option_strings:
                yield verb, action.option_strings[-1], action


def test_every_option_says_what_it_is() -> None:
    assert [(verb, name) for verb, name, action in options() if not action.help] == []


def test_every_option_has_the_same_sign_in_every_command() -> None:
    signs = defaultdict(set)
    for _, name, action in options():
        if action.nargs != 0 and action.choices is None:
            signs[name].add(str(action.metavar or action.dest.upper()))
    several = {name: found for name, found in signs.items() if len(found) > 1}
    assert set(several) <= ANOTHER_THING, several


def test_who_reads_and_how_it_is_printed_can_be_said_to_every_command() -> None:
    said = {verb: set[str]() for verb in SAID}
    for verb, name, _ in options():
        said[verb].add(name)
    alone = {"demo", "calculate"}  # they open no study of anybody's
    assert [verb for verb in SAID if "--as" not in said[verb] and verb not in alone] == []
    assert [verb for verb in SAID if "--json" not in said[verb] and verb != "serve"] == []


def test_help_of_the_codebook_says_what_each_action_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["codebook", "--help"])
    said = capsys.readouterr().out
    parser = argparse.ArgumentParser()
    VERBS["codebook"].arguments(parser)
    (actions,) = (one.choices for one in parser._actions if one.dest == "action")
    assert actions
    assert [name for name in actions if not re.search(rf"[ ,] {name}( |$)", said, re.M)] == []


def test_what_may_be_said_again_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["segment", "--help"])
    assert "--document DOCUMENT  (repeat) only these" in capsys.readouterr().out


@pytest.mark.parametrize("verb", SAID)
def test_every_command_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([verb, "--help"])
    told = capsys.readouterr().out
    assert told.startswith(f"usage: workbench {verb} ")
    assert "%(" not in told
    assert "%%" not in told


@pytest.mark.parametrize("verb", SAID)
def test_wrong_words_are_answered_with_how_the_command_is_written(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([verb, "--nothing-like-this", "a", "b", "c"])
    told = capsys.readouterr().err
    assert told.startswith(f"usage: workbench {verb} ")
    assert f"workbench {verb}: error: " in told


@pytest.mark.parametrize(
    "words",
    [
        ["--document", "s1", "--as", "ana", "{}", "write", "A thought"],
        ["{}", "--as", "ana", "write", "--document", "s1", "A thought"],
        ["{}", "write", "A thought", "--document", "s1", "--as", "ana"],
    ],
)
def test_options_may_stand_before_between_and_behind_the_words(
    words: list[str], study: Path, workbench: Workbench
) -> None:
    done = workbench("memo", *(word.replace("{}", str(study)) for word in words))
    assert done == (0, "", "Saved in round 1: yours alone until the round is revealed.\n")
