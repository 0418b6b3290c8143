"""Which columns of a survey tell who a person is, or whether they consent.

What a column asks for stands in its name, or in the last part of it (`Details - Name`,
`Details [Name]`, `group/name`), or in the question. It is believed unless the cells say
otherwise: whoever ticks “E-mail” among ways to be reached gives no address.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from workbench.importers.column_words import EMAIL
from workbench.importers.profiles import Profile
from workbench.importers.scales import scale_of
from workbench.importers.wordlist import wordlist

_SHORT = 8
"""Words; in a longer name or question single words tell nothing of what is asked for."""
_BRIEF = 4
"""Words; who tells their name, number or e-mail uses fewer, on average."""
_LEAST = 6
"""Answers; in fewer, the same one more than once tells nothing."""


def is_personal(name: str, title: str, profile: Profile) -> bool:
    """Whether a column with this name, question and content may tell who a person is."""
    if _tells_by_cells(profile):
        return True
    asked = [*_labels(name), *_labels(title)]
    if _is_ticked(profile, asked):
        return False
    if any(_WHOLE.fullmatch(label) and not _about(label, profile) for label in asked):
        return True
    if profile.mean_words >= _BRIEF:
        return False
    if _ASKING.search(_plain(f"{name} {title}")):
        return True
    return any(_PART.search(label) and not _about(label, profile) for label in asked)


def is_consent(name: str, title: str, profile: Profile) -> bool:
    """Whether a column tells that a person agreed to take part.

    Only where all say the same few words; else it may be a question about consent.
    """
    few = profile.distinct <= 1 or (profile.distinct <= 3 and profile.mean_words < 8)
    return few and bool(_CONSENT.search(f"{name} {title}") or _AGREED.search(f"{name} {title}"))


# ------------------------------------------------------------------ what stands in the cells


def _tells_by_cells(profile: Profile) -> bool:
    """Whether most cells are e-mail addresses, phone numbers, places on the globe or the like."""
    return any(profile.share(pattern) > 0.5 for pattern in (EMAIL, _IP, _PHONE, _PLACE))


def _is_ticked(profile: Profile, asked: Sequence[str]) -> bool:
    """Whether all cells are ticks, yes or no, or steps of a scale, which tell of nobody.

    Some programs tick a choice by repeating it in the cell.
    """
    if not profile.answered:
        return False
    if profile.distinct == 1 and _plain(next(iter(profile.values))) in asked:
        return True
    if all(_TICK.fullmatch(value) for value in profile.values):
        return True
    numbers = profile.numbers()
    return not profile.unique and numbers is not None and scale_of(numbers) is not None


def _is_choice(profile: Profile) -> bool:
    """Whether people chose from a few answers, as one does of ways to be reached."""
    few = profile.distinct > 1 and 3 * profile.distinct <= profile.answered
    return few and profile.answered >= _LEAST


def _about(label: str, profile: Profile) -> bool:
    """Whether a column rather speaks of such a thing than asks for it."""
    if len(label.split()) > _SHORT or _TOPIC.search(label) or profile.share(_YEAR) > 0.9:
        return True
    if profile.distinct > 1 and any(
        words.search(label) and not any(sign.search(value) for value in profile.values)
        for words, sign in _WITHOUT
    ):
        return True
    return _REACHED.fullmatch(label) is not None and _is_choice(profile)


_IP = re.compile(
    r"\d{1,3}(\.\d{1,3}){3}|(?=(.*:){3}|.*::)[0-9a-f:]+(:\d{1,3}(\.\d{1,3}){3})?", re.IGNORECASE
)
_PHONE = re.compile(r"'?(\+|00|\(\d|0\d+[ /-])(?=(?:\D*\d){7,14}\D*)[\d ()/.-]+")
_PLACE = re.compile(r"\[?-?\d{1,2}\.\d{4,},? -?\d{1,3}\.\d{4,}( -?\d[\d.]*){0,2}\]?")
"""Latitude and longitude, perhaps with height and precision, as KoboToolbox writes them."""
_YEAR = re.compile(r"(19|20)\d\d")
_TICK = re.compile(
    r"0|1|x|✓|true|false|yes|no|y|n|ja|nein|nee|oui|non|s[iíì]|sim|não|tak|nie|да|нет"
    r"|checked|unchecked|selected|not selected|quoted|not quoted|gewählt|nicht gewählt"
    r"|wahr|falsch|vrai|faux|verdadero|falso|vero",
    re.IGNORECASE,
)

# ------------------------------------------------------------------ what is asked for


def _labels(name: str) -> Iterator[str]:
    """What may be the label of a field: the whole name, and the last part of it."""
    text = html.unescape(name)
    yield _plain(text)
    for part in re.split(r" [-–—|] |/|>|\. (?=\S+$)|: ", text)[1:]:
        yield _plain(part)
    yield from map(_plain, re.findall(r"\[([^][]+)\]\s*$", text))


def _plain(text: str) -> str:
    """The words in small letters, without signs, numbering and what stands in brackets."""
    words = re.sub(r"\([^()]*\)|\[[^][]*\]", " ", html.unescape(text).casefold())
    words = re.sub(r"(?<=\w)['’](?=\w)", "'", words)
    words = " ".join(re.sub(r"[^\w']+|_", " ", words).split())
    return re.sub(r"^([a-z]?\d+[a-z]?|q \d+) (?=\S)", "", words)


def _any_of(words: str) -> str:
    """A pattern of words, the longest first."""
    return "|".join(sorted(wordlist(words.casefold()), key=lambda word: (-len(word), word)))


_SOMEBODY = _any_of(
    """
    participant, student, patient, respondent, child, parent, mother, father, teacher, tutor,
    supervisor, doctor, employee, user, contact, customer, client, interviewee, interviewer,
    enumerator, enum, head of household, volunteer, member, person, author, guardian, mentor,
    coach, subject, proband, trainee, resident, learner
    """
)
_NAME = _any_of(
    """
    name, names, namen, name and surname, full name, complete name, nom, nom complet,
    nom et prénom, nom et prénoms, nom prénom, prénom et nom, prénom nom, nombre, nombres,
    nombre completo, nombre y apellido, nombre y apellidos, nombres y apellidos, naam,
    volledige naam, voor en achternaam, nome, nome completo, nome e cognome, nome e sobrenome,
    nominativo, namn, fullständigt namn, navn, fulde navn, fullt navn, nimi, koko nimi, imię,
    imie, imię i nazwisko, imie i nazwisko, nazwisko, jméno, jméno a příjmení, meno,
    meno a priezvisko, név, teljes név, ime, ime i prezime, ime in priimek, prezime, nume,
    nume și prenume, ad soyad, adınız soyadınız, adı soyadı, isim, isim soyisim, ονοματεπώνυμο,
    όνομα, имя, имя и фамилия, фамилия, фамилия и имя, фамилия имя отчество, фио, ім'я,
    прізвище та ім'я, піб, 姓名, 名前, お名前, 氏名, 이름, 성명, الاسم, الاسم الكامل, שם, שם מלא,
    họ và tên, nama, nama lengkap, initials, initialen, vor und nachname, vor und zuname,
    first name, firstname, last name, lastname, surname, family name, given name, middle name,
    vorname, nachname, familienname, prénom, nom de famille, apellido, apellidos,
    apellidos y nombre, apellidos y nombres, voornaam, achternaam, cognome, sobrenome, apelido,
    förnamn, efternamn, fornavn, etternavn, etunimi, sukunimi, příjmení, first and last name
    """
)
_WHOSE = _any_of(
    """
    your, my, the, ihr, ihre, dein, deine, mein, votre, ton, su, tu, seu, o seu, teu, uw, je,
    jouw, il tuo, il suo, tuo, suo, din, ditt, deres, twoje, twój, ваше, ваш, ваша
    """
)
_PLEASE = _any_of(
    """
    please enter, please give, please provide, please state, enter, type, provide, bitte, s'il
    vous plaît, por favor
    """
)
_ADDRESS = _any_of(
    """
    address, home address, postal address, mailing address, street address, full address,
    current address, permanent address, residential address, address line, street, street name,
    street and number, house number, anschrift, adresse, straße, strasse, straße und hausnummer,
    adresse postale, rue, dirección, direccion, domicilio, calle, endereço, morada, rua,
    indirizzo, adres, straat, straat en huisnummer, adress, gatuadress, osoite, adresa,
    cím, адрес, адреса, dirección postal, zip, zip code, zip post code, zip postal code,
    postal code, post code, postcode, plz, postleitzahl, code postal, código postal, cep,
    codice postale, postnummer, postinumero, kod pocztowy, city town, 住所, 地址, 주소, alamat,
    gps, gps location, gps coordinates, geolocation, coordinates, geo location, koordinaten,
    latitude, longitude, location latitude, location longitude, locationlatitude,
    locationlongitude
    """
)
_BORN = _any_of(
    """
    date of birth, dob, d o b, birthdate, birth date, birthday, day of birth, born on,
    geburtsdatum, geburtstag, geboren am, date de naissance, né le, née le, fecha de nacimiento,
    data de nascimento, data di nascita, geboortedatum, födelsedatum, fødselsdato, fødselsdag,
    syntymäaika, data urodzenia, datum narození, dátum narodenia, születési dátum,
    datum rođenja, data nașterii, doğum tarihi, дата рождения, дата народження,
    ημερομηνία γέννησης, 生年月日, 出生日期, 생년월일, tanggal lahir, ngày sinh
    """
)
_NUMBERED = _any_of(
    """
    ip, ip address, ipaddr, username, user name, login, screen name, netid, net id, benutzername,
    nom d'utilisateur, usuario, gebruikersnaam, nome utente, externalreference,
    externaldatareference, external data reference, recipientemail, recipientlastname,
    recipientfirstname, custom name, mrn, medical record number, national id, nhs number,
    social security number, ssn, passport number, dni, nif, cpf, codice fiscale, pesel,
    personnummer, cpr nummer, bsn, instagram, facebook, linkedin, twitter, discord, whatsapp,
    telegram, skype, signature, unterschrift, ip adresse
    """
)
_WHOLE = re.compile(
    rf"(({_PLEASE}) )?(({_WHOSE}) )?"
    rf"((({_SOMEBODY})('s|s)? )?({_NAME})( (of )?(the |your )?({_SOMEBODY}))?"
    rf"|({_ADDRESS})( \d)?|({_BORN})|({_NUMBERED})|(e ?)?mail|e ?mail ?adress?e?|email address"
    rf"|phone|telephone|mobile|cell( phone)?|tel|telefon|handy|téléphone|teléfono|telefone"
    rf"|telefono|telefoon|puhelin|телефон|電話番号|电话|전화번호)( here)?( \d)?"
)
"""What a field is called that asks for nothing else."""
_PART = re.compile(
    r"e ?mail|courriel|messagerie|adresse électronique|correo|posta elettronica|sähköposti"
    r"|электронн\w+ почт"
    r"|\bmejl\b|メール|邮箱|이메일"
    r"|\b(phone|telephone|telefon|téléphone|teléfono|telefone|telefono|telefoon|telefonnummer"
    r"|handynummer|handy|celular|mobile number|mobilnummer|mobile phone|cell phone)\d?\b"
    r"|\b(first|last|given|family|middle) ?names?\b|\bsurname|\bforename|\bvorname|\bnachname"
    r"|\bfamilienname|\bprénom|\bnom de famille|\bapellido|\bvoornaam|\bachternaam|\bcognome\b"
    r"|\bsobrenome|\bapelido\b|\bförnamn|\befternamn|\bfornavn|\betternavn|\befternavn"
    r"|\betunimi|\bsukunimi|\bpříjmení|\bsoyad|фамили|\bnext of kin\b"
    rf"|\b({_BORN})\b|\bip ?addr|\bip adresse|\badresse ip|\bdirección ip|\bindirizzo ip"
    r"|\b(home|postal|street|mailing) address\b|\banschrift\b|\bzip ?code|\bpostal code"
    r"|\bpostcode\b|\bpostleitzahl|\bcode postal\b|\bcódigo postal\b"
    r"|\bsocial security|\bpassport|\bmatrikelnummer|\bstudent number\b|\bgps\b"
    r"|\b(latitude|longitude)\b|prolific.{0,3}p?id\b|\b(m ?turk|sona|worker|panelist) ?id\b",
)
"""Words for what tells who somebody is; ids of a panel, too: others know the person by them."""
_REACHED = re.compile(
    r".*\b(e ?mail|mail|courriel|phone|telephone|mobile|cell|telefon|téléphone|teléfono|telefone"
    r"|telefono|telefoon|handy|whatsapp|facebook|instagram|linkedin|twitter|discord|telegram"
    r"|skype|location|address|street)\b.*"
)
"""Ways to reach somebody, of which a question may ask which they use."""
_TOPIC = re.compile(
    r"\b(brands?|models?|types?|usage|uses?|used|hours|often|quality|support|addiction|calls?"
    r"|apps?|provider|contract|marke|nutzung|stunden|system|year|jahr|month|monat)\b"
)
"""What turns a word for a way to be reached, or for a birthday, into the topic of a question."""
_WITHOUT = (
    (re.compile(r"mail|courriel|messagerie|correo|posta elettronica|sähköposti"), re.compile("@")),
    (re.compile(r"phone|telefon|téléphone|teléfono|telefono|handy|mobile|cell"), re.compile(r"\d")),
)
"""Words for what no cell can be without its sign: who is asked how often gives no address."""
_ASKING = re.compile(
    r"\bwhat('s| is| are) (your|the) ((full|first|last|sur|family|given|student's) ?)?names?\b"
    r"(?! of)"
    r"|\bwie (heißt|heisst|heißen|heissen) (du|sie)\b|\bwie (ist|lautet) (ihr|dein)e? name\b"
    r"|\bcomment (vous appelez vous|t'appelles tu|tu t'appelles)\b|\bquel est (votre|ton) nom\b"
    r"|\bcómo (te llamas|se llama usted)\b|\bcuál es (tu|su) nombre\b"
    r"|\bqual (é )?(o )?(seu|teu) nome\b|\bcome ti chiami\b|\bcome si chiama lei\b"
    r"|\bhoe heet (je|u)\b|\bwat is (je|jouw|uw) naam\b|\bjak (masz|się) (na imię|nazywasz)\b"
    r"|\bкак вас зовут\b|\bvad heter du\b|\bhvad hedder du\b|\bhva heter du\b|\bmikä on nimesi\b"
    r"|\bwhen (were you born|is your birthday)\b|\bwhat is your (phone|mobile|cell)\b"
)
_CONSENT = re.compile(
    r"\bconsent|\beinwillig|\beinverstanden|\bzustimmung|\bconsentement|\bconsentimiento"
    r"|\bconsentimento|\btoestemming|\bconsenso|\bsamtyck|\bsamtykke|\bsuostumus|\bzgod[aęy]\b"
    r"|\bсогласие|i agree to (take part|participate)|data protection"
    r"|datenschutz|privacy (policy|notice)|_consent|consent_|(agree|accept).{0,20}\bterms\b"
    r"|\bAGB\b|nutzungsbedingungen|conditions d.utilisation",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(agree|consent|willing|happy) to (take part|participate|be (recorded|interviewed))"
    r"|(ich )?(stimme|willige) .{0,40}(zu|ein)$|teilnahme an (der|dieser) (studie|befragung)"
    r"|(participation|taking part) is (entirely )?voluntary|free(ly)? (to )?withdraw"
    r"|read (and|&) underst(ood|and) the|teilnahme .{0,20}freiwillig"
    r"|participation .{0,20}(volontaire|facultative)|participaci[oó]n .{0,20}voluntaria"
    r"|j.accepte de participer|je consens|acepto participar|acconsento|stem ik (toe|in)",
    re.IGNORECASE,
)
