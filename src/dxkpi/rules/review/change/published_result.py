"""Another target or baseline by which a published year would have come out otherwise."""

from dxkpi.core.basis.change_kind import Kind
from dxkpi.core.basis.finding import Example, Page
from dxkpi.rules.review.change.case import OF_TARGET, ChangedIndicator, ChangeRule, Looks, second_look

_TARGET = "target:\n  value: {}\n"

INFO = second_look(
    "KPI862",
    "published-result",
    "目標や基準の変更で、結果を公表した年度の結果が変わる",
    Page(
        why="公表した達成率や達成区分が、今のデータからは出なくなる。目標の改定は、決めた年度の結果から効く。",
        mend="改定なら、target は策定時のまま残し、決めた日とともに計画の revisions に書く。"
        "公表の誤りを直したのなら、計画の corrections に正誤を書く。",
        before=(Example(_TARGET.format(6000)),),
        bad=(Example(_TARGET.format(7000)),),
        good=(Example(_TARGET.format(6000) + "  note: 庁内の全課\n"),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    """Find the latest such year."""
    changes = case.of(*OF_TARGET, Kind.BASELINE_CHANGED, Kind.DIRECTION_CHANGED)
    for was, now in case.results if changes else ():
        if was and now and now.year in case.published and was.outcome != now.outcome:
            reason = f"目標や基準の変更で、結果を公表した{now.year.label}の結果が変わる"
            yield case.found(INFO, reason, changes)
            return


PUBLISHED_RESULT = ChangeRule(INFO, _check)
