"""What a report of a year rests on: the records that were used, whittled down to what bears its figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from dxkpi.core.assess import GROUPING, Followed, NotAssessed, Rated, Suspended, assess
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.in_force import as_written
from dxkpi.core.plan import SUSPENDED, Plan
from dxkpi.core.publication.correction import OF_INDICATOR, OF_PLAN
from dxkpi.core.publication.manifest import Figures, Manifest, Records, ResultFigures, Share, TableFigures
from dxkpi.core.reading import read
from dxkpi.core.reconcile import prints_as
from dxkpi.core.reference import Path
from dxkpi.core.report import UNASSESSED, Report, Scope, Table, build_report
from dxkpi.core.source import Source
from dxkpi.core.targets import AnyIndicator, Indicator

Written = dict[str, Any]
Printed = Callable[[Fraction], str]
"""How a share is printed, without the sign of percent."""

INDICATORS: TypeAdapter[Indicator] = TypeAdapter(AnyIndicator)
FOLLOWED = "followed"


def freeze(
    plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear, day: Day, printed: Printed
) -> Manifest:
    """The manifest of `year` as it is published on `day`: the figures by what was known then, and their records."""
    figures = figures_of(build_report(plan, indicators, year, Scope(as_of=day)), printed)
    return Manifest.model_construct(
        plan=plan.plan, year=year, date=day, figures=figures, records=frozen(plan, indicators, year, day)
    )


def frozen(plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear, day: Day) -> Records:
    """The records that the report of `year` on `day` uses."""
    own = [declared.indicator for declared in indicators]
    out = year in plan.published and plan.published_by(year, day)
    days = (day, plan.published_on(year)) if out else (day,)
    used = [INDICATORS.validate_python(_indicator(i, plan, year, day, days)) for i in own]
    revisions = sorted({step.position for i in own for step in assess(i, plan, year, day).revisions})
    written = whittled_plan(as_written(plan))
    written["revisions"] = [written["revisions"][position] for position in revisions]
    written["published"] = {str(year): written["published"][str(year)]} if out else {}
    named = {source.document for source in _sources(Plan.model_validate(written), used)}
    written["documents"] = {key: own for key, own in written["documents"].items() if key in named}
    return Records(plan=Plan.model_validate(written), indicators=tuple(used))


def _sources(plan: Plan, indicators: Sequence[Indicator]) -> Iterator[Source]:
    for holder in (plan, *indicators):
        yield from (source for _, source in holder.sources())


def whittled_plan(written: Written) -> Written:
    """Of a plan as written what any published year of it may rest on."""
    kept = {key: value for key, value in written.items() if key == "plan" or key in OF_PLAN}
    kept["sections"] = [{k: v for k, v in section.items() if k != "subsections"} for section in kept["sections"]]
    kept["documents"] = {
        name: {key: value for key, value in document.items() if key != "note"}
        for name, document in kept["documents"].items()
    }
    return kept


def whittled_indicator(written: Written) -> Written:
    """Of an indicator as written what any published year of it may rest on."""
    kept = {key: value for key, value in written.items() if key == "plan" or key in OF_INDICATOR}
    kept["assumed"] = {key: why for key, why in written["assumed"].items() if _bears(key)}
    return kept


def _bears(key: str) -> bool:
    """Whether an assumption about `key` is one about figures or about where they are counted."""
    field = key.partition(".")[0]
    return field == "section" or (field not in GROUPING and field in OF_INDICATOR)


def _indicator(indicator: Indicator, plan: Plan, year: FiscalYear, day: Day, days: Sequence[Day | None]) -> Written:
    written = whittled_indicator(as_written(indicator))
    used = {(r.year, r.index) for known_by in days if (r := read(indicator, plan, year, known_by)) is not None}
    written["actuals"] = _records(written["actuals"], used)
    if not suspended_in(indicator, plan, year, day):
        written.pop("suspended", None)
        written["assumed"].pop("suspended", None)
    return written


def suspended_in(indicator: Indicator, plan: Plan, year: FiscalYear, day: Day) -> bool:
    """Whether the indicator is reported as suspended in `year` by what was known on `day`."""
    return isinstance(assess(indicator, plan, year, day).outcome, Suspended)


def _records(actuals: Mapping[str, Any], used: set[tuple[FiscalYear, int]]) -> Written:
    years = sorted({year for year, _ in used})
    return {str(year): [actuals[str(year)][index] for y, index in sorted(used) if y == year] for year in years}


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


def _result(outcome: object) -> ResultFigures:
    match outcome:
        case Rated(rating, rate):
            return ResultFigures.model_construct(rating=rating.id, rate=rate)
        case Suspended():
            return ResultFigures.model_construct(rating=SUSPENDED)
        case NotAssessed():
            return ResultFigures.model_construct(rating=UNASSESSED)
        case Followed():
            return ResultFigures.model_construct(rating=FOLLOWED)
        case _:
            raise TypeError(outcome)
