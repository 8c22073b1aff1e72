"""Impact of changes on the figures of a plan in a fiscal year: ratings, counts, percentages, grades, reconciliation."""

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.count_table import CountCell, CountColumn, CountTable, Marked
from dxkpi.core.counts import column_of
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.compare import Difference, present
from dxkpi.core.method.grade import Graded
from dxkpi.core.plan.plan import as_written
from dxkpi.core.plan.scheme import Section
from dxkpi.core.reconcile import Agreement
from dxkpi.core.report import Gap, MeanRate, Report, build_report, graded


class GradeMove(NamedTuple):
    """A section whose grade, or points for it, changed; None where it has none."""

    section: Section
    before: Graded | None
    after: Graded | None


def moved_grades(before: Report | None, after: Report | None) -> Iterator[GradeMove]:
    """Yield the sections whose grade changed, in the order of the plan."""
    old, new = _grades(before), _grades(after)
    for key in {**new, **old}:
        section = (new.get(key) or old[key])[0]
        was, now = (grades[key][1] if key in grades else None for grades in (old, new))
        if _printed(was) != _printed(now):
            yield GradeMove(section, was, now)


def _grades(report: Report | None) -> dict[str, tuple[Section, Graded | None]]:
    if report is None or report.overview is None:
        return {}
    whole = report.overview
    return {row.section.id: (row.section, graded(report.plan, whole, row)) for row in whole.rows}


def _printed(one: Graded | None) -> object:
    return one and (one.grade.id, one.grade.label, one.figure, one.indicators)


class CellMove(NamedTuple):
    """A changed count of a section, with its marks; None where the report has no such cell, or a dash in it."""

    section: Section
    column: CountColumn
    before: Marked | None
    after: Marked | None


class RatingMove(NamedTuple):
    """A changed column of a table over all its sections: counts and exact percentages; None where there is none.

    The marks of a count are those of its percentage.
    """

    column: CountColumn
    before: Marked | None
    after: Marked | None
    share_before: Fraction | None
    share_after: Fraction | None


class TableMove(NamedTuple):
    """A changed table: the overview, or that of some `sections`. `size` counts its indicators before and after.

    `cells` and `ratings` are those that changed.
    """

    overview: bool
    sections: tuple[Section, ...]
    cells: tuple[CellMove, ...]
    ratings: tuple[RatingMove, ...]
    size: tuple[int | None, int | None]


def moved_tables(before: Report | None, after: Report | None) -> Iterator[TableMove]:
    """Yield the tables with a changed count or percentage, the overview first; an empty table equals none."""
    old, new = _tables(before), _tables(after)
    for key in {**new, **old}:
        move = _moved(old.get(key), new.get(key))
        if move.cells or move.ratings or move.size[0] != move.size[1]:
            yield move


_Key = tuple[bool, tuple[str, ...]]


def _tables(report: Report | None) -> dict[_Key, CountTable]:
    if report is None or report.overview is None:
        return {}
    found = {(False, tuple(row.section.id for row in table.rows)): table for table in report.tables}
    return {(True, ()): report.overview, **found}


def _moved(before: CountTable | None, after: CountTable | None) -> TableMove:
    one = after or before
    assert one is not None
    return TableMove(
        one.overview,
        tuple(row.section for row in one.rows),
        tuple(_cells(before, after)),
        tuple(_ratings(before, after)),
        (before.size if before else None, after.size if after else None),
    )


def _cells(before: CountTable | None, after: CountTable | None) -> Iterator[CellMove]:
    old, new = _counts(before), _counts(after)
    for key in {**new, **old}:
        section, column, _ = new.get(key) or old[key]
        was, now = (counts[key][2] if key in counts else None for counts in (old, new))
        if _size(was) != _size(now):
            yield CellMove(section, column, was, now)


def _size(counted: Marked | None) -> int:
    return counted.count if counted else 0


def _marked(cells: Collection[CountCell]) -> Marked | None:
    return Marked.of(cells) if any(cell.count is not None for cell in cells) else None


def _counts(table: CountTable | None) -> dict[tuple[str, str], tuple[Section, CountColumn, Marked | None]]:
    return {
        (row.section.id, column.id): (row.section, column, _marked((cell,)))
        for row in (table.rows if table else ())
        for column, cell in zip(table.columns if table else (), row.cells, strict=True)
    }


def _ratings(before: CountTable | None, after: CountTable | None) -> Iterator[RatingMove]:
    old, new = _totals(before), _totals(after)
    for key in {**new, **old}:
        column = (new.get(key) or old[key])[0]
        (_, was, share_was), (_, now, share_now) = (totals.get(key, (column, None, None)) for totals in (old, new))
        if (_size(was), share_was or 0) != (_size(now), share_now or 0):
            yield RatingMove(column, was, now, share_was, share_now)


def _totals(table: CountTable | None) -> dict[str, tuple[CountColumn, Marked | None, Fraction | None]]:
    """Return the columns of a table with their count over all sections and their share."""
    if table is None:
        return {}
    return {
        column.id: (column, _marked([row.cells[position] for row in table.rows]), table.percentages[position].printed)
        for position, column in enumerate(table.columns)
    }


class Snapshot(NamedTuple):
    """One of two states of the data. `unsound` are the documents with errors that affect the figures."""

    dataset: Dataset
    unsound: frozenset[str] = frozenset()


class ResultMove(NamedTuple):
    """An indicator whose result changed; None on the side where the indicator is missing."""

    indicator: str
    name: str
    before: Assessment | None
    after: Assessment | None

    @property
    def rerated(self) -> bool:
        """True if the rating changed, and not only the rate or value."""
        return _rating(self.before) != _rating(self.after)

    @property
    def refigured(self) -> bool:
        """True if the rating, rate or value changed, and not only what stands beside it: marks, and earlier success."""
        return _result(self.before) != _result(self.after)


class Impact(NamedTuple):
    """Impact on a plan in a fiscal year; the plan is None on the side where there is no report of that year.

    `tables` is None where errors in the data prevent a comparison. `agreement` is the result of the reconciliation with
    the published figures, `gaps` are the sections that published counts do not complete, `grades` those whose grade
    changed. `means` are the mean rates that the reports begin with.
    """

    plan: str
    year: FiscalYear
    before: DeclaredPlan | None
    after: DeclaredPlan | None
    results: tuple[ResultMove, ...]
    tables: tuple[TableMove, ...] | None
    agreement: tuple[Agreement | None, Agreement | None] = (None, None)
    gaps: tuple[tuple[Gap, ...], tuple[Gap, ...]] = ((), ())
    grades: tuple[GradeMove, ...] = ()
    means: tuple[MeanRate | None, MeanRate | None] = (None, None)

    @property
    def remeaned(self) -> bool:
        """True if the mean of rates that a report begins with changed."""
        return self.means[0] != self.means[1]

    @property
    def moves(self) -> bool:
        """True if any figure changed."""
        found = bool(self.results or self.tables or self.grades) or self.remeaned
        return found or self.agreement[0] is not self.agreement[1]

    @property
    def rerated(self) -> bool:
        """True if a rating, a total or a grade changed."""
        return bool(self.tables or self.grades) or any(result.rerated for result in self.results)


def years(before: Snapshot, after: Snapshot, plan: str) -> tuple[FiscalYear, ...]:
    """Return every fiscal year with data on either side that the plan covers there."""
    return tuple(sorted({year for side in (before, after) for year in _reportable(side.dataset, plan)}))


def impacts(
    before: Snapshot, after: Snapshot, difference: Difference, year: FiscalYear | None = None
) -> Iterator[Impact]:
    """Yield the impact of `difference` by plan for each year, or for `year` alone; skip plans without a change."""
    changed = {change.plan for change in difference.changes}
    for old, new in difference.plans:
        plan = present((old, new)).plan.plan
        for each in years(before, after, plan) if plan in changed else ():
            plans = _covering(before, old, each), _covering(after, new, each)
            # Of two declarations of one plan the other one may be what covers the year.
            if year in {None, each} and any(plans):
                impact = _impact(before, after, difference, plans, each)
                yield from (impact,) if impact.moves or impact.tables is None else ()


def _reportable(dataset: Dataset, plan: str) -> Iterator[FiscalYear]:
    declared = dataset.plan(plan)
    if declared is None:
        return
    suspended = (own.indicator.suspended for own in dataset.of_plan(plan))
    found = {*dataset.actual_years(plan), *(own.since for own in suspended if own), *declared.plan.published}
    yield from (year for year in found if dataset.covers(declared.plan, year))


def _covering(side: Snapshot, declared: DeclaredPlan | None, year: FiscalYear) -> DeclaredPlan | None:
    return declared.in_year(year) if declared and side.dataset.covers(declared.plan, year) else None


_Plans = tuple[DeclaredPlan | None, DeclaredPlan | None]


def _impact(before: Snapshot, after: Snapshot, difference: Difference, plans: _Plans, year: FiscalYear) -> Impact:
    old, new = plans
    plan = present(plans).plan.plan
    results = tuple(_results(before, after, difference, plans, year))
    if before.unsound or after.unsound or difference.uncompared:
        return Impact(plan, year, old, new, results, None)
    was, now = (_report(side, declared, year) for side, declared in ((before, old), (after, new)))
    gaps = was.gaps if was else (), now.gaps if now else ()
    tables, grades = tuple(moved_tables(was, now)), tuple(moved_grades(was, now))
    means = was and was.mean_rate, now and now.mean_rate
    return Impact(plan, year, old, new, results, tables, (_agreement(was), _agreement(now)), gaps, grades, means)


def _report(side: Snapshot, declared: DeclaredPlan | None, year: FiscalYear) -> Report | None:
    return build_report(declared.plan, side.dataset.of_plan(declared.plan.plan), year) if declared else None


def _agreement(report: Report | None) -> Agreement | None:
    return report.reconciliation.agreement if report and report.reconciliation else None


def _results(
    before: Snapshot, after: Snapshot, difference: Difference, plans: _Plans, year: FiscalYear
) -> Iterator[ResultMove]:
    unsound = before.unsound | after.unsound
    if _documents(plans) & unsound:
        return
    for pair in difference.of_plan(present(plans).plan.plan):
        one = present(pair)
        if _documents(pair) & unsound:
            continue
        was, now = (_assess(declared, plan, year) for declared, plan in zip(pair, plans, strict=True))
        if _result(was) != _result(now) or _beside(was) != _beside(now):
            yield ResultMove(one.indicator.id, one.indicator.name, was, now)


def _documents(declared: Iterable[DeclaredPlan | DeclaredIndicator | None]) -> frozenset[str]:
    return frozenset(one.document for one in declared if one)


def _assess(declared: DeclaredIndicator | None, plan: DeclaredPlan | None, year: FiscalYear) -> Assessment | None:
    if declared is None or plan is None or not plan.plan.lists(declared.indicator, year):
        return None
    return assess(declared.indicator, plan.plan, year)


def _rating(assessment: Assessment | None) -> object:
    """Return the key by which the tables count an assessment; a monitored indicator has no rating to lose."""
    if assessment is None or isinstance(assessment.outcome, Monitored):
        return None
    return type(assessment.outcome), column_of(assessment)


def _result(assessment: Assessment | None) -> object:
    """Return the part of an assessment that counts as its result; for a monitored indicator, its value."""
    if assessment is None:
        return None
    match assessment.outcome:
        case Rated(rating, rate, just_short=just_short):
            return rating.id, rate, just_short
        case NotAssessed(why, _, met, rate, just_short):
            return why, met, rate, just_short
        case Monitored():
            return "monitored", _value(assessment)
        case SpecialStatus(state):
            return "state", state.id
        case _:
            return "suspended"


def _beside(assessment: Assessment | None) -> object:
    """Return the part of an assessment that stands beside its result."""
    return None if assessment is None else (assessment.marks, assessment.once_met, assessment.frozen)


def _value(assessment: Assessment) -> object:
    observation = assessment.observation
    if observation is None:
        return None
    written = as_written(observation.actual)
    return observation.year, {key: value for key, value in written.items() if key not in _WORDS}


_WORDS = frozenset({"note", "source", "reported", "known"})


WORDING = frozenset(
    {
        ChangeKind.TEXT_CHANGED,
        ChangeKind.INDICATOR_RENAMED,
        ChangeKind.REASON_ADDED,
        ChangeKind.REASON_CHANGED,
        ChangeKind.REASON_REMOVED,
        ChangeKind.ASSUMPTION_CHANGED,
        ChangeKind.CAUSES_CHANGED,
        ChangeKind.RULES_CHANGED,
        ChangeKind.DEPARTMENTS_CHANGED,
        ChangeKind.SITE_CHANGED,
    }
)
"""Kinds of change that affect no figure.

A changed source is not among them: observations are preferred by the date of their source.
"""


def material(changes: Iterable[Change], impacts: Iterable[Impact]) -> tuple[Change, ...]:
    """Return those of `changes` that can cause one of `impacts`."""
    changes = tuple(changes)
    results: dict[tuple[str, str], set[FiscalYear]] = {}
    totals: set[str] = set()
    for impact in impacts:
        totals |= {impact.plan} if impact.moves else set()
        for result in impact.results:
            results.setdefault((impact.plan, result.indicator), set()).add(impact.year)
    explained = {(change.plan, change.indicator) for change in changes if change.kind not in WORDING}

    def moves(change: Change) -> bool:
        if change.indicator is None:
            return change.kind not in WORDING and change.plan in totals
        years = results.get((change.plan, change.indicator), set())
        if change.kind in WORDING:
            unexplained = not explained & {(change.plan, change.indicator), (change.plan, None)}
            return bool(years) and unexplained and _sourced(change)
        if change.year is not None:
            return any(change.year <= year for year in years)
        return bool(years) or (change.kind is ChangeKind.SECTION_CHANGED and change.plan in totals)

    return tuple(filter(moves, changes))


def _sourced(change: Change) -> bool:
    return change.key[:1] == ("source",) or any(value.key[:1] == ("source",) for value in change.values)
