"""The sentence a person reads beside a number: what it cannot tell, and what to do.

Each trap has its own function; `note` tells of the first that the data fall into.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.agreement.data import MISSING, frequency
from workbench.agreement.measure import CARRIERS, facts_of
from workbench.reliability import Agreement, ReliabilityData, Undefined

RELIABLE = 2 / 3
"""Below it Krippendorff (2019) advises to draw no conclusion, .667 rounded."""
HIGH = 0.9
"""Percent agreement that looks good by itself."""
FEW = 10
"""Units below which a coefficient jumps with every single judgement."""

REASONS: dict[Undefined, str] = {
    "no_data": "Nobody has judged any of these units yet.",
    "single_coder": "Only one coder judged these units; agreement needs two.",
    "no_pairable_units": "No unit was judged by two coders, so there is nothing to compare.",
    "no_variation": (
        "Everyone gave the same value: agreement is 100 %, and reliability cannot be judged."
    ),
    "too_few_units": (
        "Only one unit was judged by two coders; a coefficient of one unit says nothing."
    ),
}


def note(agreement: Agreement, data: ReliabilityData, percent: float | None = None) -> str | None:
    """What to know about this agreement on these data; None if nothing stands out.

    `data` is what the agreement was computed from; with two categories the second is taken
    for "the code was applied". `percent` is the percent agreement, if it was computed.
    """
    if agreement.undefined_because is not None:
        return _undefined(agreement.undefined_because, data)
    of_code = ""
    if len(data.categories) == 2:
        of_code = _rare(data) or _one_sided(data) or _chance(agreement, data, percent)
    return of_code or _few_units(agreement) or None


def _undefined(reason: Undefined, data: ReliabilityData) -> str:
    if reason == "no_variation" and len(data.categories) == 2:
        facts = facts_of(data)
        units = _units(facts.units)
        if facts.carrying == 0:
            return (
                f"Nobody used the code in the {units} judged by two or more: agreement on its "
                "absence is 100 %, and reliability cannot be judged. Sample units where it may "
                "apply."
            )
        return (
            f"Everyone used the code in all of the {units} judged by two or more: agreement is "
            "100 %, and reliability cannot be judged."
        )
    return REASONS[reason]


def _rare(data: ReliabilityData) -> str:
    """A code that hardly anyone used."""
    facts = facts_of(data)
    used = facts.carrying
    if used >= CARRIERS:
        return ""
    absent = facts.units - used
    by_two = int(frequency(data)[(data.values == 1).sum(axis=1) >= 2].sum())
    joint = f"in {by_two} of them by two or more" if by_two else "never by two in the same unit"
    return (
        f"The coders agreed that the code is absent in {_units(absent)}; it was used in "
        f"{_units(used)}, {joint}. How far they agree on its presence is unknown: sample more "
        "units with this code."
    )


def _one_sided(data: ReliabilityData) -> str:
    """A code that one coder never used though others did."""
    times = frequency(data) * ((data.values != MISSING).sum(axis=1) >= 2)
    judged, used = times @ (data.values != MISSING), times @ (data.values == 1)
    never = [
        coder for coder, here, n in zip(data.coders, judged, used, strict=True) if here and not n
    ]
    if not never:
        return ""
    most = int(np.argmax(used))
    return (
        f"{' and '.join(never)} never used the code; {data.coders[most]} used it "
        f"{int(used[most])} times. Compare how they read its definition."
    )


def renamed(note: str, names: Mapping[str, str]) -> str:
    """A note after coders got new names (by the old ones).

    >>> renamed("ana and ben never used the code; cy used it 3 times.", {"ben": "Ben"})
    'ana and Ben never used the code; cy used it 3 times.'
    """
    for name, new in names.items():
        old, other = re.escape(name), new.replace("\\", r"\\")
        for pattern in _NAMED:
            note = re.sub(pattern.format(old), other, note)
    return note


_NAMED = (
    r"(?:^|(?<= and )){}(?=(?: and .+)? never used the code; )",
    r"(?<= never used the code; ){}(?= used it \d+ times\.)",
)
"""Where `_one_sided` names a coder; with room for the name."""


def _chance(agreement: Agreement, data: ReliabilityData, percent: float | None) -> str:
    """A high percentage that chance alone would nearly give."""
    low = agreement.value is not None and agreement.value < RELIABLE
    if percent is None or percent < HIGH or not low:
        return ""
    times = frequency(data)
    given, judged = (float((times @ part).sum()) for part in _given_and_judged(data))
    share = given / judged
    seldom = "rare" if share < 0.5 else "nearly everywhere"
    return (
        f"{percent:.0%} agreement is mostly what chance gives, since the code is {seldom} "
        f"({share:.0%} of judgements): where it matters the coders agree less. Look at positive "
        "agreement and at the units where they differ."
    )


def _few_units(agreement: Agreement) -> str:
    if agreement.units >= FEW:
        return ""
    return f"This rests on {_units(agreement.units)} only; a single judgement changes it much."


def _given_and_judged(data: ReliabilityData) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where the code was given, and where anything was judged."""
    return data.values == 1, data.values != MISSING


def _units(count: int) -> str:
    return f"{count:,} unit{'' if count == 1 else 's'}"
