"""The keys of dialogs, each declared once: a command has the same key in all that have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.binding import Binding, BindingType

from workbench.tui.keymap import DIALOG

DIALOG_KEYS: Mapping[str, Binding] = {
    one.action: replace(one, id=f"{DIALOG}.{one.action}")
    for one in (
        Binding("escape", "cancel", "Cancel", tooltip="Leave everything as it is."),
        Binding("ctrl+s,f10", "submit", "Do it", priority=True, tooltip="Do it, from any field."),
        Binding("down", "next", "Next", tooltip="Go to the next row, while you type."),
        Binding("up", "before", "Before", tooltip="Go to the row before, while you type."),
        Binding("pagedown", "further", "Further", tooltip="Go on by about a page."),
        Binding("pageup", "back", "Back", tooltip="Go back by about a page."),
        Binding("y", "yes", "Yes", tooltip="Say yes by one key."),
        Binding(
            "f6", "rename", "rename",
            tooltip="Give the coder under the cursor another name; what they did stays theirs.",
        ),
        Binding(
            "f8", "remove", "remove",
            tooltip="Remove the coder under the cursor, as long as they have done nothing.",
        ),
        Binding(
            "tab", "complete", "Complete", priority=True,
            tooltip="Complete what is typed; go to the next field, if it is whole.",
        ),
        Binding(
            "ctrl+t,insert", "take", "Take", priority=True,
            tooltip="Take the file together with others, or not any more.",
        ),
        Binding("escape,q", "close", "Close", tooltip="Back to where you were."),
    )
}  # fmt: skip
"""Every command that some dialog has, by its name, with its usual key."""


def keys(**doing: str) -> list[BindingType]:
    """Bindings of these commands: for each, what it does in the dialog that has it."""
    return [replace(DIALOG_KEYS[command], action=action) for command, action in doing.items()]
