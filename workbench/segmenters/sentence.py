"""A unit is a sentence of a turn, by spaCy, with a pipeline component of our own.

No trained model is needed: a blank pipeline of the language gives its abbreviations, and
`rules` say where sentences begin. Its tokenizer is ours too, because spaCy's needs 12 seconds
for 20,000 exclamation marks, and some languages' needs packages that are not on PyPI.
With `model`, an installed trained pipeline cuts instead, and nothing else in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import find_matching_language, get_lang_class, is_package, registry
from spacy.vocab import Vocab

from workbench.errors import NameUnknown
from workbench.segmenters import Segmenter
from workbench.segmenters.abbreviations import more
from workbench.segmenters.rules import Wording, sentence_starts
from workbench.segmenters.trimming import pieces
from workbench.terms import Segmentation, Span
from workbench.watching import each

if TYPE_CHECKING:
    from thinc.types import Ints2d


def _segment(text: str, turns: Sequence[Span], settings: Segmentation) -> list[list[Span]]:
    if settings.model:
        found = each("Finding sentences in turns", turns)
        return [list(_by_model(text, turn, settings.model)) for turn in found]
    pipeline = _blank(_language(settings.lang))
    words = cast("Words", pipeline.tokenizer)
    helpings = [turns[at : at + _HELPING] for at in range(0, len(turns), _HELPING)]
    docs = pipeline.pipe(
        words.of_texts([text[turn.start : turn.stop] for turn in some])
        for some in each("Finding sentences", helpings)
    )
    return [
        list(pieces(text, turn, cuts))
        for some, doc in zip(helpings, docs, strict=True)
        for turn, cuts in zip(some, _cuts(some, _starts(doc)), strict=True)
    ]


# A Doc has a cost of its own, so that one for each short answer would double the time.
_HELPING = 200


def _cuts(turns: Sequence[Span], starts: Sequence[int]) -> Iterator[Sequence[int]]:
    """For each turn the offsets of the text at which its sentences begin, without the first.

    `starts` counts from the first of the turns, as if they stood one after the other.
    """
    at = done = 0
    for turn in turns:
        stop = at + turn.stop - turn.start
        here = bisect_left(starts, stop, done)
        yield [turn.start - at + start for start in starts[done:here] if start > at]
        at, done = stop, here


def _by_model(text: str, turn: Span, model: str) -> Iterator[Span]:
    """The sentences of a turn by a trained pipeline, which reads it part by part."""
    for part in _parts(text, turn):
        shortened = _RUN.sub(_shorter, text[part.start : part.stop])
        starts = _starts(_trained(model)(shortened))
        # A sentence that begins in the blanks of a shortened run begins after them.
        yield from pieces(text, part, (part.start + _filled(shortened, at) for at in starts))


def _filled(text: str, start: int) -> int:
    """The offset of the next character that is no white space."""
    found = _FILLED.search(text, start)
    return found.start() if found else len(text)


_FILLED = re.compile(r"\S")


# A parser needs about a gigabyte for 100,000 words at once.
_LONGEST_PART = 50_000
# spaCy's tokenizers need quadratic time for a run of signs; offsets stay.
_RUN = re.compile(r"[^\w\s]{50,}")


def _shorter(run: re.Match[str]) -> str:
    return run[0][:50].ljust(len(run[0]))


def _parts(text: str, turn: Span) -> Iterator[Span]:
    """The turn, cut at the last line end or space where it is longer than a parser can take."""
    start = turn.start
    while turn.stop - start > _LONGEST_PART:
        limit = start + _LONGEST_PART
        stop = max(text.rfind("\n", start, limit), text.rfind(" ", limit - 1_000, limit)) + 1
        yield Span(start, stop or limit)
        start = stop or limit
    yield Span(start, turn.stop)


def _starts(doc: Doc) -> list[int]:
    """Offsets within the doc at which its sentences begin, without the first."""
    marks = doc.to_array(["IDX", "SENT_START"])
    return [offset for offset in marks[marks[:, 1] == 1, 0].tolist() if offset]


def _describe(settings: Segmentation) -> Mapping[str, str]:
    versions = {"spacy": version("spacy")}
    if settings.model:
        meta = _trained(settings.model).meta
        return {**versions, "model": settings.model, "model_version": str(meta["version"])}
    lang = _language(settings.lang)
    asked = {} if lang == settings.lang else {"asked_lang": settings.lang}
    return {**versions, "lang": lang, **asked}


SENTENCE = Segmenter("3", _segment, _describe)


# ------------------------------------------------------------------ pipelines


@lru_cache(maxsize=4)
def _blank(lang: str) -> Language:
    """The language's blank pipeline with our tokenizer and our component."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "workbench.words"}}}
    pipeline = spacy.blank(lang, config=config)
    pipeline.add_pipe("workbench_sentences")
    # spaCy's limit of a million characters is for parsers, which need memory; rules do not.
    pipeline.max_length = 2**31
    return pipeline


@lru_cache(maxsize=2)
def _trained(model: str) -> Language:
    """An installed pipeline, or one in a folder, with what finds sentences and no more."""
    if not is_package(model) and not Path(model, "meta.json").is_file():
        raise NameUnknown(
            f"The model “{model}” is not installed; install it with: python -m spacy download "
            f"{model}, or leave --model out to segment by rules."
        )
    pipeline = spacy.load(model, exclude=["ner", "lemmatizer", "tagger", "morphologizer"])
    if not pipeline("One. Two.").has_annotation("SENT_START"):
        raise NameUnknown(f"The model “{model}” finds no sentences; leave --model out.")
    return pipeline


def _language(lang: str) -> str:
    """The language spaCy has for this code; `xx`, any language, for one it has not.

    >>> _language("eng"), _language("mi")
    ('en', 'xx')
    """
    if re.fullmatch("[a-z]{2,3}", lang) is None:
        raise NameUnknown(f"“{lang}” is no language code; use two letters, such as en, de or mi.")
    if find_spec(f"spacy.lang.{lang}"):
        return lang
    return find_matching_language(lang) or "xx"


# ------------------------------------------------------------------ what we add to spaCy


_WORD = re.compile(r"(\w+|[^\w\s]|\s+)( ?)")


class Words:
    """Words, single signs and white space, in time that grows with the text's length only."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a Doc, offsets kept."""
        return self.of_texts([text])

    def of_texts(self, texts: Sequence[str]) -> Doc:
        """Texts as one Doc, one after the other; no word, and no sentence, is of two of them."""
        found = [word for text in texts for word in _WORD.findall(text)]
        words, spaces = [word for word, _ in found], [bool(space) for _, space in found]
        doc = Doc(self._vocab, words=words, spaces=spaces)
        # Doc.text puts the text together again from its words: a third of the time.
        doc.user_data["texts"] = texts
        return doc


def _words() -> Callable[[Language], Words]:
    return lambda pipeline: Words(pipeline.vocab)


registry.tokenizers("workbench.words", func=_words)


@Language.factory("workbench_sentences")
class Sentences:
    """Marks the tokens that begin sentences, by the rules and the language's abbreviations."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._wording = wording(nlp.lang)

    def __call__(self, doc: Doc) -> Doc:
        """The doc, its sentences marked."""
        if not len(doc):
            return doc
        starts = list(self._starts(doc.user_data.get("texts") or [doc.text]))
        marks = np.full((len(doc), 1), -1, np.int64)
        marks[np.searchsorted(doc.to_array("IDX"), starts)] = 1
        # One array for all: token by token spaCy needs quadratic time.
        doc.from_array(["SENT_START"], cast("Ints2d", marks.astype(np.uint64)))
        return doc

    def _starts(self, texts: Sequence[str]) -> Iterator[int]:
        at = 0
        for text in texts:
            if text:
                yield at
            yield from (at + start for start in sentence_starts(text, self._wording))
            at += len(text)


@lru_cache(maxsize=8)
def wording(lang: str) -> Wording:
    """Abbreviations and common words, gathered from spaCy's data of the language and ours."""
    data = get_lang_class(lang).Defaults
    dotted = (word[:-1] for word in data.tokenizer_exceptions if word.endswith("."))
    common = (word.casefold() for word in data.stop_words)
    return Wording(
        frozenset(dotted),
        frozenset(common),
        more(lang),
        ordinals=lang in _ORDINALS,
        nouns=lang in ("de", "lb"),
        breaks=lang == "en",
        marks=_MARKS.get(lang, ""),
    )


_MARKS = {"el": ";\u037e", "grc": ";\u037e", "hy": ":"}
_ORDINALS = frozenset(
    [
        *("cs", "da", "de", "dsb", "et", "fi", "fo", "hr", "hsb", "hu", "is", "lb", "lv", "nb"),
        *("nn", "pl", "sk", "sl", "sr", "tr"),
    ]
)
