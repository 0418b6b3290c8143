"""From an outside file to a draft; one file per format."""
