"""Ways to slip in one indicator beside those in the folders here, each with the code and the place that are told."""

import pytest

from tests.build import actual
from tests.rules.telling import PARTS, PERCENT, STEPS, Changes, told, years

SLIPS: list[tuple[str, Changes, str]] = [
    ("a minus before a percentage", PERCENT | years("50", "-55"), "KPI306 actuals.R2.0.value"),
    ("a target without its decimal point", PERCENT | {"target": {"value": "800"}}, "KPI306 target.value"),
    ("full-width percent", PERCENT | {"unit": "％"} | years("50", "550"), "KPI306 actuals.R2.0.value"),
    (
        "the upper end of a range",
        {"direction": "range", "unit": "%", "name": "率", "target": {"min": "40", "max": "600"}, "baseline": None},
        "KPI306 target.max",
    ),
    (
        "fractions for an increase",
        {"direction": "increase", "unit": "パーセント", "name": "率", "baseline": {"value": "0.89"}, "target": None}
        | years("1"),
        "KPI307 baseline.value",
    ),
    ("a digit too many after the baseline", {"baseline": {"value": "60"}} | years("700"), "KPI308 actuals.R1.0.value"),
    (
        "the middle one of three",
        {"target": {"value": "9000"}} | years("5120", "512", "5445"),
        "KPI308 actuals.R2.0.value",
    ),
    ("a percentage of a tenth", PERCENT | years("73.5", "7.35"), "KPI308 actuals.R2.0.value"),
    (
        "a small percentage as a fraction",
        PERCENT | {"target": {"value": "28.0"}} | years("18", "0.185"),
        "KPI308 actuals.R2.0.value",
    ),
    (
        "a small percentage after a fraction",
        PERCENT | {"baseline": {"value": "0.17"}} | years("18"),
        "KPI308 actuals.R1.0.value",
    ),
    (
        "one part of several",
        PARTS
        | {
            "actuals": {
                "R2": {"parts": {"県": "1", "市町村": "50"}, "status": "実績"},
                "R3": {"parts": {"県": "1", "市町村": "5100"}, "status": "実績"},
            }
        },
        "KPI308 actuals.R3.0.parts.市町村",
    ),
    ("sheets for thousands of sheets", {"target": {"value": "365"}} | years("350000"), "KPI309 actuals.R1.0.value"),
    (
        "a digit too few of a limit",
        {"better": "lower", "baseline": None, "target": {"value": "4190"}} | years("447"),
        "KPI309 actuals.R1.0.value",
    ),
    ("a forecast of ten years ahead", {"actuals": {"R13": {"value": "50", "status": "見込"}}}, "KPI310 actuals.R13.0"),
    ("measured after its document", {"actuals": actual("50", as_of="2022-04-30")}, "KPI310 actuals.R3.0.as_of"),
    (
        "months after its document",
        {"actuals": actual("50", period={"from": "2021-04", "to": "2022-06"})},
        "KPI310 actuals.R3.0.period.to",
    ),
    (
        "known before its year",
        {"actuals": actual("50", known="2020-05")},
        "KPI310 actuals.R3.0",
    ),
    ("the half year before", {"actuals": actual("50", "速報", as_of="2020-10")}, "KPI311 actuals.R3.0.as_of"),
    (
        "months of the year before",
        {"actuals": actual("50", period={"from": "2020-04", "to": "2021-03"})},
        "KPI311 actuals.R3.0.period",
    ),
    (
        "a day long after the year",
        {"actuals": {"R2": {"value": "50", "status": "実績", "as_of": "2021-12"}}},
        "KPI311 actuals.R2.0.as_of",
    ),
    ("時点 of no day", {"actuals": actual("50", "時点")}, "KPI312 actuals.R3.0.status"),
    (
        "an increase that is excused",
        {"direction": "increase", "target": None, "baseline": {"value": "12"}, "unmet": {"R3": {"reason": "中止"}}},
        "KPI313 unmet.R3",
    ),
    (
        "stopped before the plan",
        {"suspended": {"since": "H30", "reason": "終了"}, "actuals": None},
        "KPI314 suspended.since",
    ),
    ("stopped, and measured later", {"suspended": {"since": "R2", "reason": "終了"}}, "KPI314 actuals.R3"),
    (
        "the baseline for a target",
        {"better": "higher", "baseline": {"value": "100"}},
        "KPI315 target.value",
    ),
    ("another era", {"target": {"value": "100", "year": "H3"}}, "KPI316 target.year"),
    (
        "only what is new",
        STEPS | {"actuals": {"R2": {"done": ["設計"], "status": "実績"}, "R3": {"done": ["公開"], "status": "見込"}}},
        "KPI317 actuals.R3.0.done",
    ),
    (
        "a source without a page",
        {"source": {"document": "doc"}, "target": {"value": "100", "source": {"document": "doc", "page": "3"}}},
        "KPI702 source",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [pytest.param(c, e, id=name) for name, c, e in SLIPS])
def test_slips_of_one_indicator(changes: Changes, expected: str) -> None:
    assert told(changes) == [expected]


def test_a_baseline_year_after_a_wrong_target_year_is_told_once() -> None:
    swapped: Changes = {"baseline": {"value": "0", "year": "R3"}, "target": {"value": "100", "year": "H28"}}
    assert told(swapped) == ["KPI301 baseline.year"]
