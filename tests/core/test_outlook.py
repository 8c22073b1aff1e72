"""What is told of a year before the target year, and what is said where it cannot be told."""

from fractions import Fraction
from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import FiscalYear, parse_day, parse_fiscal_year
from dxkpi.core.outlook import counted, outlook_of, plan_outlook
from dxkpi.core.plan.plan import Plan
from dxkpi.core.trajectory import (
    NoTrajectoryReason,
    Outlook,
    OutlookStatus,
    Pace,
    Point,
    Track,
    TrackStatus,
    pace_words,
    unclear,
)
from tests.build import indicator, plan

F = Fraction
R4 = parse_fiscal_year("R4")


def record(value: str, status: str = "実績", **more: Any) -> dict[str, Any]:
    return {"value": value, "status": status, **more}


def to(year: str = "R6", **changes: Any) -> Plan:
    return plan(adopted="2018-04", target_year=year, **changes)


def seen(year: str = "R4", of: Plan | None = None, as_of: str | None = None, **changes: Any) -> Outlook:
    """The outlook of 0 (H30) → 60 (R6) with 20 in R2 and 45 in R4, where the line stands at 40."""
    declared = {
        "baseline": {"value": "0", "year": "H30"},
        "target": {"value": "60"},
        "actuals": {"R2": record("20"), "R4": record("45")},
    }
    own, day = of or to(), parse_day(as_of) if as_of else None
    assessment = assess(indicator(**{**declared, **changes}), own, parse_fiscal_year(year), day)
    return outlook_of(assessment, own, day)


def way(found: Outlook) -> Track:
    (only,) = found.tracks
    assert isinstance(only, Track)
    return only


def pace(found: Outlook) -> Pace:
    own = way(found).pace
    assert isinstance(own, Pace)
    return own


def test_the_outlook_of_a_year_in_full() -> None:
    own = way(seen())
    assert [own.trajectory.value(FiscalYear(year)) for year in range(2017, 2026)] == [0, 0, 10, 20, 30, 40, 50, 60, 60]
    assert own.points == (Point(FiscalYear(2020), F(20)), Point(R4, F(45)))
    assert own.here == Point(R4, F(45))
    assert own.status is TrackStatus.AHEAD
    assert own.pace == Pace(F(45, 4), F(15, 2), 4, 2, F(135, 2), enough=True, met=False)


@pytest.mark.parametrize(
    ("actual", "position"),
    [
        ("40", OutlookStatus.ON_TRACK),
        ("40.000001", OutlookStatus.AHEAD),
        ("39.999999", OutlookStatus.BEHIND),
        ("0", OutlookStatus.BEHIND),
        ("-5", OutlookStatus.BEHIND),
        ("60", OutlookStatus.AHEAD),
        ("61", OutlookStatus.AHEAD),
    ],
)
def test_ahead_is_above_the_line_where_more_is_better(actual: str, position: OutlookStatus) -> None:
    found = seen(actuals={"R2": record("20"), "R4": record(actual)})
    assert (found.status, found.reason) == (position, None)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "line", "position", "gained", "needed"),
    [
        ("600", "300", "450", "400", OutlookStatus.BEHIND, F(-75, 2), F(-75)),
        ("600", "300", "400", "400", OutlookStatus.ON_TRACK, F(-50), F(-50)),
        ("600", "300", "399", "400", OutlookStatus.AHEAD, F(-201, 4), F(-99, 2)),
        ("600", "300", "620", "400", OutlookStatus.BEHIND, F(5), F(-160)),
        ("6", "0", "2", "2", OutlookStatus.ON_TRACK, F(-1), F(-1)),
        ("3", "-3", "-2", "-1", OutlookStatus.AHEAD, F(-5, 4), F(-1, 2)),
        ("-30", "30", "10", "10", OutlookStatus.ON_TRACK, F(10), F(10)),
        ("80", "100", "93.333333", F(280, 3), OutlookStatus.BEHIND, F(13333333, 4000000), F(6666667, 2000000)),
        ("80", "100", "93.333334", F(280, 3), OutlookStatus.AHEAD, F(6666667, 2000000), F(3333333, 1000000)),
    ],
)
def test_the_line_falls_where_less_is_better_and_is_never_rounded(
    baseline: str,
    target: str,
    actual: str,
    line: str | Fraction,
    position: OutlookStatus,
    gained: Fraction,
    needed: Fraction,
) -> None:
    found = seen(
        baseline={"value": baseline, "year": "H30"},
        target={"value": target},
        actuals={"R2": record(baseline), "R4": record(actual)},
    )
    assert way(found).trajectory.value(R4) == F(line)
    assert found.status is position
    assert (pace(found).observed, pace(found).required) == (gained, needed)


def test_a_target_that_is_met_needs_nothing_more() -> None:
    assert pace(seen(actuals={"R2": record("50"), "R4": record("70")})).met
    assert pace(seen(actuals={"R2": record("50"), "R4": record("60")})).required == 0


def test_a_target_that_has_to_be_passed_is_not_met_on_it_and_not_reached_on_the_line() -> None:
    beyond = {"value": "60", "exclusive": "true"}
    on_target = seen(target=beyond, actuals={"R2": record("50"), "R4": record("60")})
    assert (pace(on_target).met, pace(on_target).enough, pace(on_target).required) == (False, True, F(0))
    on_line = seen(target=beyond, actuals={"R2": record("20"), "R4": record("40")})
    assert (on_line.status, pace(on_line).enough) == (OutlookStatus.ON_TRACK, False)


@pytest.mark.parametrize(
    ("actual", "position", "met", "enough"),
    [
        ("39.9", OutlookStatus.BEHIND, False, True),
        ("38.5", OutlookStatus.BEHIND, False, False),
        ("57", OutlookStatus.AHEAD, False, True),
        ("58", OutlookStatus.AHEAD, True, True),
    ],
)
def test_about_a_value_the_line_leads_to_the_value_and_a_little_short_of_it_will_do(
    actual: str, position: OutlookStatus, met: bool, enough: bool
) -> None:
    found = seen(target={"value": "60", "tolerance": "2"}, actuals={"R2": record("20"), "R4": record(actual)})
    assert (found.status, pace(found).met, pace(found).enough) == (position, met, enough)
    assert pace(found).required == (60 - F(actual)) / 2


def test_a_change_of_the_baseline_is_a_value_like_any_other() -> None:
    found = seen(direction="relative", baseline={"value": "200", "year": "H30"}, target={"change": "-30"},
                 actuals={"R2": record("190"), "R4": record("160")})  # fmt: skip
    assert (way(found).trajectory.value(R4), found.status, pace(found).required) == (
        F(160),
        OutlookStatus.ON_TRACK,
        F(-10),
    )


def test_the_target_year_has_its_result_and_those_after_it_have_nothing_to_look_out_for() -> None:
    assert seen("R5") == seen("R5", target={"value": "60", "year": "R6"})
    assert seen("R6") == Outlook(OutlookStatus.FINAL, parse_fiscal_year("R6"))
    assert seen("R7") == Outlook(OutlookStatus.PAST, parse_fiscal_year("R6"))
    assert seen("R4", target={"value": "60", "year": "R4"}) == Outlook(OutlookStatus.FINAL, R4)
    assert seen("R5", target={"value": "60", "year": "R4"}) == Outlook(OutlookStatus.PAST, R4)
    assert (seen("R6").status, seen("R7").status) == (OutlookStatus.FINAL, OutlookStatus.PAST)


STEPS: dict[str, Any] = {
    "direction": "milestone", "unit": None, "baseline": {"text": "なし", "year": "H30"},
    "target": {"steps": ["一", "二"]}, "actuals": {"R4": {"done": ["一"], "status": "実績"}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"direction": "increase", "target": None}, NoTrajectoryReason.NO_WAY),
        ({"direction": "decrease", "target": None}, NoTrajectoryReason.NO_WAY),
        ({"direction": "keep", "target": {"value": "5"}, "better": "lower"}, NoTrajectoryReason.NO_WAY),
        ({"direction": "range", "target": {"min": "40", "max": "60"}}, NoTrajectoryReason.NO_WAY),
        (STEPS, NoTrajectoryReason.NO_WAY),
        ({"direction": "monitor", "target": None}, NoTrajectoryReason.MONITORED),
        ({"baseline": None, "better": "higher"}, NoTrajectoryReason.BASELINE_UNKNOWN),
        ({"baseline": {"value": "0"}}, NoTrajectoryReason.BASELINE_YEAR_UNKNOWN),
        ({"baseline": {"value": "0", "year": "R5"}}, NoTrajectoryReason.BEFORE_BASELINE),
        ({"baseline": {"value": "0", "year": "R6"}}, NoTrajectoryReason.BEFORE_BASELINE),
        ({"target": {"value": "0"}, "better": "higher"}, NoTrajectoryReason.LIMIT),
        ({"target": {"value": "60"}, "better": "lower"}, NoTrajectoryReason.LIMIT),
        ({"suspended": {"since": "R4", "reason": "終了"}}, NoTrajectoryReason.SUSPENDED),
    ],
)
def test_what_has_no_line_says_why(changes: dict[str, Any], reason: NoTrajectoryReason) -> None:
    found = seen(**changes)
    assert found == unclear(reason)
    assert (found.status, found.reason) == (OutlookStatus.UNCLEAR, reason)


def test_a_plan_without_a_target_year_has_no_line_unless_the_indicator_has_one() -> None:
    endless = plan(adopted="2018-04", target_year=None)
    assert seen(of=endless) == unclear(NoTrajectoryReason.TARGET_YEAR_UNKNOWN)
    assert seen(of=endless, target={"value": "60", "year": "R6"}).status is OutlookStatus.AHEAD


def test_an_indicator_that_the_data_put_into_a_state_is_not_looked_at() -> None:
    states = [
        {"id": "ended", "label": "中止", "group": "その他"},
        {"id": "waiting", "label": "未判明", "group": "その他", "when": "not_assessed"},
    ]
    assert seen(of=to(states=states), states={"R4": {"state": "ended"}}) == unclear(NoTrajectoryReason.IN_STATE)
    open_ = seen(of=to(states=states, method={"formula": "distance", "against": "year_target"}))
    assert open_.status is OutlookStatus.AHEAD


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([], NoTrajectoryReason.NO_ACTUAL),
        ([record("45", "見込")], NoTrajectoryReason.PROVISIONAL),
        ([record("45", "速報"), record("46", "時点")], NoTrajectoryReason.PROVISIONAL),
        ([record("45", period={"from": "2022-04", "to": "2022-09"})], NoTrajectoryReason.PART_OF_YEAR),
        ([record("45", period={"from": "2022-04", "to": "2023-02"})], NoTrajectoryReason.PART_OF_YEAR),
    ],
)
def test_only_the_final_actual_of_the_whole_year_itself_counts(
    records: list[dict[str, Any]], reason: NoTrajectoryReason
) -> None:
    found = seen(actuals={"R1": record("8"), "R2": record("20"), **({"R4": records} if records else {})})
    own = way(found)
    assert (own.here, own.status, own.pace) == (reason, reason, reason)
    assert [point.actual for point in own.points] == [8, 20]
    assert own.trajectory.value(R4) == 40
    assert (found.status, found.reason) == (OutlookStatus.UNCLEAR, reason)


def test_a_calendar_year_is_a_whole_year_and_the_last_that_became_known_counts() -> None:
    calendar = record("45", period={"from": "2022-01", "to": "2022-12"}, known="2023-05-01")
    corrected = record("46", known="2023-09-01")
    later = record("99", "見込", known="2024-01-01")
    found = seen(actuals={"R2": record("20"), "R4": [later, corrected, calendar]})
    assert way(found).here == Point(R4, F(46))
    then = seen(as_of="2023-06-01", actuals={"R2": record("20"), "R4": [corrected, calendar]})
    assert way(then).here == Point(R4, F(45))
    assert (
        seen(as_of="2023-04-01", actuals={"R2": record("20"), "R4": [corrected, calendar]}).reason
        is NoTrajectoryReason.NO_ACTUAL
    )


@pytest.mark.parametrize(
    ("actuals", "told"),
    [
        ({"R4": record("45")}, False),
        ({"H30": record("0"), "R4": record("45")}, False),
        ({"H29": record("0"), "R4": record("45")}, False),
        ({"R3": record("30", "見込"), "R4": record("45")}, False),
        ({"R4": record("45"), "R5": record("50")}, False),
        ({"R3": record("30"), "R4": record("45")}, True),
        ({"R1": record("5"), "R2": record("20"), "R3": record("30"), "R4": record("45")}, True),
    ],
)
def test_a_pace_needs_three_years_with_that_of_the_baseline(actuals: dict[str, Any], told: bool) -> None:
    found = seen(actuals=actuals)
    assert found.status is OutlookStatus.AHEAD
    assert isinstance(way(found).pace, Pace) is told
    assert told or way(found).pace is NoTrajectoryReason.TOO_FEW_YEARS


def test_in_the_year_of_the_baseline_the_line_is_the_baseline() -> None:
    found = seen("H30", actuals={"H30": record("0")}, of=to(period={"from": "H30", "to": "R6"}))
    assert (way(found).status, way(found).pace) == (TrackStatus.ON_TRACK, NoTrajectoryReason.TOO_FEW_YEARS)


PARTS = {"県": "1", "市町村": "52"}


def composite(rule: str, actual: dict[str, str], baseline: dict[str, str] | None = None) -> Outlook:
    """県 0 → 1 and 市町村 10 → 52 from H30 to R6: in R4 the lines stand at 2/3 and 38, that of the total at 116/3."""
    start = {"県": "0", "市町村": "10"} if baseline is None else baseline
    return seen(
        direction="composite",
        better="higher",
        baseline={"parts": start, "year": "H30"},
        target={"parts": PARTS, "rule": rule},
        actuals={
            "R2": {"parts": {"県": "0", "市町村": "24"}, "status": "実績"},
            "R4": {"parts": actual, "status": "実績"},
        },
    )


def told(found: Outlook) -> list[tuple[str | None, TrackStatus | NoTrajectoryReason]]:
    return [(own.trajectory.part, own.status) for own in found.tracks]


@pytest.mark.parametrize("rule", ["worst", "all"])
@pytest.mark.parametrize(
    ("actual", "positions", "whole"),
    [
        ({"県": "1", "市町村": "39"}, (TrackStatus.AHEAD, TrackStatus.AHEAD), OutlookStatus.AHEAD),
        ({"県": "1", "市町村": "38"}, (TrackStatus.AHEAD, TrackStatus.ON_TRACK), OutlookStatus.ON_TRACK),
        ({"県": "0", "市町村": "50"}, (TrackStatus.BEHIND, TrackStatus.AHEAD), OutlookStatus.BEHIND),
        ({"県": "1"}, (TrackStatus.AHEAD, NoTrajectoryReason.PART_MISSING), OutlookStatus.UNCLEAR),
        ({"県": "0"}, (TrackStatus.BEHIND, NoTrajectoryReason.PART_MISSING), OutlookStatus.BEHIND),
    ],
)
def test_parts_that_count_alone_have_lines_of_their_own_and_the_worst_decides(
    rule: str,
    actual: dict[str, str],
    positions: tuple[TrackStatus | NoTrajectoryReason, ...],
    whole: OutlookStatus,
) -> None:
    found = composite(rule, actual)
    assert told(found) == list(zip(("県", "市町村"), positions, strict=True))
    assert found.status is whole


def test_a_part_without_a_baseline_leaves_the_whole_open_unless_another_one_is_behind() -> None:
    open_ = composite("worst", {"県": "1", "市町村": "30"}, {"県": "0"})
    assert told(open_) == [("県", TrackStatus.AHEAD), ("市町村", NoTrajectoryReason.BASELINE_UNKNOWN)]
    assert (open_.status, open_.reason) == (OutlookStatus.UNCLEAR, NoTrajectoryReason.BASELINE_UNKNOWN)
    behind = composite("worst", {"県": "0", "市町村": "30"}, {"県": "0"})
    assert (behind.status, behind.reason) == (OutlookStatus.BEHIND, None)
    assert composite("worst", {"県": "1", "市町村": "30"}, {}) == unclear(NoTrajectoryReason.BASELINE_UNKNOWN)


def test_a_total_has_one_line() -> None:
    found = composite("sum", {"県": "1", "市町村": "38"})
    assert told(found) == [(None, TrackStatus.AHEAD)]
    assert way(found).trajectory.value(R4) == F(116, 3)
    assert composite("sum", {"県": "1"}).reason is NoTrajectoryReason.PART_MISSING
    assert composite("sum", PARTS, {"県": "0"}) == unclear(NoTrajectoryReason.BASELINE_UNKNOWN)


def test_a_reference_is_a_value_like_any_other() -> None:
    found = seen(target={"reference": {"name": "全国", "value": "60"}}, direction="reference")
    assert (way(found).trajectory.value(R4), found.status) == (F(40), OutlookStatus.AHEAD)


YEARS = {"R1": record("20"), "R2": record("30"), "R3": record("25"), "R4": record("60")}


def added_up(year: str = "R4", of: Plan | None = None, **changes: Any) -> Outlook:
    """A target of 300 in the five years from R1, of which each has the actual of that year alone."""
    own = of or plan(target_year="R5", period={"from": "R1", "to": "R5"})
    told = {"target": {"value": "300"}, "counting": "summed", "baseline": None, "actuals": YEARS}
    return seen(year, of=own, **{**told, **changes})


def test_single_years_are_added_up_and_begin_with_nothing_before_the_plan() -> None:
    own = way(added_up(actuals={"H30": record("99"), **YEARS}))
    assert [own.trajectory.value(FiscalYear(year)) for year in (2018, 2019, 2022)] == [0, 60, 240]
    assert {str(point.year): point.actual for point in own.points} == {"R1": 20, "R2": 50, "R3": 75, "R4": 135}
    assert (own.here, own.status, own.summed) == (Point(R4, F(135)), TrackStatus.BEHIND, True)
    assert (pace(added_up()).observed, pace(added_up()).required) == (F(135, 4), F(165))


@pytest.mark.parametrize(
    ("actuals", "reason"),
    [
        ({**YEARS, "R2": record("30", "見込")}, NoTrajectoryReason.YEARS_MISSING),
        ({year: YEARS[year] for year in ("R1", "R3", "R4")}, NoTrajectoryReason.YEARS_MISSING),
        ({**YEARS, "R4": record("60", "見込")}, NoTrajectoryReason.PROVISIONAL),
        ({"R1": record("20"), "R2": record("30")}, NoTrajectoryReason.NO_ACTUAL),
    ],
)
def test_a_sum_is_open_where_a_year_has_no_final_actual(actuals: dict[str, Any], reason: NoTrajectoryReason) -> None:
    own = way(added_up(actuals=actuals))
    assert (own.here, own.status, own.pace) == (reason, reason, reason)
    assert own.points[0] == Point(FiscalYear(2019), F(20))


def test_a_plan_without_a_beginning_adds_nothing_up() -> None:
    assert added_up(of=plan(adopted=None, target_year="R5")) == unclear(NoTrajectoryReason.PERIOD_UNKNOWN)


def revision(date: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {"date": date, "indicator": "a", "from": before, "to": after, "reason": "見直し", "decision": "会"}


REVISIONS = [
    revision("2021-06-01", {"value": "60"}, {"value": "90"}),
    revision("2023-06-01", {"year": "R6"}, {"year": "R8"}),
]


@pytest.mark.parametrize(
    ("year", "as_of", "line", "last"),
    [
        ("R2", None, F(20), "R6"),
        ("R4", None, F(60), "R6"),
        ("R4", "2021-05-01", F(40), "R6"),
        ("R5", None, F(225, 4), "R8"),
    ],
)
def test_the_target_in_force_at_the_end_of_the_year_draws_the_line(
    year: str, as_of: str | None, line: Fraction, last: str
) -> None:
    own = way(seen(year, of=to(revisions=REVISIONS), as_of=as_of))
    assert (own.trajectory.value(parse_fiscal_year(year)), own.last) == (line, parse_fiscal_year(last))


@pytest.mark.parametrize(("as_of", "line"), [("2023-05-01", F(40)), ("2023-06-01", F(44)), (None, F(44))])
def test_the_baseline_known_on_the_day_begins_the_line(as_of: str | None, line: Fraction) -> None:
    restated = [{"date": "2023-06-01", "value": "12", "reason": "遡及改定"}]
    own = way(seen(as_of=as_of, baseline={"value": "0", "year": "H30", "restated": restated}))
    assert own.trajectory.value(R4) == line


def test_a_plan_counts_its_indicators_with_targets_and_knows_whether_an_outlook_applies() -> None:
    own = to()
    declared = [
        indicator(id="a", baseline={"value": "0", "year": "H30"}, actuals={"R4": record("99")}),
        indicator(id="b", baseline={"value": "0", "year": "H30"}, target={"value": "9", "year": "R3"}),
        indicator(id="c", baseline=None, better="higher"),
        indicator(id="d", direction="monitor", baseline=None, target=None),
    ]

    def outlook(year: str, of: Plan = own) -> Any:
        return plan_outlook(of, parse_fiscal_year(year), [assess(one, of, parse_fiscal_year(year)) for one in declared])

    now = outlook("R4")
    assert counted(now.seen) == {OutlookStatus.AHEAD: 1, OutlookStatus.PAST: 1, OutlookStatus.UNCLEAR: 1}
    assert [(section.id, len(seen)) for section, seen in now.sections] == [("s", 3)]
    assert (now.applies, now.over) == (True, False)
    assert (outlook("R6").applies, outlook("R6").over) == (False, True)
    endless = plan(adopted="2018-04", target_year=None)
    assert (outlook("R4", endless).applies, outlook("R4", endless).over) == (False, False)
    following = plan(ratings=[], method=None)
    assert (outlook("R4", following).applies, outlook("R4", following).over) == (False, False)


@pytest.mark.parametrize(("count", "in_t"), [("once", 0), ("each", 1)])
def test_what_a_section_lists_again_counts_there_as_the_plan_says_and_is_one_indicator(count: str, in_t: int) -> None:
    own = to(sections=[{"id": "s", "name": "一"}, {"id": "t", "name": "二"}], relisted_count=count)
    both = [indicator(id="a", relisted=["t"]), indicator(id="b")]
    assessments = [assess(one, own, R4) for one in both]
    whole = plan_outlook(own, R4, assessments)
    assert [(section.id, len(listed), len(whole.counting(section))) for section, listed in whole.sections] == [
        ("s", 2, 2),
        ("t", 1, in_t),
    ]
    assert counted(whole.seen).total() == 2
    alone = plan_outlook(own, R4, assessments, section="t")
    assert [(section.id, len(listed)) for section, listed in alone.sections] == [("t", 1)]
    assert [assessment.indicator.id for assessment, _ in alone.seen] == ["a"]


def under_ceiling(*sums: str, counting: str = "summed") -> Outlook:
    """The outlook in the third year of six of a ceiling of 60, which each year may use up by 10."""
    years = dict(zip(("R1", "R2", "R3"), map(record, sums), strict=True))
    of = plan(period={"from": "R1", "to": "R6"}, target_year="R6")
    start = None if counting == "summed" else {"value": "0", "year": "H30"}
    changes: dict[str, Any] = {"counting": counting, "better": "lower", "baseline": start, "target": {"value": "60"}}
    return seen("R3", of=of, actuals=years, **changes)


@pytest.mark.parametrize(
    ("years", "position", "words"),
    [
        (("10", "10", "10"), OutlookStatus.ON_TRACK, "R6年度は上限の中に収まる"),
        (("10", "9", "10.999999"), OutlookStatus.AHEAD, "これから1年に10.0000003件まで"),
        (("10", "10", "10.000001"), OutlookStatus.BEHIND, "R6年度は60.000002件で、上限 60件を超える"),
        (("20", "20", "20"), OutlookStatus.BEHIND, "これから1年に0件まで（R6年度まで3年）"),
        (("20", "20", "21"), OutlookStatus.BEHIND, "上限を既に超えている"),
    ],
)
def test_a_ceiling_for_a_sum_is_held_against_its_fair_share(
    years: tuple[str, ...], position: OutlookStatus, words: str
) -> None:
    found = under_ceiling(*years)
    assert way(found).trajectory.value(FiscalYear(2021)) == 30
    assert found.status is position
    assert not pace(found).met
    assert words in pace_words(pace(found), way(found), "件")


def test_a_cumulative_ceiling_is_a_line_and_a_yearly_one_is_none() -> None:
    assert under_ceiling("10", "20", "29", counting="cumulative").status is OutlookStatus.AHEAD
    assert under_ceiling("10", "20", "31", counting="cumulative").status is OutlookStatus.BEHIND
    assert under_ceiling("10", "20", "29", counting="yearly") == unclear(NoTrajectoryReason.LIMIT)
