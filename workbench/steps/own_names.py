"""What somebody is called who may be the person of that name in another document."""

from __future__ import annotations

from workbench.store import Reader
from workbench.store.reads.cases import cases
from workbench.terms import CaseFacts, Viewer


def own_name(name: str, document: str) -> str:
    """What somebody is called who is not known to be the person of that name elsewhere."""
    return f"{name} ({document})"


def namesakes_of(reader: Reader, viewer: Viewer, name: str) -> tuple[str, ...]:
    """The other cases that are called as a case but for their document, whoever they are."""
    called = {one.name: _called(one) for one in cases(reader, viewer)}
    wanted = called.get(name, name).casefold()
    return tuple(one for one, bare in called.items() if one != name and bare.casefold() == wanted)


def _called(one: CaseFacts) -> str:
    """A case's name without the document that `own_name` adds."""
    own = (one.name.removesuffix(own_name("", there.document)) for there in one.attendances)
    return next((name for name in own if name != one.name), one.name)
