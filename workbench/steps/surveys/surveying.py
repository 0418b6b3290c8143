"""Bringing surveys into a study: a first export, a later one, and one that was stopped halfway.

All three are the same work: rows that the study knows stay as they are, rows that it does not
know become a new part, whole and never changed afterwards. Rows are known again by the id of
the respondent, or where there is none by what stands in them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import islice

from workbench.drafts import Draft
from workbench.steps.surveys.adopting import adopt, to_adopt
from workbench.steps.surveys.ids import by_their_names, refuse_doubt
from workbench.steps.surveys.matching import home_of, refuse_other_facts
from workbench.steps.surveys.rows import Surveyed, Work
from workbench.steps.surveys.source import Source, source_of_draft
from workbench.steps.surveys.withdrawn import without_rows
from workbench.store import Reader, Store, Writer
from workbench.store.reads import surveys as reads
from workbench.surveys import PART, Columns, SurveyPlan
from workbench.terms import NOBODY, Viewer
from workbench.watching import tell
from workbench.words import plural


def import_survey(
    store: Store, viewer: Viewer, source: Source, rows: int, part: int = PART
) -> Generator[Surveyed, None, None]:
    """Store a survey, `part` rows in a transaction; yields what is done after each.

    Every part is whole: all answers and facts of its rows. Stopped between two parts, the same
    import goes on after what is there. What is refused is refused before the first part.
    """
    with store.reading() as reader:
        source = by_their_names(reader, source)
        source, left_out = without_rows(reader, source)
        older = to_adopt(reader, source)
    rows -= left_out
    if older:
        with store.writing(viewer) as writer:
            adopt(writer, source)
            _begun(writer, source, rows)  # refuses before anything is kept
    with store.reading() as reader:
        work = _begun(reader, source, rows)
    done = work.done
    done.notes += _left_out(left_out)
    if not rows:
        with store.writing(viewer) as writer:
            work.take(writer, [])
            work.finish(writer)
        yield done
    responses = source.responses()
    while some := list(islice(responses, part)):
        tell("Importing rows", done.done, rows)
        with store.writing(viewer) as writer:
            work.take(writer, some)
            if done.done >= rows:
                work.finish(writer)
        store.close()  # so that the log of a long import is taken in part by part
        yield done


def put_draft(writer: Writer, draft: Draft) -> Surveyed:
    """Store a survey's draft within a transaction that goes on."""
    source = by_their_names(writer, source_of_draft(draft))
    source, left_out = without_rows(writer, source)
    adopt(writer, source)
    work = _begun(writer, source, len(draft.responses) - left_out)
    work.done.notes += _left_out(left_out)
    responses = source.responses()
    while some := list(islice(responses, PART)):
        work.take(writer, some)
    work.finish(writer)
    return work.done


def _begun(reader: Reader, source: Source, rows: int) -> Work:
    home = home_of(reader, source)
    refuse_doubt(reader, home, source)
    refuse_other_facts(reader, home, source)
    known = {one.plan.name: one.plan for one in reads.surveys(reader, NOBODY)}
    plan = _together(known[home.name], source.plan) if home.name in known else source.plan
    return Work(home, source, plan, Surveyed(home.name, of=rows, notes=list(home.notes)))


def _together(old: SurveyPlan, new: SurveyPlan) -> SurveyPlan:
    """What is to be remembered: what was said last, and before of columns unsaid of since."""
    said = {new.columns.id, *new.columns.text, *new.columns.attribute, *new.columns.score}
    said |= {*new.columns.ignore, *new.columns.occasion}

    def both(role: str) -> tuple[str, ...]:
        before = (name for name in getattr(old.columns, role) if name not in said)
        return tuple(dict.fromkeys((*getattr(new.columns, role), *before)))

    columns = Columns(
        new.columns.id,
        both("text"),
        both("attribute"),
        both("score"),
        both("ignore"),
        both("occasion"),
    )
    header = tuple(dict.fromkeys((*old.header, *new.header)))
    options = replace(new.options, ids=old.options.ids or new.options.ids)
    return replace(new, header=header, columns=columns, options=options)


def _left_out(rows: int) -> list[str]:
    if not rows:
        return []
    return [f"{rows:,} {'row is' if rows == 1 else 'rows are'} of people who withdrew: left out."]


def told(done: Surveyed) -> Iterator[str]:
    """What the person importing should know of what was done, in sentences."""
    yield from done.notes
    if done.known:
        yield (
            f"{plural(done.known, 'id is', 'ids are')} known from elsewhere in the study, such as "
            f"“{done.known_as}”, and taken for the same people; if they are others, import it with "
            "--own-ids."
        )
    if not (done.same or done.added_to or done.changed):
        return
    yield (
        f"Another export of the survey “{done.survey}”: "
        f"{plural(done.new, 'row is', 'rows are')} new, "
        f"{plural(done.same + done.added_to, 'was', 'were')} there."
    )
    if done.added_to:
        yield f"{done.added_to:,} of those that were there say more now, which was added."
    if done.changed:
        first = done.changes[0]
        yield (
            f"{plural(done.changed, 'cell says', 'cells say')} otherwise than before and stayed as "
            f"before, such as “{first.column}” of {first.case}: “{_cut(first.before)}”, now "
            f"“{_cut(first.now)}”."
        )
    if done.missing:
        yield (
            f"{plural(done.missing, 'row of before is', 'rows of before are')} not in this "
            "file; the study keeps what they say."
        )


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
