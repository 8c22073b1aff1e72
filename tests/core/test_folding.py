"""Which texts are one to a reader, and how it is said what tells them apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.text import folded, look_alike
from tests.rules.telling import found, told


@pytest.mark.parametrize(
    ("text", "other", "differing"),
    [
        ("АI活用", "AI活用", "「А」（キリル文字）と「A」（英字）"),
        ("ΑΙ活用", "AI活用", "「Α」（ギリシャ文字）と「A」（英字）"),
        ("A\u0406活用", "AI活用", "「І」（キリル文字）と「I」（英字）"),
        ("ꓮI活用", "AI活用", "「ꓮ」（リス文字）と「A」（英字）"),
        ("Ꭺi活用", "Ａ Ｉ活用", "「Ꭺ」（チェロキー文字）と「A」（英字）"),
        ("窓ロの数", "窓口の数", "「ロ」（カタカナ）と「口」（漢字）"),
        ("ニ一ズの数", "ニーズの数", "「一」（漢字）と「ー」（長音）"),
        ("デ―タの数", "データの数", "「―」（U+2015）と「ー」（長音）"),
        ("デ－タの数", "データの数", "「-」（U+002D）と「ー」（長音）"),
        ("一〜五の数", "一～五の数", "「〜」（U+301C）と「~」（U+007E）"),
        ("葛\U000e0100飾の数", "葛飾の数", "目に見えない文字"),
        ("地図 の数", "地図の数", ""),
        ("ＷＥＢ会議", "web会議", ""),
    ],
)
def test_a_name_that_looks_like_another_is_told_with_what_differs(text: str, other: str, differing: str) -> None:
    assert folded(text) == folded(other)
    assert look_alike(text, other) == differing
    assert told({"name": other}, {"name": text}) == ["KPI408 name"]
    (own,) = found({"name": other}, {"name": text})
    assert own.message == (
        f"「{text}」は、{differing or '全角・半角や空白'}の違いを除くと「{other}」（id: a0）と同じ名前である"
    )


def test_an_owner_that_looks_like_another_is_told_with_what_differs() -> None:
    usual, odd = {"owner": "DX推進課"}, {"owner": "DХ推進課"}
    assert [own.message for own in found(usual, usual, odd)] == [
        "担当「DХ推進課」は、ほかの指標では「DX推進課」と書かれている（「Х」（キリル文字）と「X」（英字）の違い）"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A I", "AL"),
        ("件数", "数件"),
        ("第1期", "第2期"),
        ("ハ", "バ"),
        ("カ", "ガ"),
        ("ω", "w"),
        ("上", "土"),
        ("人", "入"),
    ],
)
def test_what_a_reader_tells_apart_is_not_one(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_again_changes_nothing_that_a_reader_would_see(text: str) -> None:
    assert folded(f" {text}　") == folded(text)
    assert look_alike(text, text) == ""
    assert folded(unicodedata.normalize("NFKC", text)) == folded(text)
