"""`validate --fix`: what has one right spelling only is put right; what a person must decide stays, byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.outcomes.findings import FixedFile
from dxkpi.source.codes import shape as codes
from dxkpi.source.codes.files import FULL_WIDTH_SIGN
from dxkpi.source.files import DictTree
from dxkpi.source.fix import fix_file
from dxkpi.source.fix_values import FIXES, RULES
from dxkpi.source.loader import read_record

NAME = "data/indicators/p/s/a.yaml"
TEXT = """\
id: a
name: 指標  # 資料の名称
plan: p
section: s
unit: 件
direction: absolute
baseline:
  value: 0
target:
  value: 100
  year: R3
actuals:
  R3:
    value: 50
    status: 実績
    as_of: 2021-12

# 終わり
source: {document: d, page: 1}
"""


def fixed(
    text: str, *, name: str = NAME, rules: frozenset[RuleInfo] = frozenset((*FIXES, *RULES)), tidy: bool = True
) -> FixedFile:
    return fix_file(name, text.encode(), "data", rules.__contains__, tidy=tidy)


def with_slip(right: str, slip: str) -> str:
    assert TEXT.count(right) == 1
    return TEXT.replace(right, slip)


SLIPS = [
    ("value: 100", "value: １００", "100", ["10:10 「１００」を「100」と書く"]),
    ("value: 100", "value: ６，０００．５", "6000.5", ["10:10 「６，０００．５」を「6000.5」と書く"]),
    ("value: 100", "value: 6,000  # 時間", "6000  # 時間", ["10:10 「6,000」を「6000」と書く"]),
    ("value: 100", "value: '1,234,567'", "1234567", ["10:10 「1,234,567」を「1234567」と書く"]),
    ("value: 100", "value: ▲5", "-5", ["10:10 「▲5」を「-5」と書く"]),
    ("value: 100", "value: △ ５．２", "-5.2", ["10:10 「△ ５．２」を「-5.2」と書く"]),
    ("value: 100", "value: −5", "-5", ["10:10 「−5」を「-5」と書く"]),
    ("value: 100", "value: －５", "-5", ["10:10 「－５」を「-5」と書く"]),
    ("value: 100", "value: +5", "5", ["10:10 「+5」を「5」と書く"]),
    ("page: 1", "page: １２", "12", ["19:29 「１２」を「12」と書く"]),
    ("year: R3", "year: r3", "R3", ["11:9 「r3」を「R3」と書く"]),
    ("as_of: 2021-12", "as_of: 2021/12", "2021-12", ["16:12 「2021/12」を「2021-12」と書く"]),
    ("as_of: 2021-12", "as_of: 令和3年12月1日", "2021-12-01", ["16:12 「令和3年12月1日」を「2021-12-01」と書く"]),
    ("unit: 件", "unit: no  # 番号", '"no"  # 番号', ["5:7 「no」を引用符で囲む"]),
    ("unit: 件", "unit: %", '"%"', ["5:7 「%」を引用符で囲む"]),
    ("unit: 件", "unit:  @人 `a`  # 二", ' "@人 `a`"  # 二', ["5:8 「@人 `a`」を引用符で囲む"]),
    ("name: 指標  #", "name: 2021  #", '"2021"  #', ["2:7 「2021」を引用符で囲む"]),
]


@pytest.mark.parametrize(("right", "slip", "written", "told"), SLIPS, ids=[case[1] for case in SLIPS])
def test_a_value(right: str, slip: str, written: str, told: list[str]) -> None:
    done = fixed(with_slip(right, slip))
    key = right.partition(":")[0]
    assert done.after.decode() == with_slip(right, f"{key}: {written}")
    assert [f"{one.spot.line}:{one.spot.column} {one.sentence}" for one in done.fixes] == told
    assert done.left == ()


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("baseline:", "basline:"),
        ("baseline:", "Baseline :"),
        ("actuals:", "actual:"),
        ("target:", "targets:"),
        ("    status:", "    statsu:"),
        ("  R3:", "  r3:"),
        ("unit:", "ｕｎｉｔ:"),
    ],
)
def test_a_key(right: str, slip: str) -> None:
    done = fixed(with_slip(right, slip))
    assert done.after.decode().replace(" :", ":") == TEXT
    wrong = slip.strip(" :")
    assert [one.sentence for one in done.fixes] == [f"キー「{wrong}」を「{right.strip(' :')}」と書く"]


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("value: 100", "value: 約5"),
        ("value: 100", "value: 5件"),
        ("value: 100", "value: 6千"),
        ("value: 100", "value: 73.5%"),
        ("value: 100", "value: 1,5"),
        ("value: 100", "value: 1,0000"),
        ("value: 100", "value: 010"),
        ("value: 100", "value: 1e3"),
        ("value: 100", "value: 1_000"),
        ("value: 100", "value: ーー5"),
        ("value: 100", "value: １２３４５６７８９０１２３４５６７８９"),
        ("value: 100", "value:"),
        ("value: 100", "value: [１]"),
        ("year: R3", "year: 2021年"),
        ("year: R3", "year: H40"),
        ("year: R3", "year: R3.12"),
        ("as_of: 2021-12", "as_of: 2021/111"),
        ("as_of: 2021-12", "as_of: 2021-13"),
        ("unit: 件", "unit: ~"),
        ("unit: 件", "unit: null"),
        ("unit: 件", "unit: 件\nunits: 件"),
        ("unit: 件", "unit: 件\nuni: 件"),
        ("unit: 件", "単位: 件"),
        ("page: 1", "pg: 1"),
        ("unit: 件", "unit: [件"),
        ("unit: 件", "unit: 件: %"),
        ("unit: 件", "unit: @人 #1"),
        ("name: 指標", "名称：指標"),
        ("status: 実績", "status: 実 績"),
        ("id: a", "id: A"),
        ("direction: absolute", "direction: Absolute"),
        ("direction: absolute", "direction: [x]\nbasline: 1"),
    ],
)
def test_what_a_person_must_decide(right: str, slip: str) -> None:
    text = with_slip(right, slip)
    done = fixed(text)
    assert (done.after.decode(), done.fixes, done.left) == (text, (), ())


SIGNS = [
    ("name: 指標  #", "name：指標  #", ["2:5 「：」を半角にする"]),
    ("name: 指標  #", "name ： 　指標  #", ["2:6 「：」を半角にする"]),
    ("baseline:\n", "baseline：\n", ["7:9 「：」を半角にする"]),
    ("    value: 50", "　　value: 50", ["14:1 字下げの空白を半角にする"]),
    ("    value: 50", "　　value：50", ["14:1 字下げの空白を半角にする", "14:8 「：」を半角にする"]),
    ("  value: 100\n  year: R3", "　value: 100\n　year: R3", None),
    ("    value: 50", "\u00a0\u00a0  value: 50", ["14:1 字下げの空白を半角にする"]),
]


@pytest.mark.parametrize(("right", "slip", "told"), SIGNS, ids=[case[1] for case in SIGNS])
def test_a_sign_typed_full_width(right: str, slip: str, told: list[str] | None) -> None:
    done = fixed(with_slip(right, slip))
    assert done.after.decode() == TEXT
    if told is not None:
        assert [f"{one.spot.line}:{one.spot.column} {one.sentence}" for one in done.fixes] == told


def test_signs_of_lists_and_headings() -> None:
    text = (
        with_slip("id: a\n", "＃ 見出し\nid: a\n")
        .replace("absolute", "milestone")
        .replace("  value: 100\n", "  steps:\n    － 一\n    －二\n")
        .replace("    value: 50\n", "    done: [一]\n")
        .replace("unit: 件\n", "")
        .replace("baseline:\n  value: 0\n", "")
    )
    text = text.replace("－二", "－ 二")
    done = fixed(text)
    assert done.after.decode() == text.replace("＃", "#").replace("－", "-")
    assert [one.rule for one in done.fixes] == [FULL_WIDTH_SIGN] * 3


def test_what_is_mended_together() -> None:
    text = with_slip("name: 指標", "name：指標").replace("value: 100", "value: １００").replace("baseline", "basline")
    done = fixed(text)
    assert done.after.decode() == TEXT
    assert [one.rule for one in done.fixes] == [FULL_WIDTH_SIGN, codes.UNKNOWN_KEY, codes.NUMBER]


OPEN = "直しても、ほかの行との関係が決まらないため、直さなかった。この行と周りの字下げを確かめて、手で直す"


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("name: 指標", "name: 指標\n  ＃ 続き"),
        ("name: 指標", "name: 指標\n  － 続き"),
        ("name: 指標", "name: 指標\n  DX：続き"),
        ("name: 指標", "name: 指標\n　　続き"),
        ("name: 指標", "name:\n  DX：推進"),
        ("name: 指標", "name:\n  － 推進"),
        ("name: 指標", "name：指標\n　 x: ["),
        ("page: 1", "page: %1"),
    ],
)
def test_a_sign_that_may_be_part_of_a_text(right: str, slip: str) -> None:
    text = with_slip(right, slip)
    done = fixed(text)
    assert (done.after.decode(), done.fixes) == (text, ())
    assert {one.reason for one in done.left} == {OPEN}


def test_an_indentation_that_can_be_read_in_two_ways() -> None:
    text = "plan: p\nname: 計画\nsections:\n - id: s\n   name: 分野\n   note: x\n　　title: 表題\n"
    done = fixed(text, name="data/targets/p.yaml")
    assert done.after.decode() == text
    assert [one.reason for one in done.left] == [OPEN]


def test_a_mend_that_would_break_something_else_is_not_made() -> None:
    text = with_slip("  R3:\n", "  2021: {value: 1, status: 見込}\n  r3:\n")
    done = fixed(text)
    assert done.after.decode() == text
    assert [(one.spot.line, one.rule, one.reason) for one in done.left] == [
        (14, codes.YEAR, "直すと別の指摘（KPI211）が出るため、直さなかった。周りと合わせて、手で直す")
    ]


def test_a_key_with_a_value_of_the_wrong_shape_stays() -> None:
    text = with_slip("unit: 件", "unit: 件\nnots: [一]")
    done = fixed(text)
    assert done.after.decode() == text
    assert [one.reason for one in done.left] == [
        "直すと別の指摘（KPI207）が出るため、直さなかった。周りと合わせて、手で直す"
    ]


def test_a_contradiction_that_comes_to_light_is_no_reason_against_a_mend() -> None:
    text = with_slip("value: 100", "value: ０")
    assert fixed(text).after.decode() == with_slip("value: 100", "value: 0")


def test_a_plan() -> None:
    text = "plan: p\nname: 計画\ntarget_yaer: R3\nsections:\n  - {id: s, name: 分野, indicators: １２}\n"
    done = fixed(text, name="data/targets/p.yaml")
    assert done.after.decode() == (
        "plan: p\nname: 計画\ntarget_year: R3\nsections:\n  - {id: s, name: 分野, indicators: 12}\n"
    )


def test_a_count_below_zero_is_no_slip_of_spelling() -> None:
    text = "plan: p\nname: 計画\nsections:\n  - {id: s, name: 分野, indicators: -5}\n"
    assert fixed(text, name="data/targets/p.yaml").after.decode() == text


def test_a_file_that_is_full_of_full_width_signs_is_left_alone() -> None:
    text = TEXT + "note: x\n" + "".join(f"k{n}：x\nl{n}: y\n" for n in range(30))
    done = fixed(text)
    assert done.after.decode() == text
    assert {one.reason for one in done.left} == {OPEN}


def test_ends_of_lines() -> None:
    text = (
        '# 注  \nid: a \nname: "一  \n  二"  \nnote: |  \n  三  \n  四\n\nowner: 課\u3000\t\r\nplan: >-\n  五  \n'
        "  六\nunit:  \nx: {a: 1,  \n  b: 2}"
    )
    done = fixed(text)
    assert done.after.decode() == (
        '# 注\nid: a\nname: "一  \n  二"\nnote: |  \n  三  \n  四\n\nowner: 課\u3000\r\nplan: >-\n  五  \n'
        "  六\nunit:\nx: {a: 1,\n  b: 2}\r\n"
    )
    assert [(one.spot.line, one.spot.column, one.sentence) for one in done.fixes] == [
        (1, 4, "行末の空白を消す（6行）"),
        (15, 8, "最後の行を改行で終える"),
    ]
    assert fixed(text, tidy=False).after.decode() == text


@pytest.mark.parametrize("text", ["note: |\n  一", "a: [\n  ", "", "  \n", "id: a\nid: b  \n"])
def test_ends_of_lines_that_mean_something_or_are_not_understood(text: str) -> None:
    assert fixed(text).after.decode() == text


def test_a_mark_of_the_byte_order_and_the_ends_of_lines_stay() -> None:
    slips = with_slip("name: 指標", "name：指標").replace("value: 100", "value: １００")
    done = fixed("\ufeff" + slips.replace("\n", "\r\n"))
    assert done.after.decode() == "\ufeff" + TEXT.replace("\n", "\r\n")


def test_what_is_only_counted_elsewhere_is_mended_too() -> None:
    years = [f"  R{year}:\n    value: {'約8' if year < 9 else '1,000'}\n    status: 実績\n" for year in range(4, 15)]
    text = with_slip("    as_of: 2021-12\n", "".join(years))
    done = fixed(text)
    assert len(done.fixes) == 6
    assert done.after.decode() == text.replace("1,000", "1000")


def test_only_the_rules_that_are_asked_for() -> None:
    slips = with_slip("value: 100", "value: １００").replace("unit: 件", "unit: no")
    assert fixed(slips, rules=frozenset({codes.QUOTES})).after.decode() == slips.replace("no", '"no"')
    sign = with_slip("name: 指標", "name：指標")
    assert fixed(sign, rules=frozenset({codes.QUOTES})).after.decode() == sign


def test_what_no_text_is_stays() -> None:
    raw = "name: 指標 ".encode("cp932")
    assert fix_file(NAME, raw, "data", lambda _: True) == FixedFile(NAME, raw, raw)


def problems(content: bytes) -> set[tuple[str, str]]:
    found = read_record(DictTree({NAME: content}), NAME).diagnostics
    return {(problem.rule.code, problem.message) for problem in found}


WORDS = st.sampled_from(
    ["id", "nmae", "name", "：", ":", "　", " ", "\n", "  ", "－", "＃", "- ", "１", "▲5", "1,000", "no", "r3", '"',
     "'", "{", "}", ",", "|", "#", "target", "value", "\r\n", "direction: absolute\n", "actuals:\n", "件"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map("".join))
def test_nothing_is_mended_twice_and_nothing_gets_worse(more: str) -> None:
    for text in (more, TEXT + more):
        done = fixed(text)
        again = fixed(done.after.decode())
        assert again.after == done.after
        assert again.fixes == ()
        told = {(one.rule.code) for one in done.fixes if one.rule}
        assert not told or problems(text.encode()) != problems(done.after)
