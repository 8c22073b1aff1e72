"""The targets of an indicator over the years: revisions change them, and what their change is of does."""

from typing import NamedTuple

from dxkpi.core.assess import as_restated
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.reach import Relative
from dxkpi.core.plan.plan import Plan, Revised, history, within


class TargetInForce(NamedTuple):
    """The indicator with a target that years are judged by, from `first` on (None: from the beginning)."""

    first: FiscalYear | None
    indicator: Indicator
    revised: bool


def at_end(indicator: Indicator, plan: Plan, year: FiscalYear) -> Indicator:
    """Return `indicator` by its definition of `year`: the newest baseline, and the target in force at its end."""
    return within(as_restated(indicator.in_series(year)), plan, year)[-1]


def targets_in_force(indicator: Indicator, plan: Plan) -> tuple[TargetInForce, ...]:
    """Return the targets in force at the end of some year, oldest first; a change of a baseline is new with that."""
    revised = [step.revision.first_year for step in history(as_restated(indicator), plan)]
    redefined = [own.first.reported for own in indicator.redefined] if isinstance(indicator, Relative) else []
    years = sorted({*revised, *redefined})
    if not years:
        return (TargetInForce(None, as_restated(indicator), revised=False),)
    return (
        TargetInForce(None, at_end(indicator, plan, years[0].before), revised=False),
        *(TargetInForce(year, at_end(indicator, plan, year), any(own <= year for own in revised)) for year in years),
    )


def revisions_of(indicator: Indicator, plan: Plan) -> tuple[Revised, ...]:
    """Return every revision of its target, with the targets of the first year that it is in force for."""
    return tuple(_then(indicator, plan, step) for step in history(as_restated(indicator), plan))


def _then(indicator: Indicator, plan: Plan, step: Revised) -> Revised:
    series = as_restated(indicator.in_series(step.revision.first_year))
    return next((revised for revised in history(series, plan) if revised.position == step.position), step)
