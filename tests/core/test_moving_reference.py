"""A reference that moves (全国平均): a year is held against the value of that year, else the latest before it."""

from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.explain import explain
from dxkpi.core.numerals import target_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.cautions import cautions
from dxkpi.rules import check
from tests.build import dataset, declared, indicator, plan, publish
from tests.source.telling import told_of_file


def of(**changes: Any) -> Plan:
    return plan(
        **{"adopted": "2020-04", "target_year": "R6", "method": {"formula": "ratio", "against": "target"}, **changes}
    )


def keys(reference: dict[str, Any]) -> dict[str, Any]:
    actuals = {year: {"value": "40", "status": "実績"} for year in ("R2", "R3", "R4")}
    target = {"reference": {"name": "全国", **reference}}
    return {"direction": "reference", "better": "higher", "baseline": None, "target": target, "actuals": actuals}


def seen(year: str, reference: dict[str, Any], own: Plan | None = None, **more: Any) -> Assessment:
    return assess(indicator(**keys(reference) | more), own or of(), parse_fiscal_year(year))


MOVING: dict[str, Any] = {"by_year": {"R2": "40", "R3": "50"}}
UNKNOWN = "算定不能: その年度の目標値がないため"


@pytest.mark.parametrize("against", ["target", "year_target"])
@pytest.mark.parametrize(
    ("year", "reference", "expected"),
    [
        ("R2", MOVING, "達成率 100.0%（100%）"),
        ("R3", MOVING, "達成率 80.0%（60%以上100%未満）"),
        ("R4", MOVING, "達成率 80.0%（60%以上100%未満）"),
        ("R6", MOVING, "達成率 80.0%（60%以上100%未満）"),
        ("R2", {"by_year": {"R3": "50"}}, UNKNOWN),
        ("R2", {"by_year": {"R3": "50"}, "value": "80", "year": "H28"}, "達成率 50.0%（30%以上60%未満）"),
        ("R3", {"by_year": {"R3": "50"}, "value": "80", "year": "H28"}, "達成率 80.0%（60%以上100%未満）"),
    ],
)
def test_each_year_is_held_against_its_own_value(
    against: str, year: str, reference: dict[str, Any], expected: str
) -> None:
    own = of(method={"formula": "ratio", "against": against})
    assert outcome_phrase(seen(year, reference, own), own) == expected


@pytest.mark.parametrize(
    ("better", "expected"), [("lower", "達成率 125.0%（100%）"), ("higher", "達成率 80.0%（60%以上100%未満）")]
)
def test_the_better_side_stays(better: str, expected: str) -> None:
    assert outcome_phrase(seen("R3", MOVING, better=better), of()) == expected


def test_a_value_of_an_earlier_year_is_told_of() -> None:
    told = {year: list(cautions(seen(year, MOVING), of())) for year in ("R3", "R4")}
    assert told == {"R3": [], "R4": ["全国のR4年度の値がないため、R3年度の値と比べた"]}


def test_a_fixed_reference_is_as_printed_and_never_stale() -> None:
    found = seen("R4", {"value": "50", "year": "H28"})
    assert (target_phrase(found.indicator), list(cautions(found, of()))) == ("全国と同じ水準（50件、H28年度）", [])


def test_the_explanation_points_at_the_value_of_the_year() -> None:
    own = indicator(**keys(MOVING))
    found = explain(declared(own)[0], dataset(of()).plans[0], declared(own), parse_fiscal_year("R2"))
    places = {entry.kind: [".".join(map(str, part.path)) for part in entry.parts] for entry in found.inputs}
    assert places["target"] == ["target.reference.by_year.R2"]


def test_calendar_years_move_it_too() -> None:
    actuals = {"2021": {"value": "40", "status": "実績"}}
    found = seen("R3", {"by_year": {"2020": "40", "2021": "50"}}, year_kind="calendar", actuals=actuals)
    assert target_phrase(found.indicator) == "全国と同じ水準（50件、2021年）"


def test_what_is_published_keeps_the_value_of_its_year() -> None:
    own = declared(indicator(**keys(MOVING)))
    row = publish(dataset(of()).plans[0], own, "R2").published[0].published.rows["a"]
    assert row.target
    assert row.target.reference
    assert row.target.reference.value == 40
    assert row.target.reference.by_year is None


FILE = """\
id: a
name: 指標
plan: p
section: s
unit: 件
direction: reference
better: higher
target: {{reference: {reference}}}
"""


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("{name: 全国, by_year: {R3: 5}}", []),
        ("{name: 全国, value: 4, year: R1, by_year: {R3: 5}}", []),
        ("{name: 全国}", ["8:10 KPI202 必要なキー「value」（値）がない"]),
        ("{name: 全国, by_year: {}}", ["8:10 KPI202 必要なキー「value」（値）がない"]),
    ],
)
def test_a_value_is_needed_unless_it_moves(reference: str, told: list[str]) -> None:
    assert told_of_file("indicators/p/s/a.yaml", FILE.format(reference=reference))[:1] == told


def test_a_revision_that_begins_with_another_value_of_a_year_tells_both() -> None:
    def aim(value: str) -> dict[str, Any]:
        return {"reference": {"name": "全国", "by_year": {"R3": value}}}

    said = {"date": "2021-02", "indicator": "a", "reason": "統計が変わった", "decision": "会議"}
    own = plan(revisions=[{**said, "from": aim("12"), "to": aim("11")}])
    found = check(dataset(own, indicator(direction="reference", better="higher", target=aim("13"))))
    assert [one.message for one in found if one.rule.code == "KPI505"] == [
        "a（指標）の改定前の reference は、改定では「name: 全国、by_year: （R3: 12）」、"
        "その時の目標では「name: 全国、by_year: （R3: 13）」"
    ]
