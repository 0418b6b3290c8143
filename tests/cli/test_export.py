"""Each table on the command line, with what can be asked of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Workbench
from workbench.steps.export import EXPORTS


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def facts(workbench: Workbench, coded: Path, material: Path) -> Path:
    """The coded study, with a fact about each student and a row of a joint display."""
    (material / "facts.csv").write_text("case,year\nMara,3\nIdris,5\n", "utf-8")
    assert workbench("cases", coded, "load", material / "facts.csv").status == 0
    row = ("joint", "new", "Domain or question", "Did they grow calmer?")
    assert workbench("cells", coded, "set", *row).status == 0
    return coded


ASKED = {
    "groups": ("--by", "year"),
    "units": ("--unit", "sentence"),
    "questionnaire": ("--scale", "1-5"),
    "participants": ("--smallest", 1),
}


@pytest.mark.parametrize("what", [name for name in EXPORTS if not name.startswith("swot")])
def test_every_export_writes_a_table(
    what: str, workbench: Workbench, facts: Path, material: Path
) -> None:
    if what in ("evolution", "agreement-change"):
        pytest.skip("has a test of its own: it needs another codebook, or another round")
    done = workbench(
        "export", facts, what, "-o", material / "t.csv", *ASKED.get(what, ()), "--json"
    )
    assert done.status == 0, done.err
    assert done.json == {"file": str(material / "t.csv"), "rows": len(rows(material / "t.csv"))}
    assert rows(material / "t.csv") or what == "memos"


def test_groups_are_of_people_by_a_fact_or_by_their_role(
    workbench: Workbench, facts: Path, material: Path
) -> None:
    for by, columns in (("year", ["3", "5"]), ("role", ["student"]), ("document", ["s1", "s2"])):
        assert (
            workbench("export", facts, "groups", "--by", by, "-o", material / "g.csv").status == 0
        )
        head = list(rows(material / "g.csv")[0])
        assert [name.split(":")[0] for name in head[1::2]] == columns


def test_groups_ask_by_what_and_know_what_there_is(
    workbench: Workbench, facts: Path, material: Path
) -> None:
    asked = workbench("export", facts, "groups", "-o", material / "g.csv")
    wrong = workbench("export", facts, "groups", "--by", "Year", "-o", material / "g.csv")
    assert (asked.status, asked.err) == (
        1, "Say by what, with --by: role, document, year.\n")  # fmt: skip
    assert wrong.err.startswith("There is no attribute “Year”")
    assert "year" in wrong.err
    assert not (material / "g.csv").exists()


@pytest.mark.parametrize(
    ("asked", "references"),
    [
        ((), {"anger": "1", "shame": "2", "near": "0", "far": "0"}),
        (("--coding", "any"), {"anger": "2", "shame": "3", "near": "1", "far": "1"}),
        (("--coding", "all"), {"anger": "1", "shame": "2", "near": "0", "far": "0"}),
        (("--coder", "noor"), {"anger": "1", "shame": "3", "near": "0", "far": "1"}),
        (("--coder", "noor", "--join-runs"), {"anger": "1", "shame": "3", "near": "0", "far": "1"}),
    ],
)
def test_themes_count_whose_coding_is_asked_for(
    asked: tuple[str, ...],
    references: dict[str, str],
    workbench: Workbench,
    facts: Path,
    material: Path,
) -> None:
    assert workbench("export", facts, "themes", "-o", material / "t.csv", *asked).status == 0
    found = {
        row["Subtheme"]: row["References n (%)"].split()[0]
        for row in rows(material / "t.csv")
        if row["Subtheme"]
    }
    assert found == references


def test_somebody_who_did_not_code_the_round_is_told_who_did(
    workbench: Workbench, facts: Path, material: Path
) -> None:
    done = workbench("export", facts, "themes", "--coder", "nora", "-o", material / "t.csv")
    assert (done.status, done.err) == (
        1, "There is no coder of round 1 “nora”; there are: ana, noor.\n",
    )  # fmt: skip


def test_the_codebook_by_round_says_what_changed_and_why(
    workbench: Workbench, facts: Path, material: Path
) -> None:
    why = ("--reason", "Shame came with guilt.")
    assert workbench("codebook", facts, "rename", "shame", "guilt", *why).status == 0
    assert workbench("export", facts, "evolution", "-o", material / "e.csv").status == 0
    assert rows(material / "e.csv") == [
        {
            "Round": "1",
            "Added": "",
            "Merged into": "",
            "Split into": "",
            "Renamed": "shame → guilt",
            "Redefined": "",
            "Retired": "",
            "Reason": "Shame came with guilt.",
        }
    ]


def test_a_swot_needs_groups_of_codes(workbench: Workbench, facts: Path, material: Path) -> None:
    done = workbench("export", facts, "swot", "-o", material / "s.csv")
    assert (done.status, done.err) == (
        1,
        (
            "No code of version 1 of the codebook is in a group; give codes “groups: [strength]” in"
            " the codebook and load it.\n"
        ),
    )


@pytest.mark.parametrize("scale", ["5-1", "1", "1-1", "a-b", "1-5000"])
def test_a_scale_that_is_none_is_wrong_usage(
    scale: str, workbench: Workbench, facts: Path, material: Path
) -> None:
    asked = ("questionnaire", "-o", material / "q.csv", "--scale", scale)
    done = workbench("export", facts, *asked)
    assert done.status == 2
    assert f"a scale is written LOW-HIGH, as 1-5, not “{scale}”" in done.err
    assert not (material / "q.csv").exists()


def test_tables_are_filled_in_on_the_command_line(
    workbench: Workbench, facts: Path, material: Path
) -> None:
    sheet = material / "f.xlsx"
    for words in (
        ("set", "framework", "Mara", "feelings", "Ashamed, then angry."),
        ("save", "framework", sheet),
        ("load", "framework", sheet, "--replace"),
    ):
        assert workbench("cells", facts, *words, "--as", "ana").status == 0, words
    listed = workbench("cells", facts, "list", "framework", "--json").json
    assert [(one["row"], one["column"], one["words"], one["who"]) for one in listed] == [
        ("Mara", "feelings", "Ashamed, then angry.", "ana")
    ]
    assert workbench("undo", facts, "--as", "ana").status == 0
    assert workbench("cells", facts, "list", "framework", "--json").json == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "coreq", "1"), "Say the row, the column and the words"),
        (("save", "coreq"), "Name the file"),
        (("list", "corq"), "There is no table to fill in “corq”"),
        (("set", "coreq", "40", "Answer", "x"), "There is no row of COREQ “40”"),
        (("load", "coreq", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_a_cell_that_is_none_is_refused_in_a_sentence(
    words: tuple[str, ...], said: str, workbench: Workbench, facts: Path
) -> None:
    done = workbench("cells", facts, *words)
    assert done.status == 1
    assert said in done.err


def test_memos_say_what_they_are_about(workbench: Workbench, facts: Path, material: Path) -> None:
    note = ("--round", 1, "--note", "shame", "Ben read silence as shame.", "--as", "ana")
    assert workbench("agreement", facts, *note).status == 0
    themed = ("--set", "paper", "--memo", "Holds them together.", "--code", "shame")
    assert workbench("themes", facts, "set", "paper").status == 0
    assert workbench("themes", facts, "add", "Exposure", *themed).status == 0
    assert workbench("export", facts, "memos", "-o", material / "m.csv").status == 0
    assert [tuple(row.values()) for row in rows(material / "m.csv")] == [
        ("shame", "agreement", "1", "ana", "Ben read silence as shame."),
        ("Exposure (paper)", "theme", "", "", "Holds them together."),
    ]


def test_the_codebook_comes_as_a_desk_copy(
    workbench: Workbench, facts: Path, material: Path
) -> None:
    import docx

    for suffix in ("html", "docx"):
        asked = ("desk-codebook", "-o", material / f"d.{suffix}")
        assert workbench("export", facts, *asked).status == 0
    page = (material / "d.html").read_text("utf-8")
    assert "<h3>anger</h3>\n<dl>\n<dt>Key</dt><dd>a</dd>" in page
    headings = [
        p.text
        for p in docx.Document(str(material / "d.docx")).paragraphs
        if p.style and p.style.name == "Heading 2"
    ]
    assert headings == ["feelings", "anger", "shame", "stance", "near", "far"]
    done = workbench("export", facts, "desk-codebook", "-o", material / "d.csv")
    assert done.err == "“desk-codebook” is written as .docx or .html; end the file's name so.\n"


def test_a_word_transcript_has_the_codes_of_each_coder(
    workbench: Workbench, facts: Path, material: Path
) -> None:
    import docx

    asked = ("transcripts", "--document", "s2", "-o", material / "t.docx")
    assert workbench("export", facts, *asked).status == 0
    final = docx.Document(str(material / "t.docx"))
    assert [(one.author, one.text) for one in final.comments] == [("final coding", "shame")]
    assert workbench("export", facts, *asked, "--each-coder").status == 0
    each = docx.Document(str(material / "t.docx"))
    assert [(one.author, one.text) for one in each.comments] == [
        ("ana", "shame"), ("noor", "shame"), ("noor", "shame")]  # fmt: skip


@pytest.mark.parametrize("what", ["transcripts", "memos", "agreement-change", "agreement-units"])
def test_a_blind_round_is_in_no_export(
    what: str, workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "c.csv").write_text("document,unit,coder,code\ns1,3,ana,shame\n", "utf-8")
    assert workbench("codings", study, "load", material / "c.csv", "--round", 1).status == 0
    for suffix in ("docx", "csv"):
        done = workbench("export", study, what, "-o", material / f"t.{suffix}")
        assert done.status == (0 if what == "memos" else 1)
    if what == "memos":
        assert rows(material / "t.csv") == []


def test_what_is_nothing_is_answered_with_all_there_is(
    workbench: Workbench, facts: Path, material: Path
) -> None:
    done = workbench("export", facts, "thems", "-o", material / "t.csv")
    assert done.status == 1
    assert done.err.startswith("There is no export “thems”; there are: themes, short-themes")
    assert "desk-codebook" in done.err


def test_without_a_file_a_figure_is_printed_or_the_table(workbench: Workbench, facts: Path) -> None:
    figure = workbench("export", facts, "themes")
    assert figure.out.splitlines()[:3] == ["Themes", "", figure.out.splitlines()[2]]
    assert "█" in figure.out
    assert "A reference is one unit with one code" in figure.err
    table = workbench("export", facts, "keys")
    assert table.out.splitlines()[0].split() == ["Key", "Code", "In", "short"]
    found = workbench("export", facts, "keys", "--json").json
    assert found["rows"][1] == ["a", "· anger", "Anger at anybody."]
    assert workbench("export", facts, "qdpx").err == (
        "A file for other programs needs a name: -o FILE\n"
    )
    assert "is written as .docx or .html" in workbench("export", facts, "desk-codebook").err
