"""The target as adopted is written over, so that nobody sees any more that it was another one."""

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import PLAN, Example, Page
from dxkpi.core.diff.change import Change
from dxkpi.rules.review.change.case import ChangedIndicator, ChangeRule, Looks, corrected, second_look

_TARGET = "target:\n  value: {}\nactuals: {{}}\n"
_ROW = Example("rows:\n  hours: {target: {value: 6000}}\n", "published/plan-a/R3.yaml")
_CORRECTION = (
    "corrections:\n  - {date: 2022-06-01, year: R3, indicator: hours, from: {target: {value: 6000}}, "
    "to: {target: {value: 6500}}, why: 目標値を写し間違えていた}\n"
)
_REVISION = (
    "revisions:\n  - {date: 2022-06-01, indicator: hours, from: {value: 6000}, to: {value: 6500}, "
    "reason: 対象の業務を広げたため, decision: 推進本部会議}\n"
)

INFO = second_look(
    "KPI863",
    "target-rewritten",
    "目標値が、改定の記録によらずに変わる",
    Page(
        why="策定時の目標値が失われ、初めからその目標だったように見える。",
        fix="書き違いなら戻す。改定なら、target は策定時のまま残し、計画の revisions に、"
        "決めた日と改定前・改定後の値を書く。策定時の写し間違いを直したのなら、資料と見比べ、"
        "結果を公表していれば corrections に正誤を書く。",
        before=(_ROW, Example(_TARGET.format(6000))),
        bad=(_ROW, Example(_TARGET.format(6500))),
        good=(_ROW, Example(_TARGET.format(6000))),
        others=(
            (_ROW, Example(_TARGET.format(6000)), Example(_REVISION, PLAN)),
            (_ROW, Example(_TARGET.format(6500)), Example(_CORRECTION, PLAN)),
        ),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    changes = tuple(change for change in case.of(ChangeKind.TARGET_CHANGED) if not _adds_years(case, change))
    if changes and case.of(ChangeKind.REVISION_ADDED):
        yield case.found(INFO, "改定を記録したうえに、指標の target も書き換わる", changes)
    elif changes and not corrected(case):
        yield case.found(INFO, "目標値が、改定の記録（計画の revisions）なしに変わる", changes)


def _adds_years(case: ChangedIndicator, change: Change) -> bool:
    """Say whether a change only adds years where each has a target of its own, or where that moves with the years."""
    indicator = case.after.indicator if case.after else None
    if indicator is None or indicator.target is None or not (indicator.target.by_years_alone or indicator.moves):
        return False
    keys = ("reference", "by_year") if indicator.moves else ("by_year",)
    return all(value.before is None and value.key[: len(keys)] == keys for value in change.values)


TARGET_REWRITTEN = ChangeRule(INFO, _check)
