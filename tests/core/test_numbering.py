"""The numbers that a plan gives its indicators: their order in every table, and where they are printed."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.numbering import pieces
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from tests.build import indicator, plan
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
    file.write_text(file.read_text("utf-8").replace("1-10", "1-９"), "utf-8")
    assert "data/indicators/bb.yaml:2:9: warning KPI412 " in run("validate").out


@pytest.mark.usefixtures("folder")
def test_another_number_is_a_change_that_changes_no_result() -> None:
    import shutil

    shutil.copytree("data", "before")
    file = Path("data/indicators/aa.yaml")
    file.write_text(file.read_text("utf-8").replace("1-10", "2-1"), "utf-8")
    assert "1-10 → 2-1" in run("diff", "./before", "./data").out
