"""T2, the themes with their subthemes in a line each."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.terms import Codebook, Table


def short_themes_table(codebook: Codebook, *, provenance: Mapping[str, str] | None = None) -> Table:
    """Print each theme (the top of the tree) with the names directly below it."""
    rows = tuple(
        (theme.name, "; ".join(subtheme.name for subtheme in theme.codes))
        for theme in codebook.codes
    )
    note = f"Themes are the top of the codebook's tree, version {codebook.version}."
    return Table("Themes and subthemes", ("Theme", "Subthemes"), rows, (note,), provenance or {})
