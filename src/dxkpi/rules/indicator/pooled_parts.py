"""A part of a pooled target whose value is one number: nothing can be pooled, and the year is not assessed."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.basis.number import Quotient
from dxkpi.core.basis.text import clip
from dxkpi.core.indicator.figure import PooledForm
from dxkpi.rules.base import IndicatorRule, Subject, named

_POOLED = (
    'unit: "%"\ndirection: composite\n'
    "baseline:\n  parts: {{県: {{numerator: 10, denominator: 100}}, 市町村: {{numerator: 30, denominator: 60}}}}\n"
    "target:\n  value: 40\n  rule: pooled\n  parts: [県, 市町村]\n"
    "actuals:\n  R3:\n    parts:\n      県: {{numerator: 20, denominator: 100}}\n      市町村: {}\n    status: 実績\n"
)

INFO = warning(
    "KPI349",
    "pooled-parts",
    "合わせて判定する部分の値が、分子と分母でない",
    Page(
        why="rule: pooled は、部分の分子と分母をそれぞれ合計して割る。率だけでは、部分の大きさが分からず、"
        "全体の率が出ない。その年度は算定不能になる。",
        fix="部分の値を、分子と分母で書く。分からなければ、rule を worst や all に変えるか、"
        "資料にある全体の率を、direction: absolute の一つの値として書く。",
        bad=(Example(_POOLED.format("65")),),
        good=(Example(_POOLED.format("{numerator: 39, denominator: 60}")),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, target = subject.declared, subject.indicator.target_form
    if not isinstance(target, PooledForm):
        return
    for figure in subject.indicator.figures():
        if figure.part in target.names and not isinstance(figure.number, Quotient):
            part = clip(figure.part)
            yield Diagnostic(
                INFO,
                declared.at(*figure.path),
                f"{named(declared)}の{figure.label}の「{part}」が分子と分母でないので、合わせた率が出ない",
                f"「{part}: {{numerator: 分子, denominator: 分母}}」のように書く",
            )


POOLED_PARTS = IndicatorRule(INFO, _check)
