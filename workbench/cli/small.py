"""What the command line says of small groups: of the participants, and in a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.talk import say, show, show_json
from workbench.terms import Viewer

if TYPE_CHECKING:
    from workbench.store import Store


def show_small_cells(store: Store, who: Viewer, *, json: bool) -> int:
    """Print the combinations of facts that too few people share; how many they are."""
    from workbench.steps.small_cells import small_cells, told

    settled, found = small_cells(store, who)
    if json:
        cells = [{"facts": dict(one.facts), "cases": one.cases} for one in found]
        show_json({**settled._asdict(), "cells": cells})
        return len(found)
    for line in told(settled, found):
        show(line)
    how = "make them one group" if settled.suppress else "print them as they are"
    say(f"{len(found)} combinations fewer than {settled.fewest} people have; tables {how}.")
    return len(found)
