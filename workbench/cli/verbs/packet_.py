"""One coder's share of a round, out and back: `workbench packet STUDY make|take|call-in …`.

The passphrase is asked for on the terminal or read from a file; never an argument, which other
people on the machine could read.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workbench.cli.leaving import leave_of, leaving_arguments
from workbench.cli.passphrases import new_passphrase, passphrase
from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer
from workbench.cli.verbs.disagreements_ import SETTLED
from workbench.errors import NotAsked
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.shares import Compared
    from workbench.steps.discussing import Agreed, Noted
    from workbench.steps.packets import Receipt
    from workbench.terms import Decision

T = TypeVar("T")

ACTIONS = ("make", "take", "call-in", "list", "seal", "unseal")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=ACTIONS, help="seal and unseal: STUDY is the packet")
    parser.add_argument("file", nargs="?", metavar="FILE", type=Path, help="(take) the packet")
    parser.add_argument("--coder", metavar="NAME", help="(make, call-in) whose share")
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="(make) the packet; .xlsx: a coding sheet"
    )
    seal = parser.add_mutually_exclusive_group()
    seal.add_argument("--passphrase-file", metavar="FILE", type=Path, help="its first line")
    seal.add_argument("--no-passphrase", action="store_true", help="(make) do not seal the packet")
    parser.add_argument("--dry-run", action="store_true", help="(take) only tell what would come")
    parser.add_argument(
        "--discuss", action="store_true", help="(make) a revealed round, all coders, to talk about"
    )
    wins = parser.add_mutually_exclusive_group()
    wins.add_argument(
        "--replace", action="store_true", help="(take) the packet wins where both have worked"
    )
    wins.add_argument(
        "--keep", action="store_true", help="(take, of a discussion) what was decided here stands"
    )
    leaving_arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    return _ACTS[options.action](options)


# ------------------------------------------------------------------ out


def _make(options: argparse.Namespace) -> int:
    if options.discuss:
        return _make_discussion(options)
    from workbench.steps.packets import is_sheet, make
    from workbench.store import open_study

    coder: str = _needed(options.coder, "--coder NAME")
    path: Path = _needed(options.output, "-o FILE")
    bare = options.no_passphrase or (is_sheet(path) and options.passphrase_file is None)
    with open_study(options.study) as store:
        words = None if bare else new_passphrase(options.passphrase_file)
        n = make(store, viewer(store, options), options.n, coder, path, words, leave_of(options))
    told = {"file": str(path), "round": n, "coder": coder, "sealed": words is not None}
    if options.json:
        show_json(told)
    else:
        say(f"Wrote {coder}'s share of round {n} to {path}.")
        say("Until it is back, or called in, it is only read here.")
        if words is None:
            say("It is not sealed: whoever gets the file can read it.")
    return 0


def _make_discussion(options: argparse.Namespace) -> int:
    from workbench.steps.discussing import make_discussion
    from workbench.store import open_study

    if options.coder is not None:
        raise NotAsked("A packet to talk about a round is for all its coders; leave --coder out.")
    path: Path = _needed(options.output, "-o FILE")
    with open_study(options.study) as store:
        words = None if options.no_passphrase else new_passphrase(options.passphrase_file)
        who = viewer(store, options)
        n = make_discussion(store, who, options.n, path, words, leave_of(options))
    if options.json:
        show_json({"file": str(path), "round": n, "discuss": True, "sealed": words is not None})
    else:
        say(f"Wrote round {n} with everybody's codings and memos to {path}.")
        if words is None:
            say("It is not sealed: whoever gets the file can read it.")
    return 0


def _call_in(options: argparse.Namespace) -> int:
    from workbench.steps.packets import call_in
    from workbench.store import open_study

    coder: str = _needed(options.coder, "--coder NAME")
    with open_study(options.study) as store:
        n = call_in(store, viewer(store, options), options.n, coder)
    if options.json:
        show_json({"round": n, "coder": coder})
    else:
        say(f"{coder}'s share of round {n} is coded here again.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from workbench.store import open_study
    from workbench.store.reads.shares import shares

    with open_study(options.study) as store, store.reading() as reader:
        rows = shares(reader, viewer(store, options), options.n)
    if options.json:
        show_json(
            [{"round": one.n, "coder": one.coder, "form": one.form, "out": one.out} for one in rows]
        )
    else:
        where = {True: "out", False: "here"}
        show_rows(("round", "coder", "form", "where"), [(*one[:3], where[one.out]) for one in rows])
    return 0


# ------------------------------------------------------------------ back


def _take(options: argparse.Namespace) -> int:
    from workbench.steps.discussing import Agreed, take_any
    from workbench.steps.packet_files import sealed
    from workbench.store import open_study

    path: Path = _needed(options.file, "FILE")
    with open_study(options.study) as store:
        words = passphrase(options.passphrase_file) if sealed(path) else None
        done = take_any(
            store,
            viewer(store, options),
            path,
            words,
            dry_run=options.dry_run,
            replace=options.replace,
            keep=options.keep,
        )
    if isinstance(done, Agreed):
        _tell_agreed(options, done, path)
    elif options.json:
        show_json({**done._asdict(), "documents": [one._asdict() for one in done.documents]})
    else:
        _tell(done, path)
    return 0


def _tell(done: Receipt, path: Path) -> None:
    columns = ("document", "judged", "new", "same", "conflicting", "finished")
    marks = {True: "yes", False: "no", None: "–"}
    show_rows(columns, [(*one[:-1], marks[one.finished]) for one in done.documents])
    if done.memos is not None:
        say(f"Memos that differ: {done.memos}; proposals: {done.proposals}.")
    _tell_withdrawn(done.withdrawn)
    if done.unread:
        say(f"Left out, because they are no columns of this sheet: {', '.join(done.unread)}.")
    share = f"{done.coder}'s share of round {done.n}"
    say(f"Took {path} into {share}." if done.taken else _NOT_TAKEN[done.standing].format(share))


def _tell_withdrawn(number: int) -> None:
    if number:
        say(f"Left out, because somebody withdrew since: {number} judgements and memos.")


def _tell_agreed(options: argparse.Namespace, done: Agreed, path: Path) -> None:
    if options.json:
        show_json(_agreed(done))
        return
    _tell_withdrawn(done.withdrawn)
    moved = [one for one in done.decisions if one.standing != "same"]
    rows = [(one.number, _STANDS[one.standing], _said(one.here), _said(one.packet))
            for one in moved]  # fmt: skip
    show_rows(("unit", "stands", "here", "in the packet"), rows)
    for note in done.memos:
        if note.standing != "same":
            say(f"{note.author}'s memo on {note.about}: {_STANDS[note.standing]}.")
    counts = done.counts
    say(
        f"Round {done.n}: {plural(counts['later'], 'decision')} new or changed, "
        f"{counts['same']} the same, "
        f"{counts['earlier']} older than those here, {counts['conflicting']} conflicting."
    )
    if done.taken:
        say(f"Took {path}.")
    else:
        news = counts["later"] or counts["conflicting"] or _newer(done.memos)
        say("Nothing was written." if news else "There was nothing new; nothing was changed.")


def _agreed(done: Agreed) -> dict[str, object]:
    units = [
        {**one._asdict(), "here": _decided(one.here), "packet": _decided(one.packet)}
        for one in done.decisions
    ]
    memos = [one._asdict() for one in done.memos]
    counts = {str(kind): number for kind, number in done.counts.items()}
    told = {"units": units, "memos": memos, "withdrawn": done.withdrawn}
    return {"n": done.n, "taken": done.taken, **counts, **told}


def _newer(memos: tuple[Noted, ...]) -> bool:
    return any(one.standing in ("later", "conflicting") for one in memos)


_STANDS: dict[Compared, str] = {
    "later": "comes in",
    "same": "the same",
    "earlier": "older than here",
    "conflicting": "conflicting",
}


def _decided(made: Decision | None) -> dict[str, object] | None:
    if made is None:
        return None
    said = {"outcome": made.outcome, "codes": list(made.codes)}
    return {**said, "reason": made.reason, "agreed": list(made.agreed)}


def _said(made: Decision | None) -> str:
    if made is None:
        return "nothing"
    what = ", ".join(made.codes) or SETTLED[made.outcome]
    return f"{what} ({', '.join(made.agreed)}): {made.reason}"


_NOT_TAKEN = {
    "later": "Nothing was written; without --dry-run this comes into {}.",
    "same": "This state of {} was taken already; nothing was changed.",
    "earlier": "A later state of {} was taken already; nothing was changed.",
    "other": "Another packet was made of {} since; nothing was changed (--replace takes this one).",
    "forked": "Nothing was written; another copy was taken of {}, and --replace takes this one.",
    "coded here": "Nothing was written; {} was coded here as well, and --replace takes the packet.",
}


# ------------------------------------------------------------------ the seal


def _seal(options: argparse.Namespace) -> int:
    from workbench.steps.packet_files import seal_packet, working_path

    path = options.study
    seal_packet(path, passphrase(options.passphrase_file))
    return _said_so(options, path, f"Sealed {path} with the work in {working_path(path)}.")


def _unseal(options: argparse.Namespace) -> int:
    from workbench.steps.packet_files import sealed, unseal_packet

    path = options.study
    if not sealed(path):
        raise NotAsked(f"{path} is no sealed packet; if it is a packet, work in it as it is.")
    working = unseal_packet(path, passphrase(options.passphrase_file))
    return _said_so(options, working, f"Work in {working}; then: workbench packet {path} seal")


def _said_so(options: argparse.Namespace, path: Path, sentence: str) -> int:
    if options.json:
        show_json({"file": str(path)})
    else:
        say(sentence)
    return 0


def _needed(value: T | None, option: str) -> T:
    if value is None:
        raise NotAsked(f"This needs {option}; see: workbench packet --help")
    return value


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "make": _make,
    "take": _take,
    "call-in": _call_in,
    "list": _list,
    "seal": _seal,
    "unseal": _unseal,
}
