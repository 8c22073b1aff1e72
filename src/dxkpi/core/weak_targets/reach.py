"""Targets that the pace so far does not reach; what a pace is and when it is told, the outlook says."""

from dxkpi.core.observations import Observation
from dxkpi.core.outlook import outlook_of
from dxkpi.core.trajectory import NoTrajectoryReason, OutlookStatus, Pace, Track
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.reasons import Found, OutOfReach, Silence, Verdict

_BESIDE = {
    OutlookStatus.FINAL, OutlookStatus.PAST,
    NoTrajectoryReason.NO_WAY, NoTrajectoryReason.LIMIT, NoTrajectoryReason.FOLLOWED,
}  # fmt: skip


def out_of_reach(case: Case) -> Verdict:
    """A target, or a part of one, that years like those gone would miss by the target year."""
    outlook = outlook_of(case.assessment, case.plan.plan, case.as_of)
    if not outlook.tracks:
        return Silence.BESIDE if _BESIDE & {outlook.status, outlook.reason} else Silence.UNTOLD
    paces = [(own, own.pace) for own in outlook.tracks if isinstance(own, Track) and isinstance(own.pace, Pace)]
    short = next(((own, pace) for own, pace in paces if not (pace.met or pace.enough)), None)
    if short:
        actuals = map(case.of_actual, _records(case, short[0]))
        return Found(OutOfReach(*short), (*case.of_start(), *actuals, case.of_target()))
    return Silence.CLEAR if len(paces) == len(outlook.tracks) else Silence.UNTOLD


def _records(case: Case, track: Track) -> tuple[Observation, ...]:
    """The records that a pace reaches up to: the last, or all that are added up."""
    return tuple(own for own in case.finals if own.year > track.first) if track.summed else case.finals[-1:]
