"""Indicators in a fiscal year as output: the observation they were judged by, and their result."""

from typing import Literal

from pydantic import Field

from dxkpi.core.assessment import Assessment, NotAssessed, Outcome, Rated, SpecialStatus
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.detail import ResultState, Standing, standing, state_of
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, PeoplesRating
from dxkpi.core.indicator.baseline import BaselineVintage
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.numerals import quantity, rate
from dxkpi.core.outcomes.indicator import ListOutcome, ShowOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.core.targets import revisions_of
from dxkpi.render.json_v1.base import (
    DividedOut,
    Out,
    QuantityOut,
    RatioOut,
    ValueOut,
    WrittenDate,
    WrittenNumber,
    YearOut,
    date_or_none,
    value_out,
    written,
    year_or_none,
)
from dxkpi.render.json_v1.finding import PlaceOut, place_of
from dxkpi.render.json_v1.indicator import (
    EnglishReasonOut,
    IndicatorOut,
    OriginOut,
    PlacedRevisionOut,
    RevisionOut,
    origin,
)
from dxkpi.render.json_v1.plan import PlanOut, SourceOut
from dxkpi.render.verdicts import rate_remark


class ResultOut(Out):
    """The rating, or the reason for none. `met` is null where it is unknown or not asked."""

    state: ResultState = Field(title="判定済み・算定不能・進捗管理の停止・計画の定める状態・推移のみ の別")
    rating: str | None = Field(title="達成区分の id")
    rate: RatioOut | None = Field(title="達成率")
    no_rate_because: str | None = Field(title="達成区分があって達成率がない理由")
    rate_remark: str | None = Field(
        title="100%以上と示す率が達成でない理由（超・未満の目標にちょうど、丸めた率。ほかは null）"
    )
    just_short: bool = Field(title="超えるべき（下回るべき）値にちょうど達しただけか")
    in_state: str | None = Field(title="計画の定める状態の id（ないとき null）")
    why: NotAssessedReason | None = Field(title="算定不能の理由")
    possible: list[str] = Field(title="算定不能のとき、ありうる達成区分の id")
    met: bool | None = Field(title="達成か（分からないとき null）")
    assumed: list[str] = Field(title="結果を左右する推定のキー")
    result_of: YearOut | None = Field(title="目標年度の結果のまま示すとき、その目標年度（ほかは null）")
    definition_since: YearOut | None = Field(title="定義の変更の後の値によるとき、その変更の年度（ほかは null）")
    met_in_target_year: YearOut | None = Field(
        title="今は未達成でも目標年度には達成していたとき、その年度（ほかは null）"
    )

    @classmethod
    def of(cls, assessment: Assessment, plan: Plan) -> "ResultOut":
        outcome = assessment.outcome
        rated = outcome if isinstance(outcome, Rated) else None
        open_ = outcome if isinstance(outcome, NotAssessed) else None
        return cls(
            state=state_of(outcome),
            rating=rated.rating.id if rated else None,
            rate=_rate(rated or open_, plan),
            no_rate_because=rated.reason or None if rated else None,
            rate_remark=rate_remark(outcome, plan) or None,
            just_short=bool((rated and rated.just_short) or (open_ and open_.just_short)),
            in_state=outcome.state.id if isinstance(outcome, SpecialStatus) else None,
            why=open_.why if open_ else None,
            possible=[rating.id for rating in open_.possible] if open_ else [],
            met=_MET.get(standing(assessment)),
            assumed=list(assessment.assumed),
            result_of=year_or_none(assessment.frozen),
            definition_since=year_or_none(assessment.since.first if assessment.since else None),
            met_in_target_year=year_or_none(assessment.once_met),
        )


_MET: dict[Standing | None, bool] = {Standing.MET: True, Standing.UNMET: False}


def _rate(outcome: Rated | NotAssessed | None, plan: Plan) -> RatioOut | None:
    if outcome is None or outcome.rate is None or plan.scale is None:
        return None
    return RatioOut.of(outcome.rate, rate(outcome.rate, plan.scale))


class MonthsOut(Out):
    """The months that a value covers, both included."""

    first: WrittenDate = Field(alias="from", title="始まり")
    last: WrittenDate = Field(alias="to", title="終わり")


class ActualOut(Out):
    """One measurement."""

    year: YearOut = Field(title="値の年度")
    value: ValueOut = Field(title="値")
    status: str = Field(title="実績・速報・見込・時点 の別")
    as_of: WrittenDate | None = Field(title="値の時点")
    known: WrittenDate | None = Field(title="分かった日")
    period: MonthsOut | None = Field(title="値の期間")
    approximate: bool = Field(title="約か")
    note: str | None = Field(title="注記")
    source: SourceOut | None = Field(title="出典")
    reported: str | None = Field(title="資料にまだない値の報告者")

    @classmethod
    def of(cls, actual: Actual, year: FiscalYear, indicator: Indicator, plan: Plan) -> "ActualOut":
        months = actual.period
        return cls(
            year=YearOut.of(year),
            value=value_out(actual.form),
            status=actual.status.value,
            as_of=date_or_none(actual.as_of),
            known=date_or_none(actual.known_on(plan.documents, indicator.source)),
            period=MonthsOut(first=str(months.first), last=str(months.last)) if months else None,
            approximate=actual.approximate,
            note=actual.note,
            source=SourceOut.of(actual.origin(indicator.source), plan),
            reported=actual.reported,
        )


class SumOut(Out):
    """The years that were added up, and those that are missing."""

    years: list[YearOut] = Field(title="足した年度")
    missing: list[YearOut] = Field(title="実績値のない年度")
    total: QuantityOut | None = Field(title="累計（足りない年度があるとき null）")

    @classmethod
    def of(cls, assessment: Assessment) -> "SumOut | None":
        """Return the sum of `assessment` as output, or None where nothing was added up."""
        own = assessment.summed
        if own is None:
            return None
        total = None if own.total is None else QuantityOut.of(own.total, quantity(own.total, assessment.indicator.unit))
        years = [YearOut.of(observation.year) for observation in own.observations]
        return cls(years=years, missing=[YearOut.of(year) for year in own.missing], total=total)


class StageOut(Out):
    """A vintage of the baseline; without `date` the one first declared."""

    value: WrittenNumber = Field(title="基準値")
    divided: DividedOut | None = Field(title="基準値の分子と分母（一つの数で書かれた値では null）")
    year: YearOut | None = Field(title="年度")
    date: WrittenDate | None = Field(title="改めた日（はじめの値のとき null）")
    reason: str | None = Field(title="改めた理由")

    @classmethod
    def of(cls, vintage: BaselineVintage) -> "StageOut":
        revision = vintage.restated
        return cls(
            value=written(vintage.baseline.value),
            divided=DividedOut.of(vintage.baseline.value),
            year=year_or_none(vintage.baseline.year),
            date=date_or_none(revision.date if revision else None),
            reason=revision.reason if revision else None,
        )


class UnmetOut(OriginOut):
    """The reason for missing the target of the year."""

    cause: str | None = Field(title="要因の id")
    reason: str | None = Field(title="理由")
    en: EnglishReasonOut | None = Field(title="英語の語（書かれていないとき null）")

    @classmethod
    def of(cls, indicator: Indicator, year: FiscalYear, plan: Plan) -> "UnmetOut | None":
        unmet = indicator.unmet.get(year)
        if unmet is None:
            return None
        english = EnglishReasonOut.of(unmet.en)
        return cls(cause=unmet.cause, reason=unmet.reason, en=english, **origin(unmet, indicator, plan))


class ComputedOut(Out):
    """The result of the values alone, beside a rating by people."""

    rating: str | None = Field(title="達成区分の id（算定不能のとき null）")
    why: NotAssessedReason | None = Field(title="算定不能の理由")


class RemarkOut(OriginOut):
    """A comment on a fiscal year."""

    heading: str = Field(title="見出し")
    text: str = Field(title="文章")

    @classmethod
    def of(cls, indicator: Indicator, year: FiscalYear, plan: Plan) -> "list[RemarkOut]":
        """Return the remarks of `year` as output, in their order."""
        found = indicator.remarks.get(year, ())
        return [cls(heading=remark.heading, text=remark.text, **origin(remark, indicator, plan)) for remark in found]


class RemarksOfYearOut(Out):
    """The remarks of a year."""

    year: YearOut = Field(title="年度")
    remarks: list[RemarkOut] = Field(title="所見、書かれた順に")


class JudgedOut(OriginOut):
    """The rating that people gave in a fiscal year."""

    year: YearOut = Field(title="年度")
    rating: str = Field(title="人が付けた達成区分の id")
    by: str = Field(title="評価した人")
    reason: str | None = Field(title="評価の理由")

    @classmethod
    def of(cls, judged: PeoplesRating | None, year: FiscalYear, indicator: Indicator, plan: Plan) -> "JudgedOut | None":
        if judged is None:
            return None
        return cls(
            year=YearOut.of(year),
            rating=judged.rating,
            by=judged.by,
            reason=judged.reason,
            **origin(judged, indicator, plan),
        )


def _computed(outcome: Outcome | None) -> ComputedOut | None:
    match outcome:
        case Rated(rating):
            return ComputedOut(rating=rating.id, why=None)
        case NotAssessed(why):
            return ComputedOut(rating=None, why=why)
        case _:
            return None


class AssessedOut(Out):
    """An indicator in a year: the record it was judged by, and the result."""

    indicator: IndicatorOut = Field(title="指標")
    year: YearOut = Field(title="年度")
    actual: ActualOut | None = Field(title="判定に使った実績値")
    baselines: list[StageOut] = Field(
        title="改められた基準値の値、古い順に（最後が判定に使った値。改められていなければ空）"
    )
    summed: SumOut | None = Field(title="足した年度と累計（足して判定しないとき null）")
    carried: bool = Field(title="前の年度の値で判定したか（前）")
    partial: bool = Field(title="年度の途中までの、または途中の時点の値で判定したか（途）")
    judged: JudgedOut | None = Field(title="結果が人の評価によるとき、その評価（評。ほかは null）")
    computed: ComputedOut | None = Field(title="人の評価の横で、値だけから計算した区分（計算しないとき null）")
    compared_year: YearOut | None = Field(title="比べた値（年度の目標値・目安値など）が別の年度のものなら、その年度")
    result: ResultOut = Field(title="結果")
    remarks: list[RemarkOut] = Field(title="この年度の所見（課題、今後の取組など）")
    unmet: UnmetOut | None = Field(title="未達成の要因と理由")
    revisions: list[RevisionOut] = Field(title="この年度の目標値までの改定、古い順に（策定時のままなら空）")

    @classmethod
    def of(cls, assessment: Assessment, plan: Plan) -> "AssessedOut":
        indicator, observation = assessment.indicator, assessment.observation
        return cls(
            indicator=IndicatorOut.of(indicator, plan),
            year=YearOut.of(assessment.year),
            actual=ActualOut.of(observation.actual, observation.year, indicator, plan) if observation else None,
            baselines=[StageOut.of(vintage) for vintage in assessment.baselines],
            summed=SumOut.of(assessment),
            carried=assessment.carried,
            partial=assessment.partial,
            judged=JudgedOut.of(assessment.judged, assessment.result_year, indicator, plan),
            computed=_computed(assessment.computed),
            compared_year=year_or_none(assessment.compared),
            result=ResultOut.of(assessment, plan),
            remarks=RemarkOut.of(indicator, assessment.result_year, plan),
            unmet=UnmetOut.of(indicator, assessment.result_year, plan),
            revisions=RevisionOut.of(assessment.revisions, plan),
        )


class ListOut(Out):
    """Indicators with their assessments in a fiscal year; `plans` are their plans."""

    format: Literal["dxkpi-list/1"] = Field(title="形式と版")
    plans: list[PlanOut] = Field(title="計画")
    indicators: list[AssessedOut] = Field(title="指標")

    @classmethod
    def of(cls, outcome: ListOutcome) -> "ListOut":
        plans = {declared.plan.plan: declared.plan for declared, _, _ in outcome.rows}
        return cls(
            format="dxkpi-list/1",
            plans=[PlanOut.of(plan) for plan in plans.values()],
            indicators=[AssessedOut.of(assessment, plan.plan) for plan, _, assessment in outcome.rows],
        )


class UnmetYearOut(Out):
    """The reason for missing the target of a year."""

    year: YearOut = Field(title="年度")
    unmet: UnmetOut | None = Field(title="要因と理由")


class YearResultOut(Out):
    """The result of the indicator in one fiscal year."""

    year: YearOut = Field(title="年度")
    result: ResultOut = Field(title="結果")


class ShowOut(Out):
    """The complete declaration of one indicator."""

    format: Literal["dxkpi-show/1"] = Field(title="形式と版")
    plan: PlanOut = Field(title="計画")
    place: PlaceOut = Field(title="宣言されている場所")
    indicator: IndicatorOut = Field(title="指標")
    shared_with: list[str] = Field(title="この指標を使う、ほかの計画の id")
    target_place: PlaceOut = Field(title="策定時の目標値が宣言されている場所")
    revisions: list[PlacedRevisionOut] = Field(title="目標の改定、古い順に")
    actuals: list[ActualOut] = Field(title="実績値、年度の順に")
    judged: list[JudgedOut] = Field(title="人の評価、年度の順に")
    remarks: list[RemarksOfYearOut] = Field(title="所見、年度の順に")
    unmet: list[UnmetYearOut] = Field(title="未達成の要因と理由、年度の順に")
    results: list[YearResultOut] = Field(title="実績値のある年度の結果")

    @classmethod
    def of(cls, outcome: ShowOutcome) -> "ShowOut":
        indicator, plan = outcome.declared.indicator, outcome.plan.plan
        return cls(
            format="dxkpi-show/1",
            plan=PlanOut.of(plan),
            place=place_of(outcome.declared.at(), outcome.where),
            indicator=IndicatorOut.of(indicator, plan),
            shared_with=list(outcome.declared.others),
            target_place=place_of(outcome.declared.target_at, outcome.where),
            revisions=PlacedRevisionOut.at(revisions_of(indicator, plan), outcome.plan, outcome.where),
            actuals=[
                ActualOut.of(actual, year, indicator, plan)
                for year in sorted(indicator.actuals)
                for actual in indicator.actuals[year]
            ],
            judged=[
                out for y in sorted(indicator.judged) if (out := JudgedOut.of(indicator.judged[y], y, indicator, plan))
            ],
            remarks=[
                RemarksOfYearOut(year=YearOut.of(year), remarks=RemarkOut.of(indicator, year, plan))
                for year in sorted(indicator.remarks)
            ],
            unmet=[
                UnmetYearOut(year=YearOut.of(y), unmet=UnmetOut.of(indicator, y, plan)) for y in sorted(indicator.unmet)
            ],
            results=[
                YearResultOut(year=YearOut.of(a.year), result=ResultOut.of(a, plan.in_year(a.year)))
                for a in outcome.assessments
            ],
        )
