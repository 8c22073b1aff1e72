"""Targets that the pace so far does not reach; what a pace is and when it is told, the outlook says."""

from typing import assert_never

from dxkpi.core.observations import Observation
from dxkpi.core.outlook import Course, Final, Past, Untold, Way
from dxkpi.core.outlook_of import outlook_of
from dxkpi.core.outlook_way import NoTrajectoryReason, Pace
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.reasons import Found, OutOfReach, Silence, Verdict


def out_of_reach(case: Case) -> Verdict:
    """A target, or a part of one, that years like those gone would miss by the target year."""
    outlook = outlook_of(case.assessment, case.plan.plan, case.as_of)
    match outlook:
        case Course(ways=ways):
            paces = [(way, way.pace) for way in ways if isinstance(way, Way) and isinstance(way.pace, Pace)]
            short = next(((way, pace) for way, pace in paces if not (pace.met or pace.enough)), None)
            if short:
                actuals = map(case.of_actual, _records(case, short[0]))
                return Found(OutOfReach(*short), (*case.of_start(), *actuals, case.of_target()))
            return Silence.CLEAR if len(paces) == len(ways) else Silence.UNTOLD
        case (
            Untold(why=NoTrajectoryReason.NO_WAY | NoTrajectoryReason.LIMIT | NoTrajectoryReason.FOLLOWED)
            | Final()
            | Past()
        ):
            return Silence.BESIDE
        case Untold():
            return Silence.UNTOLD
        case _:
            assert_never(outlook)


def _records(case: Case, way: Way) -> tuple[Observation, ...]:
    """The records that a pace reaches up to: the last, or all that are added up."""
    return tuple(own for own in case.finals if own.year > way.line.first) if way.summed else case.finals[-1:]
