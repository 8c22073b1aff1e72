"""`dxkpi overview`: a line for each plan."""

from dxkpi.app.data import Data
from dxkpi.app.select import year_of
from dxkpi.core.outcomes.report import OverviewOutcome
from dxkpi.core.overview import overview


def every_plan(data: Data, year: str | None) -> OverviewOutcome:
    """Return a line for each plan, in `year` or in its newest; a plan without a report of it says so.

    Raises:
        UsageProblem: for an invalid year.
    """
    meant = year_of(year) if year is not None else None
    return OverviewOutcome(overview(data.dataset, meant), meant)
