"""The codebook from the screen: read, loaded and written, and changed once that was tried out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import NotAsked, WorkbenchError
from workbench.terms import Code, Codebook, Viewer
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.evolution import Trial
    from workbench.store import Store
    from workbench.tui.dialogs.edit import AskEdit, EditAsked
    from workbench.tui.work_screen import WorkScreen


def read_codebook(
    store: Store, viewer: Viewer, version: int | None
) -> tuple[tuple[int, ...], Codebook, tuple[str, ...]]:
    """All versions' numbers, one version (the latest), and what that changed, in words."""
    from workbench.steps.codebook import changes_between
    from workbench.store.reads import codebooks

    with store.reading() as reader:
        versions = codebooks.versions(reader, viewer)
        found = codebooks.codebook(reader, viewer, version)
    place = versions.index(found.version)
    before = versions[place - 1] if place else None
    changes = changes_between(store, viewer, before, found.version) if before else ()
    return versions, found, changes


def load_codebook(store: Store, viewer: Viewer, path: Path) -> str:
    """Load the next version of the codebook."""
    from workbench.steps import codebook

    version, changes = codebook.load_codebook(store, viewer, path)
    return f"This is version {version} of the codebook. {' '.join(changes[:3])}"


def save_codebook(store: Store, viewer: Viewer, path: Path, version: int) -> str:
    """Write a version of the codebook to a file."""
    from workbench.steps import codebook

    if path.exists():
        raise NotAsked(f"“{path.name}” is there already; type another name.")
    codebook.save_codebook(store, viewer, path, version)
    return f"Wrote {path}."


class Change:
    """Tries a change of the codebook out when it is asked for, and makes it when asked again."""

    def __init__(self, store: Store, viewer: Viewer, dialog: AskEdit) -> None:
        """`dialog` is told what was found, before anything is changed."""
        self._store, self._viewer, self._dialog = store, viewer, dialog
        self._asked: tuple[object, ...] = ()
        self._quotations = 0
        """How many have to get a part of the code that is split."""

    def __call__(self, asked: EditAsked) -> str | None:
        """The sentence that says what was changed; None after the trying out."""
        from workbench.steps import evolution

        again = (asked.what, asked.typed, asked.reason)
        if again == self._asked:
            done = evolution.evolve(self._store, self._viewer, asked.what, asked.edit, asked.reason)
            many = plural(self._quotations, "quotation")
            parts = f"c goes through {many}, to choose the part of each." * bool(self._quotations)
            return f"This is version {done.version} now. {parts or ' '.join(done.changes[:2])}"
        trial = evolution.try_out(self._store, self._viewer, asked.edit)
        self._quotations = trial.codings.split
        self._dialog.found = "\n".join(trial_lines(trial))
        self._asked = again
        return None


def trial_lines(trial: Trial) -> Iterator[str]:
    """What a change of the codebook would do, a line each."""
    from workbench.tables.numbers import estimate

    yield f"Version {trial.version} would say:"
    yield from (f"  {change}" for change in trial.changes)
    touched = trial.codings._asdict()
    said = {
        "merged": "would be read under the new code",
        "folded": "of these would fall together with another of the same coder",
        "split": "would have to be walked through, to choose a part",
        "retired": "would have a code that is there no more",
    }
    for name, words in said.items():
        if touched[name]:
            yield f"  {plural(touched[name], 'coding')} {words}"
    if not any(touched[name] for name in said):
        yield "  No coding is touched."
    for one in trial.agreement:
        before = ", ".join(f"{name} {estimate(value)}" for name, value in one.before.items())
        if set(one.before.values()) != {one.after}:
            yield f"  Agreement in round {one.n}: {before} → {one.code} {estimate(one.after)}"


async def asked(screen: WorkScreen, dialog: AskEdit) -> str | None:
    """Ask for a change, try it out, make it; the sentence that says what was done, if it was."""
    store, viewer = screen.store, screen.viewer
    dialog.attempt = Change(store, viewer, dialog)
    dialog.saying = "Trying it out …"
    if await screen.app.push_screen_wait(dialog) is None:
        return None
    screen.renew()
    return dialog.did


async def change_rule(screen: WorkScreen, uid: str) -> str | None:
    """Change the rule of a code as the latest version has it; what was done, if it was."""
    from workbench.tui.dialogs.edit import Redefine

    store, viewer = screen.store, screen.viewer

    def find() -> tuple[str, Code]:
        _, codebook, _ = read_codebook(store, viewer, None)
        for path, code in codebook.walk():
            if code.uid == uid:
                return " > ".join(path), code
        raise NotAsked("The latest version of the codebook has this code no more.")

    try:
        path, code = find()
    except WorkbenchError as fault:
        screen.say(str(fault), bad=True)
        return None
    return await asked(screen, Redefine(code, path))
