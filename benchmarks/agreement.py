"""How fast agreement is measured, as ratios taken in one run; and how well intervals cover.

    python benchmarks/agreement.py              the ratios
    python benchmarks/agreement.py --coverage   the table of simulated coverage, some minutes

A ratio compares with `krippendorff.alpha`, or with resampling units and calling it again. The
seconds depend on the machine, the ratios hardly.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations

import krippendorff
import numpy as np
from numpy.typing import NDArray

from workbench.agreement import Method, Resampling
from workbench.agreement.change import Change, paired
from workbench.agreement.continuum import Mark, SpanData, span_data
from workbench.agreement.data import binary, of_pair
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.mv_alpha import mv_alpha
from workbench.agreement.patterns import compressed
from workbench.agreement.u_alpha import u_alpha_family
from workbench.reliability import ReliabilityData

BARE = Resampling("none")
STUDIES = 4000


def main() -> None:
    """Print the table that was asked for."""
    if "--coverage" in sys.argv:
        coverage()
    else:
        ratios()


# ------------------------------------------------------------------ speed


def ratios() -> None:
    """Print a line a measurement: what, the ratio or seconds, and what is aimed at."""
    alpha_of_a_million()
    for units in (1_000_000, 10_000):
        bootstrap(units)
    screen()
    multi_valued()
    unitizing()


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The least of some runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def megabytes(work: Callable[[], object]) -> float:
    """The most memory allocated at a time, beyond what there was."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def line(what: str, measured: str, aim: str) -> None:
    """Print one."""
    print(f"{what:<62} {measured:>30}   aim: {aim}")


def coded(units: int, coders: int, categories: int = 5) -> ReliabilityData:
    """Coders who give the true value three times in four."""
    generator = np.random.default_rng(1)
    truth = generator.integers(0, categories, (units, 1), dtype=np.int32)
    guess = generator.integers(0, categories, (units, coders), dtype=np.int32)
    values = np.where(generator.random((units, coders)) < 0.75, truth, guess)
    names = tuple(str(k) for k in range(coders))
    return ReliabilityData(names, tuple(range(categories)), values.astype(np.int32))


def alpha_of_a_million() -> None:
    data = coded(1_000_000, 5)
    table = data.values.T.astype(np.float64)

    def package() -> object:
        return krippendorff.alpha(table, level_of_measurement="nominal")

    def ours() -> object:
        return krippendorff_alpha(data, resampling=BARE)

    faster = seconds(package) / seconds(ours)
    smaller = megabytes(package) / megabytes(ours)
    line("alpha of 1,000,000 units × 5 coders, against the package", f"{faster:.0f}× faster", "2×")
    line("the same, peak memory", f"1/{smaller:.0f} of it", "1/3")


def bootstrap(units: int) -> None:
    data = coded(units, 5)
    table = data.values.T.astype(np.float64)
    generator = np.random.default_rng(1)

    def naive() -> object:
        drawn = table[:, generator.integers(0, units, units)]
        return krippendorff.alpha(drawn, level_of_measurement="nominal")

    def ours() -> object:
        asked = Resampling("percentile", replicates=1000)
        return krippendorff_alpha(seen, resampling=asked)

    seen = compressed(data)
    ratio = 1000 * seconds(naive) / seconds(ours)
    aim = "5,000×" if units > 10_000 else "300×"
    line(f"1,000 replicates of {units:,} units × 5 coders", f"{ratio:,.0f}× faster", aim)


def applied(units: int, coders: int, codes: int) -> list[NDArray[np.bool_]]:
    """For each code, who applied it to which unit."""
    generator = np.random.default_rng(2)
    shares = generator.uniform(0.02, 0.3, codes)
    truth = [generator.random((units, 1)) < share for share in shares]
    return [each ^ (generator.random((units, coders)) < 0.03) for each in truth]


def screen() -> None:
    """Forty codes: all six coders and each of their fifteen pairs."""
    units, coders, codes = 10_000, 6, 40
    uses = applied(units, coders, codes)
    judged = np.random.default_rng(3).random((units, coders)) < 0.95
    names = [str(k) for k in range(coders)]
    for documents, method, aim in ((5, "jackknife", "0.25 s"), (25, "bootstrap", "1 s")):
        clusters = (np.arange(units) * documents // units).astype(np.int32)

        def work(clusters: NDArray[np.int32] = clusters) -> None:
            for use in uses:
                seen = compressed(binary(names, judged, use, clusters))
                krippendorff_alpha(seen)
                for one, other in combinations(range(coders), 2):
                    krippendorff_alpha(of_pair(seen, one, other))

        line(f"640 coefficients of 10,000 units, {method}", f"{seconds(work):.2f} s", aim)


def multi_valued() -> None:
    units, coders, codes = 10_000, 3, 40
    uses = np.stack(applied(units, coders, codes), axis=2)
    generator = np.random.default_rng(4)
    uses &= generator.random((units, 1, codes)) < 0.2
    keys = [[frozenset(np.flatnonzero(cell).tolist()) for cell in unit] for unit in uses]
    sets = list(dict.fromkeys(cell for unit in keys for cell in unit))
    index = {each: k for k, each in enumerate(sets)}
    values = np.array([[index[cell] for cell in unit] for unit in keys], dtype=np.int32)
    data = ReliabilityData(("a", "b", "c"), tuple(sets), values)
    taken = seconds(lambda: mv_alpha(data, resampling=BARE))
    line(f"mvα, 40 codes × 10,000 units ({len(sets):,} sets)", f"{taken:.2f} s", "0.2 s")


def marked(spans: int) -> SpanData:
    """Three coders who mark about the same stretches."""
    generator = np.random.default_rng(5)
    starts = np.arange(spans) * 100
    marks = []
    for coder in "abc":
        begin = starts + generator.integers(0, 20, spans)
        end = starts + 60 + generator.integers(0, 30, spans)
        values = generator.integers(0, 10, spans)
        marks += [
            Mark(coder, *one) for one in zip(begin.tolist(), end.tolist(), values, strict=True)
        ]
    return span_data(marks, length=100.0 * spans)


def unitizing() -> None:
    small, large = marked(10_000), marked(40_000)
    taken, longer = (seconds(partial(u_alpha_family, data)) for data in (small, large))
    line("uα, |uα, cuα of 3 coders × 10,000 spans", f"{taken:.2f} s", "0.2 s")
    line("four times the spans take", f"{longer / taken:.1f}× as long", "about 4×")


# ------------------------------------------------------------------ coverage


def coverage() -> None:
    """Print how often a 95 % interval holds the true alpha, by documents and prevalence."""
    print(f"{STUDIES:,} simulated studies a row: 3 coders, 60 units a document; each coder finds")
    print("the code with a chance of .8 that varies by document (sd .12), and errs in 2 % of units")
    print(f"{'prevalence':>10} {'units':>22} {'true α':>8} {'covered':>8} {'width':>7}  interval")
    for prevalence in (0.05, 0.1, 0.3):
        for documents in (5, 10, 20, 50, 0):
            row(prevalence, documents)
    print("for comparison, what is not done:")
    row(0.1, 5, method="percentile")
    row(0.1, 5, method="percentile", nested=False)
    print("change between two rounds, by documents in the first, the second, and both:")
    for first, second in ((5, 5), (2, 5), (3, 10), (20, 20)):
        change_row(range(first), range(second))


def row(prevalence: float, documents: int, method: Method = "auto", *, nested: bool = True) -> None:
    """Print how often the intervals of simulated studies hold what a huge study finds."""
    population = study(np.random.default_rng(0), prevalence, 10_000 if documents else 0, 1_000_000)
    truth = krippendorff_alpha(population, resampling=BARE).value
    generator = np.random.default_rng(7)
    found = []
    for _ in range(STUDIES):
        data = study(generator, prevalence, documents, 60 * documents or 200)
        seen = data if nested else replace(data, clusters=None)
        found.append(krippendorff_alpha(seen, resampling=Resampling(method)))
    ends = [
        (each.low, each.high) for each in found if each.low is not None and each.high is not None
    ]
    held = np.mean([truth is not None and low <= truth <= high for low, high in ends])
    width = np.mean([high - low for low, high in ends])
    place = f"{documents} documents" if documents else "200 unnested"
    kind = next(each.interval for each in found if each.low is not None)
    print(f"{prevalence:>10} {place:>22} {truth:>8.3f} {held:>8.3f} {width:>7.2f}  {kind}")


def change_row(first: range, second: range) -> None:
    """Print how often the interval of a change holds the change of two huge rounds."""
    truth = of_change(*two_rounds(np.random.default_rng(0), range(4000), range(4000)))
    generator, held = np.random.default_rng(1), []
    for _ in range(STUDIES // 8):
        rounds = two_rounds(generator, first, second)
        found = paired(Change(of_change(*rounds), None, None), *rounds, value_of, "documents")
        if found.low is not None and found.high is not None:
            held.append(found.low <= truth <= found.high)
    both = len(set(first) & set(second))
    print(f"{len(first):>10} {len(second):>10} {both:>10} {np.mean(held):>10.3f}")


def value_of(data: ReliabilityData) -> float | None:
    return krippendorff_alpha(data, resampling=BARE).value


def of_change(before: ReliabilityData, after: ReliabilityData) -> float:
    return (value_of(after) or 0.0) - (value_of(before) or 0.0)


def two_rounds(
    generator: np.random.Generator, first: range, second: range
) -> tuple[ReliabilityData, ReliabilityData]:
    """Coders find a code in 20 % of units, a little more often in the second round.

    How hard a document is stays the same.
    """
    documents = max(*first, *second) + 1
    spread = 0.75 * 0.25 / 0.12**2 - 1
    skill = generator.beta(0.75 * spread, 0.25 * spread, (documents, 3))
    share = generator.beta(2, 8, documents)
    moved = [skill + by + generator.normal(0, 0.03, skill.shape) for by in (-0.05, 0.05)]
    rounds = zip((first, second), moved, strict=True)
    one, other = (in_round(generator, each, share, chance) for each, chance in rounds)
    return one, other


def in_round(
    generator: np.random.Generator,
    documents: range,
    share: NDArray[np.float64],
    skill: NDArray[np.float64],
) -> ReliabilityData:
    """Sixty units of each of some documents."""
    document = np.repeat(np.array(documents, dtype=np.int32), 60)
    due = generator.random(len(document)) < share[document]
    chance = np.where(due[:, None], np.clip(skill, 0.02, 0.99)[document], 0.02)
    use = generator.random((len(document), 3)) < chance
    return binary(["a", "b", "c"], np.ones(use.shape, bool), use, document)


def study(
    generator: np.random.Generator, prevalence: float, documents: int, units: int
) -> ReliabilityData:
    """One code in so many units; without documents nothing varies but by chance."""
    places = documents or 1
    document = np.arange(units) * places // units
    share = generator.beta(2, 2 / prevalence - 2, places) if documents else np.array([prevalence])
    spread = 0.8 * 0.2 / 0.12**2 - 1
    skill = generator.beta(0.8 * spread, 0.2 * spread, (places, 3)) if documents else 0.8
    due = generator.random(units) < share[document]
    finds = np.broadcast_to(skill, (places, 3))[document]
    chance = np.where(due[:, None], finds, 0.02)
    use = generator.random((units, 3)) < chance
    clusters = document.astype(np.int32) if documents else None
    return binary(["a", "b", "c"], np.ones((units, 3), bool), use, clusters)


if __name__ == "__main__":
    main()
