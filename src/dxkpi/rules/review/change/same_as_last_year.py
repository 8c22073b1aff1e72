"""A value that is last year's to the digit: copied, or not yet taken again."""

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.diff.change import Change
from dxkpi.rules.review.change.case import (
    EDITED,
    ChangedIndicator,
    ChangeRule,
    Looks,
    as_evidence,
    record_at,
    second_look,
)

_R3 = "actuals:\n  R3:\n    value: 5445\n    status: 実績\n"
_R4 = "  R4:\n    value: {}\n    status: 実績\n"

INFO = second_look(
    "KPI870",
    "same-as-last-year",
    "その年度の値が、前の年度の値とまったく同じである",
    Page(
        why="前の年度の値を写したまま、調べ直していないことがある。",
        fix="資料の、その年度の値を確かめる。まだ調べていないなら、その年度の値は書かない。",
        before=(Example(_R3),),
        bad=(Example(_R3 + _R4.format(5445)),),
        good=(Example(_R3 + _R4.format(5446)),),
        others=((Example(_R3),),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    declared = case.after
    if declared is None or declared.indicator.value_key == "done":
        return
    for change in case.of(*EDITED, ChangeKind.ACTUAL_ADDED):
        last = _last(case, change)
        if last and change.year:
            reason = f"{change.year.label}の値が、{last.label}の値とまったく同じである"
            yield case.found(
                INFO, reason, (change,), as_evidence(declared, last, len(declared.indicator.actuals[last]) - 1)
            )


def _last(case: ChangedIndicator, change: Change) -> FiscalYear | None:
    """Return the year before, where its last record says the same as the one that `change` brings."""
    place = record_at(case.after, change.after)
    if place is None or case.after is None:
        return None
    (year, index), actuals = place, case.after.indicator.actuals
    last, now = year.before, actuals[year][index].form
    then = record_at(case.before, change.before)
    touched = (
        change.kind is not ChangeKind.ACTUAL_REVISED
        or not (case.before and then)
        or (case.before.indicator.actuals[then[0]][then[1]].form != now)
    )
    touched = touched and case.after.indicator.break_in(last) is case.after.indicator.break_in(year)
    return last if touched and actuals.get(last) and actuals[last][-1].form == now else None


SAME_AS_LAST_YEAR = ChangeRule(INFO, _check)
