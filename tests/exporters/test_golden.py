"""Each table as it prints, kept in `golden/` to be read and compared.

Every table is kept in every format (of Word and Excel files, what is in them, which is the same
XML on every machine). After a wanted change, `WORKBENCH_GOLDEN=write` in the environment writes
them anew; read the difference before it is committed.
"""

import io
import os
import zipfile
from pathlib import Path

import pytest

from workbench.exporters import EXPORTERS
from workbench.exporters.codebook import format_codebook
from workbench.importers.codebook import parse_codebook
from workbench.reliability import AgreementRow, RoundAgreement
from workbench.tables import TABLES
from workbench.tables.agreement_change import Move
from workbench.tables.filling import FillColumn, Filling, FillRow
from workbench.tables.given import (
    CodebookChange,
    CodedUnit,
    Findings,
    Grouping,
    Quotation,
    RoundSummary,
)
from workbench.tables.joint import JointRow
from workbench.tables.memos import WrittenMemo
from workbench.tables.questionnaire import Item
from workbench.tables.scores import Score
from workbench.tables.tidy import Known
from workbench.terms import Code, Codebook, Coding, Document, NoCode, Table, Turn, Unit

GOLDEN = Path(__file__).parent / "golden"
FROM = {"study": "Balint groups", "round": "2", "date": "2026-03-01T10:00:00+00:00"}
RULE = "Final coding: the decision; else what all assigned coders agreed."

TEXT = "I did not know what to say. So we just sat there, all of us.\nYou could have *asked* her."
CODEBOOK = Codebook(
    2,
    (
        Code(
            "Relation",
            "category",
            definition="What happens between people in the group.",
            uid="r",
            codes=(
                Code(
                    "containment",
                    definition="The group bears what the presenter brings.",
                    use_when="somebody stays with a feeling",
                    do_not_use_when="advice is given",
                    examples=("So we just sat there.",),
                    origin="inductive",
                    colour="#0072B2",
                    key="c",
                    groups=("strength",),
                    was=("holding",),
                    uid="c",
                ),
                Code("=warmth|cold", groups=("weakness",), uid="w"),
            ),
        ),
        Code("Advice", definition="Somebody says what to do.", groups=("weakness",), uid="a"),
    ),
)
FINDINGS = Findings(
    CODEBOOK,
    (
        CodedUnit("S1", 1, "Mira", ("c", "w")),
        CodedUnit("S1", 2, "Mira", ("c",)),
        CodedUnit("S1", 3, "Jon", ("a",), unresolved=("r",)),
        CodedUnit("S2", 1, "Lea", ("r", "c"), unjudged=False),
    ),
    RULE,
    quotations=(
        Quotation("c", "S1", 28, 60, "Mira", "student", "session 1", case="Mira", unit=2),
        Quotation("a", "S1", 61, 88, "Jon", "leader", "session 1", case="Jon", unit=3),
    ),
    texts={"S1": TEXT},
    provenance=FROM,
)
ROLES = Grouping(
    ("students", "leaders"),
    {
        (name, document): role
        for name, role in (("Mira", "students"), ("Lea", "students"), ("Jon", "leaders"))
        for document in ("S1", "S2")
    },
)
UNITS = {"S1": (Unit(1, 0, 27, 1), Unit(2, 28, 60, 1), Unit(3, 61, 88, 2))}
TURNS = {
    "S1": (
        Turn(1, 0, 60, "MIRA", "Mira", "student", 0.0, None),
        Turn(2, 61, 88, "JON", "Jon", "leader", 9.5, None),
    )
}


def alpha(code: str, value: float | None, percent: float) -> AgreementRow:
    low, high = (None, None) if value is None else (value - 0.125, value + 0.125)
    return AgreementRow(
        code,
        "krippendorff_alpha",
        value,
        214,
        2,
        low=low,
        high=high,
        prevalence={"ana": 0.11, "ben": 0.13},
        percent=percent,
        undefined_because="no_variation" if value is None else None,
    )


AGREEMENT = RoundAgreement(
    1,
    "test",
    "krippendorff_alpha nominal, per code, unit=sentence, 2 coders, 214 units",
    (alpha("containment", 0.75, 0.93), alpha("Advice", None, 1.0)),
    alpha("", 0.625, 0.96),
)
ROUND = RoundSummary(
    n=1,
    purpose="test",
    version=1,
    units=214,
    corpus=1070,
    coders=("ana", "ben"),
    codes=3,
    percent=0.945,
    kappas=(0.5, 0.75),
    alpha=0.625,
    low=0.5,
    high=0.75,
    discussed=12,
    changed=9,
    unresolved=1,
    changes=("containment was holding.",),
)
CHANGE = CodebookChange(
    1,
    added=("Advice",),
    merged=((("warmth", "cold"), "=warmth|cold"),),
    renamed=(("holding", "containment"),),
    reason="“Holding” was read in two ways.",
)
CASES: dict[str, dict[str, str | float]] = {
    f"P{n}": {"year": "third" if n % 3 else "fourth", "age": 21.0 + n % 4} for n in range(18)
}

KNOWN = Known(
    {"Mira": {"arm": "=A"}, "Jon": {"arm": "B"}, "Absent": {}},
    [Score("calm", ("pre", "post"), {"pre": {"Mira": 2.0, "Absent": 1.5}, "post": {"Mira": 4.0}})],
    FROM,
)
QUESTION = Item("I felt *safe*", {"P1": 5, "P2": 4, "P3": 1}, labels={5: "fully"})

PRINTED = {
    "themes": TABLES["themes"](FINDINGS),
    "short-themes": TABLES["short-themes"](CODEBOOK, provenance=FROM),
    "groups": TABLES["groups"](FINDINGS, ROLES),
    "codebook": TABLES["codebook"](CODEBOOK, added={"a": 1}, provenance=FROM),
    "agreement": TABLES["agreement"](AGREEMENT, provenance=FROM),
    "rounds": TABLES["rounds"]([ROUND], provenance=FROM),
    "evolution": TABLES["evolution"]([CHANGE], provenance=FROM),
    "swot": TABLES["swot"](FINDINGS, ("strength", "weakness"), ROLES),
    "swot-boxes": TABLES["swot-boxes"](FINDINGS, ("strength", "weakness")),
    "saturation": TABLES["saturation"](FINDINGS, base=1, run=1),
    "co-occurrence": TABLES["co-occurrence"](FINDINGS),
    "participants": TABLES["participants"](CASES, ["year", "age"], provenance=FROM),
    "quotations": TABLES["quotations"](FINDINGS),
    "questionnaire": TABLES["questionnaire"](
        [QUESTION], {"P1": "students", "P2": "leaders"}, provenance=FROM
    ),
    "agreement-by-round": TABLES["agreement-by-round"]([AGREEMENT], provenance=FROM),
    "codes-by-document": TABLES["codes-by-document"](FINDINGS),
    "joint": TABLES["joint"](
        [
            JointRow(
                "Felt *safe*",
                "n 29, mean 3.2 (SD 1.0) [2.8, 3.6]",
                "Relation",
                "“So we just sat there, all of us.” (Mira, student, session 1)",
                "expansion",
                "=Safe, though it hurt & burned.",
            )
        ],
        provenance=FROM,
    ),
    "framework": TABLES["framework"](FINDINGS, {("Mira", "r"): "Stays | with it."}, {"S1": "1"}),
    "abstraction": TABLES["abstraction"](FINDINGS, {("S1", 2): "Staying"}),
    "scores": TABLES["scores"](
        [
            Score(
                "calm (C)",
                ("before", "after"),
                {"before": {"P1": 2.0, "P2": 3.0, "P3": 4.0}, "after": {"P1": 4.0, "P2": 4.0}},
            )
        ],
        {"P1": "arm <1>", "P2": "arm <1>", "P3": "arm 2"},
        lambda degrees: 12.706 / degrees,
        provenance=FROM,
    ),
    "tidy": TABLES["tidy"](KNOWN, FINDINGS),
    "tidy-scores": TABLES["tidy-scores"](KNOWN),
    "fill-in": TABLES["fill-in"](
        Filling(
            "Joint display",
            "Row",
            ("Beside",),
            (FillColumn("fit", "Fit", {"silence": "silence"}), FillColumn("meta", "Meta")),
            (FillRow("1", "1", ("=x",), {"fit": "silence"}),),
            "2",
        ),
        provenance=FROM,
    ),
    "memos": TABLES["memos"](
        [
            WrittenMemo("S1-3", "unit", 1, "ana", "Is this *advice*?\nOr not."),
            WrittenMemo("=Holding (paper)", "theme", None, "", "<b>Bold</b> claim."),
        ],
        provenance=FROM,
    ),
    "keys": TABLES["keys"](CODEBOOK, provenance=FROM),
    "agreement-change": TABLES["agreement-change"](
        [
            Move("containment", 1, 2, 0.5, 0.75, 0.25, -0.125, 0.5),
            Move("Advice", 1, 2, None, 0.5, undefined_because="no_variation"),
        ],
        ["Round 1: α; round 2: α."],
        provenance=FROM,
    ),
    "agreement-units": TABLES["agreement-units"](
        2,
        [
            AgreementRow("containment", "krippendorff_alpha", value, 9, 2, key=key)
            for value, key in (
                (0.5, {"code": "containment", "unit": "sentence"}),
                (None, {"code": "containment", "unit": "turn"}),
            )
        ],
        ["The unit was decided before."],
        provenance=FROM,
    ),
    "srqr": TABLES["srqr"]({12: "9 participants."}, {12: "4"}, provenance=FROM),
    "coreq": TABLES["coreq"]({12: "9 participants."}, {12: "4"}, provenance=FROM),
    "transcripts": TABLES["transcripts"]("S1", TEXT, TURNS["S1"], UNITS["S1"], FINDINGS),
    "documents": TABLES["documents"](
        [Document(1, "S1", None, "e3b0", 2)], {"S1": 88}, {"S1": 3}, provenance=FROM
    ),
    "codings": TABLES["codings"](
        2,
        CODEBOOK,
        UNITS,
        [Coding("ana", "S1", "c", 28, 60, 2, 2), Coding("ben", "S1", "w", 31, 40, 2, 2)],
        [NoCode("ben", "S1", 1)],
        provenance=FROM,
    ),
    "units": TABLES["units"]({"S1": TEXT}, TURNS, UNITS, provenance=FROM),
}


def test_every_table_on_the_shelf_is_kept() -> None:
    assert set(PRINTED) == set(TABLES)


@pytest.mark.parametrize("name", list(PRINTED))
@pytest.mark.parametrize("suffix", list(EXPORTERS))
def test_a_table_is_written_as_it_was_kept(name: str, suffix: str) -> None:
    content = EXPORTERS[suffix](PRINTED[name])
    compare(kept(name, suffix), inside(content) if suffix in _ARCHIVES else content.decode())


_ARCHIVES = ("docx", "xlsx")


def kept(name: str, suffix: str) -> str:
    """The name of the file that a table is kept in."""
    return f"{name}.{suffix}.xml" if suffix in _ARCHIVES else f"{name}.{suffix}"


def test_a_codebook_is_saved_as_it_was_kept() -> None:
    compare("codebook.yaml", format_codebook(CODEBOOK))
    parse_codebook((GOLDEN / "codebook.yaml").read_text("utf-8"))


def inside(archive: bytes) -> str:
    """The part of a Word or Excel file that holds the table, a line an element."""
    part = {"word/document.xml", "xl/worksheets/sheet1.xml"}
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        (name,) = part.intersection(parts.namelist())
        xml = parts.read(name).decode()
    body = xml[xml.index("<w:body>" if "<w:body>" in xml else "<sheetViews>") :]
    return body.replace("><", ">\n<") + "\n"


def compare(name: str, printed: str) -> None:
    path = GOLDEN / name
    if os.environ.get("WORKBENCH_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(printed, "utf-8", newline="\n")
    assert path.read_text("utf-8") == printed


def test_all_that_is_kept_is_compared() -> None:
    ours = {kept(name, suffix) for name in PRINTED for suffix in EXPORTERS} | {"codebook.yaml"}
    assert {path.name for path in GOLDEN.iterdir()} == ours


def test_a_table_is_a_plain_value() -> None:
    assert all(isinstance(table, Table) for table in PRINTED.values())
