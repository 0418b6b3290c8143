"""Corrections of a transcript: of words, of turns, and of who spoke when."""
