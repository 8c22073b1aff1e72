"""A cumulative actual (累計) below that of an earlier year: a cumulative value cannot fall.

One of the two is a slip, or the value is of the single year after all.
"""

from collections.abc import Iterator
from itertools import pairwise

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.indicator.attested import Counting
from dxkpi.core.indicator.figure import Figure
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_PLAN = Example(
    "plan: plan-b\nname: 計画B\nperiod: {from: R2, to: R5}\nmethod: {formula: ratio, against: target}\nratings:\n"
    "  - {id: met, label: 達成, group: 達成, at_least: 100}\n  - {id: missed, label: 未達成, group: 未達成}\n"
    "sections:\n  - {id: one, name: 分野一}\n",
    "targets/plan-b.yaml",
    whole=True,
)
_VALUES = (
    "id: visitors\nname: 閲覧者数\nplan: plan-b\nsection: one\nunit: 人\ndirection: absolute\nbetter: higher\n"
    "target:\n  value: 24000\ncounting: {}\n"
    "actuals:\n  R2:\n    value: 5900\n    status: 実績\n  R3:\n    value: {}\n    status: 実績\n"
)


def _counted(counting: str, value: str = "5445") -> tuple[Example, ...]:
    return _PLAN, Example(_VALUES.format(counting, value), "indicators/plan-b/visitors.yaml", whole=True)


INFO = warning(
    "KPI331",
    "cumulative-falls",
    "累計の実績値が、前の年度より小さい",
    Page(
        why="累計の欄に単年度の値を写すと起きる。達成率が低く出て、翌年度にまた増えたように見える。"
        "累計（counting: cumulative）と宣言した指標の実績値が、前の年度を下回るところを挙げる。",
        fix="資料の値が累計か単年度かを確かめる。単年度の値で、目標が累計なら counting: summed、"
        "目標も単年度なら counting: yearly とする。取消しなどで本当に減ったのなら、そのことを理由に書いて免除する。",
        bad=_counted("cumulative"),
        good=_counted("yearly"),
        others=(
            _counted("summed"),
            _counted("cumulative", "5445  # dxkpi: ignore[KPI331] 認定の取消しがあった"),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    indicator = declared.indicator
    if indicator.counted is not Counting.CUMULATIVE:
        return
    for series in subject.series:
        for before, value in pairwise(_last_of_each_year(series.actuals)):
            if value.number < before.number:
                yield Diagnostic(
                    INFO,
                    declared.at(*value.path),
                    f"{named(declared)}の{value.label}（累計）{value.number} は、"
                    f"{before.label} {before.number} より小さい",
                    "累計か単年度の値かを確かめる。" + to_waive(INFO, declared),
                    (Related(declared.at(*before.path), before.label),),
                )


def _last_of_each_year(actuals: tuple[Figure, ...]) -> list[Figure]:
    return list({value.year: value for value in actuals}.values())


CUMULATIVE_FALLS = IndicatorRule(INFO, _check)
