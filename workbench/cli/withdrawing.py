"""What the command line says of a withdrawal, before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbench.cli.talk import say, show, show_json

if TYPE_CHECKING:
    from workbench.steps.withdrawing import Mention, Withdrawing, Withdrawn

LISTED = 20
"""How many mentions are printed; --json has all."""


def show_withdrawing(held: Withdrawing) -> None:
    """Print what would go."""
    for line in lines(held):
        show(line)
    say("Nothing was changed: this was a dry run. To do it, which cannot be undone, add --yes.")


def show_withdrawn(done: Withdrawn) -> None:
    """Say what is gone, and who else has to do something."""
    for line in after(done):
        say(line)


def lines(held: Withdrawing) -> Iterator[str]:
    """What goes, a line each; no line for nothing."""
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
    yield from _mentions("their words in", held.elsewhere)
    yield from _mentions("their name in", held.mentions)
    for n, (answers, units) in held.agreement.items():
        yield f"stored agreement of round {n}: {_many(answers, 'answer')}, {units} units of theirs"
    yield from (f"backup {path}" for path in held.backups)
    yield from elsewhere(held)


def elsewhere(held: Withdrawing) -> Iterator[str]:
    """What people have who are to be told: packets and files."""
    for one in held.packets:
        state = "is out" if one.out else "came back"
        yield f"the packet of {one.coder} for round {one.n}, which {state}, holds their words"
    for file in held.exports:
        who = f" by {file.who}" if file.who else ""
        yield f"{file.what} of {file.at[:10]}{who} may hold their words: {file.file}"


def _mentions(what: str, found: tuple[Mention, ...]) -> Iterator[str]:
    for one in found[:LISTED]:
        yield f"{what} {one.where}: … {' '.join(one.words.split())[:100]} …"
    if len(found) > LISTED:
        yield f"{what} {len(found) - LISTED} more places"


def after(done: Withdrawn) -> Iterator[str]:
    """What was done, and what is left to do for people."""
    yield f"“{done.held.case}” withdrew: {_many(done.held.turns, 'turn')} and all of it is gone."
    if done.rewritten:
        yield f"{_many(len(done.rewritten), 'backup')} hold nothing of theirs any more."
    yield from (f"Destroyed: {path}" for path in done.destroyed)
    if done.remaining:
        yield "Still there, and may hold their words (--exports destroys them):"
        yield from (f"  {path}" for path in done.remaining)
    if done.held.packets or done.held.exports:
        yield "Tell the people who hold these:"
        yield from (f"  {line}" for line in elsewhere(done.held))


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def withdrawing_json(held: Withdrawing) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "case": held.case,
        "documents": [one._asdict() for one in held.parts],
        "codings": [{"round": n, "codings": number} for n, number in held.codings.items()],
        "blind_rounds": list(held.blind),
        "no_codes": held.no_codes,
        "memos": held.memos,
        "decisions": held.decisions,
        **held.counted._asdict(),
        "quotations": list(held.quotations),
        "elsewhere": [one._asdict() for one in held.elsewhere],
        "mentions": [one._asdict() for one in held.mentions],
        "agreement": [
            {"round": n, "answers": answers, "units": units}
            for n, (answers, units) in held.agreement.items()
        ],
        "packets": [one._asdict() for one in held.packets],
        "backups": [str(path) for path in held.backups],
        "exports": [
            {"at": one.at, "who": one.who, "what": one.what, "file": one.file}
            for one in held.exports
        ],
    }


def print_json(held: Withdrawing, done: Withdrawn | None) -> None:
    """Print what would go, or what went."""
    told: dict[str, Any] = {"dry_run": done is None, **withdrawing_json(held)}
    if done is not None:
        told["withdrawal"] = done.n
        for name in ("rewritten", "destroyed", "remaining"):
            told[name] = [str(path) for path in getattr(done, name)]
    show_json(told)
