"""Words for what a file may say, written one after the other with commas between."""

from __future__ import annotations


def wordlist(words: str) -> frozenset[str]:
    r"""The words, or phrases, that stand between commas, wherever lines end.

    >>> sorted(wordlist("name, full\n    name"))
    ['full name', 'name']
    """
    return frozenset(" ".join(word.split()) for word in words.split(","))
