"""Targets of single years that look like yearly amounts, under a target that is a running total."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.reach import Absolute, Relative
from dxkpi.core.indicator.target import Stepwise
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_VALUES = "counting: cumulative\ntarget:\n  value: 6000\n  by_year:\n    R1: {}\n    R2: {}\n"

INFO = warning(
    "KPI342",
    "yearly-under-total",
    "累計の指標の年度ごとの目標値が、単年度の量のように見える",
    Page(
        why="累計の目標の by_year には、その年度までの累計を書く。単年度の量を書くと、その年度の目標が小さすぎて、"
        "遅れていても達成になる。累計の目標が前の年度から増えないところと、足すと最終の目標になるものを挙げる。",
        fix="単年度の量なら、target に by_year_counting: yearly を加える（足して比べる）。"
        "その年度までの累計なら、by_year_counting: cumulative を加えるか、値を直す。",
        bad=(Example(_VALUES.format(2500, 3500)),),
        good=(Example(_VALUES.format(2500, 3500) + "  by_year_counting: yearly\n"),),
        others=(
            (Example(_VALUES.format(2500, 3500) + "  by_year_counting: cumulative\n"),),
            (Example(_VALUES.format(2500, 4500)),),
        ),
    ),
)


def reads_as_yearly(indicator: Indicator) -> str:
    """Say in what the targets of single years look like yearly amounts below a total; empty where nothing tells."""
    if (
        not isinstance(indicator, (Absolute, Relative))
        or not indicator.counted_up
        or not isinstance(indicator.target, Stepwise)
    ):
        return ""
    years = _years(indicator.target)
    return _slip(years, indicator) if len(years) > 1 and indicator.target.by_year_counting is None else ""


def _years(target: Stepwise) -> list[tuple[FiscalYear, Decimal]]:
    return sorted((target.by_year or {}).items(), key=lambda entry: entry[0].start)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, indicator = subject.declared, subject.indicator
    found = reads_as_yearly(indicator)
    if found and isinstance(indicator.target, Stepwise):
        years = _years(indicator.target)
        total = sum(value for _, value in years)
        last = years[-1][0].label
        yield Diagnostic(
            INFO,
            declared.at("target", "by_year"),
            f"{named(declared)}は累計の指標なのに、年度ごとの目標値が{found}。"
            f"その年度までの累計と読めば{last}は {years[-1][1]}、単年度の量と読めば足して {total} になる。"
            "今は、その年度までの累計とした",
            "target に、単年度の量なら by_year_counting: yearly を、累計なら cumulative を加えるか、値を直す。"
            + to_waive(INFO, declared),
        )


def _slip(years: list[tuple[FiscalYear, Decimal]], indicator: Indicator) -> str:
    """Say in what the targets of the years are no running total; empty where nothing tells."""
    for (_, before), (year, value) in pairwise(years):
        rises = abs(value) > abs(before) if isinstance(indicator, Relative) else value > before
        if not rises:
            return f"{year.label}に前の年度から増えていない（{before} から {value}）"
    goals = _goals(indicator)
    return "、足すと最終の目標と同じになる" if sum(value for _, value in years) in goals else ""


def _goals(indicator: Indicator) -> set[Decimal]:
    """Return the sums that amounts of single years may come to: the target, or its distance from the baseline."""
    match indicator:
        case Absolute(target=target, baseline=start):
            return {target.final, target.final - (start.value if start else 0)}
        case Relative(target=target):
            return {target.amount}
        case _:
            return set()


YEARLY_UNDER_TOTAL = IndicatorRule(INFO, _check)
