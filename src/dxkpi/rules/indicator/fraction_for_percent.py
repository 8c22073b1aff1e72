"""A percentage written as a fraction (0.735 for 73.5 %), as spreadsheets hold it: a hundredth of what is meant.

Only where higher is better: a rate to be brought below 1 % is nothing unusual.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.basis.record import Better
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_VALUES = 'unit: "%"\ntarget:\n  value: {}\nactuals:\n  R3:\n    value: {}{}\n    status: 実績\n'

INFO = warning(
    "KPI307",
    "fraction-for-percent",
    "単位が % なのに、すべての値が 1 以下である",
    Page(
        why="表計算ソフトの中では 73.5% は 0.735 である。それを写すと、表や説明に 0.735% と印刷される。"
        "高いほど良い割合で、値が二つ以上あり、すべて 1 以下のものを挙げる。",
        fix="100 倍して、73.5 のように書く。本当に 1% 以下の割合なら、そのことを理由に書いて免除する。",
        bad=(Example(_VALUES.format("0.8", "0.735", "")),),
        good=(Example(_VALUES.format("80.0", "73.5", "")),),
        others=((Example(_VALUES.format("0.8", "0.735", "  # dxkpi: ignore[KPI307] 千人に数人の率である")),),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    indicator = declared.indicator
    if not subject.in_percent or indicator.better_side is not Better.HIGHER:
        return
    values = list(dict.fromkeys(value for series in subject.series for value in series.all() if value.number))
    written = [value for value in values if value.number != 1]
    if len(values) > 1 and written and not any(not 0 < v.number <= 1 for v in values):
        last = written[-1]
        yield Diagnostic(
            INFO,
            declared.at(*last.path),
            f"{named(declared)}の単位は % だが、{last.label} {last.number} をはじめ、すべての値が 1 以下である",
            "73.5% は 0.735 でなく 73.5 と書く。" + to_waive(INFO, declared),
        )


FRACTION_FOR_PERCENT = IndicatorRule(INFO, _check)
