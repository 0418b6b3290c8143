"""How far the coders of a revealed round agree.

`answer` is the way in: it takes a `question`, reads the `judgements` of a round, makes `row`s of
them `by` code, pair or whatever is asked, measures each and words the `recipe`. The others stand
on it: `change` between rounds, other `units`, the units `behind` a number, the `methods` text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.shelf import Shelf

if TYPE_CHECKING:
    from workbench.steps.agreement.judged import Judgements
    from workbench.steps.agreement.row import Rows

_HERE = "workbench.steps.agreement.by"

BY: Shelf[Callable[[Judgements], Rows]] = Shelf(
    "way to ask for agreement",
    {
        "code": f"{_HERE}:by_code",
        "theme": f"{_HERE}:by_theme",
        "category": f"{_HERE}:by_category",
        "pair": f"{_HERE}:by_pair",
        "set": f"{_HERE}:by_set",
        "coder": f"{_HERE}:by_coder",
        "intra": f"{_HERE}:by_intra",
        "document": f"{_HERE}:by_document",
        "role": f"{_HERE}:by_role",
        "speaker": f"{_HERE}:by_speaker",
        "question": f"{_HERE}:by_question",
    },
)
