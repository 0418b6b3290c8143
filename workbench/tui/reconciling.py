"""What becomes of coders' own codes: what is meant, what is shown of one, and carrying it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.terms import Viewer
from workbench.tui.evolving import trial_lines
from workbench.tui.widgets.prose import Said
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.reconcile import Laid, SideBySide
    from workbench.store import Store


class Meant(NamedTuple):
    """What is meant to become of a coder's own code."""

    sign: str
    """`?` nobody has said; `✓` kept; `+` joined; `×` left out."""
    name: str = ""
    """The name it is to have."""
    others: tuple[str, ...] = ()
    """What it is joined with."""

    @property
    def words(self) -> str:
        """In words."""
        if self.sign == "?":
            return "? open"
        if self.sign == "×":
            return "× left out"
        return f"{self.sign} {self.name}"


def meant(laid: Laid) -> dict[str, Meant]:
    """What is meant to become of each code (uid)."""
    if not laid.begun:
        return {one.uid: Meant("?") for one in laid.codes}
    dropped = set(laid.plan["drop"])
    return {one.uid: _meant(one, laid.plan, dropped) for one in laid.codes}


def _meant(
    one: SideBySide, plan: Mapping[str, list[dict[str, list[str]]]], dropped: set[str]
) -> Meant:
    names = {one.uid, one.called}
    if names & dropped:
        return Meant("×")
    for entry in plan["codes"]:
        if names & set(entry.get("from", ())):
            others = tuple(name for name in entry["from"] if name not in names)
            return Meant("+" if others else "✓", str(entry["name"]), others)
    return Meant("?")


def parents(laid: Laid | None) -> tuple[str, ...]:
    """Names of the new categories that are meant."""
    if laid is None or not laid.begun:
        return ()
    return tuple(str(entry["name"]) for entry in laid.plan["codes"] if not entry.get("from"))


def add_parent(store: Store, viewer: Viewer, n: int, name: str, under: str) -> None:
    """Mean a new category."""
    from workbench.steps import reconcile

    reconcile.add_parent(store, viewer, n, name, under)


def drop_parent(store: Store, viewer: Viewer, n: int, name: str) -> None:
    """Mean no such new category any more."""
    from workbench.steps import reconcile

    reconcile.drop_parent(store, viewer, n, name)


def lay(store: Store, viewer: Viewer, n: int) -> Laid:
    """All own codes of a round, side by side."""
    from workbench.steps.reconcile import side_by_side

    return side_by_side(store, viewer, n)


def paths(store: Store, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Path and uid of each code of the latest codebook."""
    from workbench.store.reads import codebooks

    with store.reading() as reader:
        book = codebooks.codebook(reader, viewer)
    return tuple((" > ".join(path), code.uid) for path, code in book.walk())


def keep(
    store: Store, viewer: Viewer, n: int, uids: Sequence[str], name: str, under: str | None = None
) -> None:
    """Keep a code under this name, or several as one."""
    from workbench.steps import reconcile

    for uid in uids:
        reconcile.keep(store, viewer, n, uid, name, under)


def join_into(store: Store, viewer: Viewer, n: int, uids: Sequence[str], code: str) -> None:
    """Join codes with one of the codebook (uid)."""
    from workbench.steps import reconcile

    for uid in uids:
        reconcile.join(store, viewer, n, uid, code)


def drop(store: Store, viewer: Viewer, n: int, uids: Sequence[str]) -> None:
    """Leave codes out."""
    from workbench.steps import reconcile

    for uid in uids:
        reconcile.drop(store, viewer, n, uid)


def undecide(store: Store, viewer: Viewer, n: int, uids: Sequence[str]) -> None:
    """Say nothing of codes any more."""
    from workbench.steps import reconcile

    for uid in uids:
        reconcile.undecide(store, viewer, n, uid)


def try_carrying_out(store: Store, viewer: Viewer, n: int) -> Iterator[str]:
    """What carrying the plan out would do, a line each."""
    from workbench.steps import reconcile

    trial, dropped = reconcile.try_carrying_out(store, viewer, n)
    yield from trial_lines(trial)
    for called, codings in dropped.items():
        yield f"  {called} would be left out, with {plural(codings, 'coding')}"


def carry_out(store: Store, viewer: Viewer, n: int, reason: str) -> str:
    """Make the next version of the codebook by the plan."""
    from workbench.steps import reconcile

    done = reconcile.carry_out(store, viewer, n, reason=reason)
    return f"This is version {done.version} of the codebook; r of the study drafts the next round."


def in_full(one: SideBySide, laid: Laid, meant: Meant) -> list[Said]:
    """A code beside the others: what it means, what it shares units with, its passages."""
    said = [Said(one.called, "name"), Said(one.definition or "No definition.")]
    if one.under:
        said.append(Said(f"Under {one.under}", "faint"))
    said.append(Said(f"{plural(one.codings, 'coding')} on {plural(one.units, 'unit')}", "faint"))
    if meant.others:
        said.append(Said(f"Joined with {listed(meant.others)}", "head"))
    shared = [pair for pair in laid.shared if one.called in (pair.one, pair.other)]
    if shared:
        said += [Said(""), Said("On the same units", "head")]
    for pair in shared:
        other, many = (pair.other, pair.other_units)
        if pair.other == one.called:
            other, many = (pair.one, pair.one_units)
        said.append(Said(f"{pair.units} of {one.units}: {other} (on {many})"))
    if one.quotations:
        said += [Said(""), Said("Quotations", "head")]
    for quotation in one.quotations:
        said += [Said(quotation.number, "faint"), Said(f"“{quotation.text}”")]
    return said
