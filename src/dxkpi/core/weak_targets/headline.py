"""A headline that rests on expected values (見込): what is counted may yet come out otherwise."""

from collections.abc import Sequence
from fractions import Fraction

from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.scalars import Status
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.reasons import ExpectedValues, Found, Silence, Verdict
from dxkpi.core.weak_targets.thresholds import EXPECTED_SHARE


def expected_values(cases: Sequence[Case]) -> Verdict:
    """The share of expected values among those that the year's results rest on; targets without a value have none."""
    judged = [(case, r, o) for case in cases if isinstance(o := case.assessment.outcome, Rated | NotAssessed)
              and (r := case.assessment.observation)]  # fmt: skip
    if not judged:
        return Silence.UNTOLD
    expected = [own for own in judged if own[1].actual.status is Status.FORECAST]
    if Fraction(len(expected), len(judged)) < EXPECTED_SHARE:
        return Silence.CLEAR
    met, met_expected = (sum(outcome.met is True for _, _, outcome in own) for own in (judged, expected))
    reason = ExpectedValues(len(expected), len(judged), met_expected, met)
    return Found(reason, tuple(case.of_actual(observation) for case, observation, _ in expected))
