"""Reports as flat tables for other programs: one value a field, and nothing left out because the row above has it."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Monitored
from dxkpi.core.numerals import percent_figure
from dxkpi.core.report import Cell, Column, Percentage, Report, Table
from dxkpi.core.report import Row as Counted
from dxkpi.render.flat import Row, Value
from dxkpi.render.views.records import INDICATOR_COLUMNS, indicator_row

TOTAL = "total"
"""The section of the rows that count all sections of a table and hold their shares."""

_PLAN = ("plan_id", "plan", "fiscal_year", "as_of", "computed")
_COUNTS = (
    "section_id",
    "section",
    "indicators",
    "rating_id",
    "rating",
    "rating_group",
    "count",
    "share_percent",
    "by_publication",
    "from_publication",
    "undisclosed",
    "assumed",
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "overview": (*_PLAN, *_COUNTS),
    "sections": (*_PLAN, "table", *_COUNTS),
    "indicators": INDICATOR_COLUMNS,
}
"""The columns of each table."""


def overview_rows(reports: Iterable[Report]) -> Iterator[Row]:
    """One row a plan, section and rating, over the whole plan."""
    for report in reports:
        if report.overview:
            yield from ({**_plan(report), **row} for row in _rows(report.overview))


def section_rows(reports: Iterable[Report]) -> Iterator[Row]:
    """One row a plan, section table, section and rating."""
    for report in reports:
        for position, table in enumerate(report.tables, start=1):
            yield from ({**_plan(report), "table": position, **row} for row in _rows(table))


def indicator_rows(reports: Iterable[Report]) -> Iterator[Row]:
    """One row an indicator that is named; of one that is followed, a row for each year with an actual (推移)."""
    for report in reports:
        for assessment in report.assessments:
            for shown in _years(report, assessment):
                yield indicator_row(report.plan, shown, report.scope.as_of)


def _years(report: Report, assessment: Assessment) -> Iterator[Assessment]:
    indicator = assessment.indicator
    if not isinstance(assessment.outcome, Monitored) or not indicator.actuals:
        yield assessment
        return
    for year in sorted(year for year in indicator.actuals if year <= report.year):
        yield assess(indicator, report.plan, year, report.scope.as_of)


TABLES: dict[str, Callable[[Iterable[Report]], Iterator[Row]]] = {
    "overview": overview_rows,
    "sections": section_rows,
    "indicators": indicator_rows,
}
"""The rows of each table."""


def _plan(report: Report) -> dict[str, Value]:
    return {
        "plan_id": report.plan.plan,
        "plan": report.plan.name,
        "fiscal_year": report.year.start,
        "as_of": str(report.scope.as_of) if report.scope.as_of else None,
        "computed": report.scope.computed,
    }


def _rows(table: Table) -> Iterator[dict[str, Value]]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield {**_section(row), **_rating(column), "count": cell.count, **_behind([cell])}
    for index, (column, share) in enumerate(zip(table.columns, table.percentages, strict=True)):
        yield {
            "section_id": TOTAL,
            "section": "計",
            "indicators": table.size,
            **_rating(column),
            **_total([row.cells[index] for row in table.rows], share),
        }


def _section(row: Counted) -> dict[str, Value]:
    return {"section_id": row.section.id, "section": row.section.heading, "indicators": row.size}


def _rating(column: Column) -> dict[str, Value]:
    return {"rating_id": column.id, "rating": column.label, "rating_group": column.group}


def _total(cells: list[Cell], share: Percentage) -> dict[str, Value]:
    printed = None if share.exact is None else Decimal(percent_figure(share.exact))
    return {"count": sum(cell.count or 0 for cell in cells), "share_percent": printed, **_behind(cells)}


def _behind(cells: list[Cell]) -> dict[str, Value]:
    """What ＊ and 推定 stand for in the tables that people read."""
    return {
        "by_publication": any(cell.by_publication for cell in cells),
        "from_publication": sum(cell.filled for cell in cells),
        "undisclosed": sum(cell.undisclosed for cell in cells),
        "assumed": sum(len(cell.assumed) for cell in cells),
    }
