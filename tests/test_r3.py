"""The R3 report of 千葉県's ICT strategy, figure by figure, as the paper prints it (DESIGN.md section 5).

Source: 令和3年度 千葉県ICT利活用戦略 進捗状況について, pages 6 to 10.
"""

from fractions import Fraction

import pytest

from dxkpi.app.data import Data, read_folder
from dxkpi.core.assess import assess
from dxkpi.core.assessment import NotAssessed, Rated, Suspended
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.mark import Mark, signs
from dxkpi.core.count_table import CountTable, Resting
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.explain import explain
from dxkpi.core.numerals import percent_of
from dxkpi.core.reconcile import Agreement, reconcile
from dxkpi.core.report import Report, Scope, build_report
from tests.run import DATA

R3 = FiscalYear(2021)


@pytest.fixture(scope="module")
def data() -> Data:
    return read_folder(str(DATA))


@pytest.fixture(scope="module")
def plan(data: Data) -> DeclaredPlan:
    found = data.dataset.plan("chiba-ict")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def report(data: Data, plan: DeclaredPlan) -> Report:
    return build_report(plan.plan, data.dataset.of_plan("chiba-ict"), R3)


def counts(table: CountTable) -> dict[str, list[int | None]]:
    return {row.section.id: [cell.count for cell in row.cells] for row in table.rows}


def shares(table: CountTable) -> list[str]:
    return [percent_of(share.exact) for share in table.percentages if share.exact is not None]


def test_the_shipped_data_is_sound(data: Data) -> None:
    assert data.findings == ()


def test_the_13_counts_two_dashes_and_five_percentages_of_the_overview(report: Report) -> None:
    assert report.overview is not None
    assert counts(report.overview) == {
        "hakyu": [7, 1, 1, 2, 1],
        "kobetsu": [36, 2, 0, 10, None],
        "dodai": [7, 0, 0, 1, None],
    }
    assert shares(report.overview) == ["73.5%", "4.4%", "1.5%", "19.1%", "1.5%"]
    assert [row.size for row in report.overview.rows] == [12, 48, 8]


def test_the_nine_percentages_of_the_section_tables(report: Report) -> None:
    first, second = report.tables
    assert counts(first) == {"hakyu": [7, 1, 1, 2, 1]}
    assert shares(first) == ["58.3%", "8.3%", "8.3%", "16.7%", "8.3%"]
    assert counts(second) == {"kobetsu": [36, 2, 0, 10], "dodai": [7, 0, 0, 1]}
    assert shares(second) == ["76.8%", "3.6%", "0%", "19.6%"]
    assert (first.size, second.size) == (12, 56)


def test_what_the_68_rest_on(report: Report) -> None:
    parts = report.composition
    assert parts is not None
    assert (parts.from_data, parts.suspended, parts.states, parts.with_assumption) == (12, 1, (), 2)
    assert (parts.from_publication, parts.undisclosed, parts.unassessed, parts.total) == (10, 43, 0, 68)
    assert parts.carried == Resting(from_data=1, with_assumption=0, from_publication=1)
    assert parts.partial == Resting(from_data=1, with_assumption=0, from_publication=1)


def test_which_values_are_of_another_year_or_of_a_part_of_it(report: Report) -> None:
    shown = {mark: [a.indicator.id for a in report.assessments if mark in a.marks] for mark in Mark}
    assert shown[Mark.CARRIED] == ["technical-school-employment", "paper-use"]
    assert shown[Mark.PARTIAL] == ["retraining-employment", "telework-users"]
    assert shown[Mark.REVISED] == []
    assert report.overview is not None
    columns = [column.id for column in report.overview.columns]
    cells = {
        (row.section.id, c): cell for row in report.overview.rows for c, cell in zip(columns, row.cells, strict=True)
    }
    of_values = {Mark.CARRIED, Mark.PARTIAL}
    marked = {place: signs(cell.marks & of_values) for place, cell in cells.items() if cell.marks & of_values}
    # the paper leaves retraining-employment no band but the lowest; paper-use may be in more than one
    assert marked == {("hakyu", "achieved"): "前途", ("hakyu", "below30"): "途"}
    assert [[a.indicator.id for a in row.somewhere if a.marks & of_values] for row in report.overview.rows] == [
        [],
        ["paper-use"],
        [],
    ]


def test_which_counts_the_data_alone_would_leave_open(report: Report) -> None:
    assert report.overview is not None
    marks = {row.section.id: [cell.by_publication for cell in row.cells] for row in report.overview.rows}
    assert marks == {
        "hakyu": [False, True, True, True, False],
        "kobetsu": [True, True, True, True, False],
        "dodai": [True, False, False, False, False],
    }


def test_which_counts_rest_on_an_assumption(report: Report) -> None:
    assert report.overview is not None
    cells = [cell.bearing(Mark.ASSUMED) for row in report.overview.rows for cell in row.cells]
    assert [[a.indicator.id for a in found] for found in cells if found] == [
        ["rpa-hours"],
        ["work-reform-projects"],
        ["needs-consultation"],
    ]


def test_exactly_three_assumptions(data: Data) -> None:
    found = {d.indicator.id: set(d.indicator.assumed) for d in data.dataset.of_plan("chiba-ict") if d.indicator.assumed}
    assert found == {
        "rpa-hours": {"baseline"},
        "work-reform-projects": {"baseline"},
        "needs-consultation": {"section"},
    }


RATED = {
    "telework-users": ("achieved", None),
    "new-efficiency-projects": ("achieved", None),
    "web-meeting-participants": ("achieved", None),
    "aist-design-school": ("achieved", None),
    "programming-teachers": ("achieved", None),
    "programming-lecturers": ("achieved", None),
    "technical-school-employment": ("achieved", None),
    "rpa-hours": ("from60", Fraction(9075, 10000)),
    "work-reform-projects": ("from30", Fraction(1, 2)),
    "medical-navi-access": ("below30", None),
    "medical-response-info": ("below30", None),
    "facility-reservation": ("below30", None),
    "care-worker-turnover": ("below30", Fraction(-30, 49)),
    "needs-consultation": ("below30", Fraction(0)),
}

NOT_ASSESSED = {
    "ict-teaching-teachers",
    "retraining-employment",
    "paper-use",
    "chiba-lis-net",
    "work-style-advisers",
    "chiba-information-map",
    "cultural-property-navi",
    "designated-cultural-properties",
    "forest-cloud",
    "calving-interval",
}


def test_every_named_indicator(data: Data, plan: DeclaredPlan) -> None:
    rated, open_, suspended = {}, set(), set()
    for declared in data.dataset.of_plan("chiba-ict"):
        match assess(declared.indicator, plan.plan, R3).outcome:
            case Rated(rating, rate):
                rated[declared.indicator.id] = (rating.id, rate)
            case NotAssessed() as outcome:
                assert (outcome.why.value, outcome.unmet) == ("baseline_unknown", True)
                open_.add(declared.indicator.id)
            case Suspended():
                suspended.add(declared.indicator.id)
            case other:
                raise AssertionError(other)
    assert (rated, open_, suspended) == (RATED, NOT_ASSESSED, {"digitised-procedures"})


@pytest.mark.parametrize(
    ("name", "edge"), [("ict-teaching-teachers", Fraction(870, 14)), ("retraining-employment", Fraction(65))]
)
def test_the_counts_leave_only_below_30_to_two_of_them(
    name: str, edge: Fraction, data: Data, plan: DeclaredPlan
) -> None:
    own = data.dataset.of_plan("chiba-ict")
    declared = next(d for d in own if d.indicator.id == name)
    explanation = explain(declared, plan, own, R3)
    assert explanation.concluded is not None
    assert explanation.concluded.id == "below30"
    lowest = explanation.possibilities[-1].interval
    assert lowest is not None
    assert (lowest.lower, lowest.lower_included) == (edge, False)


def test_of_the_other_eight_the_paper_does_not_say_which(data: Data, plan: DeclaredPlan) -> None:
    found = reconcile(plan.plan, data.dataset.of_plan("chiba-ict"), R3)
    assert found is not None
    section = found.section("kobetsu")
    assert section is not None
    assert section.allowed == dict.fromkeys(
        sorted(NOT_ASSESSED - {"ict-teaching-teachers", "retraining-employment"}), ("from60", "below30")
    )


def test_nothing_published_is_contradicted(data: Data, plan: DeclaredPlan) -> None:
    found = reconcile(plan.plan, data.dataset.of_plan("chiba-ict"), R3)
    assert found is not None
    assert found.agreement is Agreement.POSSIBLE
    assert len(found.percentages) == 14


@pytest.mark.parametrize(
    ("name", "baseline"),
    [("chiba-information-map", "98"), ("calving-interval", "460"), ("ict-teaching-teachers", "0")],
)
def test_one_more_invented_baseline_would_change_the_result_or_contradict_the_paper(
    name: str, baseline: str, data: Data, plan: DeclaredPlan
) -> None:
    """Why no baseline is assumed but the two: a wrong one shows."""
    from dxkpi.core.dataset import DeclaredIndicator
    from dxkpi.core.indicator.baseline import NumberBaseline

    before = reconcile(plan.plan, data.dataset.of_plan("chiba-ict"), R3)
    invented = NumberBaseline.model_validate({"value": baseline})
    own = [
        DeclaredIndicator(d.document, d.indicator.model_copy(update={"baseline": invented}))
        if d.indicator.id == name
        else d
        for d in data.dataset.of_plan("chiba-ict")
    ]
    after = reconcile(plan.plan, own, R3)
    assert before is not None
    assert after is not None
    assert [s.allowed for s in after.sections] != [s.allowed for s in before.sections]


def test_computed_leaves_the_published_counts_out(data: Data, plan: DeclaredPlan) -> None:
    found = build_report(plan.plan, data.dataset.of_plan("chiba-ict"), R3, Scope(computed=True))
    assert found.overview is not None
    assert counts(found.overview) == {
        "hakyu": [7, 1, 1, 0, 1, 2],
        "kobetsu": [36, 0, 0, 4, None, 8],
        "dodai": [7, 0, 0, 1, None, 0],
    }
