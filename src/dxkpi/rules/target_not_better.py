"""A target no better than its baseline: `better` turned round, or baseline and target swapped.

Limits to a worsening (13.5 → 23.0) do exist; the target's note then says so.
"""

from collections.abc import Iterator

from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.number import finite, ratio
from dxkpi.core.page import Example, Page
from dxkpi.core.targets.absolute import Absolute
from dxkpi.core.targets.measure import passes
from dxkpi.core.targets.relative import Relative
from dxkpi.rules.base import IndicatorRule, named, warning
from dxkpi.rules.subject import Subject

_MAPS = "indicators/plan-a/one/maps.yaml"
_WORSE = "better: higher\nbaseline:\n  value: 120\ntarget:\n  value: 100\n"

INFO = warning(
    "KPI315",
    "target-not-better",
    "目標値が、基準値より良い側にない",
    Page(
        why="better（高いほど良いか、低いほど良いか）を逆に書いたり、基準値と目標値を入れ替えて写したりすると、"
        "何もしなくても達成と判定される。",
        mend="better・基準値・目標値を確かめる。今の水準を保つ目標なら direction: keep とする。"
        "悪化をここまでに抑える目標なら、target の note にそう書く。",
        bad=(Example(_WORSE, file=_MAPS),),
        good=(Example(_WORSE + "  note: 統合により減る見込みのため、減り方を抑える\n", file=_MAPS),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    indicator = declared.indicator
    if not isinstance(indicator, (Absolute, Relative)) or indicator.start is None or indicator.baseline is None:
        return
    target = indicator.target
    if target.note or indicator.better is None:
        return  # without `better` the good side is the one that the target lies on
    goal = indicator.goal if isinstance(indicator, Relative) else ratio(indicator.target.value)
    passed = target.exclusive and indicator.start == goal
    if passed or passes(goal, indicator.start, indicator.better_side):
        return
    same = indicator.start == goal
    yield Diagnostic(
        INFO,
        declared.target_at,
        f"{named(declared)}の目標値 {finite(goal)} は、基準値 {indicator.baseline.value} "
        f"{'と同じである' if same else f'より悪い側にある（better: {indicator.better_side}）'}",
        "better と値を確かめる。今の水準を保つなら direction: keep、悪化を抑える目標なら target の note にそう書く",
        (Related(declared.at("baseline", "value"), "基準値"),),
    )


TARGET_NOT_BETTER = IndicatorRule(INFO, _check)
