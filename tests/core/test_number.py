"""Numbers: what is one, and what is told of everything else."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.number import parse_number, ratio
from dxkpi.core.basis.text import Misspelt


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0.0"),
        ("6000", "6000"),
        ("73.50", "73.50"),
        ("-5", "-5"),
        ("0.000001", "0.000001"),
        ("999999999999999999.999999", "999999999999999999.999999"),
    ],
)
def test_numbers_are_taken_exactly_as_written(text: str, number: str) -> None:
    assert str(parse_number(text)) == number


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("6,000", "「6000」と書く"),
        ("６０００", "「6000」と書く"),
        ("６，０００", "「6000」と書く"),
        ("1_000", "「1000」と書く"),
        ("▲5", "「-5」と書く"),
        ("△5", "「-5」と書く"),
        ("−5", "「-5」と書く"),
        ("－5", "「-5」と書く"),
        ("ー5", "「-5」と書く"),
        ("+5", "「5」と書く"),
        ("007", "「7」と書く"),
        ("5.", "「5」と書く"),
        (".5", "「0.5」と書く"),
        ("1e3", "「1000」と書く"),
        ("1.5E2", "「150」と書く"),
        ("73.5%", "「73.5」と書く。単位は unit に書く"),
        ("７３．５％", "「73.5」と書く。単位は unit に書く"),
        ("12件", "「12」と書く。単位は unit に書く"),
        ("12,345,678", "「12345678」と書く"),
        ("12（見込み）", "「12」と書く。見込・速報などの別は status に書く"),
        (
            "12以上",
            "「12」と書く。値に「以上」などを付けない（目標の「超」「未満」は target の exclusive: true、「程度」は tolerance）",  # noqa: E501
        ),
        ("12?", "「12」と書く。数字のほかの印は消す"),
        (
            "約5",
            "「5」と書く。約であることは、実績値なら approximate: true（dxkpi set では --approximate）を添え、"
            "ほかの値なら note に書く",
        ),
        (
            "約1,000件",
            "「1000」と書く。約であることは、実績値なら approximate: true（dxkpi set では --approximate）を添え、ほかの値なら note に書く、単位は unit に書く",  # noqa: E501
        ),
    ],
)
def test_a_near_miss_is_told_the_right_spelling(text: str, advice: str) -> None:
    with pytest.raises(Misspelt) as caught:
        parse_number(text)
    assert str(caught.value) == f"「{text}」は半角の数値（例 6000、-5、73.5）ではない"
    assert caught.value.advice == advice


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("60万", "万などの位は使わず、数字だけで書く（60万 なら 600000）"),
        ("1.5億円", "億などの位は使わず、数字だけで書く（1.5億 なら 150000000）、単位は unit に書く"),
        (
            "約６千",
            "約であることは、実績値なら approximate: true（dxkpi set では --approximate）を添え、ほかの値なら note に書く、千などの位は使わず、数字だけで書く（6千 なら 6000）",  # noqa: E501
        ),
        ("3割", "割は使わず、% で書く（3割 なら 30）"),
        ("0.65割", "割は使わず、% で書く（0.65割 なら 6.5）"),
        ("60, 70", "数値に「,」は書かない。小数点は「.」。値が二つあるなら、一つだけ書く"),
        ("6,0000", "数値に「,」は書かない。小数点は「.」。値が二つあるなら、一つだけ書く"),
        ("999999999999兆", "単位は unit に書く"),
        ("1234567890123456789", "整数の部分は18桁、小数は6桁までで書く"),
        ("0.1234567", "整数の部分は18桁、小数は6桁までで書く"),
        ("1/3", "ここには分数でなく、割った値を書く（1/3 なら 0.3333、単位が % なら 33.33）"),
        ("9/9", "ここには分数でなく、割った値を書く（9/9 なら 1、単位が % なら 100）"),
        ("99999/100000", "ここには分数でなく、割った値を書く"),
        ("1/99999", "ここには分数でなく、割った値を書く"),
    ],
)
def test_what_the_writer_has_to_decide_is_said_and_not_suggested(text: str, advice: str) -> None:
    with pytest.raises(Misspelt) as caught:
        parse_number(text)
    assert (caught.value.suggestion, caught.value.advice) == (None, advice)


@pytest.mark.parametrize(
    "text", ["", " ", "①5", "10²", "½", "６千", "1/2", "12:30", "0x10", "nan", "inf", "1.2.3", "--5", "1e999", "none"]
)
def test_what_is_not_a_number_is_never_guessed_at(text: str) -> None:
    with pytest.raises(Misspelt) as caught:
        parse_number(text)
    assert caught.value.suggestion is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**17), max_value=10**17))
def test_every_number_of_the_grammar_round_trips(number: Decimal) -> None:
    assert parse_number(format(number, "f")) == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_misspelt_and_a_suggestion_is_a_number(text: str) -> None:
    try:
        parse_number(text)
    except Misspelt as misspelt:
        parse_number(misspelt.suggestion or "0")


def test_a_ratio_is_exact() -> None:
    assert ratio(parse_number("78.3")) == Fraction(783, 10)
    assert ratio(parse_number("-0.000001")) == Fraction(-1, 10**6)
