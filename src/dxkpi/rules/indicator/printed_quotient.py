"""A printed value that its numerator and denominator do not come to: one of the three numbers is a slip."""

from collections.abc import Iterator
from decimal import Decimal

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Path, warning
from dxkpi.core.basis.number import Quotient
from dxkpi.core.basis.text import clip
from dxkpi.core.numerals import quantity
from dxkpi.rules.base import IndicatorRule, Subject, baselines, may_print_as, named, to_waive

_RATE = 'unit: "%"\ntarget:\n  value: 45\nbaseline:\n  value: 20\nactuals:\n  R3:\n    value:\n'
_WHOLE = "      numerator: 3\n      denominator: 8\n      value: {}\n    status: 実績\n"

INFO = warning(
    "KPI348",
    "printed-quotient",
    "印刷された率が、分子と分母から求めた率と違う",
    Page(
        why="資料が「3人／8人（37.5%）」のように分子・分母と率を並べて印刷しているとき、"
        "どれかの写し間違いがあると率が合わない。判定には、分子と分母から求めた率を使う。",
        fix="資料と見比べて、分子・分母・率のどれかを直す。四捨五入・切り上げ・切り捨てのどれかで合えば、指摘しない。",
        bad=(Example(_RATE + _WHOLE.format("35.7")),),
        good=(Example(_RATE + _WHOLE.format("37.5")),),
        others=(
            (Example(_RATE + _WHOLE.format("38")),),
            (Example(_RATE + _WHOLE.format("35.7  # dxkpi: ignore[KPI348] 資料の率が誤っている")),),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, unit = subject.declared, subject.indicator.unit
    for what, part, path, value in _values(subject):
        if isinstance(value, Quotient) and value.printed is not None and not may_print_as(value.exact, value.printed):
            shown, printed = quantity(value.exact, unit), quantity(value.printed, unit)
            called = f"{what}「{clip(part)}」" if part else what
            yield Diagnostic(
                INFO,
                declared.at(*path, "value"),
                f"{named(declared)}の{called}に印刷された {printed} が、分子と分母から求めた {shown} と違う",
                f"資料と見比べて直す。{to_waive(INFO, declared)}",
            )


def _values(subject: Subject) -> Iterator[tuple[str, str, Path, Decimal]]:
    """Yield what every value of an indicator is called, its part, its path, and its number."""
    indicator = subject.indicator
    if any(isinstance(number, Quotient) for number in subject.numbers):
        for figure in indicator.figures():
            yield figure.label, figure.part, figure.path, figure.number
    for keys, baseline in baselines(indicator):
        for index, restated in enumerate(baseline.revisions):
            yield "改めた基準値", "", (*keys, "restated", index, "value"), restated.value


PRINTED_QUOTIENT = IndicatorRule(INFO, _check)
