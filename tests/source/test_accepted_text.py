"""What a data file may look like, and that nothing written in it becomes something else."""

from typing import Any

import pytest

from dxkpi.core.basis.record import Ambiguous
from dxkpi.source.document import read_document
from dxkpi.source.scalars import is_ambiguous, plain
from tests.source.telling import told_of_text

ACCEPTED: list[tuple[str, bytes, Any]] = [
    ("byte order mark", "\ufeffa: あ\n".encode(), {"a": "あ"}),
    ("CRLF", b"a: 1\r\nb:\r\n  c: 2\r\n", {"a": "1", "b": {"c": "2"}}),
    ("CRLF in a block", b"a: |\r\n  x\r\n  y\r\n", {"a": "x\ny\n"}),
    ("no final newline", b"a: 1", {"a": "1"}),
    ("comments anywhere", b"# x\na: 1 # y\n# z\nb: #w\n  - 2 # v\n# u", {"a": "1", "b": ["2"]}),
    ("one marker and one end", b"---\na: 1\n...\n# x\n", {"a": "1"}),
    ("tab after a colon", b"a:\t1\n", {"a": "1"}),
    ("both quotes", b"a: \"x\\\"y\"\nb: 'it''s'\n", {"a": 'x"y', "b": "it's"}),
    ("text in a block", "a: |\n  \u3000字下げ\n  url：x\n  ＃ 一\n".encode(), {"a": "\u3000字下げ\nurl：x\n＃ 一\n"}),
    ("text in quotes over lines", 'a: "x\n  \u3000y\n  b：2"\n'.encode(), {"a": "x \u3000y b：2"}),
    ("text in quotes before another", 'a: ["x\n  ＃ y", z]\n'.encode(), {"a": ["x ＃ y", "z"]}),
    ("text in quotes above another", 'a: "x\n  ＃ y"\nb: z\n  w\n'.encode(), {"a": "x ＃ y", "b": "z w"}),
    ("many small lists", b"a: [" + b"[1], " * 200 + b"]", {"a": [["1"]] * 200}),
    ("20,000 values", b"a: [" + b"10, " * 19_996 + b"2]", None),
    ("full-width signs within a line", "a: 区分：その他 ＃1 － 2\n".encode(), {"a": "区分：その他 ＃1 － 2"}),
    ("signs within a text", "a: Q&A 5*3 重要!\n".encode(), {"a": "Q&A 5*3 重要!"}),
    ("percent behind a number", b"a: 50%\n", {"a": "50%"}),
    ("flow", b"a: {b: [1, 2], c: {d: 3}}\n", {"a": {"b": ["1", "2"], "c": {"d": "3"}}}),
    ("JSON", b'{"a": "1", "b": ["2"]}\n', {"a": "1", "b": ["2"]}),
    ("explicit key", b"? a\n: b\n", {"a": "b"}),
    ("empty value and empty text", b"a:\nb: ''\nc: \"\"\n", {"a": None, "b": "", "c": ""}),
    ("quoted null as a key", b'"null": 1\n"~": 2\n', {"null": "1", "~": "2"}),
    ("joined emoji", "a: 👨\u200d👩\u200d👧\n".encode(), {"a": "👨\u200d👩\u200d👧"}),
    ("variation selectors", "a: 葛\U000e0100飾 ❤\ufe0f\n".encode(), {"a": "葛\U000e0100飾 ❤\ufe0f"}),
    ("decomposed text", "a: か\u3099\n".encode(), {"a": "か\u3099"}),
    ("private characters and compatibility forms", "a: \ue000①㌔ｶﾞ髙𠮷\n".encode(), {"a": "\ue000①㌔ｶﾞ髙𠮷"}),
    ("20 levels", b"a: " + b"[" * 19 + b"]" * 19, None),
]


@pytest.mark.parametrize(("raw", "data"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
def test_kept_as_written(raw: bytes, data: Any) -> None:
    document = read_document("x.yaml", raw)
    assert document.problems == ()
    if data is not None:
        assert document.data == data


TO_SOME_READER_NO_TEXT = [
    *("~", "null", "Null", "NULL", "y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE"),
    *("false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF", "0", "7", "42", "-1", "+1", "010", "08", "007"),
    *("0x1F", "-0xff", "0b1", "0o17", "1_000", "1,000", "1.5", ".5", "5.", "-1.5", "1e3", "1E+3", "1.0e-5", "012025"),
    *("1.10", "12:30", "190:20:30", "12:30:45.5", ".inf", "-.INF", ".NaN", "2021-11-01", "2021-1-1", "=", "<<"),
    *("2021-11-01T00:00:00Z", "2021-11-01 00:00:00 +9"),
]
TEXT_TO_ALL = [
    *(
        "R3",
        "H31",
        "2021-11",
        "時間",
        "km2",
        "1.2.3",
        "年",
        "nO",
        "yEs",
        "Yes!",
        "0件",
        "e3",
        "-a",
        "1-2",
        "10%",
        "12:99",
    ),
    *("v1", "-", "+", "a=b", "約5", "６０００", "6千", "①5", "yesno", "nullable", "0xg", "1/2", "1 2", "@", ""),
]


@pytest.mark.parametrize("written", TO_SOME_READER_NO_TEXT)
def test_silent_conversion_is_marked(written: str) -> None:
    data = read_document("x.yaml", f"a: {written}\nb: '{written}'\n{written}z: 1\n".encode()).data
    assert data is not None
    assert (data["a"], isinstance(data["a"], Ambiguous)) == (written, True)
    assert (data["b"], isinstance(data["b"], Ambiguous)) == (written, False)


@pytest.mark.parametrize("written", TEXT_TO_ALL)
def test_text_is_not_marked(written: str) -> None:
    assert not is_ambiguous(written)
    assert not isinstance(plain(written), Ambiguous)


def test_a_year_is_a_key() -> None:
    data = read_document("x.yaml", b"2021: a\nR3: b\n").data
    assert data == {"2021": "a", "R3": "b"}


ENCODINGS = [
    ("cp932", "1:7 KPI106 文字コードが UTF-8 ではない（Shift_JIS と思われる）"),
    ("euc_jp", "1:7 KPI106 文字コードが UTF-8 ではない（EUC-JP と思われる）"),
    ("iso2022_jp", "1:7 KPI106 文字コードが UTF-8 ではない（ISO-2022-JP（JIS） と思われる）"),
    ("utf-16", "1:1 KPI106 文字コードが UTF-8 ではない（UTF-16 と思われる）"),
]
HINT = "  エディターや Excel の「名前を付けて保存」で、文字コードに UTF-8 を選んで保存し直す"


@pytest.mark.parametrize(("codec", "told"), ENCODINGS)
def test_probable_encoding_is_named(codec: str, told: str) -> None:
    assert told_of_text("name: 千葉県の作業時間\n".encode(codec)) == [told, HINT]


@pytest.mark.parametrize(
    ("codec", "column", "name"),
    [("cp932", 10, "Shift_JIS"), ("euc_jp", 11, "EUC-JP"), ("iso2022_jp", 10, "ISO-2022-JP（JIS）")],
)
def test_another_encoding_is_told_at_its_first_line(codec: str, column: int, name: str) -> None:
    text = "# ascii\r\nid: rpa-hours\r\nname: RPA導入により削減した作業時間\r\nunit: 時間\r\n"
    told = f"3:{column} KPI106 文字コードが UTF-8 ではない（{name} と思われる）"  # 導 is UTF-8, too, in EUC-JP
    assert told_of_text(text.encode(codec)) == [told, HINT]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"a: \xff\x81", "1:4 KPI106 文字コードが UTF-8 ではない"),
        ("達成率: 1\n".encode("iso2022_jp"), "1:1 KPI106 文字コードが UTF-8 ではない（ISO-2022-JP（JIS） と思われる）"),
    ],
)
def test_an_encoding_is_named_only_where_the_bytes_allow_it(raw: bytes, told: str) -> None:
    assert told_of_text(raw) == [told, HINT]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf16_is_told_with_and_without_a_mark(codec: str) -> None:
    told = told_of_text("id: rpa-hours\nunit: hours\n".encode(codec))
    assert told == ["1:1 KPI106 文字コードが UTF-8 ではない（UTF-16 と思われる）", HINT]


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"\xff", "1:1"),
        (b"a: 1\nb: \x80\n", "2:4"),
        ("\ufeffあ: い\n".encode() + b"\xe3\x81", "2:1"),
        (b"a: \xed\xa0\x80", "1:4"),
        (b"a: \xc0\x80", "1:4"),
    ],
)
def test_broken_utf8_is_told_at_its_place(raw: bytes, place: str) -> None:
    assert told_of_text(raw)[0].startswith(f"{place} KPI106 文字コードが UTF-8 ではない")
