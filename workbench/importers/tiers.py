"""What the tiers of Praat and ELAN hold, by their names: a speaker's words, or something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.importers.wordlist import wordlist


def speaker_of(tier: str) -> str | None:
    """Who speaks on a tier, if its name says so; aligners put the speaker before its kind.

    >>> speaker_of("Ana"), speaker_of("Ana - words"), speaker_of("words")
    ('Ana', 'Ana', None)
    """
    before, _, _ = tier.rpartition(" - ")
    return (before if _kind(tier) in _SPEECH | _OTHERS else tier) or None


def is_speech(tier: str) -> bool:
    """Whether a tier holds words, as far as its name tells.

    >>> is_speech("Ana"), is_speech("Ana - phones"), is_speech("Gestures")
    (True, False, False)
    """
    return _kind(tier) not in _OTHERS


def left_note(called: str, names: Sequence[str]) -> Iterator[str]:
    """A note on tiers that are not read, if there are any; `called`: which they are."""
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"{called}, part of no turn: {', '.join(names[:_SHOWN])}{more}."


_SHOWN = 20
"""Names of tiers that a note tells."""


def _kind(tier: str) -> str:
    return tier.rpartition(" - ")[2].strip('"').casefold()


_SPEECH = wordlist(
    """
    default, utterance, utterances, sentence, sentences, phrase, phrases, text, transcript,
    transcription, orthography, orthographic, ort, ortho, trn, trans, words, word, ort-mau,
    trn-mau, turns, speech, transkript, transkription, wörter, wort, satz, sätze, mots, mot,
    texte, transcripción, texto
    """
)
"""Names that say what was said and not by whom."""
_OTHERS = wordlist(
    """
    phones, phone, phonemes, phoneme, phon, phons, segments, segment, syllables, syllable, syll,
    syl, mau, mas, kan, kan-mau, sounds, tones, tone, tobi, breaks, break, pitch, stress, ipa,
    comments, comment, notes, note, remarks, events, event, noise, noises, pauses, pause,
    gestures, gesture, gaze, translation, translations, gloss, glosses, pos, lemma, topic, topics,
    misc, vad, silences, silence
    """
)
"""Names of tiers of sounds, movements and remarks."""
