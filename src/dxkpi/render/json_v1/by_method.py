"""The output of `dxkpi report --compare-methods`."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from dxkpi.core.by_method import ByMethod, Comparison
from dxkpi.core.detail import Standing
from dxkpi.core.numerals import percent_of
from dxkpi.render.json_v1.base import Count, Out, RatioOut, WrittenDate, YearOut, date_or_none
from dxkpi.render.json_v1.indicator import ResultOut
from dxkpi.render.json_v1.plan import PlanOut


class RatedCountOut(Out):
    """How many indicators take a rating."""

    rating: str = Field(title="達成区分の id")
    count: Count = Field(title="指標の数")


class IndicatorResultOut(Out):
    """What the method makes of one indicator."""

    id: str = Field(title="指標の id")
    result: ResultOut = Field(title="結果")


class ByMethodOut(Out):
    """What one method makes of the indicators."""

    preset: str | None = Field(title="評価方法の id（この計画の方法なら null）")
    plan: PlanOut = Field(title="その方法による計画（式と達成区分）")
    met: Count = Field(title="達成した指標の数")
    missed: Count = Field(title="未達成の指標の数")
    unknown: Count = Field(title="達成か分からない指標の数")
    apart: Count = Field(title="停止などの指標の数")
    share: RatioOut | None = Field(title="達成か未達成かが分かる指標のうち、達成した割合（分かるものがないとき null）")
    ratings: list[RatedCountOut] = Field(title="達成区分ごとの数")
    indicators: list[IndicatorResultOut] = Field(title="指標ごとの結果")

    @classmethod
    def of(cls, own: ByMethod) -> "ByMethodOut":
        """`own` as output."""
        results = [IndicatorResultOut(id=a.indicator.id, result=ResultOut.of(a, own.plan)) for a in own.assessments]
        return cls(
            preset=own.preset.preset if own.preset else None,
            plan=PlanOut.of(own.plan),
            met=own.count(Standing.MET),
            missed=own.count(Standing.UNMET),
            unknown=own.count(Standing.UNKNOWN),
            apart=own.count(Standing.SUSPENDED, Standing.IN_STATE),
            share=RatioOut.of(own.share, percent_of(own.share)) if own.share is not None else None,
            ratings=[RatedCountOut(rating=r.id, count=own.rated(r.id)) for r in own.plan.ratings],
            indicators=results,
        )


class ComparisonOut(Out):
    """One plan in one year by several methods."""

    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    methods: list[ByMethodOut] = Field(title="方法ごとの結果（この計画の方法が初め）")

    @classmethod
    def of(cls, comparison: Comparison) -> "ComparisonOut":
        """`comparison` as output."""
        return cls(
            year=YearOut.of(comparison.year),
            as_of=date_or_none(comparison.as_of),
            methods=[ByMethodOut.of(own) for own in comparison.methods],
        )


class CompareMethodsOut(Out):
    """The output of `dxkpi report --compare-methods`."""

    format: Literal["dxkpi-compare-methods/1"] = Field(title="形式と版")
    comparisons: list[ComparisonOut] = Field(title="計画ごとの比較")

    @classmethod
    def of(cls, comparisons: Iterable[Comparison]) -> "CompareMethodsOut":
        """`comparisons` as output."""
        return cls(
            format="dxkpi-compare-methods/1",
            comparisons=[ComparisonOut.of(comparison) for comparison in comparisons],
        )
