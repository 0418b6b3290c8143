"""Units: spans of the text, inside their turns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

import pytest
import spacy
import spacy.lang
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import NameUnknown, NotAsked
from workbench.segmenters import SEGMENTERS, describe, segment, unpunctuated
from workbench.terms import Segmentation, Span


def cut(text: str, unit: str = "sentence", lang: str = "en") -> list[str]:
    """The units of a text that is one turn."""
    (units,) = segment(text, [Span(0, len(text))], Segmentation(unit, lang))
    return [text[unit.start : unit.stop] for unit in units]


def test_a_turn_is_a_unit_without_the_space_around_it() -> None:
    assert cut(" Yes.\n\nNo. \n", "turn") == ["Yes.\n\nNo."]
    assert cut(" \n", "turn") == []


def test_blank_lines_part_paragraphs() -> None:
    assert cut("One.\nStill one.\n \nTwo.\n\n\nThree.", "paragraph") == [
        "One.\nStill one.",
        "Two.",
        "Three.",
    ]


def words(text: str, count: int) -> list[str]:
    (units,) = segment(text, [Span(0, len(text))], Segmentation("words", words=count))
    return [text[unit.start : unit.stop] for unit in units]


def test_a_fixed_number_of_words_is_a_unit_and_the_rest_another() -> None:
    assert words("I was so angry.  Then\nhe left.", 3) == ["I was so", "angry.  Then\nhe", "left."]
    assert words("Yes.", 3) == ["Yes."]
    assert len(words("one " * 120, 50)) == 3
    with pytest.raises(NotAsked, match="at least one word"):
        words("Yes.", 0)


def test_words_are_counted_by_signs_where_nothing_parts_them() -> None:
    assert words("我很生气。他走了。", 4) == ["我很生气。", "他走了。"]
    assert words("ฉันโกรธมาก", 3) == ["ฉันโ", "กรธ", "มาก"]
    assert words("very 很 angry", 2) == ["very 很", "angry"]


def test_units_of_words_stay_in_their_turns() -> None:
    text = "one two three\nfour five"
    turns = [Span(0, 13), Span(14, 23)]
    assert segment(text, turns, Segmentation("words", words=2)) == [
        [Span(0, 7), Span(8, 13)],
        [Span(14, 23)],
    ]


def test_the_whole_stands_with_the_first_turn() -> None:
    text = "Ana: Hi. Ben: Ho."
    assert segment(text, [Span(5, 8), Span(14, 17)], Segmentation("whole")) == [[Span(5, 17)], []]


def test_without_capitals_speech_that_breaks_off_begins_a_sentence() -> None:
    assert cut("so i went to — oh that's me.") == ["so i went to —", "oh that's me."]
    for on in ("did you — did you go?", "my aunt — who was ill — and i came.", "we left —"):
        assert cut(on) == [on]
    assert cut("So I went to — oh that's me.") == ["So I went to — oh that's me."]


def test_an_abbreviation_last_in_brackets_ends_no_sentence() -> None:
    assert cut("the news (bbc etc.) were good. so we left.") == [
        "the news (bbc etc.) were good.",
        "so we left.",
    ]
    assert cut("we left (it was late.) they stayed.") == ["we left (it was late.)", "they stayed."]


def test_sentences_end_inside_their_turn() -> None:
    text = "I was\nlate. Sorry"
    turns = [Span(0, 5), Span(6, 17)]
    assert segment(text, turns, Segmentation("sentence")) == [
        [Span(0, 5)],
        [Span(6, 11), Span(12, 17)],
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ["I was late.", "Really?!", "Yes!!", "No."],
        ["Dr. Smith saw me.", "Mrs. J. Doe did too."],
        ["He said “Go home.”", "So I did.", "(I was tired.)", "Then I slept."],
        ["it was late.", "nobody came.", "why?", "no idea."],
        ["I waited... and waited.", "Then I left."],
        ["“Why?” he asked.", "I did not know."],
        ["At 3.30 p.m. we met.", "It cost $2.50 each."],
        ["See www.example.org for it.", "Or e.g. the other."],
        ["First paragraph without an end", "Second one."],
        ["I was supposed to —", "Did you wash?", "I — I did — yes."],
        ["It was great! :)", "We left 👍.", "Bye."],
        ["He lives in the U.S. Army barracks.", "He left the U.S.", "The end."],
        ["Mario J. Lucero came, No. 5 of them.", "Vitamin C.", "But why?"],
        ["The news (BBC etc.) were kind.", "Well . . . they were."],
        ["it was 4 p.m. sharp.", "mario j. lucero knew."],
    ],
)
def test_sentences_are_found(sentences: list[str]) -> None:
    gap = "\n\n" if sentences[0].endswith("end") else " "
    assert cut(gap.join(sentences)) == sentences


def test_a_forgotten_space_parts_sentences_but_not_addresses() -> None:
    assert cut("It was late.We left...I slept!Really?yes") == [
        *("It was late.", "We left...", "I slept!", "Really?", "yes"),
    ]
    for one in ("www.Example.Com", "https://a.org/why?Because", "me.You@example.org", "v.Chr"):
        assert cut(one) == [one]


def test_a_number_at_the_beginning_of_a_line_ends_no_sentence() -> None:
    assert cut("1. Waiting times.\n2. Staff. I was 30. Then I was 31.") == [
        *("1. Waiting times.", "2. Staff.", "I was 30.", "Then I was 31."),
    ]


def test_a_line_end_within_a_sentence_does_not_end_it() -> None:
    assert cut("I was so\nlate. Sorry.") == ["I was so\nlate.", "Sorry."]


def test_abbreviations_and_ordinals_come_from_the_language() -> None:
    sentences = ["Es kamen z.B. Menschen aus Bonn.", "Am 3. Mai kam Dr. Weiß.", "Ich war 30."]
    assert cut(" ".join([*sentences, "Ich ging."]), lang="de") == [*sentences, "Ich ging."]
    assert cut("La Sra. Ruiz vino. Sí.", lang="es") == ["La Sra. Ruiz vino.", "Sí."]


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("de", ["Es regnete, z. B. gestern, d. h. am 12. Juni.", "Wir waren 12.", "Dann nicht."]),
        ("de", ["Das steht auf S. 23 f. bei Dr. med. Ott.", "„Warum?“", "»Darum.«", "Na ja."]),
        ("de", ["i. d. R. ist es z. t. falsch.", "das war alles."]),
        ("fr", ["« Pourquoi ? » demanda-t-elle.", "Il a dit : « Je viens. »", "C’est tout !"]),
        ("fr", ["M. Roux et Mme. Petit sont là.", "Il est 15 h. env. chez nous."]),
        ("es", ["¿Quién?", "¡Nadie!", "Vino a las 3 p. m. y se fue a EE. UU. con la Sra. Gil."]),
        ("es", ["«¿Por qué?», preguntó.", "No sé… creo que sí."]),
        ("it", ["Sono l'Avv. Costa e lei è la Dott. Riva.", "Perché?", "Ecco, ad es. RAM."]),
        ("pt", ["A Dra. Lima saiu… talvez às 15.", "Por quê?"]),
        ("nl", ["Dat is bijv. voor mevr. Bos.", "...en toen was het stil."]),
        ("da", ["Født d. 3. maj i Skt. Hans Gade.", "Hvorfor?"]),
        ("sv", ["Vi kom t.ex. hit kl. 15.", "Varför då?"]),
        ("fi", ["Se alkoi 7. toukokuuta, ks. esim. sivu 3.", "Miksi?"]),
        ("pl", ["To jest np. dobre, o godz. 10 na ul. Długiej.", "Dlaczego?"]),
        ("cs", ["Bydlím v Praze 6.", "Od 3. května, např. tam atd.", "Proč?"]),
        ("hu", ["1990. május 3. óta él itt, pl. nyáron.", "Miért?"]),
        ("tr", ["Saat 10.30'da geldi.", "Neden?", "Bilmiyorum..."]),
        ("ru", ["А. И. Лис живёт в г. Томск.", "«Где?» — спросил он.", "Дом — Мой."]),
        ("uk", ["Він у м. Київ з 10 год. ранку.", "Чому?"]),
        ("el", ["Πού είναι ο Δρ. Νίκου;", "Δεν ξέρω.", "«Έλα.»", "Ναι;"]),
        ("hy", ["Ո՞ւր ես գնում:", "Տուն։", "Լավ:"]),
        ("ar", ["أين ذهبت؟", "إلى د. سامي.", "نعم."]),
        ("ur", ["تم کہاں ہو؟", "گھر میں۔", "اچھا۔"]),
        ("hi", ["वह यू.के. गया।", "डॉ. राव आए।", "क्यों?", "यह सच है.", "बस।"]),
        ("bn", ["তুমি কে?", "আমি মিনা।"]),
        ("am", ["የት ነህ፧", "ቤት ነኝ።", "እሺ።"]),
        ("km", ["ខ្ញុំទៅ។", "គាត់មក។"]),
        ("my", ["ဘယ်လဲ။", "အိမ်။"]),
        ("vi", ["Tôi ở TP. Huế.", "Vì sao?"]),
        ("ko", ["어디 가요?", "집에 가요."]),
        ("he", ["לאן?", "הביתה."]),
        ("th", ["ผมหิว"]),
    ],
)
def test_sentences_of_many_languages_are_found(lang: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), lang=lang) == sentences


def test_what_is_quoted_or_named_in_chinese_and_japanese_ends_no_sentence() -> None:
    sentences = ["「もうだめだ。」と思った。", "本当に！？", "３．５％です。"]
    assert cut("".join(sentences), lang="ja") == sentences
    sentences = ["他说：“好。”", "你看过《来吧！小猫》吗？", "没有。"]
    assert cut("".join(sentences), lang="zh") == sentences


def test_a_pause_after_a_word_ends_no_sentence_and_after_a_clause_does() -> None:
    assert cut("Well… José left. So... Maria did.") == ["Well… José left.", "So... Maria did."]
    assert cut("I would... I mean, no.") == ["I would... I mean, no."]
    sentences = ["They have only just released it...", "I think so.", "No...", "We did not."]
    assert cut(" ".join(sentences)) == sentences


def test_what_was_noted_in_brackets_is_no_sentence() -> None:
    assert cut("So we left. [laughs] Then I slept.") == ["So we left.", "[laughs] Then I slept."]
    assert cut("That was all. [laughter]") == ["That was all. [laughter]"]
    assert cut("Bye.\n( outro music )") == ["Bye.\n( outro music )"]
    assert cut("Bye. (I was tired.)") == ["Bye.", "(I was tired.)"]
    assert cut("[laughter]") == ["[laughter]"]
    assert cut("It “used [...] Stairs” (?) Indeed.") == ["It “used [...] Stairs” (?) Indeed."]


def test_a_dash_breaks_speech_off_in_english_only() -> None:
    assert cut("I went to — Oh dear.") == ["I went to —", "Oh dear."]
    assert cut("Das ist — Gott sei Dank — vorbei.", lang="de") == [
        "Das ist — Gott sei Dank — vorbei."
    ]


@pytest.mark.parametrize("lang", ["ja", "zh", "th", "ko", "vi", "mi", "eng"])
def test_every_language_can_be_cut_without_more_packages(lang: str) -> None:
    sentences = ["今日は雨です。", "「明日は？」", "はい。"]
    assert cut("".join(sentences), lang=lang) == sentences


def test_a_language_that_spacy_has_not_is_cut_as_any_language_and_says_so() -> None:
    described = describe(Segmentation("sentence", "mi"))
    assert (described["lang"], described["asked_lang"]) == ("xx", "mi")
    assert set(describe(Segmentation("sentence"))) == {"unit", "version", "spacy", "lang"}
    assert describe(Segmentation("turn")) == {"unit": "turn", "version": "1"}


def test_turns_without_punctuation_are_counted() -> None:
    assert unpunctuated("yes i did\nNo.\n好。", [Span(0, 9), Span(10, 13), Span(14, 16)]) == 1


def test_wrong_names_are_refused() -> None:
    with pytest.raises(NameUnknown, match="no kind of unit “word”; there are: turn, sentence"):
        cut("Yes.", "word")
    with pytest.raises(NameUnknown, match="“English” is no language code"):
        cut("Yes.", lang="English")
    with pytest.raises(NameUnknown, match="python -m spacy download en_core_web_sm"):
        segment("Yes.", [Span(0, 4)], Segmentation("sentence", model="en_core_web_sm"))


def test_a_trained_pipeline_cuts_when_it_is_asked_for(tmp_path: Path) -> None:
    pipeline = spacy.blank("en")
    pipeline.to_disk(tmp_path / "none")
    pipeline.add_pipe("sentencizer")
    pipeline.to_disk(tmp_path / "cuts")
    text = "He went. No" + "!" * 20_000 + " Yes. " + "No. " * 20_000
    asked = Segmentation("sentence", model=str(tmp_path / "cuts"))
    (units,) = segment(text, [Span(0, len(text))], asked)
    found = [text[unit.start : unit.stop] for unit in units]
    assert found == ["He went.", "No" + "!" * 20_000, "Yes.", *["No."] * 20_000]
    assert describe(asked)["model"] == str(tmp_path / "cuts")
    with pytest.raises(NameUnknown, match="finds no sentences"):
        segment(text, [Span(0, 4)], Segmentation("sentence", model=str(tmp_path / "none")))


def test_naming_the_segmenters_does_not_import_spacy() -> None:
    script = (
        "import sys, workbench.importers, workbench.segmenters as s;"
        "from workbench.terms import Segmentation, Span;"
        "s.segment('Yes.', [Span(0, 4)], Segmentation('turn'));"
        "sys.exit(' '.join({'spacy', 'numpy', 'openpyxl'} & set(sys.modules)) or None)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (0, "")


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.text(
    st.sampled_from("aA1 .!?…。\n\"')(éé👩\u200d⚕️\u2028\xa0"), max_size=80
)


@given(st.data(), st.sampled_from(sorted(SEGMENTERS)))
@settings(deadline=None)
def test_units_lie_in_order_inside_their_turns_and_lose_nothing(
    data: st.DataObject, unit: str
) -> None:
    text = data.draw(_TEXT)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    turns = [Span(*pair) for pair in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    units = segment(text, turns, Segmentation(unit))
    assert len(units) == len(turns)
    if unit == "whole":
        turns = [Span(0, len(text)), *turns[1:]]
    for turn, found in zip(turns, units, strict=True):
        at = turn.start
        for span in found:
            words = text[span.start : span.stop]
            assert at <= span.start < span.stop <= turn.stop
            assert words == words.strip()
            assert not text[at : span.start].strip()
            at = span.stop
        assert unit == "whole" or not text[at : turn.stop].strip()


LANGUAGES = sorted(one.name for one in iter_modules(spacy.lang.__path__) if len(one.name) <= 3)
_EVERYWHERE = st.text(
    st.sampled_from("aÄж 。.!?…;:։؟।།។፧\n\"'«»“”„)([—–-1１．é👩\u200d\u0301यू中とไ؛ع")
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_that_spacy_names_can_be_cut(lang: str) -> None:
    assert cut("Ona? 3. Ne… A. B.", lang=lang)[0] == "Ona?"


@given(_EVERYWHERE, st.sampled_from(["en", "de", "el", "hy", "fr", "ja", "ar", "hi", "th", "xx"]))
@settings(deadline=None)
def test_sentences_of_a_turn_hold_all_of_it_in_any_language(text: str, lang: str) -> None:
    assert "".join("".join(cut(text, lang=lang)).split()) == "".join(text.split())
