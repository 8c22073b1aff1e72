"""A year that was published, once its plan has taken other ratings, another method and a later target year."""

import re
import shutil
from pathlib import Path

import pytest

from tests.folders import edit
from tests.rules.test_rules import BASE
from tests.run import run

PLAN, HOURS, MAPS = (
    Path("data") / name
    for name in ("targets/plan-a.yaml", "indicators/plan-a/one/hours.yaml", "indicators/plan-a/one/maps.yaml")
)
BEFORE = """\
target_year: R3
method:
  formula: distance
  against: target
ratings:
  - {id: achieved, label: "100%", group: 達成, at_least: 100}
  - {id: from60, label: 60%以上100%未満, group: 未達成, at_least: 60}
  - {id: below60, label: 60%未満, group: 未達成}
"""
AFTER = """\
target_year: R5
method:
  formula: ratio_mirrored
  against: target
  rounding: {digits: 3}
ratings:
  - {id: met, label: 届いた, group: 届いた, at_least: 100}
  - {id: below60, label: 届かない, group: 届かない}
"""


@pytest.fixture(autouse=True)
def _published_and_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R2: 削減時間 1,500時間 of 6,000 (25 %), 地図の数 110 of 100 from 40 in H30 (7/6)."""
    shutil.copytree(BASE, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    shutil.rmtree("data/published")
    edit(HOURS, "  R3:\n    value: 5445\n", "  R2:\n    value: 1500\n")
    edit(HOURS, "assumed:\n  baseline: 資料に記載がない\n", "")
    edit(HOURS, "unmet:\n  R3:\n    cause: covid\n", "")
    edit(MAPS, "baseline:\n  value: 0\n", "baseline:\n  value: 40\n")
    edit(MAPS, "  R3:\n    value: 100\n", "  R2:\n    value: 110\n")
    ending = run("publish", "--year", "R2", "--date", "2022-03-14")
    assert (ending.code, ending.err) == (0, "")
    edit(PLAN, BEFORE, AFTER)
    assert run("validate").out == "指摘なし（4ファイル）\n"


def told(*argv: str) -> str:
    """What a command prints as Markdown, each run of blanks in it as one."""
    ending = run(*argv, "--format", "markdown")
    assert ending.err == ""
    return re.sub(" +", " ", ending.out)


def test_overview_counts_by_the_ratings_of_the_report() -> None:
    out = run("overview", "--year", "R2").out
    assert "| 計画A（R1〜R5） | R2   |    2 |    1 |    2 |    0 |  50.0% | -    | 済   |" in out
    assert "    2指標の内訳: 判明2、算定不能0、停止など0\n" in out
    assert "    割合: 100% 50.0%、60%以上100%未満 0%、60%未満 50.0%\n" in out


def test_list_asks_and_prints_by_the_ratings_of_the_year() -> None:
    found = told("list", "--year", "R2", "--rating", "achieved")
    assert "| 地図の数（maps） | 116.7% | 100% |\n" in found
    assert "hours" not in found
    missing = run("list", "--year", "R2", "--rating", "met")
    assert (missing.code, missing.err.partition("。")[0]) == (2, "dxkpi: 達成区分「met」がない")


def test_show_prints_each_year_as_it_was_judged() -> None:
    edit(
        MAPS,
        "    value: 110\n    status: 実績\n",
        "    value: 110\n    status: 実績\n  R3: {value: 98, status: 実績}\n",
    )
    out = run("show", "maps").out
    assert "・R2年度: 達成率 116.7%（100%）\n・R3年度: 達成率 98.000%（届かない）\n" in out


def test_outlook_leads_to_the_target_year_of_the_report() -> None:
    """In R2, between H30 and R3: the line stands at 40 + 60 × 2 ÷ 3 = 80, between H30 and R5 at 40 + 60 × 2 ÷ 5."""
    words = "    目標値 100地図（R3年度まで）／R2年度の目安値 80地図／R2年度実績 110地図\n"
    assert words in run("outlook", "--year", "R2").out
    assert words in run("report", "--year", "R2").out
    assert "R3年度の目安値 76地図" in run("outlook", "--year", "R3").out


def test_other_methods_stand_beside_the_one_that_judged_the_year() -> None:
    out = told("report", "--year", "R2", "--compare-methods", "chiba-ict")
    assert "| この計画の方法 | (実績値 - 基準値) ÷ (目標値 - 基準値) | 1 | 1 | 0 | 0 | 50.0% |\n" in out
    assert "- この計画の方法\n - 100% 1、60%以上100%未満 0、60%未満 1\n" in out


def test_a_comparison_of_years_says_both_names_of_a_rating() -> None:
    out = told("report", "--year", "R3", "--compared-with", "R2")
    assert (
        "| 届いた 届いた | 0 | 1（50.0%）前 | +1 |\n"
        "| 未達成 60%未満 → 届かない 届かない | 1（50.0%） | 1（50.0%）前 | 0 |\n"
        "| 達成 100% | 1（50.0%） | 0 | -1 |\n"
        "| 未達成 60%以上100%未満 | 0（0%） | 0 | 0 |\n"
    ) in out


def test_a_change_of_the_published_year_is_told_by_its_ratings() -> None:
    edit(HOURS, "value: 1500", "value: 4500\n    known: 2022-05-01")
    shutil.copytree("data", "before")
    edit(Path("before/indicators/plan-a/one/hours.yaml"), "value: 4500\n    known: 2022-05-01", "value: 1500")
    out = told("diff", "./before/", "--year", "R2")
    assert "75.0%" in out
    assert "75.000%" not in out.partition("R3")[0]
