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
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from typing import Literal, NamedTuple

from workbench.folding import fold
from workbench.privacy.common import common_words, short_forms
from workbench.privacy.names import Kind, Name
from workbench.privacy.patterns import matched
from workbench.revisions import Edit

Doubt = Literal["", "word", "small", "misspelt", "short", "ending", "shared", "joined", "guess"]
DOUBTS: dict[Doubt, str] = {
    "word": "also a common word",
    "small": "in small letters",
    "misspelt": "differs by a letter or two",
    "short": "a short form, or what it is short for",
    "ending": "with another ending or beginning",
    "shared": "part of several names",
    "joined": "tied to another name",
    "guess": "by its form or by a model",
}
"""Why a suggestion may be wrong."""
_ORDER: tuple[Doubt, ...] = (
    "misspelt", "short", "ending", "word", "small", "shared", "joined", "guess",
)  # fmt: skip

_NEAR: tuple[Doubt, ...] = ("misspelt", "short", "ending")
"""Doubts in a word that is not the name's by its letters."""


class Suggestion(NamedTuple):
    """A stretch of a text (code points, half-open) that may tell who somebody is."""

    start: int
    stop: int
    original: str
    """The name that it stands for; for a pattern the words themselves."""
    replacement: str
    kind: Kind
    what: str
    """`name`, or what a pattern or a model takes it for."""
    doubt: Doubt = ""

    @property
    def edit(self) -> Edit:
        """The change that it suggests."""
        return Edit(self.start, self.stop, self.replacement)


class Entity(NamedTuple):
    """A stretch that a trained pipeline takes for a name, and for what."""

    start: int
    stop: int
    what: str


# ------------------------------------------------------------------ words

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"


@cache
def _marks() -> str:
    """All combining marks, as a class of a regular expression takes them."""
    planes = chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0))  # there are none elsewhere
    marks = [n for n in planes if unicodedata.category(chr(n))[0] == "M"]
    runs = groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0])
    ranges = ([n for _, n in run] for _, run in runs)
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in ranges)


_SIGNS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{_SIGNS}]")
"""Signs of scripts that are written without spaces; names in them are sought sign by sign."""


@cache
def _word() -> re.Pattern[str]:
    """A word: letters and digits with their marks; apostrophes, hyphens, underscores end it."""
    letters, marks = rf"[^\W_{_SIGNS}]", f"[{_marks()}{_INVISIBLE}]"
    return re.compile(f"{letters}+(?:{marks}+{letters}*)*")


_BESIDE = """
von van der den de del della di da do dos das du la le les el al bin ibn abu ben y e zu zur ter
ten te af av und and the of st mr mrs ms miss dr prof sir dame lord lady herr frau m mme mlle
monsieur madame señor señora sr sra don doña signor signora pan pani г госпожа
"""
_PARTICLES = frozenset(fold(word) for word in _BESIDE.split())
"""Titles and particles, which are nobody's name by themselves."""
_GAP = re.compile(r"(?:[ \t\u00a0_,'’‐-]|\.(?!\s)){1,3}(?:\w\.?[ \t\u00a0])?")
"""What stands between the parts of a name, an initial among it; no sentence ends there."""
_HYPHENS = "-‐‑"


class _Part(NamedTuple):
    """A word may be this part of this name."""

    name: int
    at: int
    doubt: Doubt


class _Word(NamedTuple):
    """A word of a text, with what it may be."""

    start: int
    stop: int
    parts: tuple[_Part, ...]


def words_of(text: str) -> Iterator[str]:
    """The words of a text, as they are told apart here."""
    return (found[0] for found in _word().finditer(text))


class Seeker:
    """Finds names in texts; `texts` are all there are, from which it learns what is a word.

    >>> seeker = Seeker([Name("Anna Schmidt", "[Student 1]")], ["Anna’s here. Frau SCHMIDT!"])
    >>> [one[:2] for one in seeker.seek("Anna’s here. Frau SCHMIDT!")]
    [(0, 4), (18, 25)]
    """

    def __init__(self, names: Sequence[Name], texts: Iterable[str] = ()) -> None:
        self.names = tuple(names)
        self._parts = [_parts_of(one) for one in names]
        self._counted = _Counted(texts)
        self._known = self._judged()
        self._literal = {
            _literally(unicodedata.normalize(form, one.original)): n
            for n, one in enumerate(names)
            if _is_literal(one.original)
            for form in ("NFC", "NFD", "NFKC")
        }
        self._literals = _any_of(self._literal)
        self._replaced = _any_of(one.replacement for one in names)

    def _judged(self) -> dict[str, tuple[_Part, ...]]:
        """For each different word of the texts, which part of which name it may be."""
        of_fold: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for n, parts in enumerate(self._parts):
            for at, part in enumerate(parts):
                of_fold[part].add((n, at))
            for part in _written_as_one(parts):
                of_fold[part].add((n, len(parts)))
        likely = _Likely(of_fold, self._counted)
        known = {}
        for word, folded in self._counted.folds.items():
            exact = of_fold.get(folded)
            if exact:
                doubt = self._counted.doubt(word, folded)
                known[word] = tuple(
                    _Part(n, at, "joined" if at == len(self._parts[n]) else doubt)
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
        taken = _Taken(one.span() for one in hidden)
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
        found = _word().finditer(text)
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
        self, running: dict[int, list[_Part]], text: str, words: Sequence[_Word]
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
        certain = [n for n in fits if _doubt(fits[n]) not in _NEAR]
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


def _parts_of(name: Name) -> list[str]:
    """The folded words of a name; of a person's without titles and particles."""
    found = list(_word().finditer(name.original))
    words = [fold(one[0]) for one in found]
    if name.kind != "pseudonym":
        return words
    tied = [name.original[one.end() : one.end() + 1] in ("'", "’") for one in found]
    kept = [
        word
        for word, is_tied in zip(words, tied, strict=True)
        if word not in _PARTICLES and (len(word) > 1 or is_tied)
    ]
    return kept or words


_AS_ONE = 6
"""Letters from which on parts of a name are sought without a space between them."""


def _written_as_one(parts: Sequence[str]) -> set[str]:
    """Neighbouring parts without what stands between them, as in names of files and accounts."""
    runs = (
        "".join(parts[start:stop])
        for start in range(len(parts))
        for stop in range(start + 2, len(parts) + 1)
    )
    return {run for run in runs if len(run) >= _AS_ONE} - set(parts)


def _joined(running: dict[int, list[_Part]], parts: Sequence[_Part]) -> dict[int, list[_Part]]:
    """The names that go on with one of these parts, none of them twice."""
    going: dict[int, list[_Part]] = {}
    for one in parts:
        before = running.get(one.name)
        fits = before is not None and all(part.at != one.at for part in before)
        # What is sure is never hidden in a longer stretch that is not.
        if before is not None and fits and _is_near_one(before[0]) == _is_near_one(one):
            going.setdefault(one.name, [*before, one])
    return going


def _is_near_one(part: _Part) -> bool:
    return part.doubt in (*_NEAR, "joined")


def _is_complete(parts: Sequence[_Part], wanted: Sequence[str]) -> bool:
    return [one.at for one in parts] == list(range(len(wanted)))


def _doubt(parts: Sequence[_Part]) -> Doubt:
    """The doubt in a name of these parts; together, parts are surer than one alone."""
    there = {one.doubt for one in parts}
    if len(parts) > 1:
        there -= {"word", "small"}
    return next((one for one in _ORDER if one in there), "")


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
    return _UNSPACED.search(original) is not None or not _PLAIN.fullmatch(original)


_PLAIN = re.compile(r"[\W\d_]*(?:[^\W\d_][^@/:+#\d]*)")


def _literally(words: str) -> str:
    return " ".join(words.split()).casefold()


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Whether a stretch neither begins nor ends inside a word of a script that has words."""
    return not any(
        0 < at < len(text) and _word().fullmatch(text, at - 1, at + 1) for at in (start, stop)
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(set(words), key=len, reverse=True)
    spread = ("[ \t\u00a0]+".join(map(re.escape, one.split())) for one in ordered)
    return re.compile("|".join(spread), re.IGNORECASE) if ordered else None


class _Taken:
    """Stretches that are spoken for."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._blocks: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for start, stop in spans:
            self._put(start, stop)

    def take_longest(self, found: Iterable[Suggestion]) -> list[Suggestion]:
        """Those that overlap nothing; of two that overlap the longer, then the earlier."""
        ranked = sorted(found, key=lambda one: (one.start - one.stop, one.start, bool(one.doubt)))
        return [one for one in ranked if self._take(one.start, one.stop)]

    def is_free(self, start: int, stop: int) -> bool:
        """Whether nobody spoke for any of a stretch."""
        return not any(
            one < stop and start < other
            for block in _blocks(start, stop)
            for one, other in self._blocks.get(block, ())
        )

    def _take(self, start: int, stop: int) -> bool:
        free = self.is_free(start, stop)
        if free:
            self._put(start, stop)
        return free

    def _put(self, start: int, stop: int) -> None:
        for block in _blocks(start, stop):
            self._blocks[block].append((start, stop))


def _blocks(start: int, stop: int) -> range:
    return range(start >> 8, (stop - 1 >> 8) + 1)


# ------------------------------------------------------------------ what a word may be


class _Counted:
    """How often words stand in the texts, in small letters and with a capital."""

    def __init__(self, texts: Iterable[str]) -> None:
        words: Counter[str] = Counter()
        for text in texts:
            words.update(_word().findall(text))
        self.folds = {word: fold(word) for word in words}
        self.small: Counter[str] = Counter()
        self.large: Counter[str] = Counter()
        for word, times in words.items():
            kind = self.small if word[0].islower() else self.large
            kind[self.folds[word]] += times

    def doubt(self, word: str, folded: str) -> Doubt:
        """The doubt in a word that is a name by its letters."""
        if word[0].islower():
            return "small"
        return "word" if folded in common_words() or self.is_word(folded) else ""

    def is_word(self, folded: str) -> bool:
        """Whether it stands in small letters at least as often as with a capital."""
        small = self.small[folded]
        return small > 0 and small >= self.large[folded]


_LONG = 7
"""From how many letters on two may differ."""
_SHORTEST = 4
"""Below this, another letter is another word."""
_BLOCK = 4096
_ENDINGS = re.compile(
    "(?:а|я|ы|и|у|ю|е|о[ийюмвк]|е[ийюмв]|ою|ею|ам|ах|ами|ям|ях|ями|ова|ова|ин[аыу]?)?"
)


class _Likely:
    """Words that are no name by their letters, but near one."""

    def __init__(self, parts: dict[str, set[tuple[int, int]]], counted: _Counted) -> None:
        self._parts = parts
        self._counted = counted
        self.found: dict[str, dict[str, Doubt]] = defaultdict(dict)
        """For a folded word, the parts that it is near, and how."""
        words = [
            word
            for word in counted.large.keys() - parts.keys()
            if len(word) > 1 and not counted.is_word(word) and not word[0].isdigit()
        ]
        self._misspelt([word for word in words if len(word) >= _SHORTEST - 1])
        self._shortened(set(words))
        self._ended(words)
        self._begun(words)

    def parts(self, word: str, folded: str) -> tuple[_Part, ...]:
        """What a word as it is written may be; in small letters only names that are short."""
        near = self.found[folded]
        if word[0].islower():
            return ()
        return tuple(
            _Part(n, at, doubt)
            for part, doubt in near.items()
            for n, at in sorted(self._parts[part])
        )

    def _misspelt(self, words: Sequence[str]) -> None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cdist

        parts = [part for part in self._parts if len(part) >= _SHORTEST and part.isalpha()]
        for at in range(0, len(words) if parts else 0, _BLOCK):
            block = words[at : at + _BLOCK]
            rows, columns = (
                cdist(block, parts, scorer=OSA.distance, score_cutoff=2) <= 2
            ).nonzero()
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
                if _is_near(block[row], parts[column]):
                    self.found[block[row]][parts[column]] = "misspelt"

    def _shortened(self, words: set[str]) -> None:
        starts: dict[str, list[str]] = defaultdict(list)
        for word in words:
            starts[word[:3]].append(word)
        for part in self._parts:
            for word in starts.get(part[:3], ()) if len(part) > _SHORTEST else ():
                if 3 <= len(word) < len(part) and part.startswith(word):
                    self.found[word][part] = "short"
            for word in short_forms(part) & words:
                self.found[word][part] = "short"

    def _begun(self, words: Iterable[str]) -> None:
        """A name with a small word before it, in scripts that write both as one."""
        for word in words:
            if "\u05d0" <= word[0] <= "\u06ff":
                for cut in (1, 2):
                    if word[cut:] in self._parts and _PREFIXES.fullmatch(word[:cut]):
                        self.found[word][word[cut:]] = "ending"

    def _ended(self, words: Iterable[str]) -> None:
        """Another case of the same name, in languages that decline names."""
        stems = {part[:-1] if part[-1] in "аяйьео" else part: part for part in self._parts
                 if len(part) >= _SHORTEST and "а" <= part[0] <= "я"}  # fmt: skip
        for word in words:
            if not "а" <= word[0] <= "я":
                continue
            for cut in range(3, len(word) + 1):
                part = stems.get(word[:cut])
                if part is not None and _ENDINGS.fullmatch(word[cut:]):
                    self.found[word][part] = "ending"


_PREFIXES = re.compile("[ובלמשהכ]{1,2}|[وفبلك]{1,2}")
"""Hebrew and Arabic words for “and”, “to”, “in” and the like, which are written with the next."""


def _is_near(word: str, part: str) -> bool:
    from rapidfuzz.distance import OSA

    distance = OSA.distance(word, part)
    if distance == 1:
        return True
    return min(len(word), len(part)) >= _LONG and word[0] == part[0]
