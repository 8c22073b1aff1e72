"""The target as adopted is written over, so that nobody sees any more that it was another one."""

from dxkpi.core.basis.change_kind import Kind
from dxkpi.core.basis.finding import Example, Page
from dxkpi.rules.review.change.case import ChangedIndicator, ChangeRule, Looks, second_look

INFO = second_look(
    "KPI863",
    "target-rewritten",
    "目標値が、改定の記録によらずに変わる",
    Page(
        why="策定時の目標値が失われ、初めからその目標だったように見える。",
        mend="書き違いなら戻す。改定なら、target は策定時のまま残し、計画の revisions に、"
        "決めた日と改定前・改定後の値を書く。策定時の写し間違いを直したのなら、資料と見比べる。",
        before=(Example("target:\n  value: 6000\nactuals: {}\n"),),
        bad=(Example("target:\n  value: 6500\nactuals: {}\n"),),
        good=(Example("target:\n  value: 6000\n  note: 庁内の全課\nactuals: {}\n"),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    changes = case.of(Kind.TARGET_CHANGED)
    if changes and case.of(Kind.REVISION_ADDED):
        yield case.found(INFO, "改定を記録したうえに、指標の target も書き換わる", changes)
    elif changes:
        yield case.found(INFO, "目標値が、改定の記録（計画の revisions）なしに変わる", changes)


TARGET_REWRITTEN = ChangeRule(INFO, _check)
