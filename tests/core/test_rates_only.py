"""A plan that prints rates and declares no ratings: whether a target was reached is decided by the target itself."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.basis.calendar import parse_fiscal_year
from tests.build import finals, indicator, plan
from tests.folders import edit
from tests.run import run
from tests.source.telling import told_of_file

R3 = parse_fiscal_year("R3")


def outcome(method: dict[str, Any] | None = None, **keys: Any) -> tuple[str, str | None]:
    """The rating, or why there is none, and the rate, of one indicator in a plan of rates only."""
    of = plan(ratings=[], suspended=None, method=method or {"formula": "distance", "against": "target"})
    found = assess(indicator(**keys), of, R3).outcome
    assert isinstance(found, Rated | NotAssessed)
    rate = None if found.rate is None else str(found.rate)
    return (found.rating.id if isinstance(found, Rated) else found.why.value), rate


def done(value: str) -> dict[str, Any]:
    return finals(R3=value)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"actuals": done("100")}, ("reached", "1")),
        ({"actuals": done("99.9")}, ("not-reached", "999/1000")),
        # At 100 % and not met, below 100 % and met: the target decides, not the rate.
        ({"target": {"value": "100", "exclusive": "true"}, "actuals": done("100")}, ("not-reached", "1")),
        ({"target": {"value": "100", "tolerance": "5"}, "actuals": done("96")}, ("reached", None)),
        ({"target": {"value": "100", "tolerance": "5"}, "actuals": done("94")}, ("not-reached", "47/50")),
        # Without a baseline there is no rate, and no doubt.
        ({"baseline": None, "better": "higher", "actuals": done("100")}, ("reached", None)),
        ({"baseline": None, "better": "higher", "actuals": done("50")}, ("not-reached", None)),
        # A target on the worse side of the baseline.
        (
            {"baseline": {"value": "13"}, "target": {"value": "23"}, "better": "lower", "actuals": done("22")},
            ("reached", None),
        ),
        (
            {"baseline": {"value": "13"}, "target": {"value": "23"}, "better": "lower", "actuals": done("24")},
            ("not-reached", None),
        ),
        ({"direction": "increase", "target": None, "actuals": done("1")}, ("reached", None)),
        ({"direction": "increase", "target": None, "actuals": done("0")}, ("not-reached", None)),
        ({"direction": "decrease", "target": None, "actuals": done("0")}, ("not-reached", None)),
        (
            {"direction": "keep", "target": {"value": "90"}, "better": "higher", "actuals": done("89")},
            ("not-reached", None),
        ),
        ({"direction": "range", "target": {"min": "1", "max": "9"}, "actuals": done("9")}, ("reached", None)),
        (
            {
                "direction": "composite", "baseline": None, "better": "higher",
                "target": {"parts": {"県": "1", "市": "5"}, "rule": "all"},
                "actuals": {"R3": {"parts": {"県": "1", "市": "4"}, "status": "実績"}},
            },
            ("not-reached", None),
        ),
        (
            {
                "direction": "milestone", "unit": None, "baseline": None, "target": {"steps": ["設計", "公開"]},
                "actuals": {"R3": {"done": ["設計"], "status": "実績"}},
            },
            ("not-reached", "1/2"),
        ),
        ({"actuals": None}, ("no_actual", None)),
    ],
)  # fmt: skip
def test_reached_is_what_meets_the_target(keys: dict[str, Any], expected: tuple[str, str | None]) -> None:
    assert outcome(**keys) == expected


def test_no_rounding_of_the_rate_and_no_cut_of_it_changes_what_is_reached() -> None:
    method = {"formula": "distance", "against": "target", "rounding": {"digits": "0"}, "clip": {"upper": "100"}}
    assert outcome(method, actuals=done("99.9"))[0] == "not-reached"
    assert outcome(method, actuals=done("140"))[0] == "reached"


PLAN = """\
plan: p
name: 計画
target_year: R3
method: {{formula: distance, against: target{method}}}
sections:
  - {{id: s, name: 分野}}
{more}"""


@pytest.mark.parametrize(
    ("method", "more", "told"),
    [
        (
            ", grades: {by: sum, bands: [{id: a, label: A, at_least: 1}, {id: b, label: B}]}",
            "",
            "4:46 KPI212 達成区分 ratings がないのに、点から決める評語 grades がある",
        ),
        (
            ", without_rate: {met: reached}",
            "",
            "4:46 KPI212 達成区分 ratings がないのに、率のない指標の区分 without_rate がある",
        ),
        (
            ", rounding: {digits: 1, rated: rounded}",
            "",
            "4:75 KPI212 達成区分 ratings がないのに、区分を丸めた率で決める rated: rounded がある",
        ),
        (
            "",
            "states:\n  - {id: reached, label: 完了, group: その他}\n",
            "8:10 KPI212 id「reached」は達成区分か停止の id でもある",
        ),
    ],
)
def test_what_only_ratings_could_use_is_refused_at_its_place(method: str, more: str, told: str) -> None:
    found = told_of_file("targets/p.yaml", PLAN.format(method=method, more=more))
    assert found[0] == told
    assert len(found) == 2


FILE = """\
id: {id}
name: {id}の数
plan: p
section: s
direction: absolute
baseline: {{value: 0, year: R1}}
target: {{value: 10}}
actuals: {{R3: {{value: {value}, status: 実績}}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data of a plan of rates only: one indicator reached its target, another did not."""
    monkeypatch.chdir(tmp_path)
    for name in ("data/targets", "data/indicators"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data/targets/p.yaml").write_text(PLAN.format(method="", more="documents: {}\n"), "utf-8")
    for own, value in (("aa", "12"), ("bb", "4")):
        (tmp_path / f"data/indicators/{own}.yaml").write_text(FILE.format(id=own, value=value), "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_report_lists_target_actual_and_rate_and_counts_by_the_two() -> None:
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in run("report").out.splitlines()]
    assert ["aaの数", "10", "R3年度実績 12", "120.0%", "到達"] in lines
    assert ["bbの数", "10", "R3年度実績 4", "40.0%", "未到達"] in lines
    assert ["1. 分野（計2指標）", "1", "1"] in lines
    assert "2指標のうち1指標が目標に到達（50.0%）。" in run("report").out
    assert "2指標のうち1指標が目標に到達、1指標が目標に未到達。" in run("list").out
    assert "1計画は達成率だけを示す" in run("overview").out
    report = json.loads(run("report", "--format", "json").out)["reports"][0]
    assert [own["id"] for own in report["plan"]["ratings"]] == ["reached", "not-reached"]
    assert "bbの数（bb）" in run("list", "--rating", "not-reached").out


@pytest.mark.usefixtures("folder")
def test_what_is_reached_is_named_where_it_is_not_the_final_target() -> None:
    plan_file = Path("data/targets/p.yaml")
    edit(plan_file, "target}", "straight_line}")
    told = run("report").out
    assert "2指標のうち1指標が目安値に到達（50.0%）。" in told
    assert "達成区分はなく、達成率を示す。到達か未到達かは、達成率ではなく、目安値に達したかどうかで数える" in told


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("indicator_id", "words"),
    [
        ("aa", "結果: R3年度の達成率は120.0%、目標に到達。"),
        ("bb", "結果: R3年度の達成率は40.0%、目標に未到達。"),
    ],
)
def test_explain_speaks_of_the_target_and_of_no_rating(indicator_id: str, words: str) -> None:
    told = run("explain", indicator_id).out
    assert words in told
    assert "達成区分" not in told


@pytest.mark.usefixtures("folder")
def test_a_published_year_keeps_its_counts_by_the_two_ids() -> None:
    ending = run("publish", "--year", "R3", "--date", "2022-06-01")
    assert ending.code == 0, ending.err
    assert "counts:\n  s:\n    reached: 1\n    not-reached: 1\n" in Path("data/published/p/R3.yaml").read_text("utf-8")
    assert run("validate").code == 0
    Path("data/indicators/bb.yaml").write_text(FILE.format(id="bb", value="10"), "utf-8")
    assert "rating 公表「not-reached」、今「reached」" in run("validate").out


@pytest.mark.usefixtures("folder")
def test_diff_tells_of_a_target_that_was_reached() -> None:
    shutil.copytree("data", "before")
    Path("data/indicators/bb.yaml").write_text(FILE.format(id="bb", value="10"), "utf-8")
    told = run("diff", "./before", "./data").out
    assert "変更1件。1指標の結果、R3年度の表の件数・割合が変わる。" in told
    assert "達成区分" not in told
    row = next(line for line in told.splitlines() if line.startswith("| bbの数（bb）"))
    cells = [cell.strip() for cell in row.split("|")[2:5]]
    assert cells == ["R3年度", "実績 4、達成率 40.0%（未到達）", "実績 10、達成率 100.0%（到達）"]


@pytest.mark.usefixtures("folder")
def test_words_of_an_overview_and_of_a_diff_that_moves_nothing_fit_it() -> None:
    shutil.copytree("data", "before")
    assert "判明は達成か未達成かの決まった指標。" in run("overview").out
    note = Path("data/indicators/bb.yaml")
    note.write_text(note.read_text("utf-8") + "note: 注記\n", "utf-8")
    assert "変更1件。達成率・結果・件数・割合はどれも変わらない。" in run("diff", "./before", "./data").out


def test_a_plan_without_a_method_only_monitors() -> None:
    text = "plan: p\nname: 計画\nsections:\n  - {id: s, name: 分野}\n"
    assert told_of_file("targets/p.yaml", text) == []
    assert plan(ratings=[], method=None, suspended=None).ratings == ()
