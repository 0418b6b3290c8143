"""What a column of a survey seems to be, by rule, with the reason in words.

A proposal is shown before it is believed. Names decide first, because programs and people name
what is theirs in few ways; then what stands in the cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from workbench.importers.answers import Answers, score
from workbench.surveys import ColumnRole, Proposal

LOOKED_AT = 20_000
"""Rows from which roles are proposed; the counts in a preview are of all rows."""
_FEW = 12
"""The most different values of an attribute where each is had by few."""
_STEPS = 11
"""The most steps of a scale, as from 0 to 10."""


@dataclass
class Profile:
    """What stands in a column, as far as it was looked at."""

    rows: int = 0
    answered: int = 0
    values: Counter[str] = field(default_factory=Counter)
    words: int = 0
    longest: int = 0
    example: str = ""

    def see(self, cell: str, answers: Answers) -> None:
        """Look at a cell."""
        self.rows += 1
        if not answers.has(cell):
            return
        bare = cell.strip()
        self.answered += 1
        self.values[bare[:200]] += 1
        self.words += bare.count(" ") + 1
        self.longest = max(self.longest, len(bare))
        self.example = self.example or bare[:80]

    @property
    def distinct(self) -> int:
        """How many different answers."""
        return len(self.values)

    @property
    def mean_words(self) -> float:
        """Words an answer."""
        return self.words / self.answered if self.answered else 0.0

    @property
    def unique(self) -> bool:
        """Whether every row has an answer of its own."""
        return self.answered == self.rows == self.distinct > 0

    def numbers(self) -> list[float] | None:
        """The different numbers, where all answers are numbers, in order; else None."""
        found = []
        for value in self.values:
            number = score(value)
            if number is None:
                return None
            found.append(number)
        return sorted(set(found))

    def share(self, pattern: re.Pattern[str]) -> float:
        """Of the answers, the share that a pattern fits, 0 to 1."""
        fits = sum(times for value, times in self.values.items() if pattern.fullmatch(value))
        return fits / self.answered if self.answered else 0.0


def proposals(
    columns: Sequence[str],
    titles: Sequence[str],
    profiles: Sequence[Profile],
    known: Mapping[str, ColumnRole],
    *,
    by_program: bool = True,
) -> tuple[Proposal, ...]:
    """What each column seems to be; at most one is the id.

    `known` is what the program that wrote the table, or a data dictionary, says of columns;
    `by_program`: a survey program that is known wrote it, so that “score” is its own column.
    """
    found = []
    for column, title, profile in zip(columns, titles, profiles, strict=True):
        own = by_program or column.casefold() not in _ANYBODYS
        role, why = _role(column, title, profile, known.get(column), own=own)
        found.append(_proposal(column, title, profile, role, why))
    return tuple(_with_one_id(found, known))


def _proposal(column: str, title: str, profile: Profile, role: ColumnRole, why: str) -> Proposal:
    numbers = profile.numbers() if role == "score" else None
    least, greatest = (numbers[0], numbers[-1]) if numbers else (None, None)
    counted = (profile.answered, profile.distinct)
    example = "" if role == "personal" else profile.example
    return Proposal(column, title, role, why, *counted, least, greatest, example)


def _role(
    column: str, title: str, profile: Profile, known: ColumnRole | None, *, own: bool
) -> tuple[ColumnRole, str]:
    rules = (_by_kind_of_name, _by_content)
    if own and not known and column.casefold() in _METADATA:
        return "ignore", "the survey program's own column"
    if known and not (known == "text" and profile.numbers() and profile.answered > 1):
        return known, "the program that wrote the table says so"
    for rule in rules:
        if found := rule(column, title, profile):
            return found
    return "ignore", "nothing tells what it is; name its role to keep it"


# ------------------------------------------------------------------ by name

_METADATA = frozenset(
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
    ]
)  # fmt: skip
_ANYBODYS = frozenset(
    [
        *("score", "points", "total points", "status", "progress", "version", "tags", "ending"),
        *("finished", "seed", "response type", "total time", "start time", "start date"),
        *("end date", "gesamtpunktzahl"),
    ]
)
"""Those of them that people call their own columns, too."""
_NAMES = frozenset(
    [
        *("name", "names", "full name", "your name", "first name", "last name", "surname"),
        *("firstname", "lastname", "first_name", "last_name", "vorname", "nachname", "prénom"),
        *("nom", "nom de famille", "nombre", "apellido", "apellidos", "naam", "voornaam"),
        *("achternaam", "nome", "cognome", "sobrenome", "username", "user name", "benutzername"),
        *("dob", "birthday", "externalreference", "externaldatareference", "recipientemail"),
        *("recipientlastname", "recipientfirstname", "ip", "ipaddress", "ipaddr", "phone"),
        *("custom name", "respondent name", "participant name", "student name", "initials"),
    ]
)  # fmt: skip
_PERSONAL = re.compile(
    r"e-?mail|courriel|correo|\bip[ _-]?ad|ip-adresse|ipadd|adresse ip|latitude|longitude"
    r"|(^|[_\W])(phone|telephone|telefon|téléphone|teléfono|handy|mobile( number)?)([_\W\d]|$)"
    r"|date[ _]of[ _]birth|geburtsdatum|geburtstag|birth[ _]?date|date de naissance"
    r"|fecha de nacimiento|first[ _]name|last[ _]name|surname|vorname|nachname|next_of_kin"
    r"|(^|[_\W])(street|postal address|home address|anschrift|zip ?code|postcode|plz)([_\W]|$)"
    r"|social security|passport|signature|unterschrift|matrikelnummer|student number",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bconsent|\beinwillig|\beinverstanden|\bzustimmung|\bconsentement|\bconsentimiento"
    r"|\btoestemming|\bconsenso|\bsamtyck|i agree to (take part|participate)|data protection"
    r"|datenschutz|privacy (policy|notice)|_consent|consent_",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(agree|consent|willing|happy) to (take part|participate|be (recorded|interviewed))"
    r"|(ich )?(stimme|willige) .{0,40}(zu|ein)$|teilnahme an (der|dieser) (studie|befragung)"
    r"|j.accepte de participer|je consens|acepto participar|acconsento|stem ik (toe|in)",
    re.IGNORECASE,
)
"""Consent, where all answer the same few words; else it may be a question about it."""
_IDS = re.compile(
    r"(respondent|response|record|participant|study|subject|person|case|student|survey"
    r"|antwort|teilnehmer|réponse|respuesta|user|patient)?"
    r"[ _.-]*(id|nr\.?|no\.?|n[°º]\.?|number|nummer|numéro|número|code)"
    r"|(lfd|lauf|laufende|fortlaufende)\.? ?(nr\.?|nummer)|fall|fallnummer|fragebogen"
    r"|responseid|token|#|case|respondent|participant|pseudonym|uid|guid|pid|vp|vpn|network id"
    r"|id (de|der|da|di)( la| el| los)? \w+|id risposta|antwoord id|kennung|kürzel"
    r"|code name|id\..*",
    re.IGNORECASE,
)


def _by_kind_of_name(column: str, title: str, profile: Profile) -> tuple[ColumnRole, str] | None:
    name = column.casefold()
    if _is_personal(name, title, profile):
        return "personal", "it may tell who the person is"
    few = profile.distinct <= 3 and profile.mean_words < 8
    asked = f"{column} {title}"
    if _CONSENT.search(column) or (few and (_CONSENT.search(title) or _AGREED.search(asked))):
        return "personal", "consent is no answer"
    if not profile.answered:
        return "ignore", "nobody answered"
    if re.fullmatch(r"column \d+", name) and profile.unique and profile.numbers():
        return "ignore", "it has no name, and only numbers the rows"
    if _IDS.fullmatch(column) and profile.unique and profile.longest <= 60:
        return "id", "its name, and every row has another value"
    return None


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}")
_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]{2,}:[0-9a-f:]+", re.IGNORECASE)


def _is_personal(name: str, title: str, profile: Profile) -> bool:
    if name in _NAMES or profile.share(_EMAIL) > 0.5 or profile.share(_IP) > 0.5:
        return True
    # A question may speak of e-mail without asking for an address.
    short = len(name) <= 40 and profile.mean_words < 4
    asks = short and bool(_PERSONAL.search(name))
    return asks or (len(title) <= 40 and profile.mean_words < 4 and bool(_PERSONAL.search(title)))


# ------------------------------------------------------------------ by content

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ,].*)?"
    r"|\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?"
)
_OPEN = re.compile(
    r"comment|kommentar|commentaire|comentario|opmerking|freetext|free.?text|freitext|feedback"
    r"|suggest|verbesser|remark|anmerkung|notes?$|bemerkung|_text$"
    r"|please (describe|explain|specify)"
    r"|\[other\]|\bother \(|anything else|sonstiges|warum|\bwhy\b|pourquoi|waarom|por qué",
    re.IGNORECASE,
)
_AGREEING = re.compile(
    r"(strongly |totally |somewhat |slightly |completely )?(dis)?agree.*|neither agree.*|neutral"
    r"|never|rarely|seldom|sometimes|often|very often|always|not at all|a little|very much"
    r"|stimme .*|trifft .*|nie|selten|manchmal|oft|immer|(very |fairly )?(dis)?satisfied",
    re.IGNORECASE,
)


def _by_content(column: str, title: str, profile: Profile) -> tuple[ColumnRole, str] | None:
    if profile.share(_DATE) > 0.9:
        return "attribute", "dates or times"
    numbers = profile.numbers()
    if numbers is not None:
        return _numeric(profile, numbers)
    return _worded(column, title, profile)


def _numeric(profile: Profile, numbers: Sequence[float]) -> tuple[ColumnRole, str]:
    whole = all(number == int(number) for number in numbers)
    counts = profile.unique and numbers == list(range(1, profile.rows + 1))
    if counts and profile.rows > 3:
        return "ignore", "it only numbers the rows"
    spread = numbers[-1] - numbers[0] if numbers else 0
    if set(numbers) <= {0, 1}:
        return "attribute", "ticked or not"
    scale = whole and numbers[0] >= -5 and numbers[-1] <= 10 and spread < _STEPS
    labelled = any(not value.lstrip("+-").isdigit() for value in profile.values)
    if scale and labelled and not any("." in value for value in profile.values):
        return "score", "numbers of a scale with words at them"
    if scale and len(numbers) > 2:
        return "score", f"whole numbers in {len(numbers)} steps"
    if scale and len(numbers) == 2 and profile.answered > 5 and numbers[-1] > 2:
        return "score", "whole numbers in few steps"
    return "attribute", "numbers"


def _worded(column: str, title: str, profile: Profile) -> tuple[ColumnRole, str]:
    many = 2 * profile.distinct > profile.answered
    named = bool(_OPEN.search(column) or _OPEN.search(title))
    if all(_AGREEING.fullmatch(value) for value in profile.values):
        return "attribute", f"{profile.distinct} steps of a scale in words"
    if profile.mean_words >= 4 and many:
        return "text", f"{profile.mean_words:.0f} words an answer, and most differ"
    if profile.longest > 200:
        return "text", "long answers"
    if named and many and profile.distinct > 1 and not _codes(profile):
        return "text", "its name asks for words, and most answers differ"
    if named and profile.mean_words >= 2 and many:
        return "text", "its name asks for words"
    if profile.mean_words >= 2 and many and profile.distinct > _FEW:
        return "text", f"{profile.distinct} different short answers"
    if profile.distinct <= _FEW or not many:
        return "attribute", f"{profile.distinct} different short values"
    return "attribute", f"{profile.distinct} different values of about a word"


def _codes(profile: Profile) -> bool:
    return all(len(value) <= 3 for value in islice(profile.values, 100))


def _with_one_id(found: Sequence[Proposal], known: Mapping[str, ColumnRole]) -> Iterator[Proposal]:
    ids = [at for at, one in enumerate(found) if one.role == "id"]
    first = next((at for at in ids if known.get(found[at].column) == "id"), ids[0] if ids else -1)
    for at, one in enumerate(found):
        if one.role != "id" or at == first:
            yield one
        else:
            yield one._replace(role="ignore", why=f"another id beside “{found[first].column}”")
