"""Taking back and doing again what one did while coding: each coder their own, in turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workbench.errors import NotAsked, NotDue
from workbench.steps.code import rules_for
from workbench.steps.memo import Called
from workbench.store import Store, Writer
from workbench.store.writes import acts
from workbench.store.writes.acts import Step
from workbench.terms import Memo, Viewer


class Undone(NamedTuple):
    """What was undone or redone, and where it is, so that the screen can go there."""

    what: str
    """The event it was: `coding made`, `no-code removed`, `document finished`, …"""
    n: int | None = None
    """The round."""
    document: str | None = None
    start: int | None = None
    stop: int | None = None
    target: str | None = None
    """What the memo is about, if it was one."""
    about: str | None = None
    """The same in words."""


def undo(store: Store, viewer: Viewer) -> Undone:
    """Take back the viewer's last act that stands; refused when its round has passed on."""
    with store.writing(viewer) as writer:
        _refuse_nobody(viewer)
        step = acts.last_done(writer)
        if step is None:
            raise NotAsked("There is nothing of yours to undo.")
        event = _perform(writer, step, "undone")
        acts.set_undone(writer, step.n, event)
        return _told(writer, viewer, step)


def redo(store: Store, viewer: Viewer) -> Undone:
    """Do again what the viewer undid last, if they have done nothing else since."""
    with store.writing(viewer) as writer:
        _refuse_nobody(viewer)
        step = acts.last_undone(writer)
        if step is None:
            raise NotAsked("There is nothing to redo; what was undone before a new act is gone.")
        _perform(writer, step, "redone")
        acts.set_undone(writer, step.n, None)
        return _told(writer, viewer, step)


def _refuse_nobody(viewer: Viewer) -> None:
    if viewer.coder is None:
        raise NotAsked("Undo needs a name; say who is coding with --as NAME.")


def _perform(writer: Writer, step: Step, what: str) -> int:
    if step.state != step.act.state:
        raise NotDue(
            f"Round {step.round_n} is {step.state} now, so what was done in it while it was "
            f"{step.act.state} stays as it is."
        )
    rivals: Mapping[str, frozenset[str]] = {}
    if step.version and step.act.put:
        rivals = rules_for(writer, step.version, step.round_id, step.coder_id).rivals
    acts.perform(writer, step, rivals)
    return writer.event(what, {"event": step.n}, step.round_id or None, step.coder_id)


def _told(writer: Writer, viewer: Viewer, step: Step) -> Undone:
    act = step.act
    place = (step.round_n, step.document, act.start, act.stop)
    if act.memo is None:
        return Undone(act.what, *place)
    target = act.memo.target
    about = Called(writer, viewer)(Memo(viewer.coder, act.memo.kind, target, ""))
    return Undone(act.what, *place, target, about)
