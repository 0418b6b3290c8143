"""The terminal workbench."""

from __future__ import annotations

from pathlib import Path

from workbench.watching import unwatched


def run(path: Path | None = None, coder: str | None = None) -> int:
    """Run the workbench on a study until it is left; the exit status.

    Without a path it asks for a study; without a coder, who is coding. Raises `StudyFault`
    when the study cannot be used, after the terminal is as it was.
    """
    from workbench.tui import memory

    memory.starting()
    from workbench.tui.app import Workbench  # Textual takes a fifth of a second to import

    app = Workbench(path, coder)
    with app.kept_open, unwatched():  # the screen watches its own work
        app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
