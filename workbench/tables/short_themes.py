"""T2, the themes with their subthemes in a line each."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.terms import Codebook, Table


def short_themes_table(
    codebook: Codebook,
    theme_set: str | None = None,
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print each theme (the top of the tree) with the names directly below it.

    `theme_set` names the set whose themes stand at the top; None: they are the codebook's.
    """
    rows = tuple(
        (theme.name, "; ".join(subtheme.name for subtheme in theme.codes))
        for theme in codebook.codes
    )
    note = (
        f"Themes are the top of the codebook's tree, version {codebook.version}."
        if theme_set is None
        else f"Themes are those of the set “{theme_set}”; subthemes are the codes that serve them."
    )
    return Table("Themes and subthemes", ("Theme", "Subthemes"), rows, (note,), provenance or {})
