"""Indicators without a unit (出生率, 財政力指数): nothing is printed behind the figure, and nothing asks for a unit."""

from typing import Any

import pytest

from dxkpi.core.basis.unit import in_percent, is_share, names_none
from dxkpi.core.numerals import baseline_phrase, target_phrase, value_phrase
from tests.build import indicator
from tests.render.test_schemas import errors
from tests.source.telling import told_of_file

INDEX = """\
id: birth-rate
name: 合計特殊出生率
plan: p
section: s
{unit}direction: absolute
baseline: {{value: 1.20, year: R4}}
target: {{value: 1.43}}
actuals: {{R6: {{value: 1.09, status: 実績}}}}
"""


def told(unit: str) -> list[str]:
    return told_of_file("indicators/birth-rate.yaml", INDEX.format(unit=unit))


def test_a_file_without_a_unit_is_read_and_fits_the_schema_of_editors() -> None:
    assert told("") == []
    written = {
        "id": "birth-rate", "name": "合計特殊出生率", "plan": "p", "section": "s", "direction": "absolute",
        "target": {"value": 1.43}, "better": "higher",
    }  # fmt: skip
    assert errors("indicator", written) == []


def test_an_empty_unit_is_answered_with_what_ends_the_trouble() -> None:
    assert told("unit:\n") == ["5:1 KPI208 値が書かれていない", "  値を書くか、まだなければその行を消す"]


@pytest.mark.parametrize("word", ["なし", "－", "ー", '"-"', "単位なし", "無し", "なし（指数）"])
def test_a_word_for_none_is_no_unit(word: str) -> None:
    message, hint = told(f"unit: {word}\n")
    assert message.startswith("5:7 KPI212 単位に「")
    assert hint == "  単位のない指標（指数など）では、unit の行を消す"


def test_units_that_only_hold_such_a_sign_are_units() -> None:
    assert [unit for unit in ("件", "人・日", "無線局", "%", "-人", "m-3") if names_none(unit)] == []


@pytest.mark.parametrize(
    ("keys", "target", "baseline"),
    [
        ({"target": {"value": "1.43"}, "baseline": {"value": "1.20"}}, "目標値 1.43", "基準値 1.20"),
        (
            {"direction": "keep", "target": {"value": "0.5", "tolerance": "0.05"}, "better": "higher"},
            "0.5以上を維持（許容幅 0.05）",
            "基準値 0",
        ),
        ({"direction": "range", "target": {"min": "0.4", "max": "0.6"}}, "0.4以上0.6以下", "基準値 0"),
        (
            {"direction": "relative", "target": {"change": "10"}, "baseline": {"value": "2"}},
            "目標値 2.2（基準値の10%増）",
            "基準値 2",
        ),
    ],
)
def test_nothing_is_glued_to_the_figure(keys: dict[str, Any], target: str, baseline: str) -> None:
    own = indicator(unit=None, **keys)
    assert (target_phrase(own), baseline_phrase(own)) == (target, baseline)
    assert value_phrase(own, own.actuals[next(iter(own.actuals))][0]) == "50"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("sum", "目標値 県1、市52（合計で判定）"),
        ("all", "目標値 県1、市52（すべて達すれば達成）"),
        ("worst", "目標値 県1、市52（最も低い部分で判定）"),
    ],
)
def test_parts_may_be_without_a_unit_as_well(rule: str, words: str) -> None:
    own = indicator(
        unit=None,
        direction="composite",
        baseline={"parts": {"県": "0", "市": "4"}},
        target={"parts": {"県": "1", "市": "52"}, "rule": rule},
        actuals={"R3": {"parts": {"県": "1", "市": "40"}, "status": "実績"}},
    )
    assert target_phrase(own) == words


def test_what_has_no_unit_is_no_share() -> None:
    assert (in_percent(None), is_share(None)) == (False, False)
