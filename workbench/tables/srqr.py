"""T14, the reporting checklist SRQR, with what the study itself can answer.

After O'Brien, Harris, Beckman, Reed and Cook (2014), Standards for reporting qualitative
research, Academic Medicine 89(9): 1245–1251. The topics are theirs; the questions are put in
other words.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.tables.coreq import checklist
from workbench.terms import Table

ITEMS: Mapping[int, tuple[str, str]] = {
    1: ("Title", "Does the title say what was studied, and that the study is qualitative?"),
    2: ("Abstract", "Does the abstract sum up background, purpose, methods, results, meaning?"),
    3: ("Problem formulation", "What is the problem, and what is known of it?"),
    4: ("Purpose or research question", "What did the study want to find out?"),
    5: ("Qualitative approach and research paradigm", "Which approach was taken, and why?"),
    6: ("Researcher characteristics and reflexivity", "Who were the researchers to all this?"),
    7: ("Context", "Where was it, and what about the place matters?"),
    8: ("Sampling strategy", "How and why were people, documents, events chosen; when enough?"),
    9: ("Ethical issues pertaining to human subjects", "Who approved it; how was consent given?"),
    10: ("Data collection methods", "Which data were gathered, how, and when?"),
    11: ("Data collection instruments and technologies", "With which guides and devices?"),
    12: ("Units of study", "How many people, documents, events, and of what kind?"),
    13: ("Data processing", "How were data transcribed, kept safe, coded, made nameless?"),
    14: ("Data analysis", "By whom and how were themes found and developed?"),
    15: ("Techniques to enhance trustworthiness", "What was done so that one may trust it?"),
    16: ("Synthesis and interpretation", "What are the main findings, and what do they mean?"),
    17: ("Links to empirical data", "Which quotations and notes bear the findings out?"),
    18: ("Integration with prior work", "What do the findings add to what was known?"),
    19: ("Limitations", "What weakens the findings?"),
    20: ("Conflicts of interest", "What could have swayed the study, and how was it handled?"),
    21: ("Funding", "Who paid, and what did they have to do with it?"),
}


def srqr_table(
    answers: Mapping[int, str],
    pages: Mapping[int, str] | None = None,
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print all 21 topics; what has no answer is left to the authors."""
    return checklist("SRQR", ITEMS, answers, pages, _SOURCE, provenance)


_SOURCE = (
    "Topics after O'Brien, Harris, Beckman, Reed and Cook (2014), Academic Medicine 89:"
    " 1245–1251; questions in other words."
)
