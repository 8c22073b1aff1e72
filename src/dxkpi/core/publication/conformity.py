"""Conformity of a published year with its own rows, with the data of its vintage, and with its corrections.

A report of the year shows how it stands to it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.finding import Path
from dxkpi.core.counts import columns_of, prints_as
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, DeclaredPublished, placed
from dxkpi.core.method.method import Denominator
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import CarriedOver, Correction, Percentages, Published, PublishedRow
from dxkpi.core.plan.scheme import UNASSESSED, RelistedCount, Scheme
from dxkpi.core.publication.corrected import Step, steps
from dxkpi.core.published_rows import RowDifference, differences, row_of

if TYPE_CHECKING:
    from dxkpi.core.report import Report


class Deviation(NamedTuple):
    """A row that differs from the data at its vintage; without `declared` its indicator is gone."""

    indicator: str
    differences: tuple[RowDifference, ...] = ()
    declared: DeclaredIndicator | None = None
    today: Assessment | None = None


class Conformity(NamedTuple):
    """Conformity of a published year; `corrected` is the published result with all corrections that fit.

    `plan` is None where the data have no such plan, or it could not be read. Only files that `publish` wrote have
    `deviations`, `faults`: figures that do not follow from its rows, as published and as corrected, and `added`: the
    indicators that a report of the year counts and its rows do not have.
    """

    declared: DeclaredPublished
    plan: DeclaredPlan | None
    corrected: Published
    steps: tuple[Step, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    faults: tuple[Path, ...] = ()
    faults_corrected: tuple[Path, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """True if it has no deviation, fault or misfit."""
        wrong = self.deviations or self.faults or self.faults_corrected or any(step.misfit for step in self.steps)
        return self.plan is not None and not wrong


def conformity(dataset: Dataset, declared: DeclaredPublished) -> Conformity:
    """Return the conformity of the published year of `declared` with `dataset`."""
    published = declared.published
    plan = dataset.plan(published.plan)
    if plan is None:
        return Conformity(declared, None, published)
    corrected, made = steps(published, plan.plan)
    if published.judged is None:
        return Conformity(declared, plan, corrected, made)
    found = tuple(_deviations(dataset, plan.plan, corrected))
    wrong = tuple(faults(published, published.judged))
    after = () if wrong else tuple(faults(corrected, published.judged))
    return Conformity(declared, plan, corrected, made, found, wrong, after, tuple(_added(dataset, plan, corrected)))


def _added(dataset: Dataset, plan: DeclaredPlan, published: Published) -> Iterator[str]:
    now = (declared.indicator for declared in placed(dataset.of_plan(plan.plan.plan), plan.plan, published.year))
    return (indicator.id for indicator in now if indicator.counts and indicator.id not in published.rows)


def _deviations(dataset: Dataset, plan: Plan, published: Published) -> Iterator[Deviation]:
    now = {own.indicator.id: own for own in reversed(dataset.of_plan(plan.plan))}
    judged = plan.in_year(published.year)
    for identifier, row in published.rows.items():
        declared = now.get(identifier)
        if declared is None:
            if identifier not in dataset.unread_ids:
                yield Deviation(identifier)
            continue
        today = assess(declared.indicator, plan, published.year, published.date)
        found = tuple(differences(row, row_of(today, judged), judged, whole=True))
        if found:
            yield Deviation(identifier, found, declared, today)


def faults(published: Published, judged: Scheme) -> Iterator[Path]:
    """Yield the paths of counts that rows and unnamed indicators do not give; else those of wrong percentages."""
    wrong = list(_wrong_counts(published, judged))
    yield from wrong or _wrong_shares(published, judged)


def _wrong_counts(published: Published, judged: Scheme) -> Iterator[Path]:
    for section, counts in published.counts.items():
        determined = _determined(published, judged, section)
        rest = {
            column: counts.get(column, 0) - determined[column]
            for column in {**counts, **determined}
            if column != UNASSESSED
        }
        filled = determined[UNASSESSED] - counts.get(UNASSESSED, 0)
        short = [column for column, left in rest.items() if left < 0]
        yield from (("counts", section, column) for column in short)
        if not short and sum(rest.values()) != filled:
            yield ("counts", section)
    if {row.section for row in published.rows.values() if row.column} - published.counts.keys():
        yield ("counts",)


def _wrong_shares(published: Published, judged: Scheme) -> Iterator[Path]:
    groups = [group for group in judged.table_groups() if not published.counts.keys().isdisjoint(group)]
    tables = published.percent.tables
    if len(tables) != len(groups):
        yield ("percent", "tables")
        return
    rows = [(("tables", index), group, row) for index, (group, row) in enumerate(zip(groups, tables, strict=True))]
    for place, group, row in ((("total",), tuple(published.counts), published.percent.total or {}), *rows):
        counts = Counter[str]()
        for section in group:
            counts.update(published.counts.get(section, {}))
        yield from (("percent", *place, column) for column in _unlike(row, counts, judged))


def _determined(published: Published, judged: Scheme, section: str) -> Counter[str]:
    """Count the indicators that rows and unnamed ones put in each column of a section."""
    found = Counter({group.rating: 0 for group in published.unnamed})
    for group in published.unnamed:
        found[group.rating] += group.count if group.section == section else 0
    found.update(row.column for row in published.rows.values() if row.column and section in _sections(row, judged))
    return found


def _sections(row: PublishedRow, judged: Scheme) -> Sequence[str | None]:
    each = judged.relisted_count is RelistedCount.EACH
    return (row.section, *((row.relisted or ()) if each else ()))


def _unlike(row: Percentages, counts: Mapping[str, int], judged: Scheme) -> list[str]:
    """Return the columns whose percentage is wrong under every reading of the denominator that the plan permits."""
    unassessed = counts.get(UNASSESSED, 0)
    known = judged.method.denominator if judged.method else Denominator.ALL
    left_out = {
        Denominator.ALL: (0,),
        Denominator.ASSESSED: (unassessed,),
        Denominator.KNOWN: range(unassessed + 1),
    }[known]
    found = [_wrong(row, counts, judged, left) for left in left_out]
    return min(found, key=len)


_NEVER = Fraction(-1)
"""A share that nothing prints as."""


def _wrong(row: Percentages, counts: Mapping[str, int], judged: Scheme, left: int) -> list[str]:
    """Return the columns whose percentage is wrong where `left` of the unassessed are outside the denominator."""
    own = {**counts, UNASSESSED: counts.get(UNASSESSED, 0) - left}
    inside = {column: count for column, count in own.items() if column not in judged.outside}
    whole = sum(inside.values())
    shares = {column: Fraction(count, whole) for column, count in inside.items()} if whole else {}
    unprinted = [column for column, share in shares.items() if share and column not in row]
    columns = [column for column in (*columns_of(judged), UNASSESSED) if column in shares]
    figures = judged.printed_shares([shares[column] for column in columns])
    computed = {column: share for column, share in zip(columns, figures, strict=True) if share is not None}
    wrong = (column for column, printed in row.items() if not prints_as(computed.get(column, _NEVER), printed))
    return [*unprinted, *wrong]


class Corrected(NamedTuple):
    """A correction that applies, and the name of its indicator, or None for totals."""

    correction: Correction
    name: str | None


class Publication(NamedTuple):
    """The publication of a report's year, and the report's relation to it.

    `document` is the file. `differs`: newer values give other rows than the corrected published ones. `sound` is false
    where data or file were changed without a correction. `carried` names the indicators that had no value of the year,
    `added` those that the report counts and the published result does not have.
    """

    day: Day | None
    document: str
    corrections: tuple[Corrected, ...]
    differs: bool
    sound: bool
    carried: CarriedOver | None = None
    added: tuple[str, ...] = ()


def publication(dataset: Dataset, report: "Report") -> Publication | None:
    """Relate `report` to the published result of its year.

    None where nothing was published by its vintage, or only a paper without corrections, with which the report is
    reconciled instead.
    """
    declared = dataset.published_in(report.plan.plan, report.year)
    plan = dataset.plan(report.plan.plan)
    if declared is None or plan is None or not plan.plan.published_by(report.year, report.scope.as_of):
        return None
    stand = conformity(dataset, declared)
    named = {own.indicator.id: own.indicator.name for own in dataset.of_plan(report.plan.plan)}
    corrections = tuple(
        Corrected(step.correction, named.get(step.correction.indicator or "", step.correction.indicator))
        for step in stand.steps
        if step.misfit is None
    )
    if declared.published.transcribed and not corrections:
        return None
    rows = stand.corrected.rows
    newer = not declared.published.transcribed and any(
        any(differences(rows[a.indicator.id], row_of(a, report.plan), report.plan, whole=True))
        for a in report.assessments
        if a.indicator.id in rows
    )
    day, carried = plan.plan.published_on(report.year), declared.published.carried
    added = tuple(a.indicator.id for a in report.assessments if a.indicator.id in stand.added)
    return Publication(day, declared.document, corrections, newer, stand.sound, carried, added)
