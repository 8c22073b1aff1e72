"""The words of records: values with what they cover and how firm they are, targets by direction, baselines."""

from typing import Any

import pytest

from dxkpi.core.assessment import NotAssessed
from dxkpi.core.indicator import Indicator
from dxkpi.core.numerals import actual_phrase, baseline_phrase, target_phrase
from dxkpi.render.verdicts import outcome_phrase, why_not_assessed
from tests.build import actual, assessed, indicator, plan


@pytest.mark.parametrize(
    ("actuals", "phrase"),
    [
        (actual("5445"), "R3年度実績 5,445件"),
        (actual("5445", approximate="true"), "R3年度実績 約5,445件"),
        (actual("7", "見込"), "R3年度見込 7件"),
        (actual("68.0", "時点", as_of="2021-12"), "R3年度（2021年12月時点） 68.0件"),
        (actual("68.0", "時点"), "R3年度（途中の値） 68.0件"),
        (actual("7", as_of="2021-11-30"), "R3年度実績（2021年11月30日時点） 7件"),
        (actual("36821", period={"from": "2021-04", "to": "2021-08"}), "R3年度実績（4月〜8月） 36,821件"),
        (actual("1", period={"from": "2021-04", "to": "2021-04"}), "R3年度実績（4月） 1件"),
        (actual("1", period={"from": "2020-10", "to": "2021-09"}), "R3年度実績（2020年10月〜2021年9月） 1件"),
        ({"R2": {"value": "437322", "status": "速報"}}, "R2年度速報 437,322件（前年度の値）"),
        ({"R元": {"value": "1", "status": "実績"}}, "R元年度実績 1件（前年度より前の値）"),
        ({}, "実績値なし"),
    ],
)
def test_actuals(actuals: dict[str, Any], phrase: str) -> None:
    assert actual_phrase(assessed(actuals=actuals)) == phrase


FOREST = {"県": "1", "市町村": "52", "林業事業体": "13"}


def composite(rule: str) -> dict[str, Any]:
    return {
        "direction": "composite",
        "unit": "団体",
        "better": "higher",
        "baseline": None,
        "target": {"parts": FOREST, "rule": rule},
        "actuals": {"R3": {"parts": FOREST | {"林業事業体": "2"}, "status": "実績"}},
    }


MILESTONE: dict[str, Any] = {
    "direction": "milestone",
    "unit": None,
    "baseline": None,
    "target": {"steps": ["設計", "設置"]},
}


def test_composite_actual() -> None:
    assert actual_phrase(assessed(**composite("sum"))) == "R3年度実績 県1、市町村52、林業事業体2（団体）"


def relative(baseline: str, change: str, **target: str) -> dict[str, Any]:
    return {"direction": "relative", "baseline": {"value": baseline}, "target": {"change": change, **target}}


@pytest.mark.parametrize(
    ("done", "text", "phrase"),
    [
        ([], "未整備", "R3年度実績 未整備"),
        ([], None, "R3年度実績 済んだ段階なし"),
        (["設計"], None, "R3年度実績 設計が済み"),
    ],
)
def test_milestone_actual(done: list[str], text: str | None, phrase: str) -> None:
    record: dict[str, Any] = {"done": done, "status": "実績"} | ({"text": text} if text else {})
    assert actual_phrase(assessed(**MILESTONE, actuals={"R3": record})) == phrase


@pytest.mark.parametrize(
    ("changes", "phrase"),
    [
        ({"target": {"value": "6000"}, "unit": "時間"}, "目標値 6,000時間"),
        ({"target": {"value": "25", "exclusive": "true"}}, "目標値 25件超"),
        ({"target": {"value": "5", "exclusive": "true"}, "baseline": {"value": "9"}}, "目標値 5件未満"),
        (
            {"target": {"value": "23.0"}, "baseline": {"value": "13.5"}, "better": "lower"},
            "目標値 23.0件（これ以下に抑える）",
        ),
        ({"target": {"value": "5"}, "baseline": {"value": "9"}, "better": "higher"}, "目標値 5件（これ以上に保つ）"),
        ({"target": {"value": "5"}, "baseline": {"value": "5"}, "better": "higher"}, "目標値 5件"),
        ({"target": {"value": "100", "year": "R5"}}, "目標値 100件（R5年度まで）"),
        ({"target": {"value": "30", "tolerance": "3"}, "unit": "%"}, "目標値 30%程度（許容幅 3%）"),
        ({"target": {"value": "200", "tolerance_percent": "5"}}, "目標値 200件程度（許容幅 目標値の5%）"),
        (relative("121", "10"), "目標値 133.1件（基準値の10%増）"),
        (relative("121", "-80"), "目標値 24.2件（基準値の80%減）"),
        (relative("120", "10", exclusive="true"), "目標値 132件超（基準値の10%増）"),
        (relative("120", "-5", tolerance="1"), "目標値 114件程度（基準値の5%減、許容幅 1件）"),
        (relative("100", "5") | {"better": "lower"}, "目標値 105件（基準値の5%増、これ以下に抑える）"),
        ({"target": {"value": "100", "year": "R3"}}, "目標値 100件"),
        ({"direction": "increase", "target": None}, "増加を目指す"),
        ({"direction": "decrease", "target": None}, "減少を目指す"),
        ({"direction": "keep", "target": {"value": "100"}, "better": "higher", "unit": "%"}, "100%以上を維持"),
        (
            {"direction": "keep", "target": {"value": "10", "tolerance": "0.5"}, "better": "lower", "unit": "%"},
            "10%以下を維持（許容幅 0.5%）",
        ),
        ({"direction": "range", "target": {"min": "10", "max": "20"}}, "10件以上20件以下"),
        (
            {
                "direction": "reference",
                "target": {"reference": {"name": "全産業の離職率", "value": "12.0", "year": "H28"}},
                "unit": "%",
            },
            "全産業の離職率と同じ水準（12.0%、H28年度）",
        ),
        (
            {"direction": "reference", "target": {"reference": {"name": "全国平均", "value": "12"}}, "unit": "%"},
            "全国平均と同じ水準（12%）",
        ),
        ({"direction": "monitor", "target": None}, "目標値なし（推移を見る）"),
        (MILESTONE | {"actuals": {}}, "設計、設置"),
        (composite("sum"), "目標値 県1、市町村52、林業事業体13（団体、合計で判定）"),
        (composite("all"), "目標値 県1、市町村52、林業事業体13（団体、すべて達すれば達成）"),
        (composite("worst"), "目標値 県1、市町村52、林業事業体13（団体、最も低い部分で判定）"),
    ],
)
def test_targets(changes: dict[str, Any], phrase: str) -> None:
    assert target_phrase(indicator(**changes), plan()) == phrase


def test_a_target_year_is_shown_only_beside_the_plans() -> None:
    assert target_phrase(indicator(target={"value": "1", "year": "R5"})) == "目標値 1件"


@pytest.mark.parametrize(
    ("changed", "phrase"),
    [
        (indicator(baseline={"value": "16.9", "year": "H30"}, unit="%"), "基準値 16.9%（H30年度）"),
        (indicator(assumed={"baseline": "新規"}), "基準値 0件（推定）"),
        (indicator(baseline=None, better="higher"), "基準値 不明"),
        (indicator(**MILESTONE | {"actuals": {}, "baseline": {"text": "なし"}}), "基準値 なし"),
        (indicator(**composite("sum") | {"baseline": {"parts": {"県": "0"}}}), "基準値 県0（団体）"),
    ],
)
def test_baselines(changed: Indicator, phrase: str) -> None:
    assert baseline_phrase(changed) == phrase


def test_results() -> None:
    of = plan()
    unknown = assessed(baseline=None, better="higher")
    assert isinstance(unknown.outcome, NotAssessed)
    assert why_not_assessed(unknown.outcome) == "算定不能: 基準値が資料にないため。未達成は確か"
    none_yet = assessed(actuals={})
    assert isinstance(none_yet.outcome, NotAssessed)
    assert why_not_assessed(none_yet.outcome) == "算定不能: 実績値がまだないため"
    assert outcome_phrase(unknown, of) == why_not_assessed(unknown.outcome)
    assert outcome_phrase(assessed(actuals=actual("59.96")), of) == "達成率 59.96%（30%以上60%未満）"
    assert outcome_phrase(assessed(direction="increase", target=None), of) == "達成区分 100%"
    assert outcome_phrase(assessed(suspended={"since": "R3", "reason": "見直し"}), of) == "進捗管理の停止"
    assert outcome_phrase(assessed(suspended={"since": "R3", "reason": "見直し"}), plan(suspended=None)) == "停止"
    assert outcome_phrase(assessed(direction="monitor", target=None), of) == "推移のみ"
