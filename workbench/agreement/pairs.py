"""Krippendorff's own bootstrap for alpha, over pairs of values.

Hayes & Krippendorff (2007), Communication Methods and Measures 1, 77–89; Krippendorff (2013),
Bootstrapping Distributions for Krippendorff's Alpha. It draws pairs as if those of one unit
were independent and keeps expected disagreement fixed; with more than two coders it covers less
than it claims (.68 for .95 at five coders and a thousand units). It is here to compare with
published intervals, and is made only when asked for.
"""

from __future__ import annotations

import numpy as np

from workbench.agreement import Resampling
from workbench.agreement.intervals import Interval
from workbench.agreement.patterns import Floats, Patterns


def pairs_interval(
    patterns: Patterns, apart: Floats, expected: float, asked: Resampling
) -> Interval:
    """The interval from drawn pairs; `apart` are the distances of categories, `expected` is D_e."""
    counts = patterns.rows.astype(np.float64)
    judged = counts.sum(axis=1)
    chances, distances = _observed_pairs(counts, patterns.frequency, apart)
    generator = np.random.default_rng(asked.seed)
    replicates = np.ones(asked.replicates)
    for coders in np.unique(judged):
        draws = int(patterns.frequency[judged == coders].sum() * coders * (coders - 1) / 2)
        drawn = generator.multinomial(draws, chances, size=asked.replicates)
        replicates -= (
            drawn @ distances * 2 / (judged @ patterns.frequency * expected * (coders - 1))
        )
    replicates = np.maximum(replicates, -1.0)
    tails = (0.5 - asked.confidence / 2, 0.5 + asked.confidence / 2)
    low, high = np.quantile(replicates, tails).tolist()
    below = [float((replicates < line).mean()) for line in (2 / 3, 0.8)]
    phrase = f"bootstrap over pairs of values in {patterns.units:,} units (Krippendorff 2013)"
    return Interval(phrase, low, high, float(replicates.std()), *below)


def _observed_pairs(counts: Floats, frequency: Floats, apart: Floats) -> tuple[Floats, Floats]:
    """The share of each kind of pair among all pairs observed, and its distance."""
    pairs = (counts * frequency[:, None]).T @ counts - np.diag(frequency @ counts)
    shares = pairs.reshape(-1) / pairs.sum()
    used = shares > 0
    return shares[used] / shares[used].sum(), apart.reshape(-1)[used]
