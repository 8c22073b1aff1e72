"""An actual of exactly 0 after one above it, where more is better: an empty cell, or a digit that was lost."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.record import Better
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_R2 = "baseline:\n  value: 4100\nactuals:\n  R2:\n    value: {}\n    status: 実績\n"
_R3 = "  R3:\n    value: 5445\n    status: 実績\n"

INFO = warning(
    "KPI344",
    "falls-to-zero",
    "高いほど良い指標の実績値が、ちょうど 0 に落ちている",
    Page(
        why="空欄や「－」を 0 と写したり、打ちかけの値が残ったりすると、実績値が 0 になる。"
        "まだ分からない値なら、0 ではなく、その年度の記録がないのが正しい。"
        "前の値（なければ基準値）が 0 より大きく、実績値がちょうど 0 のところを挙げる。",
        fix="資料の値を確かめる。まだ値がないなら、その年度の記録を消す。"
        "本当に 0 なら、そのことを理由に書いて免除する。",
        bad=(Example(_R2.format(0) + _R3),),
        good=(Example(_R2.format(5120) + _R3),),
        others=(
            (Example("baseline:\n  value: 4100\nactuals:\n" + _R3),),
            (Example(_R2.format("0  # dxkpi: ignore[KPI344] 窓口を一年間閉じていた") + _R3),),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    if all(subject.numbers) or subject.indicator.better_side is not Better.HIGHER:
        return
    for series in subject.series:
        before = series.baseline
        for value in series.actuals:
            if value.number == 0 and before is not None and before.number > 0:
                yield Diagnostic(
                    INFO,
                    declared.at(*value.path),
                    f"{named(declared)}の{value.label}が、{before.label} {before.number} からちょうど 0 になっている",
                    "資料の値を確かめる。まだ値がないなら、0 と書かずに、その年度の記録を消す。"
                    + to_waive(INFO, declared),
                    (Related(declared.at(*before.path), before.label),),
                )
            before = value


FALLS_TO_ZERO = IndicatorRule(INFO, _check)
