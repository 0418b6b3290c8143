"""Names from outside: on one line, and not taken."""

from __future__ import annotations

from collections.abc import Container


def one_line(text: str) -> str:
    r"""A name on one line without control characters.

    >>> one_line(" Interview\n 1 ")
    'Interview 1'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def free(name: str, taken: Container[str], of: str) -> str:
    """The name, or one like it that nobody has; `of` says where it comes from.

    >>> free("ana", {"ana"}, "Pilot"), free("S1", {"S1", "S1 (2)"}, "")
    ('ana (Pilot)', 'S1 (3)')
    """
    if name not in taken:
        return name
    if of and f"{name} ({of})" not in taken:
        return f"{name} ({of})"
    count = 2
    while f"{name} ({count})" in taken:
        count += 1
    return f"{name} ({count})"
