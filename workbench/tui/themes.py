"""Colours of the screen, dark and light; the codebook brings its own for codes."""

from textual.theme import Theme

DARK = Theme(
    name="workbench-dark",
    primary="#7aa2c8",
    accent="#e0b060",
    foreground="#d8d8d4",
    background="#15181c",
    surface="#1b1f24",
    panel="#262b32",
    success="#7fb77e",
    warning="#e0b060",
    error="#ef8080",
    dark=True,
)
LIGHT = Theme(
    name="workbench-light",
    primary="#2f5f8a",
    accent="#8a4b00",
    foreground="#22252a",
    background="#fbf9f4",
    surface="#f3f0e8",
    panel="#e4dfd3",
    success="#2c6e3a",
    warning="#8a4b00",
    error="#a8201a",
    dark=False,
)
