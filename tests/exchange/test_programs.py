"""What single programs write in ways of their own, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.studies import CODE, SOURCE, TEXT, USER, project_xml, qdpx, selection
from workbench.steps.exchange.into import Report, import_project, new_from_project
from workbench.store import open_study
from workbench.store.reads.cases import cases
from workbench.store.reads.documents import documents
from workbench.store.reads.memos import memos
from workbench.terms import NOBODY, Memo

BEN = "11111111-1111-4111-8111-111111111112"
PDF = "33333333-3333-4333-8333-333333333377"
FRIENDS = selection(10, 17, "friends")
TEXT_NAME = f"sources/{SOURCE}.txt"
VALUE = '<VariableValue><VariableRef targetGUID="v"/><TextValue>North</TextValue></VariableValue>'
SITE = '<Variables><Variable guid="v" name="site" typeOfVariable="Text"/></Variables>'


def take(tmp_path: Path, xml: str, text: bytes | None = TEXT.encode(), **more: bytes) -> Report:
    """The report of a new study made of the project; taken again, it adds nothing."""
    path = qdpx(tmp_path / "x.qdpx", xml, text, **more)
    report = new_from_project(tmp_path / "a.study", path)
    assert all(one.read == sum(one[2:]) for one in report.counts)
    with open_study(tmp_path / "a.study") as store:
        again = import_project(store, NOBODY, path)
    assert [one.kind for one in again.counts if one.taken and one.kind != "sets"] == []
    return report


def counted(report: Report) -> dict[str, tuple[int, ...]]:
    """For each kind that is not wholly taken: taken, there already, kept, lost."""
    return {one.kind: tuple(one[2:]) for one in report.counts if one.taken != one.read}


def memos_in(tmp_path: Path) -> list[tuple[str, str | None, str]]:
    def told(one: Memo) -> tuple[str, str | None, str]:
        return one.target_kind, one.author, one.text

    with open_study(tmp_path / "a.study") as store, store.reading() as reader:
        return [told(one) for one in memos(reader, NOBODY)]


def facts_in(tmp_path: Path) -> list[tuple[str, list[object], list[str]]]:
    with open_study(tmp_path / "a.study") as store, store.reading() as reader:
        return [
            (
                one.name,
                [fact.value for fact in one.attributes],
                [there.document for there in one.attendances],
            )
            for one in cases(reader, NOBODY)
        ]


def test_nvivo_is_said_to_name_who_exported(tmp_path: Path) -> None:
    marked = FRIENDS.replace(f'creatingUser="{USER}"><CodeRef', f'creatingUser="{BEN}"><CodeRef')
    xml = project_xml(origin="NVivo", selections=marked).replace(
        "</Users>", f'<User guid="{BEN}" name="ben"/></Users>'
    )
    report = take(tmp_path, xml)
    assert report.coders == {"ana": 1}
    assert report.notes == (
        "NVivo names ben on 1 coding, who exported; who coded is taken from the selections.",
    )


def test_what_is_said_of_a_pdf_is_said_of_its_text(tmp_path: Path) -> None:
    source = (
        f'<PDFSource guid="{PDF}" name="art.pdf" path="internal://x.pdf">'
        "<Description>found on paper</Description>"
        f'<Representation guid="{SOURCE}" plainTextPath="internal://{SOURCE}.txt">{FRIENDS}'
        f"</Representation>{VALUE}</PDFSource>"
    )
    case = f'<Cases><Case guid="c" name="Mara"><SourceRef targetGUID="{PDF}"/></Case></Cases>'
    xml = project_xml().replace("<Sources>", f"{SITE}{case}<Sources>")
    before, after = xml.index("<TextSource"), xml.index("</TextSource>") + len("</TextSource>")
    report = take(tmp_path, xml[:before] + source + xml[after:])
    assert counted(report) == {"PDFs": (0, 0, 0, 1)}
    assert facts_in(tmp_path) == [("Mara", [], ["art.pdf"]), ("art.pdf", ["North"], ["art.pdf"])]
    assert memos_in(tmp_path) == [("document", None, "found on paper")]
    assert "It names 1 file not in it." in report.notes


def test_a_transcript_that_is_listed_twice_is_one_document(tmp_path: Path) -> None:
    recording = (
        f'<AudioSource guid="{PDF}" name="rec" path="relative:///rec.mp3"><Transcript guid="{BEN}"'
        f' name="tr" plainTextPath="internal://{SOURCE}.txt"><SyncPoint guid="p" timeStamp="0"'
        ' position="2"/><SyncPoint guid="q" timeStamp="900" position="8"/><TranscriptSelection'
        ' guid="t" fromSyncPoint="P" toSyncPoint="q"><Coding guid="k"><CodeRef targetGUID='
        f'"{CODE}"/></Coding></TranscriptSelection></Transcript></AudioSource>'
    )
    xml = project_xml(selections=FRIENDS).replace("</Sources>", f"{recording}</Sources>")
    report = take(tmp_path, xml)
    assert report.quotes == ("friends", "listen")
    with open_study(tmp_path / "a.study") as store, store.reading() as reader:
        assert [one.name for one in documents(reader, NOBODY)] == ["Doc"]
    assert "“tr” has the text of “Doc”; one document." in report.notes


def test_a_code_that_is_a_case_says_whose_the_words_are(tmp_path: Path) -> None:
    codes = f'<Code guid="{CODE}" name="coping"/><Code guid="{BEN}" name="Mara"/>'
    marks = FRIENDS + selection(2, 8, "listen", code=BEN, n=2)
    xml = project_xml(codes=codes, selections=marks).replace(
        "<Sources>", f'<Cases><Case guid="{BEN}" name="Mara"/></Cases><Sources>'
    )
    report = take(tmp_path, xml)
    assert counted(report) == {"codes": (1, 0, 1, 0), "stretches of cases": (0, 0, 0, 1)}
    assert (report.quotes, report.left_out) == (("friends",), ())
    assert facts_in(tmp_path) == [("Mara", [], ["Doc"])]


def note(guid: str, words: str) -> str:
    return (
        f'<Note guid="{guid}" creatingUser="{USER}">'
        f"<PlainTextContent>{words}</PlainTextContent></Note>"
    )


def test_each_note_stands_where_it_is_referred_to(tmp_path: Path) -> None:
    marked = FRIENDS.replace("</Coding>", '<NoteRef targetGUID="1"/></Coding>').replace(
        "</PlainTextSelection>", '<NoteRef targetGUID="2"/></PlainTextSelection>'
    )
    words = "".join(
        note(str(n), said)
        for n, said in enumerate(("coding", "selection", "case", "link", "nothing"), 1)
    )
    xml = project_xml(
        selections=marked,
        more=f'<Notes>{words}</Notes><Links><Link guid="l" originGUID="4" targetGUID="{SOURCE}"/>'
        "</Links>",
    ).replace(
        "<Sources>",
        '<Cases><Case guid="c" name="Mara"><NoteRef targetGUID="3"/></Case></Cases><Sources>',
    )
    assert counted(take(tmp_path, xml)) == {"links": (0, 0, 0, 1)}
    assert sorted(memos_in(tmp_path)) == [
        ("case", "ana", "case"), ("document", "ana", "link"), ("study", "ana", "nothing"),
        ("unit", "ana", "coding\n\nselection"),
    ]  # fmt: skip


def test_descriptions_become_memos(tmp_path: Path) -> None:
    xml = project_xml(
        selections="<Description>of a source</Description>" + FRIENDS,
        more='<Sets><Set guid="s" name="ICLS 2024"><Description>of a set</Description>'
        f'<MemberSource targetGUID="{SOURCE}"/><MemberSource targetGUID="{PDF}"/></Set></Sets>'
        "<Description>of the project</Description>",
    ).replace(
        "<Sources>",
        '<Variables><Variable guid="v" name="age" typeOfVariable="Integer"><Description>of a'
        ' variable</Description></Variable></Variables><Cases><Case guid="c" name="Mara">'
        "<Description>of a case</Description></Case></Cases><Sources>",
    )
    report = take(tmp_path, xml)
    assert counted(report) == {"sets": (0, 0, 1, 0), "descriptions": (3, 0, 1, 0)}
    kept = ("set “ICLS 2024”: Doc; of a set", "what the variable “age” means: of a variable")
    assert report.kept == kept
    assert sorted(memos_in(tmp_path)) == [
        ("case", None, "of a case"), ("document", None, "of a source"),
        ("event", None, "\n".join(f"Kept: {one}" for one in kept)),
        ("study", None, "of the project"),
    ]  # fmt: skip


PATHS = {
    "escaped": ("internal://My%20Doc.txt", "sources/My Doc.txt"),
    "with its folder": ("internal://sources/a.txt", "sources/a.txt"),
    "a folder without a scheme": ("Sources/a.txt", "sources/a.txt"),
    "with a third stroke": ("internal:///a.txt", "Sources/A.TXT"),
    "beside the project": ("internal://a.txt", "a.txt"),
}


@pytest.mark.parametrize("name", PATHS)
def test_a_text_is_found_however_its_path_is_written(name: str, tmp_path: Path) -> None:
    path, member = PATHS[name]
    xml = project_xml(source=f'name="Doc" plainTextPath="{path}"', selections=FRIENDS)
    assert take(tmp_path, xml, None, **{member: TEXT.encode()}).quotes == ("friends",)


def test_a_project_that_was_zipped_by_hand_is_read(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.qdpx", "w") as archive:
        archive.writestr("My work/", b"")
        archive.writestr("My work/project.qde", project_xml(selections=FRIENDS))
        archive.writestr(f"My work/{TEXT_NAME}", TEXT)
        archive.writestr("__MACOSX/._project.qde", b"what macOS adds")
    report = new_from_project(tmp_path / "a.study", tmp_path / "x.qdpx")
    assert report.quotes == ("friends",)


def test_two_users_of_one_name_stay_two(tmp_path: Path) -> None:
    again = selection(10, 17, "friends", n=2, user=BEN)
    xml = project_xml(selections=FRIENDS + again).replace(
        "</Users>", f'<User guid="{BEN}" name="ana"/></Users>'
    )
    report = take(tmp_path, xml)
    assert report.coders == {"ana": 1, "ana (2)": 1}
    assert report.notes == (
        "Two users in the file are called “ana”; the second is “ana (2)” here.",
    )


def test_codes_right_below_the_project_are_found(tmp_path: Path) -> None:
    xml = project_xml(selections=FRIENDS).replace("<CodeBook>", "").replace("</CodeBook>", "")
    assert take(tmp_path, xml).coders == {"ana": 1}


def test_a_memo_kept_as_a_word_file_is_read(tmp_path: Path) -> None:
    import io

    from docx import Document

    page, data = Document(), io.BytesIO()
    page.add_paragraph("so it is")
    page.save(data)
    xml = project_xml(
        more='<Notes><Note guid="n" name="thought" richTextPath="internal://n.docx"/></Notes>'
    )
    report = take(tmp_path, xml, **{"sources/n.docx": data.getvalue()})
    assert counted(report) == {}
    assert memos_in(tmp_path) == [("study", None, "thought\nso it is")]


def test_a_lost_coding_says_whose_it_was(tmp_path: Path) -> None:
    report = take(tmp_path, project_xml(origin="f4", selections=FRIENDS), None)
    assert report.left_out[1] == (
        "coding 55555555-5555-4555-8555-000000000001 by ana on “friends”: its text is not in the"
        " archive"
    )
