"""From reliability data to agreement; one file per coefficient."""
