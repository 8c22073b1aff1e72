"""A change in percent of a value that is itself a percentage, and points of a value that is none.

3ポイント増 from 50% is 53%, 3%増 is 51.5%: one is easily written for the other.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.number import finite, ratio
from dxkpi.core.basis.text import clip
from dxkpi.core.basis.unit import is_share
from dxkpi.core.indicator.reach import Relative
from dxkpi.core.numerals import quantity
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_SHARE = 'unit: "%"\ndirection: relative\nbaseline:\n  value: 50\ntarget:\n  {}: 3{}\n'
_WAIVED = "  # dxkpi: ignore[KPI341] 資料の本文に、基準値の3%とある"
_ACTUAL = "actuals:\n  R3:\n    value: {}\n    status: 実績\n"

INFO = warning(
    "KPI341",
    "points-or-percent",
    "目標の「何%増」と「何ポイント増」が取り違えられているように見える",
    Page(
        why="単位が % の指標では、「3ポイント増」（50% なら 53%）と「3%増」（50% なら 51.5%）が取り違えられやすい。"
        "目標値が変わり、達成かどうかも変わる。",
        fix="資料がポイントと言うなら points に、基準値に対する % と言うなら change に書く。"
        "本当に基準値に対する % なら、そのことを理由に書いて免除する。",
        bad=(Example(_SHARE.format("change", "") + _ACTUAL.format("51.2")),),
        good=(Example(_SHARE.format("points", "") + _ACTUAL.format("52.4")),),
        others=((Example(_SHARE.format("change", _WAIVED) + _ACTUAL.format("51.2")),),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, indicator = subject.declared, subject.indicator
    if not isinstance(indicator, Relative):
        return
    share, start = is_share(indicator.unit), indicator.baseline
    related = (Related(declared.at("baseline", "value"), "基準値"),) if start else ()
    if indicator.target.points is not None and not share:
        yield Diagnostic(
            INFO,
            declared.at("target", "points"),
            f"{named(declared)}の目標はポイント（points）で書かれているが、単位は割合（% など）でない",
            "割合（%）の増減なら change に、目標値が決まっているなら direction: absolute の value に書く。"
            + to_waive(INFO, declared),
            related,
        )
    elif indicator.target.change is not None and share and start:
        amount = ratio(indicator.target.change)
        readings = (indicator.goal, ratio(start.value) + amount)
        by_percent, by_points = (clip(quantity(finite(value), indicator.unit)) for value in readings)
        size, side = quantity(abs(indicator.target.change), ""), "増" if amount > 0 else "減"
        yield Diagnostic(
            INFO,
            declared.at("target", "change"),
            f"{named(declared)}の目標 {size}%{side}は、"
            f"割合の基準値 {clip(quantity(start.value, indicator.unit))} に対する"
            f"{size}%（目標 {by_percent}）とも、{size}ポイント（目標 {by_points}）とも読める。"
            f"今は目標 {by_percent} とした",
            f"資料がポイントと言うなら、change を points に変える（points: {indicator.target.change}）。"
            + to_waive(INFO, declared),
            related,
        )


POINTS_OR_PERCENT = IndicatorRule(INFO, _check)
