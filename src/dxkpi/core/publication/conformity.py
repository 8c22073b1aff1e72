"""How a published year stands: to its own rows, to the data as they were known on its day, and to its corrections."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.finding import Path
from dxkpi.core.counts import prints_as
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, DeclaredPublished
from dxkpi.core.method.method import Denominator
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import UNASSESSED, Percentages, Published, Row
from dxkpi.core.plan.scheme import RelistedCount, Scheme
from dxkpi.core.publication.corrected import Step, steps
from dxkpi.core.published_rows import Difference, differences, row_of


@dataclass(frozen=True, slots=True)
class Deviation:
    """A row that is not what the data say of its day; without `declared` its indicator is gone."""

    indicator: str
    differences: tuple[Difference, ...] = ()
    declared: DeclaredIndicator | None = None
    today: Assessment | None = None


@dataclass(frozen=True, slots=True)
class Conformity:
    """How a published year stands; `corrected` is what was published with all corrections that fit.

    `plan` is None where the data have no such plan any more, or none that could be read. Only what `publish` wrote has
    `deviations`, and `faults`: where its figures do not follow from its rows, as published and as corrected.
    """

    declared: DeclaredPublished
    plan: DeclaredPlan | None
    corrected: Published
    steps: tuple[Step, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    faults: tuple[Path, ...] = ()
    faults_corrected: tuple[Path, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        wrong = self.deviations or self.faults or self.faults_corrected or any(step.misfit for step in self.steps)
        return self.plan is not None and not wrong


def conformity(dataset: Dataset, declared: DeclaredPublished) -> Conformity:
    """How the published year of `declared` stands in `dataset`."""
    published = declared.published
    plan = dataset.plan(published.plan)
    if plan is None:
        return Conformity(declared, None, published)
    corrected, made = steps(published, plan.plan)
    if published.judged is None:
        return Conformity(declared, plan, corrected, made)
    found = tuple(_deviations(dataset, plan.plan, corrected))
    wrong = tuple(faults(published, published.judged))
    return Conformity(
        declared, plan, corrected, made, found, wrong, () if wrong else tuple(faults(corrected, published.judged))
    )


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
    """Where the counts are not what rows, unnamed and filled in come to; if nowhere, percentages they do not give."""
    wrong = list(_wrong_counts(published, judged))
    yield from wrong or _wrong_shares(published, judged)


def _wrong_counts(published: Published, judged: Scheme) -> Iterator[Path]:
    for section, counts in published.counts.items():
        own = _determined(published, judged, section)
        rest = {column: counts.get(column, 0) - own[column] for column in {**counts, **own} if column != UNASSESSED}
        filled = own[UNASSESSED] - counts.get(UNASSESSED, 0)
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
    """How many indicators rows and unnamed place in each column of a section."""
    found = Counter({group.rating: 0 for group in published.unnamed})
    for group in published.unnamed:
        found[group.rating] += group.count if group.section == section else 0
    found.update(row.column for row in published.rows.values() if row.column and section in _sections(row, judged))
    return found


def _sections(row: Row, judged: Scheme) -> Sequence[str | None]:
    each = judged.relisted_count is RelistedCount.EACH
    return (row.section, *((row.relisted or ()) if each else ()))


def _unlike(row: Percentages, counts: Mapping[str, int], judged: Scheme) -> list[str]:
    """The columns whose percentage is not their share, whatever of the unassessed the plan may leave out of it."""
    unassessed = counts.get(UNASSESSED, 0)
    known = judged.method.denominator if judged.method else Denominator.ALL
    left_out = {
        Denominator.ALL: (0,),
        Denominator.ASSESSED: (unassessed,),
        Denominator.KNOWN: range(unassessed + 1),
    }[known]
    found = [_wrong(row, counts, judged, left) for left in left_out]
    return min(found, key=len)


def _wrong(row: Percentages, counts: Mapping[str, int], judged: Scheme, left: int) -> list[str]:
    """The columns whose percentage is not their share where `left` of the unassessed are left out."""
    own = {**counts, UNASSESSED: counts.get(UNASSESSED, 0) - left}
    inside = {column: count for column, count in own.items() if column not in judged.outside}
    whole = sum(inside.values())
    shares = {column: Fraction(count, whole) for column, count in inside.items()} if whole else {}
    unprinted = [column for column, share in shares.items() if share and column not in row]
    wrong = (column for column, printed in row.items() if not prints_as(shares.get(column, Fraction(-1)), printed))
    return [*unprinted, *wrong]
