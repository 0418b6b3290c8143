"""The work itself, one file per verb; where rooms meet, inside one transaction."""
