"""The assessment of an indicator in a fiscal year: by its data at a vintage, by what people said, by its plan."""

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.compared import counted_alike, due
from dxkpi.core.computed import computed
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import PeoplesRating
from dxkpi.core.indicator.baseline import BaselineVintage
from dxkpi.core.indicator.reach import Relative
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import Rating, RatingScale
from dxkpi.core.observations import Vintage
from dxkpi.core.plan.plan import Plan, in_force
from dxkpi.core.plan.scheme import AfterTargetYear


def assess(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> Assessment:
    """Return the outcome of `indicator` in `year` at the vintage `as_of` (None: everything that is declared).

    The target is the one in force at the end of `year`, the baseline the one known on `as_of`. A suspension, a status
    or a reason reported after that day is ignored.
    """
    # A published year stays judged by the method that it was published with.
    vintage = Vintage(plan.placed(indicator, year), plan.in_year(year), as_of).released
    return _after_target_year(_at_vintage(vintage, year), vintage)


def apart(indicator: Indicator, plan: Plan, year: FiscalYear) -> Suspended | SpecialStatus | None:
    """Return the suspension or the state that the data put `indicator` into, so that it is not rated."""
    if indicator.suspended and indicator.suspended.covers(year):
        return Suspended()
    # The state of the year itself, or the latest earlier one if it lasts.
    latest = max((past for past in indicator.states if past <= year), default=None)
    entered = indicator.states[latest] if latest is not None else None
    state = plan.state(entered.state) if entered is not None and entered.state is not None else None
    return SpecialStatus(state, entered) if state and (latest == year or state.lasting) else None


def _after_target_year(now: Assessment, vintage: Vintage) -> Assessment:
    """`now` with what the target year came to, once that is over: beside it, or in its place where the plan says so.

    What the data say of the year itself goes first: no result (停止, 中止), or the rating that people gave.
    """
    plan, outcome = vintage.plan, now.outcome
    due_in = due(now.indicator, plan)
    if due_in is None or now.year <= due_in or _awaits_target(now, plan):
        return now
    if isinstance(outcome, Suspended | Monitored) or (isinstance(outcome, SpecialStatus) and outcome.entered):
        return now
    then = _at_vintage(vintage, due_in.reported)
    if plan.after_target_year is AfterTargetYear.FREEZE and now.judged is None:
        return then._replace(year=now.year, frozen=due_in, compared=then.compared or due_in)
    return now._replace(once_met=due_in) if then.met and now.met is False else now


def _awaits_target(now: Assessment, plan: Plan) -> bool:
    """Say whether the plan runs on, and only targets of years before are known yet."""
    target, end = now.indicator.target, plan.target_year or plan.last_year
    return bool(target and target.by_years_alone) and end is not None and now.year <= end


def _at_vintage(vintage: Vintage, year: FiscalYear) -> Assessment:
    """Assess `year` by the definition, the baseline and the target of it that were known on the day of the vintage."""
    whole, plan, as_of = vintage
    indicator = whole.in_series(year)
    baselines = indicator.baseline.vintages(as_of) if indicator.baseline else ()
    if baselines:
        indicator = _restated(indicator, baselines[-1])
    revisions = in_force(indicator, plan, year, as_of)
    current = counted_alike(revisions[-1].after if revisions else indicator, plan)
    found = _judged(Vintage(current, plan, as_of), year)
    if not (revisions or baselines or whole.redefined):
        return found
    return found._replace(revisions=revisions, baselines=baselines, whole=whole if whole.redefined else None)


def as_restated(indicator: Indicator) -> Indicator:
    """Return `indicator` with the newest value of its baseline, and the target that follows from it."""
    vintages = indicator.baseline.vintages(None) if indicator.baseline else ()
    return _restated(indicator, vintages[-1]) if vintages else indicator


def _restated(indicator: Indicator, vintage: BaselineVintage) -> Indicator:
    """Return `indicator` with the baseline of `vintage`; the better side does not change with it.

    An assumed baseline, and its assumed year, stop being assumed where a value with a source has replaced them.
    """
    update: dict[str, object] = {"baseline": vintage.baseline, **indicator.kept_side}
    replaced = {"baseline", "baseline.value"} | (
        {"baseline.year"} if vintage.restated and vintage.restated.year else set()
    )
    if vintage.restated and isinstance(indicator, Relative) and indicator.target.value is not None:
        update["target"] = indicator.target.model_copy(update={"value": None})  # printed of the former baseline
    if vintage.restated:
        update["assumed"] = {key: why for key, why in indicator.assumed.items() if key not in replaced}
    return indicator.model_copy(update=update)


def _judged(vintage: Vintage, year: FiscalYear) -> Assessment:
    """Assess `year` by what the data say of it: set apart, rated by people, or by its values."""
    indicator, plan, scale = vintage.indicator, vintage.plan, vintage.plan.scale
    if scale is None or plan.method is None or not indicator.rated:
        return Assessment(indicator, year, vintage.read(year), None, Monitored())
    unrated = apart(indicator, plan, year)
    if unrated:
        return Assessment(indicator, year, vintage.read(year), None, unrated)
    found = computed(vintage, year, plan.method.judging(indicator), scale)
    said = indicator.judged.get(year)
    rating = scale.named(said.rating) if said else None
    return _by_people(found, said, rating, scale) if said and rating else found


def _by_people(found: Assessment, said: PeoplesRating, rating: Rating, scale: RatingScale) -> Assessment:
    """Return `found` with the rating that people gave, and beside it what the values alone come to.

    The rate stands beside it, except that of an earlier year's value: people said it of this year.
    """
    by_value = found.outcome if isinstance(found.outcome, Rated | NotAssessed) else None
    unasked = isinstance(by_value, NotAssessed) and by_value.why is NotAssessedReason.NOT_JUDGED
    met = scale.met(rating)
    rate = by_value.rate if by_value and not found.carried else None
    just_short = rate is not None and by_value is not None and by_value.just_short and not met
    if met is None and by_value:
        met = by_value.met
    outcome = Rated(rating, rate, met, "人が評価したもので、達成率によらない", just_short=just_short)
    return found._replace(outcome=outcome, assumed=(), judged=said, computed=None if unasked else found.outcome)
