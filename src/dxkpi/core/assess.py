"""From one indicator and its plan to a rating, or to the reason why there is none (DESIGN.md section 4)."""

from dataclasses import replace

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Outcome, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear, known_by
from dxkpi.core.evaluation import compared, measured, outcome_of
from dxkpi.core.fields import places_only
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Attested, Occasion
from dxkpi.core.indicator.baseline import BaselineVintage
from dxkpi.core.method.not_assessed import NotAssessedReason
from dxkpi.core.observations import read, summed
from dxkpi.core.plan.in_force import in_force
from dxkpi.core.plan.plan import Plan


def assess(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> Assessment:
    """The outcome of `indicator` in `year` by what was known on `as_of` (None: all that is declared).

    It is judged by the target in force at the end of `year` and by the baseline known on `as_of`, and has no
    suspension, state or reason told after that day.
    """
    plan = plan.in_year(year)
    indicator = _as_told(indicator, plan, as_of)
    baselines = indicator.baseline.vintages(as_of) if indicator.baseline else ()
    if baselines:
        indicator = _restated(indicator, baselines[-1])
    revisions = in_force(indicator, plan, year, as_of)
    if not revisions and not baselines:
        return _judged(indicator, plan, year, as_of)
    found = _judged(revisions[-1].after if revisions else indicator, plan, year, as_of)
    return replace(found, revisions=revisions, baselines=baselines)


def _restated(indicator: Indicator, vintage: BaselineVintage) -> Indicator:
    """`indicator` with the baseline of `vintage`; which side is good does not turn with it.

    A value that was assumed is no longer where one with a source has taken its place; so is its year.
    """
    side = {"better": indicator.better_side} if "better" in type(indicator).model_fields else {}
    told = {"baseline", "baseline.value"} | ({"baseline.year"} if vintage.restated and vintage.restated.year else set())
    left = {key: why for key, why in indicator.assumed.items() if vintage.restated is None or key not in told}
    return indicator.model_copy(update={"baseline": vintage.baseline, "assumed": left, **side})


def _judged(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None) -> Assessment:
    scale = plan.scale
    observation = read(indicator, plan, year, as_of)
    if scale is None or plan.method is None or not indicator.rated:
        return Assessment(indicator, year, observation, None, Monitored())
    apart = _suspended(indicator, year) or _entered(indicator, plan, year)
    if apart:
        return Assessment(indicator, year, observation, None, apart)
    found, parts = measured(indicator, plan, year, as_of, observation), summed(indicator, plan, year, as_of)
    method = plan.method.of(indicator.id)
    measure = found if isinstance(found, NotAssessedReason) else compared(found, indicator, plan, method, year, as_of)
    if isinstance(measure, NotAssessedReason):
        unknown = _open(NotAssessed(measure, scale.ratings), plan)
        return Assessment(indicator, year, observation, None, unknown, summed=parts)
    outcome = _open(outcome_of(measure, method, scale), plan)
    assumed = _load_bearing(indicator, plan, year, as_of, outcome)
    return Assessment(indicator, year, observation, measure, outcome, assumed, summed=parts)


def _suspended(indicator: Indicator, year: FiscalYear) -> Suspended | None:
    own = indicator.suspended
    return Suspended() if own and own.since <= year else None


def _entered(indicator: Indicator, plan: Plan, year: FiscalYear) -> SpecialStatus | None:
    """The state that the data put an indicator into: that of the year, or a lasting one of the latest before."""
    if not indicator.states:
        return None
    latest = max((past for past in indicator.states if past <= year), default=None)
    if latest is None:
        return None
    entered = indicator.states[latest]
    state = plan.state(entered.state)
    return SpecialStatus(state, entered) if state and (latest == year or state.lasting) else None


def _open(outcome: Outcome, plan: Plan) -> Outcome:
    """What could not be assessed, in the state that the plan has for such indicators, if it has one."""
    if not isinstance(outcome, NotAssessed):
        return outcome
    state = plan.state_on(Occasion.NO_ACTUAL) if outcome.why.waits else None
    state = state or plan.state_on(Occasion.NOT_ASSESSED)
    return SpecialStatus(state) if state else outcome


def _as_told(indicator: Indicator, plan: Plan, as_of: Day | None) -> Indicator:
    """`indicator` without the suspension, the states and the reasons that were not known on `as_of`."""
    if as_of is None or not (indicator.unmet or indicator.states or indicator.suspended):
        return indicator

    def told(said: Attested) -> bool:
        return known_by(said.known_on(plan.documents, indicator.source), as_of)

    suspended, unmet, states = indicator.suspended, indicator.unmet, indicator.states
    if all(map(told, (*unmet.values(), *states.values(), *((suspended,) if suspended else ())))):
        return indicator
    return indicator.model_copy(
        update={
            "suspended": suspended if suspended and told(suspended) else None,
            "unmet": {year: reason for year, reason in unmet.items() if told(reason)},
            "states": {year: state for year, state in states.items() if told(state)},
        }
    )


def _load_bearing(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, outcome: Outcome
) -> tuple[str, ...]:
    """The assumed keys that bear the rating: all but those of grouping, and the baseline only if it matters."""
    if not indicator.assumed or not isinstance(outcome, Rated):
        return ()
    bearing = tuple(key for key in indicator.assumed if not places_only(key))
    if not bearing:
        return ()
    if all(key.partition(".")[0] == "baseline" for key in bearing):
        without = _without_baseline(indicator)
        if without is not None:
            other = _judged(without, plan, year, as_of).outcome
            if isinstance(other, Rated) and other.rating == outcome.rating:
                return ()
    return bearing


def _without_baseline(indicator: Indicator) -> Indicator | None:
    """`indicator` as if its baseline were not known; None where its direction needs one."""
    fields = type(indicator).model_fields
    if fields["baseline"].is_required():
        return None
    side = {"better": indicator.better_side} if "better" in fields else {}
    return indicator.model_copy(update={"baseline": None, "assumed": {}, **side})
