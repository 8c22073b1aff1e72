"""What a direction says of itself, for all who print, export or compare it."""

from fractions import Fraction
from typing import Any

import pytest

from dxkpi.app.question import Need
from dxkpi.app.questionnaire import value_questions
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.numerals import target_phrase
from tests.build import indicator

EXAMPLES: dict[str, dict[str, Any]] = {
    "absolute": {"target": {"value": "100", "tolerance": "3"}, "counting": "cumulative"},
    "reference": {"target": {"reference": {"name": "全国", "value": "60", "year": "R2"}}},
    "relative": {"baseline": {"value": "200"}, "target": {"change": "-30"}},
    "increase": {"target": None},
    "decrease": {"target": None},
    "keep": {"target": {"value": "90", "tolerance_percent": "10"}, "better": "higher"},
    "range": {"target": {"min": "40", "max": "60"}},
    "milestone": {
        "unit": None, "baseline": {"text": "未整備"}, "target": {"steps": ["設計", "公開"]},
        "actuals": {"R3": {"done": ["設計"], "status": "実績"}},
    },
    "composite": {
        "baseline": {"parts": {"県": "0", "市": "4"}}, "target": {"parts": {"県": "1", "市": "52"}, "rule": "all"},
        "actuals": {"R3": {"parts": {"県": "1", "市": "40"}, "status": "実績"}},
    },
    "judged": {
        "unit": None, "baseline": {"text": "指針がない"}, "target": {"text": "指針を定める"},
        "actuals": {"R3": {"text": "素案をまとめた", "status": "実績"}},
    },
    "monitor": {"target": None},
}  # fmt: skip
SAID: dict[str, tuple[str, list[str], dict[str, tuple[int, int]]]] = {
    "absolute": (
        "目標値 100件程度（累計、許容幅 3件）",
        ["baseline.value 0", "target.value 100", "actuals.R3.0.value 50"],
        {"value": (100, 97)},
    ),
    "reference": (
        "全国と同じ水準（60件、R2年度）",
        ["baseline.value 0", "target.reference.value 60", "actuals.R3.0.value 50"],
        {"value": (60, 60)},
    ),
    "relative": (
        "目標値 140件（基準値の30%減）",
        ["baseline.value 200", "target.change 140", "actuals.R3.0.value 50"],
        {"value": (140, 140)},
    ),
    "increase": ("増加を目指す", ["baseline.value 0", "actuals.R3.0.value 50"], {"value": (0, 0)}),
    "decrease": ("減少を目指す", ["baseline.value 0", "actuals.R3.0.value 50"], {"value": (0, 0)}),
    "keep": (
        "90件以上を維持（許容幅 目標値の10%）",
        ["baseline.value 0", "target.value 90", "actuals.R3.0.value 50"],
        {"value": (90, 81)},
    ),
    "range": (
        "40件以上60件以下",
        ["baseline.value 0", "target.min 40", "target.max 60", "actuals.R3.0.value 50"],
        {"min": (40, 40), "max": (60, 60)},
    ),
    "milestone": ("設計、公開", [], {"steps": (2, 2)}),
    "composite": (
        "目標値 県1、市52（件、すべて達すれば達成）",
        [
            *("baseline.parts.県 0", "baseline.parts.市 4", "target.parts.県 1", "target.parts.市 52"),
            *("actuals.R3.0.parts.県 1", "actuals.R3.0.parts.市 40"),
        ],
        {"県": (1, 1), "市": (52, 52)},
    ),
    "judged": ("指針を定める", [], {}),
    "monitor": ("目標値なし（推移を見る）", ["baseline.value 0", "actuals.R3.0.value 50"], {}),
}
"""Its target in words, its numbers with the keys that lead to them, and by name the value and what will do for it."""


def test_every_direction_is_shown_here() -> None:
    assert EXAMPLES.keys() == SAID.keys() == DIRECTIONS.keys()


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_what_a_direction_says(direction: str) -> None:
    own, (words, numbers, bounds) = indicator(direction=direction, **EXAMPLES[direction]), SAID[direction]
    assert target_phrase(own) == words
    assert [f"{'.'.join(map(str, figure.path))} {figure.number:f}" for figure in own.figures()] == numbers
    found = {name: (line.target, line.at(line.target).enough) for name, line in own.bounds().items()}
    assert found == {name: tuple(map(Fraction, both)) for name, both in bounds.items()}
    assert {figure.label for figure in own.figures() if figure.year} <= {"令和3年度の実績値"}


def test_the_two_ends_of_a_range_have_names_of_their_own() -> None:
    own = indicator(direction="range", **EXAMPLES["range"])
    assert [figure.what for figure in own.figures()] == ["基準値", "目標値の下限", "目標値の上限", "実績値"]


ASKED = {
    "absolute": "unit? target baseline? target-year? counting? better",
    "reference": "unit? reference target baseline? target-year? counting? better",
    "relative": "unit? points- change baseline target-year? counting?",
    "increase": "unit? baseline target-year? counting?",
    "decrease": "unit? baseline target-year? counting?",
    "keep": "unit? target better baseline? target-year? counting?",
    "range": "unit? min max baseline? target-year? counting?",
    "milestone": "unit- step baseline? target-year?",
    "composite": "unit? rule part baseline? target-year? better",
    "judged": "target baseline? target-year?",
    "monitor": "unit? baseline? counting?",
}
_MARKS = {Need.NEEDED: "", Need.ASKED: "?", Need.TAKEN: "-"}


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_new_indicator_is_asked_for_what_the_keys_of_its_direction_need(direction: str) -> None:
    asked = [f"{own.key}{_MARKS[own.need]}" for own in value_questions(direction, {})]
    assert " ".join(asked) == ASKED[direction]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"unit": ("件",)}, {"points": Need.TAKEN, "change": Need.NEEDED}),
        ({"unit": ("%",)}, {"points": Need.ASKED, "change": Need.NEEDED}),
        ({"unit": ("%",), "points": ("3",)}, {"points": Need.ASKED, "change": Need.TAKEN}),
    ],
)
def test_points_are_asked_for_before_percent_where_the_unit_is_a_share(
    answers: dict[str, tuple[str, ...]], expected: dict[str, Need]
) -> None:
    asked = {own.key: own.need for own in value_questions("relative", answers)}
    assert {key: asked[key] for key in ("points", "change")} == expected
    assert list(asked).index("points") < list(asked).index("change")


@pytest.mark.parametrize(("target", "need"), [("9", Need.TAKEN), ("-9", Need.TAKEN), ("0", Need.NEEDED)])
def test_a_sum_of_years_begins_at_zero_and_so_tells_the_good_side(target: str, need: Need) -> None:
    answers = {"target": (target,), "counting": ("summed",)}
    asked = {own.key: own.need for own in value_questions("absolute", answers)}
    assert asked["better"] is need


def test_where_baseline_and_target_tell_the_good_side_it_is_only_taken() -> None:
    asked = {own.key: own for own in value_questions("absolute", {"baseline": ("5",), "target": ("9",)})}
    assert asked["better"].need is Need.TAKEN
    assert asked["target"].words == "目標値"
    assert next(own for own in value_questions("keep", {}) if own.key == "target").words == "保つ値"
