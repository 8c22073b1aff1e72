"""The rating of a measure by a method and a scale."""

from fractions import Fraction
from typing import assert_never

from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.indicator.progress import Every, Measure, Progress, Share, Verdict, Weakest, passes
from dxkpi.core.method.method import FORMULAS, Method
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import BaselineChange, Rate, Rating, RatingInput, RatingScale, TargetStatus, change_of


def outcome_of(measure: Measure, method: Method, scale: RatingScale) -> Rated | NotAssessed:
    """Return the rating of `measure` by the formula of `method` and the ratings of `scale`, or the reason for none."""
    match measure:
        case Progress():
            return _rated(RatingInput(rate_of(measure, method), *_places(measure, method)), method, scale)
        case Verdict(met, reason, goal, baseline, no_target):
            change = change_of(baseline, goal.actual, goal.better, method.dead_band) if goal else None
            return _rated(RatingInput(Rate(reason=reason), _status(met=met), change, no_target), method, scale)
        case Share(done, total):
            change = BaselineChange.IMPROVED if done else BaselineChange.UNCHANGED
            return _rated(RatingInput(_of_steps(measure, method), _status(met=done == total), change), method, scale)
        case Weakest(parts):
            return _weakest([outcome_of(progress, method, scale) for _, progress in parts], scale)
        case Every(parts):
            return _rated(_every([progress for _, progress in parts], method), method, scale)
        case _:
            assert_never(measure)


def rate_of(progress: Progress, method: Method) -> Rate:
    """Return the rate of `progress` by the formula of `method`, or no rate where a small miss is tolerated."""
    if progress.tolerated:
        return Rate(reason="目標値に少し届かないが、許容幅の中にあるため達成とし、達成率は示さない")
    return FORMULAS[method.formula_for(progress)].rate(progress)


def _of_steps(share: Share, method: Method) -> Rate:
    """Return the share of steps done as the rate; none for a method without rates."""
    if method.formula == "position":
        return Rate(reason="率を出さず、済んだ段階で判定する方法である")
    return Rate(Fraction(share.done, share.total))


def _places(progress: Progress, method: Method) -> tuple[TargetStatus, BaselineChange | None]:
    """Return the status of the actual against the comparison value, and its change from the baseline."""
    beyond = passes(progress.actual, progress.target, progress.better)
    change = change_of(progress.baseline, progress.actual, progress.better, method.dead_band)
    return _status(met=progress.met, beyond=beyond), change


def _status(*, met: bool, beyond: bool = False) -> TargetStatus:
    return TargetStatus.EXCEEDED if beyond else TargetStatus.MET if met else TargetStatus.MISSED


def _every(ways: list[Progress], method: Method) -> RatingInput:
    """Combine parts: met if every part is met; the change is that of the part that changed least well."""
    each = [_places(way, method) for way in ways]
    beyond = all(status is TargetStatus.EXCEEDED for status, _ in each)
    known = [change for _, change in each if change is not None]
    change = max(known, key=tuple(BaselineChange).index) if len(known) == len(ways) else None
    reason = "すべての部分が目標に達すれば達成、一つでも欠ければ未達成"
    return RatingInput(Rate(reason=reason), _status(met=all(way.met for way in ways), beyond=beyond), change)


def _rated(given: RatingInput, method: Method, scale: RatingScale) -> Rated | NotAssessed:
    """Return the rating if only one is possible, else a "not assessed" outcome."""
    rate = given.rate
    wanted = method.takes_without_rate(met=given.met) if rate.reason else None
    possible = tuple(r for r in scale.ratings if r.id == wanted) if wanted else scale.possible(given)
    if len(possible) == 1:
        reason = _ONE_LEFT if rate.unknown else rate.reason
        return Rated(possible[0], rate.exact, given.met, reason, just_short=rate.just_short)
    return NotAssessed(_why_open(given, possible), possible, given.met)


_ONE_LEFT = "達成率は求められないが、ありうる区分は一つだけである"


def _why_open(given: RatingInput, possible: tuple[Rating, ...]) -> NotAssessedReason:
    """Return what would have to be known to tell `possible` ratings apart."""
    if given.rate.unknown or (given.change is None and any(r.from_baseline is not None for r in possible)):
        return NotAssessedReason.BASELINE_UNKNOWN
    return NotAssessedReason.FORMULA_INAPPLICABLE if given.rate.inapplicable else NotAssessedReason.NO_RATE


def _weakest(outcomes: list[Rated | NotAssessed], scale: RatingScale) -> Rated | NotAssessed:
    """Return the outcome of the lowest part, met where all parts are; all lower ratings stay possible if one has none.

    Of parts with the same rating a missed one is lower than a met one, whatever their rates.
    """
    rated = [outcome for outcome in outcomes if isinstance(outcome, Rated)]
    left = [outcome for outcome in outcomes if isinstance(outcome, NotAssessed)]
    if not left:
        lowest = max(rated, key=lambda o: (scale.ratings.index(o.rating), not o.met, -(o.rate or 0)))
        return lowest._replace(met=all(outcome.met for outcome in rated))
    known = {scale.ratings.index(o.rating) for o in rated}
    open_ = [{scale.ratings.index(rating) for rating in o.possible} for o in left]
    floor = max((*known, *map(min, open_)))
    possible = sorted(index for index in known.union(*open_) if index >= floor)
    statuses = {*(outcome.met for outcome in rated), *(outcome.met for outcome in left)}
    met = False if False in statuses else None if None in statuses else True
    if len(possible) == 1 and met is not None:
        return Rated(scale.ratings[possible[0]], None, met, _ONE_LEFT)
    return NotAssessed(left[0].why, tuple(scale.ratings[index] for index in possible), met)
