"""Projects of other programs: what they count, what they name oddly, what is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.studies import CODE, SOURCE, TEXT, USER, project_xml, qdpx, selection
from tests.small import small_study
from workbench.errors import NameUnknown, NotAsked
from workbench.exchange.decoding import decode, with_line_feeds
from workbench.exchange.offsets import CONVENTIONS, Ruler
from workbench.exchange.values import Convention
from workbench.steps.check import check
from workbench.steps.exchange.into import (
    Asked,
    Report,
    convention_of,
    import_project,
    new_from_project,
)
from workbench.steps.exchange.texts import turns_of
from workbench.store import open_study
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.store.reads.cases import cases
from workbench.store.reads.memos import memos
from workbench.terms import NOBODY, Attribute, Span

OTHER = "66666666-6666-4666-8666-666666666666"
NOTE = "77777777-7777-4777-8777-777777777777"


# ------------------------------------------------------------------ how positions are counted


@given(
    text=st.text(st.sampled_from("ab \r\n😀é𝔘"), min_size=1, max_size=30),
    cut=st.tuples(st.integers(0, 30), st.integers(0, 30)),
    convention=st.sampled_from(CONVENTIONS),
)
def test_a_ruler_finds_the_words_that_any_program_counted_to(
    text: str, cut: tuple[int, int], convention: Convention
) -> None:
    unit, crlf, mark, inclusive = convention
    found = decode(b"\xef\xbb\xbf" + text.encode())
    start, stop = sorted(cut)
    before, inside = with_line_feeds(text)[:start], with_line_feeds(text)[start:stop]
    if not inside or start + len(inside) > len(found.text):
        return
    counted = _as_counted(text, crlf)
    first, last = _place(counted, start, unit), _place(counted, start + len(inside), unit)
    shift = (3 if unit == "bytes" else 1) if mark else 0
    end = last + shift - (1 if inclusive else 0)
    span = Ruler(found, convention).span(first + shift, end)
    assert span is not None
    assert found.text[span.start : span.stop] == inside
    assert before == found.text[: span.start]


def _as_counted(text: str, crlf: int) -> list[str]:
    """The signs of the LF text, each as the program sees it."""
    seen = {"\x00": "\r\n" if crlf == 2 else "\n", "\r": "\n"}
    return [seen.get(sign, sign) for sign in text.replace("\r\n", "\x00")]


def _place(signs: list[str], index: int, unit: str) -> int:
    text = "".join(signs[:index])
    if unit == "UTF-16":
        return len(text.encode("utf-16-le")) // 2
    return len(text.encode()) if unit == "bytes" else len(text)


BEFORE = "Ä 😀\r\nB, "
WORDS = BEFORE + "friends\r\nand 😀 more"
CASES = {
    "UTF-16, CRLF 2, mark": (b"\xef\xbb\xbf" + WORDS.encode(), 9, 16),
    "code points, CRLF 1": (WORDS.encode(), 7, 14),
    "code points, CRLF 2": (WORDS.encode(), 8, 15),
    "the end included": (WORDS.encode(), 7, 13),
    "bytes": (WORDS.encode(), 12, 19),
    "the mark counted": (b"\xef\xbb\xbf" + WORDS.encode(), 8, 15),
    "Windows-1252": (WORDS.replace("😀", "x").encode("cp1252"), 7, 14),
    "UTF-16": (WORDS.encode("utf-16"), 7, 14),
    "UTF-16 without a mark": (WORDS.encode("utf-16-le"), 7, 14),
}


@pytest.mark.parametrize("name", CASES)
def test_the_words_are_found_however_they_were_counted(name: str, tmp_path: Path) -> None:
    data, start, stop = CASES[name]
    report = take(tmp_path, project_xml(selections=selection(start, stop, "friends")), data)
    assert report.quotes == ("friends",)


def test_without_quotations_the_edges_of_words_tell(tmp_path: Path) -> None:
    words = [f"😀 wort{n} und\r\n" for n in range(40)]
    text, marks, at = "".join(words), "", 0
    for n, word in enumerate(words):
        marks += selection(at + 3, at + 3 + len(f"wort{n}"), n=n + 1)
        at += len(word.encode("utf-16-le")) // 2
    report = take(tmp_path, project_xml(origin="x", selections=marks), text.encode())
    assert report.convention.startswith("UTF-16 counted, CRLF counts 2")
    assert report.quotes[-1] == "wort4"


def test_a_researcher_can_say_how_positions_are_counted() -> None:
    assert convention_of("utf-16, crlf=2") == CONVENTIONS[12]
    with pytest.raises(NotAsked, match="no way to count"):
        convention_of("furlongs")


# ------------------------------------------------------------------ odd but readable


def take(tmp_path: Path, xml: str | bytes, text: bytes | None = TEXT.encode()) -> Report:
    """A study of a project file, checked."""
    path = qdpx(tmp_path / "x.qdpx", xml, text)
    report = new_from_project(tmp_path / "a.study", path)
    assert check(tmp_path / "a.study").faults == ()
    for one in report.counts:
        assert one.read == one.taken + one.same + one.kept + one.lost, one
    return report


FRIENDS = selection(10, 17, "friends")
ODD: dict[str, str | bytes] = {
    "a byte order mark": b"\xef\xbb\xbf" + project_xml(selections=FRIENDS).encode(),
    "UTF-16": project_xml(selections=FRIENDS).replace("utf-8", "utf-16").encode("utf-16"),
    "namespace": project_xml(selections=FRIENDS).replace("project:1.0", "project:0:10"),
    "braces": project_xml(selections=FRIENDS).replace(f'guid="{CODE}"', f'guid="{{{CODE}}}"'),
    "not codable": project_xml(selections=FRIENDS).replace('"true"', '"false"'),
    "an unknown user": project_xml(selections=FRIENDS.replace(USER, OTHER)),
    "no user": project_xml(selections=FRIENDS.replace(f'creatingUser="{USER}"', "")),
    "no internal://": project_xml(selections=FRIENDS).replace("internal://", ""),
    "inside": project_xml(
        source='name="Doc"', selections=f"<PlainTextContent>{TEXT}</PlainTextContent>{FRIENDS}"
    ),
    "empty sets": project_xml(selections=FRIENDS, more="<Sets/>"),
    "cases late": project_xml(selections=FRIENDS, more='<Cases><Case guid="x" name="y"/></Cases>'),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_read_and_told(name: str, tmp_path: Path) -> None:
    report = take(tmp_path, ODD[name])
    assert report.notes != ()
    assert report.quotes == ("friends",)
    assert {one.kind: one.taken for one in report.counts}["codings"] == 1


LOST = {
    "beyond the end": selection(10, 9999),
    "backwards": selection(17, 10),
    "negative": selection(-3, 4),
    "empty": selection(10, 10),
    "no number": selection("ten", 17),
    "huge": selection(10, "9" * 400),
    "a code that is not there": selection(10, 17, code=OTHER),
}


@pytest.mark.parametrize("name", LOST)
def test_no_place_is_invented_for_a_coding(name: str, tmp_path: Path) -> None:
    report = take(tmp_path, project_xml(selections=LOST[name]))
    assert [one for one in report.counts if one.kind in ("codes", "documents", "codings")] == [
        ("codes", 1, 1, 0, 0, 0), ("documents", 1, 1, 0, 0, 0), ("codings", 1, 0, 0, 0, 1),
    ]  # fmt: skip
    assert "55555555-5555-4555-8555-000000000001" in report.left_out[0]


def test_names_that_are_taken_or_empty_get_another(tmp_path: Path) -> None:
    codes = "".join(
        f'<Code guid="0000000{n}-0000-4000-8000-000000000000" name="{name}" isCodable="true"/>'
        for n, name in enumerate(("a", "A", "", "=1+1", "x&#10;y", "a > b"))
    )
    report = take(tmp_path, project_xml(codes=codes))
    with open_study(tmp_path / "a.study") as store, store.reading() as reader:
        names = [code.name for _, code in codebooks.codebook(reader, NOBODY).walk()]
    assert names == ["a", "A (2)", "code without a name", "=1+1", "x y", "a › b"]
    assert report.counts[1].taken == 6


# ------------------------------------------------------------------ what is taken


FULL = project_xml(
    selections=FRIENDS
    + selection(2, 8, "listen", n=2)
    + selection(2, 8, "listen", n=3)
    + f'<Coding guid="{OTHER}"><CodeRef targetGUID="{CODE}"/></Coding>'
    + f'<NoteRef targetGUID="{NOTE}"/>',
    more='<Notes><Note guid="' + NOTE + '" name="thought" creatingUser="' + USER + '">'
    "<PlainTextContent>so it is</PlainTextContent></Note></Notes>"
    '<Links><Link guid="' + OTHER + '"/></Links>',
).replace(
    "<Sources>",
    '<Variables><Variable guid="v" name="age" typeOfVariable="Integer"/></Variables>'
    '<Cases><Case guid="c" name="Mara"><VariableValue><VariableRef targetGUID="v"/>'
    f'<IntegerValue>41</IntegerValue></VariableValue><SourceRef targetGUID="{SOURCE}"/></Case>'
    "</Cases><Sources>",
)


def test_a_project_becomes_a_study(tmp_path: Path) -> None:
    report = take(tmp_path, FULL)
    assert report.counts == (
        ("coders", 1, 1, 0, 0, 0), ("codes", 1, 1, 0, 0, 0), ("documents", 1, 1, 0, 0, 0),
        ("cases", 1, 1, 0, 0, 0), ("facts", 1, 1, 0, 0, 0), ("codings", 4, 2, 1, 1, 0),
        ("notes", 1, 1, 0, 0, 0), ("links", 1, 0, 0, 0, 1),
    )  # fmt: skip
    with open_study(tmp_path / "a.study") as store, store.reading() as reader:
        assert documents.text(reader, NOBODY, "Doc") == TEXT
        assert [(c.start, c.stop, c.coder) for c in codings.codings(reader, NOBODY, 1)] == [
            (2, 8, "ana"), (10, 17, "ana"),
        ]  # fmt: skip
        one = rounds.round_of(reader, NOBODY, 1)
        assert (one.purpose, one.state, one.unit) == ("explore", "revealed", "turn")
        assert [fact.attributes for fact in cases(reader, NOBODY)] == [(Attribute("age", 41),)]
        assert [(m.author, m.target_kind, m.text) for m in memos(reader, NOBODY)] == [
            ("ana", "document", "thought\nso it is"),
            (None, "event", "Kept: coding of all of “Doc”: coping, by unknown (NVivo)"),
        ]


def test_elements_where_none_belongs_are_passed_over(tmp_path: Path) -> None:
    inner = f'<Coding guid="{CODE}"><CodeRef targetGUID="{CODE}"/></Coding>'
    value = f"<VariableValue><VariableRef targetGUID='{CODE}'/>{inner}</VariableValue>"
    inside = selection(10, 17, "friends").replace("</Coding>", f"{inner}</Coding>")
    path = qdpx(tmp_path / "x.qdpx", project_xml(selections=inside + value))
    report = new_from_project(tmp_path / "a.study", path)
    assert (report.quotes, dict(report.coders)) == (("friends",), {"ana": 1})


def test_taken_twice_it_adds_nothing(tmp_path: Path) -> None:
    take(tmp_path, FULL)
    before = (tmp_path / "a.study").read_bytes()
    with open_study(tmp_path / "a.study") as store:
        report = import_project(store, NOBODY, tmp_path / "x.qdpx")
    assert [one.kind for one in report.counts if one.taken] == []
    with open_study(tmp_path / "a.study") as store, store.reading() as reader:
        assert len(rounds.rounds(reader, NOBODY)) == 1
    assert (tmp_path / "a.study").read_bytes() == before


def test_nvivo_says_on_the_selection_who_coded_others_on_the_coding(tmp_path: Path) -> None:
    users = f'<User guid="{OTHER}" name="ben"/></Users>'
    marked = FRIENDS.replace(f'<Coding guid="55555555-5555-4555-8555-000000000001" creatingUser'
                             f'="{USER}"', f'<Coding guid="x" creatingUser="{OTHER}"')  # fmt: skip
    coders = {}
    for origin in ("NVivo 12", "qdapy", "somebody's"):
        xml = project_xml(origin=origin, selections=marked).replace("</Users>", users)
        (tmp_path / origin).mkdir()
        coders[origin] = take(tmp_path / origin, xml).coders
    assert coders == {"NVivo 12": {"ana": 1}, "qdapy": {"ben": 1}, "somebody's": {"ben": 1}}


def test_rounds_come_back_from_the_names_of_users(tmp_path: Path) -> None:
    users = f'<User guid="{OTHER}" name="ana [R2]"/></Users>'
    again = selection(10, 17, "friends", n=2, user=OTHER)
    xml = project_xml(origin="QualCoder", selections=FRIENDS + again)
    xml = xml.replace('name="ana"/>', 'name="ana [R1]"/>').replace("</Users>", users)
    assert take(tmp_path, xml).coders == {"ana": 2}
    with open_study(tmp_path / "a.study") as store, store.reading() as reader:
        assert [one.coders for one in rounds.rounds(reader, NOBODY)] == [("ana",), ("ana",)]


def test_nobody_becomes_another_by_a_like_name(tmp_path: Path) -> None:
    path = qdpx(tmp_path / "x.qdpx", FULL)
    with small_study(tmp_path / "a.study") as store:
        assert import_project(store, NOBODY, path).coders == {"ana (p)": 3}
    with small_study(tmp_path / "b.study") as store:
        asked = Asked(coders={"ana": "ana"})
        assert import_project(store, NOBODY, path, asked).coders == {"ana": 3}
        again = import_project(store, NOBODY, path)
        assert (again.coders, [one.kind for one in again.counts if one.taken]) == ({"ana": 3}, [])
        for wrong in ({"zoe": "ana"}, {"ana": "zoe"}):
            with pytest.raises(NameUnknown):
                import_project(store, NOBODY, path, Asked(coders=wrong))


def test_nothing_in_the_study_is_overwritten(tmp_path: Path) -> None:
    path = qdpx(tmp_path / "x.qdpx", FULL.replace('name="Doc"', 'name="s1"'))
    with small_study(tmp_path / "a.study") as store:
        with store.reading() as reader:
            before = documents.text(reader, NOBODY, "s1"), codebooks.codebook(reader, NOBODY)
        import_project(store, NOBODY, path)
        with store.reading() as reader:
            after = documents.text(reader, NOBODY, "s1"), codebooks.codebook(reader, NOBODY, 1)
            names = [one.name for one in documents.documents(reader, NOBODY)]
            latest = [one.name for one in codebooks.codebook(reader, NOBODY).codes]
    assert after == before
    assert names == ["s1", "s2", "s1 (2)"]
    assert latest == ["feelings", "stance", "coping"]


def test_strict_takes_nothing_where_anything_is_lost(tmp_path: Path) -> None:
    path = qdpx(tmp_path / "x.qdpx", FULL)
    with small_study(tmp_path / "a.study") as store:
        assert import_project(store, NOBODY, path, Asked(strict=True)).lost == 1
        with store.reading() as reader:
            assert len(documents.documents(reader, NOBODY)) == 2


@given(st.text(st.sampled_from("ab:\n \tÄ"), min_size=1, max_size=40))
def test_turns_of_a_text_from_outside_leave_no_gap(text: str) -> None:
    if text.strip():
        turns = [Span(one.start, one.stop) for one in turns_of(text)]
        assert [one.start for one in turns] == [0, *(one.stop for one in turns[:-1])]
        assert turns[-1].stop == len(text)
        assert all(text[one.start : one.stop].strip() for one in turns)
