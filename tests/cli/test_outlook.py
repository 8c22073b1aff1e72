"""`dxkpi outlook` from end to end: which plans and years it speaks of, and what it says to a slip."""

import shutil
from pathlib import Path

import pytest

from tests.run import DATA, ROOT, run

pytestmark = pytest.mark.usefixtures("in_the_project")

MADE_UP = ("--data", str(ROOT / "tests/golden/outlook-data"))


def test_the_shipped_plan_tells_nothing_of_r2_and_says_why() -> None:
    found = run("outlook", "--year", "R2")
    assert (found.code, found.err) == (0, "")
    assert "| 計                   |    0 |      0 |    0 |       25 | 25 |" in found.out
    assert found.out.count("判定できない。理由: ") == 25


@pytest.mark.parametrize(
    ("year", "said"), [("R6", "が目標年度（最終年度）である"), ("R7", "は、目標年度（R6年度）を過ぎている")]
)
def test_from_the_target_year_on_there_is_none(year: str, said: str) -> None:
    found = run("outlook", "--year", year, *MADE_UP)
    assert f"\n{year}年度{said}。見通しはない。R6年度の結果は dxkpi report --plan rei --year R6 で示す。\n" in found.out
    assert "目安値" not in found.out


def test_a_year_that_another_plan_covers_leaves_out_those_that_have_ended(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    shutil.copytree(MADE_UP[1], tmp_path, dirs_exist_ok=True)
    both = ("--data", str(tmp_path))
    titles = {year: run("outlook", "--year", year, *both).out.count(" 見通し\n==") for year in ("R2", "R3", "R4", "R7")}
    assert titles == {"R2": 2, "R3": 2, "R4": 1, "R7": 2}
    assert run("outlook", "--year", "R4", "--plan", "chiba-ict", *both).out.startswith("千葉県ICT利活用戦略 令和4年度")


def test_without_a_year_it_takes_the_newest_of_the_plans_that_rate() -> None:
    assert run("outlook").out == run("outlook", "--year", "R3").out
    assert run("outlook", *MADE_UP).out == run("outlook", "--year", "R4", *MADE_UP).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--year", "H30"), "平成30年度（H30）を期間に含む計画がない。あるのは "),
        (("--plan", "chiba-dx"), "達成区分を付ける計画がない。見通しは、目標値のある計画について示す"),
        (("--plan", "chiba"), "計画「chiba」がない。"),
        (("--section", "hakyuu"), "分野「hakyuu」がない。「hakyu」ではないか"),
        (("--year", "R2", "--as-of", "きのう"), "--as-of: "),
        (("--format", "sarif"), "--format: この結果は「sarif」では出せない"),
    ],
)
def test_what_there_is_not_is_named(words: tuple[str, ...], said: str) -> None:
    found = run("outlook", *words)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(f"dxkpi: {said}")


def test_a_section_alone() -> None:
    found = run("outlook", "--year", "R4", "--section", "窓口", *MADE_UP).out
    assert "（online-share）" in found
    assert "（open-data）" not in found


def test_a_report_has_it_only_before_the_target_year() -> None:
    assert "見通し" not in run("report", "--year", "R3").out
    assert "見通し" not in run("report", "--year", "R7").out
    assert "見通し" not in run("report", "--year", "R6", *MADE_UP).out
    assert "\n見通し（達成区分とは別）\n" in run("report", "--year", "R4", *MADE_UP).out


def test_a_report_of_an_earlier_day_names_that_day_for_the_list() -> None:
    found = run("report", "--year", "R4", "--as-of", "2023-05-30", *MADE_UP).out
    assert "dxkpi outlook --plan rei --year R4 --as-of 2023-05-30 で示す" in found
