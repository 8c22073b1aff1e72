"""What an indicator is, whatever the year, as output."""

from pydantic import Field

from dxkpi.core.counting import Counting
from dxkpi.core.plan import Plan
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.base import Margin
from dxkpi.core.targets.baseline import BaselineRevision
from dxkpi.render.json_v1.base import Out, WrittenDate, WrittenNumber, YearOut, written, written_or_none, year_or_none
from dxkpi.render.json_v1.plan import SourceOut
from dxkpi.render.json_v1.values import ValueOut, baseline_value, target_value


class RestatedOut(Out):
    """What a baseline was restated as, from when it was known and why."""

    date: WrittenDate = Field(title="改めた日")
    value: WrittenNumber = Field(title="値")
    year: YearOut | None = Field(title="値の年度（変わらないとき null）")
    reason: str = Field(title="理由")

    @classmethod
    def of(cls, own: BaselineRevision) -> "RestatedOut":
        """`own` as output."""
        return cls(date=str(own.date), value=written(own.value), year=year_or_none(own.year), reason=own.reason)


class BaselineOut(Out):
    """The value that the target was set from."""

    value: ValueOut | None = Field(title="値")
    year: YearOut | None = Field(title="年度")
    average_of: list[YearOut] | None = Field(title="平均した年度（一つの年度の値のとき null）")
    restated: list[RestatedOut] = Field(title="後に改めた値、古い順に（判定では空。判定に使った値は value）")
    note: str | None = Field(title="注記")

    @classmethod
    def of(cls, indicator: Indicator) -> "BaselineOut | None":
        """The baseline as output, if it is known."""
        own = indicator.baseline
        if own is None:
            return None
        return cls(
            value=baseline_value(indicator),
            year=year_or_none(own.year),
            average_of=[YearOut.of(year) for year in own.mean_of] or None,
            restated=[RestatedOut.of(one) for one in own.revisions],
            note=own.note,
        )


class TargetOut(Out):
    """What shall be reached, and by when."""

    value: ValueOut | None = Field(title="値（増加・減少を目指すとき null）")
    year: YearOut | None = Field(title="目標年度")
    exclusive: bool = Field(title="超・未満か（ちょうどでは達成にならない）")
    tolerance: WrittenNumber | None = Field(title="許容幅（目標値と同じ単位。ないとき null）")
    tolerance_percent: WrittenNumber | None = Field(title="許容幅（目標値に対する%。ないとき null）")
    by_year: dict[str, WrittenNumber] | None = Field(
        title="年度ごとの目標値（年度の短い書き方をキーとする。ないとき null）"
    )
    note: str | None = Field(title="注記")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "TargetOut | None":
        """The target as output; None for what is only followed."""
        if not indicator.rated:
            return None
        own = indicator.target
        margin, by_year = own.margin if own else Margin(), sorted(indicator.year_targets.items())
        return cls(
            value=target_value(indicator),
            year=year_or_none((own.year if own else None) or plan.target_year),
            exclusive=margin.exclusive,
            tolerance=written_or_none(margin.tolerance),
            tolerance_percent=written_or_none(margin.percent),
            by_year={str(year): written(value) for year, value in by_year} or None,
            note=own.note if own else None,
        )


class SuspensionOut(Out):
    """The end of tracking."""

    since: YearOut = Field(title="停止として報告する最初の年度")
    reason: str = Field(title="理由")
    successor: str | None = Field(title="引き継ぐもの")

    @classmethod
    def of(cls, indicator: Indicator) -> "SuspensionOut | None":
        """The suspension as output, if there is one."""
        own = indicator.suspended
        return cls(since=YearOut.of(own.since), reason=own.reason, successor=own.successor) if own else None


class IndicatorOut(Out):
    """What an indicator is; the same in every year."""

    id: str = Field(title="指標の id")
    name: str = Field(title="指標の名称")
    plan: str = Field(title="計画の id")
    section: str = Field(title="分野の id")
    subsection: str | None = Field(title="項目の id")
    relisted: list[str] = Field(title="再掲する、ほかの分野の id")
    owner: str | None = Field(title="担当")
    unit: str | None = Field(title="単位")
    direction: str = Field(title="目標の型")
    better: str | None = Field(title="高いほど良い higher・低いほど良い lower（どちらでもないとき null）")
    counting: Counting | None = Field(title="累計・単年の別（宣言のないとき null）")
    note: str | None = Field(title="注記")
    source: SourceOut | None = Field(title="出典")
    baseline: BaselineOut | None = Field(title="基準値（分からないとき null）")
    target: TargetOut | None = Field(title="目標値（推移のみのとき null）")
    assumed: dict[str, str] = Field(title="資料にない事柄: キーと、そう推定した理由")
    suspended: SuspensionOut | None = Field(title="進捗管理の停止")

    @classmethod
    def of(cls, indicator: Indicator, plan: Plan) -> "IndicatorOut":
        """`indicator` as output."""
        side = indicator.better_side
        return cls(
            id=indicator.id,
            name=indicator.name,
            plan=indicator.plan,
            section=indicator.section,
            subsection=indicator.subsection,
            relisted=list(indicator.relisted),
            owner=indicator.owner,
            unit=indicator.unit,
            direction=indicator.direction,
            better=side.value if side else None,
            counting=indicator.counted,
            note=indicator.note,
            source=SourceOut.of(indicator.source, plan),
            baseline=BaselineOut.of(indicator),
            target=TargetOut.of(indicator, plan),
            assumed=dict(indicator.assumed),
            suspended=SuspensionOut.of(indicator),
        )
