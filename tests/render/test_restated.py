"""A restated baseline, wherever an indicator is shown without a year: its newest value, and the targets made of it.

基準値 40% から20ポイント増（60%）、10ポイント増（50%）に改定。基準値は公表の後に44%、45%に改められ、目標は55%になる。
"""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.folders import put
from tests.render.reader import Reader
from tests.run import run

PLAN = """\
plan: p
name: 計画
target_year: R6
method: {formula: distance, against: target}
ratings: [{id: met, label: 達成, group: 達成, at_least: 100}, {id: not, label: 未達成, group: 未達成}]
sections: [{id: s, name: 分野}]
revisions:
  - date: 2021-06-01
    indicator: online
    from: {points: 20}
    to: {points: 10}
    reason: 見直し
    decision: 会議
  - date: 2021-06-01
    indicator: hours
    from: {value: 100}
    to: {value: 50}
    reason: 見直し
    decision: 会議
"""
ONLINE = """\
id: online
name: 利用率
plan: p
section: s
unit: "%"
direction: relative
baseline: {value: 40, year: R1}
target: {points: 20}
actuals: {R3: {value: 48, status: 実績, reported: 課, known: 2022-04-20}}
"""
HOURS = """\
id: hours
name: 時間
plan: p
section: s
unit: 時間
direction: absolute
baseline: {value: 0, year: R1}
target: {value: 100}
actuals: {R3: {value: 20, status: 実績, reported: 課, known: 2022-04-20}}
"""
AGAIN = """\
  restated:
    - {date: 2022-08-01, value: 44, reason: 一度目, reported: 課}
    - {date: 2022-09-01, value: 45, reason: 二度目, reported: 課}
"""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], list[str]]:
    """Publish R3, restate the baseline, write the site, and return the texts of its pages."""
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "data", {"targets/p.yaml": PLAN, "indicators/online.yaml": ONLINE, "indicators/hours.yaml": HOURS})
    assert run("publish", "--year", "R3", "--date", "2022-05-01").code == 0
    restated = ONLINE.replace("{value: 40, year: R1}\n", f"\n  value: 40\n  year: R1\n{AGAIN}")
    (tmp_path / "data/indicators/online.yaml").write_text(restated, "utf-8")
    assert run("site", "_site").code == 0
    return lambda name: list(Reader((tmp_path / "_site" / name).read_text("utf-8")).texts)


def test_the_page_of_the_indicator_has_every_baseline_and_the_targets_of_the_newest(
    page: Callable[[str], list[str]],
) -> None:
    texts = page("plans/p/indicators/online.html")
    assert "結果: R3年度の達成率は80.0%改、達成区分は「未達成」。" in texts  # as published: (48 - 40) ÷ (50 - 40)
    assert "目標（策定時）: 65%（基準値から20ポイント増）" in texts
    assert "2022年9月1日に改めた基準値: 45%" in texts
    rows = texts[texts.index("出典") + 1 :]
    assert rows[:14] == [
        *("基準値", "40%", "R元年度"),
        *("改めた基準値", "44%", "R元年度、2022年8月1日に改めた"),
        *("改めた基準値", "45%", "R元年度、2022年9月1日に改めた"),
        *("R3年度", "48%", "実績"),
        *("目標", "65%（基準値から20ポイント増）"),
    ]
    assert "55%（基準値から10ポイント増）" in rows
    assert "2021年6月1日改定（R3年度から）: 65%（基準値から20ポイント増） → 55%（基準値から10ポイント増）" in texts


def test_the_year_says_what_the_newest_baseline_makes_of_it(page: Callable[[str], list[str]]) -> None:
    texts = page("plans/p/2021.html")
    assert "公表のとき: R3年度実績 48%、達成率 80.0%改（未達成）" in texts
    assert "今: R3年度実績 48%、達成率 30.0%改（未達成）" in texts  # (48 - 45) ÷ (55 - 45)


def test_every_restatement_is_news_with_the_value_before_it(page: Callable[[str], list[str]]) -> None:
    texts = page("changes.html")
    assert [text for text in texts if " → " in text] == [
        "44% → 45%",
        "40% → 44%",
        "100時間 → 50時間",
        "65%（基準値から20ポイント増） → 55%（基準値から10ポイント増）",
    ]


@pytest.mark.usefixtures("page")
def test_the_open_data_have_every_baseline_and_the_target_as_it_is_now() -> None:
    raw = Path("_site/data/values.csv").read_text("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(raw)) if row["item"] in {"baseline", "target"}]
    keys = ("indicator_id", "item", "number", "fiscal_year", "known_on")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("hours", "baseline", "0", "2019", ""),
        ("hours", "target", "50", "2024", ""),
        ("online", "baseline", "40", "2019", ""),
        ("online", "baseline", "44", "2019", "2022-08-01"),
        ("online", "baseline", "45", "2019", "2022-09-01"),
        ("online", "target", "55", "2024", ""),
    ]


@pytest.mark.usefixtures("page")
def test_show_says_the_same_as_explain() -> None:
    line = "2021年6月1日改定（R3年度から）: 65%（基準値から20ポイント増） → 55%（基準値から10ポイント増）"
    for command in ("show", "explain"):
        assert f"・{line}\n" in run(command, "online").out
    found = json.loads(run("show", "online", "--format", "json").out)
    assert found["indicator"]["target"]["value"] == {"kind": "points", "points": "20", "value": "65"}
    assert found["indicator"]["baseline"]["value"]["value"] == "40"
    assert [found["revisions"][0][side]["value"]["value"] for side in ("from", "to")] == ["65", "55"]


def test_a_change_of_definition_moves_the_targets_that_are_changes_of_the_baseline(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """基準値 40 の20ポイント増、R2年度からは新しい定義の 10 の20ポイント増、R3年度からは10ポイント増、R4年度は不明."""
    monkeypatch.chdir(tmp_path)
    breaks = (
        "breaks:\n"
        "  - {from: R2, reason: 除いた, reported: 課, known: 2021-05-01, baseline: {value: 10, year: R1}}\n"
        "  - {from: R4, reason: 加えた, reported: 課, known: 2023-05-01}\n"
    )
    broken = ONLINE + breaks
    put(tmp_path / "data", {"targets/p.yaml": PLAN, "indicators/online.yaml": broken, "indicators/hours.yaml": HOURS})
    lines = run("show", "online").out.splitlines()
    assert "・2021年6月1日改定（R3年度から）: 30%（基準値から20ポイント増） → 20%（基準値から10ポイント増）" in lines
    assert [line for line in lines if line.startswith("| 目標")] == [
        "| 目標       | 60%（基準値から20ポイント増） | #################### | R元年度まで（策定時）              |",
        "| 目標       | 30%（基準値から20ポイント増） | ##########           | R2年度だけ                         |",
        "| 目標改     | 20%（基準値から10ポイント増） | ######               | R3年度だけ                         |",
    ]
