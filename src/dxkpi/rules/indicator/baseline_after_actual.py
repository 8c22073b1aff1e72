"""A baseline of a year after one that is judged by it: most often a slip of the keyboard, which no rate shows."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.compared import due
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive
from dxkpi.rules.indicator.far_year import far

_YEARS = "baseline:\n  value: 0\n  year: {}\ntarget:\n  value: 6000\n  year: R5\n"

INFO = warning(
    "KPI351",
    "baseline-after-actual",
    "基準値の年度が、実績のある年度より後である",
    Page(
        why="基準値の年度を一字書き間違えても、達成率は値だけから計算されるので、数字に表れない。"
        "目安値（均等の線）で判定する計画では、基準値の年度より前の年度は基準値そのものと比べられ、"
        "遅れている指標が達成になる。計画の報告する年度の実績だけを見る。",
        fix="資料で基準値の年度を確かめて直す。計画の途中で基準を定めた指標なら、理由を添えて免除する。",
        bad=(Example(_YEARS.format("R4")),),
        good=(Example(_YEARS.format("R2")),),
        others=((Example(_YEARS.format("R4  # dxkpi: ignore[KPI351] 令和4年度の調査を基準と定めた")),),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, indicator, plan = subject.declared, subject.indicator, subject.plan.plan
    start = indicator.baseline.year if indicator.baseline else None
    if start is None or not indicator.rated or far(start, plan):
        return
    last = due(indicator, plan)
    if last is not None and last <= start:
        return  # another rule reports that of the target
    judged = [year for year in indicator.actuals if year < start and plan.covers(year.reported)]
    if judged:
        first = min(judged)
        yield Diagnostic(
            INFO,
            declared.at("baseline", "year"),
            f"{named(declared)}の基準値の年度（{start}）が、実績のある年度（{first}）より後である",
            f"資料で基準値の年度を確かめて直す。{to_waive(INFO, declared)}",
            (Related(declared.at("actuals", str(first)), f"{first.label}の実績値"),),
        )


BASELINE_AFTER_ACTUAL = IndicatorRule(INFO, _check)
