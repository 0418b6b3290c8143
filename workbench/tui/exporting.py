"""Exporting from any screen: what a study can write, and the dialog that asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.terms import Viewer
from workbench.tui.refusals import on_screen

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.tui.dialogs.exporting import ExportAsked, Offered
    from workbench.tui.work_screen import WorkScreen

HAS = {
    "themes": "themes with their codes, counted",
    "short-themes": "themes in short, for a paper",
    "groups": "themes counted by groups of people",
    "swot": "strengths, weaknesses, … by group of codes",
    "swot-boxes": "the same as four boxes",
    "quotations": "quotations of each code",
    "saturation": "new codes by document",
    "co-occurrence": "codes on the same units",
    "codes-by-document": "each code in each document",
    "codebook": "codes with their rules",
    "desk-codebook": "the codebook to have beside one on the desk",
    "keys": "which key puts which code",
    "agreement-change": "how agreement moved from round to round",
    "agreement-units": "agreement by kind of unit",
    "agreement": "agreement on each code in a round",
    "agreement-by-round": "agreement of all rounds, as numbers",
    "rounds": "all rounds in a row",
    "evolution": "what changed in the codebook, and why",
    "participants": "who took part",
    "questionnaire": "answers on a scale, item by item",
    "scores": "scores of questionnaires, before and after",
    "joint": "themes beside scores",
    "framework": "people by themes, in words",
    "coreq": "the reporting checklist COREQ",
    "srqr": "the reporting checklist SRQR",
    "abstraction": "from quotation to theme, step by step",
    "transcripts": "the texts with their codes beside them",
    "memos": "what was written beside the codes",
    "documents": "the documents",
    "units": "every unit with its text",
    "codings": "every coding of a round",
}
"""What each table has, in a few words; one that is not named here stands without."""


def offered(store: Store, viewer: Viewer) -> Offered:
    """What the study can export."""
    from workbench.steps.export import names
    from workbench.store.reads import documents, rounds
    from workbench.tui.dialogs.exporting import Offered
    from workbench.tui.theming import groupings

    with store.reading() as reader:
        cut = {
            row.name
            for one in documents.documents(reader, viewer)
            for row in documents.unit_sets(reader, one.name)
        }
        known = rounds.rounds(reader, viewer, progress=False)
    return Offered(
        tables={name: HAS.get(name, "") for name in names()},
        formats={name: formats(name) for name in names()},
        units=sorted(cut),
        rounds=[one.n for one in known if one.state in ("revealed", "adjudicated")],
        groupings=groupings(store, viewer),
    )


def formats(what: str) -> list[str]:
    """The ends of files that a table or a page can be written to, Word first."""
    from workbench.exporters import EXPORTERS
    from workbench.figures import FIGURES, FORMATS
    from workbench.steps.export import EXPORTS, PAGES

    pages = [page.partition(".")[2] for page in PAGES if page.startswith(f"{what}.")]
    tables = ["docx", *EXPORTERS] if what in EXPORTS else []
    return list(dict.fromkeys((*tables, *pages, *(FORMATS if what in FIGURES else ()))))


def written(store: Store, viewer: Viewer, asked: ExportAsked) -> str:
    """Write a table to a file; the sentence that says so."""
    from workbench.steps import export as exporting
    from workbench.words import plural

    wanted = exporting.Wanted(asked.what, asked.n, unit=asked.unit, by=asked.by, scale=asked.scale)
    said: list[str] = []
    leave = asked.insisted.leave(said.append)
    many = exporting.export(store, viewer, wanted, asked.path, leave)
    rows = f" with {plural(many, 'row')}" if many else ""
    return on_screen(" ".join((f"Wrote {asked.path}{rows}.", *said)))


async def export(screen: WorkScreen, what: str = "themes", n: int | None = None) -> str | None:
    """Ask for a table and write it; the sentence that says so, None: nothing was written."""
    from workbench.tui.dialogs.exporting import AskExport

    store, viewer = screen.store, screen.viewer
    there = await screen.done(lambda: offered(store, viewer))
    if there is None:
        return None
    dialog = AskExport(there, store.path.parent, what, n)
    dialog.attempt = lambda asked: written(store, viewer, asked)
    dialog.saying = "Writing …"
    return None if await screen.app.push_screen_wait(dialog) is None else dialog.did
