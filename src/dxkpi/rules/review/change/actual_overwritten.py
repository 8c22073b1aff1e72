"""An actual that no paper holds fast is written over: nobody sees any more what it was."""

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Example, Page
from dxkpi.rules.review.change.case import OVERWRITTEN, ChangedIndicator, ChangeRule, Looks, second_look

_R4 = "actuals:\n  R4:\n    value: {}\n    status: {}\n"
_BOTH = "actuals:\n  R4:\n    - value: 5500\n      status: 見込\n    - value: 5600\n      status: 実績\n"

INFO = second_look(
    "KPI871",
    "actual-overwritten",
    "まだ公表していない年度の実績値が書き換わるか、なくなる",
    Page(
        why="隣の年度や隣の指標の値を、誤って上書きすることがある。見込が確定したときも、前の値が残らない。",
        fix="書き違いなら戻す。確定したのなら、前の記録は残し、新しい記録を同じ年度に書き足す"
        "（dxkpi set はそうする）。訂正なら、根拠の資料を確かめる。",
        before=(Example(_R4.format(5500, "見込")),),
        bad=(Example(_R4.format(5600, "見込")),),
        good=(Example(_R4.format(5500, "見込")),),
        others=((Example(_BOTH),),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    for change in case.of(*OVERWRITTEN):
        if change.year and change.year not in case.published:
            fate = "なくなる" if change.kind is ChangeKind.ACTUAL_REMOVED else "書き換わる"
            yield case.found(INFO, f"まだ公表していない{change.year.label}の実績値が{fate}", (change,))


ACTUAL_OVERWRITTEN = ChangeRule(INFO, _check)
