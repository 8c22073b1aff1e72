"""The marks of a result: which value of which time it rests on, and which cells of a table show it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.mark import Mark, signs
from dxkpi.core.report import Report, Scope, build_report
from tests import build
from tests.build import actual, assessed, declared, indicator, plan
from tests.core.test_ratings import anything_judged
from tests.core.test_reconcile import published

R3 = FiscalYear(2021)
SUMMER = {"from": "2021-04", "to": "2021-08"}
YEAR = {"from": "2021-04", "to": "2022-03"}


def records(*written: str, **more: Any) -> dict[str, Any]:
    """Actuals from `R2 実績 50` and the like."""
    found: dict[str, Any] = {}
    for year, status, value in map(str.split, written):
        found.setdefault(year, []).append({"value": value, "status": status, **more})
    return found


@pytest.mark.parametrize(
    ("actuals", "marked"),
    [
        (records("R3 実績 50"), ""),
        (records("R3 見込 50"), ""),
        (records("R3 速報 50"), ""),
        (records("R2 実績 50"), "前"),
        (records("R1 見込 120"), "前"),
        (records("R1 実績 10", "R2 実績 50", "R3 実績 60"), ""),
        (records("R3 実績 50", "R4 実績 60"), ""),
        (records("R3 時点 50", as_of="2021-12"), "途"),
        (records("R3 時点 50"), "途"),
        (records("R3 実績 50", as_of="2021-12"), ""),  # a level, taken on its day
        (records("R3 見込 50", as_of="2021-12"), ""),
        (records("R3 実績 50", period=SUMMER), "途"),
        (records("R3 見込 50", period=SUMMER), "途"),
        (records("R3 実績 50", period=YEAR), ""),
        (records("R2 時点 50"), "前途"),
        (records("R3 時点 20", "R3 実績 50"), ""),  # the firmer one is judged
    ],
)
def test_a_result_bears_the_marks_of_the_record_that_was_judged(actuals: Any, marked: str) -> None:
    assert signs(assessed(actuals=actuals).marks) == marked


@pytest.mark.parametrize("against", ["previous_year", "since_previous"])
@pytest.mark.parametrize(
    ("last", "marked"),
    [
        ({"status": "実績"}, ""),
        ({"status": "実績", "period": SUMMER}, "途"),
        ({"status": "時点", "as_of": "2020-12"}, "途"),
    ],
)
def test_a_value_of_part_of_a_year_is_seen_where_the_next_year_is_compared_with_it(
    against: str, last: Any, marked: str
) -> None:
    of = plan(method={"formula": "ratio", "against": against})
    found = assessed(of=of, actuals={"R2": {"value": "40", **last}} | actual("50"))
    assert signs(found.marks) == marked
    assert signs(assessed(actuals={"R2": {"value": "40", **last}} | actual("50")).marks) == ""


@pytest.mark.parametrize(
    ("changes", "marked"),
    [
        ({"baseline": None, "better": "higher"}, "前"),  # not assessed, but its value may be counted with
        ({"direction": "increase", "target": None}, "前"),
        ({"direction": "monitor", "target": None, "baseline": None}, ""),  # it has no rating
        ({"suspended": {"since": "R3", "reason": "終了"}}, ""),
        ({"assumed": {"baseline": "新規"}}, "推前"),
    ],
)
def test_what_is_not_rated_by_its_value_bears_no_mark_of_it(changes: dict[str, Any], marked: str) -> None:
    assert signs(assessed(actuals=records("R2 実績 50"), **changes).marks) == marked


def test_a_state_bears_no_mark() -> None:
    of = plan(states=[{"id": "gone", "label": "中止", "group": "その他"}])
    entered = {"R3": {"state": "gone"}}
    assert assessed(of=of, states=entered, actuals=records("R2 実績 50")).marks == frozenset()


@pytest.mark.parametrize(
    ("actuals", "marked"),
    [
        (records("R1 実績 10", "R2 実績 20", "R3 実績 30"), ""),
        (records("R1 実績 10", "R2 実績 20"), ""),  # nothing is carried: a year is missing, and nothing is rated
        (
            {**records("R1 実績 10", "R2 実績 20"), **actual("30", period=SUMMER)},
            "途",
        ),
        ({**records("R1 実績 10"), "R2": [{"value": "5", "status": "時点"}], **actual("30")}, "途"),
    ],
)
def test_a_sum_of_years_never_carries_and_is_partial_where_one_of_them_is(actuals: Any, marked: str) -> None:
    found = assessed(of=plan(period={"from": "R1", "to": "R3"}), counting="summed", baseline=None, actuals=actuals)
    assert signs(found.marks) == marked


def test_a_comparison_with_the_year_before_never_carries() -> None:
    of = plan(method={"formula": "ratio", "against": "previous_year"})
    found = assessed(of=of, actuals=records("R1 実績 40", "R2 実績 50"))
    assert isinstance(found.outcome, NotAssessed)
    assert found.marks == frozenset()


def test_a_revised_target_bears_its_mark() -> None:
    revision = {
        "date": "2021-02-10",
        "indicator": "a",
        "from": {"value": "100"},
        "to": {"value": "80"},
        "reason": "x",
    } | {"decision": "会議"}
    found = assessed(of=plan(revisions=[revision]), actuals=records("R2 実績 50"))
    assert signs(found.marks) == "改前"


@pytest.mark.parametrize(("after", "marked"), [("latest", ""), ("freeze", "前")])
def test_a_result_that_stands_since_the_target_year_is_of_an_earlier_year_though_there_is_a_newer_value(
    after: str, marked: str
) -> None:
    of = plan(target_year="R2", period={"from": "R1", "to": "R5"}, after_target_year=after)
    assert signs(assessed(of=of, actuals=records("R2 実績 120", "R3 実績 50")).marks) == marked


@given(
    anything_judged().filter(lambda case: bool(case[1]["actuals"])),
    st.sampled_from(["latest", "freeze"]),
    st.sampled_from(["report_year", "own_year"]),
)
def test_a_rating_that_rests_on_no_value_of_the_year_is_never_without_a_mark(
    case: tuple[dict[str, Any], dict[str, Any]], after: str, against: str
) -> None:
    """Tried in the years just after the values, and later ones."""
    of, changes = case
    own = {"year_target", "straight_line", "elapsed_share"}
    method = of["method"] | ({"carried_against": against} if of["method"]["against"] in own else {})
    within = plan(
        **of | {"method": method}, target_year="R5", period={"from": "R2", "to": "R7"}, after_target_year=after
    )
    for year in ("R3", "R4", "R5", "R6"):
        found = assessed(year=year, of=within, **changes)
        if isinstance(found.outcome, Rated) and year not in changes["actuals"]:
            assert Mark.CARRIED in found.marks


def report(*own: Any, scope: Scope | None = None, **changes: Any) -> Report:
    return build_report(plan(**changes), declared(*own), R3, scope)


def marked(found: Report) -> dict[str, str]:
    assert found.overview is not None
    (row,) = found.overview.rows
    return {c.id: signs(cell.marks) for c, cell in zip(found.overview.columns, row.cells, strict=True)}


def rated(name: str, value: str, year: str = "R3", **more: Any) -> Any:
    return indicator(id=name, name=name, actuals={year: {"value": value, "status": "実績", **more}})


def open_(name: str, value: str, year: str = "R3", status: str = "実績") -> Any:
    """Missed for certain, and without a baseline in any of the three lower bands."""
    own = {year: {"value": value, "status": status}}
    return indicator(id=name, name=name, baseline=None, better="higher", actuals=own)


def test_a_cell_bears_the_marks_of_those_in_it() -> None:
    found = report(rated("a", "100", "R2"), rated("b", "100"), rated("c", "70", period=SUMMER), rated("d", "10"))
    assert marked(found) == {"achieved": "前", "from60": "途", "from30": "", "below30": ""}
    assert found.overview is not None
    assert [signs(share.marks) for share in found.overview.percentages] == ["前", "途", "", ""]


def test_in_a_cell_that_published_counts_fill_a_mark_stands_where_the_indicator_can_be_in_no_other() -> None:
    own = (open_("x", "40", "R2"), open_("z", "50", status="時点"))
    sure = report(*own, **published("0", "0", "2", "0"))
    assert marked(sure) == {"achieved": "", "from60": "＊", "from30": "＊前途", "below30": "＊"}
    unsure = report(*own, **published("0", "1", "1", "0"))
    assert marked(unsure) == {"achieved": "", "from60": "＊", "from30": "＊", "below30": "＊"}
    assert unsure.overview is not None
    assert [a.indicator.id for a in unsure.overview.rows[0].somewhere] == ["x", "z"]
    alone = report(*own, scope=Scope(computed=True), **published("0", "0", "2", "0"))
    assert alone.overview is not None
    assert alone.overview.rows[0].somewhere == ()
    assert set(marked(alone).values()) == {""}


def test_what_a_table_rests_on_has_a_part_for_the_suspended_and_for_each_state() -> None:
    states = [
        {"id": "gone", "label": "中止", "group": "その他"},
        {"id": "waits", "label": "未判明", "group": "その他", "when": "no_actual"},
    ]
    found = report(
        rated("a", "100", "R2"),
        rated("b", "100"),
        indicator(id="c", name="c", states={"R3": {"state": "gone"}}),
        indicator(id="d", name="d", actuals=None),
        indicator(id="e", name="e", actuals=None),
        indicator(id="f", name="f", actuals=None, suspended={"since": "R3", "reason": "終了"}),
        indicator(id="g", name="g", assumed={"baseline": "新規"}, actuals=records("R2 時点 50")),
        states=states,
    )
    parts = found.composition
    assert parts is not None
    assert (parts.from_data, parts.with_assumption, parts.suspended, parts.total) == (2, 1, 1, 7)
    assert [(state.label, count) for state, count in parts.states] == [("中止", 1), ("未判明", 2)]
    assert (parts.carried.from_data, parts.carried.with_assumption, parts.carried.from_publication) == (1, 1, 0)
    assert (parts.partial.from_data, parts.partial.with_assumption) == (0, 1)


def test_the_set_of_marks_is_closed_and_each_has_one_sign() -> None:
    assert signs(tuple(Mark)) == "＊推改前途評"
    assert signs({Mark.CARRIED, Mark.ASSUMED}) == "推前"
    assert all(mark.meaning for mark in Mark)
    assert build.assessed().marks == frozenset()
