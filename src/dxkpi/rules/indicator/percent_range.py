"""A percentage below 0 or above 100 among others that are not: a lost decimal point (735 for 73.5) or a stray sign.

Ratios that may exceed 100 or fall below 0 (前年比, 達成率, 増減率) are recognised by their names.
"""

import re
from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.indicator.figure import Figure
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

INFO = warning(
    "KPI306",
    "percent-range",
    "単位が % の値が、0 から 100 の間にない",
    Page(
        why="小数点を打ち忘れて 73.5 を 735 と書いたり、余分な - が付いたりすると、達成率が大きく変わる。"
        "ほかの値が 0 から 100 の間にあるのに、そこから外れた値を挙げる。"
        "名称に「比」「達成」「増」「減」などのある指標は、100 を超えることがあるので見ない。",
        fix="小数点と符号を確かめる。その値で正しければ、そのことを理由に書いて免除する。",
        bad=(
            Example(
                'name: 利用の割合\nunit: "%"\n'
                "target:\n  value: 80.0\n"
                "actuals:\n  R2:\n    value: 685\n    status: 実績\n  R3:\n    value: 73.5\n    status: 実績\n"
            ),
        ),
        good=(
            Example(
                'name: 利用の割合\nunit: "%"\n'
                "target:\n  value: 80.0\n"
                "actuals:\n  R2:\n    value: 68.5\n    status: 実績\n  R3:\n    value: 73.5\n    status: 実績\n"
            ),
        ),
    ),
)

_WHOLE = 100
_UNBOUNDED = re.compile("[比増減伸倍]|達成|進捗|充足|成長|収支|利益")


def out_of_percent(subject: Subject) -> tuple[Figure, ...]:
    """Return the values outside 0 to 100 percent, where at least as many are inside."""
    if not subject.in_percent or _UNBOUNDED.search(subject.indicator.name):
        return ()
    values = list(dict.fromkeys(value for series in subject.series for value in series.all()))
    outside = [value for value in values if not 0 <= value.number <= _WHOLE]
    few = 2 * len(outside) <= len(values)
    return tuple(value for value in outside if few)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    for value in out_of_percent(subject):
        yield Diagnostic(
            INFO,
            declared.at(*value.path),
            f"{named(declared)}の{value.label}が {value.number}% で、0% から 100% の間にない",
            "小数点と符号を確かめる。" + to_waive(INFO, declared),
        )


PERCENT_RANGE = IndicatorRule(INFO, _check)
