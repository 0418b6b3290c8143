"""Whole files of every kind, and ways to damage them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from tests.importers.interviews import WRITERS, Interview, Part
from tests.importers.pdfs import pdf
from tests.importers.sheets import ods, ods_row, words, xls, xlsx

_TALK = Interview(
    [
        [Part("Ana [00:04]: How was it for you, "), Part("José?", "inserted")],
        [Part("Ben [01:07]: Long.\nVery “long” 👩\u200d⚕️."), Part("no", "deleted")],
        [Part("Ana [01:10]: Why?"), Part("note", "noted")],
        [Part("Ben [01:12]: Nobody came to see us, so we left.")],
    ]
)
_SLOTS = '<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="500"/><TIME_SLOT TIME_SLOT_ID="b"/>'
_SAID = (
    "<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1='{}'><ANNOTATION_VALUE>{}"
    "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
)


def eaf(first: str, second: str = "") -> bytes:
    """An ELAN file in which Ana says this."""
    said = _SAID.format("a", first) + _SAID.format("b", second)
    return (
        f"<ANNOTATION_DOCUMENT><TIME_ORDER>{_SLOTS}</TIME_ORDER><TIER TIER_ID='Ana'>{said}"
        "</TIER></ANNOTATION_DOCUMENT>"
    ).encode()


_GRID = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2.5
tiers? <exists>
size = 1
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ana"
        xmin = 0
        xmax = 2.5
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 0.5
            text = ""
        intervals [2]:
            xmin = 0.5
            xmax = 2.5
            text = "Why ""so""?"
"""


WHOLE: dict[str, bytes] = {
    **{f"talk.{suffix}": write(_TALK) for suffix, (_, write) in WRITERS.items()},
    "talk.pdf": pdf([["Ana: How was it?", "Ben: Long."], ["Ana: Why?", "Ben: Nobody came."]]),
    "talk.csv": b'timestamp,speaker,words\n[0:05],DB,"And, so"\n,,Good.\n[1:09],RA,How?\n',
    "talk.tsv": b"start\tend\ttext\n400\t1200\tHello\n1200\t3000\tthere.\n",
    "talk.cha": b"@UTF8\n@Begin\n*CHI:\tmore . \x1512_1234\x15\n*MOT:\tyou\n\tmore ?\n@End\n",
    "talk.eaf": eaf("Why?", "So."),
    "talk.TextGrid": _GRID.encode(),
    "talk.vtt": (
        b"WEBVTT\n\n1\n00:01.000 --> 00:02.000\nAna: Why\n\n"
        b"2\n00:02.000 --> 00:03.000\n<v Ben>So.</v>\n"
    ),
    "stamped.txt": b"[00:00.000 --> 00:04.240]  Why?\n[00:04.240 --> 00:06.000]  So.\n",
    "talk.srt": (
        b"1\n00:00:01,0 --> 00:00:02,0\n{\\c&HFFF000&}Why\n\n"
        b"2\n00:00:02,0 --> 00:00:03,0\nBen: So.\n"
    ),
    "survey.csv": b'id,Why?\r\nA,"It was good, and long."\r\nB,n/a\r\nC,Caf\xc3\xa9.\r\n',
    "survey.xls": xls(
        [["id", "day", "Why?"], [1, date(2024, 5, 1), "It was good."], [2, True, "So so."]]
    ),
    "survey.xlsx": xlsx({"S": [["id", "Why?"], [1, "It was good."], [2, "So so."]]}),
    "survey.ods": ods(
        ("S", ods_row(words("id"), words("Why?")) + ods_row(words("1"), words("It was good.")))
    ),
    "talk.otr": (
        b'{"text": "<p><span class=\\"timestamp\\">00:04</span>Ana: How?</p>'
        b'<p>Ben: Long.<br />Very.</p><p>Ana: Why?</p>", "media": "a.mp3", "media-time": 70}'
    ),
    "talk.json": (
        b'{"words": [{"start": 0.5, "punct": "Why?"}, {"start": 3, "punct": "So."}], '
        b'"segmentation": {"segments": [{"start": 0, "speaker": {"@id": "S0"}}]}}'
    ),
}
"""By the file's name."""


def damaged(name: str, whole: bytes, times: int) -> Iterator[bytes]:
    """The file truncated and with a bit turned, so many times each, and written anew wrongly."""
    seeded = random.Random(name)
    for _ in range(times):
        yield whole[: seeded.randrange(len(whole))]
    for _ in range(times):
        bits = bytearray(whole)
        bits[seeded.randrange(len(bits))] ^= 1 << seeded.randrange(8)
        yield bytes(bits)
    for encoding in ("utf-16", "utf-32-le", "cp037"):
        yield whole.decode("latin-1").encode(encoding)
    yield whole.replace(b"\n", b"\r\n")
    yield whole + whole
    yield whole.decode("latin-1").encode("utf-8")
