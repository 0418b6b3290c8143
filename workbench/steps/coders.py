"""Who codes in a study."""

from __future__ import annotations

from functools import partial

from workbench.errors import NotAsked, NotDue
from workbench.store import Store, Writer
from workbench.store.reads import rounds, shares
from workbench.store.writes import acts, coders, results
from workbench.terms import CODER_ROLES, NOBODY, Round, Viewer


def add_coder(store: Store, viewer: Viewer, name: str, role: str = "team") -> None:
    """Add a coder; `role` is one of CODER_ROLES."""
    if role not in CODER_ROLES:
        raise NotAsked(f"A coder's role is one of {', '.join(CODER_ROLES)}, not “{role}”.")
    with store.writing(viewer) as writer:
        coders.add_coder(writer, _given(name), role)


def _given(name: str) -> str:
    if not name.strip():
        raise NotAsked("A coder needs a name; type one.")
    return name.strip()


def rename_coder(store: Store, viewer: Viewer, name: str, new: str) -> str:
    """Give a coder another name, wherever the study names them; how they are called now.

    What they did stays theirs, and no number changes. Refused while a packet of theirs is out.
    """
    with store.writing(viewer) as writer:
        _refuse_packet(writer)
        writer.coder_id(name)
        _refuse_out(writer, name)
        _rename(writer, name, _given(new))
    return _given(new)


def _rename(writer: Writer, name: str, new: str) -> None:
    """Rename a coder, also where they are kept by name and not by id."""
    from workbench.steps.agreement.kept import renamed  # both bring numpy
    from workbench.steps.reconcile import plans_follow

    with plans_follow(writer):
        coders.rename_coder(writer, name, new)
    acts.rename_coder(writer, name, new)
    results.retell_results(writer, partial(renamed, name=name, new=new))


def remove_coder(store: Store, viewer: Viewer, name: str) -> None:
    """Remove a coder who has done nothing, also from rounds that are only drafted."""
    with store.writing(viewer if viewer.coder != name else NOBODY) as writer:
        _refuse_packet(writer)
        writer.coder_id(name)
        for one in rounds.rounds(writer, NOBODY, progress=False):
            if name in one.coders:
                _refuse_needed(one, name)
        if coders.has_worked(writer, name):
            raise _kept(name, f"{name} has a part in what this study holds")
        coders.remove_coder(writer, name)


def _refuse_needed(one: Round, name: str) -> None:
    """Raise NotDue for a coder of a round that was opened, or that has no other."""
    if one.state != "draft":
        raise _kept(name, f"{name} is a coder of round {one.n}")
    if one.coders == (name,):
        raise _kept(name, f"{name} is the only coder of round {one.n}, which is drafted")


def _kept(name: str, why: str) -> NotDue:
    return NotDue(
        f"{why}, so they cannot be removed; a wrong name can be changed: "
        f'workbench coder STUDY rename "{name}" NEW'
    )


def _refuse_packet(writer: Writer) -> None:
    if shares.packet_kind(writer, NOBODY):
        raise NotAsked("This is a packet; coders are renamed in the study it came from.")


def _refuse_out(writer: Writer, name: str) -> None:
    """Raise NotDue where a packet of theirs is out, in which they still have the old name."""
    for one in shares.shares(writer, NOBODY):
        if one.coder == name and one.out:
            raise NotDue(
                f"{name}'s share of round {one.n} is out in a packet that goes by this name; take "
                f"the packet back, or: workbench packet STUDY call-in --coder {name} "
                f"--round {one.n}"
            )
