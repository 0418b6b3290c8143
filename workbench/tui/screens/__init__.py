"""The screens, each imported when it is first shown.

A screen is a file and a line here; the file of keys, and the tests that press every key, follow.
The names are those in the file of keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.shelf import Shelf

if TYPE_CHECKING:
    from workbench.tui.work_screen import WorkScreen

SCREENS: Shelf[type[WorkScreen]] = Shelf(
    "screen",
    {
        "study": "workbench.tui.screens.study:StudyScreen",
        "code": "workbench.tui.screens.code:CodeScreen",
        "codebook": "workbench.tui.screens.codebook:CodebookScreen",
        "agreement": "workbench.tui.screens.agreement:AgreementScreen",
        "behind": "workbench.tui.screens.behind:BehindScreen",
        "methods": "workbench.tui.screens.methods:MethodsScreen",
        "change": "workbench.tui.screens.compared:ChangeScreen",
        "kinds": "workbench.tui.screens.compared:KindsScreen",
        "disagreements": "workbench.tui.screens.disagreements:DisagreementsScreen",
        "matrix": "workbench.tui.screens.matrix:MatrixScreen",
        "search": "workbench.tui.screens.search:SearchScreen",
        "participants": "workbench.tui.screens.participants:ParticipantsScreen",
        "packets": "workbench.tui.screens.packets:PacketsScreen",
        "reconcile": "workbench.tui.screens.reconcile:ReconcileScreen",
        "proposals": "workbench.tui.screens.proposals:ProposalsScreen",
        "parts": "workbench.tui.screens.parts:PartsScreen",
        "speakers": "workbench.tui.screens.importing.speakers:SpeakersScreen",
        "columns": "workbench.tui.screens.importing.columns:ColumnsScreen",
        "project": "workbench.tui.screens.importing.project:ProjectScreen",
        "themes": "workbench.tui.screens.themes:ThemesScreen",
        "beside": "workbench.tui.screens.two_sets:BesideScreen",
        "themetable": "workbench.tui.screens.theme_table:ThemeTableScreen",
        "secondlook": "workbench.tui.screens.second_look:SecondLookScreen",
        "names": "workbench.tui.screens.names:NamesScreen",
        "traces": "workbench.tui.screens.traces:TracesScreen",
        "cells": "workbench.tui.screens.cells:CellsScreen",
        "history": "workbench.tui.screens.history:HistoryScreen",
    },
)
