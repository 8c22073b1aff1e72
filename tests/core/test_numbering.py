"""The numbers that a plan gives its indicators: their order in every table, and where they are printed."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.app.data import Data
from dxkpi.app.indicator import IndicatorRequest, explained
from dxkpi.app.problems import UsageProblem
from dxkpi.core.basis.numbering import pieces
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.rules import check
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.build import indicator, plan
from tests.folders import edit
from tests.run import run

PLAN = """\
plan: p
name: 計画
target_year: R5
sections:
  - {id: s, name: 分野}
"""
SEEN = """\
id: {id}
{number}name: {id}の数
plan: p
section: s
unit: 件
direction: monitor
actuals: {{R5: {{value: 3, status: 実績}}}}
{more}"""


def order(*numbered: tuple[str, str | None]) -> list[str]:
    """The ids of indicators in the order of their plan, given with their numbers in the order of their files."""
    own = [DeclaredIndicator(f"{n}.yaml", indicator(id=i, number=no)) for n, (i, no) in enumerate(numbered)]
    return [one.indicator.id for one in Dataset((DeclaredPlan("p.yaml", plan()),), tuple(own)).of_plan("p")]


def test_pieces_count_as_numbers_and_those_without_a_number_come_last_by_id() -> None:
    found = order(("i", "1-10"), ("b", None), ("h", "1-2"), ("a", None), ("g", "1-2-1"), ("f", "2"))
    assert found == ["h", "g", "i", "f", "a", "b"]


def test_the_same_number_is_ordered_by_id() -> None:
    assert order(("b", "1"), ("a", "１")) == ["a", "b"]


@pytest.mark.parametrize(
    "rising",
    [
        ["Ⅰ-1", "Ⅴ-2", "Ⅸ-1", "Ⅹ"],
        ["①", "②", "⑩", "⑪"],
        ["一", "二", "三", "十"],
        ["1(1)", "1(2)", "1(10)"],
        ["3", "A-2", "A-10", "B-1"],
        ["指標1", "指標2", "指標10"],
    ],
)
def test_numbers_of_every_form_rise(rising: list[str]) -> None:
    assert all(pieces(one) < pieces(other) for one, other in pairwise(rising))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.sampled_from(["-", ".", "ー", "－", "・", " "]))
def test_whatever_stands_between_the_pieces_and_their_width_is_no_matter(own: list[int], between: str) -> None:
    narrow = between.join(map(str, own))
    wide = narrow.translate({ord("0") + n: chr(ord("０") + n) for n in range(10)})
    assert pieces(wide) == pieces(narrow) == tuple((False, piece, "") for piece in own)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data of one plan with two indicators, whose numbers go against their ids, and another that shares one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data/targets").mkdir(parents=True)
    (tmp_path / "data/indicators").mkdir()
    (tmp_path / "data/targets/p.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "data/targets/q.yaml").write_text(PLAN.replace("plan: p", "plan: q"), "utf-8")
    shared = "shared: {q: {section: s, number: 7-1}}\n"
    for own, number, more in (("aa", "1-10", shared), ("bb", "1-9", "shared: {q: {section: s}}\n")):
        text = SEEN.format(id=own, number=f"number: {number}\n", more=more)
        (tmp_path / f"data/indicators/{own}.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_list_report_show_explain_and_csv_say_the_number_and_keep_its_order() -> None:
    lines = run("list", "--plan", "p").out.splitlines()
    assert [line.split("|")[1].strip() for line in lines if "の数" in line] == ["1-9 bbの数（bb）", "1-10 aaの数（aa）"]
    report = run("report", "--plan", "p", "--detail").out.splitlines()
    assert [line.split("|")[1].strip() for line in report if "の数" in line] == ["1-9 bbの数", "1-10 aaの数"]
    assert run("show", "aa", "--plan", "p").out.startswith("1-10 aaの数（aa）\n")
    assert run("explain", "aa", "--plan", "p").out.startswith("1-10 aaの数（aa）\n")
    rows = run("list", "--plan", "p", "--format", "csv").raw.decode("utf-8-sig").splitlines()
    column = rows[0].split(",").index("number")
    assert [row.split(",")[column] for row in rows[1:]] == ["1-9", "1-10"]


@pytest.mark.usefixtures("folder")
def test_the_number_belongs_to_one_plan() -> None:
    lines = run("list", "--plan", "q").out.splitlines()
    assert [line.split("|")[1].strip() for line in lines if "の数" in line] == ["7-1 aaの数（aa）", "bbの数（bb）"]


@pytest.mark.usefixtures("folder")
def test_a_number_that_stands_twice_is_a_warning() -> None:
    file = Path("data/indicators/aa.yaml")
    edit(file, "1-10", "1-９")
    assert "data/indicators/bb.yaml:2:9: warning KPI412 " in run("validate").out


@pytest.mark.usefixtures("folder")
def test_another_number_is_a_change_that_changes_no_result() -> None:
    import shutil

    shutil.copytree("data", "before")
    file = Path("data/indicators/aa.yaml")
    edit(file, "1-10", "2-1")
    assert "1-10 → 2-1" in run("diff", "./before", "./data").out


SWAPPED = """\
id: {id}
number: {number}
name: {id}の数
plan: p
section: s
unit: 件
direction: monitor
actuals:
  R2: {{value: 1, status: 実績, reported: 課, known: 2021-05}}
  R3: {{value: 2, status: 実績, reported: 課, known: 2022-05}}
formerly:
  - {{until: R2, number: {then}}}
"""


NUMBERED_PLAN = """\
plan: p
name: 計画
adopted: 2019-09
target_year: R5
sections:
  - {id: s, name: 分野}
"""


def renumbered(**more: str) -> Data:
    """Data of a plan in which two indicators had each other's number up to R2, and a third another one."""
    files = {
        f"indicators/p/{own}.yaml": SWAPPED.format(id=own, number=number, then=then)
        for own, number, then in (("aa", "1-1", "1-2"), ("bb", "1-2", "1-1"), ("cc", "1-3", "9-9"))
    }
    tree = DictTree({"targets/p.yaml": NUMBERED_PLAN} | files | more, label="data")
    return Data(tree, load(tree))


@pytest.mark.parametrize(
    ("number", "year", "found", "remark"),
    [
        ("1-1", None, "aa", ""),
        ("1-1", "R3", "aa", ""),
        (
            "1-1",
            "R2",
            "bb",
            "番号「1-1」は、R2年度の番号により、「bbの数」（bb）とみなした。今は「aaの数」（aa）の番号である",
        ),
        (
            "9-9",
            "R2",
            "cc",
            "番号「9-9」は、R2年度の番号により、「ccの数」（cc）とみなした。今はどの指標の番号でもない",
        ),
        ("1-3", "R2", "cc", "R2年度には、番号「1-3」の指標はない。今の番号により、「ccの数」（cc）とみなした"),
        ("aa", "R2", "aa", ""),
    ],
)
def test_a_number_is_that_of_the_year(number: str, year: str | None, found: str, remark: str) -> None:
    outcome = explained(renumbered(), IndicatorRequest(number, year))
    assert (outcome.explanation.declared.indicator.id, outcome.remark) == (found, remark)


def test_a_number_that_only_earlier_years_had_names_whose_it_was() -> None:
    with pytest.raises(UsageProblem) as said:
        explained(renumbered(), IndicatorRequest("9-9"))
    told = "番号「9-9」の指標は、今はない。R2年度まで「ccの数」（cc）の番号だった。id か名称で言う"
    assert str(said.value) == told


def test_two_with_one_number_in_a_past_year_are_a_warning() -> None:
    alone = SWAPPED.format(id="bb", number="1-2", then="1-2")
    data_files = renumbered(**{"indicators/p/bb.yaml": alone})
    assert [own.message for own in check(data_files.dataset)] == [
        "bb（bbの数）のR2年度までの番号「1-2」は、同じ計画の指標「aa」のR2年度までの番号でもある"
    ]
    assert [*check(renumbered().dataset)] == []


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("of: １-1", "「１-1」は、指標の番号である。id を書く: aa（aaの数）"),
        ("of: ａａの数", "「ａａの数」は、指標の名称である。id を書く: aa（aaの数）"),
        ("of: 7-7", "名称や番号でなく、指標の id（ファイル名から .yaml を除いたもの）を書く"),
        ("actuals_of: 1-2", "「1-2」は、指標の番号である。id を書く: bb（bbの数）"),
        ("of: Aa", "「aa」と書く"),
    ],
)
def test_a_number_in_place_of_an_id_is_answered_with_the_id(written: str, hint: str) -> None:
    text = f"id: dd\nname: 数\nplan: p\nsection: s\nunit: 件\ndirection: monitor\n{written}\n"
    found = renumbered(**{"indicators/p/dd.yaml": text}).findings
    assert [(own.spot.line, own.diagnostic.rule.code, own.diagnostic.hint) for own in found] == [(7, "KPI206", hint)]
    revised = (
        "revisions:\n"
        "  - {date: 2021-05, indicator: 1-2, from: {value: 1}, to: {value: 2}, reason: 見直し, decision: 会議}\n"
    )
    (own, *_) = renumbered(**{"targets/p.yaml": NUMBERED_PLAN + revised}).findings
    assert own.diagnostic.hint == "「1-2」は、指標の番号である。id を書く: bb（bbの数）"
