"""Theme sets: a theme is written whole, so that taking back an edit writes what was there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update

from workbench.errors import Blind, NameUnknown
from workbench.ideas import Theme, ThemeQuotation
from workbench.store.reads.blindness import is_revealed
from workbench.store.reads.themes import theme_sets
from workbench.store.tables import (
    code,
    coder,
    coding,
    document,
    round_,
    theme,
    theme_code,
    theme_quotation,
    theme_set,
)
from workbench.store.transaction import Writer
from workbench.terms import NOBODY


class Rethought(NamedTuple):
    """A theme set (uid) before and after: its name, and the themes that changed, by their uid.

    A theme is its plain values, None where it was not there; so is the name.
    """

    uid: str
    name: tuple[str | None, str | None]
    themes: dict[str, list[Any]]
    """Before and after."""

    def inverse(self) -> Rethought:
        """What takes it back."""
        turned = {uid: [after, before] for uid, (before, after) in self.themes.items()}
        return Rethought(self.uid, (self.name[1], self.name[0]), turned)

    def renamed(self, coder_name: str, new: str) -> Rethought:
        """The same after a coder got a new name."""
        told = {
            uid: [side and _renamed(side, coder_name, new) for side in sides]
            for uid, sides in self.themes.items()
        }
        return self._replace(themes=told)


def _renamed(value: Mapping[str, Any], coder_name: str, new: str) -> dict[str, Any]:
    there = [ThemeQuotation(*cells) for cells in value["quotations"]]
    told = [one._replace(coder=new) if one.coder == coder_name else one for one in there]
    return {**value, "quotations": [list(one) for one in told]}


def value_of(one: Theme, position: int) -> dict[str, Any]:
    """A theme at its place in the set, as plain values."""
    return {
        "position": position,
        "name": one.name,
        "claim": one.claim,
        "memo": one.memo,
        "codes": list(one.codes),
        "quotations": [list(quotation) for quotation in one.quotations],
        "came_from": list(one.came_from),
    }


def rethink(writer: Writer, change: Rethought) -> bool:
    """Change a set as asked; False, and the transaction to be undone, where it is not as it was."""
    there = {one.uid: one for one in theme_sets(writer, NOBODY)}.get(change.uid)
    before, after = change.name
    if (there.name if there else None) != before:
        return False
    now = {
        one.uid: value_of(one, position)
        for position, one in enumerate(there.themes if there else ())
    }
    if any(now.get(uid) != was for uid, (was, _) in change.themes.items()):
        return False
    set_id = _set(writer, change.uid, before, after)
    for uid, (_, becomes) in change.themes.items():
        _put_theme(writer, set_id, uid, becomes)
    if after is None:
        writer.run(delete(theme_set).where(theme_set.c.id == set_id))
    return True


def set_copied_from(writer: Writer, uid: str, name: str) -> None:
    """Keep from which set one was copied."""
    writer.run(update(theme_set).where(theme_set.c.uid == uid).values(copied_from=name))


def _set(writer: Writer, uid: str, before: str | None, after: str | None) -> int:
    if before is None:
        return writer.insert(theme_set, uid=uid, name=after, copied_from="")
    if after not in (None, before):
        writer.run(update(theme_set).where(theme_set.c.uid == uid).values(name=after))
    return int(writer.value(select(theme_set.c.id).where(theme_set.c.uid == uid)))


def _put_theme(writer: Writer, set_id: int, uid: str, value: Mapping[str, Any] | None) -> None:
    here = (theme.c.set_id == set_id) & (theme.c.uid == uid)
    for table in (theme_code, theme_quotation):
        old = select(theme.c.id).where(here)
        writer.run(delete(table).where(table.c.theme_id.in_(old)))
    writer.run(delete(theme).where(here))
    if value is None:
        return
    names = ("position", "name", "claim", "memo", "came_from")
    fields = {name: value[name] for name in names}
    theme_id = writer.insert(theme, set_id=set_id, uid=uid, **fields)
    for position, code_uid in enumerate(value["codes"]):
        code_id = writer.value(select(code.c.id).where(code.c.uid == code_uid))
        values = {"theme_id": theme_id, "code_id": code_id, "position": position}
        writer.run(insert(theme_code).values(**values))
    for cells in value["quotations"]:
        _quote(writer, theme_id, ThemeQuotation(*cells))


def _quote(writer: Writer, theme_id: int, quotation: ThemeQuotation) -> None:
    writer.insert(
        theme_quotation,
        theme_id=theme_id,
        document_id=writer.id_of(document, "document", quotation.document),
        start=quotation.start,
        stop=quotation.stop,
        supports=quotation.supports,
        coding_id=_coding_id(writer, quotation) if quotation.coder else None,
    )


def _coding_id(writer: Writer, quotation: ThemeQuotation) -> int:
    c = coding.c
    found = writer.row(
        select(c.id, is_revealed(coding).label("revealed"))
        .join(round_, round_.c.id == c.round_id)
        .join(coder, coder.c.id == c.coder_id)
        .join(code, code.c.id == c.code_id)
        .join(document, document.c.id == c.document_id)
        .where(
            round_.c.n == quotation.n,
            coder.c.name == quotation.coder,
            code.c.uid == quotation.code,
            document.c.name == quotation.document,
            c.start == quotation.start,
            c.stop == quotation.stop,
        )
    )
    if found is None:
        raise NameUnknown("There is no such coding; name its round, coder, code and place.")
    if not found.revealed:
        raise Blind(f"Round {quotation.n} is blind; quote its codings once it is revealed.")
    return int(found.id)
