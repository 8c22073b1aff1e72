"""`dxkpi report --compare-methods`: a fiscal year judged by other methods."""

from dxkpi.app.data import Data
from dxkpi.app.methods import preset_named
from dxkpi.app.problems import UsageProblem
from dxkpi.app.report import ReportRequest, year_and_plans
from dxkpi.app.select import day_of, with_section
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.by_method import compare_methods
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan, placed
from dxkpi.core.outcomes.report import CompareMethodsOutcome
from dxkpi.core.plan.scheme import Section


def compare(data: Data, request: ReportRequest, names: str) -> CompareMethodsOutcome:
    """Judge the plans of a year by their own method and by those in `names`, which are separated by commas.

    Raises:
        UsageProblem: for an unknown or repeated method, for what `report` refuses, and where nothing is rated.
    """
    presets = [preset_named(name) for name in names.split(",")]
    twice = next((own for position, own in enumerate(presets) if own in presets[:position]), None)
    if twice is not None:
        raise UsageProblem(f"--compare-methods: 「{twice.preset}」が二度ある。一度だけ書く")
    as_of = day_of(request.as_of) if request.as_of is not None else None
    default, plans = year_and_plans(data.dataset, request.year, request.plan, as_of)
    year = default.year
    rating = tuple(declared for declared in plans if declared.plan.ratings)
    if not rating:
        raise UsageProblem(f"{year.formal}（{year}）に、達成区分を付ける計画がない。目標値のある計画で比べる")
    return CompareMethodsOutcome(
        tuple(
            compare_methods(declared.plan, _within(data, declared, section, year), year, presets, as_of)
            for declared, section in with_section(rating, request.section)
        ),
        default.passed_over,
    )


def _within(data: Data, declared: DeclaredPlan, section: Section | None, year: FiscalYear) -> list[DeclaredIndicator]:
    own = placed(data.dataset.of_plan(declared.plan.plan), declared.plan, year)
    return [one for one in own if section is None or section.id in one.indicator.listed_in]
