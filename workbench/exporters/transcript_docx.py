"""Transcripts as a Word document in which the codes stand as comments on what was said."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from workbench.exporters.archive import WORD_TEXT, Long, with_date
from workbench.exporters.text import date, plain
from workbench.exporters.to_docx import add_note, describe, lay_out
from workbench.exporters.word import NAMESPACE, run
from workbench.terms import Table, Turn, clock

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True)
class Remark:
    """A comment on a stretch of a transcript; offsets as in its text."""

    start: int
    stop: int
    author: str
    words: str


@dataclass(frozen=True)
class Transcript:
    """A document to read, with what is remarked on it."""

    name: str
    text: str
    turns: tuple[Turn, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Transcripts:
    """Several, with sentences that stand beneath them."""

    title: str
    transcripts: tuple[Transcript, ...]
    notes: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)


def format_transcripts(found: Transcripts) -> bytes:
    """The transcripts as a Word document; what the same person says of a stretch is one comment."""
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    about = Table(found.title, (), (), found.notes, found.provenance)
    document = Document()
    document.styles["Normal"].font.size = Pt(10)
    lay_out(document.sections[0], wide=False)
    describe(document, about)
    document.element.body.insert(0, OxmlElement("w:sdt"))
    for note in (*found.notes, _from(found)):
        add_note(document, plain(note))
    numbered = _numbered(found.transcripts)
    _add_comments(document, [remark for its in numbered for _, remark in its], about)
    out = io.BytesIO()
    document.save(out)
    body = _bodies(found.transcripts, numbered)
    return with_date(out.getvalue(), date(about), Long(WORD_TEXT, body))


def _from(found: Transcripts) -> str:
    return "; ".join(f"{name}: {value}" for name, value in found.provenance.items())


_Numbered = list[tuple[int, Remark]]


def _numbered(transcripts: Sequence[Transcript]) -> list[_Numbered]:
    """The remarks of each transcript with their numbers, those of one person and stretch as one."""
    following, found = 0, []
    for one in transcripts:
        words: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for remark in sorted(one.remarks, key=lambda r: (r.start, r.stop, r.author)):
            words[remark.start, remark.stop, remark.author].append(remark.words)
        its = [Remark(*key, "\n".join(dict.fromkeys(said))) for key, said in words.items()]
        found.append(list(enumerate(its, start=following)))
        following += len(its)
    return found


# ------------------------------------------------------------------ comments


def _add_comments(document: Document, remarks: Sequence[Remark], about: Table) -> None:
    from docx.oxml import parse_xml

    if not remarks:
        return
    _add_styles(document)
    at = f"{date(about).isoformat(timespec='seconds')}Z"
    inside = "".join(_comment(n, remark, at) for n, remark in enumerate(remarks))
    whole = parse_xml(f'<w:comments xmlns:w="{NAMESPACE}">{inside}</w:comments>')
    # The package gives each comment the present time, and looks for a number among all.
    document.part._comments_part.element.extend(list(whole))  # noqa: SLF001


def _add_styles(document: Document) -> None:
    """The styles of comments under the names that Word has for them; the template lacks them."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for name, id_, kind, size in (
        ("annotation text", "CommentText", WD_STYLE_TYPE.PARAGRAPH, 10),
        ("annotation reference", "CommentReference", WD_STYLE_TYPE.CHARACTER, 8),
    ):
        style = document.styles.add_style(name, kind, builtin=True)
        style.element.set(qn("w:styleId"), id_)
        style.font.size = Pt(size)


def _comment(n: int, remark: Remark, at: str) -> str:
    author = escape(plain(remark.author)) or "?"
    initials = escape("".join(word[0] for word in plain(remark.author).split())[:4])
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{run(line)}</w:p>'
        for line in plain(remark.words).split("\n")
    )
    return (
        f'<w:comment w:id="{n}" w:author="{author}" w:initials="{initials}" w:date="{at}">'
        f"{lines}</w:comment>"
    )


# ------------------------------------------------------------------ text


def _bodies(transcripts: Sequence[Transcript], numbered: Sequence[_Numbered]) -> Iterator[str]:
    for at, (one, remarks) in enumerate(zip(transcripts, numbered, strict=True)):
        page = "<w:pageBreakBefore/>" if at else ""
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="Heading1"/>{page}</w:pPr>{run(plain(one.name))}</w:p>'
        )
        yield from _turns(one, remarks)


def _turns(one: Transcript, remarks: _Numbered) -> Iterator[str]:
    """A paragraph a turn; a remark begins and ends where its stretch does, in whatever turn."""
    starts, stops = _placed(one.turns, remarks)
    for turn in one.turns:
        who = " ".join(part for part in (clock(turn.time), turn.speaker or turn.case or "") if part)
        head = run(f"{plain(who)}: ", "<w:rPr><w:b/></w:rPr>") if who else ""
        inside = "".join(_pieces(one.text, turn, starts, stops))
        yield f'<w:p><w:pPr><w:spacing w:after="120"/></w:pPr>{head}{inside}</w:p>'


_Places = Mapping[int, list[int]]
"""At an offset, the numbers of remarks."""


def _placed(turns: Sequence[Turn], remarks: _Numbered) -> tuple[_Places, _Places]:
    """Where remarks begin and end, within turns: what lies between two of them is not printed."""
    starts: dict[int, list[int]] = defaultdict(list)
    stops: dict[int, list[int]] = defaultdict(list)
    for n, remark in remarks:
        touched = [t for t in turns if t.start < remark.stop and t.stop > remark.start]
        if touched:
            starts[max(remark.start, touched[0].start)].append(n)
            stops[min(remark.stop, touched[-1].stop)].append(n)
    return starts, stops


def _pieces(text: str, turn: Turn, starts: _Places, stops: _Places) -> Iterator[str]:
    cuts = sorted({turn.start, turn.stop} | _between(starts, turn) | _between(stops, turn))
    for at, following in zip(cuts, [*cuts[1:], None], strict=True):
        if at > turn.start:
            yield from (_end(n) for n in stops.get(at, ()))
        if following is None:
            return
        yield from (f'<w:commentRangeStart w:id="{n}"/>' for n in starts.get(at, ()))
        yield run(plain(text[at:following]))


def _between(places: Iterable[int], turn: Turn) -> set[int]:
    return {at for at in places if turn.start <= at <= turn.stop}


def _end(n: int) -> str:
    return (
        f'<w:commentRangeEnd w:id="{n}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{n}"/></w:r>'
    )
