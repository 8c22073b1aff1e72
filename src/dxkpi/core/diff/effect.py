"""What changes of the data do to the figures of a plan in a year: ratings, counts, percentages, reconciliation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.diff.compare import Difference, present
from dxkpi.core.diff.grades import GradeMove, moved_grades
from dxkpi.core.diff.tables import TableMove, moved_tables
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.in_force import as_written
from dxkpi.core.reconcile import Agreement
from dxkpi.core.report import Gap, Report, build_report
from dxkpi.core.tally import column_of


@dataclass(frozen=True, slots=True)
class Side:
    """One of two states of the data. `unsound` are the documents with errors that touch the figures."""

    dataset: Dataset
    unsound: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ResultMove:
    """An indicator whose result is another one; None on the side where it is not there."""

    indicator: str
    name: str
    before: Assessment | None
    after: Assessment | None

    @property
    def rerated(self) -> bool:
        """Whether it is another rating, and not only another rate or value."""
        return _rating(self.before) != _rating(self.after)


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of a plan in a year; None for its declaration on the side where there is no report of it.

    `tables` is None where errors in the data forbid to compare them. `agreement` is that with the published result,
    `gaps` are the sections that published counts do not complete, `grades` those with another grade.
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

    @property
    def moves(self) -> bool:
        """Whether anything is another than it was."""
        return bool(self.results or self.tables or self.grades) or self.agreement[0] is not self.agreement[1]

    @property
    def rerated(self) -> bool:
        """Whether a rating, a total or a grade is another than it was."""
        return bool(self.tables or self.grades) or any(result.rerated for result in self.results)


def years(before: Side, after: Side, plan: str) -> tuple[FiscalYear, ...]:
    """Every year that something is known of on either side and that the plan covers there."""
    return tuple(sorted({year for side in (before, after) for year in _reportable(side.dataset, plan)}))


def effects(before: Side, after: Side, difference: Difference, year: FiscalYear | None = None) -> Iterator[Effect]:
    """What `difference` does in each year, or in `year` alone, by plan; of plans without a change nothing is told."""
    changed = {change.plan for change in difference.changes}
    for old, new in difference.plans:
        plan = present((old, new)).plan.plan
        for each in years(before, after, plan) if plan in changed else ():
            plans = _covering(old, each), _covering(new, each)
            # Of two declarations of one plan the other one may be what covers the year.
            if year in {None, each} and any(plans):
                effect = _effect(before, after, difference, plans, each)
                yield from (effect,) if effect.moves or effect.tables is None else ()


def _reportable(dataset: Dataset, plan: str) -> Iterator[FiscalYear]:
    declared = dataset.plan(plan)
    if declared is None:
        return
    for indicator in (own.indicator for own in dataset.of_plan(plan)):
        since = [indicator.suspended.since] if indicator.suspended else []
        yield from (year for year in (*indicator.actuals, *since) if declared.plan.covers(year))
    yield from (year for year in declared.plan.published if declared.plan.covers(year))


def _covering(declared: DeclaredPlan | None, year: FiscalYear) -> DeclaredPlan | None:
    return declared if declared and declared.plan.covers(year) else None


_Plans = tuple[DeclaredPlan | None, DeclaredPlan | None]


def _effect(before: Side, after: Side, difference: Difference, plans: _Plans, year: FiscalYear) -> Effect:
    old, new = plans
    plan = present(plans).plan.plan
    results = tuple(_results(before, after, difference, plans, year))
    if before.unsound or after.unsound or difference.uncompared:
        return Effect(plan, year, old, new, results, None)
    was, now = (_report(side, declared, year) for side, declared in ((before, old), (after, new)))
    gaps = was.gaps if was else (), now.gaps if now else ()
    tables, grades = tuple(moved_tables(was, now)), tuple(moved_grades(was, now))
    return Effect(plan, year, old, new, results, tables, (_agreement(was), _agreement(now)), gaps, grades)


def _report(side: Side, declared: DeclaredPlan | None, year: FiscalYear) -> Report | None:
    return build_report(declared.plan, side.dataset.of_plan(declared.plan.plan), year) if declared else None


def _agreement(report: Report | None) -> Agreement | None:
    return report.reconciliation.agreement if report and report.reconciliation else None


def _results(
    before: Side, after: Side, difference: Difference, plans: _Plans, year: FiscalYear
) -> Iterator[ResultMove]:
    unsound = before.unsound | after.unsound
    if _documents(plans) & unsound:
        return
    for pair in difference.of_plan(present(plans).plan.plan):
        one = present(pair)
        if _documents(pair) & unsound:
            continue
        was, now = (_assess(declared, plan, year) for declared, plan in zip(pair, plans, strict=True))
        if _told(was) != _told(now):
            yield ResultMove(one.indicator.id, one.indicator.name, was, now)


def _documents(declared: Iterable[DeclaredPlan | DeclaredIndicator | None]) -> frozenset[str]:
    return frozenset(one.document for one in declared if one)


def _assess(declared: DeclaredIndicator | None, plan: DeclaredPlan | None, year: FiscalYear) -> Assessment | None:
    return assess(declared.indicator, plan.plan, year) if declared and plan else None


def _rating(assessment: Assessment | None) -> object:
    """What the tables say of an indicator."""
    return None if assessment is None else (type(assessment.outcome), column_of(assessment))


def _told(assessment: Assessment | None) -> object:
    """What of an assessment counts as its result: for an indicator that is only followed, its value."""
    if assessment is None:
        return None
    match assessment.outcome:
        case Rated(rating, rate, just_short=just_short):
            return rating.id, rate, just_short
        case NotAssessed(why, possible):
            return why, tuple(rating.id for rating in possible)
        case Monitored():
            return "followed", _value(assessment)
        case SpecialStatus(state):
            return "state", state.id
        case _:
            return "suspended"


def _value(assessment: Assessment) -> object:
    observation = assessment.observation
    if observation is None:
        return None
    written = as_written(observation.actual)
    return observation.year, {key: value for key, value in written.items() if key not in _WORDS}


_WORDS = frozenset({"note", "source", "reported", "known"})
