"""The same study gives the same files: another day, another zone, a copy, other hashes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Workbench

WRITING = """\
import sys, time
from pathlib import Path

days = int(sys.argv[3]) * 86_400
really = time.time
time.time = lambda: really() + days

from workbench.exporters import EXPORTERS
from workbench.exporters import write
from workbench.files import write_whole
from workbench.figures import FIGURES, FORMATS, draw
from workbench.steps.export import EXPORTS, PAGES
from workbench.steps.exports.wanted import Wanted
from workbench.steps.report import write_report
from workbench.store import open_study
from workbench.terms import NOBODY

folder = Path(sys.argv[2])
with open_study(Path(sys.argv[1])) as store:
    for what in [name for name in EXPORTS if name not in sys.argv[4:]]:
        asked = Wanted(what, by="role", unit="sentence", scale=(1, 5), smallest=1)
        table = EXPORTS[what](store, NOBODY, asked)
        for suffix in EXPORTERS:
            write(table, folder / f"{what}.{suffix}")
        if what in FIGURES:
            kinds = FORMATS if what == "themes" else ["svg"]
            for suffix in kinds:
                write_whole(folder / f"{what}.{suffix}", draw(what, table, suffix))
    for page in PAGES:
        made = PAGES[page](store, NOBODY, Wanted(page.partition(".")[0], documents=("s1",)))
        write_whole(folder / f"page-{page}", made)
    for suffix in ("html", "docx"):
        write_report(store, NOBODY, folder / f"report.{suffix}")
"""


APART = ("agreement-change", "statement")
"""One needs another round; the other tells of the backups beside a study, which no copy has."""


def written(study: Path, folder: Path, *, days: int, zone: str, hashes: str) -> dict[str, bytes]:
    """Every table in every format, the figures, pages and reports, by their names."""
    folder.mkdir()
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": hashes}
    words = [sys.executable, "-c", WRITING, str(study), str(folder), str(days), *APART]
    subprocess.run(words, env=environment, check=True)
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_the_same_study_gives_the_same_files(
    workbench: Workbench, coded: Path, material: Path
) -> None:
    (material / "facts.csv").write_text("case,year\nMara,3\nIdris,5\n", "utf-8")
    for words in (
        ("cases", coded, "load", material / "facts.csv"),
        ("cells", coded, "set", "joint", "new", "Domain or question", "Calmer?"),
        ("codings", coded, "group", "weakness", "--unit", "S1-3", "--as", "ana"),
        ("codebook", coded, "rename", "shame", "guilt", "--reason", "Both came."),
    ):
        assert workbench(*words).status == 0, words
    copy = shutil.copy(coded, material / "copy.study")
    first = written(coded, material / "1", days=0, zone="UTC", hashes="1")
    again = written(Path(copy), material / "2", days=400, zone="Asia/Tokyo", hashes="2")
    assert first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []
