"""What a withdrawal would take, and what it took, in lines for the person who asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from workbench.steps.withdrawal import Mention, Withdrawing
from workbench.steps.withdrawing import Withdrawn
from workbench.store.reads.withdrawals import Away
from workbench.words import plural

LISTED = 20
"""How many mentions are told, unless fewer are asked for."""


def lines(held: Withdrawing, listed: int = LISTED) -> Iterator[str]:
    """What goes, a line each; no line for nothing. Of mentions, so many as `listed`."""
    for part in held.parts:
        whole = ", all that is in it" if part.whole else ""
        much = f"{plural(part.turns, 'turn')}, {plural(part.characters, 'character')}"
        yield f"{part.document}: {much}{whole}"
    for n, codings in held.codings.items():
        yield f"round {n}: {plural(codings, 'coding')} on them"
    for n in held.blind:
        yield f"round {n} is blind: what others did on them is not shown, and goes too"
    told = (
        (held.no_codes, "judgement that no code applies", "judgements that no code applies"),
        (held.memos, "memo", ""),
        (held.decisions, "decision", ""),
        (held.counted.facts, "attribute or score", "attributes and scores"),
        (held.counted.attendances, "attendance", ""),
        (held.counted.rows, "survey row", ""),
    )
    yield from (plural(*counted) for counted in told if counted[0])
    yield from (f"quotation in the theme {one}" for one in held.quotations)
    yield from _mentions("their words in", held.elsewhere, listed)
    yield from _mentions("their name in", held.mentions, listed)
    for n, (answers, units) in held.agreement.items():
        much = f"{plural(answers, 'answer')}, {plural(units, 'unit')} of theirs"
        yield f"stored agreement of round {n}: {much}"
    yield from (f"backup {path}" for path in held.backups)
    yield from elsewhere(held)


def elsewhere(held: Withdrawing, destroyed: Collection[Path] = ()) -> Iterator[str]:
    """What people have who are to be told: packets and files, but for those destroyed since."""
    for one in held.packets:
        yield f"the packet of {one.coder} for round {one.n}, which {state(one)}, holds their words"
    for file in held.exports:
        if Path(file.file) in destroyed:
            continue
        who = f" by {file.who}" if file.who else ""
        yield f"{file.what} of {file.at[:10]}{who} may hold their words: {file.file}"


def state(one: Away) -> str:
    """What became of a packet, in words."""
    if one.out:
        return "is out"
    return "came back" if one.taken else "was called in, so that somebody may still have it"


def _mentions(what: str, found: tuple[Mention, ...], listed: int) -> Iterator[str]:
    for one in found[:listed]:
        yield f"{what} {one.where}: … {' '.join(one.words.split())[:100]} …"
    if len(found) > listed:
        yield f"{what} {plural(len(found) - listed, 'more place')}"


def after(done: Withdrawn) -> Iterator[str]:
    """What was done, and what is left to do for people."""
    yield f"“{done.held.case}” withdrew: {plural(done.held.turns, 'turn')} and all of it is gone."
    if done.rewritten:
        yield f"Nothing of theirs is left in {plural(len(done.rewritten), 'backup')} either."
    yield from (f"Destroyed: {path}" for path in done.destroyed)
    if done.remaining:
        yield "Still there, and may hold their words (--exports destroys them):"
        yield from (f"  {path}" for path in done.remaining)
    if done.sealed is not None:
        yield (
            f"Their name stays in {done.sealed}, which is sealed, until it is opened: workbench "
            "pseudonyms STUDY key show"
        )
    if done.nobodys:
        yield (
            f"The key has {plural(done.nobodys, 'entry', 'entries')} of no participant, such as "
            "e-mail addresses; look whether any is theirs: workbench pseudonyms STUDY key show, "
            "and key forget WORDS."
        )
    away = list(elsewhere(done.held, done.destroyed))
    if away:
        yield "Tell the people who hold these, or copies of them:"
        yield from (f"  {line}" for line in away)
