"""What a withdrawal would take, and what it took, in lines for the person who asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from workbench.steps.withdrawing import Mention, Withdrawing, Withdrawn

LISTED = 20
"""How many mentions are told, unless fewer are asked for."""


def lines(held: Withdrawing, listed: int = LISTED) -> Iterator[str]:
    """What goes, a line each; no line for nothing. Of mentions, so many as `listed`."""
    for part in held.parts:
        whole = ", all that is in it" if part.whole else ""
        yield f"{part.document}: {_many(part.turns, 'turn')}, {part.characters:,} characters{whole}"
    for n, codings in held.codings.items():
        yield f"round {n}: {_many(codings, 'coding')} on them"
    for n in held.blind:
        yield f"round {n} is blind: what others did on them is not shown, and goes too"
    told = (
        (held.no_codes, "judgement that no code applies"),
        (held.memos, "memo"),
        (held.decisions, "decision"),
        (held.counted.facts, "attribute or score"),
        (held.counted.attendances, "attendance"),
        (held.counted.rows, "survey row"),
    )
    yield from (_many(number, what) for number, what in told if number)
    yield from (f"quotation in the theme {one}" for one in held.quotations)
    yield from _mentions("their words in", held.elsewhere, listed)
    yield from _mentions("their name in", held.mentions, listed)
    for n, (answers, units) in held.agreement.items():
        yield f"stored agreement of round {n}: {_many(answers, 'answer')}, {units} units of theirs"
    yield from (f"backup {path}" for path in held.backups)
    yield from elsewhere(held)


def elsewhere(held: Withdrawing, destroyed: Collection[Path] = ()) -> Iterator[str]:
    """What people have who are to be told: packets and files, but for those destroyed since."""
    for one in held.packets:
        state = "is out" if one.out else "came back"
        yield f"the packet of {one.coder} for round {one.n}, which {state}, holds their words"
    for file in held.exports:
        if Path(file.file) in destroyed:
            continue
        who = f" by {file.who}" if file.who else ""
        yield f"{file.what} of {file.at[:10]}{who} may hold their words: {file.file}"


def _mentions(what: str, found: tuple[Mention, ...], listed: int) -> Iterator[str]:
    for one in found[:listed]:
        yield f"{what} {one.where}: … {' '.join(one.words.split())[:100]} …"
    if len(found) > listed:
        yield f"{what} {len(found) - listed} more places"


def after(done: Withdrawn) -> Iterator[str]:
    """What was done, and what is left to do for people."""
    yield f"“{done.held.case}” withdrew: {_many(done.held.turns, 'turn')} and all of it is gone."
    if done.rewritten:
        yield f"Nothing of theirs is left in {_many(len(done.rewritten), 'backup')} either."
    yield from (f"Destroyed: {path}" for path in done.destroyed)
    if done.remaining:
        yield "Still there, and may hold their words (--exports destroys them):"
        yield from (f"  {path}" for path in done.remaining)
    if done.sealed is not None:
        yield (
            f"Their name stays in {done.sealed}, which is sealed, until it is opened: workbench "
            "pseudonyms STUDY key show"
        )
    away = list(elsewhere(done.held, done.destroyed))
    if away:
        yield "Tell the people who hold these, or copies of them:"
        yield from (f"  {line}" for line in away)


def _many(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else _MANY.get(what, f'{what}s')}"


_MANY = {
    "judgement that no code applies": "judgements that no code applies",
    "attribute or score": "attributes and scores",
}
