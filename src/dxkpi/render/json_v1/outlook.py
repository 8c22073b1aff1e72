"""The output of `dxkpi outlook`."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from dxkpi.core.numerals import quantity
from dxkpi.core.outcomes.report import OutlookOutcome
from dxkpi.core.outlook import PlanOutlook, Seen, assumed, counted
from dxkpi.core.plan.plan import Plan
from dxkpi.core.trajectory import NoTrajectory, NoTrajectoryReason, OutlookStatus, Pace, Point, Track, TrackStatus
from dxkpi.render.json_v1.base import Count, Out, QuantityOut, WrittenDate, YearOut, date_or_none, year_or_none
from dxkpi.render.json_v1.indicator import IndicatorOut, RevisionOut
from dxkpi.render.json_v1.plan import PlanOut


class PointOut(Out):
    """The final actual of a year."""

    year: YearOut = Field(title="年度")
    actual: QuantityOut = Field(title="実績値")
    approximate: bool = Field(title="約か")

    @classmethod
    def of(cls, point: Point, unit: str | None) -> "PointOut":
        return cls(year=YearOut.of(point.year), actual=_quantity(point.actual, unit), approximate=point.approximate)


class PaceOut(Out):
    """Annual changes in the indicator's unit: negative for a decrease."""

    gained: QuantityOut = Field(title="これまで1年に進んだ分（基準値からの平均）")
    needed: QuantityOut = Field(title="これから1年に要る分")
    years_gone: Count = Field(title="基準値の年度からの年数")
    years_left: Count = Field(title="目標年度までの年数")
    extended: QuantityOut = Field(title="これまでのペースが続いたときの、目標年度の値")
    enough: bool = Field(title="その値が目標値に達するか")
    met: bool = Field(title="目標値に既に達しているか")

    @classmethod
    def of(cls, pace: Pace, unit: str | None) -> "PaceOut":
        return cls(
            gained=_quantity(pace.observed, unit),
            needed=_quantity(pace.required, unit),
            years_gone=pace.gone,
            years_left=pace.left,
            extended=_quantity(pace.projection, unit),
            enough=pace.enough,
            met=pace.met,
        )


class WayOut(Out):
    """The way from a baseline to a target: of the indicator, or of one part."""

    part: str | None = Field(title="部分の名称（全体のとき null）")
    baseline: QuantityOut | None = Field(title="基準値（分からないとき null）")
    baseline_year: YearOut | None = Field(title="基準値の年度（線を引けないとき null）")
    target: QuantityOut = Field(title="目標値")
    line: QuantityOut | None = Field(title="その年度の目安値（線を引けないとき null）")
    actuals: list[PointOut] = Field(title="基準値の年度より後の、年度を通した実績")
    here: PointOut | None = Field(title="その年度の実績（ないとき null）")
    position: TrackStatus | None = Field(title="目安値に対する位置（判定できないとき null）")
    position_unclear: NoTrajectoryReason | None = Field(title="位置を判定できない理由")
    pace: PaceOut | None = Field(title="ペース（判定できないとき null）")
    pace_unclear: NoTrajectoryReason | None = Field(title="ペースを判定できない理由")

    @classmethod
    def of(cls, way: Track | NoTrajectory, unit: str | None) -> "WayOut":
        trajectory, drawn = way.trajectory, way if isinstance(way, Track) else None
        here, onward = (drawn.here, drawn.pace) if drawn else (way.status, way.status)
        return cls(
            part=trajectory.part,
            baseline=None if trajectory.baseline is None else _quantity(trajectory.baseline, unit),
            baseline_year=year_or_none(trajectory.first),
            target=_quantity(trajectory.target, unit),
            line=_quantity(trajectory.value(drawn.year), unit) if drawn else None,
            actuals=[PointOut.of(point, unit) for point in drawn.points] if drawn else [],
            here=PointOut.of(here, unit) if isinstance(here, Point) else None,
            position=way.status if isinstance(way.status, TrackStatus) else None,
            position_unclear=way.status if isinstance(way.status, NoTrajectoryReason) else None,
            pace=PaceOut.of(onward, unit) if isinstance(onward, Pace) else None,
            pace_unclear=onward if isinstance(onward, NoTrajectoryReason) else None,
        )


class IndicatorOutlookOut(Out):
    """The outlook of one indicator, which is independent of its result."""

    indicator: IndicatorOut = Field(title="指標（その年度末に有効な目標値で）")
    standing: OutlookStatus = Field(title="先行・目安どおり・遅れ・判定できない・最終年度・目標年度の後 の別")
    unclear: NoTrajectoryReason | None = Field(title="判定できない理由")
    target_year: YearOut | None = Field(title="目標年度（判定できないとき null）")
    ways: list[WayOut] = Field(title="基準値から目標値までの道のり（部分があれば部分ごと、線がなければ空）")
    assumed: list[str] = Field(title="見通しの元になる推定のキー")
    definition_since: YearOut | None = Field(title="定義の変更の後の値によるとき、その変更の年度（ほかは null）")
    revisions: list[RevisionOut] = Field(title="この年度の目標値までの改定、古い順に（策定時のままなら空）")

    @classmethod
    def of(cls, seen: Seen, plan: Plan) -> "IndicatorOutlookOut":
        assessment, outlook = seen
        unit = assessment.indicator.unit
        return cls(
            indicator=IndicatorOut.of(assessment.indicator, plan),
            standing=outlook.status,
            unclear=outlook.reason,
            target_year=year_or_none(outlook.target_year),
            ways=[WayOut.of(way, unit) for way in outlook.tracks],
            assumed=list(assumed(assessment)),
            definition_since=year_or_none(assessment.since.first if assessment.since else None),
            revisions=RevisionOut.of(assessment.revisions, plan),
        )


class KindCountOut(Out):
    """Number of indicators with that status."""

    standing: OutlookStatus = Field(title="先行・目安どおり・遅れ・判定できない・最終年度・目標年度の後 の別")
    count: Count = Field(title="指標の数")


class PlanOutlookOut(Out):
    """The outlook of one plan."""

    plan: PlanOut = Field(title="計画")
    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    section: str | None = Field(title="この分野だけの見通し（null はすべて）")
    counts: list[KindCountOut] = Field(title="別ごとの指標の数（再掲は一度だけ数える）")
    indicators: list[IndicatorOutlookOut] = Field(title="目標のある指標")

    @classmethod
    def of(cls, found: PlanOutlook) -> "PlanOutlookOut":
        counts = counted(found.seen)
        return cls(
            plan=PlanOut.of(found.plan),
            year=YearOut.of(found.year),
            as_of=date_or_none(found.as_of),
            section=found.section,
            counts=[KindCountOut(standing=status, count=counts[status]) for status in OutlookStatus],
            indicators=[IndicatorOutlookOut.of(seen, found.plan) for seen in found.seen],
        )


class OutlookOut(Out):
    """The outlook of every plan asked for."""

    format: Literal["dxkpi-outlook/1"] = Field(title="形式と版")
    plans: list[PlanOutlookOut] = Field(title="計画ごとの見通し")

    @classmethod
    def of(cls, outcome: OutlookOutcome) -> "OutlookOut":
        return cls(format="dxkpi-outlook/1", plans=[PlanOutlookOut.of(found) for found in outcome.plans])


def _quantity(value: Fraction, unit: str | None) -> QuantityOut:
    return QuantityOut.of(value, quantity(value, unit))
