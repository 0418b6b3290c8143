"""What names of columns, words of questions and single answers tell of a column, in patterns."""

from __future__ import annotations

import re

METADATA = frozenset(
    [
        *("startdate", "enddate", "status", "progress", "duration (in seconds)", "finished"),
        *("recordeddate", "distributionchannel", "userlanguage", "start date", "end date"),
        *("collector id", "collector_id", "date_created", "date_modified", "date created"),
        *("custom data 1", "date submitted", "last page", "start language", "seed", "date started"),
        *("date last action", "referrer url", "submitdate", "lastpage", "startlanguage", "refurl"),
        *("datestamp", "interviewtime", "submitted at", "submit date (utc)", "start date (utc)"),
        *("stage date (utc)", "response type", "ending", "tags", "completion time", "start time"),
        *("startzeit", "fertigstellungszeit", "last modified time"),
        *("zeitpunkt der letzten änderung", "datum laatst gewijzigd"),
        *("responseset", "score", "datum abgeschickt", "letzte seite", "start-sprache"),
        *("datum gestartet", "datum letzte aktivität", "zufallsstartwert", "total time"),
        *("gesamtzeit", "temps total"),
        *("date de soumission", "dernière page", "langue de départ", "totalquestions", "points"),
        *("total points", "quiz feedback", "gesamtpunktzahl", "quizfeedback", "version", "uuid"),
        *("datum verzonden", "laatste pagina", "starttaal", "data di invio", "ultima pagina"),
        *("lingua iniziale", "fecha de envío", "última página", "lenguaje inicial"),
        *("timestamp", "zeitstempel", "horodateur", "marca temporal", "tijdstempel"),
        *("submission date", "date of submission", "response date", "abgabedatum"),
    ]
)  # fmt: skip
ANYBODYS = frozenset(
    [
        *("score", "points", "total points", "status", "progress", "version", "tags", "ending"),
        *("finished", "seed", "response type", "total time", "start time", "start date"),
        *("end date", "gesamtpunktzahl"),
    ]
)
"""Those of them that people call their own columns, too."""
_WHO = (
    r"(respond[ea]nte?|response|record|participante?|study|subject|person|case|student|survey"
    r"|questionnaire|interview|submission|antwort|teilnehmer(in)?|teilnehmende[rn]?|proband(in)?"
    r"|versuchsperson|befragte[rn]?|réponse|respuesta|user|patient(in|e)?|deelnemer|partecipante"
    r"|sujeto?|fragebogen|questionário|cuestionario|client|klient|kunde|risposta|antwoord|code)"
)
_NUMBER = (
    r"(id|nr\.?|no\.?|n[°ºo]\.?|number|nummer|numéro|número|numero|code|código|codice|identifier"
    r"|identifiant|identificador|identificativo|kennung|kürzel|key|token)"
)
IDS = re.compile(
    rf"({_WHO}[ _.-]*)?{_NUMBER}"
    rf"|{_NUMBER}[ _.-]+((de|der|da|di|du|del|della|do|d.)( la| el| los)? ?)?{_WHO}"
    rf"|{_WHO}|(lfd|lauf|laufende|fortlaufende)\.? ?(nr\.?|nummer)|lfdn|lp\.?|№|fall|fallnummer|#"
    r"|pseudonym|uid|uuid|guid|pid|sid|vp|vpn|(vp|tn)[ _.-]?(nr\.?|code|id)|network id"
    r"|id (de|der|da|di)( la| el| los)? \w+|code name|id\..*",
    re.IGNORECASE,
)

INDEX = re.compile(r"column \d+|unnamed: ?\d+(\.\d+)?|\.\.\.\d+|x(\.\d+)?|index|row_?names")
"""What R, pandas and spreadsheets call a column of row numbers, which has no name."""
WHOLE = re.compile(r"\d+(\.0)?")
FILE = re.compile(
    r"\S.*\.(jpe?g|png|heic|gif|pdf|mp[34]|m4a|wav|amr|3gpp?|mov|avi|docx?|xlsx?)", re.I
)
DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ,].*)?"
    r"|\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?"
    r"|([^\W\d_]{3,9}\.? \d{1,2},|\d{1,2}\.? [^\W\d_]{3,9}\.?) \d{4}(,? \d{1,2}:\d{2}.*)?"
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}")
ANSWERED = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})[T ,]+\d{1,2}:\d{2}.*"
    rf"|{EMAIL.pattern}"
)
"""A time of day with its date, or an e-mail address, which is the name of no column."""
OPEN = re.compile(
    r"comment|kommentar|commentaire|comentario|comentário|opmerking|freetext|free.?text|freitext"
    r"|open.?text|feedback|suggest|sugerencia|sugest|verbesser|remark|remarque|anmerkung|notes?$"
    r"|bemerkung|_text$|please (describe|explain|specify|elaborate|tell)|\b(describe|explain)\b"
    r"|beschreib|erläuter|décri|expliqu|describ[ae]|explica|in (one|a few|your own) words?"
    r"|one word|\[other\]|\bother \(|(^| - )other( - text)?$|- other - text$|anything else"
    r"|sonstiges|^andere[rs]?$|^autres?$|^otros?$|^outros?$|^altro$|^anders$"
    r"|warum|\bwhy\b|pourquoi|waarom|por qu[eé]\b|perché",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"\S+\s+\S.*[.!?…]|.{5,}[。！？]", re.DOTALL)
"""An answer of several words that ends as sentences do, which choices seldom do."""
FACTS = re.compile(
    r"(^|[\W_])(age|alter|wie alt|how old|quel âge|âge|edad|idade|leeftijd|età|gender|sex"
    r"|geschlecht|genre|sexe|sexo|género|gênero|geslacht|genere|education|bildung|schulabschluss|abschluss"
    r"|opleiding|marital|familienstand|country|nationality|ethnicity|race|occupation|beruf"
    r"|income|einkommen|revenu|ingresos|semester|studiengang|profession|region)([\W_]|$)",
    re.IGNORECASE,
)
"""Facts about a person, whose answers are numbered without being a scale."""
AGREEING = re.compile(
    r"((strongly|totally|somewhat|slightly|completely) )?(dis)?agree.*|neither agree.*|neutral"
    r"|never|rarely|seldom|sometimes|often|very often|always|not at all|a little|very much"
    r"|stimme .*|trifft .*|nie|selten|manchmal|oft|immer"
    r"|((very|fairly|somewhat|extremely) )?(dis|un)?satisfied|(sehr|eher|völlig)? ?(un)?zufrieden"
    r"|(helemaal |zeer )?(mee )?(on)?eens|neutraal|(mee )?oneens|nooit|soms|vaak|altijd"
    r"|(tout à fait |plutôt |pas du tout |pas )?d.accord|jamais|parfois|souvent|toujours"
    r"|(totalmente |muy |algo )?(de acuerdo|en desacuerdo)|nunca|a veces|siempre",
    re.IGNORECASE,
)
