"""ELAN annotations (.eaf): the independent tiers, each a speaker's.

Annotations follow one another as they begin; those of one speaker in a row are one turn.
Dependent tiers (translations, glosses) are part of no turn, nor are tiers of gestures and remarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workbench.drafts import Draft
from workbench.errors import FileFault
from workbench.importers.pieces import Piece, document, draft, merged, speakers_note, stem
from workbench.importers.settings import Settings
from workbench.importers.tiers import is_speech, left_note, speaker_of
from workbench.importers.xmltree import local, tree_of


def read(name: str, data: bytes, settings: Settings) -> Draft:  # noqa: ARG001
    """The draft of an ELAN file: one document, a turn for each change of speaker."""
    root = tree_of(name, data)
    if local(root) != "ANNOTATION_DOCUMENT":
        raise FileFault(f"{name} is XML, but no ELAN file; export it from ELAN again.")
    slots = _slots(root)
    tiers = [child for child in root if local(child) == "TIER"]
    spoken = _spoken(tiers)
    annotations = sorted(
        (one for tier in spoken for one in _annotations(tier, slots)), key=lambda one: one.slot
    )
    pieces = merged(Piece(one.text, one.speaker, one.time) for one in annotations if one.text)
    if not pieces:
        raise FileFault(f"{name} has no annotations with words on independent tiers.")
    notes = (speakers_note(pieces), *_left(tiers, spoken))
    return draft(name, data, "elan", [document(stem(name), pieces)], notes)


def _spoken(tiers: Iterable[Element]) -> list[Element]:
    """The independent tiers of words; all independent ones, where none has a name of such."""
    alone = [tier for tier in tiers if not tier.get("PARENT_REF")]
    return [tier for tier in alone if is_speech(_name(tier))] or alone


def _left(tiers: Iterable[Element], spoken: Iterable[Element]) -> Iterator[str]:
    """Notes on the tiers that are not read."""
    read = frozenset(spoken)
    left = [tier for tier in tiers if tier not in read]
    dependent = [_name(tier) for tier in left if tier.get("PARENT_REF")]
    yield from left_note("Dependent tiers", dependent)
    yield from left_note("Tiers", [_name(tier) for tier in left if not tier.get("PARENT_REF")])


def _name(tier: Element) -> str:
    return " ".join(tier.get("TIER_ID", "").split())


class _Slot(NamedTuple):
    """A point in time, by its place among all, in seconds where it is known."""

    place: int
    time: float | None


class _Annotation(NamedTuple):
    slot: int
    time: float | None
    speaker: str | None
    text: str


def _slots(root: Element) -> Mapping[str, _Slot]:
    found = {}
    for order in (child for child in root if local(child) == "TIME_ORDER"):
        for place, slot in enumerate(order):
            value = slot.get("TIME_VALUE", "")
            time = int(value) / 1000 if value.isascii() and value.isdigit() else None
            found[slot.get("TIME_SLOT_ID", "")] = _Slot(place, time)
    return found


def _annotations(tier: Element, slots: Mapping[str, _Slot]) -> Iterator[_Annotation]:
    speaker = " ".join(tier.get("PARTICIPANT", "").split()) or speaker_of(_name(tier))
    for annotation in tier.iter():
        if local(annotation) == "ALIGNABLE_ANNOTATION":
            slot = slots.get(annotation.get("TIME_SLOT_REF1", ""), _Slot(len(slots), None))
            values = (
                child.text or "" for child in annotation if local(child) == "ANNOTATION_VALUE"
            )
            text = " ".join(" ".join(values).split())
            yield _Annotation(slot.place, slot.time, speaker, text)
