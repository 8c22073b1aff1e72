"""The output of `dxkpi list` and `dxkpi show`."""

from typing import Literal

from pydantic import Field

from dxkpi.core.outcomes.indicator import ListOutcome, ShowOutcome
from dxkpi.core.plan.in_force import history
from dxkpi.render.json_v1.assessed import ActualOut, AssessedOut, UnmetOut
from dxkpi.render.json_v1.base import Out, YearOut
from dxkpi.render.json_v1.finding import PlaceOut, place_of
from dxkpi.render.json_v1.indicator import IndicatorOut, PlacedRevisionOut, ResultOut
from dxkpi.render.json_v1.plan import PlanOut


class ListOut(Out):
    """Indicators and what a year makes of them; `plans` are those that they belong to."""

    format: Literal["dxkpi-list/1"] = Field(title="形式と版")
    plans: list[PlanOut] = Field(title="計画")
    indicators: list[AssessedOut] = Field(title="指標")

    @classmethod
    def of(cls, outcome: ListOutcome) -> "ListOut":
        """`outcome` as output."""
        plans = {declared.plan.plan: declared.plan for declared, _, _ in outcome.rows}
        return cls(
            format="dxkpi-list/1",
            plans=[PlanOut.of(plan) for plan in plans.values()],
            indicators=[AssessedOut.of(assessment, plan.plan) for plan, _, assessment in outcome.rows],
        )


class UnmetYearOut(Out):
    """Why the target of a year was missed."""

    year: YearOut = Field(title="年度")
    unmet: UnmetOut | None = Field(title="要因と理由")


class YearResultOut(Out):
    """What became of the indicator in one year."""

    year: YearOut = Field(title="年度")
    result: ResultOut = Field(title="結果")


class ShowOut(Out):
    """Everything that is declared of one indicator."""

    format: Literal["dxkpi-show/1"] = Field(title="形式と版")
    plan: PlanOut = Field(title="計画")
    place: PlaceOut = Field(title="宣言されている場所")
    indicator: IndicatorOut = Field(title="指標")
    shared_with: list[str] = Field(title="この指標を使う、ほかの計画の id")
    target_place: PlaceOut = Field(title="策定時の目標値が宣言されている場所")
    revisions: list[PlacedRevisionOut] = Field(title="目標の改定、古い順に")
    actuals: list[ActualOut] = Field(title="実績値、年度の順に")
    unmet: list[UnmetYearOut] = Field(title="未達成の要因と理由、年度の順に")
    results: list[YearResultOut] = Field(title="実績値のある年度の結果")

    @classmethod
    def of(cls, outcome: ShowOutcome) -> "ShowOut":
        """`outcome` as output."""
        own, plan = outcome.declared.indicator, outcome.plan.plan
        return cls(
            format="dxkpi-show/1",
            plan=PlanOut.of(plan),
            place=place_of(outcome.declared.at(), outcome.where),
            indicator=IndicatorOut.of(own, plan),
            shared_with=list(outcome.declared.others),
            target_place=place_of(outcome.declared.target_at, outcome.where),
            revisions=PlacedRevisionOut.at(history(own, plan), outcome.plan, outcome.where),
            actuals=[
                ActualOut.of(actual, year, own, plan) for year in sorted(own.actuals) for actual in own.actuals[year]
            ],
            unmet=[UnmetYearOut(year=YearOut.of(y), unmet=UnmetOut.of(own, y)) for y in sorted(own.unmet)],
            results=[YearResultOut(year=YearOut.of(a.year), result=ResultOut.of(a, plan)) for a in outcome.assessments],
        )
