"""Another target or baseline by which a published year would have come out otherwise."""

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import PLAN, Example, Page
from dxkpi.rules.review.change.case import OF_TARGET, ChangedIndicator, ChangeRule, Looks, corrected, second_look

_ROW = Example("rows:\n  hours:\n    target: {value: 6000}\n", "published/plan-a/R3.yaml")
_REVISION = (
    "revisions:\n  - {date: 2022-06-01, indicator: hours, from: {value: 6000}, to: {value: 7000}, "
    "reason: 対象の業務を広げたため, decision: 推進本部会議}\n"
)
_CORRECTION = (
    "corrections:\n  - {date: 2022-06-01, year: R3, indicator: hours, from: {target: {value: 6000}}, "
    "to: {target: {value: 7000}}, why: 目標値を写し間違えていた}\n"
)
_TARGET = "target:\n  value: {}\n"

INFO = second_look(
    "KPI862",
    "published-result",
    "目標や基準の変更で、結果を公表した年度の結果が変わる",
    Page(
        why="公表した達成率や達成区分が、今のデータからは出なくなる。目標の改定は、決めた年度の結果から効く。",
        fix="改定なら、target は策定時のまま残し、決めた日とともに計画の revisions に書く。"
        "公表の誤りを直したのなら、計画の corrections に正誤を書く。",
        before=(_ROW, Example(_TARGET.format(6000))),
        bad=(_ROW, Example(_TARGET.format(7000))),
        good=(_ROW, Example(_TARGET.format(6000)), Example(_REVISION, PLAN)),
        others=((_ROW, Example(_TARGET.format(7000)), Example(_CORRECTION, PLAN)),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    """Find the latest such year without a correction."""
    changes = case.of(*OF_TARGET, ChangeKind.BASELINE_CHANGED, ChangeKind.DIRECTION_CHANGED)
    for was, now in case.results if changes else ():
        if was and now and now.year in case.published and was.outcome != now.outcome and not corrected(case, now.year):
            reason = f"目標や基準の変更で、結果を公表した{now.year.label}の結果が変わる"
            yield case.found(INFO, reason, changes)
            return


PUBLISHED_RESULT = ChangeRule(INFO, _check)
