"""Surveys taken into a study: what columns are, which survey it is, and its rows."""
