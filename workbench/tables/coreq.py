"""T14, the reporting checklist COREQ, with what the study itself can answer.

After Tong, Sainsbury and Craig (2007), Consolidated criteria for reporting qualitative research,
International Journal for Quality in Health Care 19(6): 349–357. The items are theirs; the
questions are put in other words.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.terms import Table

COLUMNS = ("No.", "Item", "Guide question", "Answer", "Page")
ITEMS: Mapping[int, tuple[str, str]] = {
    1: ("Interviewer or facilitator", "Who led the interviews or groups?"),
    2: ("Credentials", "What are the researchers' degrees?"),
    3: ("Occupation", "What was their work at the time?"),
    4: ("Gender", "Which gender are the researchers?"),
    5: ("Experience and training", "What had they learned and done before?"),
    6: ("Relationship established", "Did they know the participants beforehand?"),
    7: ("Participant knowledge of the interviewer", "What were participants told about them?"),
    8: ("Interviewer characteristics", "What about them may have coloured the work?"),
    9: ("Methodological orientation and theory", "On which method does the study stand?"),
    10: ("Sampling", "How were participants chosen?"),
    11: ("Method of approach", "How were they asked?"),
    12: ("Sample size", "How many took part?"),
    13: ("Non-participation", "How many declined or left, and why?"),
    14: ("Setting of data collection", "Where were the data gathered?"),
    15: ("Presence of non-participants", "Who else was in the room?"),
    16: ("Description of sample", "Who are the participants?"),
    17: ("Interview guide", "What was asked, and was it tried out first?"),
    18: ("Repeat interviews", "Was anybody interviewed again?"),
    19: ("Audio or visual recording", "How was it recorded?"),
    20: ("Field notes", "Were notes taken?"),
    21: ("Duration", "How long did it take?"),
    22: ("Data saturation", "Was saturation discussed?"),
    23: ("Transcripts returned", "Did participants see their transcripts?"),
    24: ("Number of data coders", "How many people coded?"),
    25: ("Description of the coding tree", "Is the coding tree described?"),
    26: ("Derivation of themes", "Were themes set beforehand or found in the data?"),
    27: ("Software", "With which program were the data handled?"),
    28: ("Participant checking", "Did participants comment on the findings?"),
    29: ("Quotations presented", "Do quotations illustrate the themes, each with its source?"),
    30: ("Data and findings consistent", "Do the data bear out the findings?"),
    31: ("Clarity of major themes", "Are the major themes clear?"),
    32: ("Clarity of minor themes", "Are minor themes and diverse cases described?"),
}
BY_HAND = "to be answered by the authors"


def coreq_table(
    answers: Mapping[int, str],
    pages: Mapping[int, str] | None = None,
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print all 32 items; what has no answer is left to the authors."""
    return checklist("COREQ", ITEMS, answers, pages, _SOURCE, provenance)


def checklist(
    title: str,
    items: Mapping[int, tuple[str, str]],
    answers: Mapping[int, str],
    pages: Mapping[int, str] | None,
    source: str,
    provenance: Mapping[str, str] | None,
) -> Table:
    """Print a checklist whose items have numbers."""
    rows = tuple(
        (number, item, question, answers.get(number, BY_HAND), (pages or {}).get(number, ""))
        for number, (item, question) in items.items()
    )
    return Table(title, COLUMNS, rows, (source,), provenance or {})


_SOURCE = (
    "Items after Tong, Sainsbury and Craig (2007), International Journal for Quality in Health"
    " Care 19: 349–357; questions in other words."
)
