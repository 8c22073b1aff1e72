"""A target that the method shares out over the years of the plan, though its values do not grow from zero.

Half of what there was counts as 125% then, since the share of the first years is far below it.
"""

from collections.abc import Iterator
from fractions import Fraction

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.number import finite
from dxkpi.core.basis.record import Better
from dxkpi.core.basis.text import clip
from dxkpi.core.basis.unit import is_share
from dxkpi.core.compared import due
from dxkpi.core.indicator.progress import TargetTrajectory, passes
from dxkpi.core.numerals import quantity
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_PLAN = """plan: plan-b
name: 計画B
adopted: 2019-09
target_year: R5
period: {{from: R1, to: R5}}
method:
  formula: ratio
  against: elapsed_share
{}ratings:
  - {{id: on-time, label: 100%以上, group: 順調, at_least: 100}}
  - {{id: behind, label: 100%未満, group: 要努力}}
sections:
  - {{id: one, name: 分野一}}
documents:
  paper: {{title: 計画の本文, publisher: 県, date: 2019-09-30}}
"""
_EXCEPTION = """  exceptions:
    - indicators: [visitors]
      against: straight_line
      reason: 0から積み上げる値でなく、水準を高める目標であるため
"""
_ITEMS = """id: visitors
name: 一日の利用者数
plan: plan-b
section: one
unit: 人
direction: absolute
baseline:
  value: 400
  year: H30
target:
  value: 500
source: {document: paper, page: 3}
"""

INFO = warning(
    "KPI343",
    "spread-level",
    "経過年数で按分した目標値が、水準や割合に使われている",
    Page(
        why="目標値の経過年数による按分（1年目は目標値の5分の1など）は、0から積み上げる値のための方法である。"
        "水準や割合に使うと、按分した目標値が今より悪いところになり、半分に減っても達成と判定される。"
        "按分した目標値が基準値より悪い側にある指標と、単位が割合の指標を挙げる。",
        fix="計画の method の exceptions に、その指標を against: straight_line（均等に結んだ線）とする項目を、"
        "理由とともに書く。"
        "資料の方法が本当に按分なら、そのことを理由に書いて免除する。",
        bad=(
            Example(_PLAN.format(""), "targets/plan-b.yaml", whole=True),
            Example(_ITEMS, "indicators/plan-b/visitors.yaml", whole=True),
        ),
        good=(
            Example(_PLAN.format(_EXCEPTION), "targets/plan-b.yaml", whole=True),
            Example(_ITEMS, "indicators/plan-b/visitors.yaml", whole=True),
        ),
        others=(
            (
                Example(_PLAN.format(""), "targets/plan-b.yaml", whole=True),
                Example(
                    _ITEMS.replace(
                        "  value: 500", "  value: 500  # dxkpi: ignore[KPI343] 資料の表が按分で印刷している"
                    ),
                    "indicators/plan-b/visitors.yaml",
                    whole=True,
                ),
            ),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, indicator, plan = subject.declared, subject.indicator, subject.plan.plan
    first, last = plan.first_year, plan.last_year
    if plan.method is None or first is None or last is None:
        return
    if plan.method.judging(indicator).against != "elapsed_share" or indicator.better_side is not Better.HIGHER:
        return
    end = due(indicator, plan) or last
    found = next((own for line in indicator.trajectories() if (own := _spread(line, first, last, end))), None)
    share = is_share(indicator.unit)
    if found is None or not (share or found[2]):
        return
    value, year, worse = found
    shown = clip(quantity(finite(value), indicator.unit))
    what = "基準値より悪い側にある" if worse else "割合を年数で割ったものである"
    yield Diagnostic(
        INFO,
        declared.target_at,
        f"{named(declared)}の按分した目標値（{year.label}は {shown}）は、{what}。"
        "0から積み上げる値でなければ、按分は使えない",
        "計画の method の exceptions に、この指標を against: straight_line とする項目を理由とともに書く。"
        + to_waive(INFO, declared),
        (Related(subject.plan.at("method", "against"), "計画の方法"),),
    )


def _spread(
    line: TargetTrajectory, first: FiscalYear, last: FiscalYear, due: FiscalYear
) -> tuple[Fraction, FiscalYear, bool] | None:
    """Return the share of the plan's first year, and whether it is worse than the baseline; None where it is all."""
    if first >= min(last, due):
        return None
    value = line.target / (last.start - first.start + 1)
    return value, first, line.baseline is not None and passes(line.baseline, value, line.better)


SPREAD_LEVEL = IndicatorRule(INFO, _check)
