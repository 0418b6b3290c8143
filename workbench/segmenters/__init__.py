"""From turns of text to the spans that coders judge; one file per kind of unit."""
