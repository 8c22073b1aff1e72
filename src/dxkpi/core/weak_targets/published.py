"""The units that a plan's targets were published with, as corrected since."""

from dataclasses import dataclass

from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.targets import Indicator
from dxkpi.core.weak_targets.reasons import Seen, What


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """The unit that a target was published with in `year`."""

    year: FiscalYear
    seen: Seen


def published_units(
    plan: DeclaredPlan, indicator: Indicator, year: FiscalYear, as_of: Day | None
) -> tuple[PublishedUnit, ...]:
    """The unit of a target in each published year up to `year`, the latest first; rows that print none are left out."""
    found: list[PublishedUnit] = []
    for declared in sorted(plan.published, key=lambda own: own.published.year, reverse=True):
        then = declared.published.year
        row = plan.plan.published[then].rows.get(indicator.id)
        if row is None or then > year or not plan.plan.published_by(then, as_of):
            continue
        if row.unit is not None or not declared.published.transcribed:
            place = declared.at("rows", indicator.id, *(("unit",) if row.unit else ()))
            found.append(PublishedUnit(then, Seen(What.PUBLISHED_UNIT, place, indicator, text=row.unit)))
    return tuple(found)
