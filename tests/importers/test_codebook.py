"""A codebook is read as it was written, saved without loss, and refused with its line."""

import contextlib
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FileFault
from workbench.exporters.codebook import format_codebook
from workbench.importers.codebook import parse_codebook
from workbench.terms import Code, Codebook

WHOLE = """\
version: 2
codes:
- name: relation
  kind: category
  exclusive: nominal
  codes:
  - name: containment
    was: [holding, keeping]
    definition: The group bears what the presenter brings.
    use_when: |
      somebody stays with a feeling
      and says so
    do_not_use_when: advice is given
    examples:
    - 'We can sit with that.'
    - "It's: heavy."
    origin: inductive
    colour: "#0072B2"
    key: c
    groups: [strength]
  - name: évite
"""


def test_every_field_is_read() -> None:
    containment = Code(
        name="containment",
        was=("holding", "keeping"),
        definition="The group bears what the presenter brings.",
        use_when="somebody stays with a feeling\nand says so\n",
        do_not_use_when="advice is given",
        examples=("We can sit with that.", "It's: heavy."),
        origin="inductive",
        colour="#0072B2",
        key="c",
        groups=("strength",),
    )
    relation = Code(
        name="relation",
        kind="category",
        exclusive="nominal",
        codes=(containment, Code(name="évite")),
    )
    assert parse_codebook(WHOLE) == Codebook(2, (relation,))


def test_names_are_taken_as_they_were_written() -> None:
    text = "version: 1\ncodes:\n" + "".join(
        f"- name: {name}\n" for name in ["yes", "1.0", "null", "~", "2024-01-01", "on", "0x10"]
    )
    assert [code.name for code in parse_codebook(text).codes] == [
        "yes",
        "1.0",
        "null",
        "~",
        "2024-01-01",
        "on",
        "0x10",
    ]


def test_the_same_name_may_stand_under_two_parents() -> None:
    text = "version: 1\ncodes:\n- name: a\n  codes: [{name: x}]\n- name: b\n  codes: [{name: x}]\n"
    assert [path for path, _ in parse_codebook(text).walk()] == [
        ("a",),
        ("a", "x"),
        ("b",),
        ("b", "x"),
    ]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert parse_codebook("\ufeffversion: 1\r\ncodes:\r\n- name: a\r\n") == Codebook(
        1, (Code("a"),)
    )


def test_a_codebook_without_codes_is_one() -> None:
    assert parse_codebook("version: 3\ncodes:\n") == Codebook(3, ())


@pytest.mark.parametrize(
    ("codes", "path"),
    [
        ("[{name: a}, {name: a}]", "a"),
        ("[{name: a > b}, {name: a>b}]", "a>b"),
        ("[{name: c, codes: [{name: a > b}]}, {name: c > a, codes: [{name: b}]}]", "c > a > b"),
    ],
)
def test_codes_that_are_called_alike_are_refused_also_in_one_line(codes: str, path: str) -> None:
    with pytest.raises(FileFault) as refusal:
        parse_codebook(f"version: 1\ncodes: {codes}\n")
    assert str(refusal.value) == (
        f"The code “{path}” is in the codebook twice, in line 2; rename one or put them together."
    )


def test_a_group_said_twice_is_one_group() -> None:
    (found,) = parse_codebook("version: 1\ncodes: [{name: a, groups: [h, g, h]}]\n").codes
    assert found.groups == ("h", "g")


def code(rest: str) -> str:
    return f"version: 1\ncodes:\n- name: first\n{rest}"


REFUSED = {
    "empty": ("", "The codebook is empty; it needs a “version” and “codes”."),
    "only a comment": ("# nothing\n", "The codebook is empty; it needs a “version” and “codes”."),
    "a list": (
        "- name: a\n",
        "A codebook is written as fields, such as “version: …”; line 1 is not.",
    ),
    "no version": (
        "codes: []\n",
        "The codebook does not say its version; begin it with “version: 1”.",
    ),
    "version in words": (
        "version: two\n",
        "In line 1 of the codebook the version is “two”; write a whole number from 1 on.",
    ),
    "version with a fraction": (
        "version: 1.5\n",
        "In line 1 of the codebook the version is “1.5”; write a whole number from 1 on.",
    ),
    "unknown at the top": (
        "version: 1\ncode: []\n",
        "A codebook has no field “code” (line 2 of the codebook); there are: version, codes.",
    ),
    "unknown in a code": (
        code("  defintion: x\n"),
        (
            "A code has no field “defintion” (line 4 of the codebook); there are: name, kind, was,"
            " definition, use_when, do_not_use_when, examples, origin, colour, key, groups,"
            " exclusive, codes."
        ),
    ),
    "no name": (
        "version: 1\ncodes:\n- definition: x\n",
        "The code in line 3 of the codebook has no name; give it one.",
    ),
    "a name on two lines": (
        'version: 1\ncodes:\n- name: "a\\nb"\n',
        (
            "The name “a\nb” in line 3 of the codebook has a line break, a control character or"
            " spaces at its ends; take them out."
        ),
    ),
    "a code that is a word": (
        "version: 1\ncodes:\n- first\n",
        "A code is written as fields, such as “name: …”; line 3 is not.",
    ),
    "codes that are fields": (
        "version: 1\ncodes:\n  first: x\n",
        (
            "In line 3 of the codebook “codes” is not a list; write “codes: […]” or one line"
            " “- …” for each."
        ),
    ),
    "groups in one text": (
        code("  groups: strength, weakness\n"),
        (
            "In line 4 of the codebook “groups” is not a list; write “groups: […]” or one line"
            " “- …” for each."
        ),
    ),
    "an example with a colon": (
        code("  examples:\n  - she said: no\n"),
        (
            "In line 5 of the codebook “examples” holds a list or fields where it should hold a"
            " text; put the text in quotes."
        ),
    ),
    "a definition that is a list": (
        code("  definition: [pause] then talk\n"),
        (
            "In line 4 the codebook is not YAML (did not find expected key); put a text that"
            " begins with a sign or holds “: ” or “ #” in quotes."
        ),
    ),
    "a definition in brackets": (
        code("  definition: [pause]\n"),
        (
            "In line 4 of the codebook “definition” is one text, not a list or fields; put it in"
            " quotes if it begins with [ or { or holds “: ”."
        ),
    ),
    "a definition with a colon": (
        code("  definition: held: not told\n"),
        (
            "In line 4 the codebook is not YAML (mapping values are not allowed in this"
            " context); put a text that begins with a sign or holds “: ” or “ #” in quotes."
        ),
    ),
    "the same code twice": (
        code("- name: other\n- name: first\n"),
        (
            "The code “first” is in the codebook twice, in lines 3 and 5; rename one or put them"
            " together."
        ),
    ),
    "the same path twice": (
        code("  codes: [{name: x}]\n- name: first > x\n"),
        (
            "The code “first > x” is in the codebook twice, in lines 4 and 5; rename one or put"
            " them together."
        ),
    ),
    "the same letters twice": (
        "version: 1\ncodes:\n- name: caf\u00e9\n- name: cafe\u0301\n",
        (
            "The code “cafe\u0301” is in the codebook twice, in lines 3 and 4; rename one or put"
            " them together."
        ),
    ),
    "the same key twice": (
        code("  key: c\n  codes:\n  - name: second\n    key: c\n"),
        (
            "The codes “first” and “second” (line 6 of the codebook) have the same key “c”;"
            " change one."
        ),
    ),
    "the same field twice": (
        code("  definition: x\n  definition: y\n"),
        "In line 5 of the codebook “definition” is said a second time; keep one.",
    ),
    "a digit as key": (
        code("  key: 1\n"),
        (
            "In line 4 of the codebook “key” is “1”; digits are for recent codes; take a letter"
            " or a sign."
        ),
    ),
    "a word as key": (
        code("  key: ctrl\n"),
        "In line 4 of the codebook “key” is “ctrl”; take one letter or sign.",
    ),
    "a colour by name": (
        code("  colour: blue\n"),
        (
            'In line 4 of the codebook “colour” is “blue”; write it as "#0072B2", six digits'
            " from 0 to"
            " F in quotes."
        ),
    ),
    "a colour without quotes": (
        code("  colour: #0072B2\n"),
        (
            "The colour in line 4 of the codebook is empty; write it in quotes, as in"
            ' "#0072B2", because # alone begins a comment.'
        ),
    ),
    "an unknown kind": (
        code("  kind: theme\n"),
        "In line 4 of the codebook “kind” is “theme”; write code or category.",
    ),
    "exclusive of another sort": (
        code("  kind: category\n  exclusive: yes\n"),
        "In line 5 of the codebook “exclusive” is “yes”; write nominal or ordinal.",
    ),
    "exclusive on a code": (
        code("  exclusive: nominal\n"),
        (
            "In line 4 of the codebook “exclusive” is “nominal”; only a category has it; write"
            " “kind: category” or leave it out."
        ),
    ),
    "an alias": (
        code("  definition: *important\n"),
        (
            "In line 4 of the codebook “*important” is a YAML alias, which a codebook does not"
            " take; write the text out, or put it in quotes if the star belongs to it."
        ),
    ),
    "a tag": (
        code("  definition: !!python/name:os.system x\n"),
        (
            "In line 4 of the codebook “tag:yaml.org,2002:python/name:os.system” is a YAML tag,"
            " which a codebook does not take; leave it out, or put it in quotes if it is text."
        ),
    ),
    "two codebooks": (
        "version: 1\n---\nversion: 2\n",
        "A second codebook begins in line 3; keep each in a file of its own.",
    ),
    "fields as the name of a field": (
        "version: 1\n? {a: b}\n: c\n",
        (
            "In line 2 of the codebook a list or fields stand where the name of a field should;"
            " put a text that begins with [ or { in quotes."
        ),
    ),
    "a control character": (
        code("  definition: a\x07b\n"),
        (
            "The codebook holds a character that YAML does not allow, such as an invisible control;"
            " take it out."
        ),
    ),
    "half a surrogate pair": (
        code("  definition: a\ud800b\n"),
        (
            "The codebook holds a character that YAML does not allow, such as an invisible control;"
            " take it out."
        ),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_said_with_its_line(case: str) -> None:
    text, sentence = REFUSED[case]
    with pytest.raises(FileFault) as refusal:
        parse_codebook(text)
    assert str(refusal.value) == sentence


def test_a_bomb_of_aliases_is_refused_at_its_first() -> None:
    bomb = "version: 1\ncodes:\n- &a [x]\n" + "- &a [*a, *a, *a, *a, *a]\n" * 50
    with pytest.raises(FileFault, match="YAML alias"):
        parse_codebook(bomb)


def test_deep_nesting_is_refused_in_bounded_time() -> None:
    with pytest.raises(FileFault, match="more than 50 levels deep"):
        parse_codebook("version: 1\ncodes: " + "[" * 100_000 + "]" * 100_000)


def test_what_is_saved_reads_like_what_a_person_writes() -> None:
    assert (
        format_codebook(parse_codebook(WHOLE))
        == """\
version: 2
codes:
- name: relation
  kind: category
  exclusive: nominal
  codes:
  - name: containment
    was: [holding, keeping]
    definition: The group bears what the presenter brings.
    use_when: |
      somebody stays with a feeling
      and says so
    do_not_use_when: advice is given
    examples:
    - We can sit with that.
    - 'It''s: heavy.'
    origin: inductive
    colour: '#0072B2'
    key: c
    groups: [strength]
  - name: évite
"""
    )


TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ab #:-'\"\n\t|>&*!%@`"))
)
NAMES = (
    st.text(
        st.one_of(
            st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
            st.sampled_from("ab#:-'\"|&*!"),
        ),
        min_size=1,
    )
    .map(str.strip)
    .filter(lambda name: bool(name) and " > " not in name)
)
COLOURS = st.sampled_from(["", "#0072B2", "#ffffff"])


def codes(below: st.SearchStrategy[tuple[Code, ...]]) -> st.SearchStrategy[tuple[Code, ...]]:
    one = st.builds(
        Code,
        name=NAMES,
        kind=st.just("category"),
        definition=TEXT,
        use_when=TEXT,
        do_not_use_when=TEXT,
        examples=st.lists(TEXT, max_size=2).map(tuple),
        origin=TEXT,
        colour=COLOURS,
        groups=st.lists(TEXT, max_size=2, unique=True).map(tuple),
        exclusive=st.sampled_from([None, "nominal", "ordinal"]),
        was=st.lists(NAMES, max_size=2).map(tuple),
        codes=below,
        uid=st.just(""),
    )
    return st.lists(one, max_size=3, unique_by=lambda code: code.name.casefold()).map(tuple)


CODEBOOKS = st.builds(Codebook, st.integers(1, 999), st.recursive(st.just(()), codes, max_leaves=6))


def said_once(codebook: Codebook) -> bool:
    joined = [unicodedata.normalize("NFC", " > ".join(path)) for path, _ in codebook.walk()]
    paths = [re.sub(r"\s*>\s*", " > ", path) for path in joined]
    return len(set(paths)) == len(paths)


@given(CODEBOOKS.filter(said_once))
def test_saving_and_loading_loses_nothing(codebook: Codebook) -> None:
    assert parse_codebook(format_codebook(codebook)) == codebook


@given(st.text())
def test_any_text_is_a_codebook_or_is_refused_in_a_sentence(text: str) -> None:
    with contextlib.suppress(FileFault):
        assert parse_codebook(f"version: 1\ncodes:\n- {text}").codes
