"""A target year that was over before the plan began: a slip of the year, or of the era (H3 for R3)."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.rules.base import IndicatorRule, Subject, named
from dxkpi.rules.indicator.far_year import far

INFO = warning(
    "KPI316",
    "target-before-plan",
    "目標年度が、計画の始まりより前である",
    Page(
        why="元号を取り違える（R3 を H3 と書く）と、目標年度は計画の始まるずっと前になる。"
        "計画の始まりは、period の from、なければ策定の年度である。",
        fix="target の year を直す。計画の目標年度と同じなら、行を消してよい。",
        bad=(Example("target:\n  value: 6000\n  year: H3\n"),),
        good=(Example("target:\n  value: 6000\n  year: R3\n"),),
        others=((Example("target:\n  value: 6000\n"),),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    target = declared.indicator.target
    if target is None or target.year is None:
        return
    baseline, first = declared.indicator.baseline, plan.plan.first_year
    if first is None or target.year >= first or far(target.year, plan.plan):
        return
    if baseline and baseline.year and baseline.year >= target.year:
        return  # both years are named as wrong already
    yield Diagnostic(
        INFO,
        declared.at("target", "year"),
        f"{named(declared)}の目標年度（{target.year.formal}）が、計画の始まり（{first.formal}）より前である",
        "目標年度を直す。計画の目標年度と同じなら、この行を消す",
        (Related(plan.at("period" if plan.plan.period else "adopted"), "計画の始まり"),),
    )


TARGET_BEFORE_PLAN = IndicatorRule(INFO, _check)
