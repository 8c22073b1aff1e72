"""An indicator with targets of single years alone in a plan that holds actuals against a final one.

The last year's target would judge the years before it, and change with every year that is added.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Ref, Related, error
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.method.method import COMPARISONS
from dxkpi.rules.base import IndicatorRule, Subject, named

_PLAN = """plan: plan-b
name: 計画B
target_year: R5
method:
  formula: ratio
  against: {}
sections:
  - {{id: one, name: 分野一}}
documents:
  paper: {{title: 計画の本文, publisher: 県, date: 2019-09-30}}
"""
_EXCEPTION = """  exceptions:
    - indicators: [data-items]
      against: year_target
      reason: 年度ごとに決める目標であるため
"""
_ITEMS = """id: data-items
name: データ公開数
plan: plan-b
section: one
unit: 項目
direction: absolute
better: higher
target:
{}source: {{document: paper, page: 3}}
"""
_YEARS = "  by_year: {R4: 600, R5: 1000}\n"
_INDICATOR = "indicators/plan-b/data-items.yaml"

INFO = error(
    "KPI322",
    "only-years",
    "年度ごとの目標値だけの指標を、最終の目標値と比べる計画である",
    Page(
        why="最終の目標値 value を書かず、年度ごとの目標値 by_year だけを書いた指標は、"
        "その年度の目標値とだけ比べられる。"
        "最終の目標値や、最終の目標値までの線と比べる計画では、ほかの年度の目標値と比べることになり、"
        "年度の目標値を一つ加えるたびに、過ぎた年度の結果まで変わる。",
        fix="計画の method の against を year_target（その年度の目標値）にする。"
        "この指標だけなら、method の exceptions に、against: year_target とする項目を理由とともに書く。"
        "最終の目標値が資料にあるなら、target の value に書く。",
        bad=(
            Example(_PLAN.format("target"), "targets/plan-b.yaml", whole=True),
            Example(_ITEMS.format(_YEARS), _INDICATOR, whole=True),
        ),
        good=(
            Example(_PLAN.format("year_target"), "targets/plan-b.yaml", whole=True),
            Example(_ITEMS.format(_YEARS), _INDICATOR, whole=True),
        ),
        others=(
            (
                Example(_PLAN.format("target"), "targets/plan-b.yaml", whole=True),
                Example(_ITEMS.format(f"  value: 1000\n{_YEARS}"), _INDICATOR, whole=True),
            ),
            (
                Example(_PLAN.format(f"target\n{_EXCEPTION}".rstrip()), "targets/plan-b.yaml", whole=True),
                Example(_ITEMS.format(_YEARS), _INDICATOR, whole=True),
            ),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    target, method = subject.indicator.target, subject.plan.plan.method
    if target is None or method is None or not target.by_years_alone:
        return
    against = method.of(subject.indicator.id).against
    if against in _WITHOUT_FINAL:
        return
    yield Diagnostic(
        INFO,
        _place(subject.plan, subject.indicator.id),
        f"{COMPARISONS[against].text}と比べる方法なのに、{named(subject.declared)}には年度ごとの目標値しかない",
        "against を year_target（その年度の目標値）にする。この指標だけなら、method の exceptions に、"
        "この指標を against: year_target とする項目を理由とともに書く。"
        "最終の目標値が資料にあるなら、指標の target の value に書く",
        (Related(subject.declared.at("target", "by_year"), "年度ごとの目標値"),),
    )


_WITHOUT_FINAL = frozenset({"year_target", "previous_year"})


def _place(plan: DeclaredPlan, indicator: str) -> Ref:
    exceptions = plan.plan.method.exceptions if plan.plan.method else ()
    own = (n for n, one in enumerate(exceptions) if one.against and indicator in one.indicators)
    position = next(own, None)
    return plan.at("method", "against") if position is None else plan.at("method", "exceptions", position, "against")


ONLY_YEARS = IndicatorRule(INFO, _check)
