"""Rules with an edge: values on both sides of it, and what stands outside."""

from typing import Any

import pytest

from dxkpi.core.basis.finding import Ref
from tests.build import actual
from tests.rules.telling import LIMIT, PARTS, STEPS, Changes, found, told, years

UNTIMELY = "KPI345 actuals.R3.0.status"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"actuals": actual("50", known="2021-12-30")}, [UNTIMELY]),
        ({"actuals": actual("50", known="2021-12-31")}, []),
        ({"actuals": actual("50", known="2021-11")}, [UNTIMELY]),
        ({"actuals": actual("50", known="2021-12")}, []),
        ({"actuals": actual("50", known="2021-04-01")}, [UNTIMELY]),
        ({"actuals": actual("50", "速報", known="2021-06")}, []),
        ({"actuals": actual("50", "見込", known="2021-06")}, []),
        ({"actuals": actual("50", "時点", known="2021-06", as_of="2021-05")}, []),
        (
            {"actuals": actual("50", known="2021-10", period={"from": "2020-10", "to": "2021-09"})},
            [],
        ),
        (STEPS | {"actuals": {"R3": {"done": ["設計"], "status": "実績", "known": "2021-06"}}}, []),
        ({"direction": "monitor", "target": None, "actuals": actual("50", known="2021-06")}, []),
    ],
)
def test_final_is_what_is_known_when_three_months_are_left(changes: Changes, expected: list[str]) -> None:
    assert told(changes) == expected


ZERO = "KPI344 actuals.R2.0.value"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (years("40", "0", first=2019), [ZERO]),
        (years("40", "0.000001", first=2019), []),
        ({"baseline": {"value": "40"}} | years("0", first=2020), [ZERO]),
        (years("0", "0", first=2019), []),
        (years("40", "0", "0", first=2019), [ZERO]),
        (LIMIT | {"target": {"value": "40"}} | years("44", "0", first=2019), []),
        (years("-4", "0", first=2019), []),
        ({"direction": "increase", "target": None, "baseline": {"value": "4"}} | years("0", first=2020), [ZERO]),
        ({"direction": "keep", "better": "higher", "target": {"value": "4"}} | years("5", "0", first=2019), [ZERO]),
        ({"direction": "monitor", "target": None} | years("5", "0", first=2019), []),
        (
            PARTS
            | {
                "actuals": {
                    "R1": {"parts": {"県": "1", "市町村": "40"}, "status": "実績"},
                    "R2": {"parts": {"県": "0", "市町村": "40"}, "status": "実績"},
                }
            },
            ["KPI344 actuals.R2.0.parts.県"],
        ),
    ],
)
def test_a_fall_to_zero_is_one_from_above_where_more_is_better(changes: Changes, expected: list[str]) -> None:
    assert told(changes) == expected


SPREAD = {"formula": "ratio", "against": "elapsed_share"}
LEVEL = "KPI343 target.value"


@pytest.mark.parametrize(
    ("changes", "period", "expected"),
    [
        ({"baseline": {"value": "20"}}, ("R1", "R5"), []),
        ({"baseline": {"value": "20.000001"}}, ("R1", "R5"), [LEVEL]),
        ({"baseline": {"value": "50"}}, ("R1", "R2"), []),
        ({"baseline": {"value": "51"}}, ("R1", "R2"), [LEVEL]),
        ({"baseline": {"value": "51"}}, ("R5", "R5"), []),
        ({"baseline": None, "better": "higher"}, ("R1", "R5"), []),
        ({"baseline": None, "better": "higher", "unit": "%"}, ("R1", "R5"), [LEVEL]),
        ({"baseline": {"value": "0"}, "unit": "‰"}, ("R1", "R5"), [LEVEL]),
        ({"baseline": None, "counting": "summed"}, ("R1", "R5"), []),
    ],
)
def test_a_share_of_the_target_is_for_what_grows_from_zero(
    changes: Changes, period: tuple[str, str], expected: list[str]
) -> None:
    first, last = period
    of: dict[str, Any] = {"method": SPREAD, "period": {"from": first, "to": last}, "target_year": last}
    assert told({"actuals": None} | changes, of=of) == expected
    line = {"indicators": ["a0"], "against": "target", "reason": "水準を高める目標"}
    of["method"] = SPREAD | {"exceptions": [line]}
    assert told({"actuals": None} | changes, of=of) == []


@pytest.mark.parametrize(
    ("by_year", "more", "expected"),
    [
        ({"R1": "20", "R2": "40", "R3": "100"}, {}, []),
        ({"R1": "20", "R2": "20", "R3": "100"}, {}, ["KPI342 target.by_year"]),
        ({"R1": "20", "R2": "19.999999", "R3": "100"}, {}, ["KPI342 target.by_year"]),
        ({"R1": "40", "R2": "60"}, {}, ["KPI342 target.by_year"]),
        ({"R1": "40", "R2": "59.999999"}, {}, []),
        ({"R1": "40", "R2": "60"}, {"by_year_counting": "cumulative"}, []),
        ({"R1": "40", "R2": "60"}, {"by_year_counting": "yearly"}, []),
        ({"R3": "100"}, {}, []),
    ],
)
@pytest.mark.parametrize("counting", ["cumulative", "summed", "yearly", None])
def test_under_a_running_total_the_targets_of_years_rise_and_are_no_amounts(
    by_year: dict[str, str], more: dict[str, str], expected: list[str], counting: str | None
) -> None:
    if counting not in {"cumulative", "summed"}:
        if more.get("by_year_counting") == "yearly":
            return
        expected = []
    changes = {
        "counting": counting,
        "baseline": None if counting == "summed" else {"value": "0"},
        "target": {"value": "100", "by_year": by_year, **more},
        "actuals": None,
    }
    assert told(changes) == expected


SHARE = {"direction": "relative", "unit": "%", "baseline": {"value": "50"}, "actuals": None}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (SHARE | {"target": {"change": "3"}}, ["KPI341 target.change"]),
        (SHARE | {"target": {"points": "3"}}, []),
        (SHARE | {"target": {"points": "3"}, "unit": "‰"}, []),
        (SHARE | {"target": {"points": "3"}, "unit": "件"}, ["KPI341 target.points"]),
        (SHARE | {"target": {"change": "3"}, "unit": "件"}, []),
        (SHARE | {"target": {"change": "-3"}, "unit": "パーセント"}, ["KPI341 target.change"]),
    ],
)
def test_points_are_of_shares_and_percent_of_numbers(changes: Changes, expected: list[str]) -> None:
    assert told(changes) == expected


CEILING = {
    "better": "lower",
    "counting": "cumulative",
    "baseline": {"value": "30", "year": "R1"},
    "target": {"value": "100"},
    **years("40", "50", first=2020),
}
RATIO = {"method": {"formula": "ratio_mirrored", "against": "target"}}


@pytest.mark.parametrize(
    ("changes", "of", "expected"),
    [
        ({}, RATIO, []),
        ({}, {}, ["KPI315 target.value"]),  # the way from the baseline has no rate then
        ({"counting": "yearly"}, RATIO, ["KPI315 target.value"]),  # a level that may get worse: told
        ({"better": "higher", "target": {"value": "20"}}, RATIO, ["KPI315 target.value"]),
    ],
)
def test_a_ceiling_of_a_running_total_is_ordinary_where_the_rate_needs_no_baseline(
    changes: Changes, of: Changes, expected: list[str]
) -> None:
    assert told(CEILING | changes, of=of) == expected


YEARLY: Changes = {
    "counting": "cumulative",
    "target": {"value": "900", "year": "R3", "by_year": {"R1": "300", "R2": "300", "R3": "300"}},
    "actuals": None,
}


@pytest.mark.parametrize(
    ("counting", "expected"),
    [
        (None, ["KPI342 target.by_year"]),  # and not that R3 contradicts the total as well
        ("yearly", []),
        ("cumulative", ["KPI509 target.by_year.R3"]),
    ],
)
def test_targets_that_read_as_yearly_amounts_are_told_once(counting: str | None, expected: list[str]) -> None:
    said = {"by_year_counting": counting} if counting else {}
    assert told(YEARLY | {"target": YEARLY["target"] | said}) == expected


AMOUNTS = {"method": {"formula": "ratio", "against": "year_target"}, "adopted": "2019-09", "target_year": "R5"}


@pytest.mark.parametrize(
    ("years_written", "changes", "expected"),
    [
        (("R1", "R2", "R3"), {}, ""),
        (("R2", "R3"), {}, "R1 の量がない（実績値はR元年度から数える）"),
        (("R1", "R4"), {}, "R2、R3 の量がない（実績値はR元年度から数える）"),
        (("H30", "R1", "R2"), {}, "H30 の量がある（実績値はR元年度から数える）"),
        (("H30", "R2"), {}, "H30 の量がある、R1 の量がない（実績値はR元年度から数える）"),
        (("R2", "R3"), {"counting": "cumulative", "baseline": {"value": "0", "year": "R1"}}, ""),
        (("R2", "R3"), {"counting": "cumulative", "baseline": {"value": "0"}}, ""),
        (("R2", "R4"), {"counting": "cumulative", "baseline": {"value": "0"}}, "R3 の量がない"),
    ],
)
def test_amounts_of_years_are_wanted_for_each_year_that_is_counted(
    years_written: tuple[str, ...], changes: Changes, expected: str
) -> None:
    target = {"value": "100", "by_year": dict.fromkeys(years_written, "10"), "by_year_counting": "yearly"}
    own = {"counting": "summed", "baseline": None, "better": "higher", "actuals": None, "target": target}
    diagnostics = [one for one in found(own | changes, of=AMOUNTS) if one.rule.code == "KPI321"]
    assert [one.message for one in diagnostics] == (
        [f"a0（指標その0）は、年度ごとの目標値を足して比べるのに、{expected}。同じ期間の目標値が決まらない年度がある"]
        if expected
        else []
    )
    for one in diagnostics:
        assert ("baseline の year" in (one.hint or "")) is ("counting" in changes)


def test_amounts_of_years_that_a_revision_states_are_looked_at_too() -> None:
    own = {"counting": "summed", "baseline": None, "better": "higher", "actuals": None, "target": {"value": "100"}}
    revised = {
        "date": "2021-02-10",
        "indicator": "a0",
        "from": {"value": "100"},
        "to": {"value": "90", "by_year": {"R3": "40", "R5": "50"}, "by_year_counting": "yearly"},
        "reason": "見直し",
        "decision": "会議",
    }
    of = AMOUNTS | {"revisions": [revised]}
    years = {**own, "target": {"value": "100", "by_year": {"R1": "5"}}}  # by which it is compared until then
    (one,) = (one for one in found(years, of=of) if one.rule.code == "KPI321")
    assert isinstance(one.place, Ref)
    assert one.place.path == ("revisions", 0, "to")
    assert "R1、R2、R4 の量がない（実績値はR元年度から数える）" in one.message
    calendar = {
        "year_kind": "calendar",
        "target": {"value": "9", "by_year": {"2021": "9"}, "by_year_counting": "yearly"},
    }
    (one,) = (one for one in found(own | calendar, of=AMOUNTS) if one.rule.code == "KPI321")
    assert "2019、2020 の量がない（実績値は2019年から数える）" in one.message


def test_what_was_reported_on_no_day_is_told_once_for_all_values() -> None:
    paper = {"source": {"document": "doc"}, "counts": {"s": {"achieved": "1"}}}
    said = {"status": "実績", "reported": "課"}
    actuals = {"R1": {"value": "10", **said}, "R2": [{"value": "20", **said}, {"value": "21", **said}]}
    reasons = {"R1": {"reason": "例", "reported": "課"}}
    diagnostics = found({"actuals": actuals, "unmet": reasons}, of={"published": {"R3": paper}})
    undated = [one for one in diagnostics if one.rule.code == "KPI703"]
    assert [(one.message.partition("に、")[0], one.hint.partition("、")[0]) for one in undated] == [
        ("a0（指標その0）の報告による理由（R1）", "known に"),
        ("a0（指標その0）の報告による値（R1、R2）", "それぞれの known に"),
    ]
