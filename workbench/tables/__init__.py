"""From findings to tables as papers print them; one file per table."""
