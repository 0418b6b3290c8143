"""A coder against a reference: the decisions, or what the others agreed on."""

from __future__ import annotations

from dataclasses import replace

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.data import of_pair, two_by_two
from workbench.agreement.measure import facts_of
from workbench.errors import NotAsked
from workbench.reliability import Agreement, Level, ReliabilityData


def precision_recall_f1(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    reference: int = -1,
    value: int = 1,
) -> dict[str, Agreement]:
    """How many of the coder's uses of a code stand, how many of those due they found, and F1.

    Van Rijsbergen (1979), Information Retrieval, ch. 7. Column `reference` is what the coder is
    held against, category index `value` the code. A reference made from the coder's own codings
    flatters them: make it from the others'. What is 0/0 is undefined, not 0.

    >>> from workbench.agreement.data import reliability_data
    >>> rows = [[1, 1], [1, 1], [1, 0], [0, 0], [0, 0], [0, 1], [1, 1], [0, 0]]
    >>> [found.value for found in precision_recall_f1(reliability_data(rows)).values()]
    [0.75, 0.75, 0.75]
    """
    del level, resampling
    if len(data.coders) != 2:
        raise NotAsked(
            f"precision_recall_f1 holds one coder against a reference, and there are "
            f"{len(data.coders)} columns; give two."
        )
    pair = data if reference % 2 == 1 else of_pair(data, 1, 0)
    both, only_coder, only_reference, _ = two_by_two(pair, value=value)
    parts = {
        "precision": (both, both + only_coder),
        "recall": (both, both + only_reference),
        "f1": (2 * both, 2 * both + only_coder + only_reference),
    }
    return {name: _share(name, data, part, whole) for name, (part, whole) in parts.items()}


def _share(name: str, data: ReliabilityData, part: int, whole: int) -> Agreement:
    facts = facts_of(data)
    blank = Agreement(name, "nominal", None, facts.units, facts.coders)
    reason = facts.why_nothing() or ("no_variation" if whole == 0 else None)
    if reason is not None:
        return replace(blank, undefined_because=reason)
    return replace(blank, value=part / whole, observed=part / whole)
