"""A baseline of the target year or later: the two were probably swapped, or one is a slip of the keyboard."""

from collections.abc import Iterator

from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.rules.base import IndicatorRule, error, named

INFO = error("KPI301", "baseline-after-target", "目標年度が基準年度より後でない", waivable=True)


def _check(declared: DeclaredIndicator, plan: DeclaredPlan) -> Iterator[Diagnostic]:
    baseline, target = declared.indicator.baseline, declared.indicator.target
    own = target.year if target else None
    year = own or plan.plan.target_year
    if baseline is None or baseline.year is None or year is None or baseline.year < year:
        return
    where = Related(declared.at("target", "year") if own else plan.at("target_year"), f"目標年度 {year}")
    yield Diagnostic(
        INFO,
        declared.at("baseline", "year"),
        f"{named(declared)}の目標年度（{year}）が、基準値の年度（{baseline.year}）より後でない",
        "基準値の年度か目標年度を直す",
        (where,),
    )


BASELINE_AFTER_TARGET = IndicatorRule(INFO, _check)
