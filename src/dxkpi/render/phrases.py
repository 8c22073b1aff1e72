"""What a record says, in the words of a progress report; the same in every view."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from dxkpi.core.assessment import Assessment
from dxkpi.core.counting import Counting
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.observations import Observation
from dxkpi.core.plan import Plan
from dxkpi.core.scalars import Better, Status
from dxkpi.core.source import Actual, Months
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.absolute import Absolute, Reference
from dxkpi.core.targets.base import NumberActual
from dxkpi.core.targets.baseline import Baseline, BaselineRevision, NumberBaseline
from dxkpi.core.targets.composite import Composite, CompositeActual, CompositeBaseline, Parts, Rule
from dxkpi.core.targets.measure import passes
from dxkpi.core.targets.milestone import Milestone, MilestoneActual, MilestoneBaseline
from dxkpi.core.targets.monitor import Monitor
from dxkpi.core.targets.relative import Relative
from dxkpi.core.targets.tolerance import Tolerant
from dxkpi.core.targets.trend import Decrease, Increase
from dxkpi.core.targets.within import Keep, Range
from dxkpi.render.figures import number, quantity

_COUNTED = {Counting.CUMULATIVE: "累計", Counting.YEARLY: "単年度", Counting.SUMMED: "累計"}
_RULES = {Rule.SUM: "合計で判定", Rule.ALL: "すべて達すれば達成", Rule.WORST: "最も低い部分で判定"}


def actual_phrase(assessment: Assessment) -> str:
    """The record that the year is judged by: `R3年度実績 5,445時間`, `R3年度実績（4月〜8月） 36,821人`."""
    observation = assessment.observation
    if observation is None:
        return "実績値なし"
    return f"{observation_phrase(assessment.indicator, observation)}{_carried(assessment)}{_total(assessment)}"


def observation_phrase(indicator: Indicator, own: Observation) -> str:
    """A record with its year: `R3年度実績 5,445時間`."""
    return f"{own.year.label}{status_phrase(own.actual, own.year)} {value_phrase(indicator, own.actual)}"


def _total(assessment: Assessment) -> str:
    total = assessment.summed.total if assessment.summed else None
    if total is None or assessment.summed is None:
        return ""
    return f"、{assessment.summed.observations[0].year.label}からの累計 {quantity(total, assessment.indicator.unit)}"


def _carried(assessment: Assessment) -> str:
    if assessment.observation is None or not assessment.carried:
        return ""
    last_year = assessment.year.start - 1
    return "（前年度の値）" if assessment.observation.year.start == last_year else "（前年度より前の値）"


def status_phrase(actual: Actual, year: FiscalYear) -> str:
    """How firm a record of `year` is, and what it covers: `実績`, `見込`, `実績（4月〜8月）`, `（2021年12月時点）`."""
    word = "" if actual.status is Status.INTERIM else actual.status.value
    notes = [months_phrase(actual.period, year)] if actual.period else []
    if actual.as_of:
        notes.append(f"{day_phrase(actual.as_of)}時点")
    elif not word:
        notes.append("途中の値")
    return word + (f"（{'、'.join(notes)}）" if notes else "")


def day_phrase(day: Day) -> str:
    """`2021年12月`, or `2021年12月31日` where the day is known."""
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")


def months_phrase(months: Months, year: FiscalYear) -> str:
    """The months that a value covers, with calendar years only where they are not those of `year`: `4月〜8月`."""
    within = months.first.fiscal_year == months.last.fiscal_year == year
    first, last = (
        day_phrase(day).partition("年")[2] if within else day_phrase(day) for day in (months.first, months.last)
    )
    return first if first == last else f"{first}〜{last}"


def value_phrase(indicator: Indicator, actual: Actual) -> str:
    """What was measured, with its unit: `5,445時間`, `約1,000件`, `県1、市町村52（団体）`, `未整備`."""
    about = "約" if actual.approximate else ""
    match actual:
        case NumberActual(value=value):
            return about + quantity(value, indicator.unit)
        case CompositeActual(parts=parts):
            return about + parts_phrase(parts, indicator.unit)
        case MilestoneActual(done=done, text=text):
            return text or (f"{'、'.join(done)}が済み" if done else "済んだ段階なし")
        case _:
            message = f"no values in {type(actual).__name__}"
            raise TypeError(message)


def parts_phrase(parts: Parts, unit: str | None, remark: str = "") -> str:
    """`県1、市町村52、林業事業体2（団体）`."""
    listed = "、".join(f"{part}{number(value)}" for part, value in parts.items())
    notes = "、".join(filter(None, (unit, remark)))
    return f"{listed}（{notes}）" if notes else listed


def target_phrase(indicator: Indicator, plan: Plan | None = None) -> str:
    """What shall be reached: `目標値 6,000時間`, `増加を目指す`; with `plan`, a target year other than its own too."""
    year = indicator.target.year if indicator.target else None
    other = f"（{year.label}まで）" if year and plan and year != plan.target_year else ""
    return _target(indicator) + other


def _target(indicator: Indicator) -> str:  # noqa: PLR0911
    match indicator:
        case Absolute() | Relative():
            return _aimed(indicator)
        case Reference():
            return _referenced(indicator)
        case Increase():
            return "増加を目指す"
        case Decrease():
            return "減少を目指す"
        case Keep():
            return _kept(indicator)
        case Range():
            lower, upper = indicator.target.lower, indicator.target.upper
            return f"{quantity(lower, indicator.unit)}以上{quantity(upper, indicator.unit)}以下"
        case Milestone():
            return "、".join(indicator.target.steps)
        case Composite():
            target = indicator.target
            return f"目標値 {parts_phrase(target.parts, indicator.unit, _RULES[target.rule])}"
        case Monitor():
            return "目標値なし（推移を見る）"
        case _:
            assert_never(indicator)


def _aimed(indicator: Absolute | Relative) -> str:
    value = indicator.goal if isinstance(indicator, Relative) else indicator.target.value
    return f"目標値 {quantity(value, indicator.unit)}{_side(indicator, Fraction(value))}"


def _side(indicator: Absolute | Relative, goal: Fraction) -> str:
    """What the bare value does not tell: how closely it has to be hit, where it is from, that it limits a worsening."""
    higher = indicator.better_side is Better.HIGHER
    notes = [_COUNTED[indicator.counting]] if indicator.counting else []
    notes += [f"基準値の{change_phrase(indicator.target.change)}"] if isinstance(indicator, Relative) else []
    slack = slack_phrase(indicator.target, indicator.unit)
    notes += [slack] if slack else []
    limits = indicator.start is not None and passes(indicator.start, goal, indicator.better_side)
    if limits and not indicator.target.exclusive:
        notes.append("これ以上に保つ" if higher else "これ以下に抑える")
    near = ("超" if higher else "未満") if indicator.target.exclusive else "程度" if slack else ""
    return near + (f"（{'、'.join(notes)}）" if notes else "")


def change_phrase(change: Decimal) -> str:
    """A change of the baseline in percent: `10%増`, `80%減`."""
    return f"{number(abs(change))}%{'増' if change > 0 else '減'}"


def slack_phrase(target: Tolerant, unit: str | None) -> str:
    """What may be short of a target: `許容幅 0.5%`, `許容幅 目標値の10%`; empty where nothing may."""
    if target.tolerance_percent:
        return f"許容幅 目標値の{quantity(target.tolerance_percent, '%')}"
    return f"許容幅 {quantity(target.tolerance, unit)}" if target.tolerance else ""


def _referenced(indicator: Reference) -> str:
    reference = indicator.target.reference
    year = f"、{reference.year.label}" if reference.year else ""
    return f"{reference.name}と同じ水準（{quantity(reference.value, indicator.unit)}{year}）"


def _kept(indicator: Keep) -> str:
    target = indicator.target
    side = "以上" if indicator.better is Better.HIGHER else "以下"
    slack = slack_phrase(target, indicator.unit)
    return f"{quantity(target.value, indicator.unit)}{side}を維持{f'（{slack}）' if slack else ''}"


def baseline_phrase(indicator: Indicator, restated: BaselineRevision | None = None) -> str:
    """The value that the target was set from: `基準値 16.9%（H30年度）`, `基準値 0件（推定）`, `基準値 不明`."""
    baseline = indicator.baseline
    if baseline is None:
        return "基準値 不明"
    notes = list(years_behind(baseline))
    if restated:
        notes.append(f"{day_phrase(restated.date)}に改めた値")
    elif "baseline" in indicator.assumed:
        notes.append("推定")
    return f"基準値 {baseline_with(indicator, notes)}"


def baseline_with(indicator: Indicator, notes: Sequence[str]) -> str:
    """The baseline with its unit and what is to be said of it: `16.9%（H30年度）`."""
    match indicator.baseline:
        case NumberBaseline(value=value):
            shown = quantity(value, indicator.unit)
        case _:
            shown = baseline_value_phrase(indicator)
    return shown + (f"（{'、'.join(notes)}）" if notes else "")


def years_behind(baseline: Baseline) -> tuple[str, ...]:
    """Of which year a baseline is: `H30年度`; of a mean those of it, and the one that a straight line begins in."""
    averaged = baseline.average_of if isinstance(baseline, NumberBaseline) else None
    if not averaged:
        return (baseline.year.label,) if baseline.year else ()
    return (average_phrase(averaged), *((f"線の始まりは{baseline.year.label}",) if baseline.year else ()))


def average_phrase(years: Sequence[FiscalYear]) -> str:
    """Which years a value is the mean of: `H26〜H30年度の平均`, `H26・H28年度の平均`."""
    ordered = sorted(years)
    if ordered[-1].start - ordered[0].start == len(ordered) - 1:
        return f"{ordered[0]}〜{ordered[-1].label}の平均"
    return f"{'・'.join(map(str, ordered[:-1]))}・{ordered[-1].label}の平均"


def baseline_value_phrase(indicator: Indicator) -> str:
    """The baseline alone, with its unit; empty where there is none."""
    match indicator.baseline:
        case NumberBaseline(value=value, average_of=years):
            return quantity(value, indicator.unit) + (f"（{average_phrase(years)}）" if years else "")
        case CompositeBaseline(parts=parts):
            return parts_phrase(parts, indicator.unit)
        case MilestoneBaseline(text=text):
            return text
        case _:
            return ""
