"""What the command line says of a withdrawal, before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.cli.talk import say, show, show_json

if TYPE_CHECKING:
    from workbench.steps.withdrawal import Withdrawing
    from workbench.steps.withdrawing import Withdrawn


def show_withdrawing(held: Withdrawing) -> None:
    """Print what would go; --json lists every mention."""
    from workbench.steps.withdrawing_told import lines

    for line in lines(held):
        show(line)
    say("Nothing was changed: this was a dry run. To do it, which cannot be undone, add --yes.")


def show_withdrawn(done: Withdrawn) -> None:
    """Say what is gone, and who else has to do something."""
    from workbench.steps.withdrawing_told import after

    for line in after(done):
        say(line)


def withdrawing_json(held: Withdrawing) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "case": held.case,
        "namesakes": list(held.namesakes),
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
