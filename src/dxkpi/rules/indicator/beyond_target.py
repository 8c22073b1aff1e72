"""An actual that is the target with a digit too many or too few, where no earlier value would show it.

Actuals far beyond their targets are real (テレワーク実施者数 36,821 for 280), so only those are reported that come near
the target once a power of ten is removed.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.record import Better
from dxkpi.core.indicator.figure import Figure
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive
from dxkpi.rules.indicator.percent_range import out_of_percent
from dxkpi.rules.indicator.ten_times import leaps

INFO = warning(
    "KPI309",
    "beyond-target",
    "実績値と目標値が、桁だけ違う値に見える",
    Page(
        why="目標値 6000 に対して実績値 58200 のように、"
        "10倍・100倍・1000倍ほど離れ、桁をそろえるとほぼ同じ値になるときは、"
        "実績値か目標値の桁か単位が違っていることが多い。前の年度の値と比べて分かるものは KPI308 が挙げる。",
        fix="資料の値と単位を、目標値と実績値の両方について確かめる。正しければ、そのことを理由に書いて免除する。",
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


def slips(subject: Subject) -> Iterator[tuple[Figure, Figure]]:
    """Yield, for each part, the first actual that differs from the target by a power of ten, and the target."""
    for series in subject.series:
        if len(series.goals) == 1:
            slipped = [value for value in series.actuals if _slipped(value, series.goals[0], subject)]
            reported = _reported(subject) if slipped else ()
            yield from [(value, series.goals[0]) for value in slipped if value not in reported][:1]


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    for value, goal in () if subject.steady else slips(subject):
        yield Diagnostic(
            INFO,
            declared.at(*value.path),
            f"{named(declared)}の{value.label} {value.number} と{goal.label} {goal.number} は、桁だけが違う値に見える",
            "両方の桁と単位を確かめる。" + to_waive(INFO, declared),
            (Related(declared.at(*goal.path), goal.label),),
        )


def _reported(subject: Subject) -> tuple[Figure, ...]:
    """Return the values that other rules already report."""
    return (*out_of_percent(subject), *(value for value, _ in leaps(subject)))


def _slipped(value: Figure, goal: Figure, subject: Subject) -> bool:
    """Say whether two values differ by a power of ten; a tenth of a target to be reached is only early."""
    low, high = (value, goal) if value.number < goal.number else (goal, value)
    if low.number <= 0 or high.number < _LARGE:
        return False
    if high is goal and subject.indicator.better_side is not Better.LOWER:
        return False
    less, more = low.millionths, high.millionths
    # Freed of a power of ten, the one is between 4/5 and 5/4 of the other.
    return any(4 * less * power <= 5 * more and 4 * more <= 5 * less * power for power in _POWERS)


BEYOND_TARGET = IndicatorRule(INFO, _check)
