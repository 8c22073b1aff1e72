"""Targets of single years without a final one: a year is held against its own target, and against no other's."""

# ruff: noqa: E501 - whole messages in one line each

from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.compared import due
from dxkpi.core.explain import explain
from dxkpi.core.numerals import spoken
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.method_words import compared_words
from tests.build import dataset, declared, finals, indicator, plan, publish
from tests.source.telling import told_of_file

YEARLY = {"formula": "ratio", "against": "year_target"}
KNOWN = finals(R2="60", R3="80", R4="80")
PARTS = {"県": "1", "市": "5"}


def of(**changes: Any) -> Plan:
    return plan(**{"adopted": "2020-04", "target_year": "R6", "method": YEARLY, **changes})


def told(year: str, own: Plan | None = None, **changes: Any) -> str:
    """The result of `year` of an indicator with targets of R2 and R4."""
    keys = {"baseline": None, "better": "higher", "target": {"by_year": {"R2": "50", "R4": "100"}}, "actuals": KNOWN}
    return outcome_phrase(assess(indicator(**keys | changes), own or of(), parse_fiscal_year(year)), own or of())


NONE = "算定不能: その年度の目標値がないため"


@pytest.mark.parametrize(
    ("year", "changes", "expected"),
    [
        ("R2", {}, "達成率 120.0%（100%）"),
        ("R3", {}, NONE),
        ("R4", {}, "達成率 80.0%（60%以上100%未満）"),
        ("R5", {}, NONE),
        ("R6", {}, NONE),
        ("R7", {}, NONE),
        ("R2", {"better": "lower"}, "達成率 83.3%（60%以上100%未満）"),
        ("R4", {"better": "lower"}, "達成率 125.0%（100%）"),
        ("R4", {"target": {"by_year": {"R4": "80"}}}, "達成率 100.0%（100%）"),
        ("R4", {"target": {"by_year": {"R4": "80"}, "exclusive": "true"}}, "達成率 100.0%（ちょうどでは未達成）（60%以上100%未満）"),
        ("R4", {"target": {"by_year": {"R4": "82"}, "tolerance": "2"}}, "達成区分 100%"),
        ("R3", {"direction": "keep"}, NONE),
        ("R2", {"direction": "keep"}, "達成区分 100%"),
        ("R4", {"direction": "keep"}, "達成区分 30%未満"),
        ("R4", {"direction": "range", "better": None, "target": {"by_year": {"R4": {"min": "1", "max": "80"}}}},
         "達成区分 100%"),
        ("R3", {"direction": "range", "better": None, "target": {"by_year": {"R4": {"min": "1", "max": "80"}}}}, NONE),
        ("R4", {"direction": "composite", "target": {"by_year": {"R4": {"parts": PARTS}}, "rule": "all"},
                "actuals": {"R4": {"parts": PARTS, "status": "実績"}}}, "達成区分 100%"),
        ("R3", {"direction": "composite", "target": {"by_year": {"R4": {"parts": PARTS}}, "rule": "all"},
                "actuals": {"R3": {"parts": PARTS, "status": "実績"}}}, NONE),
    ],
)  # fmt: skip
def test_a_year_is_held_against_its_own_target_alone(year: str, changes: dict[str, Any], expected: str) -> None:
    assert told(year, **changes) == expected


def test_a_final_value_beside_them_ends_that() -> None:
    both = {"value": "100", "by_year": {"R2": "50", "R4": "100"}}
    assert told("R6", target=both) == "達成率 80.0%（60%以上100%未満）"


@pytest.mark.parametrize(
    ("year", "target_year", "expected"),
    [
        ("R5", "R6", NONE),  # the plan runs on: the target of R5 is not known yet
        ("R5", "R4", "達成率 80.0%（60%以上100%未満）。目標年度R4の結果"),
        ("R4", "R4", "達成率 80.0%（60%以上100%未満）"),
    ],
)
def test_no_result_is_frozen_while_targets_are_still_to_come(year: str, target_year: str, expected: str) -> None:
    assert told(year, of(target_year=target_year, after_target_year="freeze")) == expected


def test_a_value_of_an_earlier_year_is_held_against_the_target_of_the_year_asked_for() -> None:
    actuals = {"R2": KNOWN["R2"]}
    assert told("R4", actuals=actuals) == "達成率 60.0%（60%以上100%未満）"
    assert told("R4", of(carry="previous"), actuals=actuals).startswith("算定不能: その年度に使える実績値がない")
    own_year = of(method={**YEARLY, "carried_against": "own_year"})
    assert told("R4", own_year, actuals=actuals) == "達成率 120.0%（100%）"


def test_the_year_of_the_target_is_said_where_it_is_that_of_an_earlier_value() -> None:
    own_year, by_year = of(method={**YEARLY, "carried_against": "own_year"}), {"R2": {"parts": PARTS}}
    target = {"by_year": {**by_year, "R4": {"parts": {"県": "2", "市": "9"}}}, "rule": "worst"}
    actuals = {"R2": {"parts": PARTS, "status": "実績"}}
    keys = {"direction": "composite", "baseline": None, "better": "higher", "target": target, "actuals": actuals}
    found = assess(indicator(**keys), own_year, parse_fiscal_year("R4"))
    assert next(compared_words(found, own_year)).startswith("R2年度の年度目標値 県1、市5")


def test_the_last_of_them_is_the_final_target_in_its_year() -> None:
    own = indicator(baseline=None, better="higher", target={"by_year": {"R4": "100", "R2": "50"}})
    assert due(own, of()) == parse_fiscal_year("R4")
    assert spoken(own.target_words()) == "目標値 100件"
    assert as_written(own)["target"] == {"exclusive": "false", "by_year": {"R4": "100", "R2": "50"}}
    explained = explain(declared(own)[0], dataset(of()).plans[0], declared(own), parse_fiscal_year("R2"))
    places = {entry.kind: ".".join(map(str, entry.place.path)) for entry in explained.inputs}
    assert (places["target"], places["year_target"]) == ("target.by_year.R4", "target.by_year.R2")


def test_a_revision_states_them_again() -> None:
    revision = {
        "date": "2022-10-01", "indicator": "a", "reason": "見直し", "decision": "会議",
        "from": {"by_year": {"R2": "50", "R4": "100"}}, "to": {"by_year": {"R2": "50", "R4": "160", "R5": "200"}},
    }  # fmt: skip
    own = of(revisions=[revision])
    assert told("R4", own) == "達成率 50.0%（30%以上60%未満）"
    assert told("R2", own) == "達成率 120.0%（100%）"
    assert told("R5", own, actuals={"R5": KNOWN["R2"]}) == "達成率 30.0%（30%以上60%未満）"


FILE = """\
id: a
name: 指標
plan: p
section: s
unit: 件
direction: {direction}
{more}target:
  {target}
"""


@pytest.mark.parametrize(
    ("direction", "more", "target", "told"),
    [
        ("absolute", "better: higher\n", "by_year: {R4: 100}", []),
        ("absolute", "baseline: {value: 1}\n", "by_year: {R4: 100}", []),
        ("keep", "better: lower\n", "by_year: {R4: 100}", []),
        ("range", "", "by_year: {R4: {min: 1, max: 2}}", []),
        ("composite", "better: higher\n", "{by_year: {R4: {parts: {県: 1}}}, rule: all}", []),
        (
            "absolute", "", "by_year: {R4: 100}",
            ["1:1 KPI212 増えるのが良いのか減るのが良いのか、基準値と目標値からは分からない",
             "  better: higher（高いほど良い）か better: lower（低いほど良い）を書く"],
        ),
        (
            "absolute", "better: higher\n", "{by_year: {R4: 100, R5: 120}, year: R6}",
            ["9:39 KPI212 年度ごとの目標値だけなのに、目標年度（R6）が、最後の年度（R5）と違う",
             "  by_year に R6 の目標値を書くか、year の行を消す（最後の年度が目標年度になる）"],
        ),
        (
            "absolute", "better: higher\ncounting: cumulative\n", "{by_year: {R4: 10}, by_year_counting: yearly}",
            ["10:41 KPI212 年度だけの量を足す目標（by_year_counting: yearly）なのに、最終の目標値がない",
             "  足して達する最終の累計を value に書く"],
        ),
        (
            "absolute", "better: higher\n", "by_year: {R4: 3千}",
            ["9:17 KPI203 「3千」は半角の数値（例 6000、-5、73.5）ではない", "  千などの位は使わず、数字だけで書く（3千 なら 3000）"],
        ),
        (
            "range", "", "{by_year: {R4: {min: 1, max: 2}}, min: 1}",
            ["7:1 KPI202 必要なキー「max」（上限）がない", "  加える。例「max: 20」。目標がまだ決まっていなければ、direction: monitor（推移を見る。目標なし）とし、"
             "target の行（下の行ごと）を消す"],
        ),
    ],
)  # fmt: skip
def test_what_is_written_with_them(direction: str, more: str, target: str, told: list[str]) -> None:
    text = FILE.format(direction=direction, more=more, target=target)
    found = told_of_file("indicators/p/s/a.yaml", text)
    assert found[:2] == told
    assert len(found) == len(told)


def test_a_year_without_a_target_has_none_in_what_is_published() -> None:
    keys = {"baseline": None, "better": "higher", "target": {"by_year": {"R4": "100"}}, "actuals": KNOWN}
    row = publish(dataset(of()).plans[0], declared(indicator(**keys))).published[0].published.rows["a"]
    assert (row.target, row.rating) == (None, "unassessed")
