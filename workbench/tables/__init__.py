"""From findings to tables as papers print them; one file per table.

Each table is a pure function from plain values (see `given`) to a `Table`. What it counts and of
whom stands in the notes beneath it.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.shelf import Shelf
from workbench.terms import Table

TABLES: Shelf[Callable[..., Table]] = Shelf(
    "table",
    {
        "themes": "workbench.tables.themes:themes_table",
        "short-themes": "workbench.tables.short_themes:short_themes_table",
        "groups": "workbench.tables.groups:groups_table",
        "codebook": "workbench.tables.codebook:codebook_table",
        "keys": "workbench.tables.keys:keys_table",
        "agreement": "workbench.tables.agreement:agreement_table",
        "agreement-by-round": "workbench.tables.agreement_by_round:agreement_by_round_table",
        "agreement-change": "workbench.tables.agreement_change:agreement_change_table",
        "agreement-units": "workbench.tables.agreement_units:agreement_units_table",
        "rounds": "workbench.tables.rounds:rounds_table",
        "evolution": "workbench.tables.evolution:evolution_table",
        "swot": "workbench.tables.swot:swot_table",
        "swot-boxes": "workbench.tables.swot:boxes_table",
        "saturation": "workbench.tables.saturation:saturation_table",
        "co-occurrence": "workbench.tables.cooccurrence:cooccurrence_table",
        "questionnaire": "workbench.tables.questionnaire:questionnaire_table",
        "codes-by-document": "workbench.tables.codes_by_document:codes_by_document_table",
        "participants": "workbench.tables.participants:participants_table",
        "joint": "workbench.tables.joint:joint_table",
        "framework": "workbench.tables.framework:framework_table",
        "abstraction": "workbench.tables.abstraction:abstraction_table",
        "scores": "workbench.tables.scores:scores_table",
        "tidy": "workbench.tables.tidy:tidy_table",
        "tidy-scores": "workbench.tables.tidy:long_scores_table",
        "fill-in": "workbench.tables.filling:filling_table",
        "srqr": "workbench.tables.srqr:srqr_table",
        "coreq": "workbench.tables.coreq:coreq_table",
        "transcripts": "workbench.tables.transcripts:transcript_table",
        "quotations": "workbench.tables.quotations:quotations_table",
        "memos": "workbench.tables.memos:memos_table",
        "documents": "workbench.tables.documents:documents_table",
        "codings": "workbench.tables.codings:codings_table",
        "units": "workbench.tables.units:units_table",
    },
)
