"""Which codes a coder may put in a round, and which of them exclude each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from workbench.coding.codes import mutually_exclusive
from workbench.coding.proposals import own_book
from workbench.errors import NotDue
from workbench.ideas import Said
from workbench.store import Writer
from workbench.store.reads import codebooks
from workbench.store.writes import codings
from workbench.store.writes.places import Place
from workbench.store.writes.proposals import own_codes
from workbench.terms import NOBODY


class Rules(NamedTuple):
    """What a key needs of a codebook version: ids by uid, and which codes exclude each other."""

    version: int
    ids: dict[str, int]
    rivals: Mapping[str, frozenset[str]]

    def id_of(self, code: str) -> int:
        """The id of a code; refused when the version has none of that uid."""
        if code not in self.ids:
            raise NotDue(
                f"That code is not in codebook version {self.version}, which the round uses, "
                "nor is it one of the coder's own."
            )
        return self.ids[code]


def rules_at(writer: Writer, place: Place) -> Rules:
    """The rules where a coder works."""
    return rules_for(writer, place.version, place.round_id, place.coder_id)


def rules_for(writer: Writer, version: int, round_id: int, coder_id: int) -> Rules:
    """The rules of a version for a coder in a round, whose own codes belong to it."""
    own = own_codes(writer, round_id, coder_id)
    rules = rules_of(writer, version)
    if not own:
        return rules
    key = ("rules", version, *own)
    known = writer.frozen.get(key)
    if not isinstance(known, Rules):
        said = [(uid, Said.of(json.loads(text))) for uid, _, text in own]
        book = own_book(codebooks.codebook(writer, NOBODY, version), said)
        ids = {**rules.ids, **{uid: id_ for uid, id_, _ in own}}
        known = Rules(version, ids, mutually_exclusive(book))
        writer.frozen[key] = known
    return known


def rules_of(writer: Writer, version: int) -> Rules:
    """The rules of a version that is committed, worked out once."""
    known = writer.frozen.get(("rules", version))
    if isinstance(known, Rules):
        return known
    codebook = codebooks.codebook(writer, NOBODY, version)
    rules = Rules(version, codings.code_ids(writer, version), mutually_exclusive(codebook))
    writer.frozen["rules", version] = rules
    return rules
