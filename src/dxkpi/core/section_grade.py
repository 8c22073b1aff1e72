"""The grade of a section: what the points of its indicators' ratings come to."""

from fractions import Fraction

from dxkpi.core.grade import Graded
from dxkpi.core.number import ratio
from dxkpi.core.plan import Plan
from dxkpi.core.published import UNASSESSED
from dxkpi.core.report import Row, Table


def graded(plan: Plan, table: Table, row: Row) -> Graded | None:
    """The grade of a row of `table`, by all its indicators that have a rating.

    None where the plan has no grades, where nothing is rated, and where an indicator could not be assessed, since its
    points could be any.
    """
    grades = plan.method.grades if plan.method else None
    counts = {column.id: cell.count or 0 for column, cell in zip(table.columns, row.cells, strict=True)}
    rated = sum(counts.get(rating.id, 0) for rating in plan.ratings)
    if grades is None or not rated or counts.get(UNASSESSED, 0) > row.outside:
        return None
    parts = (ratio(r.points) * counts.get(r.id, 0) for r in plan.ratings if r.points is not None)
    return grades.of(sum(parts, Fraction(0)), rated)
