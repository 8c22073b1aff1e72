"""The output of `dxkpi check-targets`."""

from fractions import Fraction
from typing import Literal, assert_never

from pydantic import Field

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.numerals import exact
from dxkpi.core.outcomes.targets import CheckTargetsOutcome
from dxkpi.core.plan import Plan
from dxkpi.core.reference import Where
from dxkpi.core.weak_targets.check import CheckedPlan, Looked, Weakness
from dxkpi.core.weak_targets.reasons import (
    Copied,
    ExpectedValues,
    FarExceeded,
    Flat,
    Kind,
    Leap,
    MetAtBaseline,
    NeverMeasured,
    OldBaseline,
    OutOfReach,
    Reason,
    Seen,
    UnitChanged,
    What,
    WorseThanBaseline,
)
from dxkpi.render.json_v1.base import Count, Out, WrittenDate, YearOut, date_or_none
from dxkpi.render.json_v1.finding import PlaceOut
from dxkpi.render.json_v1.place import place_of
from dxkpi.render.json_v1.plan import PlanOut
from dxkpi.render.json_v1.values import ValueOut, baseline_value, target_value, value_out
from dxkpi.render.views.weak_words import KINDS, NEEDS, WHEN, note_of, reason_phrase, seen_phrase

Figure = Literal[
    "times", "times_of_way", "years", "per_year", "needed_per_year", "projected", "copies",
    "expected", "values", "met_expected", "met",
]  # fmt: skip
Date = Literal["before", "since", "until", "target_year", "published"]


class FigureOut(Out):
    """A number that a reason gives, exactly."""

    name: Figure = Field(title="何の数か")
    exact: str = Field(title="正確な値（既約分数か整数）", pattern="^-?[0-9]+(/[0-9]+)?$")


class ReasonYearOut(Out):
    """A fiscal year that a reason gives."""

    name: Date = Field(title="何の年度か")
    year: YearOut = Field(title="年度")


class SeenOut(Out):
    """A value that a reason rests on."""

    what: What = Field(title="何の値か")
    indicator: str = Field(title="指標の id")
    text: str = Field(title="値（日本語）")
    value: ValueOut | None = Field(title="値（単位や、値のない目標のとき null）")
    year: YearOut | None = Field(title="実績値の年度（実績値でなければ null）")
    status: str | None = Field(title="実績・速報・見込・時点 の別（実績値でなければ null）")
    note: str | None = Field(title="注記")
    place: PlaceOut = Field(title="場所")

    @classmethod
    def of(cls, seen: Seen, plan: Plan, where: Where) -> "SeenOut":
        """`seen` as output."""
        observation = seen.observation
        return cls(
            what=seen.what,
            indicator=seen.indicator.id,
            text=seen_phrase(seen, plan),
            value=_value(seen),
            year=YearOut.of(observation.year) if observation else None,
            status=observation.actual.status.value if observation else None,
            note=note_of(seen),
            place=place_of(seen.place, where),
        )


def _value(seen: Seen) -> ValueOut | None:
    match seen.what:
        case What.BASELINE:
            return baseline_value(seen.indicator)
        case What.TARGET:
            return target_value(seen.indicator)
        case What.ACTUAL:
            return value_out(seen.observation.actual.form) if seen.observation else None
        case What.UNIT | What.PUBLISHED_UNIT:
            return None
        case _:
            assert_never(seen.what)


class WeakOut(Out):
    """A target that deserves attention, and why; without an indicator it is the headline of all."""

    kind: Kind = Field(title="種類")
    label: str = Field(title="種類（日本語）")
    indicator: str | None = Field(title="指標の id（結果全体のことなら null）")
    name: str | None = Field(title="指標の名称（結果全体のことなら null）")
    message: str = Field(title="訳（日本語）")
    part: str | None = Field(title="目標の部分（部分のことでなければ null）")
    figures: list[FigureOut] = Field(title="訳にある数")
    years: list[ReasonYearOut] = Field(title="訳にある年度")
    rules: list[str] = Field(title="同じことを言う点検の規則の番号")
    values: list[SeenOut] = Field(title="元になる値")

    @classmethod
    def of(cls, weak: Weakness, plan: Plan, where: Where) -> "WeakOut":
        """`weak` as output."""
        reason, own = weak.found.reason, weak.case.indicator if weak.case else None
        return cls(
            kind=weak.kind,
            label=KINDS[weak.kind],
            indicator=own.id if own else None,
            name=own.name if own else None,
            message=reason_phrase(weak),
            part=_part(reason),
            figures=[FigureOut(name=name, exact=exact(Fraction(value))) for name, value in _figures(reason).items()],
            years=[ReasonYearOut(name=name, year=YearOut.of(year)) for name, year in _years(reason).items()],
            rules=list(reason.codes) if isinstance(reason, Leap) else [],
            values=[SeenOut.of(seen, plan, where) for seen in weak.found.seen],
        )


def _part(reason: Reason) -> str | None:
    match reason:
        case WorseThanBaseline(part):
            return part
        case OutOfReach(track):
            return track.trajectory.part
        case _:
            return None


def _figures(reason: Reason) -> dict[Figure, Fraction | int]:
    match reason:
        case FarExceeded(times, by_way):
            return {"times_of_way" if by_way else "times": times}
        case OldBaseline(years) | NeverMeasured(years=years):
            return {"years": years}
        case OutOfReach():
            pace = reason.pace
            return {"per_year": pace.observed, "needed_per_year": pace.required, "projected": pace.projection}
        case Copied(times):
            return {"copies": times}
        case ExpectedValues():
            counts: dict[Figure, Fraction | int] = {"expected": reason.expected, "values": reason.values}
            return {**counts, "met_expected": reason.met_expected, "met": reason.met}
        case WorseThanBaseline() | MetAtBaseline() | Flat() | Leap() | UnitChanged():
            return {}
        case _:
            assert_never(reason)


def _years(reason: Reason) -> dict[Date, FiscalYear]:
    match reason:
        case MetAtBaseline(before):
            return {"before": before} if before else {}
        case Flat(since, until):
            return {"since": since, "until": until}
        case NeverMeasured(since):
            return {"since": since}
        case OutOfReach(track):
            return {"target_year": track.last}
        case UnitChanged(year):
            return {"published": year}
        case _:
            return {}


class LookedOut(Out):
    """How far one kind could be looked for."""

    kind: Kind = Field(title="種類")
    label: str = Field(title="種類（日本語）")
    when: str = Field(title="どういうときに挙げるか")
    told: Count = Field(title="当てはまるかが分かった目標の数")
    found: Count = Field(title="挙げた目標の数")
    untold: Count = Field(title="データから分からない目標の数")
    lacking: str | None = Field(title="分からないときに欠けているもの（すべて分かれば null）")

    @classmethod
    def of(cls, looked: Looked) -> "LookedOut":
        """`looked` as output."""
        return cls(
            kind=looked.kind,
            label=KINDS[looked.kind],
            when=WHEN[looked.kind],
            told=looked.told,
            found=looked.found,
            untold=looked.untold,
            lacking=NEEDS[looked.kind] if looked.untold else None,
        )


class CheckedPlanOut(Out):
    """The targets of one plan in one year."""

    plan: PlanOut = Field(title="計画")
    year: YearOut = Field(title="年度")
    as_of: WrittenDate | None = Field(title="この日までに分かっていた値による（null はすべて）")
    targets: Count = Field(title="見た目標の数")
    apart: Count = Field(title="進捗管理の停止などで見ていない指標の数")
    unnamed: Count = Field(title="名称の公表がなく、見ていない指標の数")
    weak: list[WeakOut] = Field(title="注意の要る目標")
    looked: list[LookedOut] = Field(title="見た範囲")

    @classmethod
    def of(cls, checked: CheckedPlan, where: Where) -> "CheckedPlanOut":
        """`checked` as output."""
        return cls(
            plan=PlanOut.of(checked.plan.plan),
            year=YearOut.of(checked.year),
            as_of=date_or_none(checked.as_of),
            targets=checked.targets,
            apart=checked.apart,
            unnamed=checked.unnamed,
            weak=[WeakOut.of(weak, checked.plan.plan, where) for weak in checked.weak],
            looked=[LookedOut.of(own) for own in checked.looked],
        )


class CheckTargetsOut(Out):
    """The targets of each plan that deserve attention."""

    format: Literal["dxkpi-check-targets/1"] = Field(title="形式と版")
    plans: list[CheckedPlanOut] = Field(title="計画ごとの目標")

    @classmethod
    def of(cls, outcome: CheckTargetsOutcome) -> "CheckTargetsOut":
        """`outcome` as output."""
        plans = [CheckedPlanOut.of(own, outcome.where) for own in outcome.plans]
        return cls(format="dxkpi-check-targets/1", plans=plans)
