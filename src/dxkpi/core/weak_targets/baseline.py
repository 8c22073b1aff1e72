"""What is the matter with a target as seen from its baseline: worse than that, the same, or set from an old value."""

from dxkpi.core.targets.measure import TargetTrajectory, passes
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.reasons import Found, MetAtBaseline, OldBaseline, Silence, Verdict, WorseThanBaseline
from dxkpi.core.weak_targets.thresholds import OLD_YEARS


def worse_than_baseline(case: Case) -> Verdict:
    """A target on the worse side of its baseline: it limits a worsening, or was written the wrong way round."""
    if not case.trajectories or case.added_up:
        return Silence.BESIDE
    worse = next((line for line in case.trajectories if _worse(line)), None)
    if worse:
        return Found(WorseThanBaseline(worse.part), (case.of_baseline(), case.of_target()))
    return Silence.UNTOLD if any(line.baseline is None for line in case.trajectories) else Silence.CLEAR


def met_at_baseline(case: Case) -> Verdict:
    """A target that asks for no change; where the baseline is not known, one that was reached before the plan began."""
    if not case.trajectories or case.added_up or any(map(_worse, case.trajectories)):
        return Silence.BESIDE
    if any(line.baseline is None for line in case.trajectories):
        return _met_before(case)
    if all(line.baseline is not None and line.at(line.baseline).met for line in case.trajectories):
        return Found(MetAtBaseline(), (case.of_baseline(), case.of_target()))
    return Silence.CLEAR


def _met_before(case: Case) -> Verdict:
    begun = case.plan.plan.first_year
    before = [own for own in case.observations if begun and own.year < begun and not case.undecided(own)]
    progresses = case.progresses(before[-1]) if before else None
    if not progresses:
        return Silence.UNTOLD
    if all(progress.met for progress in progresses):
        return Found(MetAtBaseline(before[-1].year), (case.of_actual(before[-1]), case.of_target()))
    return Silence.CLEAR


def _worse(line: TargetTrajectory) -> bool:
    """Whether the baseline lies strictly on the good side of the target."""
    return line.baseline is not None and passes(line.baseline, line.target, line.better)


def old_baseline(case: Case) -> Verdict:
    """A baseline of years before the plan, a mean by its last year: what it was set from had changed by then."""
    if case.added_up:
        return Silence.BESIDE
    begun, mean = case.plan.plan.first_year, case.indicator.baseline.mean_of if case.indicator.baseline else ()
    year, key = (max(mean), "average_of") if mean else (case.baseline_year, "year")
    if begun is None or year is None:
        return Silence.UNTOLD
    years = begun.start - year.start
    return Found(OldBaseline(years), (case.of_baseline(key),)) if years >= OLD_YEARS else Silence.CLEAR
