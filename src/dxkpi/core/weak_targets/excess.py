"""Targets that were exceeded many times over: they asked for too little, or something else is counted now."""

from fractions import Fraction

from dxkpi.core.scalars import Better
from dxkpi.core.targets.measure import Progress, passes
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.reasons import FarExceeded, Found, Silence, Verdict
from dxkpi.core.weak_targets.thresholds import FAR_TIMES


def far_exceeded(case: Case) -> Verdict:
    """A target of which the actual is many times over; of several parts, the one that is least so."""
    if not case.trajectories:
        return Silence.BESIDE
    progresses = case.stand
    if not progresses or any(map(case.undecided, case.bearing)):
        return Silence.UNTOLD
    found = [excess(progress) for progress in progresses]
    least = min((own for own in found if own), key=lambda own: own.times, default=None)
    if least and least.times < FAR_TIMES:
        return Silence.CLEAR
    if not least or None in found:
        return Silence.UNTOLD
    start = case.of_start() if least.by_way else ()
    return Found(least, (*start, case.of_target(), *map(case.of_actual, case.bearing)))


def excess(progress: Progress) -> FarExceeded | None:
    """How many times over a target is reached: of the way from its baseline, or of its value where that is the way.

    A fall to a target is the other way round: 5 for 20 is four times. None where neither makes sense: nothing can be
    a multiple of zero, nor of what is below it.
    """
    start, goal, actual = progress.baseline, progress.target, progress.actual
    if start is not None and passes(goal, start, progress.better):
        return FarExceeded((actual - start) / (goal - start), by_way=bool(start) or progress.better is Better.LOWER)
    over, under = (actual, goal) if progress.better is Better.HIGHER else (goal, actual)
    if under <= 0 or over < 0:
        return None
    return FarExceeded(Fraction(over, under), by_way=False)
