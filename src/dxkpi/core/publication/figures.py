"""The figures of a published year: from a report to a manifest, and whether a manifest's follow from its records."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from dxkpi.core.assessment import Monitored, NotAssessed, Outcome, Rated, SpecialStatus, Suspended
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.plan import SUSPENDED
from dxkpi.core.printed import prints_as
from dxkpi.core.publication.manifest import Figures, Manifest, Records, ResultFigures, Share, TableFigures
from dxkpi.core.reference import Path
from dxkpi.core.report import UNASSESSED, Report, Scope, Table, build_report

Printed = Callable[[Fraction], str]
"""How a share is printed, without the sign of percent."""

FOLLOWED = "followed"


def reported(records: Records, year: FiscalYear, day: Day, scope: Scope | None = None) -> Report:
    """The report of `year` that `records` give by what was known on `day`, of the section that `scope` asks for."""
    scope = replace(scope or Scope(), as_of=day, original=False)
    own = tuple(DeclaredIndicator("", indicator) for indicator in records.indicators)
    return build_report(records.plan, own, year, scope)


def differences(manifest: Manifest) -> Iterator[Path]:
    """Where the figures of a manifest are not those that its own records give, printed as reports print them."""
    said, given = manifest.figures, figures_of(reported(manifest.records, manifest.year, manifest.date))
    yield from (("results", key) for key in _unlike(said.results, given.results))
    if len(said.tables) != len(given.tables):
        yield ("tables",)
        return
    for index, (own, other) in enumerate(zip(said.tables, given.tables, strict=True)):
        yield from (("tables", index, *path) for path in _unlike_tables(own, other))


def _unlike_tables(own: TableFigures, other: TableFigures) -> Iterator[Path]:
    yield from (("sections",) for _ in range(own.sections != other.sections))
    yield from (("size",) for _ in range(own.size != other.size))
    for section in {**own.counts, **other.counts}:
        columns = _unlike(own.counts.get(section, {}), other.counts.get(section, {}))
        yield from (("counts", section, column) for column in columns)
    for column in {**own.percent, **other.percent}:
        said, given = own.percent.get(column), other.percent.get(column)
        if said is None or given is None or said.exact != given.exact or not _printed_soundly(said):
            yield ("percent", column)


def _unlike(one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    return (key for key in {**one, **other} if one.get(key) != other.get(key))


def _printed_soundly(share: Share) -> bool:
    """Whether a share is printed with one decimal, rounded half up, and none at all as `0`."""
    if not share.exact:
        return str(share.printed) == "0"
    return share.printed.as_tuple().exponent == -1 and prints_as(share.exact, share.printed)


def figures_of(report: Report, printed: Printed = lambda _: "0") -> Figures:
    """The figures of a report, as a manifest has them; without `printed` only the exact ones mean something."""
    overview = () if report.overview is None else (report.overview,)
    tables = (*overview, *(table for table in report.tables if [table.rows] != [own.rows for own in overview]))
    return Figures.model_construct(
        tables=tuple(_table(table, printed) for table in tables),
        results={a.indicator.id: _result(a.outcome) for a in report.assessments},
    )


def _table(table: Table, printed: Printed) -> TableFigures:
    columns = [column.id for column in table.columns]
    counts = {
        row.section.id: {c: cell.count for c, cell in zip(columns, row.cells, strict=True) if cell.count is not None}
        for row in table.rows
    }
    percent = {
        column: Share.model_validate({"printed": printed(share.exact), "exact": str(share.exact)})
        for column, share in zip(columns, table.percentages, strict=True)
        if share.exact is not None
    }
    return TableFigures.model_construct(sections=tuple(counts), size=table.size, counts=counts, percent=percent)


def _result(outcome: Outcome) -> ResultFigures:
    match outcome:
        case Rated(rating, rate):
            return ResultFigures.model_construct(rating=rating.id, rate=rate)
        case Suspended():
            return ResultFigures.model_construct(rating=SUSPENDED)
        case SpecialStatus(state):
            return ResultFigures.model_construct(rating=state.id)
        case NotAssessed():
            return ResultFigures.model_construct(rating=UNASSESSED)
        case Monitored():
            return ResultFigures.model_construct(rating=FOLLOWED)
        case _:
            assert_never(outcome)
