"""Changes that deserve a second look: not certainly wrong, but figures improve by them, or they look like slips."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.calendar import FiscalYear, parse_fiscal_year
from dxkpi.core.basis.change_kind import Kind
from dxkpi.core.basis.finding import Ref
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.compare import Difference, Pair, present
from dxkpi.core.diff.ease import eased, improved
from dxkpi.core.diff.impact import Side, years
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.plan.plan import Plan, as_written


class Why(StrEnum):
    """Reason for a second look: a closed set."""

    PUBLISHED_FILE = "published_file_changed_added_or_removed"
    TARGET_EASED = "target_eased_while_actual_improves"
    TARGET_UNRECORDED = "target_changed_without_revision"
    TARGET_REWRITTEN = "adopted_target_rewritten_beside_revision"
    PUBLISHED_YEAR = "actual_of_published_year_edited"
    PUBLISHED_RESULT = "result_of_published_year_changes"
    TEN_TIMES = "value_ten_times_its_predecessor"
    UNIT_ALONE = "unit_changed_while_values_stayed"
    REMOVED_BELOW = "indicator_removed_below_target"
    BASELINE_RAISES = "baseline_raises_rate"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A request for a second look, with the changes that cause it; `year` where it is about one.

    `indicator` is None where it is about the plan as a whole.
    """

    why: Why
    plan: str
    indicator: str | None
    name: str
    changes: tuple[Change, ...]
    year: FiscalYear | None = None


def doubts(before: Side, after: Side, difference: Difference) -> Iterator[Doubt]:
    """Yield everything that deserves a second look: published years first, then by plan and indicator."""
    for change in difference.changes:
        if change.kind in {Kind.PUBLISHED_ADDED, Kind.PUBLISHED_CHANGED, Kind.PUBLISHED_REMOVED}:
            yield Doubt(Why.PUBLISHED_FILE, change.plan, None, change.name, (change,), change.year)
    plans = {present(pair).plan.plan: pair for pair in difference.plans}
    spans = {plan: years(before, after, plan) for plan in {change.plan for change in difference.changes}}
    own: dict[tuple[str, str | None], list[Change]] = {}
    for change in difference.changes:
        own.setdefault((change.plan, change.indicator), []).append(change)
    for pair in difference.indicators:
        one = present(pair).indicator
        changes, declared = own.get((one.plan, one.id)), plans.get(one.plan, (None, None))
        if changes and any(declared):
            old, new = (d.plan if d else None for d in declared)
            yield from _Case(pair, old, new, tuple(changes), spans[one.plan]).doubts()


_EDITED = (Kind.ACTUAL_REVISED, Kind.ACTUAL_FIRMED, Kind.ACTUAL_SOFTENED)
_OF_TARGET = (Kind.TARGET_CHANGED, Kind.REVISION_ADDED, Kind.REVISION_CHANGED, Kind.REVISION_REMOVED)
_OF_MEASURE = (*_OF_TARGET, Kind.BASELINE_CHANGED, Kind.DIRECTION_CHANGED)
_OF_VALUES = (*_EDITED, Kind.TARGET_CHANGED, Kind.BASELINE_CHANGED, Kind.ACTUAL_ADDED, Kind.ACTUAL_REMOVED)
_FAR = 10


@dataclass(frozen=True, slots=True)
class _Case:
    """An indicator with all its changes."""

    pair: Pair[DeclaredIndicator]
    old: Plan | None
    new: Plan | None
    changes: tuple[Change, ...]
    years: Sequence[FiscalYear]

    def doubts(self) -> Iterator[Doubt]:
        yield from self._of(self._unrecorded, self._are(Kind.TARGET_CHANGED))
        yield from self._eased()
        yield from self._published()
        yield from self._leaps()
        if not self._are(*_OF_VALUES):
            yield from self._of(Why.UNIT_ALONE, self._are(Kind.UNIT_CHANGED))
        yield from self._removed()
        yield from self._baseline()

    @property
    def _unrecorded(self) -> Why:
        return Why.TARGET_REWRITTEN if self._are(Kind.REVISION_ADDED) else Why.TARGET_UNRECORDED

    def _are(self, *kinds: Kind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind in kinds)

    def _of(self, why: Why, changes: tuple[Change, ...], year: FiscalYear | None = None) -> Iterator[Doubt]:
        one = present(self.pair).indicator
        if changes:
            yield Doubt(why, one.plan, one.id, one.name, changes, year)

    def _results(self) -> Iterator[tuple[Assessment, Assessment]]:
        """Yield the assessments of each year before and after, latest year first."""
        old, new = self.pair
        if old and new and self.old and self.new:
            for year in reversed(self.years):
                yield assess(old.indicator, self.old, year), assess(new.indicator, self.new, year)

    def _eased(self) -> Iterator[Doubt]:
        for was, now in self._results():
            both = (
                was.observation
                and now.observation
                and improved(now.indicator, was.observation.actual, now.observation.actual)
            )
            if both and eased(was.indicator, now.indicator):
                changes = self._are(*_OF_TARGET, Kind.BASELINE_CHANGED, Kind.ACTUAL_ADDED, *_EDITED)
                yield from self._of(Why.TARGET_EASED, changes, now.year)
                return

    def _published(self) -> Iterator[Doubt]:
        published = self.old.published if self.old else {}
        edited = self._are(*_EDITED, Kind.ACTUAL_REMOVED)
        yield from self._of(Why.PUBLISHED_YEAR, tuple(change for change in edited if change.year in published))
        for was, now in self._results():
            if now.year in published and was.outcome != now.outcome:
                yield from self._of(Why.PUBLISHED_RESULT, self._are(*_OF_MEASURE), now.year)
                return

    def _leaps(self) -> Iterator[Doubt]:
        candidates = self._are(*_EDITED, Kind.ACTUAL_ADDED)
        yield from self._of(Why.TEN_TIMES, tuple(change for change in candidates if self._leaping(change)))

    def _leaping(self, change: Change) -> bool:
        record, predecessor = _record(self.pair[1], change.after), _record(self.pair[0], change.before)
        if record is not None and predecessor is None and change.after and change.year:
            predecessor = _preceding(self.pair[1], change.year, change.after)
        common = record.keys() & predecessor.keys() if record and predecessor else ()
        return any(record and predecessor and _far(record[key], predecessor[key]) for key in common)

    def _removed(self) -> Iterator[Doubt]:
        old, new = self.pair
        if old is None or new is not None or self.old is None:
            return
        for year in reversed(self.years):
            outcome = assess(old.indicator, self.old, year).outcome
            unmet = isinstance(outcome, Rated) and not outcome.met
            if unmet or (isinstance(outcome, NotAssessed) and outcome.unmet):
                yield from self._of(Why.REMOVED_BELOW, self._are(Kind.INDICATOR_REMOVED), year)
            if isinstance(outcome, Rated | NotAssessed):
                return

    def _baseline(self) -> Iterator[Doubt]:
        old, new = self.pair
        changes = self._are(Kind.BASELINE_CHANGED)
        if not (old and new and changes and type(old.indicator) is type(new.indicator) and self.new):
            return
        without = _with_baseline(new.indicator, old.indicator.baseline)
        if without is None:
            return
        for year in reversed(self.years):
            was, now = (_rate(assess(indicator, self.new, year)) for indicator in (without, new.indicator))
            if was is not None and now is not None and was < now:
                yield from self._of(Why.BASELINE_RAISES, changes, year)
                return


def _with_baseline(indicator: Indicator, baseline: Baseline | None) -> Indicator | None:
    """Return `indicator` with another baseline, or None where its target is invalid with it."""
    written = as_written(indicator.model_copy(update={"baseline": baseline}))
    try:
        return type(indicator).model_validate(written)
    except ValidationError:
        return None


def _rate(assessment: Assessment) -> Fraction | None:
    return assessment.outcome.rate if isinstance(assessment.outcome, Rated | NotAssessed) else None


_Numbers = Mapping[str, Fraction]


def _record(declared: DeclaredIndicator | None, place: Ref | None) -> _Numbers | None:
    """Return the numbers of the record at `place`, or None where `place` is not that of a single record."""
    match place:
        case Ref(path=("actuals", str(year), int(index), *_)) if declared:
            return declared.indicator.actuals[parse_fiscal_year(year)][index].form.sizes
        case _:
            return None


def _preceding(declared: DeclaredIndicator | None, year: FiscalYear, place: Ref) -> _Numbers | None:
    """Return the numbers of the record before that at `place`: of the same year, or the last one of an earlier year."""
    actuals, index = (declared.indicator.actuals if declared else {}), int(place.path[2])
    if index:
        return actuals[year][index - 1].form.sizes
    earlier = max((past for past in actuals if past < year and actuals[past]), default=None)
    return None if earlier is None else actuals[earlier][-1].form.sizes


def _far(one: Fraction, other: Fraction) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return one * other > 0 and high >= _FAR * low
