"""Rows of people who withdrew, which come back in a later export, are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.steps.surveys.source import Source
from workbench.store import Reader
from workbench.store.reads.withdrawals import Withdrawal, hashed, withdrawals
from workbench.surveys import Response
from workbench.terms import NOBODY


def without_rows(reader: Reader, source: Source) -> tuple[Source, int]:
    """A survey without the rows of people who withdrew, and how many those are.

    They are known by their id, or where there is none by what the whole row says.
    """
    gone = withdrawals(reader, NOBODY)
    left_out = sum(_is_gone(gone, one) for one in source.responses()) if gone else 0
    if not left_out:
        return source, 0

    def responses() -> Iterator[Response]:
        kept = (one for one in source.responses() if not _is_gone(gone, one))
        return (one._replace(n=n) for n, one in enumerate(kept, 1))

    return source._replace(responses=responses), left_out


def _is_gone(gone: Sequence[Withdrawal], row: Response) -> bool:
    salt = gone[0].salt
    told = hashed(salt, row.case.casefold() if row.case else str(row.raw))
    return any(told in (one.name, *one.known_by) for one in gone)
