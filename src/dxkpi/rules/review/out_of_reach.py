"""Targets that the observed annual change does not reach; pace and its conditions are those of the outlook."""

from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.observations import Observation
from dxkpi.core.trajectory import FEWEST_YEARS, NoTrajectoryReason, OutlookStatus, Pace, Track, pace_words
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict, review

_TO_COME = "baseline:\n  value: 0\n  year: H30\ntarget:\n  value: 6000\n  year: R4\nactuals:\n"

INFO = review(
    "KPI854",
    "out-of-reach",
    "これまでのペースでは届かない",
    Page(
        why="基準値からの1年あたりの進みがこのまま続いても、目標年度までに達しない。確定した実績値だけで見る。",
        fix="これから進みを速める手立てがあるかを確かめ、なければ目標値か取組の見直しを委員会に諮る。",
        bad=(
            Example(f"{_TO_COME}  R2:\n    value: 3000\n    status: 実績\n  R3:\n    value: 4200\n    status: 実績\n"),
        ),
        good=(
            Example(f"{_TO_COME}  R2:\n    value: 3000\n    status: 実績\n  R3:\n    value: 5445\n    status: 実績\n"),
        ),
    ),
)

_BESIDE = {
    OutlookStatus.FINAL, OutlookStatus.PAST,
    NoTrajectoryReason.NO_WAY, NoTrajectoryReason.LIMIT, NoTrajectoryReason.MONITORED,
}  # fmt: skip


def _check(case: Case) -> Verdict:
    """Report the first part whose projection misses its target."""
    from dxkpi.core.outlook import outlook_of  # noqa: PLC0415 - most commands only name this rule

    outlook = outlook_of(case.assessment, case.plan.plan, case.as_of)
    if not outlook.tracks:
        return Silence.BESIDE if _BESIDE & {outlook.status, outlook.reason} else Silence.UNTOLD
    paces = [(own, own.pace) for own in outlook.tracks if isinstance(own, Track) and isinstance(own.pace, Pace)]
    for track, pace in paces:
        if not (pace.met or pace.enough):
            seen = (*case.of_start(), *map(case.of_actual, _records(case, track)), case.of_target())
            return case.found(INFO, pace_words(pace, track, case.indicator.unit), *seen)
    return Silence.CLEAR if len(paces) == len(outlook.tracks) else Silence.UNTOLD


def _records(case: Case, track: Track) -> tuple[Observation, ...]:
    """Return the observations that a pace is measured to: the last, or all that are added up."""
    return tuple(own for own in case.finals if own.year > track.first) if track.summed else case.finals[-1:]


OUT_OF_REACH = ReviewRule.of(
    INFO, f"基準値とその年度、目標年度、基準値も入れて{FEWEST_YEARS}年度分の確定した実績値が、そろっていない", _check
)
