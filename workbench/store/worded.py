"""Which columns of a study hold words of people, so that a name is found wherever it may be.

Every column of text is named here, in one way or another; a test looks for others.
"""

from __future__ import annotations

from collections.abc import Mapping

Place = tuple[str, str]
"""A table and its column."""

TEXT: Place = ("document", "text")
"""What was said; it changes along a map of offsets."""

PROSE: Mapping[Place, str] = {
    ("memo", "text"): "memo",
    ("decision", "reason"): "reason of a decision",
    ("theme", "claim"): "claim of a theme",
    ("theme", "memo"): "memo of a theme",
    ("proposal", "answer"): "answer to a proposal",
    ("typed_cell", "words"): "cell of a table for the paper",
    ("unquoted", "reason"): "why something may not be quoted",
}
"""What people wrote, and what it is called."""

LABELS: Mapping[Place, str] = {
    ("study", "name"): "title of the study",
    ("document", "name"): "name of a document",
    ("document", "question"): "question of a survey",
    ("document", "source"): "name of a file that was imported",
    ("case", "name"): "case",
    ("turn", "speaker"): "speaker",
    ("turn", "phase"): "phase",
    ("attribute", "name"): "name of an attribute",
    ("attribute", "instrument"): "name of an instrument",
    ("attribute", "time"): "time of an attribute",
    ("attendance", "role"): "role",
    ("unit_set", "name"): "name of a unit set",
    ("round", "unit"): "name of a unit set",
    ("code_state", "name"): "name of a code",
    ("code_group", "name"): "name of a code group",
    ("coding", "group"): "group of a coding",
    ("survey", "name"): "name of a survey",
    ("survey_response", "occasion"): "occasion of an answer",
    ("theme_set", "name"): "name of a theme set",
    ("theme_set", "copied_from"): "name of a theme set",
    ("theme", "name"): "name of a theme",
    ("exported", "file"): "name of a file that was exported",
}
"""Names of things; there a replacement stands without brackets."""

PACKED: Mapping[Place, str] = {
    ("attribute", "value"): "attribute of a case",
    ("code_state", "rules"): "definition of a code",
    ("round", "roles"): "roles of a round",
    ("proposal", "said"): "proposal",
    ("reconciling", "plan"): "plan to reconcile codes",
    ("theme", "came_from"): "where a theme came from",
    ("survey", "plan"): "columns of a survey",
    ("setting", "value"): "settings of the study",
}
"""Values as JSON, some with words in them."""

ECHOES: Mapping[Place, str] = {
    ("undo", "inverse"): "what can be undone",
    ("result", "question"): "kept result",
    ("result", "numbers"): "kept result",
}
"""What repeats words from elsewhere, also such as are not there any more."""

REFERENCES: Mapping[Place, str] = {
    ("memo", "target_uid"): "what a memo is about",
    ("wording", "subject"): "what a memo was about",
    ("event", "ids"): "history",
}
"""Where a unit is called by its document's name, as in `NAME#12`."""

EXCUSED: Mapping[Place, str] = {
    **dict.fromkeys(
        [("study", "uid"), ("document", "uid"), ("case", "uid"), ("coder", "uid"), ("code", "uid"),
         ("memo", "uid"), ("decision", "uid"), ("wording", "uid"), ("proposal", "uid"),
         ("theme_set", "uid"), ("theme", "uid"), ("share", "packet"), ("discussion", "packet")],
        "drawn at random",
    ),
    **dict.fromkeys(
        [("document", "sha256"), ("document", "source_sha256"), ("revision", "sha256"),
         ("share", "trail"), ("share", "held"), ("document_status", "checked_sha256"),
         ("exported", "sha256"), ("withdrawal", "identity"), ("withdrawal", "name"),
         ("withdrawal", "known_by"), ("withdrawal", "salt")],
        "a hash",
    ),
    **dict.fromkeys(
        [("revision", "map"), ("assignment", "units"), ("round", "sample"), ("event", "at"),
         ("exported", "at"), ("exported", "documents"), ("withdrawal", "at")],
        "numbers and what the program calls them",
    ),
    **dict.fromkeys(
        [("study", "program"), ("document", "importer"), ("unit_set", "settings"),
         ("code_state", "kind"),
         ("round", "purpose"), ("round", "state"), ("round", "start_from"), ("share", "form"),
         ("memo", "target_kind"), ("event", "what"), ("decision", "outcome"), ("proposal", "kind"),
         ("document_status", "status"), ("exported", "what"), ("setting", "name"),
         ("withdrawal", "how"), ("proposal", "outcome"), ("result", "program"),
         ("alembic_version", "version_num"), ("typed_cell", "table_name"),
         ("typed_cell", "row_key"), ("typed_cell", "column_key")],
        "a word of the program’s own",
    ),
    ("case", "folded"): "the case’s name again; written with it",
    **dict.fromkeys([("coder", "name"), ("coder", "role")], "the team, not those who took part"),
}  # fmt: skip
"""Columns without words of people, and why."""
