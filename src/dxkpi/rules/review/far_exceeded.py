"""Targets exceeded many times over: they asked for too little, or something else is counted now."""

from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.assessment import NotAssessed
from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.basis.record import Better
from dxkpi.core.indicator.progress import Progress, passes
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.numerals import number
from dxkpi.rules.review.case import RAISED, Case, ReviewRule, Silence, Verdict, review

FAR_TIMES = 3
"""Multiple of the target from which a value is reported.

Published rates of exceeded targets are between 120 and 220 percent (evaluation methods in use, 超過), and the check for
slips of a digit (KPI308) accepts values within three times the target.
"""

_MAPS = "indicators/plan-a/one/maps.yaml"
_ACTUAL = "actuals:\n  R3:\n    value: {}\n    status: 実績\n"

INFO = review(
    "KPI853",
    "far-exceeded",
    "目標を何倍も上回った",
    Page(
        why=f"実績値が目標値の{FAR_TIMES}倍以上（基準値が分かれば、目標までの幅の{FAR_TIMES}倍以上進んだ）。"
        "目標が低すぎたか、数えているものが目標と違うかを確かめる。",
        fix="実績値と目標値が同じものを数えているか、資料で確かめる。"
        "同じなら、目標値の引き上げを委員会に諮り、決まったら計画の revisions に書く。",
        bad=(Example(_ACTUAL.format(330), _MAPS),),
        good=(Example(_ACTUAL.format(120), _MAPS),),
        others=((Example(_ACTUAL.format(330), _MAPS), RAISED),),
    ),
)


class Excess(NamedTuple):
    """The actual as a multiple (`times`) of the target, or with `by_way` of the way from baseline to target."""

    times: Fraction
    by_way: bool


def excess(progress: Progress) -> Excess | None:
    """Return by how many times a target is exceeded, measured on the way from its baseline or on its value.

    Where less is better the ratio is inverted: 5 for 20 is four times. None where neither is defined: there are no
    multiples of zero or of negative values.
    """
    start, goal, actual = progress.baseline, progress.target, progress.actual
    if start is not None and passes(goal, start, progress.better):
        return Excess((actual - start) / (goal - start), by_way=bool(start) or progress.better is Better.LOWER)
    over, under = (actual, goal) if progress.better is Better.HIGHER else (goal, actual)
    if under <= 0 or over < 0:
        return None
    return Excess(Fraction(over, under), by_way=False)


def _check(case: Case) -> Verdict:
    """Report the part that is exceeded least."""
    if not case.trajectories:
        return Silence.BESIDE
    progresses = case.stand
    outcome = case.assessment.outcome
    running = isinstance(outcome, NotAssessed) and outcome.why is NotAssessedReason.PERIOD_RUNNING
    if running or not progresses or any(map(case.undecided, case.bearing)):
        return Silence.UNTOLD
    found = [excess(progress) for progress in progresses]
    least = min((own for own in found if own), key=lambda own: own.times, default=None)
    if least and least.times < FAR_TIMES:
        return Silence.CLEAR
    if not least or None in found:
        return Silence.UNTOLD
    start = case.of_start() if least.by_way else ()
    return case.found(INFO, _words(least, case), *start, case.of_target(), *map(case.of_actual, case.bearing))


def _words(own: Excess, case: Case) -> str:
    times = f"{number(own.times, 1)}倍"
    if own.by_way:
        return f"基準値から目標値までの幅の{times}進んだ"
    lower = case.indicator.better_side is Better.LOWER
    return f"目標値が実績値の{times}である" if lower else f"目標値の{times}である"


FAR_EXCEEDED = ReviewRule.of(
    INFO, "実績値がないか、低いほど良いのに年度の途中の値か、0 や負の値で何倍とは言えない", _check
)
