"""T8: rows that a team lays out, with numbers and quotations from the study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from workbench.coding.codes import names_of
from workbench.errors import NotAsked
from workbench.steps.exports.grouping import groups_of_cases
from workbench.steps.exports.scores import reach, scores_of
from workbench.steps.exports.themes import by_themes
from workbench.steps.exports.wanted import Wanted
from workbench.steps.filling.written import numbered
from workbench.steps.findings import is_revealed, latest_revealed, provenance
from workbench.store import Reader, Store
from workbench.store.reads import cases, codebooks, rounds
from workbench.store.reads.themes import theme_sets
from workbench.tables.filling import GONE, FillColumn, Filling, FillRow
from workbench.tables.joint import FITS, JointRow, joint_table
from workbench.tables.quoting import rule
from workbench.tables.scores import answers_in_words, in_words
from workbench.tables.themes import choose, uids_below
from workbench.tables.words import quote
from workbench.terms import CaseFacts, Table, Viewer

NAME = "joint"
DOMAIN, SCORE, RESULT, THEME, FIT, META = (
    "domain",
    "score",
    "result",
    "theme",
    "fit",
    "meta-inference",
)


def joint(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T8: numbers are counted and quotations cut now; what was typed stands as it was typed."""
    with store.reading() as reader:
        typed = _rows(reader, viewer)
        if not typed:
            raise NotAsked(
                "The joint display has no rows yet; begin one: "
                'workbench cells STUDY set joint new "Domain or question" WORDS'
            )
        everybody = cases.cases(reader, viewer)
        groups = groups_of_cases(everybody, wanted.by) if wanted.by else None
        told = _Told(everybody, groups, wanted.times)
        said = _said_of(reader, viewer, wanted, typed)
        names = {uid: name for name, uid in theme_names(reader, viewer).items()}
        rows = [
            JointRow(
                words.get(DOMAIN, ""),
                words.get(RESULT) or told.result(words.get(SCORE, "")),
                names.get(words[THEME], GONE) if THEME in words else "",
                said.get(words.get(THEME, ""), ""),
                words.get(FIT, ""),
                words.get(META, ""),
            )
            for words in typed.values()
        ]
        notes = [rule(wanted.quoting)] if said else []
        return joint_table(rows, notes, provenance=_about(reader, viewer, wanted))


def _about(reader: Reader, viewer: Viewer, wanted: Wanted) -> Mapping[str, str]:
    """Where it comes from; the round is that of the quotations, where one is revealed."""
    if not any(is_revealed(one) for one in rounds.rounds(reader, viewer)):
        return provenance(reader, viewer, None)
    return provenance(reader, viewer, latest_revealed(reader, viewer, wanted.n))


class _Told:
    """What the study knows in numbers."""

    def __init__(
        self,
        everybody: Sequence[CaseFacts],
        groups: Mapping[str, str] | None,
        times: Sequence[str],
    ) -> None:
        self._everybody, self._groups = everybody, groups
        self._scores = scores_of(everybody, times)

    def result(self, name: str) -> str:
        """A score or a fact by its name, in words; empty for none."""
        if name in self._scores:
            return in_words(self._scores[name], self._groups, reach)
        answers = {
            one.name: str(fact.value)
            for one in self._everybody
            for fact in one.attributes
            if fact.name == name
        }
        return answers_in_words(answers, self._groups) if name and answers else ""


def _said_of(
    reader: Reader, viewer: Viewer, wanted: Wanted, typed: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """For each theme or code (uid) a quotation, as far as any round is revealed."""
    uids = {words[THEME] for words in typed.values() if THEME in words}
    if not uids or not any(is_revealed(one) for one in rounds.rounds(reader, viewer)):
        return {}
    found: dict[str, str] = {}
    for theme_set in _sets(reader, viewer, wanted):
        findings = by_themes(reader, viewer, wanted._replace(theme_set=theme_set)).findings
        for _, code in findings.codebook.walk():
            if code.uid in uids and code.uid not in found:
                chosen = choose(uids_below(code), findings.quotations)
                found |= {code.uid: quote(chosen, findings.texts)} if chosen else {}
    return found


def _sets(reader: Reader, viewer: Viewer, wanted: Wanted) -> list[str | None]:
    """Where themes are looked for: the set asked for, else the latest first; then the codebook."""
    if wanted.theme_set is not None:
        return [wanted.theme_set, None]
    return [*(one.name for one in reversed(theme_sets(reader, viewer))), None]


def _rows(reader: Reader, viewer: Viewer) -> dict[str, dict[str, str]]:
    return {str(n): words for n, words in numbered(reader, viewer, NAME).items()}


def filling(reader: Reader, viewer: Viewer, wanted: Wanted) -> Filling:  # noqa: ARG001 all rounds
    """A row a line of the display; more may be added."""
    themes, everybody = theme_names(reader, viewer), cases.cases(reader, viewer)
    columns = (
        FillColumn(DOMAIN, "Domain or question"),
        FillColumn(SCORE, "Score", _scores(everybody)),
        FillColumn(RESULT, "Quantitative result"),
        FillColumn(THEME, "Theme", themes),
        FillColumn(FIT, "Fit", {fit: fit for fit in FITS}),
        FillColumn(META, "Meta-inference"),
    )
    names = {uid: name for name, uid in themes.items()}
    rows = tuple(
        FillRow(
            key,
            key,
            (),
            {c: names.get(words, GONE) if c == THEME else words for c, words in its.items()},
        )
        for key, its in _rows(reader, viewer).items()
    )
    following = max((int(row.key) for row in rows), default=0) + 1
    return Filling("Joint display", "Row", (), columns, rows, str(following))


def _scores(everybody: Sequence[CaseFacts]) -> dict[str, str]:
    facts = (fact.name for one in everybody for fact in one.attributes)
    return {name: name for name in chain(scores_of(everybody), facts)}


def theme_names(reader: Reader, viewer: Viewer) -> dict[str, str]:
    """The themes of all sets and the codes of the latest codebook, by name, as uids."""
    found: dict[str, str] = {}
    if codebooks.versions(reader, viewer):
        named = names_of(codebooks.codebook(reader, viewer))
        found = {name: uid for uid, name in named.items()}
    # A theme that is called as a code comes before it.
    for one in theme_sets(reader, viewer):
        found |= {theme.name: theme.uid for theme in one.themes}
    return found
