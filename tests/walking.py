"""Running the commands of a page of the documentation, and comparing what they print."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workbench.cli import main

ROOT = Path(__file__).parent.parent
MORE = "…"


class Typed(NamedTuple):
    """A command of a page, and what stands below it there."""

    words: str
    shown: tuple[str, ...]


def typed(page: Path) -> Iterator[Typed]:
    """The commands of a page, in order."""
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
        for command in re.split(r"^\$ ", block, flags=re.M)[1:]:
            words, *shown = command.rstrip("\n").split("\n")
            yield Typed(words, tuple(shown))


def printed(words: str) -> list[str]:
    """What a command prints, data and talk, as lines without spaces at their ends."""
    both = io.StringIO()
    with contextlib.redirect_stdout(both), contextlib.redirect_stderr(both):
        main(shlex.split(words)[1:])
    return [line.rstrip() for line in both.getvalue().splitlines()]


def matches(shown: tuple[str, ...], lines: list[str]) -> bool:
    """Whether a command printed what the page shows; a line of `MORE` stands for any lines."""
    parts = "\n".join(line.rstrip() for line in shown).split(MORE)
    pattern = r"[\s\S]*?".join(re.escape(part.strip("\n")) for part in parts)
    return re.fullmatch(rf"\n*{pattern}\n*", "\n".join(lines)) is not None


def lay_out_sample(folder: Path) -> None:
    """The sample study's files, with the codings of Noor apart from those of the team."""
    for name in ("data", "codebooks"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "phone.txt").write_text("a harbour in winter\n", "utf-8")
    for who, theirs in (("team", ("ana", "ben")), ("noor", ("noor",))):
        (folder / who).mkdir()
        for table in sorted((ROOT / "data" / "codings").glob("round-*.csv")):
            head, *rows = table.read_text("utf-8-sig").splitlines()
            at = head.split(",").index("coder")
            kept = [row for row in rows if row.split(",")[at] in theirs]
            (folder / who / table.name).write_text("\n".join([head, *kept, ""]), "utf-8")
