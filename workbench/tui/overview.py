"""The study at a glance: what is in it, how far everybody is, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.terms import Assignment, Coder, Document, Round, Viewer
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.reliability import RoundAgreement
    from workbench.store import Reader, Store


@dataclass(frozen=True)
class Overview:
    """A study as one coder may see it."""

    name: str
    documents: tuple[Document, ...] = ()
    units: tuple[str, ...] = ()
    """Names of the unit sets that documents are cut into."""
    versions: tuple[int, ...] = ()
    """Of the codebook."""
    coders: tuple[Coder, ...] = ()
    rounds: tuple[Round, ...] = ()
    cut: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each document, the names of its unit sets."""
    own: int | None = None
    """The latest revealed round in which coders' own codes wait for the team's word."""
    late: str = ""
    """What was to be destroyed by now, in a sentence."""
    packet: Literal["", "share", "discussion"] = ""
    """Whether the study is a packet, and of which kind; empty: it is none."""

    @property
    def latest(self) -> Round | None:
        """The round that is under way, or was last."""
        return self.rounds[-1] if self.rounds else None

    @property
    def revealed(self) -> frozenset[int]:
        """The numbers of the rounds that are revealed."""
        return frozenset(r.n for r in self.rounds if r.state in ("revealed", "adjudicated"))


def read(store: Store, viewer: Viewer) -> Overview:
    """Read the study."""
    # The store imports SQLModel, which takes longer than everything else before the first frame.
    from workbench.store.reads import codebooks, coders, documents, rounds
    from workbench.store.reads.proposals import proposals
    from workbench.store.reads.shares import packet_kind
    from workbench.store.reads.studies import title

    with store.reading() as reader:
        found = documents.documents(reader, viewer)
        sets = documents.unit_set_places(reader, viewer).values()
        cut = {d.name: frozenset(cut for of, cut in sets if of == d.name) for d in found}
        known = rounds.rounds(reader, viewer)
        revealed = {one.n for one in known if one.state in ("revealed", "adjudicated")}
        own = {made.n for made in proposals(reader, viewer) if made.code and made.waits}
        return Overview(
            name=title(reader, viewer),
            documents=found,
            units=tuple(sorted(set().union(*cut.values()))),
            cut=cut,
            versions=codebooks.versions(reader, viewer),
            coders=coders.coders(reader, viewer),
            rounds=known,
            own=max(own & revealed, default=None),
            late=_late(reader, viewer),
            packet=packet_kind(reader, viewer),
        )


def _late(reader: Reader, viewer: Viewer) -> str:
    from workbench.store.reads.settings import settings

    if "retention" not in settings(reader, viewer):
        return ""
    from workbench.steps.retention import reminders

    return next(iter(reminders(reader, viewer)), "")


def advice(study: Overview, coder: str | None) -> str:
    """One sentence on what to do next."""
    if study.packet and study.latest:
        return _next_away(study.latest, study.packet)
    if study.latest is None:
        return _before_rounds(study)
    round_ = study.latest
    if study.own == round_.n and round_.purpose == "explore":
        return f"Round {round_.n} is revealed: press e to make a codebook of the coders' own codes."
    return _next_in(round_, coder)


def _before_rounds(study: Overview) -> str:
    uncut = _uncut(study)
    for missing, sentence in (
        (not study.documents, "The study has no document yet: press i to import one."),
        (not study.units, "The documents are not cut into coding units yet: press s."),
        (uncut, f"{uncut} not cut into coding units yet: press s."),
        (
            not study.versions,
            "There is no codebook yet: press b to load one, or r to explore without.",
        ),
        (
            len(study.coders) < 2,
            "Agreement needs two coders: press a to add one, or r to code alone.",
        ),
    ):
        if missing:
            return sentence
    return "Everything is ready for a first round: press r to draft it."


def _uncut(study: Overview) -> str:
    names = [one.name for one in study.documents if not study.cut.get(one.name)]
    if not names:
        return ""
    return f"“{names[0]}” is" if len(names) == 1 else f"{len(names)} documents are"


def _next_away(round_: Round, packet: str) -> str:
    if packet == "discussion":
        return f"To talk about round {round_.n}: press d to decide; then send the packet back."
    left = sum(not done(a) for a in round_.assignments)
    if left:
        documents = "1 document is" if left == 1 else f"{left} documents are"
        return f"Your packet of round {round_.n}: {documents} left; press Enter to code."
    return f"Your share of round {round_.n} is done: press q, then send the packet back."


def _next_in(round_: Round, coder: str | None) -> str:
    if round_.state == "open":
        return _next_in_open(round_, coder)
    if (round_.state, round_.purpose) == ("revealed", "explore"):
        return f"Round {round_.n} is over: press b for the codebook, r to draft the next round."
    return {
        "draft": f"Round {round_.n} is drafted: press o to open it, then everybody can code.",
        "closed": f"Round {round_.n} is closed: press v to reveal it and see its agreement.",
        "revealed": f"Round {round_.n} is revealed: press g for its agreement, d to settle it.",
        "adjudicated": f"Round {round_.n} is settled: press x to export, r for the next round.",
    }[round_.state]


def _next_in_open(round_: Round, coder: str | None) -> str:
    mine = [a for a in round_.assignments if a.coder == coder]
    if found := left(round_, coder):
        verb = "is" if len(found) == 1 else "are"
        yours = f"{len(found)} of your {len(mine)} documents {verb} left"
        yours = "your document is not finished" if len(mine) == 1 else yours
        return f"Round {round_.n} is open: {yours}; press Enter to code."
    if not all(done(a) for a in round_.assignments):
        yours = "you have judged everything, others have not" if mine else "others are coding"
        return f"Round {round_.n} is open: {yours}; press F2 to change who is coding."
    return f"Everybody has judged everything in round {round_.n}: press c to close it."


def left(round_: Round, coder: str | None) -> list[str]:
    """The documents in which a coder has still to judge units."""
    return [a.document for a in round_.assignments if a.coder == coder and not done(a)]


def done(share: Assignment) -> bool:
    """Whether nothing is left of the share."""
    return share.finished or share.judged >= share.units


def unfinished(round_: Round) -> list[str]:
    """Who has how much left, a sentence each."""
    return [
        f"{a.coder} has {a.units - a.judged} of {a.units} units left in {a.document}."
        for a in round_.assignments
        if not done(a)
    ]


def document_rows(study: Overview, coder: str | None) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Heads and rows of the table of documents, with each coder's progress, `coder`'s first.

    Before the first round: with the kinds of unit that each is cut into.
    """
    round_ = study.latest
    if round_ is None:
        kinds = {d.name: ", ".join(sorted(study.cut.get(d.name, ()))) for d in study.documents}
        cut = [(d.name, str(d.turns), kinds[d.name] or "–") for d in study.documents]
        return ("Document", "Turns", "Cut into"), list(cut)
    coders = sorted(round_.coders, key=lambda name: name != coder)
    shares = {(a.document, a.coder): a for a in round_.assignments}
    rows = [
        (d.name, str(d.turns), *(_progress(shares.get((d.name, one))) for one in coders))
        for d in study.documents
    ]
    return ("Document", "Turns", *coders), list(rows)


def about(study: Overview, document: Document, coder: str | None) -> str:
    """A document in a few sentences: how it is cut, and how far a coder is with it."""
    kinds = sorted(study.cut.get(document.name, ()))
    cut = f"cut by {listed(kinds)}" if kinds else "not cut into units yet"
    said = [f"{document.name} has {plural(document.turns, 'turn')} and is {cut}."]
    round_ = study.latest
    if round_ is None:
        return " ".join([*said, "It can be coded once there is a round."])
    if document.name not in round_.documents:
        return " ".join([*said, "It is not in the latest round, so it cannot be coded now."])
    share = next((a for a in round_.assignments if a[:2] == (coder, document.name)), None)
    if share is None:
        said.append(f"In round {round_.n} it is not yours to code; Enter reads it.")
    else:
        said.append(f"In round {round_.n} you have judged {share.judged} of {share.units} units.")
        said.append("Enter codes it." if round_.state == "open" else "Enter reads it.")
    return " ".join(said)


def _progress(share: Assignment | None) -> str:
    if share is None:
        return "–"
    sign = "✓" if done(share) else " "
    return f"{share.judged}/{share.units} {sign}"


def agreed(store: Store, viewer: Viewer) -> dict[int, str]:
    """For each revealed round, how far its coders agree over all codes, with the interval."""
    # Numpy and the coefficients are imported beside the screen.
    from workbench.steps.agreement.answer import agreement

    return {one.n: _agreement(one) for one in agreement(store, viewer)}


def _agreement(one: RoundAgreement) -> str:
    row = one.overall
    if row is None:
        return "–"
    from workbench.tables.numbers import with_interval

    return with_interval(row.value, row.low, row.high)


def round_rows(
    study: Overview, agreement: Mapping[int, str]
) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Heads and rows of the table of rounds, the latest first.

    `agreement`: of revealed rounds, as far as it is known.
    """
    heads = ("Round", "Purpose", "State", "Unit", "Codebook", "Judged", "Agreement")
    rows = [
        (
            str(r.n),
            r.purpose,
            r.state,
            r.unit,
            f"v{r.version}",
            f"{sum(a.judged for a in r.assignments)}/{sum(a.units for a in r.assignments)}",
            agreement.get(r.n, "…" if r.n in study.revealed else ""),
        )
        for r in reversed(study.rounds)
    ]
    shown = len(heads) if study.revealed else len(heads) - 1
    return heads[:shown], [row[:shown] for row in rows]
