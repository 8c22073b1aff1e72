"""The output of `dxkpi methods` and of a report by another method."""

from typing import Literal

from pydantic import Field

from dxkpi.core.by_method import ByMethod, MethodComparison
from dxkpi.core.detail import Standing
from dxkpi.core.indicator.attested import Occasion, State
from dxkpi.core.outcomes.report import CompareMethodsOutcome, MethodOutcome, MethodsOutcome
from dxkpi.core.presets import NotYet, Preset, PresetExample
from dxkpi.render.json_v1.assessed import ResultOut
from dxkpi.render.json_v1.base import (
    Count,
    Out,
    RatioOut,
    WrittenDate,
    WrittenNumber,
    YearOut,
    date_or_none,
    written_or_none,
    year_or_none,
)
from dxkpi.render.json_v1.plan import PlanOut, RatingOut
from dxkpi.render.views.method_words import method_lines


class MethodHeadOut(Out):
    """Identity of a method, with its formula."""

    preset: str = Field(title="評価方法の id")
    name: str = Field(title="団体と計画")
    basis: Literal["確認", "推論"] = Field(title="式と区分の根拠")
    formula: str = Field(title="計算式")
    against: str = Field(title="比べる値")

    @classmethod
    def of(cls, preset: Preset) -> "MethodHeadOut":
        method = preset.method
        return cls(
            preset=preset.preset,
            name=preset.name,
            basis=preset.basis.value,
            formula=method.formula,
            against=method.against,
        )


class NotYetOut(Out):
    """A method that cannot be expressed as data yet."""

    name: str = Field(title="団体と計画")
    missing: str = Field(title="足りないもの")
    source: str = Field(title="出典")

    @classmethod
    def of(cls, not_yet: NotYet) -> "NotYetOut":
        return cls(name=not_yet.name, missing=not_yet.missing, source=not_yet.source)


class MethodsOut(Out):
    """The output of `dxkpi methods`."""

    format: Literal["dxkpi-methods/1"] = Field(title="形式と版")
    methods: list[MethodHeadOut] = Field(title="評価方法。id の順")
    not_yet: list[NotYetOut] = Field(title="まだデータで言えない方法")

    @classmethod
    def of(cls, outcome: MethodsOutcome) -> "MethodsOut":
        return cls(
            format="dxkpi-methods/1",
            methods=[MethodHeadOut.of(preset) for preset in outcome.presets],
            not_yet=[NotYetOut.of(not_yet) for not_yet in outcome.not_yet],
        )


class StateOut(Out):
    """A special status without a rating."""

    id: str = Field(title="状態の id")
    label: str = Field(title="表に印刷する語")
    group: str = Field(title="大きな分け")
    symbol: str | None = Field(title="記号")
    in_denominator: bool = Field(title="割合の母数に入れるか")
    lasting: bool = Field(title="その後の年度も続くか")
    when: Occasion | None = Field(title="自動で入る指標（ないとき null）")

    @classmethod
    def of(cls, state: State) -> "StateOut":
        return cls(
            id=state.id,
            label=state.label,
            group=state.group,
            symbol=state.symbol,
            in_denominator=state.in_denominator,
            lasting=state.lasting,
            when=state.when,
        )


class MethodExampleOut(Out):
    """An indicator judged by the method."""

    text: str = Field(title="何の例か")
    made_up: bool = Field(title="作例か（資料の数値ではない）")
    year: YearOut = Field(title="判定する年度")
    baseline: WrittenNumber | None = Field(title="基準値")
    baseline_year: YearOut | None = Field(title="基準値の年度")
    target: WrittenNumber | None = Field(title="目標値（人が評価する方法では null）")
    year_target: WrittenNumber | None = Field(title="その年度の目標値")
    actual: WrittenNumber | None = Field(title="実績値（人が評価する方法では null）")
    rating: str = Field(title="達成区分の id")
    rate: str | None = Field(title="達成率（印刷する形）")

    @classmethod
    def of(cls, example: PresetExample) -> "MethodExampleOut":
        return cls(
            text=example.text,
            made_up=example.made_up,
            year=YearOut.of(example.year),
            baseline=written_or_none(example.baseline),
            baseline_year=year_or_none(example.baseline_year),
            target=written_or_none(example.target),
            year_target=written_or_none(example.year_target),
            actual=written_or_none(example.actual),
            rating=example.rating,
            rate=example.rate,
        )


class MethodOut(Out):
    """The output of `dxkpi methods NAME`."""

    format: Literal["dxkpi-method/1"] = Field(title="形式と版")
    method: MethodHeadOut = Field(title="評価方法")
    words: list[str] = Field(title="方法の説明")
    ratings: list[RatingOut] = Field(title="達成区分（上から順に）")
    states: list[StateOut] = Field(title="達成区分のほかの状態")
    suspended_in_denominator: bool | None = Field(title="停止した指標を母数に入れるか（定めのないとき null）")
    examples: list[MethodExampleOut] = Field(title="計算の例")
    sources: list[str] = Field(title="出典")
    supplied: list[str] = Field(title="資料にないため補ったこと")
    notes: list[str] = Field(title="注記")

    @classmethod
    def of(cls, outcome: MethodOutcome) -> "MethodOut":
        preset = outcome.preset
        return cls(
            format="dxkpi-method/1",
            method=MethodHeadOut.of(preset),
            words=list(method_lines(preset.method, preset.ratings)),
            ratings=[RatingOut.of(rating) for rating in preset.ratings],
            states=[StateOut.of(state) for state in preset.states],
            suspended_in_denominator=preset.suspended.in_denominator if preset.suspended else None,
            examples=[MethodExampleOut.of(example) for example in preset.examples],
            sources=list(preset.sources),
            supplied=list(preset.supplied),
            notes=list(preset.notes),
        )


class RatedCountOut(Out):
    """Number of indicators that take a rating."""

    rating: str = Field(title="達成区分の id")
    count: Count = Field(title="指標の数")


class IndicatorResultOut(Out):
    """The result of one indicator by a method."""

    id: str = Field(title="指標の id")
    result: ResultOut = Field(title="結果")


class ByMethodOut(Out):
    """Results of one method."""

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
    def of(cls, by_method: ByMethod) -> "ByMethodOut":
        results = [
            IndicatorResultOut(id=a.indicator.id, result=ResultOut.of(a, by_method.plan)) for a in by_method.assessments
        ]
        return cls(
            preset=by_method.preset.preset if by_method.preset else None,
            plan=PlanOut.of(by_method.plan),
            met=by_method.count(Standing.MET),
            missed=by_method.count(Standing.UNMET),
            unknown=by_method.count(Standing.UNKNOWN),
            apart=by_method.count(Standing.SUSPENDED, Standing.IN_STATE),
            share=RatioOut.of_share(by_method.share),
            ratings=[RatedCountOut(rating=r.id, count=by_method.rated(r.id)) for r in by_method.plan.ratings],
            indicators=results,
        )


class ComparisonOut(Out):
    """One plan in one fiscal year by several methods."""

    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    methods: list[ByMethodOut] = Field(title="方法ごとの結果（この計画の方法が初め）")

    @classmethod
    def of(cls, comparison: MethodComparison) -> "ComparisonOut":
        return cls(
            year=YearOut.of(comparison.year),
            as_of=date_or_none(comparison.as_of),
            methods=[ByMethodOut.of(by_method) for by_method in comparison.methods],
        )


class CompareMethodsOut(Out):
    """The output of `dxkpi report --compare-methods`."""

    format: Literal["dxkpi-compare-methods/1"] = Field(title="形式と版")
    comparisons: list[ComparisonOut] = Field(title="計画ごとの比較")

    @classmethod
    def of(cls, outcome: CompareMethodsOutcome) -> "CompareMethodsOut":
        return cls(
            format="dxkpi-compare-methods/1",
            comparisons=[ComparisonOut.of(comparison) for comparison in outcome.comparisons],
        )
