"""A value of a year that is not the file's newest: written below last year's key, or a late correction."""

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Example, Page
from dxkpi.rules.review.change.case import OVERWRITTEN, ChangedIndicator, ChangeRule, Looks, as_evidence, second_look

_R3 = "  R3:\n    value: 5445\n    status: 実績\n"
_VALUE = "  {}:\n    value: 5600\n    status: 実績\n"

INFO = second_look(
    "KPI872",
    "not-newest",
    "そのファイルの最も新しい年度のものでない値が変わる",
    Page(
        why="新しい年度の値を、前の年度のところに書くことがある。",
        fix="その年度の値かを、資料で確かめる。別の年度の値なら、その年度の下に書く。",
        before=(Example("actuals:\n" + _R3),),
        bad=(Example("actuals:\n" + _VALUE.format("R2") + _R3),),
        good=(Example("actuals:\n" + _R3 + _VALUE.format("R4")),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    """Leave out published years, whose changed values are reported already."""
    declared = case.after
    newest = max(declared.indicator.actuals, default=None) if declared else None
    if declared is None or newest is None:
        return
    for change in case.of(ChangeKind.ACTUAL_ADDED, *OVERWRITTEN):
        reported = change.year in case.published and change.kind is not ChangeKind.ACTUAL_ADDED
        if change.year and change.year < newest and not reported:
            reason = f"{change.year.label}の値が変わる。このファイルで最も新しいのは{newest.label}"
            yield case.found(
                INFO, reason, (change,), as_evidence(declared, newest, len(declared.indicator.actuals[newest]) - 1)
            )


NOT_NEWEST = ChangeRule(INFO, _check)
