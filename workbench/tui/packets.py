"""Packets and sheets from the screen: what a dialog's answer makes or takes, and says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import NotAsked
from workbench.shares import Compared, Share
from workbench.terms import Decision, Outcome, Viewer
from workbench.tui.insisted import NOTHING, Insisted
from workbench.tui.refusals import on_screen
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.discussing import Agreed
    from workbench.steps.packets import Receipt
    from workbench.steps.taking import Standing
    from workbench.store import Store

PACKET, SHEET, DISCUSSION = "packet", "coding sheet", "discussion"
"""What can be made: for a coder, for one who installs nothing, to talk about a revealed round."""

ASK, KEEP, REPLACE = "ask me", "what is here stands", "the packet wins"
"""What becomes of work that is here and in the packet, in different ways."""


class MakeAsked(NamedTuple):
    """A packet to be made."""

    form: str
    n: int
    coder: str
    path: Path
    passphrase: str | None
    """None: it is not sealed."""
    insisted: Insisted = NOTHING

    def __repr__(self) -> str:
        """Without the passphrase, which no message and no trace shows."""
        return f"MakeAsked({self.form!r}, {self.n}, {self.coder!r}, {str(self.path)!r})"


class TakeAsked(NamedTuple):
    """A packet to be taken."""

    path: Path
    passphrase: str | None
    conflicts: str = ASK

    def __repr__(self) -> str:
        """Without the passphrase, which no message and no trace shows."""
        return f"TakeAsked({str(self.path)!r}, {self.conflicts!r})"


def shares(store: Store, viewer: Viewer) -> tuple[Share, ...]:
    """The shares for which a packet or a sheet was made."""
    from workbench.store.reads import shares as reads

    with store.reading() as reader:
        return reads.shares(reader, viewer)


def make(store: Store, viewer: Viewer, asked: MakeAsked) -> str:
    """Write a packet, a sheet or a discussion."""
    from workbench.steps import discussing, packets

    said: list[str] = []
    leave = asked.insisted.leave(said.append)
    bare = "" if asked.passphrase or asked.form == SHEET else " Not sealed: all who get it read it."
    if asked.form == DISCUSSION:
        n = discussing.make_discussion(store, viewer, asked.n, asked.path, asked.passphrase, leave)
        return on_screen(" ".join((f"Wrote round {n} to talk about to {asked.path}.{bare}", *said)))
    if packets.is_sheet(asked.path) != (asked.form == SHEET):
        raise NotAsked("A coding sheet ends in .xlsx, and a packet does not; change the file name.")
    n = packets.make(store, viewer, asked.n, asked.coder, asked.path, asked.passphrase, leave)
    wrote = f"Wrote {asked.coder}'s share of round {n} to {asked.path}; here it is read only.{bare}"
    return on_screen(" ".join((wrote, *said)))


def call_in(store: Store, viewer: Viewer, share: Share) -> str:
    """Work here again on a share whose packet does not come back."""
    from workbench.steps import packets

    n = packets.call_in(store, viewer, share.n, share.coder)
    return f"{share.coder}'s share of round {n} is coded here again."


class Take:
    """Tells what a packet would bring when it is asked for, and takes it when asked again."""

    def __init__(self, show: Callable[[str, bool], None]) -> None:
        """`show` is told what came in, and whether something has to be chosen first."""
        self._show = show
        self._looked_at: tuple[Path, float, int] | None = None
        """The file as it was when it was looked at."""
        self._found: Receipt | Agreed | None = None

    def __call__(self, store: Store, viewer: Viewer, asked: TakeAsked) -> str | None:
        """The sentence that says what was taken; None after the looking."""
        state = _state(asked.path)
        if state != self._looked_at or self._found is None:
            self._found, self._looked_at = _take(store, viewer, asked, dry_run=True), state
            self._show("\n".join(received(self._found)), conflicting(self._found))
            return None
        if conflicting(self._found):
            if asked.conflicts == ASK:
                raise NotAsked(f"Choose “{KEEP}” or “{REPLACE}”; the arrows do.")
            if asked.conflicts == KEEP and not _is_talk(self._found):
                return "Took nothing: what is here stands."
        return f"Took {asked.path.name}: {_taken(_take(store, viewer, asked, dry_run=False))}"


def _is_talk(found: Receipt | Agreed) -> bool:
    from workbench.steps.discussing import Agreed

    return isinstance(found, Agreed)


def _state(path: Path) -> tuple[Path, float, int]:
    try:
        stat = path.stat()
    except OSError as fault:
        raise NotAsked(f"There is no file {path} that can be read; check its name.") from fault
    return path, stat.st_mtime, stat.st_size


def _take(store: Store, viewer: Viewer, asked: TakeAsked, *, dry_run: bool) -> Receipt | Agreed:
    from workbench.steps.discussing import take_any
    from workbench.steps.packet_files import sealed

    words = asked.passphrase if sealed(asked.path) else None
    ways = {"replace": asked.conflicts == REPLACE, "keep": asked.conflicts == KEEP}
    if dry_run:
        ways = {}
    return take_any(store, viewer, asked.path, words, dry_run=dry_run, **ways)


def _standings(found: Agreed) -> set[Compared]:
    return {one.standing for one in found.decisions} | {one.standing for one in found.memos}


def conflicting(found: Receipt | Agreed) -> bool:
    """Whether it has to be chosen what stands."""
    from workbench.steps.packets import Receipt

    if isinstance(found, Receipt):
        return found.standing not in ("later", "same")
    return "conflicting" in _standings(found)


def received(found: Receipt | Agreed) -> Iterator[str]:
    """What came in, a line each; of a blind share counts alone."""
    from workbench.steps.packets import Receipt

    return _share(found) if isinstance(found, Receipt) else _talk(found)


STANDS: dict[Standing, str] = {
    "later": "It brings what is not here yet.",
    "same": "This state was taken already; there is nothing to take.",
    "earlier": "A later state was taken already.",
    "other": "Another packet was made of this share since.",
    "forked": "The packet was worked on in two copies, and the other was taken.",
    "coded here": "The share was also coded here since the packet was made or last taken.",
}


def _share(found: Receipt) -> Iterator[str]:
    yield f"{found.coder}'s share of round {found.n}:"
    for one in found.documents:
        mark = {True: ", finished", False: ", not finished", None: ""}[one.finished]
        yield (
            f"  {one.document}: {plural(one.judged, 'unit')} judged{mark}; {one.new} new, "
            f"{one.same} the same, {one.conflicting} otherwise here"
        )
    if found.memos:
        yield f"  {plural(found.memos, 'memo')} new or changed"
    if found.proposals:
        yield f"  {plural(found.proposals, 'proposal')} new or changed"
    yield from _left_out(found.withdrawn)
    if found.unread:
        yield f"  left out, no columns of this sheet: {', '.join(found.unread)}"
    yield STANDS[found.standing]


def _left_out(number: int) -> Iterator[str]:
    if number:
        yield f"  {plural(number, 'judgement')} left out: somebody withdrew since"


BRINGS: dict[Compared, str] = {
    "later": "comes in",
    "same": "the same",
    "earlier": "older than here",
    "conflicting": "CONFLICT",
}
OUTCOMES: dict[Outcome, str] = {
    "codes": "codes",
    "none": "no code",
    "open": "left open",
    "codebook": "asks for a new or changed code",
}


def _talk(found: Agreed) -> Iterator[str]:
    yield f"What was decided on round {found.n}:"
    for one in found.decisions:
        if one.standing == "conflicting":
            yield f"  {one.number} CONFLICT: here {_said(one.here)}; there {_said(one.packet)}"
        elif one.standing != "same":
            yield f"  {one.number} {BRINGS[one.standing]}: {_said(one.packet)}"
    for note in found.memos:
        if note.standing != "same":
            yield f"  {note.author}'s memo on {note.about}: {BRINGS[note.standing]}"
    yield from _left_out(found.withdrawn)
    yield _counted(found)


def _said(made: Decision | None) -> str:
    if made is None:
        return "nothing"
    what = listed(made.codes) or OUTCOMES[made.outcome]
    return f"{what} ({listed(made.agreed)}): {made.reason}"


def _counted(found: Agreed) -> str:
    counts = found.counts
    return (
        f"{counts['later']} new or changed, {counts['same']} the same, {counts['earlier']} older, "
        f"{counts['conflicting']} in conflict."
    )


def _taken(found: Receipt | Agreed) -> str:
    from workbench.steps.packets import Receipt

    if not isinstance(found, Receipt):
        return f"round {found.n}, {_counted(found)}"
    if not found.taken:
        return f"nothing. {STANDS[found.standing]}"
    judged = sum(one.judged for one in found.documents)
    return f"{found.coder}'s share of round {found.n}, {plural(judged, 'unit')} judged."
