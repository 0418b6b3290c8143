"""What was measured and how, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workbench.reliability import AgreementRow
from workbench.steps.agreement.judged import Judgements
from workbench.steps.agreement.overlap import Overlap
from workbench.steps.agreement.question import Question
from workbench.terms import Round
from workbench.words import listed

_PER = {
    "category": "mutually exclusive category",
    "pair": "code and pair",
    "coder": "code, each coder against the rest",
    "intra": "code, each coder against themselves in an earlier round",
    "set": "set of the codes that a unit has",
    "document": "document, all unit × code cells",
    "role": "role, all unit × code cells",
    "speaker": "speaker, all unit × code cells",
    "question": "question, all unit × code cells",
}

_OVERLAP: dict[Overlap, str] = {
    "any": "any overlap with a unit",
    "half": "at least half of a unit",
}
"""How much of a unit must be marked for it to have the code."""


def recipe(
    work: Judgements,
    question: Question,
    coefficient: str,
    rows: Sequence[AgreementRow],
    seen: int,
    decided: int,
) -> str:
    """The line beneath the numbers, from which they can be made again."""
    one = work.round_
    roles = question.roles or one.roles
    pairable = int((work.judged.sum(axis=1) >= 2).sum())
    parts = [
        f"{coefficient} {_levels(rows)}",
        f"per {_PER.get(question.by, question.by)}",
        f"unit={one.unit}",
        f"{len(work.coders)} coders",
        f"{pairable} units",
        f"{listed([several(role) for role in roles])}' turns" if roles else "all turns",
        *_only(question),
        "missing excluded",
        _OVERLAP[question.overlap],
        usual_interval(rows),
        f"codebook v{one.version}",
        f"round {one.n}",
        f"{seen} of the units coded or discussed before by these coders",
    ]
    if question.after_discussion:
        parts.append(f"after discussion, {decided} units decided")
    return ", ".join(parts)


def _levels(rows: Sequence[AgreementRow]) -> str:
    levels = list(dict.fromkeys(row.level for row in rows))
    return " or ".join(levels) or "nominal"


def _only(question: Question) -> list[str]:
    return [
        f"only {kind} {listed(names)}"
        for kind, names in (
            ("speaker", question.speakers),
            ("document", question.documents),
            ("question", question.questions),
            ("code", question.codes),
        )
        if names
    ]


def usual_interval(rows: Sequence[AgreementRow]) -> str:
    """How most of the intervals were made."""
    made = Counter(row.interval for row in rows if row.low is not None)
    return made.most_common(1)[0][0] if made else "no interval"


def several(role: str) -> str:
    """Student, students."""
    return role if role.endswith("s") else f"{role}s"


def purpose_note(one: Round) -> str | None:
    """What the purpose of a round means for its numbers; None for a test round."""
    if one.purpose in ("explore", "train"):
        return f"Round {one.n} was to {one.purpose}, so no coefficient is printed."
    if one.purpose == "revise":
        return "Agreement after discussion, not reliability."
    if one.purpose == "complete":
        return "Coded by one coder a document, so there is nothing to compare."
    return None


def note(work: Judgements, question: Question, rows: Sequence[AgreementRow]) -> str | None:
    """What a reader has to know of these numbers as a whole; None if nothing."""
    one = work.round_
    if question.after_discussion:
        return (
            "Agreement after discussion, not reliability: what was decided stands for whoever "
            f"agreed to it. The blind agreement of round {one.n} is unchanged."
        )
    if not rows and question.by in _NOTHING and purpose_note(one) is None:
        return _NOTHING[question.by].format(f"round {one.n}")
    return purpose_note(one)


_NOTHING = {
    "code": "Nothing of {} was coded that was asked about.",
    "theme": "Nothing of {} was coded that was asked about.",
    "category": (
        "The codebook of {} has no category of mutually exclusive codes among what was asked "
        "about; declare one with exclusive: nominal."
    ),
    "pair": "There are no two coders of {} to compare, or no codes.",
    "coder": "There are no coders of {} to compare, or no codes.",
    "set": "The codebook of {} has no codes among what was asked about.",
    "intra": "No coder judged units of {} in an earlier revealed round too.",
    "document": "Nobody judged anything in {} of what was asked about.",
    "role": "No turn that was judged in {} has a role; tell who speaks in which role.",
    "speaker": "No turn that was judged in {} has a speaker.",
    "question": "No document of {} holds answers to a question of a survey.",
}
"""Why there is not a single row."""
