"""Texts that look as if somebody spoke: one document, or doubted aloud."""

from __future__ import annotations

import pytest

from tests.importers.samples import only, said
from workbench.importers import IMPORTERS, Settings

NOBODY = {
    "a recipe": (
        "Cake\n\nIngredients: two eggs\nTime: 45 minutes\n\nMethod: beat.\nNote: use butter.\n\n"
        "Step 1: Mix.\nStep 2: Bake for 12:30.\nStep 3: Cool.\n"
    ),
    "a diary": "Monday: I went.\n12 March: I saw her.\n13 March: better.\nEvening: tired.\n",
    "a law": (
        "Article 1: All have rights.\nArticle 2: None is held.\nArticle 3: All are free.\n\n"
        "Section IV: Rules.\n"
    ),
    "a poem": "O Captain\n\nThe road was long\n\nO Captain\n\nThe ship\n\nO Captain\n\nRise.\n",
    "a song": "Chorus:\nWe go on\n\nVerse 1:\nThe road\n\nChorus:\nWe go on\n\nVerse 2:\nNight\n",
    "a manual": (
        "# Tool\n\n## Usage\n\n**Input:** a file.\n\n**Output:** a table.\n\n**Note:** more.\n"
    ),
    "a letter": "Dear Ana,\n\nI have two questions: when, and where?\n\nPlease note: I go.\n",
    "a list of hours": "Registration 08:30\nWelcome 09:00\nCoffee 10:30\nLunch 12:30\n",
    "a log": "[10:02:03] INFO: on\n[10:02:04] WARN: slow\n[10:02:05] INFO: off\n",
    "values": '{\n"name": "Ana",\n"speaker": "x",\n"text": "hello: there"\n}\n',
    "verses": "1:1 In the beginning.\n1:2 The same.\n1:3 All things.\n2:1 And then.\n",
}


@pytest.mark.parametrize("kind", NOBODY)
def test_a_text_in_which_nobody_speaks_is_one_document(kind: str) -> None:
    draft = IMPORTERS["text"]("t.md", NOBODY[kind].encode(), Settings())
    assert said(only(draft)) == [(None, NOBODY[kind].strip())]
    assert draft.notes[-1] == "No speaker labels were found: the whole text is one turn."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Agreement: how far.\nCoder: a person.\nRound: a part.\nUnit: some.\n",
            "Nobody speaks twice",
        ),
        ("Work: long.\nSo it was.\nWork: longer.\nWork: none.\n", "Only one name was found"),
    ],
)
def test_labels_that_may_be_none_are_doubted_aloud(text: str, why: str) -> None:
    notes = IMPORTERS["text"]("t.txt", text.encode(), Settings()).notes
    assert f"{why}, so these may be no speakers; --labels none takes the text as one turn." in notes


def test_the_record_of_a_hearing_ends_names_with_a_full_stop() -> None:
    text = (
        "    The CHAIRMAN. The committee\nwill come to order.\n    Mr. Smith. Thank you.\n"
        "    Senator Roth. I ask: why?\n    Mr. Smith. We were late.\n    Senator Roth. So.\n"
        "    The CHAIRMAN. Thank you, Mr. Smith.\n"
    )
    draft = IMPORTERS["text"]("t.txt", text.encode(), Settings())
    assert [who for who, _ in said(only(draft))] == [
        *("The CHAIRMAN", "Mr. Smith", "Senator Roth", "Mr. Smith", "Senator Roth", "The CHAIRMAN"),
    ]


def test_a_play_writes_names_in_capitals() -> None:
    text = "HAMLET. Who's there?\nHORATIO. A friend.\nHAMLET. Why so late?\nHORATIO. So: late.\n"
    draft = IMPORTERS["text"]("t.txt", text.encode(), Settings())
    assert said(only(draft)) == [
        ("HAMLET", "Who's there?"),
        ("HORATIO", "A friend."),
        ("HAMLET", "Why so late?"),
        ("HORATIO", "So: late."),
    ]
