"""A coder's share of a round goes to another machine and comes back, whole, once, and blind."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.errors import FileFault, NotAsked, NotDue, StudyForeign, StudyUnwritable
from workbench.revisions import Edit
from workbench.shares import Share
from workbench.steps import code, codings, memo, packets, rounds
from workbench.steps.check import check
from workbench.steps.packet_files import opened, seal_packet, unseal_packet, working_path
from workbench.steps.packets import Receipt
from workbench.steps.proposals import Wish, propose, reword, withdraw
from workbench.steps.revising import revise
from workbench.steps.taking import Line
from workbench.store import Store, open_study, seal, tables
from workbench.store.reads import documents
from workbench.store.reads.codings import codings as read_codings
from workbench.store.reads.codings import no_codes
from workbench.store.reads.history import events
from workbench.store.reads.memos import memos
from workbench.store.reads.proposals import proposals
from workbench.store.reads.rounds import round_of
from workbench.store.reads.shares import share_here, shares
from workbench.store.reads.texts import second_looks
from workbench.terms import NOBODY, Viewer

# Session s1: unit 1 is the leader's, units 2 to 4 are students' turns.
UNIT_2, UNIT_3, UNIT_4 = (16, 21), (22, 28), (29, 44)


def key(store: Store, viewer: Viewer, name: str, span: tuple[int, int], where: str = "s1") -> None:
    code.toggle(store, viewer, 1, passage(where, *span), find_code(codes(store), name).uid)


def work(store: Store, viewer: Viewer) -> tuple[object, ...]:
    """What a coder has in round 1: codings, proposals, no-codes, memos, finished documents."""
    with store.reading() as reader:
        given = round_of(reader, NOBODY, 1).assignments
        return (
            read_codings(reader, viewer, 1, proposed=True),
            no_codes(reader, viewer, 1),
            {one for one in memos(reader, viewer, 1) if one.author == viewer.coder},
            {one.document: one.finished for one in given if one.coder == viewer.coder},
            [one for one in proposals(reader, viewer, 1) if one.coder == viewer.coder],
        )


@pytest.fixture
def home(tmp_path: Path) -> Store:
    """Ana and Ben have each coded a little."""
    return both_coded(tmp_path / "home.study", "my own thought")


def both_coded(path: Path, thought: str) -> Store:
    """Each has coded a unit and written a memo on it; `thought`: Ben's."""
    store = small_study(path)
    key(store, ANA, "shame", UNIT_3)
    memo.write_memo(store, ANA, "unit", "s1#3", "xylophone", 1)
    key(store, BEN, "anger", UNIT_2)
    memo.write_memo(store, BEN, "unit", "s1#2", thought, 1)
    return store


@pytest.fixture
def packet(home: Store, tmp_path: Path) -> Path:
    """Ben's share, not sealed."""
    path = tmp_path / "ben.packet"
    assert packets.make(home, ANA, 1, "ben", path, None) == 1
    return path


def code_in(packet: Path) -> None:
    """Ben works in his packet."""
    with open_study(packet) as away:
        key(away, BEN, "near", UNIT_2)
        code.toggle_no_code(away, BEN, 1, passage("s1", *UNIT_3))
        memo.write_memo(away, BEN, "unit", "s1#2", "another thought", 1)
        memo.write_memo(away, BEN, "unit", "s1#3", "a third", 1)
        code.finish(away, BEN, 1, "s2")


# ------------------------------------------------------------------ out


def test_a_packet_is_the_same_study_with_one_coder_and_their_work(
    home: Store, packet: Path
) -> None:
    with open_study(packet) as away:
        assert work(away, BEN) == work(home, BEN)
        assert codes(away) == codes(home)
        with away.reading() as reader, home.reading() as here:
            assert share_here(reader, NOBODY) == Share(1, "ben", "here", out=False)
            assert share_here(here, NOBODY) is None
            assert round_of(reader, NOBODY).coders == ("ben",)
            texts = [row.text for row in reader.rows(tables.document.select())]
            assert texts == [row.text for row in here.rows(tables.document.select())]


def test_a_packet_holds_no_byte_of_another_coder(home: Store, packet: Path) -> None:
    content = packet.read_bytes()
    with home.reading() as reader:
        ana = reader.row(tables.coder.select().where(tables.coder.c.name == "ana"))
    for secret in ("ana", "xylophone", ana.uid):
        assert secret.encode() not in content
    connection = sqlite3.connect(packet)
    assert connection.execute("SELECT coder_id, count(*) FROM coding").fetchall() == [(1, 1)]
    assert connection.execute("SELECT id FROM coding").fetchall() == [(1,)]
    assert connection.execute("SELECT what FROM event").fetchall() == [("packet made",)]
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_packet_is_of_one_file_that_its_owner_alone_reads(home: Store, packet: Path) -> None:
    code_in(packet)
    assert packet.stat().st_mode & 0o077 == 0
    assert sorted(p.name for p in packet.parent.iterdir() if "home" not in p.name) == [packet.name]


def test_while_a_share_is_out_it_is_only_read_at_home(home: Store, packet: Path) -> None:
    before = work(home, BEN)
    table = packet.with_name("c.csv")
    table.write_text("document,unit,coder,code\ns1,3,ben,anger\n", "utf-8")
    for act in (
        lambda: key(home, BEN, "anger", UNIT_3),
        lambda: code.toggle_no_code(home, BEN, 1, passage("s1", *UNIT_3)),
        lambda: code.finish(home, BEN, 1, "s1"),
        lambda: memo.write_memo(home, BEN, "unit", "s1#2", "later", 1),
        lambda: codings.load(home, BEN, 1, table),
    ):
        with pytest.raises((NotDue, FileFault), match=r"ben's share of round 1 is out in a packet"):
            act()
    assert work(home, BEN) == before
    key(home, ANA, "anger", UNIT_2)  # another coder's share is here


def test_who_is_out_is_seen_by_all(home: Store, packet: Path) -> None:
    with home.reading() as reader:
        assert shares(reader, NOBODY, 1) == (Share(1, "ben", "packet", out=True),)
        assert events(reader, NOBODY)[-1].what == "packet made"


def test_a_share_that_is_called_in_is_coded_at_home_again(home: Store, packet: Path) -> None:
    assert packets.call_in(home, ANA, None, "ben") == 1
    key(home, BEN, "anger", UNIT_3)
    with pytest.raises(NotDue, match="is here; there is none to call in"):
        packets.call_in(home, ANA, 1, "ben")


def test_a_lost_packet_is_written_again_as_the_same(home: Store, packet: Path) -> None:
    again = packet.with_name("again.packet")
    packets.make(home, ANA, 1, "ben", again, None)
    code_in(again)
    assert packets.take(home, ANA, again).standing == "later"


def test_a_packet_is_never_written_over_a_file(home: Store, packet: Path) -> None:
    code_in(packet)
    before = packet.read_bytes()
    with pytest.raises(NotAsked, match="is there already and may hold work"):
        packets.make(home, ANA, 1, "ben", packet, None)
    assert packet.read_bytes() == before


@pytest.mark.parametrize("state", ["draft", "closed", "revealed"])
def test_packets_are_made_of_open_rounds(tmp_path: Path, state: str) -> None:
    store = small_study(tmp_path / "a.study", state)  # type: ignore[arg-type]  # parametrized
    with pytest.raises(NotDue, match=f"Round 1 is {state}"):
        packets.make(store, ANA, 1, "ben", tmp_path / "ben.packet", None)
    assert not (tmp_path / "ben.packet").exists()


def test_a_round_with_a_share_out_closes_only_with_a_reason(home: Store, packet: Path) -> None:
    for name in ("s1", "s2"):
        code.finish(home, ANA, 1, name)
    packets.call_in(home, ANA, 1, "ben")
    for name in ("s1", "s2"):
        code.finish(home, BEN, 1, name)
    packets.make(home, ANA, 1, "ben", packet.with_name("again.packet"), None)
    with pytest.raises(NotDue, match=r"shares on other machines \(ben\)"):
        rounds.close_round(home, ANA, 1)
    rounds.close_round(home, ANA, 1, "the laptop drowned")
    with pytest.raises(NotDue, match="Round 1 is closed"):
        packets.take(home, ANA, packet.with_name("again.packet"))


def test_in_a_packet_only_the_coders_own_work_changes(packet: Path) -> None:
    with open_study(packet) as away:
        with pytest.raises(NotAsked, match="closed and revealed in the study it came from"):
            rounds.close_round(away, BEN, 1, "done")
        with pytest.raises(
            StudyUnwritable, match="takes codings, proposals and memos of its round"
        ):
            packets_of_a_packet(away)
        with pytest.raises(NotAsked, match="is a packet itself"):
            packets.make(away, BEN, 1, "ben", packet.with_name("x.packet"), None)
        with pytest.raises(NotAsked, match="is a packet itself"):
            packets.take(away, BEN, packet)


def packets_of_a_packet(away: Store) -> None:
    from workbench.steps.coders import add_coder

    add_coder(away, NOBODY, "zed")


# ------------------------------------------------------------------ back


def test_a_packet_brings_everything_back_and_checks_the_share_in(home: Store, packet: Path) -> None:
    code_in(packet)
    anas = work(home, ANA)
    done = packets.take(home, ANA, packet)
    assert done == Receipt(
        n=1,
        coder="ben",
        standing="later",
        taken=True,
        documents=(
            Line("s1", judged=2, new=1, same=0, conflicting=1, finished=False),
            Line("s2", judged=3, new=3, same=0, conflicting=0, finished=True),
        ),
        memos=None,
        proposals=None,
    )
    with open_study(packet) as away:
        assert work(home, BEN) == work(away, BEN)
    assert work(home, ANA) == anas
    key(home, BEN, "anger", UNIT_4)  # it is here again


def test_only_their_author_is_told_how_many_memos_came(home: Store, packet: Path) -> None:
    code_in(packet)
    assert packets.take(home, BEN, packet, dry_run=True).memos == 2


def test_only_their_author_is_told_how_many_proposals_came(home: Store, packet: Path) -> None:
    with open_study(packet) as away:
        propose(away, BEN, 1, Wish(name="silence", reason="Nobody speaks."))
        propose(away, BEN, 1, Wish("rename", ("anger",), name="rage", reason="It is stronger."))
    assert packets.take(home, BEN, packet, dry_run=True).proposals == 2
    assert packets.take(home, ANA, packet).proposals is None
    with open_study(packet) as away:
        reword(away, BEN, "silence", name="quiet")
    assert packets.take(home, BEN, packet).proposals == 1
    assert packets.take(home, BEN, packet).proposals == 0


def test_a_dry_run_writes_nothing(home: Store, packet: Path) -> None:
    code_in(packet)
    before = dump(home)
    done = packets.take(home, ANA, packet, dry_run=True)
    assert (done.standing, done.taken, dump(home)) == ("later", False, before)


def dump(store: Store) -> list[str]:
    connection = sqlite3.connect(store.path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def test_taking_twice_equals_taking_once(home: Store, packet: Path) -> None:
    code_in(packet)
    packets.take(home, ANA, packet)
    before = dump(home)
    assert packets.take(home, ANA, packet)[2:4] == ("same", False)
    assert dump(home) == before


def test_a_later_state_replaces_and_an_earlier_one_changes_nothing(
    home: Store, packet: Path
) -> None:
    early, late = packet.with_name("early"), packet.with_name("late")
    code_in(packet)
    shutil.copy(packet, early)
    with open_study(packet) as away:
        key(away, BEN, "near", UNIT_2)
    shutil.copy(packet, late)
    assert packets.take(home, ANA, early).standing == "later"
    assert packets.take(home, ANA, late).standing == "later"
    with open_study(packet) as away:
        assert work(home, BEN) == work(away, BEN)
    before = dump(home)
    assert packets.take(home, ANA, early)[2:4] == ("earlier", False)
    assert dump(home) == before


def test_what_stays_the_same_keeps_its_identity(home: Store, packet: Path) -> None:
    def ids() -> dict[tuple[int, int], int]:
        with home.reading() as reader:
            rows = reader.rows(tables.coding.select())
        return {(row.code_id, row.start): row.id for row in rows}

    before = ids()
    code_in(packet)
    packets.take(home, ANA, packet)
    assert before.items() <= ids().items()


def test_two_copies_of_a_packet_are_not_mixed_in_silence(home: Store, packet: Path) -> None:
    copy = packet.with_name("copy.packet")
    shutil.copy(packet, copy)
    code_in(packet)
    with open_study(copy) as away:
        for _ in range(9):
            key(away, BEN, "far", UNIT_4)
    packets.take(home, ANA, packet)
    before = dump(home)
    with pytest.raises(NotAsked, match="one of two copies"):
        packets.take(home, ANA, copy)
    assert dump(home) == before
    assert packets.take(home, ANA, copy, dry_run=True).standing == "forked"
    assert packets.take(home, ANA, copy, replace=True).taken
    with open_study(copy) as away:
        assert work(home, BEN) == work(away, BEN)


def test_what_was_coded_at_home_meanwhile_is_not_undone_in_silence(
    home: Store, packet: Path
) -> None:
    code_in(packet)
    packets.call_in(home, ANA, 1, "ben")
    key(home, BEN, "shame", UNIT_4)
    before = dump(home)
    with pytest.raises(NotAsked, match="was also coded here"):
        packets.take(home, ANA, packet)
    assert dump(home) == before
    assert packets.take(home, ANA, packet, dry_run=True).documents[0].conflicting == 2
    assert packets.take(home, ANA, packet, replace=True).taken


def test_a_packet_called_in_and_found_again_is_taken_if_nothing_was_coded_here(
    home: Store, packet: Path
) -> None:
    code_in(packet)
    packets.call_in(home, ANA, 1, "ben")
    assert packets.take(home, ANA, packet).taken


def test_after_a_newer_packet_was_made_an_older_one_changes_nothing(
    home: Store, packet: Path
) -> None:
    code_in(packet)
    packets.take(home, ANA, packet)
    packets.make(home, ANA, 1, "ben", packet.with_name("second.packet"), None)
    with open_study(packet) as away:
        key(away, BEN, "anger", UNIT_4)
    before = dump(home)
    assert packets.take(home, ANA, packet)[2:4] == ("other", False)
    assert dump(home) == before


def test_a_study_restored_from_before_the_packet_takes_it(home: Store, tmp_path: Path) -> None:
    backup = tmp_path / "backup.study"
    home.close()
    shutil.copy(home.path, backup)
    packets.make(home, ANA, 1, "ben", tmp_path / "ben.packet", None)
    code_in(tmp_path / "ben.packet")
    with open_study(backup) as restored:
        with pytest.raises(NotAsked, match="was also coded here"):
            packets.take(restored, ANA, tmp_path / "ben.packet")
        assert packets.take(restored, ANA, tmp_path / "ben.packet", replace=True).taken


# ------------------------------------------------------------------ what does not fit


def test_another_studys_packet_is_refused_by_name(home: Store, tmp_path: Path) -> None:
    other = small_study(tmp_path / "other.study")
    packets.make(other, ANA, 1, "ben", tmp_path / "other.packet", None)
    with pytest.raises(NotAsked, match=r"other\.packet is a packet of another study, “Small”"):
        packets.take(home, ANA, tmp_path / "other.packet")


def change(packet: Path, *statements: str) -> None:
    """Change a packet behind its own back."""
    connection = sqlite3.connect(packet)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE document SET text = text || '!' WHERE name = 's2'", "“s2” has another text"),
        ("UPDATE document SET uid = 'x' WHERE name = 's1'", "the document “s1”"),
        ("DELETE FROM assignment WHERE document_id = 2", "lacks the document “s2”"),
        ("UPDATE round SET version = 2", "codebook version 2, but round 1 uses version 1"),
        ("UPDATE round SET n = 7", "There is no round 7"),
        ("UPDATE coder SET uid = 'x'", "who is no coder of this study"),
        ("UPDATE unit SET stop = stop - 1 WHERE id = 8", "“s2” is cut into other units"),
        ("UPDATE coding SET stop = 10000", "a stretch outside the text"),
        ("UPDATE coding SET start = 0, stop = 4", "not this coder's to judge"),
        ("UPDATE coding SET start = 'x', stop = 'y'", "is damaged"),
        ("UPDATE code SET uid = 'x' WHERE uid = 'anger'", "a code or document that the round"),
        ("INSERT INTO no_code VALUES (1, 1, 1)", "a unit that is not this coder's"),
        ("UPDATE event SET ids = '{'", "is damaged"),
        ("DROP TABLE memo", "is damaged"),
        ("DELETE FROM study", "is damaged"),
        ("UPDATE share SET form = 'packet'", "is a study, but no packet"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    home: Store, packet: Path, statement: str, sentence: str
) -> None:
    code_in(packet)
    change(packet, "INSERT INTO codebook_version VALUES (2)", statement)
    before = dump(home)
    with pytest.raises((NotAsked, FileFault, Exception), match=sentence):
        packets.take(home, ANA, packet, replace=True)
    assert dump(home) == before


@pytest.mark.parametrize("content", [b"", b"hello", bytes(9000), b"SQLite format 3\0" * 40])
def test_what_is_no_packet_is_refused(home: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.packet"
    path.write_bytes(content)
    with pytest.raises(StudyForeign, match="is not a study"):
        packets.take(home, ANA, path)


def test_a_truncated_packet_is_refused(home: Store, packet: Path) -> None:
    packet.write_bytes(packet.read_bytes()[: 4096 * 5])
    with pytest.raises((FileFault, StudyForeign), match="is damaged"):
        packets.take(home, ANA, packet)


# ------------------------------------------------------------------ sealed


@pytest.fixture
def sealed(home: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert seal._COST == 2**17  # what guessing costs; the tests need not pay it
    monkeypatch.setattr(seal, "_COST", 2**10)
    path = tmp_path / "ben.packet"
    packets.make(home, ANA, 1, "ben", path, "blue hé horse")
    return path


def test_a_sealed_packet_shows_nothing_and_comes_home(home: Store, sealed: Path) -> None:
    assert b"SQLite" not in sealed.read_bytes()
    assert b"angry" not in sealed.read_bytes()
    with opened(sealed, lambda: "blue hé horse") as study:  # the accent is a letter of its own
        code_in(study)
    with open_study(working_path(sealed)) as away:
        expected = work(away, BEN)
    assert packets.take(home, ANA, sealed, "blue hé horse").taken
    assert work(home, BEN) == expected


def test_a_wrong_passphrase_and_a_changed_byte_say_so(home: Store, sealed: Path) -> None:
    with pytest.raises(FileFault, match="The passphrase does not open this packet"):
        packets.take(home, ANA, sealed, "red horse")
    with pytest.raises(NotAsked, match="is sealed; say its passphrase"):
        packets.take(home, ANA, sealed)
    content = bytearray(sealed.read_bytes())
    for at in (30, 50, 2000, len(content) - 1):
        content[at] ^= 1
        sealed.write_bytes(content)
        with pytest.raises(FileFault, match="or the file was changed on its way"):
            packets.take(home, ANA, sealed, "blue hé horse")
        content[at] ^= 1
    sealed.write_bytes(content[:40])
    with pytest.raises(FileFault, match="is cut off"):
        packets.take(home, ANA, sealed, "blue hé horse")


def test_an_empty_passphrase_is_refused_and_the_share_stays(home: Store, tmp_path: Path) -> None:
    before = dump(home)
    with pytest.raises(NotAsked, match="The passphrase is empty"):
        packets.make(home, ANA, 1, "ben", tmp_path / "x.packet", " ")
    assert (dump(home), (tmp_path / "x.packet").exists()) == (before, False)


def test_a_sealed_packet_opened_as_a_study_says_how_to_open_it(sealed: Path) -> None:
    with pytest.raises(StudyForeign, match=r"is a sealed packet; open it with: workbench open"):
        open_study(sealed)


def test_what_was_saved_before_a_kill_is_there_when_the_packet_is_opened_again(
    home: Store, sealed: Path
) -> None:
    code_in(unseal_packet(sealed, "blue hé horse"))  # killed: never sealed again
    with opened(sealed, lambda: "blue hé horse") as study, open_study(study) as away:
        expected = work(away, BEN)
        assert len(expected[1]) == 4  # type: ignore[arg-type]  # a tuple of no-codes
    packets.take(home, ANA, sealed, "blue hé horse")
    assert work(home, BEN) == expected


def test_a_later_packet_takes_the_place_of_the_working_study(sealed: Path) -> None:
    other = sealed.parent / "laptop"
    other.mkdir()
    shutil.copy(sealed, other / sealed.name)
    unseal_packet(sealed, "blue hé horse")
    with opened(other / sealed.name, lambda: "blue hé horse") as study:
        code_in(study)
    shutil.copy(other / sealed.name, sealed)
    with opened(sealed, lambda: "blue hé horse") as study, open_study(study) as away:
        assert len(work(away, BEN)[1]) == 4  # type: ignore[arg-type]  # a tuple of no-codes


def test_a_working_study_with_other_work_is_not_overwritten(sealed: Path) -> None:
    original = sealed.read_bytes()
    with opened(sealed, lambda: "blue hé horse") as study:
        code_in(study)
    once = sealed.read_bytes()
    working_path(sealed).unlink()
    sealed.write_bytes(original)
    with open_study(unseal_packet(sealed, "blue hé horse")) as away:
        key(away, BEN, "far", UNIT_4)
    sealed.write_bytes(once)
    before = working_path(sealed).read_bytes()
    with pytest.raises(NotAsked, match="is there already and holds other work"):
        unseal_packet(sealed, "blue hé horse")
    with pytest.raises(NotAsked, match="does not go on where"):
        seal_packet(sealed, "blue hé horse")
    assert (working_path(sealed).read_bytes(), sealed.read_bytes()) == (before, once)


def test_a_folder_that_takes_no_files_is_said(
    home: Store, packet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    before = dump(home)
    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(StudyUnwritable, match="No space left on device"):
        packets.take(home, ANA, packet)
    with pytest.raises(StudyUnwritable, match="No space left on device"):
        packets.make(home, ANA, 1, "ana", packet.with_name("ana.packet"), None)
    assert dump(home) == before


# ------------------------------------------------------------------ a text corrected meanwhile


def corrected(home: Store, *edits: tuple[int, int, str]) -> None:
    with home.writing() as writer:
        revise(writer, "s1", [Edit(*edit) for edit in edits])


def under_codings(store: Store, viewer: Viewer) -> list[str]:
    with store.reading() as reader:
        text = documents.text(reader, NOBODY, "s1")
        found = read_codings(reader, viewer, 1, "s1")
    return [text[one.start : one.stop] for one in found]


def test_a_packet_made_before_a_correction_lies_on_its_words_afterwards(
    home: Store, packet: Path
) -> None:
    with open_study(packet) as away:
        key(away, BEN, "shame", (38, 43))
        code.toggle_no_code(away, BEN, 1, passage("s1", *UNIT_3))
    corrected(home, (0, 3, "Which of you"), (38, 43, "very upset"))
    corrected(home, (25, 26, "Yes, I"))
    receipt = packets.take(home, NOBODY, packet, None)
    assert (receipt.taken, receipt.standing) == (True, "later")
    assert under_codings(home, BEN) == ["Yes, I do.", "very upset"]
    with home.reading() as reader:
        assert [one.unit for one in second_looks(reader, BEN)] == [2, 4]
    assert packets.take(home, NOBODY, packet, None).standing == "same"
    assert check(home.path).faults == ()


def test_a_correction_does_not_count_as_coding_at_home(home: Store, packet: Path) -> None:
    packets.take(home, NOBODY, packet, None)
    corrected(home, (16, 17, "Yes, I"))
    with open_study(packet) as away:
        key(away, BEN, "near", UNIT_2)
    assert packets.take(home, NOBODY, packet, None).standing == "later"
    assert under_codings(home, BEN) == ["Yes, I do.", "Yes, I do."]


def test_a_packet_of_a_text_that_was_never_here_is_refused(home: Store, packet: Path) -> None:
    corrected(home, (16, 17, "Yes, I"))
    with home.writing() as writer:
        writer.run(tables.revision.update().values(sha256="0" * 64))
    with pytest.raises(NotAsked, match="another text"):
        packets.take(home, NOBODY, packet, None)


# ------------------------------------------------------------------ proposals and own codes


def test_own_codes_come_home_with_their_codings_and_once(
    home: Store, packet: Path, tmp_path: Path
) -> None:
    with open_study(packet) as away:
        made = propose(away, BEN, 1, Wish(name="silence", reason="Nobody speaks."))
        propose(away, BEN, 1, Wish("rename", ("anger",), name="rage", reason="It is stronger."))
        code.toggle(away, BEN, 1, passage("s1", *UNIT_3), made.code)
        expected = work(away, BEN)
        assert expected != work(home, BEN)
    assert packets.take(home, ANA, packet).taken
    assert work(home, BEN) == expected
    assert packets.take(home, ANA, packet).standing == "same"
    again = tmp_path / "again.packet"
    packets.make(home, ANA, 1, "ben", again, None)
    with open_study(again) as away:
        assert work(away, BEN) == expected
        code.toggle(away, BEN, 1, passage("s1", *UNIT_3), made.code)
        withdraw(away, BEN, made.uid)
        expected = work(away, BEN)
    assert packets.take(home, ANA, again).taken
    assert work(home, BEN) == expected
    assert check(home.path).faults == ()


def test_a_proposal_that_was_made_here_as_well_is_not_lost_in_silence(
    home: Store, packet: Path
) -> None:
    packets.call_in(home, ANA, 1, "ben")
    propose(home, BEN, 1, Wish(name="hope", reason="Three hope."))
    with open_study(packet) as away:
        propose(away, BEN, 1, Wish(name="silence", reason="Nobody speaks."))
        expected = work(away, BEN)
    before = dump(home)
    with pytest.raises(NotAsked, match="was also coded here"):
        packets.take(home, ANA, packet)
    assert dump(home) == before
    packets.take(home, ANA, packet, replace=True)
    assert work(home, BEN) == expected


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE proposal SET said = '{\"name\": 7}'",
        'UPDATE proposal SET said = \'{"name": " "}\'',
        "UPDATE proposal SET said = 'x'",
        "UPDATE proposal SET code_id = NULL",
        "UPDATE proposal SET kind = 'rename'",
        "UPDATE proposal SET said = NULL",
        "UPDATE code SET uid = 'anger' || x'ff' WHERE proposed_by IS NOT NULL",
        "DELETE FROM proposal",
    ],
)
def test_a_damaged_proposal_is_refused_and_nothing_is_written(
    home: Store, packet: Path, harm: str
) -> None:
    with open_study(packet) as away:
        made = propose(away, BEN, 1, Wish(name="silence", reason="Nobody speaks."))
        code.toggle(away, BEN, 1, passage("s1", *UNIT_3), made.code)
    with sqlite3.connect(packet) as connection:
        connection.execute(harm)
    before = dump(home)
    with pytest.raises(FileFault, match="damaged"):
        packets.take(home, ANA, packet)
    assert dump(home) == before


def test_somebody_elses_own_code_does_not_come_in(home: Store, packet: Path) -> None:
    hers = propose(home, ANA, 1, Wish(name="silence", reason="Nobody speaks."))
    with open_study(packet) as away:
        made = propose(away, BEN, 1, Wish(name="pause", reason="Nobody speaks."))
        code.toggle(away, BEN, 1, passage("s1", *UNIT_3), made.code)
    with sqlite3.connect(packet) as connection:
        connection.execute("UPDATE code SET uid = ? WHERE uid = ?", (hers.code, made.code))
    with pytest.raises(FileFault, match="damaged"):
        packets.take(home, ANA, packet)


def test_a_sheet_leaves_proposals_at_home_as_they_are(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    made = propose(store, BEN, 1, Wish(name="silence", reason="Nobody speaks."))
    before = work(store, BEN)
    sheet = tmp_path / "ben.xlsx"
    packets.make(store, ANA, 1, "ben", sheet, None)
    packets.take(store, ANA, sheet)
    assert work(store, BEN) == before
    code.toggle(store, BEN, 1, passage("s1", *UNIT_3), made.code)
    with pytest.raises(NotAsked, match="codes of their own"):
        packets.make(store, ANA, 1, "ben", tmp_path / "more.xlsx", None)
