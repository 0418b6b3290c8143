"""Each export, gathered from a study: a table by its name and what is wanted of it."""
