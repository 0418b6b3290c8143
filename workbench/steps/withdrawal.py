"""What would go if somebody withdrew, and who else holds something of theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from workbench.privacy import withdrawing as rules
from workbench.steps.withdrawing_theirs import How, Theirs, theirs, who_is
from workbench.store import Reader, Store, backups
from workbench.store.reads import withdrawals as reads
from workbench.store.reads.memos import memos
from workbench.store.reads.withdrawals import Away, Counted, Exported
from workbench.store.writes import free_words
from workbench.store.writes import withdrawals as writes
from workbench.terms import Span, Viewer


class Part(NamedTuple):
    """What they said in a document."""

    document: str
    turns: int
    characters: int
    whole: bool
    """Whether nobody else says anything in it."""


class Mention(NamedTuple):
    """Their name in what somebody else said, or wrote."""

    where: str
    words: str
    """The name with a few words around it."""


@dataclass(frozen=True)
class Withdrawing:
    """What a study holds of a case, and what goes with it, as far as the viewer may see."""

    case: str
    parts: tuple[Part, ...]
    counted: Counted
    codings: dict[int, int]
    """By round."""
    no_codes: int
    memos: int
    decisions: int
    quotations: tuple[str, ...]
    """The themes that quote them, each with its set."""
    elsewhere: tuple[Mention, ...]
    """Their words in memos, in the codebook, in themes."""
    mentions: tuple[Mention, ...]
    is_a_word: bool
    """Whether the name stands in the texts without its capitals too, as an ordinary word."""
    agreement: dict[int, tuple[int, int]]
    """By round: stored answers, and units of theirs in them."""
    blind: tuple[int, ...]
    """Rounds of which not everything may be shown; what is theirs goes all the same."""
    packets: tuple[Away, ...]
    backups: tuple[Path, ...]
    exports: tuple[Exported, ...]

    @property
    def turns(self) -> int:
        """How many turns or answers are theirs."""
        return sum(part.turns for part in self.parts)


def withdrawal(store: Store, viewer: Viewer, name: str, how: How | None = None) -> Withdrawing:
    """What would go if the case withdrew, and who else holds something of theirs.

    NameUnknown for a name that no case has; NotAsked where they withdrew already.
    """
    with store.reading() as reader:
        them = theirs(reader, who_is(reader, name), how or How())
        return _told(reader, viewer, them, store.path)


def _told(reader: Reader, viewer: Viewer, them: Theirs, path: Path) -> Withdrawing:
    units = writes.units_of(reader, them.turns)
    targets = writes.memo_targets(reader, units)
    codings = reads.codings_in(reader, viewer, them.ids)
    elsewhere = tuple(_elsewhere(reader, viewer, them))
    held = [one for one in codings if them.holds(one.document_id, one.start, one.stop)]
    seen = reads.memos_seen(reader, viewer)
    about = {("case", them.who.uid)}
    return Withdrawing(
        case=them.who.name,
        parts=tuple(_parts(them)),
        counted=reads.counted(reader, viewer, them.who.name),
        codings=dict(sorted(Counter(one.n for one in held).items())),
        no_codes=reads.passed_on(reader, viewer, them.turns),
        memos=sum(
            writes.Target(kind, target, round_id) in targets or (kind, target) in about
            for kind, target, round_id, _ in seen
        ),
        decisions=reads.decided(reader, viewer, them.turns),
        quotations=tuple(
            f"{one.theme} ({one.theme_set})"
            for one in reads.quoted_in(reader, viewer, them.ids)
            if them.holds(one.document_id, one.start, one.stop)
        ),
        elsewhere=elsewhere,
        mentions=tuple(_mentioned(them)),
        is_a_word=them.is_a_word(),
        agreement=reads.measured(reader, viewer, them.turns),
        blind=reads.blind_rounds(reader, viewer, them.ids),
        packets=reads.packets_of(reader, viewer, them.ids),
        backups=tuple(one.path for one in backups.backups(path)),
        exports=tuple(_exported(reader, viewer, them, elsewhere)),
    )


def _exported(
    reader: Reader, viewer: Viewer, them: Theirs, elsewhere: Sequence[Mention]
) -> Iterator[Exported]:
    """The files that may hold something of theirs; a codebook does where it quotes them."""
    quotes = any(one.where == _CODEBOOK for one in elsewhere)
    for one in reads.exports_of(reader, viewer, them.ids):
        if quotes or one.what not in ("codebook", "desk-codebook"):
            yield one


def _parts(them: Theirs) -> Iterator[Part]:
    for one in them.spoken:
        characters = sum(turn.stop - turn.start for turn in one.theirs)
        yield Part(one.name, len(one.theirs), characters, one.is_whole)


def _mentioned(them: Theirs) -> Iterator[Mention]:
    for one in them.documents:
        for span in them.mentioned(one):
            yield Mention(one.name, _around(one.text, span))


_WORDS_AROUND = 30


def _around(text: str, span: Span) -> str:
    before = text[max(0, span.start - _WORDS_AROUND) : span.start]
    after = text[span.stop : span.stop + _WORDS_AROUND]
    return " ".join(f"{before}{text[span.start : span.stop]}{after}".split())


def _elsewhere(reader: Reader, viewer: Viewer, them: Theirs) -> Iterator[Mention]:
    """Where others wrote down their words or their name, as far as the viewer may see."""
    there = [(f"a memo on a {one.target_kind}", one.text) for one in memos(reader, viewer)]
    there += [
        (_SEEN_BY_ALL[one.table.name], text)
        for one in free_words.written(reader)
        if one.table.name in _SEEN_BY_ALL
        for text in rules.texts_in(one.value)
    ]
    scrub = them.scrub(text for _, text in there)
    for where, text in there:
        if scrub.text(text) != text:
            yield Mention(where, text)


_CODEBOOK = "the codebook"
_SEEN_BY_ALL = {
    "decision": "a decision",
    "code_state": _CODEBOOK,
    "theme": "a theme",
    "typed_cell": "a table that was filled in",
}
