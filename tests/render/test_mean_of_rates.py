"""The mean of rates that a plan answers with: in the overview, in CSV and in explanations, and how it came about."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import run

PLAN = """\
plan: p
name: 計画
target_year: R6
method: {formula: ratio, against: target, clip: {upper: 100}, headline: mean_rate}
ratings: [{id: met, label: 達成, group: 達成, at_least: 100}, {id: not, label: 未達成, group: 未達成}]
relisted_count: each
sections: [{id: a, name: 産業}, {id: b, name: 暮らし}]
"""


def _indicator(identifier: str, value: str, status: str = "実績", more: str = "") -> str:
    return (
        f"id: {identifier}\nname: {identifier}の名称\nplan: p\nsection: a\n{more}unit: 件\ndirection: absolute\n"
        "baseline: {value: 0, year: R1}\ntarget: {value: 40}\n"
        f"actuals: {{R5: {{value: {value}, status: {status}, reported: 課, known: 2024-05}}}}\n"
    )


@pytest.fixture(autouse=True)
def _data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "targets").mkdir(parents=True)
    (tmp_path / "data" / "indicators").mkdir()
    (tmp_path / "data" / "targets" / "p.yaml").write_text(PLAN, "utf-8")
    files = {
        "one": _indicator("one", "30", more="relisted: [b]\n"),
        "two": _indicator("two", "60"),
        "women": _indicator("women", "5", more="of: two\n"),
    }
    for identifier, text in files.items():
        (tmp_path / "data" / "indicators" / f"{identifier}.yaml").write_text(text, "utf-8")


def test_the_overview_has_a_column_and_a_sentence_for_it() -> None:
    lines = run("overview").out.splitlines()
    assert lines[6:10] == [
        "| 計画（期間） | 年度 | 指標 | 達成 | 判明 | 算定 | 達成の | 達成率の | 照合 | 公表 |",
        "|              |      |      |      |      | 不能 |   割合 |     平均 |      |      |",
        "+==============+======+======+======+======+======+========+==========+======+======+",
        "| 計画（〜R6） | R5   |    3 |    1 |    3 |    0 |  33.3% |    87.5% | -    | 未   |",
    ]
    assert (
        "    達成率の平均は87.5%（率のある2指標。再掲の指標も一度だけ数える）。"
        "延べ3指標（実数2）のうち1指標が達成（33.3%）"
    ) in lines


def test_the_rows_of_the_whole_plan_hold_it() -> None:
    rows = list(csv.DictReader(io.StringIO(run("report", "--format", "csv").out.removeprefix("\ufeff"))))
    found = {(row["section_id"], row["mean_rate_percent"], row["mean_rate_indicators"]) for row in rows}
    assert found == {("a", "", ""), ("b", "", ""), ("total", "87.5", "2")}


@pytest.mark.parametrize(
    ("identifier", "role"), [("one", "この指標の75.0%も入る"), ("women", "この指標は、うちなので入らない")]
)
def test_an_explanation_says_how_it_is_made_and_whether_the_rate_is_in_it(identifier: str, role: str) -> None:
    column = PLAN.splitlines()[3].index("mean_rate") + 1
    said = (
        "・答えの率: 率のある指標の達成率（端に収めた、丸める前の率）の平均。"
        f"再掲の指標は一度だけ数え、うち（別の指標の内数）は入れない。{role}\n    data/targets/p.yaml:4:{column}\n"
    )
    assert said in run("explain", identifier).out


def test_a_change_says_what_the_mean_moves_to() -> None:
    """一つの値が変われば、区分も件数も変わらなくても、答えの率が変わる: (30 → 32)/40 と 100% の平均."""
    shutil.copytree("data", "before")
    own = Path("data/indicators/one.yaml")
    edit(own, "value: 30", "value: 32")
    lines = run("diff", "./before", "./data").out.splitlines()
    assert "変更1件。1指標の達成率か値、R5年度の達成率の平均が変わる。" in lines
    at = lines.index("【計画 R5年度】")
    assert lines[at + 1] == "達成率の平均: 87.5%（率のある2指標） → 90.0%（率のある2指標）"
    impact = json.loads(run("diff", "./before", "./data", "--format", "json").out)["effects"][0]
    means = [impact[key]["rate"]["printed"] for key in ("mean_rate_before", "mean_rate_after")]
    assert (means, impact["tables"]) == (["87.5%", "90.0%"], [])


def test_a_comparison_of_years_begins_with_it() -> None:
    own = Path("data/indicators/one.yaml")
    edit(own, "actuals: {", "actuals: {R4: {value: 8, status: 実績}, ")
    lines = run("report", "--year", "R5", "--compared-with", "R4").out.splitlines()
    assert "達成率の平均: 20.0%（率のある1指標） → 87.5%（率のある2指標）" in lines
    found = json.loads(run("report", "--year", "R5", "--compared-with", "R4", "--format", "json").out)["reports"][0]
    assert found["compared"]["mean_rate"]["rate"]["printed"] == "20.0%"
