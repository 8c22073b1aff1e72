"""An actual ten times its predecessor or a tenth of it: a digit too many, one too few, or another unit (千枚, 枚).

Small counts do leap (1 → 12), and so does what was meant to: near the target nothing is said.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.indicator.figure import Figure
from dxkpi.rules.base import IndicatorRule, Series, Subject, far, named, to_waive
from dxkpi.rules.indicator.percent_range import out_of_percent

INFO = warning(
    "KPI308",
    "ten-times",
    "実績値が、その前の値の10倍以上か、10分の1以下である",
    Page(
        why="桁を一つ多く、または少なく打つ、単位を取り違える（千枚と枚）と、値は10倍や1000倍に変わる。"
        "前の年度の値（なければ基準値）から10倍以上離れ、目標値の近くでもない実績値を挙げる。"
        "小さい値（100 未満、% では 20 未満）は、実際によく変わるので見ない。ただし % の値で、"
        "100倍すると隣の値に近いもの（18.5% を 0.185 と写したもの）は挙げる。",
        fix="資料の値と単位を確かめる。その値で正しければ、そのことを理由に書いて免除する。",
        bad=(
            Example(
                "baseline:\n  value: 4100\n"
                "actuals:\n  R2:\n    value: 51200\n    status: 実績\n  R3:\n    value: 5445\n    status: 実績\n"
            ),
        ),
        good=(
            Example(
                "baseline:\n  value: 4100\n"
                "actuals:\n  R2:\n    value: 5120\n    status: 実績\n  R3:\n    value: 5445\n    status: 実績\n"
            ),
        ),
    ),
)

_FAR = 10
_NEAR = 3
_SMALL = 100
_SMALL_PERCENT = 20
_HUNDRED = 100
_AS_PERCENT = "（18.5% は 0.185 でなく 18.5 と書く）"


def leaps(subject: Subject) -> Iterator[tuple[Figure, Figure]]:
    """Yield every actual far from the value before it, and that value."""
    reported = out_of_percent(subject)
    for series in subject.series:
        yield from _leaps(series, reported, in_percent=subject.in_percent)


def _leaps(series: Series, reported: tuple[Figure, ...], *, in_percent: bool) -> Iterator[tuple[Figure, Figure]]:
    before: tuple[Figure, ...] = (series.baseline,) if series.baseline and series.baseline.number else ()
    for value in series.actuals:
        if not value.number or value in reported:
            continue
        leaping = before and all(_far(value, other, in_percent=in_percent) for other in before)
        if leaping and not any(_near(value, goal) for goal in series.goals):
            yield value, before[0]
            before = (before[0], value)  # whether it or the next is wrong, one of them is reported
        else:
            before = (value,)


def _far(value: Figure, other: Figure, *, in_percent: bool) -> bool:
    high = max(abs(value.number), abs(other.number))
    large = high >= (_SMALL_PERCENT if in_percent else _SMALL)
    return far(value, other, _FAR) and (large or (in_percent and _as_fraction(value, other)))


def _as_fraction(value: Figure, other: Figure) -> bool:
    """Say whether one of two percentages looks like the fraction (0.185) of one near the other (18)."""
    low, high = sorted((abs(value.number), abs(other.number)))
    hundredfold = low * _HUNDRED
    return low < 1 < high and max(hundredfold, high) <= 2 * min(hundredfold, high)


def _near(value: Figure, goal: Figure) -> bool:
    one, two = value.millionths, goal.millionths
    low, high = sorted((abs(one), abs(two)))
    return high <= _NEAR * low and one * two > 0


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    for value, before in () if subject.steady else leaps(subject):
        much = abs(value.number) > abs(before.number)
        yield Diagnostic(
            INFO,
            declared.at(*value.path),
            f"{named(declared)}の{value.label} {value.number} は、{before.label} {before.number} の"
            f"{'10倍以上' if much else '10分の1以下'}である",
            f"桁と単位を確かめる{_AS_PERCENT if subject.in_percent else ''}。" + to_waive(INFO, declared),
            (Related(declared.at(*before.path), before.label),),
        )


TEN_TIMES = IndicatorRule(INFO, _check)
