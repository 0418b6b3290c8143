"""Theme sets. They are the team's, outside the codebook and outside rounds, and read by all.

A quotation rests on the text, or on a coding of a revealed round; so there is nothing blind in
them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import func, select

from workbench.errors import NameUnknown, NotAsked
from workbench.ideas import Theme, ThemeQuotation, ThemeSet
from workbench.shelf import unknown
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
from workbench.store.transaction import Reader
from workbench.terms import Viewer


def theme_sets(reader: Reader, viewer: Viewer) -> tuple[ThemeSet, ...]:
    """All theme sets with their themes, in the order in which they were begun."""
    t = theme_set.c
    rows = reader.rows(select(t.id, t.uid, t.name, t.copied_from).order_by(t.id))
    return tuple(
        ThemeSet(row.uid, row.name, _themes(reader, row.id), row.copied_from) for row in rows
    )


def theme_set_of(reader: Reader, viewer: Viewer, set_name: str | None = None) -> ThemeSet:
    """One set by its name; without a name the only one, or the one begun last."""
    found = theme_sets(reader, viewer)
    if not found:
        raise NotAsked("There are no themes yet; begin a set: workbench themes STUDY set NAME")
    if set_name is None:
        return found[-1]
    for one in found:
        if one.name == set_name:
            return one
    raise NameUnknown(unknown("theme set", set_name, [one.name for one in found]))


def _themes(reader: Reader, set_id: int) -> tuple[Theme, ...]:
    t = theme.c
    codes, quoted = _codes(reader, set_id), _quotations(reader, set_id)
    rows = reader.rows(select(theme).where(t.set_id == set_id).order_by(t.position, t.id))
    return tuple(
        Theme(
            uid=row.uid,
            name=row.name,
            claim=row.claim,
            codes=tuple(codes[row.id]),
            quotations=tuple(quoted[row.id]),
            memo=row.memo,
            came_from=tuple(row.came_from),
        )
        for row in rows
    )


def _codes(reader: Reader, set_id: int) -> dict[int, list[str]]:
    rows = reader.rows(
        select(theme_code.c.theme_id, code.c.uid)
        .join(code, code.c.id == theme_code.c.code_id)
        .join(theme, theme.c.id == theme_code.c.theme_id)
        .where(theme.c.set_id == set_id)
        .order_by(theme_code.c.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for theme_id, uid in rows:
        found[theme_id].append(uid)
    return found


def _quotations(reader: Reader, set_id: int) -> dict[int, list[ThemeQuotation]]:
    q = theme_quotation.c
    rows: Any = reader.rows(
        select(
            q.theme_id,
            document.c.name,
            q.start,
            q.stop,
            q.supports,
            func.coalesce(coder.c.name, ""),
            func.coalesce(code.c.uid, ""),
            func.coalesce(round_.c.n, 0),
        )
        .join(theme, theme.c.id == q.theme_id)
        .join(document, document.c.id == q.document_id)
        .outerjoin(coding, coding.c.id == q.coding_id)
        .outerjoin(coder, coder.c.id == coding.c.coder_id)
        .outerjoin(code, code.c.id == coding.c.code_id)
        .outerjoin(round_, round_.c.id == coding.c.round_id)
        .where(theme.c.set_id == set_id)
        .order_by(q.id)
    )
    found: dict[int, list[ThemeQuotation]] = defaultdict(list)
    for theme_id, *cells in rows:
        found[theme_id].append(ThemeQuotation(*cells))
    return found
