"""From bytes to text: exactly, or with a question."""

from __future__ import annotations

import pytest

from workbench.errors import FileFault
from workbench.importers import streaming
from workbench.importers.decoding import decode

POLISH = "I: Jak było?\nB1: Było późno, mówię panu, żółw szedł wolniej niż ja. Nie wiedziałem."
HUNGARIAN = "B1: Hosszú volt, három órát vártam és senki sem mondott semmit, őszintén szólva."
RUSSIAN = "И: Как это было?\nР1: Долго. Я ждал три часа, и никто ничего не сказал."
GREEK = "Σ: Πώς ήταν;\nΑ1: Πολύ αργά. Περίμενα τρεις ώρες και κανείς δεν μου είπε τίποτα."
HEBREW = "מראיין: איך היה?\nמשתתף: ארוך מאוד, חיכיתי שלוש שעות ואף אחד לא אמר לי כלום."
ARABIC = "س: كيف كان ذلك؟\nج: كان طويلا جدا، انتظرت ثلاث ساعات ولم يقل لي أحد شيئا."
JAPANESE = (
    "面接者: どうでしたか。\n参加者: 長かったです。三時間も待ったのに、誰も何も言いませんでした。"
)
CHINESE = "访谈者：怎么样？\n参与者：太长了，我等了三个小时，没有人告诉我任何事情。"
KOREAN = "면접자: 어땠어요?\n참가자: 오래 걸렸어요. 세 시간을 기다렸는데 아무도 말해 주지 않았어요."
FRENCH = "I : C’était comment ?\nP1 : Très long, j’ai attendu. Ça m’a énervé, où étiez-vous ?"


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc_kr"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
    ],
)
def test_a_code_page_that_is_clear_is_found_and_told(text: str, page: str) -> None:
    decoded = decode("s.txt", text.encode(page))
    assert decoded.text == text
    assert "if that is wrong, name another" in decoded.notes[0]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (HUNGARIAN, "cp1250"),
        (HUNGARIAN, "iso8859_2"),
        ("B1: Był.", "cp1250"),
        (RUSSIAN, "iso8859_5"),
    ],
)
def test_letters_in_doubt_are_shown_and_asked_about(text: str, page: str) -> None:
    with pytest.raises(FileFault, match=r"letters are in doubt: “.*name its --encoding"):
        decode("s.txt", text.encode(page))
    assert decode("s.txt", text.encode(page), page).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_letters_need_no_mark(encoding: str) -> None:
    text = "Ana: Où est la clé ?\nBen: Là – “ici”.\n"
    assert decode("s.txt", text.encode(encoding)).text == text
    assert decode("s.txt", ("\ufeff" + text).encode(encoding)).text == text


WIDE = [POLISH, RUSSIAN, GREEK, HEBREW, ARABIC, JAPANESE, CHINESE, KOREAN]
WIDE += [
    f"{RUSSIAN}\nAna: And in English too.\n",
    f"Ana: {CHINESE}\nBen: Long – “very” 👩\u200d⚕️.\n",
]


@pytest.mark.parametrize("text", WIDE)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_letters_of_several_scripts_need_no_mark_either(text: str, encoding: str) -> None:
    decoded = decode("s.txt", text.encode(encoding))
    assert decoded == (
        text,
        (f"Read as {encoding.upper()}, though it has no mark; if that is wrong, name another.",),
    )


@pytest.mark.parametrize("text", [*WIDE, "Ana: How was it?\nBen: Long.\n"])
@pytest.mark.parametrize("zero", [" \0", "\0 ", "\n\0", "e\0"])
def test_zeros_in_other_text_do_not_make_it_wide(text: str, zero: str) -> None:
    for shift in ("", "x"):
        stray = shift + text.replace(zero.replace("\0", ""), zero)
        if stray.count("\0") * 4 < len(stray.encode()):
            assert decode("s.txt", stray.encode()).text == stray.replace("\0", "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_what_may_be_wide_is_refused_with_the_encoding_that_it_may_be(encoding: str) -> None:
    damaged = "Ana: Long.\x02\x03\ue123\n".encode(encoding)
    with pytest.raises(FileFault, match=rf"UTF-16 without its mark; try --encoding {encoding}\."):
        decode("s.txt", damaged * 2 + "\ue123\ue124".encode(encoding) * 6)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_large_table_of_wide_letters_needs_no_mark(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_SMALL", 10)
    lines, notes = streaming.streamed("s.csv", f"a,b\n1,{RUSSIAN}\n".encode(encoding))
    assert "".join(lines()) == f"a,b\n1,{RUSSIAN}\n"
    assert notes[0].startswith(f"Read as {encoding.upper()}")


@pytest.mark.parametrize("text", [POLISH, RUSSIAN, GREEK, HEBREW, JAPANESE, CHINESE, FRENCH])
@pytest.mark.parametrize("page", ["cp1250", "cp1251", "cp1253", "cp1255", "cp932", "gb18030"])
def test_what_is_read_without_a_question_is_read_right(text: str, page: str) -> None:
    data = text.encode(page, "ignore")
    if sum(not letter.isascii() for letter in data.decode(page)) < 20:
        return
    try:
        assert decode("s.txt", data).text == data.decode(page)
    except FileFault as fault:
        assert "name its --encoding" in str(fault) or "truncated" in str(fault)  # noqa: PT017
