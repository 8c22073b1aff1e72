"""An indicator as declared, and the revisions of its target, as output."""

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from dxkpi.core.assess import as_restated
from dxkpi.core.basis.english import EnglishReason
from dxkpi.core.basis.finding import Where
from dxkpi.core.basis.rounding import Mode
from dxkpi.core.compared import counted_alike
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Attested, Carry, Counting, OwnCarry, YearKind
from dxkpi.core.indicator.baseline import BaselineRevision
from dxkpi.core.indicator.reach import ReferenceTarget, RelativeTarget
from dxkpi.core.indicator.target import Margin, RoundedTo, Target
from dxkpi.core.plan.plan import Plan, Revised
from dxkpi.render.json_v1.base import (
    DividedOut,
    Out,
    ValueOut,
    WrittenDate,
    WrittenNumber,
    YearOut,
    baseline_value,
    date_or_none,
    target_value,
    value_out,
    written,
    written_or_none,
    year_or_none,
)
from dxkpi.render.json_v1.finding import PlaceOut, place_of
from dxkpi.render.json_v1.plan import SourceOut


class OriginOut(Out):
    """The origin of a record, and the day since when it is known."""

    source: SourceOut | None = Field(title="出典（報告者があるとき null）")
    reported: str | None = Field(title="資料にまだない事柄の報告者")
    known: WrittenDate | None = Field(title="分かった日（分からないとき null）")


def origin(holder: Attested, indicator: Indicator, plan: Plan) -> dict[str, Any]:
    """Return the fields of `OriginOut` for a record of `indicator`."""
    return {
        "source": SourceOut.of(holder.origin(indicator.source), plan),
        "reported": holder.reported,
        "known": date_or_none(holder.known_on(plan.documents, indicator.source)),
    }


class RestatedOut(Out):
    """A revision of a baseline, with its date and reason."""

    date: WrittenDate = Field(title="改めた日")
    value: WrittenNumber = Field(title="値")
    divided: DividedOut | None = Field(title="値の分子と分母（一つの数で書かれた値では null）")
    year: YearOut | None = Field(title="値の年度（変わらないとき null）")
    reason: str = Field(title="理由")
    source: SourceOut | None = Field(title="出典（報告者があるとき null）")
    reported: str | None = Field(title="資料にまだない値の報告者")

    @classmethod
    def of(cls, revision: BaselineRevision, indicator: Indicator, plan: Plan) -> "RestatedOut":
        return cls(
            date=str(revision.date),
            value=written(revision.value),
            divided=DividedOut.of(revision.value),
            year=year_or_none(revision.year),
            reason=revision.reason,
            source=SourceOut.of(revision.origin(indicator.source), plan),
            reported=revision.reported,
        )


class BaselineOut(Out):
    """The value that the target was set from."""

    value: ValueOut | None = Field(title="値")
    year: YearOut | None = Field(title="年度")
    average_of: list[YearOut] | None = Field(title="平均した年度（一つの年度の値のとき null）")
    restated: list[RestatedOut] = Field(title="後に改めた値、古い順に（判定では空。判定に使った値は value）")
    note: str | None = Field(title="注記")
    source: SourceOut | None = Field(title="出典")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "BaselineOut | None":
        """Return the baseline as output, or None where it is unknown."""
        baseline = indicator.baseline
        if baseline is None:
            return None
        return cls(
            value=baseline_value(indicator),
            year=year_or_none(baseline.year),
            average_of=[YearOut.of(year) for year in baseline.mean_of] or None,
            restated=[RestatedOut.of(one, indicator, plan) for one in baseline.revisions],
            note=baseline.note,
            source=SourceOut.of(baseline.source or indicator.source, plan),
        )


class RoundedToOut(Out):
    """Decimals of a target that is worked out from a change."""

    digits: int = Field(title="小数の桁数（10の位に丸めるとき -1）")
    mode: Mode = Field(title="丸め方")

    @classmethod
    def of(cls, rounded_to: RoundedTo) -> "RoundedToOut":
        return cls(digits=rounded_to.digits, mode=rounded_to.mode)


class FromPreviousOut(Out):
    """A change of the value of the year before; both are null where any change to the better side is enough."""

    change: WrittenNumber | None = Field(title="増減（%）")
    points: WrittenNumber | None = Field(title="増減（ポイント）")

    @classmethod
    def of(cls, indicator: Indicator) -> "FromPreviousOut | None":
        """Return it as output; None where the target is no such change."""
        if not indicator.since_previous:
            return None
        change, points = (getattr(indicator.target, key, None) for key in ("change", "points"))
        return cls(change=written_or_none(change), points=written_or_none(points))


class TargetOut(Out):
    """The target value and the target year."""

    value: ValueOut | None = Field(title="値（増加・減少を目指すとき null）")
    year: YearOut | None = Field(title="目標年度")
    exclusive: bool = Field(title="超・未満か（ちょうどでは達成にならない）")
    tolerance: WrittenNumber | None = Field(title="許容幅（目標値と同じ単位。ないとき null）")
    tolerance_percent: WrittenNumber | None = Field(title="許容幅（目標値に対する%。ないとき null）")
    reference_by_year: dict[str, WrittenNumber] | None = Field(
        title="年度ごとの比べる相手の値（年度の短い書き方をキーとする。動かない相手や、ほかの目標では null）"
    )
    rounded: RoundedToOut | None = Field(title="増減から求めた目標値の丸め（丸めないとき null）")
    printed: WrittenNumber | None = Field(title="増減から求めたものとして資料に印刷された目標値（ないとき null）")
    from_previous: FromPreviousOut | None = Field(title="前年度の実績値からの増減（そうでない目標では null）")
    by_year: dict[str, WrittenNumber | ValueOut] | None = Field(
        title="年度ごとの目標値（年度の短い書き方をキーとし、一つの数でない目標は value と同じ形。ないとき null）"
    )
    note: str | None = Field(title="注記")
    source: SourceOut | None = Field(title="出典")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "TargetOut | None":
        """Return the target as output, or None for a monitored indicator."""
        if not indicator.rated:
            return None
        target = indicator.target
        margin, change = target.margin if target else Margin(), target if isinstance(target, RelativeTarget) else None
        newest = counted_alike(as_restated(indicator), plan)
        years = {year: newest.in_year(year) for year in sorted(newest.years_written)}
        return cls(
            value=target_value(newest),
            year=year_or_none((target.due if target else None) or plan.target_year),
            exclusive=margin.exclusive,
            tolerance=written_or_none(margin.tolerance),
            tolerance_percent=written_or_none(margin.percent),
            reference_by_year=_reference_years(target),
            rounded=RoundedToOut.of(change.rounded) if change and change.rounded else None,
            printed=written_or_none(change.value) if change else None,
            from_previous=FromPreviousOut.of(indicator),
            by_year={str(year): _of_year(towards) for year, towards in years.items() if towards} or None,
            note=target.note if target else None,
            source=SourceOut.of((target.source if target else None) or indicator.source, plan),
        )


def _reference_years(target: Target | None) -> dict[str, WrittenNumber] | None:
    each = target.reference.by_year if isinstance(target, ReferenceTarget) else None
    return {str(year): written(value) for year, value in sorted(each.items())} if each else None


def _of_year(towards: Indicator) -> str | ValueOut:
    form = towards.target_form
    assert form is not None
    return written(form.number) if form.number is not None else value_out(form)


class EnglishReasonOut(Out):
    """A reason in English."""

    reason: str = Field(title="英語の理由")

    @classmethod
    def of(cls, english_reason: EnglishReason | None) -> "EnglishReasonOut | None":
        return cls(reason=english_reason.reason) if english_reason else None


class SuspensionOut(OriginOut):
    """The end of tracking."""

    since: YearOut = Field(title="停止として報告する最初の年度")
    until: YearOut | None = Field(title="停止として報告する最後の年度（停止が続くとき null）")
    until_known: WrittenDate | None = Field(title="停止の終わりが分かった日（停止と共に分かっていたとき null）")
    reason: str = Field(title="理由")
    en: EnglishReasonOut | None = Field(title="英語の語（書かれていないとき null）")
    successor: str | None = Field(title="引き継ぐもの")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "SuspensionOut | None":
        suspension = indicator.suspended
        if suspension is None:
            return None
        since, until = YearOut.of(suspension.since), year_or_none(suspension.until)
        return cls(
            since=since,
            until=until,
            until_known=date_or_none(suspension.until_known),
            reason=suspension.reason,
            en=EnglishReasonOut.of(suspension.en),
            successor=suspension.successor,
            **origin(suspension, indicator, plan),
        )


class StatusEntryOut(OriginOut):
    """A special status of the plan that the indicator has in a fiscal year, or the end of one that lasted."""

    year: YearOut = Field(title="年度")
    state: str | None = Field(title="計画の定める状態の id（状態を終えるとき null）")
    ends: bool = Field(title="続く状態をこの年度に終えるか")
    reason: str | None = Field(title="理由")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "list[StatusEntryOut]":
        """Return the special statuses as output, by fiscal year."""
        return [
            cls(
                year=YearOut.of(year),
                state=entry.state,
                ends=entry.ends,
                reason=entry.reason,
                **origin(entry, indicator, plan),
            )
            for year, entry in sorted(indicator.states.items())
        ]


class PendingOut(OriginOut):
    """The answer that the value of a fiscal year is not there yet (集計中)."""

    year: YearOut = Field(title="年度")
    until: WrittenDate | None = Field(title="値の出る時期（答えていないとき null）")
    reason: str | None = Field(title="理由")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "list[PendingOut]":
        """Return the answers as output, by fiscal year."""
        return [
            cls(
                year=YearOut.of(year),
                until=date_or_none(pending.until),
                reason=pending.reason,
                **origin(pending, indicator, plan),
            )
            for year, pending in sorted(indicator.pending.items())
        ]


class BreakOut(OriginOut):
    """A change of definition, with the baseline that holds from then on."""

    first: YearOut = Field(title="新しい定義による最初の年度", alias="from")
    reason: str = Field(title="理由")
    baseline: BaselineOut | None = Field(title="新しい定義による基準値（分からないとき null）")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "list[BreakOut]":
        """Return the changes of definition as output, oldest first."""
        return [
            cls(
                first=YearOut.of(definition.first),
                reason=definition.reason,
                baseline=BaselineOut.of(indicator.in_series(definition.first), plan),
                **origin(definition, indicator, plan),
            )
            for definition in indicator.redefined
        ]


class FormerlyOut(Out):
    """The past of the indicator; null where it was as later on."""

    until: YearOut = Field(title="最後の年度")
    number: str | None = Field(title="番号")
    name: str | None = Field(title="名称")
    section: str | None = Field(title="分野の id")
    subsection: str | None = Field(title="項目の id")
    relisted: list[str] | None = Field(title="再掲する、ほかの分野の id")
    owner: str | None = Field(title="担当")

    @classmethod
    def of(cls, indicator: Indicator) -> "list[FormerlyOut]":
        """Return what it was as output, oldest first."""
        return [
            cls(
                until=YearOut.of(former.until),
                number=former.number,
                name=former.name,
                section=former.section,
                subsection=former.subsection,
                relisted=None if former.relisted is None else list(former.relisted),
                owner=former.owner,
            )
            for former in indicator.formerly
        ]


class OwnCarryOut(Out):
    """The greatest age of a value, declared by the indicator itself."""

    allow: Carry = Field(title="値のない年度を、いつまでの値で判定するか")
    reason: str = Field(title="理由")

    @classmethod
    def of(cls, carry: OwnCarry | None) -> "OwnCarryOut | None":
        return cls(allow=carry.allow, reason=carry.reason) if carry else None


class EnglishOut(Out):
    """The English name, unit and note of an indicator."""

    name: str | None = Field(title="英語の名称")
    unit: str | None = Field(title="英語の単位")
    note: str | None = Field(title="英語の注記")


class IndicatorOut(Out):
    """The declaration of an indicator, which is the same in every year."""

    id: str = Field(title="指標の id")
    number: str | None = Field(title="計画での番号")
    name: str = Field(title="指標の名称")
    en: EnglishOut | None = Field(title="英語の語（書かれていないとき null）")
    plan: str = Field(title="計画の id")
    section: str = Field(title="分野の id")
    subsection: str | None = Field(title="項目の id")
    relisted: list[str] = Field(title="再掲する、ほかの分野の id")
    whole: str | None = Field(alias="of", title="この指標を「うち」とする、全体の指標の id（件数に入る指標では null）")
    owner: str | None = Field(title="担当")
    formerly: list[FormerlyOut] = Field(title="前の名称・分野・担当・番号、古い順に")
    unit: str | None = Field(title="単位")
    direction: str = Field(title="目標の型")
    better: str | None = Field(title="高いほど良い higher・低いほど良い lower（どちらでもないとき null）")
    counting: Counting | None = Field(title="累計・単年の別（宣言のないとき null）")
    year_kind: YearKind = Field(title="基準値・目標値・実績値の年が、年度か暦年か")
    expected: dict[str, WrittenNumber] = Field(title="見込量（年度の短い書き方をキーとする。推移を見る指標だけにある）")
    carry: OwnCarryOut | None = Field(title="指標が自分で決める、前の年度の値の扱い（計画のとおりなら null）")
    note: str | None = Field(title="注記")
    source: SourceOut | None = Field(title="出典")
    baseline: BaselineOut | None = Field(title="基準値（分からないとき null）")
    breaks: list[BreakOut] = Field(
        title="定義の変更、古い順に（年度の結果では、baseline はその年度の定義による基準値）"
    )
    target: TargetOut | None = Field(title="目標値（推移のみのとき null）")
    actuals_of: str | None = Field(title="同じ実績値を使う、実績値のある指標の id（自分の実績値がある指標では null）")
    assumed: dict[str, str] = Field(title="資料にない事柄: キーと、そう推定した理由")
    suspended: SuspensionOut | None = Field(title="進捗管理の停止")
    states: list[StatusEntryOut] = Field(title="計画の定める状態、年度の順に")
    pending: list[PendingOut] = Field(title="集計中（値がまだ出ていない）という答え、年度の順に")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "IndicatorOut":
        side = indicator.better_side
        return cls(
            id=indicator.id,
            number=indicator.number,
            name=indicator.name,
            en=EnglishOut(**indicator.en.model_dump()) if indicator.en else None,
            plan=indicator.plan,
            section=indicator.section,
            subsection=indicator.subsection,
            relisted=list(indicator.relisted),
            whole=indicator.of,
            owner=indicator.owner,
            formerly=FormerlyOut.of(indicator),
            unit=indicator.unit,
            direction=indicator.direction,
            better=side.value if side else None,
            counting=indicator.counted,
            year_kind=indicator.year_kind,
            expected={str(year): written(value) for year, value in sorted(indicator.expectations.items())},
            carry=OwnCarryOut.of(indicator.carry),
            note=indicator.note,
            source=SourceOut.of(indicator.source, plan),
            baseline=BaselineOut.of(indicator, plan),
            breaks=BreakOut.of(indicator, plan),
            target=TargetOut.of(indicator, plan),
            actuals_of=indicator.actuals_of,
            assumed=dict(indicator.assumed),
            suspended=SuspensionOut.of(indicator, plan),
            states=StatusEntryOut.of(indicator, plan),
            pending=PendingOut.of(indicator, plan),
        )


class RevisionOut(Out):
    """A revision of the target: the whole target before and after it."""

    date: WrittenDate = Field(title="決まった日")
    known: WrittenDate | None = Field(title="分かった日（決まった日に分かったとき null）")
    before: TargetOut | None = Field(alias="from", title="改定前の目標値")
    after: TargetOut | None = Field(alias="to", title="改定後の目標値")
    reason: str = Field(title="理由")
    decision: str | None = Field(title="決定")
    source: SourceOut | None = Field(title="出典")

    @classmethod
    def of(cls, steps: Iterable[Revised], plan: Plan) -> "list[RevisionOut]":
        """Return `steps` as output, in their order."""
        return [cls(**_facts(step, plan)) for step in steps]


class PlacedRevisionOut(RevisionOut):
    """A revision of the target with its place, and the first fiscal year that it is in force for."""

    first_year: YearOut = Field(title="この改定が効く最初の年度")
    place: PlaceOut = Field(title="宣言されている場所")

    @classmethod
    def at(cls, steps: Iterable[Revised], plan: DeclaredPlan, where: Where) -> "list[PlacedRevisionOut]":
        """Return `steps` as output, in their order."""
        return [
            cls(
                **_facts(step, plan.plan),
                first_year=YearOut.of(step.revision.first_year),
                place=place_of(plan.at("revisions", step.position, "to"), where),
            )
            for step in steps
        ]


def _facts(step: Revised, plan: Plan) -> dict[str, Any]:
    revision = step.revision
    return {
        "date": str(revision.date),
        "known": date_or_none(revision.known),
        "before": TargetOut.of(step.before, plan),
        "after": TargetOut.of(step.after, plan),
        "reason": revision.reason,
        "decision": revision.decision,
        "source": SourceOut.of(revision.source, plan),
    }
