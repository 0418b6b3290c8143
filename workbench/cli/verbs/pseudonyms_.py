"""Names and what stands for them: `workbench pseudonyms STUDY suggest|replace|key …`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.leaving import key_arguments, key_passphrase
from workbench.cli.passphrases import new_passphrase
from workbench.cli.talk import (
    at_terminal,
    common_arguments,
    say,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.errors import NotAsked
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.privacy.names import Name
    from workbench.privacy.suggestion import Doubt
    from workbench.steps.keys import KeyFile
    from workbench.steps.pseudonyms import Entities, Found, Picked, Replaced, Spot, Wish
    from workbench.store import Store
    from workbench.terms import DocumentStatus

ACTIONS = ("suggest", "replace", "status", "mark", "protect", "key")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    from workbench.privacy.names import KINDS
    from workbench.privacy.suggestion import DOUBTS

    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="suggest")
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORDS",
        help="replace: ORIGINAL REPLACEMENT, or nothing with --table or --all; mark: raw, "
        "pseudonymised or checked; protect: on or off; key: show, seal, unseal or forget WORDS",
    )
    parser.add_argument("--names", metavar="FILE", type=Path, help="more names: a table or a list")
    parser.add_argument("--model", metavar="NAME", help="also what this spaCy pipeline finds")
    parser.add_argument("--kind", choices=KINDS, default="", help="(replace) of the replacement")
    parser.add_argument(
        "--table", metavar="FILE", type=Path, help="(replace) original, replacement, kind"
    )
    parser.add_argument("--all", action="store_true", help="(replace) all that is not in doubt")
    parser.add_argument(
        "--also",
        action="append",
        default=[],
        choices=list(DOUBTS),
        help="(replace) in spite of this doubt",
    )
    parser.add_argument(
        "--place",
        nargs=3,
        action="append",
        default=[],
        metavar=("DOCUMENT", "START", "STOP"),
        help="(replace) only this stretch, as suggest --json has it",
    )
    parser.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="DOCUMENT",
        help="(mark) of these; else of all",
    )
    parser.add_argument("--insist", action="store_true", help="(mark) although names are there")
    parser.add_argument("--dry-run", action="store_true", help="show what it would do, do nothing")
    parser.add_argument(
        "--destroy-backups", action="store_true", help="(replace) those that hold what was replaced"
    )
    key_arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    return _ACTS[options.action](options)


def _key(store: Store, options: argparse.Namespace) -> KeyFile:
    from workbench.steps.keys import key_of

    return key_of(store, passphrase=key_passphrase(options))


def _given(options: argparse.Namespace, key: KeyFile) -> tuple[Name, ...]:
    from workbench.steps.keys import names_in

    return names_in(options.names, key) if options.names else ()


def _entities(options: argparse.Namespace) -> Entities | None:
    from workbench.steps.entities import entities_of

    return entities_of(options.model) if options.model else None


# ------------------------------------------------------------------ suggest


def _suggest(options: argparse.Namespace) -> int:
    from workbench.steps.pseudonyms import suggestions
    from workbench.store import open_study

    if options.words:
        raise NotAsked("To list suggestions takes no words; see: workbench pseudonyms --help")
    with open_study(options.study) as store:
        key = _key(store, options)
        given = _given(options, key)
        found = suggestions(store, viewer(store, options), key.read(), given, _entities(options))
    if options.json:
        show_json(_told(found))
        return 0
    show_rows(("where", "turn", "words", "replacement", "doubt", "beside"), _rows(found.spots))
    sure = sum(not one.suggestion.doubt for one in found.spots)
    say(f"{len(found.spots)} suggestions, {len(found.spots) - sure} of them with a doubt.")
    if sure:
        say(f"Replace the others with: workbench pseudonyms {options.study} replace --all")
    return 0


def _rows(spots: Sequence[Spot]) -> list[tuple[object, ...]]:
    return [
        (
            one.document or one.what,
            one.turn,
            one.words,
            one.suggestion.replacement,
            _doubt(one.suggestion.doubt),
            f"{one.before[-20:]}…{one.after[:20]}",
        )
        for one in spots
    ]


def _doubt(doubt: Doubt) -> str:
    from workbench.privacy.suggestion import DOUBTS

    return f"{doubt}: {DOUBTS[doubt]}" if doubt else ""


def _told(found: Found) -> dict[str, Any]:
    return {
        "names": [one._asdict() for one in found.names],
        "suggestions": [
            {
                "where": one.what,
                "document": one.document or None,
                "turn": one.turn,
                "words": one.words,
                "before": one.before,
                "after": one.after,
                **one.suggestion._asdict(),
            }
            for one in found.spots
        ],
    }


# ------------------------------------------------------------------ replace


def _replace(options: argparse.Namespace) -> int:
    from workbench.steps.pseudonyms import replace_names
    from workbench.store import open_study

    with open_study(options.study) as store:
        who, key = viewer(store, options), _key(store, options)
        wish, entities = _wish(store, options, key), _entities(options)
        done = replace_names(store, who, wish, key, entities, dry_run=options.dry_run)
        destroyed = _destroy(store, options, done)
    if options.json:
        show_json(_told_replaced(done, options, destroyed, key))
        return 0
    show_rows(("original", "replacement", "places"), done.names)
    if done.doubted:
        say(f"{done.doubted} suggestions were left, because they are in doubt.")
    if options.dry_run:
        say("Nothing was changed: this was a dry run.")
    elif done.names:
        say(f"Replaced. Who is who stands in {key.path}; keep it apart from the study.")
    else:
        say("There was nothing to replace.")
    return 0


def _told_replaced(
    done: Replaced, options: argparse.Namespace, destroyed: int, key: KeyFile
) -> dict[str, Any]:
    columns = ("original", "replacement", "places")
    return {
        "dry_run": options.dry_run,
        "names": [dict(zip(columns, one, strict=True)) for one in done.names],
        "documents": list(done.documents),
        "elsewhere": done.elsewhere,
        "left_in_doubt": done.doubted,
        "key": str(key.path),
        "backups": [str(one.path) for one in done.backups],
        "backups_destroyed": destroyed,
    }


def _wish(store: Store, options: argparse.Namespace, key: KeyFile) -> Wish:
    from workbench.privacy.names import named
    from workbench.steps.keys import names_in
    from workbench.steps.pseudonyms import Wish

    also = frozenset(options.also)
    if options.all + bool(options.table) + bool(options.words) != 1:
        raise NotAsked("Say what to replace: ORIGINAL REPLACEMENT, --table FILE, or --all.")
    if options.all:
        return Wish(_given(options, key), everything=True, also=also)
    if options.table:
        names = names_in(options.table, key)
        bare = [one.original for one in names if not one.replacement]
        if bare:
            raise NotAsked(f"{options.table} has no replacement for “{bare[0]}”; write one.")
        return Wish(names, also=also)
    if len(options.words) > 2 or (len(options.words) < 2 and options.kind != "removal"):
        raise NotAsked("Write the original and its replacement, each in quotation marks.")
    original, said = (*options.words, "")[:2]
    name = named(original, said, options.kind)
    if options.place:
        return Wish(picked=tuple(_picked(store, name, *one) for one in options.place))
    return Wish((name,), also=also)


def _picked(store: Store, name: Name, document: str, start: str, stop: str) -> Picked:
    from workbench.steps.pseudonyms import picked_at

    if not (start.isdecimal() and stop.isdecimal()):
        raise NotAsked("--place takes a document and two offsets, as suggest --json has them.")
    return picked_at(store, name, document, int(start), int(stop))


def _destroy(store: Store, options: argparse.Namespace, done: Replaced) -> int:
    """Destroy backups from before, where that is asked for; else say that they are there."""
    from workbench.steps.pseudonyms import destroy_backups

    if options.dry_run or not done.names or not done.backups:
        return 0
    count = len(done.backups)
    there = plural(count, "backup")
    if options.destroy_backups or _agreed(there):
        return destroy_backups(store, viewer(store, options), done.backups)
    say(
        f"{there} from before still {'holds' if count == 1 else 'hold'} what was replaced, in "
        f"{done.backups[0].path.parent}; destroy them with --destroy-backups at the next "
        "replacement, or with: workbench check STUDY --names KEY --destroy-backups"
    )
    return 0


def _agreed(there: str) -> bool:
    if not at_terminal():
        return False
    say(f"{there} from before, with what was replaced. Destroy? (y/n)")
    return input().strip().casefold() in ("y", "yes")


# ------------------------------------------------------------------ the key


_OF_A_KEY = {"show": "", "seal": "is sealed", "unseal": "is open", "forget": "knows that no more"}


def _key_action(options: argparse.Namespace) -> int:
    from workbench.steps.withdrawing import forget_withdrawn
    from workbench.store import open_study

    action, *words = options.words or ["show"]
    if action not in _OF_A_KEY or len(words) != (action == "forget"):
        raise NotAsked("With a key you can: show, seal, unseal, or forget WORDS, one entry of it.")
    with open_study(options.study) as store:
        key = _key(store, options)
        forget_withdrawn(store, key)
        if action == "show":
            return _show_key(key, options)
        _change_key(key, action, words, options)
    say(f"{key.path} {_OF_A_KEY[action]}.")
    return 0


def _change_key(
    key: KeyFile, action: str, words: Sequence[str], options: argparse.Namespace
) -> None:
    if action == "forget":
        key.write(key.read().forgetting(words[0]))
    elif action == "unseal":
        key.unseal()
    elif key.is_sealed:
        raise NotAsked(f"{key.path} is sealed already; unseal it first.")
    else:
        key.seal(new_passphrase(options.key_passphrase_file, "key"))


def _show_key(key: KeyFile, options: argparse.Namespace) -> int:
    names = key.read().names
    if options.json:
        show_json({"file": str(key.path), "names": [one._asdict() for one in names]})
    else:
        show_rows(("original", "replacement", "kind"), [one[:3] for one in names])
    return 0


# ------------------------------------------------------------------ what documents are


def _status(options: argparse.Namespace) -> int:
    from workbench.steps.statuses import statuses
    from workbench.store import open_study

    with open_study(options.study) as store:
        rows = statuses(store, viewer(store, options))
    return _show_statuses(options, rows)


def _show_statuses(options: argparse.Namespace, rows: Sequence[DocumentStatus]) -> int:
    if options.json:
        show_json([one._asdict() for one in rows])
    else:
        show_rows(("document", "status", "by", "checked by"), rows)
    return 0


def _mark(options: argparse.Namespace) -> int:
    from workbench.steps.statuses import mark
    from workbench.store import open_study
    from workbench.terms import STATUSES

    wanted = next((one for one in STATUSES if options.words == [one]), None)
    if wanted is None:
        raise NotAsked(f"Say what the documents are: mark {', '.join(STATUSES)}.")
    with open_study(options.study) as store:
        who, key = viewer(store, options), _key(store, options)
        rows = mark(store, who, wanted, options.document, key, insist=options.insist)
    return _show_statuses(options, rows)


def _protect(options: argparse.Namespace) -> int:
    from workbench.steps.statuses import protect
    from workbench.store import open_study

    if options.words not in (["on"], ["off"]):
        raise NotAsked("Say protect on, or protect off.")
    with open_study(options.study) as store:
        protect(store, viewer(store, options), on=options.words == ["on"])
    say(
        "Raw documents leave this study only where somebody insists."
        if options.words == ["on"]
        else "Documents leave this study whatever their status."
    )
    return 0


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "suggest": _suggest,
    "replace": _replace,
    "status": _status,
    "mark": _mark,
    "protect": _protect,
    "key": _key_action,
}
