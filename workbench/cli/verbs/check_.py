"""Whether a study is sound: `workbench check STUDY`; exit status 1 when something is wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.leaving import key_arguments, key_passphrase
from workbench.cli.talk import (
    common_arguments,
    say,
    show,
    show_json,
    show_rows,
    study_argument,
    viewer,
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    names = parser.add_argument_group("names that slipped through")
    names.add_argument(
        "--names",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="look for these instead: a key, a table or a list",
    )
    key_arguments(names)
    names.add_argument(
        "--destroy-backups", action="store_true", help="destroy backups that hold a name"
    )
    parser.add_argument(
        "--small", action="store_true", help="list the combinations of facts that few people share"
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print what is wrong and what to know; the exit status."""
    from workbench.steps.check import check

    if options.names:
        return _names(options)
    if options.small:
        return _small(options)
    found = check(options.study)
    if options.json:
        show_json(found.value())
    else:
        for finding in (*found.faults, *found.warnings):
            show(f"{finding.what} {finding.mend}")
        say(f"SQLite {found.sqlite}; {found.checked} rows checked: {found.verdict}.")
    return 1 if found.faults else 0


def _small(options: argparse.Namespace) -> int:
    """List small groups; the exit status is 1 where there is one."""
    from workbench.cli.small import show_small_cells
    from workbench.store import open_study

    with open_study(options.study) as store:
        return 1 if show_small_cells(store, viewer(store, options), json=options.json) else 0


def _names(options: argparse.Namespace) -> int:
    """Look for names; the exit status is 1 where one is there beyond doubt."""
    from workbench.privacy.names import merged
    from workbench.steps.keys import key_of, names_in
    from workbench.steps.naming_check import check_names, destroy_backups_of
    from workbench.store import open_study

    with open_study(options.study) as store:
        who, key = viewer(store, options), key_of(store, passphrase=key_passphrase(options))
        names = merged((), (name for file in options.names for name in names_in(file, key)))
        found = check_names(store, who, names)
        destroyed = destroy_backups_of(store, who, found) if options.destroy_backups else 0
        found = check_names(store, who, names) if destroyed else found
    if options.json:
        show_json({"names": len(names), "backups_destroyed": destroyed, **found.value()})
        return 1 if found.faults else 0
    if found.faults or found.doubts:
        show_rows(
            ("where", "document", "turn", "unit", "instead", "doubt"),
            [tuple(cell or None for cell in one) for one in (*found.faults, *found.doubts)],
        )
    say(f"{len(names)} names sought: {len(found.faults)} places hold one, {len(found.doubts)} may.")
    if found.faults:
        say(f"Replace them with: {found.mend.replace('STUDY', str(options.study))}")
    if any(one.doubt == "shared" for one in found.faults):
        say(
            "What is shared may be of several people, of whom --also shared takes one; to say "
            f"whose it is: workbench pseudonyms {options.study} replace ORIGINAL REPLACEMENT"
        )
    return 1 if found.faults else 0
