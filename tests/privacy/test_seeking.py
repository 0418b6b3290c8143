"""Names are found in any dress and exactly where they stand; what is only likely has a doubt."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import NotAsked
from workbench.folding import fold
from workbench.privacy import common, names, parts, patterns, seeking
from workbench.privacy.names import Name, merged, named, numbered
from workbench.privacy.seeking import Seeker
from workbench.privacy.suggestion import Entity


def found(text: str, *originals: str, patterns: bool = False) -> list[tuple[str, str]]:
    """What is found of some names in a text, with the doubt."""
    listed = [named(one, f"Person {n}") for n, one in enumerate(originals, 1)]
    seeker = Seeker(listed, [text])
    return [(text[one.start : one.stop], one.doubt) for one in seeker.seek(text, patterns=patterns)]


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("Then Anna’s brother", "Anna", [("Anna", "")]),
        ("ANNA! James' dog", "James", [("James", "")]),
        ("Frau Schmidt said", "Anna Schmidt", [("Schmidt", "")]),
        ("Schmidt, Anna", "Anna Schmidt", [("Schmidt, Anna", "")]),
        ("Anna M. Schmidt", "Anna Schmidt", [("Anna M. Schmidt", "")]),
        ("Anna, Anna!", "Anna Schmidt", [("Anna", ""), ("Anna", "")]),
        ("with He\u0304mi and Hemi", "Hēmi", [("He\u0304mi", ""), ("Hemi", "")]),
        ("Tāne sat", "Ta\u0304ne", [("Tāne", "")]),
        ("Zoe\u0308 left", "Zoë", [("Zoe\u0308", "")]),
        ("Мы с Иваном и ИВАН", "Иван", [("Иваном", "ending"), ("ИВАН", "")]),
        ("Анна и Аня", "Анна", [("Анна", ""), ("Аня", "short")]),
        ("那天王小明先生来了", "王小明", [("王小明", "")]),
        ("O’Brien came", "O'Brien", [("O’Brien", "")]),
        ("d’Anna", "Anna", [("Anna", "")]),
        ("An\u00adna", "Anna", [("An\u00adna", "")]),
        ("ANNA anna Anna", "Anna", [("ANNA", ""), ("anna", "small"), ("Anna", "")]),
        ("Bill came", "William", [("Bill", "short")]),
        ("Alex came", "Alexander", [("Alex", "short")]),
        ("Kathrin came", "Katrin", [("Kathrin", "misspelt")]),
        ("Ana came", "Anna", [("Ana", "misspelt")]),
        ("Anna-Lena came", "Anna", [("Anna", "joined")]),
        ("Joanna, Annabel2, annals, HannahAnna", "Anna", []),
        ("Die Annalen der Physik", "Anna", []),
        ("Mr Grace. Grace: Yes.", "Grace", [("Grace", ""), ("Grace", "word")]),
        ("Yes.\nGrace: No.\nGrace: I see", "Grace", [("Grace", "")] * 2),
        ("Grace", "Grace", [("Grace", "")]),
        ("Grace will say grace", "Grace", [("Grace", "word"), ("grace", "small")]),
        ("Will you? You will.", "Will", [("Will", "word"), ("will", "small")]),
        ("Will Turner left", "Will Turner", [("Will Turner", "")]),
        ("interview_anna_2.docx", "Anna", [("anna", "small")]),
        ("In May", "May", [("May", "word")]),
        ("call 07700 900123 or 07700  900123", "07700 900123", [("07700 900123", ""),
         ("07700  900123", "")]),
        ("A@B.co, a@b.com", "a@b.co", [("A@B.co", "")]),
        ("It was Berg. Vincent left", "Vincent van der Berg", [("Berg", ""), ("Vincent", "word")]),
        ("Van der Berg said", "Vincent van der Berg", [("Berg", "")]),
        ("Mary Smith Jones", "Mary Smith-Jones", [("Mary Smith Jones", "")]),
        ("O’Neill, Oneil", "Siobhan O'Neill", [("O’Neill", ""), ("Oneil", "misspelt")]),
        ("J. Picard, AnnaSchmidt.docx", "Anna Schmidt", [("AnnaSchmidt", "joined")]),
        ("Jeanluc came", "Jean-Luc Picard", [("Jeanluc", "joined")]),
        ("Lina na Li", "Li Na", [("na Li", "")]),
        ("דוד אמר לדוד", "דוד כהן", [("דוד", ""), ("לדוד", "ending")]),
        ("قال محمد ومحمد", "محمد علي", [("محمد", ""), ("ومحمد", "ending")]),
        ("ΓΙΩΡΓΟΣ, του Γιώργου", "Γιώργος", [("ΓΙΩΡΓΟΣ", ""), ("Γιώργου", "misspelt")]),
        ("Wi\u0304remu and WĪREMU", "Wīremu", [("Wi\u0304remu", ""), ("WĪREMU", "")]),
        ("Jona spoke to jona", "Jonas", [("Jona", "faint"), ("jona", "faint")]),
        ("ask anderson, and kathrin", "Katrin Andersson", [("anderson", "faint"),
         ("kathrin", "faint")]),
        ("Hugo had a huge, huge, huge list", "Hugo", [("Hugo", "")]),
        ("it is well, on the wall", "Will", []),
        ("a mars bar for Mara and Mara", "Mara", [("mars", "faint")] + [("Mara", "")] * 2),
        ("said саша", "Александр", [("саша", "faint")]),
        ("the and or else", "Theodor Anders Elsa", []),
        ("Toivo on. toivo toivo", "Toivo", [("Toivo", "word")] + [("toivo", "small")] * 2),
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_dress(text: str, name: str, there: list[tuple[str, str]]) -> None:
    assert found(text, name) == there


def test_a_surname_of_two_people_is_a_question_and_their_whole_names_are_not() -> None:
    text = "Schmidt met Anna Schmidt and Bert Schmidt."
    listed = [named("Anna Schmidt", "Student 1"), named("Bert Schmidt", "Student 2")]
    told = [
        (text[one.start : one.stop], one.replacement, one.doubt)
        for one in Seeker(listed, [text]).seek(text)
    ]
    assert told == [
        ("Schmidt", "[Student 1]", "shared"),
        ("Anna Schmidt", "[Student 1]", ""),
        ("Bert Schmidt", "[Student 2]", ""),
    ]


def test_the_longest_of_overlapping_suggestions_stands() -> None:
    text = "write to anna.schmidt@uni.example or Anna Schmidt"
    assert found(text, "Anna", "Anna Schmidt", patterns=True) == [
        ("anna.schmidt@uni.example", ""),
        ("Anna Schmidt", ""),
    ]


def test_parts_of_what_is_no_person_are_left_alone() -> None:
    text = "Saint Jude Hospital is not the hospital of Jude."
    seeker = Seeker([named("Saint Jude Hospital", "hospital", "category")], [text])
    assert [text[one.start : one.stop] for one in seeker.seek(text)] == ["Saint Jude Hospital"]


def test_what_was_replaced_is_not_suggested_again() -> None:
    text = "[Marta] spoke, and so did Maria."
    listed = [named("Anna", "Marta"), named("Maria", "Student 2")]
    assert [text[one.start : one.stop] for one in Seeker(listed, [text]).seek(text)] == ["Maria"]


def test_what_a_model_finds_is_a_question() -> None:
    text = "Anna went to Leeds."
    seeker = Seeker([named("Anna", "Student 1")], [text])
    told = seeker.seek(text, [Entity(0, 4, "person"), Entity(13, 18, "place")])
    assert [(one.replacement, one.doubt) for one in told] == [
        ("[Student 1]", ""),
        ("[place]", "guess"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "what"),
    [
        ("mail a.b-c@uni-x.example.org, please", "a.b-c@uni-x.example.org", "e-mail address"),
        ("see https://example.org/a?b=c.", "https://example.org/a?b=c", "web address"),
        ("on facebook.com/anna.s now", "facebook.com/anna.s", "web address"),
        ("follow @anna_s", "@anna_s", "account name"),
        ("call +44 20 7946 0958 now", "+44 20 7946 0958", "phone number"),
        ("call (030) 901820", "(030) 901820", "phone number"),
        ("call 555-123-4567.", "555-123-4567", "phone number"),
        ("at 12 Green Lane, there", "12 Green Lane", "address"),
        ("in der Hauptstraße 12a wohnt", "Hauptstraße 12a", "address"),
        ("au 5 rue de la Paix", "5 rue de la Paix", "address"),
        ("postcode SW1A 1AA", "SW1A 1AA", "address"),
        ("born on 3 March 1984", "3 March 1984", "date of birth"),
        ("DOB: 03/04/1984", "03/04/1984", "date of birth"),
        ("geboren am 3. März 1984", "3. März 1984", "date of birth"),
        ("on 2021-03-04", "2021-03-04", "date"),
        ("MRN 123456", "123456", "record number"),
        ("NHS number 943 476 5919", "943 476 5919", "record number"),
        ("SSN 123-45-6789", "123-45-6789", "record number"),
        ("her NHI is ABC1234", "ABC1234", "record number"),
        ("the NHS number is 9434765919", "9434765919", "record number"),
        ("BSN: 111222333", "111222333", "record number"),
        ("mail anna[at]uni.nl", "anna[at]uni.nl", "e-mail address"),
        ("mail anna (at) uni dot nl", "anna (at) uni dot nl", "e-mail address"),
        ("on Keizersgracht 123", "Keizersgracht 123", "address"),
        ("to PO Box 123", "PO Box 123", "address"),
        ("au 12 rue de la Paix, là", "12 rue de la Paix", "address"),
        ("geboren op 3 mei 1984", "3 mei 1984", "date of birth"),
        ("my birthday is May 3", "May 3", "date of birth"),
        ("born in 1984", "1984", "date of birth"),
    ],
)
def test_patterns_are_found(text: str, words: str, what: str) -> None:
    seen = [(text[one.start : one.stop], one.what) for one in Seeker([], [text]).seek(text)]
    assert seen == [(words, what)]


@pytest.mark.parametrize(
    "text",
    [
        "at 12:30 on page 14",
        "between 1914 and 1918",
        "3.5 of 10, or 35 %",
        "in 2019-2020",
        "case 12 of 30",
        "e.g. this",
        "in 1984, on May 3",
        "pp. 123-145 and version 1.2.3",
        "2,345 people (n=234), 15 mg",
        "look [at] this",
        "I said so. It is.",
    ],
)
def test_plain_numbers_are_left_alone(text: str) -> None:
    assert Seeker([], [text]).seek(text) == []


def test_numbers_with_right_check_digits_are_no_guess() -> None:
    texts = ["it is 9434765919", "it is 9434765918", "it is 123456782", "it is 123456781"]
    assert [Seeker([], [one]).seek(one)[0].doubt for one in texts] == ["", "guess", "", "guess"]


def test_what_is_sure_is_never_hidden_in_a_longer_doubt() -> None:
    assert found("Anna Schmit", "Anna Schmidt") == [("Anna", ""), ("Schmit", "misspelt")]


WORDS = st.sampled_from(
    ["Anna", "anna", "Schmidt", "Annas", "will", "Will", "王小明", "Иван", "He\u0304mi", "hemi",
     "-", ". ", " ", "’s", "\n", "a@b.co", "07700 900123", "x", "[Student 1]", "12 Low Road", "é"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=30).map("".join)
NAMES = (
    named("Anna Schmidt", "Student 1"),
    named("Will", "Student 2"),
    named("Hēmi", "Student 3"),
    named("Иван", "Student 4"),
    named("王小明", "Student 5"),
)


@given(TEXTS)
def test_suggestions_never_overlap_nor_lie_inside_a_word(text: str) -> None:
    told = Seeker(NAMES, [text]).seek(text)
    ends = [0, *(one.stop for one in told)]
    assert all(end <= one.start < one.stop for end, one in zip(ends, told, strict=False))
    for one in told:
        if one.what == "name" and one.original != "王小明":
            beside = text[max(0, one.start - 1) : one.start] + text[one.stop : one.stop + 1]
            assert not any(sign.isalnum() and sign not in "王明" for sign in beside)


@given(TEXTS)
def test_after_replacing_all_there_is_nothing_more_to_replace(text: str) -> None:
    for one in reversed(Seeker(NAMES, [text]).seek(text)):
        text = text[: one.start] + one.replacement + text[one.stop :]
    left = Seeker(NAMES, [text]).seek(text)
    assert [one for one in left if one.what == "name" and not one.doubt] == []


@given(st.sampled_from(["Anna", "Schmidt", "Hēmi", "Иван"]), TEXTS, TEXTS)
def test_a_name_between_spaces_is_always_found(name: str, before: str, after: str) -> None:
    text = f"{before} | {name} | {after}"
    at = len(before) + 3
    told = Seeker(NAMES, [text]).seek(text)
    assert any(one.start <= at and at + len(name) <= one.stop for one in told)


def test_a_hostile_text_is_read_in_linear_time() -> None:
    for text in ("a." * 50_000, "0 " * 50_000, "@" * 50_000, "Anna " * 20_000, "born " * 20_000):
        Seeker(NAMES, [text]).seek(text)


# ------------------------------------------------------------------ names as people give them


def test_a_replacement_stands_in_brackets() -> None:
    assert named("Anna", "Student 3") == Name("Anna", "[Student 3]")
    assert named("St. Mary’s", "[hospital]", "category").replacement == "[hospital]"
    assert named("Leeds", "", "removal") == Name("Leeds", "[…]", "removal")


@pytest.mark.parametrize(
    ("original", "replacement", "kind"),
    [(" ", "x", ""), ("Anna", "a [b]", ""), ("Anna", "", "category"), ("Anna", "x", "alias")],
)
def test_what_cannot_replace_a_name_is_refused(original: str, replacement: str, kind: str) -> None:
    with pytest.raises(NotAsked):
        named(original, replacement, kind)


def test_numbers_go_on_and_names_are_kept_once() -> None:
    assert numbered("Student", ["[Student 1]", "Student 2"]) == "[Student 3]"
    before = Name("Anna", "[Student 1]", case="u1")
    assert merged([before], [Name("anna", "[Student 9]")]) == (
        Name("anna", "[Student 9]", case="u1"),
    )


def test_the_examples_of_the_modules_hold() -> None:
    for module in (names, patterns, common, parts, seeking):
        assert doctest.testmod(module).failed == 0
    assert fold("Hēmi") == "hemi"
