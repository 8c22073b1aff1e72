"""A baseline of the target year or later: the two were probably swapped, or one is a slip of the keyboard."""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Path, Related, error
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.rules.base import IndicatorRule, Subject, named
from dxkpi.rules.indicator.far_year import far

INFO = error(
    "KPI301",
    "baseline-after-target",
    "目標年度が基準年度より後でない",
    Page(
        why="基準値と目標値の年度を入れ違えたり、前の計画のファイルを写して年度を直し忘れたりすると起きる。"
        "達成率は値だけから計算されるので、年度の間違いは数字に表れず、そのまま公表される。",
        fix="資料で基準値の年度と目標年度を確かめ、間違っている方を直す。"
        "目標を定めた年度の実績を基準とする計画なら、理由を添えて免除してよい。",
        bad=(Example("baseline:\n  value: 0\n  year: R3\ntarget:\n  value: 6000\n  year: R3\n"),),
        good=(Example("baseline:\n  value: 0\n  year: R2\ntarget:\n  value: 6000\n  year: R3\n"),),
        others=(
            (Example("baseline:\n  value: 0\n  year: R3\ntarget:\n  value: 6000\n  year: R4\n"),),
            (
                Example(
                    "baseline:\n  value: 0\n  year: R3  # dxkpi: ignore[KPI301] 目標を定めた年度の実績が基準である\n"
                    "target:\n  value: 6000\n  year: R3\n"
                ),
            ),
        ),
    ),
    waivable=True,
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    baseline, target = declared.indicator.baseline, declared.indicator.target
    own = target.due if target else None
    year = own or plan.plan.target_year
    latest, path = _latest(baseline)
    if latest is None or year is None or latest < year or far(latest, plan.plan) or far(year, plan.plan):
        return  # a year far from the plan is all there is to report
    where = Related(declared.at("target", "year") if own else plan.at("target_year"), f"目標年度 {year}")
    yield Diagnostic(
        INFO,
        declared.at("baseline", *path),
        f"{named(declared)}の目標年度（{year}）が、基準値の年度（{latest}）より後でない",
        "基準値の年度か目標年度を直す",
        (where,),
    )


def _latest(baseline: Baseline | None) -> tuple[FiscalYear | None, Path]:
    """Return the latest year of a baseline, of its mean or of its revisions, and the keys that lead to it."""
    if baseline is None:
        return None, ()
    found: list[tuple[FiscalYear | None, Path]] = [(baseline.year, ("year",))]
    found += [(year, ("average_of", index)) for index, year in enumerate(baseline.mean_of)]
    found += [(revision.year, ("restated", index, "year")) for index, revision in enumerate(baseline.revisions)]
    return max(found, key=lambda one: one[0].start if one[0] else 0)


BASELINE_AFTER_TARGET = IndicatorRule(INFO, _check)
