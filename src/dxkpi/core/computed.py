"""The result of the values of an indicator in a fiscal year, before anything that people said of it."""

from collections.abc import Sequence
from decimal import Decimal

from dxkpi.core.assessment import Assessment, NotAssessed, Outcome, Rated, SpecialStatus
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Better
from dxkpi.core.compared import compared, due
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Carry, Occasion
from dxkpi.core.indicator.baseline import NumberBaseline
from dxkpi.core.indicator.progress import Goal, Measure, Progress, Share, Verdict
from dxkpi.core.indicator.reach import Relative
from dxkpi.core.keys import places_only
from dxkpi.core.method.method import Method
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import RatingScale
from dxkpi.core.observations import Observation, Vintage
from dxkpi.core.plan.plan import Plan
from dxkpi.core.rated import outcome_of


def computed(vintage: Vintage, year: FiscalYear, method: Method, scale: RatingScale) -> Assessment:
    """Return the assessment of `year` by the values of `vintage`, with the assumed keys that its rating depends on."""
    found = _by_value(vintage, year, method, scale)
    bearing = _bearing(found, vintage, method, scale)
    return found._replace(outcome=_in_state(found.outcome, vintage.plan), assumed=bearing)


def carry_of(indicator: Indicator, plan: Plan) -> Carry:
    """Return how old a value of `indicator` may be: as it says itself, else as its plan says."""
    return indicator.carry.allow if indicator.carry else plan.carry


def finished(indicator: Indicator, observation: Observation) -> bool:
    """True if an observation says that all steps of a milestone are done."""
    if indicator.value_key != "done":
        return False
    match indicator.measure(observation.year, observation.index):
        case Share(done, total):
            return done == total
        case _:
            return False


def _in_state(outcome: Outcome, plan: Plan) -> Outcome:
    """Replace a "not assessed" outcome by the special status that the plan has for such indicators, if it has one."""
    if not isinstance(outcome, NotAssessed):
        return outcome
    state = plan.state_on(Occasion.NO_ACTUAL) if outcome.why.waits else None
    state = state or plan.state_on(Occasion.NOT_ASSESSED)
    return SpecialStatus(state) if state else outcome


def _by_value(vintage: Vintage, year: FiscalYear, method: Method, scale: RatingScale) -> Assessment:
    indicator, observation = vintage.indicator, vintage.read(year)
    if method.by_people or indicator.by_people:
        unasked = NotAssessed(NotAssessedReason.NOT_JUDGED, scale.ratings)
        return Assessment(indicator, year, observation, None, unasked)
    if indicator.since_previous:
        return _since_previous(vintage, year, method, scale)
    if observation is not None and not _looks_back(indicator, method) and _too_old(observation, vintage, year):
        too_old = NotAssessed(NotAssessedReason.TOO_OLD, scale.ratings)
        return Assessment(indicator, year, None, None, too_old, passed_over=observation)
    return _towards_target(vintage, year, observation, method, scale)


def _looks_back(indicator: Indicator, method: Method) -> bool:
    """Say whether the year before is compared with; steps, and what has no trajectory, are held against themselves."""
    return method.comparison.looks_back and indicator.has_trajectory


def _too_old(observation: Observation, vintage: Vintage, year: FiscalYear) -> bool:
    """True if an observation is too old to judge `year`; that all steps are done stays so for ever.

    What is added up is never judged by a record of an earlier year.
    """
    indicator = vintage.indicator
    if carry_of(indicator, vintage.plan).reaches(observation.year, year) or indicator.added_up:
        return False
    return not finished(indicator, observation)


def _towards_target(
    vintage: Vintage, year: FiscalYear, observation: Observation | None, method: Method, scale: RatingScale
) -> Assessment:
    """Hold the observation against the value that `method` compares with: of `year`, or of the observation's own."""
    then = method.compared_in(year, observation.year) if observation else year
    moved = vintage.indicator.moved_to(then)
    if moved is None:
        unknown = NotAssessed(NotAssessedReason.YEAR_TARGET_UNKNOWN, scale.ratings)
        return Assessment(vintage.indicator, year, observation, None, unknown)
    vintage = Vintage(moved, vintage.plan, vintage.as_of)
    measure = compared(vintage, year, then, observation, method)
    sums, other = vintage.summed(year), then if then != year else None
    if isinstance(measure, NotAssessedReason):
        unknown = NotAssessed(_or_across_break(measure, moved, vintage.plan, then), scale.ratings)
        return Assessment(moved, year, observation, None, unknown, summed=sums, compared=other)
    outcome = outcome_of(measure, method, scale)
    if _is_ceiling(measure, method, moved):
        # What has broken a ceiling for all years together stays beyond it; what has not may do so in the years left.
        if outcome.met is not False and _runs_on(vintage, observation, year):
            outcome = NotAssessed(NotAssessedReason.PERIOD_RUNNING, scale.ratings)
    elif _is_ahead(measure, method, vintage, year, then):
        # The rate of the day is known, and any rating may still come of it.
        why = NotAssessedReason.BEFORE_TARGET_YEAR
        outcome = NotAssessed(why, scale.ratings, rate=outcome.rate, just_short=outcome.just_short)
    before = vintage.of_year(then.before)[-1:] if _looks_back(moved, method) and not sums else ()
    previous = before[0] if before else None
    return Assessment(moved, year, observation, measure, outcome, summed=sums, compared=other, previous=previous)


def _since_previous(vintage: Vintage, year: FiscalYear, method: Method, scale: RatingScale) -> Assessment:
    """Hold the value of `year` against that of the year before: neither of them is carried."""
    indicator = vintage.indicator
    now, before = vintage.of_year(year)[-1:], vintage.of_year(year.before)[-1:]
    previous = before[0] if before else None
    why = _not_comparable(indicator, now, before)
    if why is not None:
        unknown = NotAssessed(_or_across_break(why, indicator, vintage.plan, year), scale.ratings)
        return Assessment(indicator, year, vintage.read(year), None, unknown, previous=previous)
    start = NumberBaseline.model_construct(value=_number(before[0]), year=before[0].year)
    measure = indicator.model_copy(update={"baseline": start}).measure(year, now[0].index)
    assert measure is not None
    return Assessment(indicator, year, now[0], measure, outcome_of(measure, method, scale), previous=previous)


def _not_comparable(
    indicator: Indicator, now: Sequence[Observation], before: Sequence[Observation]
) -> NotAssessedReason | None:
    """Return why a year cannot be held against the year before, by the values of both."""
    if not now:
        return NotAssessedReason.NONE_OF_YEAR
    if not before:
        return NotAssessedReason.PREVIOUS_UNKNOWN
    in_percent = isinstance(indicator, Relative) and indicator.target.points is None
    return NotAssessedReason.PREVIOUS_NOT_POSITIVE if in_percent and _number(before[0]) <= 0 else None


def _number(observation: Observation) -> Decimal:
    """Return the value of an observation of an indicator of one number a year."""
    number = observation.actual.form.number
    assert number is not None
    return number


def _or_across_break(why: NotAssessedReason, indicator: Indicator, plan: Plan, year: FiscalYear) -> NotAssessedReason:
    """Return `why`, or that the year which is missing has a value by another definition at most."""
    match why:
        case NotAssessedReason.PREVIOUS_UNKNOWN:
            needed: FiscalYear | None = year.before
        case NotAssessedReason.YEARS_MISSING:
            needed = plan.first_year
        case _:
            needed = None
    across = needed is not None and indicator.break_in(needed) is not indicator.break_in(year)
    return NotAssessedReason.ACROSS_BREAK if across else why


def _is_ceiling(measure: Measure, method: Method, indicator: Indicator) -> bool:
    """Say whether `measure` holds a sum of years against a ceiling for all of them together."""
    if not indicator.counted_up:
        return False
    match measure:
        case Progress(better=Better.LOWER):
            return method.comparison.final
        case Verdict(goal=Goal(better=Better.LOWER, beyond=False)):
            return not method.comparison.own_target or not indicator.years_written
        case _:
            return False


def _runs_on(vintage: Vintage, observation: Observation | None, year: FiscalYear) -> bool:
    """Say whether years are still to be added to what is known in `year`."""
    last = due(vintage.indicator, vintage.plan) or vintage.plan.last_year
    known = observation.year if observation and not vintage.indicator.added_up else year
    return last is not None and known < last


def _is_ahead(measure: Measure, method: Method, vintage: Vintage, year: FiscalYear, then: FiscalYear) -> bool:
    """Say whether the plan is in its last year or later, and the target compared with is due only after `year`.

    `then` is the year whose value it is held against.
    """
    last, due_in = vintage.plan.last_year, due(vintage.indicator, vintage.plan)
    if last is None or due_in is None or not last <= year < due_in:
        return False
    return isinstance(measure, Verdict | Share) or (method.comparison.final_at_end and then >= last)


def _bearing(found: Assessment, vintage: Vintage, method: Method, scale: RatingScale) -> tuple[str, ...]:
    """Return the assumed keys that the rating depends on.

    Keys that only group indicators are left out, and the baseline where the rating is the same without it.
    """
    keys = tuple(key for key in found.indicator.assumed if not places_only(key))
    if not keys or not isinstance(found.outcome, Rated):
        return ()
    only_baseline = not set(keys) & found.indicator.assumed_except("baseline").keys()
    without = _without_baseline(found.indicator) if only_baseline else None
    if without is not None:
        other = _by_value(vintage._replace(indicator=without), found.year, method, scale).outcome
        if isinstance(other, Rated) and other.rating == found.outcome.rating:
            return ()
    return keys


def _without_baseline(indicator: Indicator) -> Indicator | None:
    """Return `indicator` without its baseline, or None where its direction requires one."""
    if type(indicator).model_fields["baseline"].is_required():
        return None
    return indicator.model_copy(update={"baseline": None, **indicator.kept_side})
