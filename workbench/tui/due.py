"""Which commands of the study are due: worth a place among the keys in the round's state."""

from __future__ import annotations

from workbench.tui.overview import Overview

NOT_AWAY = frozenset(
    {"open", "close", "reveal", "draft", "import", "segment", "coder", "packets", "reconcile"}
    | {"themes", "cells"}
)
"""What belongs to the study alone, not to a packet of it."""


def is_due(study: Overview, command: str) -> bool:
    """Whether the study is in the state that a command needs; in a packet, whether it is for it."""
    if study.packet and command in NOT_AWAY:
        return False
    state = study.latest.state if study.latest else None
    documents, revealed = bool(study.documents), bool(study.revealed)
    return {
        "code": state not in (None, "draft"),
        "draft": bool(study.units) and state not in ("draft", "open"),
        "export": documents,
        "open": state == "draft",
        "close": state == "open",
        "reveal": state == "closed",
        "agreement": revealed,
        "import": state not in ("open", "closed"),
        "segment": documents and state not in ("open", "closed"),
        "reconcile": bool(study.own),
        "packets": state not in (None, "draft"),
        "coder": state not in ("open", "closed"),
        "themes": revealed,
        "search": documents,
        "participants": documents,
        "disagreements": revealed,
    }.get(command, True)
