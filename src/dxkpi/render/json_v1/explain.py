"""The output of `dxkpi explain`."""

from typing import Literal

from pydantic import Field

from dxkpi.core.basis.finding import Where
from dxkpi.core.explain import Next, Possibility
from dxkpi.core.inputs import Input
from dxkpi.core.method.protocols import Interval
from dxkpi.core.method.rating import Band
from dxkpi.core.numerals import quantity
from dxkpi.core.outcomes.indicator import ExplainOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.render.json_v1.assessed import AssessedOut
from dxkpi.render.json_v1.base import Out, QuantityOut, RatioOut, WrittenDate, YearOut, date_or_none
from dxkpi.render.json_v1.finding import PlaceOut, place_of
from dxkpi.render.json_v1.indicator import PlacedRevisionOut
from dxkpi.render.json_v1.plan import PlanOut, SourceOut


class InputOut(Out):
    """An input of the result, with its place and its source."""

    kind: str = Field(title="何か（target、baseline、actual など。adopted_target は改定の前の、策定時の目標）")
    place: PlaceOut = Field(title="宣言されている場所")
    parts: list[PlaceOut] = Field(
        title="それを作る一つ一つの値の場所（定義済みの方法によるものは、その方法の名の場所）"
    )
    source: SourceOut | None = Field(title="出典（推定のとき、報告による値のとき null）")
    assumed: str | None = Field(title="推定した理由（出典があるとき null）")
    reported: str | None = Field(title="資料にまだないことの報告者")

    @classmethod
    def of(cls, own: Input, plan: Plan, where: Where) -> "InputOut":
        source = SourceOut.of(own.source, plan)
        return cls(
            kind=own.kind,
            place=place_of(own.place, where),
            parts=[place_of(part, where) for part in own.parts],
            source=source,
            assumed=own.assumed,
            reported=own.reported,
        )


class BandOut(Out):
    """The band of the rating, as ratios: the lower edge included, the upper not; null is unbounded."""

    rating: str = Field(title="達成区分の id")
    lower: RatioOut | None = Field(title="下限（含む）")
    upper: RatioOut | None = Field(title="上限（含まない）")

    @classmethod
    def of(cls, band: Band | None) -> "BandOut | None":
        if band is None:
            return None
        lower, upper = (None if e is None else RatioOut.of(e, quantity(e * 100, "%")) for e in (band.lower, band.upper))
        return cls(rating=band.rating.id, lower=lower, upper=upper)


class NextOut(Out):
    """The next better rating."""

    rating: str = Field(title="一つ上の達成区分の id")
    actual: QuantityOut = Field(title="それに要る実績値")
    missing: QuantityOut = Field(title="今の実績値との差")
    beyond: bool = Field(title="その実績値を超える（下回る）必要があるか")

    @classmethod
    def of(cls, ahead: Next | None, unit: str | None) -> "NextOut | None":
        if ahead is None:
            return None
        needed, missing = (QuantityOut.of(v, quantity(v, unit, ahead.digits)) for v in (ahead.actual, ahead.missing))
        return cls(rating=ahead.rating.id, actual=needed, missing=missing, beyond=ahead.beyond)


class IntervalOut(Out):
    """Values between two edges; null is unbounded."""

    lower: QuantityOut | None = Field(title="下の端")
    lower_included: bool = Field(title="下の端を含むか")
    upper: QuantityOut | None = Field(title="上の端")
    upper_included: bool = Field(title="上の端を含むか")

    @classmethod
    def of(cls, interval: Interval | None, unit: str | None) -> "IntervalOut | None":
        if interval is None:
            return None
        lower, upper = (
            None if edge is None else QuantityOut.of(edge, quantity(edge, unit))
            for edge in (interval.lower, interval.upper)
        )
        return cls(
            lower=lower, lower_included=interval.lower_included, upper=upper, upper_included=interval.upper_included
        )


class PossibilityOut(Out):
    """A rating that is still possible, and the interval of the unknown baseline for it."""

    rating: str = Field(title="達成区分の id")
    part: str | None = Field(title="部分の名（部分に分かれた目標のとき）")
    baseline: IntervalOut | None = Field(title="基準値がこの範囲にあるとき")
    allowed: bool = Field(title="公表結果と両立するか")

    @classmethod
    def of(cls, possibility: Possibility, unit: str | None) -> "PossibilityOut":
        between = IntervalOut.of(possibility.interval, unit)
        return cls(rating=possibility.rating.id, part=possibility.part, baseline=between, allowed=possibility.allowed)


class ExplainOut(Out):
    """The explanation of one indicator."""

    format: Literal["dxkpi-explain/1"] = Field(title="形式と版")
    plan: PlanOut = Field(title="計画")
    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    indicator: AssessedOut = Field(title="指標と結果")
    shared_with: list[str] = Field(title="この指標を使う、ほかの計画の id")
    inputs: list[InputOut] = Field(title="結果のもとになった事柄")
    history: list[PlacedRevisionOut] = Field(
        title="目標の改定の全部、古い順に（first_year が年度の後のものは効いていない）"
    )
    formula: str | None = Field(title="計算式（式によらないとき null）")
    band: BandOut | None = Field(title="達成区分の範囲")
    next: NextOut | None = Field(title="一つ上の達成区分に要るもの")
    possibilities: list[PossibilityOut] = Field(title="算定不能のとき、ありうる達成区分")
    concluded: str | None = Field(title="公表件数から一つに決まる達成区分の id")

    @classmethod
    def of(cls, outcome: ExplainOutcome) -> "ExplainOut":
        explained, plan = outcome.explanation, outcome.explanation.plan.plan
        unit = explained.declared.indicator.unit
        return cls(
            format="dxkpi-explain/1",
            plan=PlanOut.of(plan),
            year=YearOut.of(explained.assessment.year),
            as_of=date_or_none(explained.as_of),
            indicator=AssessedOut.of(explained.assessment, plan),
            shared_with=list(explained.declared.others),
            inputs=[InputOut.of(entry, plan, outcome.where) for entry in explained.inputs],
            history=PlacedRevisionOut.at(explained.history, explained.plan, outcome.where),
            formula=explained.formula.text if explained.formula else None,
            band=BandOut.of(explained.band),
            next=NextOut.of(explained.next, unit),
            possibilities=[PossibilityOut.of(possibility, unit) for possibility in explained.possibilities],
            concluded=explained.concluded.id if explained.concluded else None,
        )
