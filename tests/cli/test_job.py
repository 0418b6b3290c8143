"""The main job by commands: import, segment, code blind, close, reveal, compare, export."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import CODINGS, Workbench


def test_documents_are_listed_with_units_and_progress(workbench: Workbench, study: Path) -> None:
    rows = workbench("documents", study, "--json").json
    assert [(row["document"], row["turns"], row["units"]) for row in rows] == [
        ("s1", 4, {"sentence": 7}),
        ("s2", 3, {"sentence": 4}),
    ]
    assert rows[0]["progress"][0] == {
        "round": 1,
        "coder": "ana",
        "units": 6,
        "judged": 0,
        "finished": False,
        "sample": None,
    }


def test_the_text_between_a_units_offsets_is_the_unit(
    workbench: Workbench, study: Path, material: Path
) -> None:
    workbench("export", study, "units", "--unit", "sentence", "-o", material / "units.csv")
    text = (material / "s1.txt").read_text("utf-8")
    with (material / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["document"] == "s1"]
    assert [text[int(r["start"]) : int(r["stop"])] for r in rows] == [
        "Who has a case today?",
        "I do.",
        "I could not look at him.",
        "Were you angry?",
        "I was.",
        "Angry, yes.",
        "He had waited so long for us.",
    ]
    assert [r["text"] for r in rows] == [text[int(r["start"]) : int(r["stop"])] for r in rows]


def test_agreement_by_code_counts_the_judged_units(workbench: Workbench, coded: Path) -> None:
    found = workbench("agreement", coded, "--round", 1, "--json").json
    rows = {row["code"]: row for row in found["rows"]}
    assert (found["round"], found["purpose"], list(rows)) == (
        1,
        "test",
        ["anger", "shame", "near", "far"],
    )
    assert rows["anger"]["units"] == 9
    assert rows["anger"]["prevalence"] == {"ana": 2 / 9, "noor": 1 / 9}
    # 8 of 9 units agree; Krippendorff's alpha of the 2×2 table 1, 1, 0, 7 by hand:
    # D_o = 2/18, D_e = 2·3·15/(18·17), alpha = 1 − 0.1111/0.2941
    assert rows["anger"]["value"] == pytest.approx(1 - (2 / 18) / (2 * 3 * 15 / (18 * 17)))
    assert "unit=sentence, 2 coders, 9 units, students' turns" in found["recipe"]


def test_undefined_is_a_value_with_a_reason(workbench: Workbench, coded: Path) -> None:
    found = workbench("agreement", coded, "--round", 1, "--by", "document", "--json").json
    assert [row["document"] for row in found["rows"]] == ["s1", "s2"]
    by_code = workbench("agreement", coded, "--round", 1, "--coder", "ana", "--json").json
    assert {row["undefined_because"] for row in by_code["rows"]} == {"single_coder"}
    assert {row["value"] for row in by_code["rows"]} == {None}


@pytest.mark.parametrize("way", [(), ("--round", 1), ("--round", 1, "--sensitivity")])
@pytest.mark.parametrize(
    ("words", "right"),
    [
        (("--coder", "nope"), "ana, noor"),
        (("--role", "leader"), "student"),  # who has turns here that nobody judges
        (("--speaker", "Ruth"), "Mara, Idris"),
        (("--document", "s9"), "s1, s2"),
    ],
)
def test_agreement_of_what_nobody_judged_is_refused_with_the_right_names(
    workbench: Workbench,
    coded: Path,
    way: tuple[object, ...],
    words: tuple[str, str],
    right: str,
) -> None:
    for _ in range(2):
        said = workbench("agreement", coded, *way, *words)
        assert (said.status, said.out) == (1, "")
        verb = "are" if "," in right else "is"
        kind, name = words[0].removeprefix("--"), words[1]
        sentence = f"There is no {kind} of round 1 “{name}”; there {verb}: {right}.\n"
        assert said.err == sentence


def test_exclusive_categories_are_nominal_with_none(workbench: Workbench, coded: Path) -> None:
    rows = workbench("agreement", coded, "--round", 1, "--by", "category", "--json").json["rows"]
    assert [(row["category"], row["units"], row["percent"]) for row in rows] == [
        ("stance", 9, pytest.approx(8 / 9))
    ]


def test_pairs_get_cohens_kappa(workbench: Workbench, coded: Path) -> None:
    rows = workbench("agreement", coded, "--round", 1, "--by", "pair", "--json").json["rows"]
    assert {tuple(row["pair"]) for row in rows} == {("ana", "noor")}
    assert {row["coefficient"] for row in rows} == {"cohen_kappa"}
    shame = next(row for row in rows if row["code"] == "shame")
    # both 2, only noor 1, neither 6: p_o = 8/9, p_e = (2·3 + 7·6)/81
    assert shame["value"] == pytest.approx((8 / 9 - 48 / 81) / (1 - 48 / 81))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx", "md"])
def test_the_theme_table_counts_what_all_agreed(
    workbench: Workbench, coded: Path, material: Path, suffix: str
) -> None:
    path = material / f"themes.{suffix}"
    done = workbench("export", coded, "themes", "-o", path, "--json")
    assert (done.status, done.json["file"], path.stat().st_size > 100) == (0, str(path), True)
    if suffix == "md":
        words = path.read_text("utf-8")
        assert "3 (100.0)" in words  # anger on 6, shame on s1 3 and s2 3
        assert "unresolved" in words.lower()


def test_a_study_is_rebuilt_to_the_last_digit(
    workbench: Workbench, coded: Path, material: Path
) -> None:
    again = material / "again.study"
    workbench("codings", coded, "save", material / "saved.csv", "--round", 1)
    workbench("codebook", coded, "save", material / "saved.yaml")
    rounds = workbench("round", coded, "list", "--json").json
    for words in (
        ("new", again, "--name", "Again"),
        ("import", again, material / "s1.txt", material / "s2.txt", "--same", "--role",
         "Ruth=leader", "--role", "*=student"),
        ("segment", again, "--unit", rounds[0]["unit"]),
        ("codebook", again, "load", material / "saved.yaml"),
        *(("coder", again, "add", name) for name in rounds[0]["coders"]),
        ("round", again, "open", "--unit", rounds[0]["unit"],
         *(word for name in rounds[0]["coders"] for word in ("--coder", name)),
         *(word for name in rounds[0]["documents"] for word in ("--document", name)),
         *(word for role in rounds[0]["roles"] for word in ("--role", role))),
        ("codings", again, "load", material / "saved.csv", "--round", 1),
        ("round", again, "close"),
        ("round", again, "reveal"),
    ):  # fmt: skip
        done = workbench(*words)
        assert done.status == 0, (words, done.err)
    for by in ("code", "category", "pair", "document", "theme", "speaker"):
        asked = ("--round", 1, "--by", by, "--json")
        assert (
            workbench("agreement", again, *asked).json == workbench("agreement", coded, *asked).json
        )


def test_loading_twice_equals_loading_once(
    workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "codings.csv").write_text(CODINGS, "utf-8")
    load = ("codings", study, "load", material / "codings.csv", "--round", 1, "--json")
    assert workbench(*load).json["codings"] == 10
    mine = ("codings", study, "save", material / "saved.csv", "--as", "ana")
    workbench(*mine)
    before = (material / "saved.csv").read_bytes()
    workbench(*load)
    workbench(*mine)
    assert (material / "saved.csv").read_bytes() == before


def test_only_a_coder_is_told_what_lay_there_already(
    workbench: Workbench, study: Path, material: Path
) -> None:
    header, *rows = CODINGS.splitlines()
    own = [row for row in rows if ",ana," in row]
    (material / "own.csv").write_text("\n".join([header, *own]) + "\n", "utf-8")
    load = ("codings", study, "load", material / "own.csv", "--round", 1, "--json")
    told = {"codings": len(own), "no_codes": 0, "same": None, "filled": 0}
    assert [workbench(*load).json, workbench(*load).json] == [told, told]
    theirs = workbench(*load, "--as", "ana").json
    assert theirs == {"codings": 0, "no_codes": 0, "same": len(own), "filled": 0}


def test_until_reveal_the_command_line_keeps_coders_apart(
    workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "codings.csv").write_text(CODINGS, "utf-8")
    workbench("codings", study, "load", material / "codings.csv", "--round", 1)
    for words in (
        ("agreement", study, "--round", 1),
        ("codings", study, "save", material / "all.csv", "--round", 1),
        ("export", study, "themes", "--round", 1, "-o", material / "t.csv"),
        ("export", study, "codings", "--round", 1, "-o", material / "c.csv"),
    ):
        said = workbench(*words)
        assert (said.status, said.out) == (1, ""), words
    assert not list(material.glob("[act].csv*"))
    mine = workbench("codings", study, "save", material / "mine.csv", "--round", 1, "--as", "ana")
    assert mine.status == 0
    assert "noor" not in (material / "mine.csv").read_text("utf-8")


def test_importing_twice_changes_nothing(workbench: Workbench, study: Path, material: Path) -> None:
    before = workbench("history", study, "--json").json
    again = workbench("import", study, material / "s1.txt", "--json").json
    assert [(row["document"], row["status"]) for row in again] == [("s1", "same")]
    assert workbench("history", study, "--json").json == before


def test_a_changed_transcript_of_the_same_name_is_refused_with_both_hashes(
    workbench: Workbench, study: Path, material: Path
) -> None:
    old = hashlib.sha256((material / "s1.txt").read_bytes()).hexdigest()
    (material / "s1.txt").write_text("Ruth: Something else.\n", "utf-8")
    new = hashlib.sha256((material / "s1.txt").read_bytes()).hexdigest()
    said = workbench("import", study, material / "s1.txt")
    assert said.status == 1
    assert old in said.err
    assert new in said.err


def test_a_survey_brings_answers_attributes_and_scores(
    workbench: Workbench, study: Path, material: Path
) -> None:
    said = workbench("import", study, material / "survey.csv", "--id", "id", "--text", "best",
                     "--attribute", "group", "--score", "score", "--json")  # fmt: skip
    assert said.json == [{"document": "survey/best", "turns": 2, "status": "new"}]
    cases = {row["case"]: row for row in workbench("cases", study, "--json").json}
    facts = {fact["name"]: fact["value"] for fact in cases["F1"]["attributes"]}
    assert facts == {"group": "A", "score": 3}
    assert cases["F3"]["attended"] == [{"document": "survey/best", "role": None, "turns": 1}]


def test_preview_changes_nothing(workbench: Workbench, study: Path, material: Path) -> None:
    before = workbench("documents", study, "--json").json
    (material / "s3.txt").write_text("Ruth: Hello.\n\nZoe: Yes.\n", "utf-8")
    found: list[dict[str, Any]] = workbench(
        "import", study, material / "s3.txt", "--preview", "--json"
    ).json
    assert [s["speaker"] for s in found[0]["speakers"]] == ["Ruth", "Zoe"]
    assert workbench("documents", study, "--json").json == before


def test_participants_who_said_nothing_can_be_loaded(
    workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "people.csv").write_text(
        "case,document,role,year\nLotte,s1,student,3\nRuth,s1,leader,\n", "utf-8"
    )
    rows = workbench("cases", study, "load", material / "people.csv", "--json").json
    lotte = next(row for row in rows if row["case"] == "Lotte")
    assert lotte["attended"] == [{"document": "s1", "role": "student", "turns": 0}]


def test_a_sample_is_the_same_for_every_coder_and_every_time(
    workbench: Workbench, study: Path
) -> None:
    open_ = ("round", study, "draft", "--coder", "ana", "--coder", "noor", "--unit", "sentence",
             "--role", "student", "--sample", "50%", "--seed", 7, "--json")  # fmt: skip
    first, second = workbench(*open_).json[-1], workbench(*open_).json[-1]
    samples = [[share["sample"] for share in one["assignments"]] for one in (first, second)]
    assert samples[0] == samples[1]
    assert [len(sample) for sample in samples[0]] == [3, 2, 3, 2]


def test_labels_in_capitals_are_the_same_people_with_the_same_roles(
    workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "s3.txt").write_text("RUTH: Welcome.\n\nMARA: Hello.\n", "utf-8")
    workbench("import", study, material / "s3.txt", "--role", "Ruth=leader", "--role", "*=student",
              "--same")  # fmt: skip
    rows = {row["case"]: row["attended"] for row in workbench("cases", study, "--json").json}
    assert set(rows) == {"Ruth", "Mara", "Idris"}
    assert rows["Ruth"][-1] == {"document": "s3", "role": "leader", "turns": 1}
    assert rows["Mara"][-1] == {"document": "s3", "role": "student", "turns": 1}


def test_a_whole_of_a_survey_is_an_answer(
    workbench: Workbench, study: Path, material: Path
) -> None:
    workbench("import", study, material / "survey.csv", "--id", "id", "--text", "best",
              "--unit", "whole")  # fmt: skip
    rows = {row["document"]: row["units"] for row in workbench("documents", study, "--json").json}
    assert rows["survey/best"] == {"whole": 2}
    workbench("segment", study, "--unit", "whole", "--document", "s1")
    rows = {row["document"]: row["units"] for row in workbench("documents", study, "--json").json}
    assert rows["s1"] == {"sentence": 7, "whole": 1}


def test_turns_without_punctuation_are_pointed_out(
    workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "bare.txt").write_text("Ruth: so who has a case\n\nMara: i do i think\n", "utf-8")
    workbench("import", study, material / "bare.txt")
    said = workbench("segment", study, "--unit", "sentence", "--document", "bare")
    assert "2 of the 2 turns of “bare” have no punctuation" in said.err


def test_a_wrong_unit_is_refused_before_anything_is_imported(
    workbench: Workbench, study: Path, material: Path
) -> None:
    (material / "new.txt").write_text("Ruth: Hello.\n", "utf-8")
    assert workbench("import", study, material / "new.txt", "--unit", "syllable").status == 1
    assert len(workbench("documents", study, "--json").json) == 2


def test_a_survey_that_changed_is_refused_without_a_word_of_what_it_holds(
    workbench: Workbench, study: Path, material: Path
) -> None:
    words = ("import", study, material / "survey.csv", "--id", "id", "--text", "best")
    first = workbench(*words)
    assert (first.status, first.err) == (0, "“best”: 2 answers in 3 rows.\n")
    (material / "survey.csv").write_text("id,best\nF1,all of it\nF2,n/a\n", "utf-8")
    said = workbench(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1), said
    assert "is in the study with another text" in said.err
    assert "1 answer in 2 rows" in workbench(*words, "--preview").err
