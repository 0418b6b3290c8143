"""What a column of a survey seems to be, by rule, with the reason in words.

A proposal is shown before it is believed. Names decide first, because programs and people name
what is theirs in few ways; then what stands in the cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from workbench.importers import column_words as words
from workbench.importers.personal import is_consent, is_personal
from workbench.importers.profiles import Profile
from workbench.importers.scales import Scale, scale_of
from workbench.surveys import ColumnRole, Proposal

LOOKED_AT = 20_000
"""Rows from which roles are proposed; the counts in a preview are of all rows."""
CONSENT = "consent is no answer"
"""Why a column of consent is dropped."""
_FEWEST = 3
"""Answers; whether no two are alike tells nothing in fewer."""
_FEW = 12
"""The most different values of an attribute where each is had by few."""
_A_SHORT_QUESTION = 8
"""Words; a longer one may speak of age or country without asking for it."""


def proposals(
    columns: Sequence[str],
    titles: Sequence[str],
    profiles: Sequence[Profile],
    known: Mapping[str, ColumnRole],
    *,
    by_program: bool = True,
) -> tuple[Proposal, ...]:
    """What each column seems to be; at most one is the id.

    `known` is what the program that wrote the table, or a data dictionary, says of columns;
    `by_program`: a survey program that is known wrote it, so that “score” is its own column.
    """
    found = []
    for column, title, profile in zip(columns, titles, profiles, strict=True):
        own = by_program or column.casefold() not in words.ANYBODYS
        role, why = _role(column, title, profile, known.get(column), own=own)
        found.append(_proposal(column, title, profile, role, why))
    return tuple(_with_one_id(found, known))


def _proposal(column: str, title: str, profile: Profile, role: ColumnRole, why: str) -> Proposal:
    numbers = profile.numbers() if role == "score" else None
    least, greatest = (numbers[0], numbers[-1]) if numbers else (None, None)
    counted = (profile.answered, profile.distinct)
    example = "" if role == "personal" else profile.example
    return Proposal(column, title, role, why, *counted, least, greatest, example)


def _role(
    column: str, title: str, profile: Profile, known: ColumnRole | None, *, own: bool
) -> tuple[ColumnRole, str]:
    if known == "ignore" or (own and not known and column.casefold() in words.METADATA):
        return "ignore", "the survey program's own column"
    # A program knows that people type an answer, not that they type their name.
    if known in (None, "text", "attribute") and (why := _why_personal(column, title, profile)):
        return "personal", why
    if known and _may_be(known, profile):
        return known, "the program that wrote the table says so"
    return _by_kind_of_name(column, profile) or _by_content(column, title, profile)


def _why_personal(column: str, title: str, profile: Profile) -> str:
    """Why a column is dropped unless asked for; empty: it is not."""
    if is_personal(column, title, profile):
        return "it may tell who the person is"
    return CONSENT if is_consent(column, title, profile) else ""


def _may_be(known: ColumnRole, profile: Profile) -> bool:
    """Whether the cells are such as the program says: words are no numbers, scores are."""
    if known == "score":
        return bool(profile.numbers())
    return not (known == "text" and profile.numbers() and profile.answered > 1)


# ------------------------------------------------------------------ by name


def _by_kind_of_name(column: str, profile: Profile) -> tuple[ColumnRole, str] | None:
    if not profile.answered:
        return "ignore", "nobody answered"
    if words.INDEX.fullmatch(column.casefold()) and _is_numbered(profile):
        return "ignore", "it has no name, and only numbers the rows"
    if words.IDS.fullmatch(column) and profile.unique and profile.longest <= 60:
        return "id", "its name, and every row has another value"
    return None


def _is_numbered(profile: Profile) -> bool:
    """Whether every row has a whole number of its own."""
    return profile.unique and profile.share(words.WHOLE) == 1


# ------------------------------------------------------------------ by content


def _by_content(column: str, title: str, profile: Profile) -> tuple[ColumnRole, str]:
    if profile.share(words.DATE) > 0.9:
        return "attribute", "dates or times"
    if profile.share(words.FILE) > 0.9:
        return "ignore", "names of files, which are not in the table"
    numbers = profile.numbers()
    if numbers is not None:
        return _numeric(f"{column} {title}", profile, numbers)
    return _worded(column, title, profile)


def _numeric(asked: str, profile: Profile, numbers: Sequence[float]) -> tuple[ColumnRole, str]:
    counts = _is_numbered(profile) and numbers[-1] - numbers[0] + 1 == profile.rows
    if counts and numbers[0] in (0, 1) and profile.rows > 3:
        return "ignore", "it only numbers the rows"
    if set(numbers) <= {0, 1}:
        return "attribute", "ticked or not"
    if len(asked.split()) <= _A_SHORT_QUESTION and words.FACTS.search(asked):
        return "attribute", "a fact about the person"
    why = _why_a_scale(profile, numbers)
    return ("score", why) if why else ("attribute", "numbers")


def _why_a_scale(profile: Profile, numbers: Sequence[float]) -> str:
    """Why the numbers are those of a scale; empty: they are not, or are too few to tell."""
    scale = scale_of(numbers)
    if scale is None:
        return ""
    steps = scale.steps
    labelled = any(not value.lstrip("+-").isdigit() for value in profile.values)
    if labelled and profile.unique and profile.answered > _FEWEST:
        return ""  # numbered items, each of which stands once
    if labelled and not any("." in value for value in profile.values):
        return "numbers of a scale with words at them"
    if len(steps) > 2:
        return f"whole numbers in {len(steps)} steps{_apart(scale)}"
    return "whole numbers in few steps" if profile.answered > 5 and steps[-1] > 2 else ""


def _apart(scale: Scale) -> str:
    if not scale.apart:
        return ""
    codes = ", ".join(f"{number:g}" for number in scale.apart)
    return f"; {codes} may stand for no answer"


def _worded(column: str, title: str, profile: Profile) -> tuple[ColumnRole, str]:
    if all(words.AGREEING.fullmatch(value) for value in profile.values):
        return "attribute", f"{profile.distinct} steps of a scale in words"
    if choices := _choices(profile):
        return "attribute", f"some of {choices} choices"
    if why := _why_open(column, title, profile):
        return "text", why
    if profile.distinct <= _FEW or 2 * profile.distinct <= profile.answered:
        return "attribute", f"{profile.distinct} different short values"
    return "attribute", f"{profile.distinct} different values of about a word"


def _choices(profile: Profile) -> int:
    """How many choices people ticked some of, which stand joined in a cell; 0: they wrote."""
    parts: Counter[str] = Counter()
    several = 0
    for value, times in profile.values.items():
        said = _JOINED.split(value)
        several += times * (len(said) > 1)
        parts.update(dict.fromkeys(said, times))
    again = sum(times for times in parts.values() if times > 1)
    chosen = again >= _AGAIN * parts.total() and 3 * several >= profile.answered
    return len(parts) if chosen and profile.answered >= _TOLD else 0


_JOINED = re.compile(r"\s*[,;|\n]\s*")
_AGAIN = 0.8
"""The share of choices that others made, too; the rest was typed beside “other”, or is cut."""
_TOLD = 6
"""Answers; fewer tell nothing."""


def _why_open(column: str, title: str, profile: Profile) -> str:
    """Why the cells are answers in people's own words; empty: they rather are choices."""
    if profile.longest > 200 and 3 * profile.distinct > profile.answered:
        return "long answers"
    if 2 * profile.distinct <= profile.answered:
        return ""
    named = bool(words.OPEN.search(column) or words.OPEN.search(title))
    if profile.mean_words >= 4:
        return f"{profile.mean_words:.0f} words an answer, and most differ"
    if named and profile.distinct > 1 and not _codes(profile):
        return "its name asks for words, and most answers differ"
    if named and profile.mean_words >= 2:
        return "its name asks for words"
    if 3 * profile.share(words.SENTENCE) > 1 and profile.distinct > 2:
        return "sentences, and most differ"
    if profile.mean_words >= 2 and profile.distinct > _FEW:
        return f"{profile.distinct} different short answers"
    return ""


def _codes(profile: Profile) -> bool:
    return all(len(value) <= 3 for value in islice(profile.values, 100))


def _with_one_id(found: Sequence[Proposal], known: Mapping[str, ColumnRole]) -> Iterator[Proposal]:
    ids = [at for at, one in enumerate(found) if one.role == "id"]
    first = next((at for at in ids if known.get(found[at].column) == "id"), ids[0] if ids else -1)
    for at, one in enumerate(found):
        if one.role != "id" or at == first:
            yield one
        else:
            yield one._replace(role="ignore", why=f"another id beside “{found[first].column}”")
