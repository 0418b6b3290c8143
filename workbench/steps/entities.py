"""What a trained spaCy pipeline takes for names: further suggestions, never believed unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import NameUnknown
from workbench.privacy.suggestion import Entity

if TYPE_CHECKING:
    from spacy.language import Language

_MEANT = {
    **dict.fromkeys(["PERSON", "PER", "persName"], "person"),
    **dict.fromkeys(["GPE", "LOC", "FAC", "placeName", "geogName", "LOCATION"], "place"),
    **dict.fromkeys(["ORG", "orgName", "ORGANIZATION"], "organisation"),
    **dict.fromkeys(["NORP"], "group"),
}
_STRETCH = 50_000
"""Signs that are read at once; a pipeline needs much memory for each."""


def entities_of(model: str) -> Callable[[str], Iterator[Entity]]:
    """A finder of entities; NameUnknown where the pipeline is not installed or finds none."""
    pipeline = _loaded(model)
    return lambda text: _found(pipeline, text)


def _loaded(model: str) -> Language:
    import spacy
    from spacy.util import is_package

    if not is_package(model) and not Path(model, "meta.json").is_file():
        raise NameUnknown(
            f"The model “{model}” is not installed; install it with: python -m spacy download "
            f"{model}, or leave --model out."
        )
    pipeline = spacy.load(model)
    if not {"ner", "entity_ruler", "span_ruler"} & set(pipeline.pipe_names):
        raise NameUnknown(f"The model “{model}” finds no names; leave --model out.")
    return pipeline


def _found(pipeline: Language, text: str) -> Iterator[Entity]:
    for start in _starts(text):
        stretch = text[start[0] : start[1]]
        for one in pipeline(stretch).ents:
            what = _MEANT.get(one.label_)
            if what and "\n" not in one.text and one.text.strip():
                yield Entity(start[0] + one.start_char, start[0] + one.end_char, what)


def _starts(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text that end with a line where they can."""
    at = 0
    while at < len(text):
        stop = min(at + _STRETCH, len(text))
        line = text.rfind("\n", at, stop) + 1
        stop = line if stop < len(text) and line > at else stop
        yield at, stop
        at = stop
