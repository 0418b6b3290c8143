"""A paragraph for a methods section, from what was measured and how, with its references.

Only what the recipe says is claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from workbench.terms import Purpose
from workbench.words import plural

NAMES = {
    "krippendorff_alpha": "Krippendorff's alpha",
    "cohen_kappa": "Cohen's kappa",
    "mean_pairwise_cohen_kappa": "Cohen's kappa averaged over pairs of coders",
    "conger_kappa": "Conger's kappa",
    "scott_pi": "Scott's pi",
    "fleiss_kappa": "Fleiss' kappa",
    "brennan_prediger": "the coefficient of Brennan and Prediger",
    "gwet_ac1": "Gwet's AC1",
    "gwet_ac2": "Gwet's AC2",
    "set_alpha": "Krippendorff's alpha over sets of codes",
    "mv_alpha": "multi-valued alpha",
    "percent_agreement": "percent agreement",
    "positive_agreement": "positive agreement",
}
SOURCES = {
    "krippendorff_alpha": "Krippendorff 2019",
    "cohen_kappa": "Cohen 1960",
    "mean_pairwise_cohen_kappa": "Light 1971",
    "conger_kappa": "Conger 1980",
    "scott_pi": "Scott 1955",
    "fleiss_kappa": "Fleiss 1971",
    "brennan_prediger": "Brennan & Prediger 1981",
    "gwet_ac1": "Gwet 2008",
    "gwet_ac2": "Gwet 2014",
    "set_alpha": "Passonneau 2006",
    "mv_alpha": "Krippendorff & Craggs 2016",
    "percent_agreement": "Fleiss 1971",
    "positive_agreement": "Cicchetti & Feinstein 1990",
}
REFERENCES = {
    "Brennan & Prediger 1981": (
        "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and "
        "alternatives. Educational and Psychological Measurement, 41, 687–699."
    ),
    "Castro 2017": (
        "Castro, S. (2017). Fast Krippendorff: Fast computation of Krippendorff's alpha agreement "
        "measure. https://github.com/pln-fing-udelar/fast-krippendorff"
    ),
    "Cicchetti & Feinstein 1990": (
        "Cicchetti, D. V., & Feinstein, A. R. (1990). High agreement but low kappa: II. Resolving "
        "the paradoxes. Journal of Clinical Epidemiology, 43, 551–558."
    ),
    "Cohen 1960": (
        "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
        "Psychological Measurement, 20, 37–46."
    ),
    "Conger 1980": (
        "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. "
        "Psychological Bulletin, 88, 322–328."
    ),
    "Efron 1987": (
        "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American "
        "Statistical Association, 82, 171–185."
    ),
    "Efron & Tibshirani 1993": (
        "Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall."
    ),
    "Fleiss 1971": (
        "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological "
        "Bulletin, 76, 378–382."
    ),
    "Gwet 2008": (
        "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of "
        "high agreement. British Journal of Mathematical and Statistical Psychology, 61, 29–48."
    ),
    "Gwet 2014": (
        "Gwet, K. L. (2014). Handbook of inter-rater reliability (4th ed.). Advanced Analytics."
    ),
    "Krippendorff 2019": (
        "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). "
        "Sage."
    ),
    "Krippendorff & Craggs 2016": (
        "Krippendorff, K., & Craggs, R. (2016). The reliability of multi-valued coding of data. "
        "Communication Methods and Measures, 10, 181–198."
    ),
    "Light 1971": (
        "Light, R. J. (1971). Measures of response agreement for qualitative data: Some "
        "generalizations and alternatives. Psychological Bulletin, 76, 365–377."
    ),
    "Passonneau 2006": (
        "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and "
        "pragmatic annotation. Proceedings of LREC, 831–836."
    ),
    "Scott 1955": (
        "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale coding. "
        "Public Opinion Quarterly, 19, 321–325."
    ),
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


Each = Literal["code", "theme", "category"]
EACH: dict[Each, str] = {
    "code": "for each code, as applied or not applied, ",
    "theme": "for each theme, as applied where any of its codes was, ",
    "category": "for each category of mutually exclusive codes, over these codes, ",
}


class Drawn(NamedTuple):
    """How a sample was drawn at random."""

    size: str
    by: str
    """What gave its share: document, role, question."""
    stretch: int | None
    """Units in a row; None: answers, one by one."""
    seed: int


@dataclass(frozen=True)
class Recipe:
    """What was measured, and how."""

    coefficient: str
    coders: int
    units: int
    unit: str
    """What a unit is: sentence, turn, answer."""
    purpose: Purpose
    version: int
    """Of the codebook."""
    level: str = "nominal"
    interval: str = ""
    """The phrase of `Agreement.interval`."""
    confidence: float = 0.95
    each: Each | None = "code"
    """What has a coefficient of its own; None: there is one for all."""
    whose: str = ""
    """Whose turns were judged, as in “students'”; empty: everybody's."""
    seen_before: int = 0
    """How many of the units these coders had coded or discussed before."""
    by_package: bool = True
    """Whether the printed alpha is the krippendorff package's."""
    drawn: Drawn | None = None
    """How the units were drawn; None: all there were."""
    decided: bool = False
    """Whether decisions stand for whoever agreed to them."""
    half: bool = False
    """Whether at least half of a unit must be marked for it to have the code; else any of it."""
    program: str = ""
    """What computed it, with its version."""


def paragraph(recipe: Recipe) -> str:
    """Who coded what, how agreement was measured, and how sure it is.

    Only a test or revise round has coefficients; of any other the text is empty.
    """
    if recipe.purpose not in {"test", "revise"}:
        return ""
    parts = (_who, _sampled, _seen, _what, _overlap, _interval)
    return " ".join(sentence for part in parts if (sentence := part(recipe)))


def references(said: str) -> list[str]:
    """The works that a text cites, by author."""
    return [REFERENCES[name] for name in sorted(REFERENCES) if name in said]


def _who(recipe: Recipe) -> str:
    coders = NUMBERS[recipe.coders] if recipe.coders < len(NUMBERS) else str(recipe.coders)
    who = f"{coders.capitalize()} coders {_how(recipe)}"
    what = plural(recipe.units, recipe.unit)
    whose = f" from {recipe.whose} turns" if recipe.whose else ""
    return f"{who} {what}{whose} with version {recipe.version} of the codebook."


def _how(recipe: Recipe) -> str:
    if recipe.purpose == "revise":
        return "revised, after discussion, their coding of"
    return "coded independently, without access to each other's work,"


def _sampled(recipe: Recipe) -> str:
    drawn = recipe.drawn
    if drawn is None:
        return ""
    rows = f"in stretches of about {drawn.stretch} in a row" if drawn.stretch else "one by one"
    return (
        f"They were drawn at random ({drawn.size}) {rows}, each {drawn.by} giving its share "
        f"(seed {drawn.seed})."
    )


def _seen(recipe: Recipe) -> str:
    if recipe.decided:
        return (
            "Where a unit had been discussed and decided, the decision stands for the coders who "
            "agreed to it; the figures therefore state agreement after discussion, not reliability."
        )
    if recipe.purpose == "revise":
        return "The figures therefore state agreement after discussion, not reliability."
    if not recipe.seen_before:
        return ""
    return (
        f"Of these, {recipe.seen_before:,} had been coded or discussed by them in an earlier round."
    )


def _what(recipe: Recipe) -> str:
    name = NAMES.get(recipe.coefficient, recipe.coefficient)
    cited = [SOURCES[recipe.coefficient]] if recipe.coefficient in SOURCES else []
    blind = recipe.purpose == "test" and not recipe.decided
    kind = "Reliability" if blind else "Agreement"
    each = EACH[recipe.each] if recipe.each else ""
    levels = recipe.each in (None, "category") and recipe.coefficient == "krippendorff_alpha"
    level = f" at the {recipe.level} level" if levels else ""
    package = ""
    if recipe.coefficient == "krippendorff_alpha" and recipe.by_package:
        package = ", computed with the krippendorff package for Python (Castro 2017)"
    source = f" ({'; '.join(cited)})" if cited else ""
    return (
        f"{kind} was measured {each}by {name}{level}{source}{package}; a unit that a coder had not "
        "judged counted as missing, not as a decision against the code."
    )


def _overlap(recipe: Recipe) -> str:
    if not recipe.half:
        return ""
    return (
        f"{recipe.unit.capitalize()}s had a code where the passages that a coder gave it covered "
        "at least half of them."
    )


def _interval(recipe: Recipe) -> str:
    phrase, share = recipe.interval, f"{recipe.confidence:.0%} confidence intervals"
    share += f", computed with {recipe.program}," if recipe.program else ""
    if phrase.startswith("t-jackknife over"):
        over = phrase.removeprefix("t-jackknife over ")
        return (
            f"{share} are from a jackknife over {over}, with Student's t on the atanh scale "
            "(Efron & Tibshirani 1993)."
        )
    if phrase.startswith("t-bootstrap over"):
        over = phrase.removeprefix("t-bootstrap over ")
        return (
            f"{share} are from a bootstrap over {over}, with its standard error and Student's t on "
            "the atanh scale (Efron & Tibshirani 1993)."
        )
    if phrase.startswith("BCa bootstrap over"):
        over = phrase.removeprefix("BCa bootstrap over ")
        return (
            f"{share} are from a bias-corrected and accelerated bootstrap over {over} (Efron 1987)."
        )
    return ""
