"""Which words may be a speaker's name, role or code."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.importers.wordlist import wordlist


def is_speaker(name: str) -> bool:
    """Whether the words alone may be a speaker's name, role or code."""
    return may_be_name(" ".join(name.split()).rstrip(":"))


@lru_cache(maxsize=4_096)  # names recur, and each is asked about in every layout
def may_be_name(name: str) -> bool:
    """Whether it is written as a name, a role or a code is."""
    bare = _DETAILS.sub("", name)
    return may_be_phrase(bare) and (is_code(bare) or is_role(bare) or _is_name(bare))


_DETAILS = re.compile(r"\s*\([^()]{0,40}\)$|\?$")
"""What is told of a speaker in brackets, as in “P1 (female, 23)”, or doubted, as in “M1?”."""


def may_be_phrase(name: str) -> bool:
    """Few words, and none of those that open a sentence or a list of facts."""
    words = name.casefold().split()
    # A part of a text has its number behind it: “Article 2”, “Step 3”.
    part = len(words) == 2 and words[0] in _PARTS and words[1].rstrip(".").isalnum()
    part = part and (words[1][0].isdigit() or set(words[1]) <= set("ivx"))
    return not part and name.casefold().rstrip(".") not in _NO_NAMES and len(words) <= 6


def may_be_displayed(name: str, times: int) -> bool:
    """Whether a meeting program may show somebody so who is named `times` times."""
    if name.casefold() in _NO_NAMES or len(name.split()) > 8 or set(name) & set("?!"):
        return False
    words = [word.strip("().,'’‘-") for word in _IN_BRACKETS.sub("", name).split()]
    lower = [word for word in words if word.islower() and word not in _PARTICLES]
    return not lower or (times > 1 and len(words) == 1) or times > 2


_IN_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]?")


def is_code(name: str) -> bool:
    """P07, B1, S-12: how participants are numbered."""
    return re.fullmatch(r"[A-Z]{1,4}[ -]?\d{1,4}[a-zA-Z]?", name) is not None


_LOWER_CODE = re.compile(r"[a-z]{1,4}-?\d{1,4}[a-z]?")


@lru_cache(maxsize=4_096)
def is_role(name: str) -> bool:
    """Whether a label may be anybody's: “Interviewer”, “Speaker 2”, “Participant B”, “unknown”."""
    bare = re.sub(
        r"[ #._-]*(?:\b(?:n[°ºo]|nr|num)\.?\s*|№\s*)?(?:\d{1,4}|\b[A-Za-z])$", "", name.casefold()
    )
    return bare.rstrip(".") in _ROLES


def _is_name(name: str) -> bool:
    """Every word is written as names are: “Ana”, “José van der Berg”, “Kupor (SL)”, “王芳”."""
    if "," in name or (name.endswith(".") and not _SHORTENED.search(name)):
        return False
    if _LOWER_CODE.fullmatch(name):
        return True
    words = [word.strip("().'’‘-") for word in name.split()]
    if words[0] in _JOINING:
        return False
    return all(_is_name_word(word) for word in words if word)


_SHORTENED = re.compile(r"^[^\W\d_]{1,6}\.$|\b[^\W\d_]\.$")
"""“Bef.”, “J. S.”, “Frau M.”: people write names shorter than they are."""


def _is_name_word(word: str) -> bool:
    return not word[0].islower() or word.casefold() in _PARTICLES


_JOINING = frozenset(["and", "und", "y", "e"])
"""Words within names of two people, with which none begins."""
_PARTICLES = wordlist(
    """
    al, and, bin, da, das, de, del, den, der, di, do, dos, du, e, el, ibn, la, le, ten, ter, und,
    van, von, y, zu
    """
)
_ROLES = wordlist(
    """
    interviewer, interviewee, int, inter, interv, i, moderator, facilitator, host, guest,
    leader, co-leader, researcher, respondent, resp, participant, subject, speaker, new speaker,
    unknown speaker, unidentified speaker, several speakers, student, presenter, doctor, patient,
    nurse, teacher, client, counsellor, therapist, narrator, chair, chairperson, observer,
    focus group participant, proband, probandin, patientin, arzt, ärztin, studentin, studierende,
    studierender, schüler, schülerin, lehrer, lehrerin, expertin, experte, interviewpartner,
    interviewpartnerin,
    étudiant, étudiante, médecin, infirmière, modérateur, modératrice, répondant, répondante,
    estudiante, paciente, médico, médica, encuestado, encuestada, paziente, studente, studentessa,
    интервьюер, респондент, участник, участница, ведущий, модератор, пациент, студент,
    访谈者, 受访者, 采访者, 主持人, 参与者, 被访者, インタビュアー, 参加者, 回答者, 司会,
    interviewerin, interviewte, interviewter, moderatorin, bef, befr, befragte, befragter,
    befragte person, teilnehmer, teilnehmerin, sprecher, sprecherin, leiter, leiterin,
    enquêteur, enquêtrice, intervieweur, intervieweuse, participante, animateur, animatrice,
    entrevistador, entrevistadora, entrevistado, entrevistada, moderadora,
    intervistatore, intervistatrice, intervistato, intervistata, deelnemer, geïnterviewde
    """
)
_NO_NAMES = wordlist(
    """
    for example, for instance, example, examples, eg, e.g, ie, i.e, note, notes, nb, n.b, ps,
    p.s, fyi, ok, okay, tbc, tbd, url, http, https, ftp, mailto, www, date, time, place,
    location, duration, length, recorded, recording, title, subject line, topic, author, source,
    file, page, version, summary, abstract, background, aim, aims, objective, introduction,
    method, methods, results, discussion, conclusion, conclusions, references, keywords,
    attendees, participants, present, speakers, tags, transcript, transcription, transcribed by,
    transcript by, media, break, laughter, laughs, laughing, music, applause, silence, pause,
    long pause, inaudible, crosstalk, episode, aliases, categories, permalink, status, type,
    image, description, slug, layout, lang, language, warning, caution, important, remember,
    first, second, third, finally, also, so, and, but, yes, no, well, now, then, because,
    however, zum beispiel, beispiel, hinweis, datum, ort, par exemple, exemple, remarque, por
    ejemplo, ejemplo, nota, per esempio, esempio, monday, tuesday, wednesday, thursday, friday,
    saturday, sunday, january, february, march, april, may, june, july, august, september,
    october, november, december, positive, negative, strengths, weaknesses, pros, cons,
    ingredients, suggestion, suggestions, theme, category, code, memo, context, goal,
    etc, ca, tel, fig, abb, tab, nr, vol, anm, bsp, ex, cf, vgl, vs, input, output, usage,
    installation, license, morning, afternoon, evening, night, noon, today, tomorrow, yesterday,
    lunch, dinner, breakfast, chorus, refrain, verse, info, warn, error, debug, observation,
    observations, reflection, reflections, show notes, website, links, sponsor, sponsors, symbole,
    legende, legend
    """
)
_PARTS = wordlist(
    """
    article, section, step, verse, chapter, part, table, figure, day, week, phase, session, item,
    rule, task, observation, scene, act, lesson, slide, appendix, clause, paragraph, version, round,
    option, exercise, example, note, theme, unit, module, line, page, artikel, absatz, abschnitt,
    schritt, kapitel, teil, tabelle, abbildung, tag, woche, aufgabe, beispiel, étape, chapitre,
    partie, tableau, jour, artículo, paso, capítulo, parte, tabla, día, articolo, capitolo
    """
)
"""Words that number parts of a text, not people."""
