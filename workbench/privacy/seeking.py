"""Where names stand in texts, in whatever dress, and what else may tell who somebody is.

Words are compared folded: without case, accents and composed signs. A name's parts are sought
one by one and joined where they stand together, so that “Schmidt, Anna” is one place.
What is only likely carries a doubt, and is never replaced without somebody having been asked.

Every text is read twice: once to count its words, so that each different word is judged once,
and once to find those that were judged to be names. Both take linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.privacy.likeness import Counted, Likely, Part
from workbench.privacy.names import Name
from workbench.privacy.parts import parts_of, written_as_one
from workbench.privacy.patterns import matched
from workbench.privacy.suggestion import NEAR, ORDER, Doubt, Entity, Suggestion
from workbench.privacy.taken import Taken
from workbench.privacy.wording import UNSPACED, word_pattern

_GAP = re.compile(r"(?:[ \t\u00a0_,'’‐-]|\.(?!\s)){1,3}(?:\w\.?[ \t\u00a0])?")
"""What stands between the parts of a name, an initial among it; no sentence ends there."""
_HYPHENS = "-‐‑"


class _Word(NamedTuple):
    """A word of a text, with what it may be."""

    start: int
    stop: int
    parts: tuple[Part, ...]


class Seeker:
    """Finds names in texts; `texts` are all there are, from which it learns what is a word.

    >>> seeker = Seeker([Name("Anna Schmidt", "[Student 1]")], ["Anna’s here. Frau SCHMIDT!"])
    >>> [one[:2] for one in seeker.seek("Anna’s here. Frau SCHMIDT!")]
    [(0, 4), (18, 25)]
    """

    def __init__(self, names: Sequence[Name], texts: Iterable[str] = ()) -> None:
        self.names = tuple(names)
        self._parts = [parts_of(one) for one in names]
        self._counted = Counted(texts)
        self._known = self._judged()
        self._literal = {
            _literally(unicodedata.normalize(form, one.original)): n
            for n, one in enumerate(names)
            if _is_literal(one.original)
            for form in ("NFC", "NFD", "NFKC")
        }
        self._literals = _any_of(self._literal)
        self._replaced = _any_of(one.replacement for one in names)

    def _judged(self) -> dict[str, tuple[Part, ...]]:
        """For each different word of the texts, which part of which name it may be."""
        of_fold: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for n, parts in enumerate(self._parts):
            for at, part in enumerate(parts):
                of_fold[part].add((n, at))
            for part in written_as_one(parts):
                of_fold[part].add((n, len(parts)))
        likely = Likely(of_fold, self._counted)
        known = {}
        for word, folded in self._counted.folds.items():
            exact = of_fold.get(folded)
            if exact:
                doubt = self._counted.doubt(word, folded)
                known[word] = tuple(
                    Part(n, at, "joined" if at == len(self._parts[n]) else doubt)
                    for n, at in sorted(exact)
                )
            elif folded in likely.found:
                known[word] = likely.parts(word, folded)
        return {word: parts for word, parts in known.items() if parts}

    def seek(
        self, text: str, entities: Iterable[Entity] = (), *, patterns: bool = True
    ) -> list[Suggestion]:
        """All suggestions for a text, in order, none over another: longest first, then earliest."""
        words = self._words(text)
        found = [*self._by_words(text, words), *self._by_signs(text)]
        if patterns:
            found += [_by_form(text, *one[:3], sure=one.sure) for one in matched(text)]
        found += [_by_form(text, *one, sure=False) for one in entities]
        hidden = self._replaced.finditer(text) if self._replaced else ()
        taken = Taken(one.span() for one in hidden)
        kept = taken.take_longest(found)
        # What a longer suggestion left over of a name may be one by itself.
        left = [one for one in words if taken.is_free(one.start, one.stop)]
        kept += taken.take_longest(self._by_words(text, left))
        return sorted(kept)

    def _by_signs(self, text: str) -> Iterator[Suggestion]:
        for found in self._literals.finditer(text) if self._literals else ():
            start, stop = found.span()
            n = self._literal.get(_literally(found[0]))
            doubt: Doubt = "word" if len(found[0]) == 1 else ""
            if n is not None and _is_whole(text, start, stop):
                yield _suggested(start, stop, self.names[n], doubt)

    def _words(self, text: str) -> list[_Word]:
        known = self._known
        found = word_pattern().finditer(text)
        return [_Word(*one.span(), known[one[0]]) for one in found if one[0] in known]

    def _by_words(self, text: str, words: Sequence[_Word]) -> Iterator[Suggestion]:
        at = 0
        while at < len(words):
            stop, found = self._longest(text, words, at)
            if found is not None:
                yield found
            at = stop

    def _longest(self, text: str, words: Sequence[_Word], at: int) -> tuple[int, Suggestion | None]:
        """The most words from one on that are parts of a name; where the search goes on."""
        running = {one.name: [one] for one in words[at].parts}
        best = self._whole(running, text, words[at : at + 1])
        stop = at + 1
        for n in range(at + 1, len(words)):
            if not _GAP.fullmatch(text, words[n - 1].stop, words[n].start):
                break
            running = _joined(running, words[n].parts)
            if not running:
                break
            found = self._whole(running, text, words[at : n + 1])
            if found is not None:
                best, stop = found, n + 1
        return stop, best

    def _whole(
        self, running: dict[int, list[Part]], text: str, words: Sequence[_Word]
    ) -> Suggestion | None:
        """The name that these words are, where they are one."""
        fits = {
            n: parts
            for n, parts in running.items()
            if (self.names[n].kind == "pseudonym" and words[-1].stop - words[0].start > 1)
            or _is_complete(parts, self._parts[n])
        }
        if not fits:
            return None
        certain = [n for n in fits if _doubt(fits[n]) not in NEAR]
        complete = [n for n in certain if len(fits[n]) == len(self._parts[n])]
        told_apart = complete if len(words) > 1 else certain
        chosen = (complete or certain or list(fits))[0]
        rivals = told_apart or list(fits)
        doubt = _doubt(fits[chosen])
        start, stop = words[0].start, words[-1].stop
        if doubt == "word" and _is_called(text, start, stop):
            doubt = ""
        if not doubt and len({self.names[n].replacement for n in rivals}) > 1:
            doubt = "shared"
        if not doubt and _is_joined(text, start, stop):
            doubt = "joined"
        return _suggested(start, stop, self.names[chosen], doubt)


def _suggested(start: int, stop: int, name: Name, doubt: Doubt) -> Suggestion:
    return Suggestion(start, stop, name.original, name.replacement, name.kind, "name", doubt)


def _by_form(text: str, start: int, stop: int, what: str, *, sure: bool) -> Suggestion:
    doubt: Doubt = "" if sure else "guess"
    return Suggestion(start, stop, text[start:stop], f"[{what}]", "category", what, doubt)


def _joined(running: dict[int, list[Part]], parts: Sequence[Part]) -> dict[int, list[Part]]:
    """The names that go on with one of these parts, none of them twice."""
    going: dict[int, list[Part]] = {}
    for one in parts:
        before = running.get(one.name)
        fits = before is not None and all(part.at != one.at for part in before)
        # What is sure is never hidden in a longer stretch that is not.
        if before is not None and fits and _is_near_one(before[0]) == _is_near_one(one):
            going.setdefault(one.name, [*before, one])
    return going


def _is_near_one(part: Part) -> bool:
    return part.doubt in (*NEAR, "joined")


def _is_complete(parts: Sequence[Part], wanted: Sequence[str]) -> bool:
    return [one.at for one in parts] == list(range(len(wanted)))


def _doubt(parts: Sequence[Part]) -> Doubt:
    """The doubt in a name of these parts; together, parts are surer than one alone."""
    there = {one.doubt for one in parts}
    if len(parts) > 1:
        there -= {"word", "small"}
    return next((one for one in ORDER if one in there), "")


_TITLE = re.compile(
    r"(?<!\w)(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|herrn?|frau|mme|mlle|monsieur"
    r"|madame|señora?|sra?|don|doña|signora?|pani?|госпожа|господин)[.]?[ \t\u00a0]+$",
    re.IGNORECASE,
)
_BEFORE = 40
"""How far before a name its title, or the beginning of its line, is looked for."""


def _is_called(text: str, start: int, stop: int) -> bool:
    """Whether words are a name by where they stand: after a title, or alone as a label.

    >>> _is_called("Dr Young", 3, 8), _is_called("Will: Yes.", 0, 4), _is_called("I will", 2, 6)
    (True, True, False)
    """
    before = text[max(start - _BEFORE, 0) : start]
    if _TITLE.search(before):
        return True
    is_first = not before.rpartition("\n")[2].strip() and ("\n" in before or start <= _BEFORE)
    return is_first and (text[stop : stop + 1] == ":" or (stop == len(text) and "\n" not in before))


def _is_joined(text: str, start: int, stop: int) -> bool:
    """Whether a hyphen ties the words to others."""
    before = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalpha()
    after = text[stop : stop + 1] in tuple(_HYPHENS) and text[stop + 1 : stop + 2].isupper()
    return before or after


def _is_literal(original: str) -> bool:
    """Whether a name is sought sign by sign: in scripts without spaces, numbers, addresses."""
    return UNSPACED.search(original) is not None or not _PLAIN.fullmatch(original)


_PLAIN = re.compile(r"[\W\d_]*(?:[^\W\d_][^@/:+#\d]*)")


def _literally(words: str) -> str:
    return " ".join(words.split()).casefold()


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Whether a stretch neither begins nor ends inside a word of a script that has words."""
    inside = word_pattern().fullmatch
    return not any(0 < at < len(text) and inside(text, at - 1, at + 1) for at in (start, stop))


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(set(words), key=len, reverse=True)
    spread = ("[ \t\u00a0]+".join(map(re.escape, one.split())) for one in ordered)
    return re.compile("|".join(spread), re.IGNORECASE) if ordered else None
