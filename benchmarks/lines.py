"""What one line of a million characters costs each importer, in time and memory.

    python benchmarks/lines.py

Each file is read in a process of its own; a bare process with the program's imports needs
about 60 MB.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.importers.damage import eaf
from tests.importers.interviews import WRITERS, Interview, Part
from tests.importers.pdfs import pdf
from tests.importers.sheets import xlsx

LINE = "word " * 200_000
READ = """
import resource, sys, time
from pathlib import Path
from workbench.importers import read
from workbench.surveys import Columns
columns = Columns("id", ("q",)) if sys.argv[1].endswith("survey.csv") else None
begun = time.process_time()
draft = read(Path(sys.argv[1]), columns=columns)
taken = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
turns = sum(len(one.turns) for one in draft.documents)
print(f"{taken:6.2f} s  {peak:4.0f} MB  {turns} turns")
"""


def files() -> Iterator[tuple[str, bytes]]:
    """A file of each format, by its name."""
    yield "text.txt", f"Ana: {LINE}\nBen: So.\nAna: Yes.\n".encode()
    yield "letters.txt", b"x" * 1_000_000
    yield "cues.vtt", f"WEBVTT\n\n1\n00:01.000 --> 00:02.000\nAna: {LINE}\n".encode()
    yield "cues.srt", f"1\n00:00:01,000 --> 00:00:02,000\nAna: {LINE}\n".encode()
    yield "cues.sbv", f"0:00:01.000,0:00:02.000\nAna: {LINE}\n".encode()
    yield "stamped.txt", f"[00:00.000 --> 00:04.240]  {LINE}\n".encode()
    yield "speech.json", json.dumps({"segments": [{"text": LINE, "start": 0, "end": 1}]}).encode()
    yield "editor.otr", json.dumps({"text": f"<p>Ana: {LINE}</p>"}).encode()
    for suffix, (_, write) in WRITERS.items():
        yield f"talk.{suffix}", write(Interview([[Part(f"Ana: {LINE}")]]))
    yield "page.pdf", pdf([[f"Ana: {LINE}", "Ben: So."]])
    yield "tiers.eaf", eaf(LINE)
    yield "turns.xlsx", xlsx({"S": [["speaker", "text"], ["Ana", LINE[:32_000]]]})
    yield "turns.csv", f"speaker,text\nAna,{LINE}\n".encode()
    yield "chat.cha", f"@UTF8\n@Begin\n@Participants:\tANA Ana\n*ANA:\t{LINE}.\n@End\n".encode()
    yield "survey.csv", f"id,q\nA,{LINE}\n".encode()
    for name, sign in HOSTILE.items():
        yield f"{name}.txt", (sign * (1_000_000 // len(sign))).encode()


HOSTILE = {
    "colons": "a: ",
    "brackets": "[",
    "times": "00:00:01 ",
    "changes": ">> ",
    "questions": "Q. ",
    "stars": "**",
    "seconds": "1 minute 2 seconds ",
    "initials, a line each": "AB\n",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files():
            path = Path(folder, name)
            path.write_bytes(data)
            done = subprocess.run(
                [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=False
            )
            print(f"{name:26} {done.stdout.strip() or done.stderr.strip()[-120:]}")


if __name__ == "__main__":
    main()
