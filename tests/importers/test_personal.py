"""Which columns may tell who a person is; what only speaks of names and addresses is kept."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from workbench.importers.answers import Answers
from workbench.importers.personal import is_consent, is_personal
from workbench.importers.profiles import Profile

NAMES = ("Ana Lee", "Ben Ray", "Cy Ott", "Di Poe", "Ed Roe", "Flo Zu")
MAILS = ("a@b.org", "c@d.org", "e@f.de", "g@h.it")
WORDS = ("The pace was good for me", "I liked the groups and cases", "More time for questions")
DAYS = ("2003-08-30", "1934-04-09", "1952-11-02")
TICKS = ("Yes", "No", "Yes", "Yes", "No", "No")
STEPS = tuple("543212")
NUMBERS = ("1234567", "1234599", "1234111")

ASKED = {
    "English": "Name; Your name; Full Name *; What is your name?; 1. Please enter your name",
    "parts of a form": "Contact - Name; Contact [Name]; group/name_enum; details: First name",
    "German": "Vor- und Nachname; Wie heißt du?; Wie lautet Ihr Name?; Ihr Name (optional)",
    "Spanish": "Nombre y apellidos; ¿Cuál es tu nombre?; ¿Cómo te llamas?; Apellidos y nombres",
    "French": "Nom et prénom; Comment vous appelez-vous ?; Nom &amp; Post-nom / Firstname",
    "Portuguese": "Nome completo; Qual é o seu nome?; Sobrenome",
    "Italian": "Nome e cognome; Come ti chiami?",
    "Dutch": "Naam; Hoe heet je?; Achternaam",
    "Nordic": "Vad heter du?; Hva heter du?; Fornavn; Sukunimi",
    "Slavic": "Imię i nazwisko; ФИО; Как вас зовут?; Jméno a příjmení",
    "Turkish": "Ad Soyad",
    "East Asian": "姓名; お名前; 이름",
    "of others": "Participant name; Student's name; Name of your supervisor",
}


def looked_at(cells: Sequence[str]) -> Profile:
    profile, answers = Profile(), Answers()
    for cell in cells:
        profile.see(cell, answers)
    return profile


@pytest.mark.parametrize("language", ASKED)
def test_who_asks_for_a_name_is_known_in_the_column_and_in_the_question(language: str) -> None:
    for asked in ASKED[language].split("; "):
        assert is_personal(asked, "", looked_at(NAMES)), asked
        assert is_personal("Q3", asked, looked_at(NAMES)), asked


@pytest.mark.parametrize(
    ("asked", "cells"),
    [
        ("Address", ("12 High St, Leeds LS1 4AB", "3 Mill Rd, York YO1 7PQ")),
        ("Address line 2", NAMES),
        ("City/Town", NAMES),
        ("Zip/Post Code", ("362245", "560102")),
        ("Straße und Hausnummer", NAMES),
        ("Dirección", NAMES),
        ("dob", DAYS),
        ("What is your date of birth?", DAYS),
        ("Geburtsdatum", ("1.2.1990", "3.4.1985")),
        ("Fecha de nacimiento", DAYS),
        ("Date de naissance", DAYS),
        ("Data urodzenia", DAYS),
        ("дата рождения", DAYS),
        ("Correo electrónico", MAILS),
        ("E-Mail", ("anonymous",) * 6),
        ("NetID", ("nsc49", "tc757")),
        ("Matrikelnummer", NUMBERS),
        ("PROLIFIC_PID", ("5f1", "6a2")),
    ],
)
def test_addresses_birthdays_and_numbers_of_a_person_are_personal(
    asked: str, cells: Sequence[str]
) -> None:
    assert is_personal(asked, "", looked_at(cells))


@pytest.mark.parametrize(
    "cells",
    [
        MAILS,
        ("+49 171 2345678", "+49 171 2345679"),
        ("06 12 34 56 78", "07 12 34 56 79"),
        ("'+919000028675", "'+918000041773"),
        ("192.168.0.1", "2001:db8::1"),
        ("28.0019837 81.6524184 83.12 4.803", "28.0928993 81.6478289 102.1 4.8"),
        ("[28.0019837, 81.6524184]", "[28.0928993, 81.6478289]"),
    ],
)
def test_cells_tell_what_the_name_does_not(cells: Sequence[str]) -> None:
    assert is_personal("Q7", "How can we reach you?", looked_at(cells))


@pytest.mark.parametrize(
    ("asked", "cells"),
    [
        ("What would you name as strengths?", WORDS),
        ("Name two things that helped", WORDS),
        ("Nennen Sie zwei Stärken", WORDS),
        ("How did the speaker address your needs?", WORDS),
        ("How would you describe your telephone consultation?", WORDS),
        ("Comments on the e-mail reminders", WORDS),
        ("Address the gaps you saw", WORDS),
        ("Name of the course", ("Biology", "Anatomy", "Botany")),
        ("What is the name of your favourite course?", ("Biology", "Anatomy", "Botany")),
        ("Nombre del curso", ("Biology", "Anatomy", "Botany")),
        ("Email", tuple("101101")),
        ("email", ("Outlook", "Thunderbird") * 6),
        ("How often do you use: [Emails]", ("Daily", "Seldom", "Never")),
        ("Telephone", ("Daily", "Seldom", "Never")),
        ("Which channels do you use? [Email]", TICKS),
        ("Which channels do you use? - Email", ("Email",) * 4),
        ("How satisfied are you with: [Phone]", STEPS),
        ("Was your name said rightly?", TICKS),
        ("Phone brand", ("Apple", "Samsung", "Nokia")),
        ("Year of birth", ("1990", "1985", "2001")),
        ("Geburtsjahr", ("1990", "1985", "2001")),
        ("Location", ("Campus A", "Campus B")),
        ("Student ID", ("S1", "S2")),
    ],
)
def test_what_only_speaks_of_names_and_addresses_is_not_personal(
    asked: str, cells: Sequence[str]
) -> None:
    assert not is_personal(asked, "", looked_at(cells))
    assert not is_personal("Q3", asked, looked_at(cells))


def test_consent_is_a_few_words_that_all_say_and_a_question_about_it_is_not() -> None:
    for asked in ("consent", "Einwilligung", "Zgoda na udział", "I agree to take part"):
        assert is_consent(asked, "", looked_at(("Yes",) * 4)), asked
    for asked in ("How did you experience the consent process?", "Consent: any thoughts?"):
        assert not is_consent(asked, "", looked_at((*WORDS, "Fine as it was"))), asked
