"""A target no better than its baseline: `better` turned round, or baseline and target swapped.

Limits to a worsening (13.5 → 23.0) do exist; the target's note then says so.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.number import finite
from dxkpi.core.basis.record import Better
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_MAPS = "indicators/plan-a/one/maps.yaml"
_WORSE = "better: higher\nbaseline:\n  value: 120\ntarget:\n  value: 100{}\n"
_WAIVED = "  # dxkpi: ignore[KPI315] 統合により減る見込みのため、減り方を抑える目標である"

INFO = warning(
    "KPI315",
    "target-not-better",
    "目標値が、基準値より良い側にない",
    Page(
        why="better（高いほど良いか、低いほど良いか）を逆に書いたり、基準値と目標値を入れ替えて写したりすると、"
        "何もしなくても達成と判定される。",
        fix="better・基準値・目標値を確かめる。"
        "基準値と同じ目標値は、実績 ÷ 目標（ratio など）の計画では、今の水準を保つ目標としてそのままでよい。"
        "累計をここまでに抑える目標も、その計画ではそのままでよい。"
        "今の水準を保つ目標なら direction: keep とする。"
        "悪化をここまでに抑える目標なら、そのことを理由に書いて免除する。",
        bad=(Example(_WORSE.format(""), file=_MAPS),),
        good=(Example(_WORSE.format(_WAIVED), file=_MAPS),),
        others=(
            (Example(_WORSE.format("").replace("higher", "lower"), file=_MAPS),),
            (Example("direction: keep\n" + _WORSE.format(""), file=_MAPS),),
        ),
    ),
)


def _is_ceiling(subject: Subject) -> bool:
    """Say whether a running total shall stay below the target: it begins below it, whatever is done."""
    return subject.indicator.counted_up and subject.indicator.better_side is Better.LOWER


def _stays(subject: Subject) -> bool:
    """Say whether the plan's method makes nothing of the baseline, so that a target has a rate without being better."""
    method = subject.plan.plan.method
    return method is not None and method.of(subject.indicator.id).formula in ("ratio", "ratio_mirrored")


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    indicator = declared.indicator
    if getattr(indicator, "better", None) is None:
        return  # the better side is then the one that the target is on
    form, lines, baseline = indicator.target_form, indicator.trajectories(), indicator.baseline
    if not form or not form.number_key or not lines or baseline is None:
        return
    goal, start, side = lines[0].target, lines[0].baseline, lines[0].better
    same = start == goal
    ordinary = _stays(subject) and (same or _is_ceiling(subject))
    if ordinary or not (lines[0].limits or (same and not lines[0].exclusive)):
        return
    yield Diagnostic(
        INFO,
        declared.target_at,
        f"{named(declared)}の目標値 {finite(goal)} は、基準値 {baseline.form.number} "
        f"{'と同じである' if same else f'より悪い側にある（better: {side}）'}",
        "better と値を確かめる。今の水準を保つ目標なら direction: keep にする。" + to_waive(INFO, declared),
        (Related(declared.at("baseline", "value"), "基準値"),),
    )


TARGET_NOT_BETTER = IndicatorRule(INFO, _check)
