"""An actual of a year whose result was published: the published figures were computed from another one."""

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import PLAN, Example, Page
from dxkpi.rules.review.change.case import OVERWRITTEN, ChangedIndicator, ChangeRule, Looks, corrected, second_look

_ROW = Example("rows:\n  hours:\n    actual: {value: 5445, status: 実績}\n", "published/plan-a/R3.yaml")
_CORRECTION = (
    "corrections:\n  - {date: 2022-06-01, year: R3, indicator: hours, from: {actual: {value: 5445}}, "
    "to: {actual: {value: 5545}}, why: 一つの課を集計から漏らしていた}\n"
)
_R3 = "actuals:\n  R3:\n    value: {}\n    status: 実績\n"

INFO = second_look(
    "KPI861",
    "published-actual",
    "結果を公表した年度の実績値が書き換わるか、なくなる",
    Page(
        why="公表した達成率や件数は、書き換わる前の値から出ている。",
        fix="公表した資料の値を確かめる。資料の値が正しければ戻す。公表の後に訂正されたのなら、"
        "計画の corrections に正誤を書く。",
        before=(_ROW, Example(_R3.format(5445))),
        bad=(_ROW, Example(_R3.format(5545))),
        good=(_ROW, Example(_R3.format(5445))),
        others=((_ROW, Example(_R3.format(5545)), Example(_CORRECTION, PLAN)),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    for change in case.of(*OVERWRITTEN):
        if change.year in case.published and not corrected(case, change.year):
            fate = "なくなる" if change.kind is ChangeKind.ACTUAL_REMOVED else "書き換わる"
            yield case.found(INFO, f"結果を公表した{change.year.label}の実績値が{fate}", (change,))


PUBLISHED_ACTUAL = ChangeRule(INFO, _check)
