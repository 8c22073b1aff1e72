"""From a measure to a rating: the plan's formula for the rate, its ratings for all that the rate and the places say."""

from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from dxkpi.core.assessment import NotAssessed, Outcome, Rated
from dxkpi.core.facts import BelowOne, Exact, Facts, Moved, NoRate, Reach, moved
from dxkpi.core.method import Method
from dxkpi.core.methods import FORMULAS
from dxkpi.core.methods.judgement import BaselineMissing, ByRate, ByVerdict, Judgement
from dxkpi.core.not_assessed import NotAssessedReason
from dxkpi.core.rating import Rating, RatingScale
from dxkpi.core.targets.measure import Every, Measure, Progress, Share, Verdict, Weakest, passes


def outcome_of(measure: Measure, method: Method, scale: RatingScale) -> Outcome:
    """The rating that `measure` takes by the formula of `method` and the ratings of `scale`, or why it takes none."""
    match measure:
        case Progress():
            return _of_progress(measure, method, scale)
        case Verdict(met, reason, goal, baseline):
            change = moved(baseline, goal.actual, goal.better, method.dead_band) if goal else None
            return _conclude(ByVerdict(met, reason), Reach.ON if met else Reach.SHORT, change, method, scale)
        case Share(done, total):
            return _of_steps(done, total, method, scale)
        case Weakest(parts):
            return _weakest([_of_progress(progress, method, scale) for _, progress in parts], scale)
        case Every(parts):
            return _every([progress for _, progress in parts], method, scale)
        case _:
            assert_never(measure)


def _of_steps(done: int, total: int, method: Method, scale: RatingScale) -> Outcome:
    """Steps by their share; by a method without rates, by whether all, some or none are done."""
    rateless = method.formula == "position"
    steps = (
        ByVerdict(done == total, "率を出さず、済んだ段階で判定する方法である")
        if rateless
        else ByRate(Fraction(done, total))
    )
    reach = Reach.ON if done == total else Reach.SHORT
    return _conclude(steps, reach, Moved.BETTER if done else Moved.SAME, method, scale)


def judge(progress: Progress, method: Method) -> Judgement:
    """What the formula of `method` makes of `progress`; near a target that may be missed by a little, no rate."""
    if progress.tolerated:
        return ByVerdict(met=True, reason="目標値に少し届かないが、許容幅の中にあるため達成とし、達成率は示さない")
    return FORMULAS[method.formula_for(progress)].judge(progress)


def _every(ways: list[Progress], method: Method, scale: RatingScale) -> Outcome:
    """Met where every part is; it stands where the part stands that moved least well from its baseline."""
    met, beyond = all(way.met for way in ways), all(passes(way.actual, way.target, way.better) for way in ways)
    reach = Reach.BEYOND if beyond else Reach.ON if met else Reach.SHORT
    changes = [moved(way.baseline, way.actual, way.better, method.dead_band) for way in ways]
    known = [change for change in changes if change is not None]
    change = max(known, key=tuple(Moved).index) if len(known) == len(ways) else None
    reason = "すべての部分が目標に達すれば達成、一つでも欠ければ未達成"
    return _conclude(ByVerdict(met, reason), reach, change, method, scale)


def _of_progress(progress: Progress, method: Method, scale: RatingScale) -> Outcome:
    beyond = passes(progress.actual, progress.target, progress.better)
    reach = Reach.BEYOND if beyond else Reach.ON if progress.met else Reach.SHORT
    change = moved(progress.baseline, progress.actual, progress.better, method.dead_band)
    return _conclude(judge(progress, method), reach, change, method, scale)


def _conclude(judgement: Judgement, reach: Reach, change: Moved | None, method: Method, scale: RatingScale) -> Outcome:
    met = reach is not Reach.SHORT
    match judgement:
        case ByRate(rate, just_short):
            rating = _decided(Facts(Exact(rate, just_short), reach, change), scale)
            return rating if isinstance(rating, NotAssessed) else Rated(rating, rate, met, just_short=just_short)
        case ByVerdict(_, reason):
            wanted = method.takes_without_rate(met=met)
            if wanted:
                return Rated(next(r for r in scale.ratings if r.id == wanted), None, met, reason)
            rating = _decided(Facts(NoRate(), reach, change), scale)
            return rating if isinstance(rating, NotAssessed) else Rated(rating, None, met, reason)
        case BaselineMissing():
            return NotAssessed(
                NotAssessedReason.BASELINE_UNKNOWN, scale.possible(Facts(BelowOne(), reach, change)), met
            )
        case _:
            assert_never(judgement)


def _decided(facts: Facts, scale: RatingScale) -> Rating | NotAssessed:
    """The rating that the facts decide on; where they leave several, not assessed."""
    possible = scale.possible(facts)
    if len(possible) == 1:
        return possible[0]
    by_baseline = facts.moved is None and any(rating.from_baseline is not None for rating in possible)
    why = NotAssessedReason.BASELINE_UNKNOWN if by_baseline else NotAssessedReason.NO_RATE
    return NotAssessed(why, possible, facts.reach is not Reach.SHORT)


def _weakest(outcomes: list[Outcome], scale: RatingScale) -> Outcome:
    """The lowest part, met where all parts are. One that could be the lowest and cannot be rated leaves all open below.

    Of parts in one rating a missed one is lower than one that is met, whatever their rates.
    """
    rated = [outcome for outcome in outcomes if isinstance(outcome, Rated)]
    left = [outcome for outcome in outcomes if isinstance(outcome, NotAssessed)]
    if not left:
        lowest = max(rated, key=lambda o: (scale.ratings.index(o.rating), not o.met, -(o.rate or 0)))
        return replace(lowest, met=all(outcome.met for outcome in rated))
    known = {scale.ratings.index(o.rating) for o in rated}
    open_ = [{scale.ratings.index(rating) for rating in o.possible} for o in left]
    floor = max((*known, *map(min, open_)))
    possible = sorted(index for index in known.union(*open_) if index >= floor)
    told = {*(outcome.met for outcome in rated), *(outcome.met for outcome in left)}
    met = False if False in told else None if None in told else True
    return NotAssessed(left[0].why, tuple(scale.ratings[index] for index in possible), met)
