"""One line per plan: which year, why there is none, and the figures of the report and no others."""

from typing import Any

import pytest

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.mark import Mark
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.outcomes.report import OverviewOutcome
from dxkpi.core.overview import PlanLine, Silent, overview
from dxkpi.core.report import Report, build_report
from dxkpi.render.blocks import Notes
from dxkpi.render.formats import Look, view
from tests import build
from tests.build import finals
from tests.render.papers import chiba_report

R2, R3, R4, R9 = map(parse_fiscal_year, ("R2", "R3", "R4", "R9"))


def line(year: str | None, *indicators: Indicator, **of: Any) -> PlanLine:
    """The line of the plan `build.plan(**of)`."""
    (found,) = overview(build.dataset(build.plan(**of), *indicators), parse_fiscal_year(year) if year else None)
    return found


FOLLOWED = build.indicator(id="f", direction="monitor", target=None, baseline=None)
LATER = {"period": {"from": "R1", "to": "R9"}}


@pytest.mark.parametrize(
    ("of", "asked", "year", "silent"),
    [
        ({}, None, R3, None),
        ({}, "R3", R3, None),
        ({}, "R2", R2, None),  # a plan that rates says what it does not know yet
        ({}, "R4", R4, Silent.NOT_COVERED),
        ({"period": {"from": "R4"}}, None, None, Silent.NO_ACTUAL),
        ({"method": None, "ratings": []}, "R3", R3, None),
        ({"method": None, "ratings": [], **LATER}, "R9", R9, Silent.NO_ACTUAL),
    ],
)
def test_which_year_a_line_is_of(of: dict[str, Any], asked: str | None, year: Any, silent: Silent | None) -> None:
    found = line(asked, build.indicator(), **({"period": {"from": "R1", "to": "R3"}} | of))
    assert found.year == year
    assert (found.report if isinstance(found.report, Silent) else None) is silent


def counts(found: PlanLine) -> tuple[int | None, ...]:
    """Indicators, achieved, known, not assessed, apart and monitored."""
    achieved = found.achieved.count if found.achieved else None
    return found.indicators, achieved, found.known, found.unassessed, found.apart, found.monitored


def test_counts_of_a_line() -> None:
    found = line(
        None,
        build.indicator(id="met", actuals=build.actual("100")),
        build.indicator(id="missed"),
        build.indicator(id="unknown", actuals=None),
        build.indicator(id="ended", suspended={"since": "R3", "reason": "終了"}),
        FOLLOWED,
    )
    assert counts(found) == (4, 1, 2, 1, 1, 1)
    assert [(group, str(s.exact)) for group, s in found.headline] == [("達成", "1/4")]
    assert not found.published


def test_a_plan_without_ratings_counts_nothing() -> None:
    found = line(None, FOLLOWED, ratings=[], method=None)
    assert counts(found) == (None, None, None, None, None, 1)
    assert (found.shares, found.headline) == ((), ())


def test_a_silent_line_counts_nothing() -> None:
    assert counts(line("H20", build.indicator())) == (None, None, None, None, None, 0)


def test_several_ratings_may_be_of_those_who_reached_their_target() -> None:
    ratings = [
        {"id": "over", "label": "◎", "group": "達成", "at_least": "120"},
        {"id": "met", "label": "○", "group": "達成", "at_least": "100"},
        {"id": "missed", "label": "×", "group": "未達成"},
    ]
    reached = [build.indicator(id=f"i{value}", actuals=build.actual(value)) for value in ("50", "100", "130", "140")]
    found = line("R3", *reached, ratings=ratings)
    assert counts(found)[:3] == (4, 3, 4)
    assert [(group, str(s.exact)) for group, s in found.headline] == [("達成", "3/4")]


def test_a_year_is_published_where_a_document_prints_its_result() -> None:
    published = {"R3": {"source": {"document": "doc", "page": "1"}, "counts": {"s": {"from30": "1"}}}}
    assert line("R3", build.indicator(), published=published).published
    assert not line("R2", build.indicator(), published=published).published


def test_all_figures_are_those_of_the_report() -> None:
    paper = chiba_report()
    assert paper.overview is not None
    shown = PlanLine(paper.plan, paper.year, paper)
    assert counts(shown) == (68, 50, 67, 0, 1, 0)
    assert [share for _, share in shown.shares] == list(paper.overview.percentages)
    assert shown.achieved is not None
    assert shown.achieved.marks == {Mark.BY_PUBLICATION, Mark.CARRIED, Mark.PARTIAL}
    assert shown.rated is not None
    assert shown.rated.marks == {*shown.achieved.marks, Mark.ASSUMED}


def test_each_plan_has_its_line_and_its_own_newest_year() -> None:
    early, late = build.plan(), build.plan(plan="q", name="次の計画", adopted="2022-04", target_year="R9")
    next_ = build.indicator(plan="q", actuals=finals(R5="1"))
    data = Dataset(tuple(DeclaredPlan("", plan) for plan in (early, late)), build.declared(build.indicator(), next_))
    found = overview(data)
    assert [(one.plan.plan, str(one.year)) for one in found] == [("p", "R3"), ("q", "R5")]
    for one in found:
        assert isinstance(one.report, Report)
        assert one.report == build_report(one.plan, data.of_plan(one.plan.plan), one.report.year)
    assert [isinstance(one.report, Report) for one in overview(data, R3)] == [True, False]


def test_reached_is_said_of_what_the_plans_hold_their_indicators_against() -> None:
    (final,) = overview(build.dataset(build.plan(), build.indicator()), R3)
    yearly = {"formula": "distance", "against": "straight_line"}
    (on_the_way,) = overview(build.dataset(build.plan(method=yearly), build.indicator()), R3)
    said = "達成は、目標値（計画により 目安値）に達したもの"
    for own, shown in ((final, False), (on_the_way, True)):
        told = [block.lines for block in view(OverviewOutcome((own,), R3), Look()) if isinstance(block, Notes)]
        assert (said in told[0]) is shown
