"""The assessment of an indicator in a fiscal year: observation, measure, comparison value and rating."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Outcome, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear, known_by
from dxkpi.core.basis.record import Better
from dxkpi.core.compared import due, held, measured
from dxkpi.core.fields import places_only
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Attested, Carry, Occasion, PeoplesRating
from dxkpi.core.indicator.baseline import BaselineVintage, NumberBaseline
from dxkpi.core.indicator.progress import Goal, Measure, Progress, Share, Verdict
from dxkpi.core.indicator.reach import Relative
from dxkpi.core.method.method import Method
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import Rating, RatingScale
from dxkpi.core.observations import Observation, is_summed, of_year, read, summed
from dxkpi.core.plan.plan import Plan, in_force
from dxkpi.core.plan.scheme import AfterTargetYear
from dxkpi.core.rated import outcome_of


def assess(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> Assessment:
    """Return the outcome of `indicator` in `year` at the vintage `as_of` (None: everything that is declared).

    The target is the one in force at the end of `year`, the baseline the one known on `as_of`. A suspension, a status
    or a reason reported after that day is ignored.
    """
    # A published year stays judged by the method that it was published with.
    indicator, plan = plan.placed(indicator, year), plan.in_year(year)
    found = _assessed(indicator, plan, year, as_of)
    return _after_target_year(found, indicator, plan, as_of)


def _after_target_year(now: Assessment, indicator: Indicator, plan: Plan, as_of: Day | None) -> Assessment:
    """`now` with what the target year came to, once that is over: beside it, or in its place where the plan says so.

    Who has no result by what the data say of the year itself (停止, 中止) has none.
    """
    due_in, outcome = due(now.indicator, plan), now.outcome
    apart = isinstance(outcome, Suspended | Monitored) or (isinstance(outcome, SpecialStatus) and outcome.entered)
    if due_in is None or now.year <= due_in or apart or _awaits_target(now, plan):
        return now
    then = _assessed(indicator, plan, due_in.reported, as_of)
    if plan.after_target_year is AfterTargetYear.FREEZE:
        return then._replace(year=now.year, frozen=due_in, compared=then.compared or due_in)
    met_then, met_now = (own.met if isinstance(own, Rated | NotAssessed) else None for own in (then.outcome, outcome))
    return now._replace(once_met=due_in) if met_then and met_now is False else now


def _awaits_target(now: Assessment, plan: Plan) -> bool:
    """Say whether the plan runs on, and only targets of years before are known yet."""
    target, end = now.indicator.target, plan.target_year or plan.last_year
    return bool(target and target.by_years_alone) and end is not None and now.year <= end


def _assessed(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None) -> Assessment:
    whole = as_told(indicator, plan, as_of)
    indicator = whole.in_series(year)
    baselines = indicator.baseline.vintages(as_of) if indicator.baseline else ()
    if baselines:
        indicator = _restated(indicator, baselines[-1])
    revisions = in_force(indicator, plan, year, as_of)
    found = _judged(revisions[-1].after if revisions else indicator, plan, year, as_of)
    if not (revisions or baselines or whole.redefined):
        return found
    return found._replace(revisions=revisions, baselines=baselines, whole=whole if whole.redefined else None)


def _restated(indicator: Indicator, vintage: BaselineVintage) -> Indicator:
    """Return `indicator` with the baseline of `vintage`; the better side does not change with it.

    An assumed baseline, and its assumed year, stop being assumed where a value with a source has replaced them.
    """
    side: dict[str, object] = {"better": indicator.better_side} if "better" in type(indicator).model_fields else {}
    told = {"baseline", "baseline.value"} | ({"baseline.year"} if vintage.restated and vintage.restated.year else set())
    if vintage.restated and isinstance(indicator, Relative) and indicator.target.value is not None:
        side["target"] = indicator.target.model_copy(update={"value": None})  # printed of the former baseline
    left = {key: why for key, why in indicator.assumed.items() if vintage.restated is None or key not in told}
    return indicator.model_copy(update={"baseline": vintage.baseline, "assumed": left, **side})


def _judged(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None) -> Assessment:
    scale = plan.scale
    observation = read(indicator, plan, year, as_of)
    if scale is None or plan.method is None or not indicator.rated:
        return Assessment(indicator, year, observation, None, Monitored())
    unrated = apart(indicator, plan, year)
    if unrated:
        return Assessment(indicator, year, observation, None, unrated)
    found = _by_value(indicator, plan, year, as_of, observation)
    said = indicator.judged.get(year)
    rating = scale.named(said.rating) if said else None
    return _by_people(found, said, rating, scale) if said and rating else found


def _by_people(found: Assessment, said: PeoplesRating, rating: Rating, scale: RatingScale) -> Assessment:
    """Return `found` with the rating that people gave, and beside it what the values alone come to.

    The rate stands beside it, except that of an earlier year's value: people said it of this year.
    """
    computed = found.outcome if isinstance(found.outcome, Rated | NotAssessed) else None
    unasked = isinstance(computed, NotAssessed) and computed.why is NotAssessedReason.NOT_JUDGED
    met = scale.met(rating)
    rate = computed.rate if computed and not found.carried else None
    just_short = rate is not None and computed is not None and computed.just_short and not met
    if met is None and computed:
        met = computed.met
    outcome = Rated(rating, rate, met, "人が評価したもので、達成率によらない", just_short=just_short)
    return found._replace(outcome=outcome, assumed=(), judged=said, computed=None if unasked else found.outcome)


def _by_value(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, observation: Observation | None
) -> Assessment:
    """Return what the values alone come to."""
    scale = plan.scale
    assert scale is not None
    assert plan.method is not None
    method = plan.method.judging(indicator)
    if method.by_people or indicator.by_people:
        waiting = _open(NotAssessed(NotAssessedReason.NOT_JUDGED, scale.ratings), plan)
        return Assessment(indicator, year, observation, None, waiting)
    if observation is not None and not method.comparison.looks_back and _too_old(observation, indicator, plan, year):
        waiting = _open(NotAssessed(NotAssessedReason.TOO_OLD, scale.ratings), plan)
        return Assessment(indicator, year, None, None, waiting, passed_over=observation)
    if indicator.since_previous:
        return _since_previous(indicator, plan, year, as_of, observation)
    then = method.compared_in(year, observation.year) if observation else year
    moved = indicator.moved_to(then)
    if moved is None:
        unknown = _open(NotAssessed(NotAssessedReason.YEAR_TARGET_UNKNOWN, scale.ratings), plan)
        return Assessment(indicator, year, observation, None, unknown)
    indicator = moved
    parts = summed(indicator, plan, year, as_of)
    take = partial(measured, plan=plan, year=year, as_of=as_of, observation=observation)
    measure = held(take, indicator, plan, method, then, as_of)
    other = then if then != year else None
    if isinstance(measure, NotAssessedReason):
        why = _or_across_break(measure, indicator, plan, then)
        unknown = _open(NotAssessed(why, scale.ratings), plan)
        return Assessment(indicator, year, observation, None, unknown, summed=parts, compared=other)
    outcome = outcome_of(measure, method, scale)
    if _is_ceiling(measure, method, indicator):
        if _runs_on(indicator, plan, observation, year) and not _missed(outcome):
            outcome = NotAssessed(NotAssessedReason.PERIOD_RUNNING, scale.ratings)
    elif _ahead(measure, method, indicator, plan, year, then):
        outcome = _not_due(outcome, scale)
    outcome = _open(outcome, plan)
    assumed = _load_bearing(indicator, plan, year, as_of, outcome)
    looked_back = method.comparison.looks_back and not parts
    before = of_year(indicator, plan, then.before, as_of)[-1:] if looked_back else ()
    return Assessment(
        indicator,
        year,
        observation,
        measure,
        outcome,
        assumed,
        summed=parts,
        compared=other,
        previous=next(iter(before), None),
    )


def _since_previous(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, observation: Observation | None
) -> Assessment:
    """Hold the value of `year` against that of the year before: neither of them is carried."""
    scale, method = plan.scale, plan.method
    assert scale is not None
    assert method is not None
    now, before = (of_year(indicator, plan, one, as_of)[-1:] for one in (year, year.before))
    why = _not_comparable(indicator, now, before)
    if why is not None:
        unknown = _open(NotAssessed(_or_across_break(why, indicator, plan, year), scale.ratings), plan)
        return Assessment(indicator, year, observation, None, unknown, previous=next(iter(before), None))
    start = NumberBaseline.model_construct(value=_number(before[0]), year=before[0].year)
    measure = indicator.model_copy(update={"baseline": start}).measure(year, now[0].index)
    assert measure is not None
    outcome = _open(outcome_of(measure, method.judging(indicator), scale), plan)
    assumed = _load_bearing(indicator, plan, year, as_of, outcome)
    return Assessment(indicator, year, now[0], measure, outcome, assumed, previous=before[0])


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


def _number(own: Observation) -> Decimal:
    """Return the value of an observation of an indicator of one number a year."""
    number = own.actual.form.number
    assert number is not None
    return number


def _ahead(
    measure: Measure, method: Method, indicator: Indicator, plan: Plan, year: FiscalYear, then: FiscalYear
) -> bool:
    """Say whether the plan is in its last year or later, and the target compared with is due only after `year`.

    `then` is the year whose value it is held against.
    """
    last, due_in = plan.last_year, due(indicator, plan)
    if last is None or due_in is None or not last <= year < due_in:
        return False
    return isinstance(measure, Verdict | Share) or (method.comparison.final_at_end and then >= last)


def _not_due(outcome: Outcome, scale: RatingScale) -> NotAssessed:
    """Not assessed, since the target year lies ahead: the rate stands, and any rating may come of it."""
    why = NotAssessedReason.BEFORE_TARGET_YEAR
    if isinstance(outcome, Rated):
        return NotAssessed(why, scale.ratings, rate=outcome.rate, just_short=outcome.just_short)
    return NotAssessed(why, scale.ratings)


def _is_ceiling(measure: Measure, method: Method, indicator: Indicator) -> bool:
    """Say whether `measure` holds a sum of years against a ceiling for all of them together.

    What has exceeded such a ceiling stays beyond it; what has not may still do so.
    """
    if not indicator.counted_up:
        return False
    match measure:
        case Progress(better=Better.LOWER):
            return method.comparison.final
        case Verdict(goal=Goal(better=Better.LOWER, beyond=False)):
            return not method.comparison.own_target or not indicator.years_written
        case _:
            return False


def carry_of(indicator: Indicator, plan: Plan) -> Carry:
    """Return how old a value of `indicator` may be: as it says itself, else as its plan says."""
    return indicator.carry.allow if indicator.carry else plan.carry


def _too_old(observation: Observation, indicator: Indicator, plan: Plan, year: FiscalYear) -> bool:
    """True if an observation is too old to judge `year`; that all steps are done stays so for ever.

    What is added up is never judged by a record of an earlier year.
    """
    if carry_of(indicator, plan).reaches(observation.year, year) or is_summed(indicator):
        return False
    return not finished(indicator, observation)


def finished(indicator: Indicator, observation: Observation) -> bool:
    """True if an observation says that all steps of a milestone are done."""
    if indicator.value_key != "done":
        return False
    match indicator.measure(observation.year, observation.index):
        case Share(done, total):
            return done == total
        case _:
            return False


def _missed(outcome: Outcome) -> bool:
    """Say whether the target is certainly missed."""
    return isinstance(outcome, (Rated, NotAssessed)) and outcome.met is False


def _runs_on(indicator: Indicator, plan: Plan, observation: Observation | None, year: FiscalYear) -> bool:
    """Say whether years are still to be added to what is known in `year`."""
    last = due(indicator, plan) or plan.last_year
    told = observation.year if observation and not indicator.added_up else year
    return last is not None and told < last


def apart(indicator: Indicator, plan: Plan, year: FiscalYear) -> Suspended | SpecialStatus | None:
    """Return the suspension or the state that the data put `indicator` into, so that it is not rated."""
    return _suspended(indicator, year) or _entered(indicator, plan, year)


def _suspended(indicator: Indicator, year: FiscalYear) -> Suspended | None:
    own = indicator.suspended
    return Suspended() if own and own.covers(year) else None


def _entered(indicator: Indicator, plan: Plan, year: FiscalYear) -> SpecialStatus | None:
    """Return the special status of the indicator in `year`: that of the year, or the latest earlier lasting one."""
    latest = max((past for past in indicator.states if past <= year), default=None)
    if latest is None:
        return None
    entered = indicator.states[latest]
    state = plan.state(entered.state) if entered.state is not None else None
    return SpecialStatus(state, entered) if state and (latest == year or state.lasting) else None


def _open(outcome: Outcome, plan: Plan) -> Outcome:
    """Replace a "not assessed" outcome by the special status that the plan has for such indicators, if it has one."""
    if not isinstance(outcome, NotAssessed):
        return outcome
    state = plan.state_on(Occasion.NO_ACTUAL) if outcome.why.waits else None
    state = state or plan.state_on(Occasion.NOT_ASSESSED)
    return SpecialStatus(state) if state else outcome


def as_told(indicator: Indicator, plan: Plan, as_of: Day | None) -> Indicator:
    """Return `indicator` at the vintage `as_of`: without records beside its values that were not known then."""
    if as_of is None or not (
        any((indicator.unmet, indicator.pending, indicator.states, indicator.judged, indicator.remarks))
        or indicator.suspended
        or indicator.redefined
    ):
        return indicator

    def told(said: Attested) -> bool:
        return known_by(said.known_on(plan.documents, indicator.source), as_of)

    suspended = indicator.suspended.told(as_of) if indicator.suspended and told(indicator.suspended) else None
    by_year = {key: getattr(indicator, key) for key in ("unmet", "pending", "states", "judged")}
    yearly = (record for records in by_year.values() for record in records.values())
    remarks = {year: tuple(filter(told, own)) for year, own in indicator.remarks.items()}
    breaks = tuple(filter(told, indicator.redefined))
    same = suspended == indicator.suspended and remarks == indicator.remarks and breaks == indicator.redefined
    if same and all(map(told, yearly)):
        return indicator
    return indicator.model_copy(
        update={
            "suspended": suspended,
            **({"breaks": breaks} if indicator.redefined else {}),
            "remarks": {year: known for year, known in remarks.items() if known},
            **{key: {y: own for y, own in records.items() if told(own)} for key, records in by_year.items()},
        }
    )


def _load_bearing(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, outcome: Outcome
) -> tuple[str, ...]:
    """Return the assumed keys that the rating depends on.

    Keys that only group indicators are left out, and the baseline where the rating is the same without it.
    """
    if not indicator.assumed or not isinstance(outcome, Rated):
        return ()
    bearing = tuple(key for key in indicator.assumed if not places_only(key))
    if not bearing:
        return ()
    if all(key.partition(".")[0] == "baseline" for key in bearing):
        without = _without_baseline(indicator)
        if without is not None:
            other = _by_value(without, plan, year, as_of, read(without, plan, year, as_of)).outcome
            if isinstance(other, Rated) and other.rating == outcome.rating:
                return ()
    return bearing


def _without_baseline(indicator: Indicator) -> Indicator | None:
    """Return `indicator` without its baseline, or None where its direction requires one."""
    fields = type(indicator).model_fields
    if fields["baseline"].is_required():
        return None
    side = {"better": indicator.better_side} if "better" in fields else {}
    return indicator.model_copy(update={"baseline": None, "assumed": {}, **side})
