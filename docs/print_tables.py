"""Fill in the tables of exporting.md from the sample study, as the program prints them.

make tables
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from workbench.cli import main as workbench  # noqa: E402 the path comes first

PAGE = Path(__file__).parent / "exporting.md"
ROWS = 6
"""How many rows of a table stand in the page."""
_BLOCK = re.compile(
    r"(```\n((?:workbench cells [^\n]+\n)*)workbench export (\S+) ([^\n]+?) -o (\S+)\n```\n)"
    r"(.*?)(<!-- printed -->)",
    re.S,
)


def printed(page: str, study_folder: Path) -> str:
    """The page with what each of its commands writes about the sample study."""

    def fill(found: re.Match[str]) -> str:
        command, before, study, words, _, _, end = found.groups()
        for line in before.splitlines():
            _, verb, name, *rest = shlex.split(line)
            _run([verb, str(study_folder / name), *rest])
        return f"{command}\n{_table(study_folder / study, shlex.split(words))}\n{end}"

    return _BLOCK.sub(fill, page)


def _table(study: Path, words: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.md"
        _run(["export", str(study), *words, "-o", str(path)])
        lines = path.read_text("utf-8").splitlines()[2:]
    rows = [line for line in lines if line.startswith("|")]
    # The last note holds the date on which the sample study was built.
    notes = [line for line in lines if line.startswith("- ")][:-1]
    more = len(rows) - 2 - ROWS
    left = [f"*(and {more} more rows)*", ""] if more > 0 else []
    return "\n".join([*rows[: 2 + ROWS], "", *left, *notes, ""])


def _run(words: list[str]) -> None:
    if workbench(words):
        raise SystemExit(1)


def main() -> None:
    """Build the sample study and fill in the page."""
    from workbench.steps import demo

    with tempfile.TemporaryDirectory() as folder:
        for _ in demo.build(Path(folder)):
            pass
        PAGE.write_text(printed(PAGE.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
