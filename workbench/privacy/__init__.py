"""Keeping confidence: names in texts, and what else could tell who somebody is.

Pure rules over plain values; nothing here knows a study or a file.
"""
