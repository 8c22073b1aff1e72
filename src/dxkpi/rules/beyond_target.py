"""An actual that is the target with a digit too many or too few, where no earlier value would show it.

Actuals far beyond their targets are real (テレワーク実施者数 36,821 for 280), so that only those are told that come
near the target once a power of ten is taken out.
"""

from collections.abc import Iterator
from fractions import Fraction

from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import Example, Page
from dxkpi.core.scalars import Better
from dxkpi.rules.base import IndicatorRule, named, warning
from dxkpi.rules.percent_range import out_of_percent
from dxkpi.rules.ten_times import leaps
from dxkpi.rules.values import Series, Value, series

INFO = warning(
    "KPI309",
    "beyond-target",
    "実績値と目標値が、桁だけ違う値に見える",
    Page(
        why="目標値 6000 に対して実績値 58200 のように、"
        "10倍・100倍・1000倍ほど離れ、桁をそろえるとほぼ同じ値になるときは、"
        "実績値か目標値の桁か単位が違っていることが多い。前の年度の値と比べて分かるものは KPI308 が挙げる。",
        mend="資料の値と単位を、目標値と実績値の両方について確かめる。正しければ、実績値の note に訳を書く。",
        bad=(
            Example(
                "target:\n  value: 6000\n"
                "actuals:\n  R2:\n    value: 54000\n    status: 実績\n  R3:\n    value: 5445\n    status: 実績\n"
            ),
        ),
        good=(
            Example(
                "target:\n  value: 6000\n"
                "actuals:\n  R2:\n    value: 5400\n    status: 実績\n  R3:\n    value: 5445\n    status: 実績\n"
            ),
        ),
    ),
)

_LARGE = 1000
_POWERS = tuple(10**n for n in range(1, 7))
_CLOSE = Fraction(5, 4)


def _check(declared: DeclaredIndicator, plan: DeclaredPlan) -> Iterator[Diagnostic]:  # noqa: ARG001
    indicator = declared.indicator
    told = (*out_of_percent(indicator), *(value for value, _ in leaps(indicator)))
    lower = indicator.better_side is Better.LOWER
    for own in series(indicator):
        value = next((v for v in own.actuals if v not in told and _slipped(v, own, lower=lower)), None)
        if value is not None:
            goal = own.goals[0]
            yield Diagnostic(
                INFO,
                declared.at(*value.path),
                f"{named(declared)}の{value.label} {value.number} と{goal.label} {goal.number} は、"
                "桁だけが違う値に見える",
                "両方の桁と単位を確かめる。正しければ、実績値の note に訳を書く",
                (Related(declared.at(*goal.path), goal.label),),
            )


def _slipped(value: Value, own: Series, *, lower: bool) -> bool:
    """Whether a power of ten is all that lies between; a tenth of a target to be reached is just early."""
    if value.noted or len(own.goals) != 1 or value.number <= 0 or own.goals[0].number <= 0:
        return False
    found, goal = value.exact, own.goals[0].exact
    times = [found / goal, goal / found] if lower else [found / goal]
    return max(found, goal) >= _LARGE and any(_close(time, power) for time in times for power in _POWERS)


def _close(time: Fraction, power: int) -> bool:
    return power <= time * _CLOSE and time <= power * _CLOSE


BEYOND_TARGET = IndicatorRule(INFO, _check)
