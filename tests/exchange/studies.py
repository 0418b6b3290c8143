"""Random studies, and small project files, built in sight."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.small import passage
from workbench.drafts import Draft, DraftAttribute, DraftDocument, DraftTurn
from workbench.steps import themes
from workbench.steps.cells import set_cell
from workbench.steps.code import toggle
from workbench.steps.exports.wanted import Wanted
from workbench.steps.importing import import_drafts, read_files
from workbench.steps.proposals import Wish, propose
from workbench.store import Store, new_study
from workbench.store.carried import LEFT_OUT
from workbench.store.reads import codebooks, documents
from workbench.store.reads.rounds import round_of
from workbench.store.tables import METADATA
from workbench.store.writes import codings, places
from workbench.store.writes.cases import put_attributes
from workbench.store.writes.codebooks import add_version
from workbench.store.writes.coders import add_coder
from workbench.store.writes.decisions import put_decision
from workbench.store.writes.documents import add_document, put_units
from workbench.store.writes.memos import set_text
from workbench.store.writes.rounds import add_round, assign, lock_units, set_state
from workbench.surveys import Columns
from workbench.terms import NOBODY, Code, Codebook, Decision, Span, State, Viewer

WORDS = (
    *("ja", "nein", "so angry", "😀", "👩\u200d👩\u200d👧", "e\u0301", "שלום", "𝔘nbearable"),
    *("&", "<b>", '"x"', "a\tb"),
)
CODERS = ("ana", "ben", "=1+1")


def random_study(path: Path, seed: int) -> Store:
    """A study of a few documents, rounds and coders; the same seed gives the same."""
    draw = random.Random(seed)
    store = new_study(path, draw.choice(("Pilot", "a <b> & “c”", "=HYPERLINK(1)")))
    with store.writing() as writer:
        for number in range(draw.randint(0, 3)):
            _document(writer, draw, f"S{number} {draw.choice(WORDS)}")
        facts = [
            DraftAttribute("Mara", "age", draw.choice((41, 41.5, "forty"))),
            DraftAttribute("Idris", "age", draw.choice((1, 1e21, 0.0000001))),
            DraftAttribute("Idris", "well", draw.choice(("yes", 3)), "WHO-5", "after"),
        ]
        put_attributes(writer, draw.sample(facts, draw.randint(0, 3)))
        for name in CODERS:
            add_coder(writer, name, "team")
        for n in range(1, draw.randint(1, 3)):
            add_version(writer, _codebook(draw, n), {})
    _rounds(store, draw)
    if draw.random() < 0.5:
        _survey(store, draw)
    _ideas(store, draw)
    return store


def _survey(store: Store, draw: random.Random) -> None:
    """A survey of two questions, one of which is a score."""
    path = store.path.with_name("survey.csv")
    lines = [f"{n},{draw.choice(('=1+1', 'so', ''))},{n % 3}" for n in range(1, 5)]
    path.write_text("\n".join(["id,most,calm", *lines, ""]), "utf-8")
    columns = Columns(id="id", text=("most",), score=("calm",))
    import_drafts(store, NOBODY, read_files([path], columns))


def _ideas(store: Store, draw: random.Random) -> None:
    """A theme set with a quotation, and cells that somebody filled in."""
    with store.reading() as reader:
        names = [one.name for one in documents.documents(reader, NOBODY)]
        versions = codebooks.versions(reader, NOBODY)
    if versions and draw.random() < 0.7:
        themes.begin(store, Viewer("ana"), "paper & <set>")
        themes.add(store, Viewer("ana"), "=theme", themes.Wording(claim="a\nb", codes=("alone",)))
        if names:
            place = themes.Place(names[0], start=0, stop=1)
            themes.quote(store, Viewer("ana"), "=theme", place, supports=draw.random() < 0.5)
    if draw.random() < 0.7:
        for row, words in (("1", draw.choice(WORDS)), ("32", "=2")):
            set_cell(store, Viewer("ben"), Wanted("coreq"), row, "Answer", words)
        set_cell(store, Viewer("ana"), Wanted("joint"), "new", "Fit", "silence")
        set_cell(store, NOBODY, Wanted("coreq"), "32", "Answer", "")


def _document(writer: Any, draw: random.Random, name: str) -> None:
    turns, at, said = [], 0, []
    for speaker in draw.choices(("Mara", "Idris", None), k=draw.randint(1, 6)):
        words = " ".join(draw.choices(WORDS, k=draw.randint(1, 5)))
        turns.append(DraftTurn(at, at + len(words), speaker, 1.5, speaker))
        at += len(words) + 1
        said.append(words)
    found = DraftDocument(name, "\n".join(said), tuple(turns))
    add_document(writer, Draft("f.txt", name, "text", (found,)), found, {"*": "student"})
    put_units(writer, name, "turn", {"unit": "turn"}, [[Span(t.start, t.stop)] for t in turns])


def _codebook(draw: random.Random, n: int) -> Codebook:
    colour = draw.choice(("", "#0072B2"))
    below = tuple(
        Code(
            f"{word} {n if word == 'a' else ''}".strip(), uid=f"{ord(word):032x}", groups=("good",)
        )
        for word in draw.sample("abc", draw.randint(1, 3))
    )
    top = Code("top <1>", "category", "What\n\nUse when: x", colour=colour, uid="top", codes=below)
    return Codebook(n, (top, Code("alone", uid="alone", use_when="now", examples=("e1", "e2"))))


def _rounds(store: Store, draw: random.Random) -> None:
    with store.writing() as writer:
        names = [one.name for one in documents.documents(writer, NOBODY)]
        versions = codebooks.versions(writer, NOBODY)
    for _ in range(draw.randint(0, 3) if names and versions else 0):
        with store.writing(Viewer("ana")) as writer:
            n = add_round(writer, "test", draw.choice(versions), "turn", (), "blank", names)
            for coder in CODERS:
                for name in names:
                    assign(writer, n, coder, name, None)
            lock_units(writer, n)
            set_state(writer, n, "open")
            for coder in CODERS:
                for name in names:
                    _code(writer, draw, places.place_of(writer, n, coder, name), n)
            set_text(writer, "unit", f"{names[0]}#1", f"why\x1b {n}", 1)
        if draw.random() < 0.5:
            made = propose(store, Viewer("ben"), n, Wish(name=f"own {n}", reason="=why"))
            toggle(store, Viewer("ben"), n, passage(names[0], 0, 1), made.code)
        with store.writing(Viewer("ana")) as writer:
            _end(writer, draw, n, names)


def _code(writer: Any, draw: random.Random, place: Any, n: int) -> None:
    units = places.all_units(writer, place)
    ids = codings.code_ids(writer, codings_version(writer, n))
    left = {unit.id for unit in units}
    marks = set()
    for unit in draw.sample(units, draw.randint(0, len(units))):
        start = draw.randint(unit.start, unit.stop - 1)
        stop = draw.randint(start + 1, unit.stop)
        code = draw.choice(sorted(ids.values()))
        marks.add((code, start, stop, unit.id, unit.id, draw.random() < 0.1))
        left.discard(unit.id)
    seat = (place.round_id, place.coder_id)
    codings.put_many(writer, sorted((*seat, place.document_id, *mark) for mark in marks))
    passed = [unit for unit in left if draw.random() < 0.5]
    codings.put_no_codes(writer, ((*seat, unit) for unit in passed))
    writer.event("codings loaded", {"round": n}, *seat)


def codings_version(writer: Any, n: int) -> int:
    """The version of the codebook that a round has."""
    return round_of(writer, NOBODY, n).version


def _end(writer: Any, draw: random.Random, n: int, names: list[str]) -> None:
    ends: tuple[tuple[State, ...], ...] = ((), ("closed",), ("closed", "revealed"))
    for state in draw.choice((*ends, ends[-1])):
        set_state(writer, n, state)
        if state == "revealed":
            put_decision(writer, n, Decision(names[0], 1, ("alone",), "codes", "so", ("ana",)))


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a study, ids left out where nothing refers to them."""
    loose = {"coding": 1, "memo": 1, "assignment": 1, "attribute": 1, "attendance": 1}
    with store.reading() as reader:
        return {
            name: [tuple(row)[loose.get(name, 0) :] for row in reader.rows(select(table))]
            for name, table in METADATA.tables.items()
            if name not in LEFT_OUT
        }


# ------------------------------------------------------------------ small project files

USER = "11111111-1111-4111-8111-111111111111"
CODE = "22222222-2222-4222-8222-222222222222"
SOURCE = "33333333-3333-4333-8333-333333333333"
TEXT = "I listen, friends, to you all."


def project_xml(
    *,
    origin: str = "NVivo",
    codes: str = f'<Code guid="{CODE}" name="coping" isCodable="true"/>',
    source: str = f'name="Doc" plainTextPath="internal://{SOURCE}.txt"',
    selections: str = "",
    more: str = "",
) -> str:
    """A project of one user, one code and one text."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}">'
        f'<Users><User guid="{USER}" name="ana"/></Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        f'<Sources><TextSource guid="{SOURCE}" {source}>{selections}</TextSource></Sources>'
        f"{more}</Project>"
    )


def selection(
    start: object, stop: object, name: str = "", *, code: str = CODE, n: int = 1, user: str = USER
) -> str:
    """A coded selection."""
    return (
        f'<PlainTextSelection guid="44444444-4444-4444-8444-{n:012d}" name="{name}"'
        f' startPosition="{start}" endPosition="{stop}" creatingUser="{user}">'
        f'<Coding guid="55555555-5555-4555-8555-{n:012d}" creatingUser="{user}">'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def qdpx(path: Path, xml: str | bytes, text: bytes | None = TEXT.encode(), **more: bytes) -> Path:
    """A project file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", xml)
        if text is not None:
            archive.writestr(f"sources/{SOURCE}.txt", text)
        for name, data in more.items():
            archive.writestr(name, data)
    return path


def put_text(store: Store, name: str, text: str) -> None:
    """A document of one turn."""
    found = DraftDocument(name, text, (DraftTurn(0, len(text)),))
    with store.writing() as writer:
        add_document(writer, Draft("f.txt", name, "text", (found,)), found, {})
