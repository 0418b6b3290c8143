"""A memo about what the cursor is on: a code, a document, a person, the study."""

from __future__ import annotations

from workbench.tui.work_screen import WorkScreen

FOR_ALL = "All coders can read it."


async def write_memo(
    screen: WorkScreen,
    called: str,
    *,
    code: str | None = None,
    document: str | None = None,
    case: str | None = None,
) -> None:
    """Ask for the coder's memo about something (else the study), as it stands, and write it.

    `called` is what it is called in words; `code` a path.
    """
    from workbench.steps import memo
    from workbench.tui.dialogs.memo import BLIND, WriteMemo  # a text area takes long to import

    store, viewer, about = screen.store, screen.viewer, memo.About(None, code, document, case)
    mine = await screen.done(lambda: memo.mine(store, viewer, about))
    if mine is None:
        return
    dialog = WriteMemo(called, mine.text, BLIND if mine.blind else FOR_ALL)
    text = await screen.app.push_screen_wait(dialog)
    if text is None:
        return
    done = await screen.done(lambda: memo.write_about(store, viewer, about, text, mine.n))
    if done is not None:
        screen.say(f"Saved: memo on {called}." if text.strip() else f"No memo on {called}.")
