"""News by day: publications of years, their corrections, revised targets, restated baselines, new definitions."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator.baseline import Baseline, BaselineRevision
from dxkpi.core.indicator.history import Break
from dxkpi.core.plan.plan import Revised
from dxkpi.core.plan.published import Correction
from dxkpi.core.targets import revisions_of


class Restated(NamedTuple):
    """A new value of a baseline, and the baseline before it."""

    before: Baseline
    revision: BaselineRevision


class NewsKind(StrEnum):
    """Kind of a piece of news, as permanent links name it."""

    PUBLISHED = "published"
    CORRECTED = "corrected"
    REVISED = "revised"
    RESTATED = "restated"
    REDEFINED = "redefined"


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news of a plan. `year` is of a publication and its corrections, `indicator` of all others.

    `number` tells apart those of one kind and day.
    """

    kind: NewsKind
    plan: DeclaredPlan
    day: Day | None
    number: int
    year: FiscalYear | None = None
    indicator: DeclaredIndicator | None = None
    change: Correction | Revised | Restated | Break | None = None

    @property
    def id(self) -> str:
        """Its name in permanent links: `corrected-chiba-ict-2022-04-01-1`."""
        return "-".join((self.kind, self.plan.plan.plan, *((str(self.day),) if self.day else ()), str(self.number)))


def news(dataset: Dataset, plan: DeclaredPlan, years: Collection[FiscalYear]) -> Iterator[News]:
    """Yield what became public of a plan whose published `years` are shown, in the order of the data."""
    found = (*_publications(plan, years), *_corrections(dataset, plan, years), *_changes(dataset, plan))
    numbers: Counter[tuple[NewsKind, Day | None]] = Counter()
    for kind, day, year, indicator, change in found:
        numbers[kind, day] += 1
        yield News(kind, plan, day, numbers[kind, day], year, indicator, change)


def newest_first(found: Iterable[News]) -> tuple[News, ...]:
    """Return news by day, the newest first; those without a day last."""
    return tuple(sorted(found, key=lambda own: (own.day is not None, own.day.last if own.day else None), reverse=True))


_Found = tuple[
    NewsKind,
    Day | None,
    FiscalYear | None,
    DeclaredIndicator | None,
    Correction | Revised | Restated | Break | None,
]


def _publications(declared: DeclaredPlan, years: Collection[FiscalYear]) -> Iterator[_Found]:
    for year in sorted(declared.plan.published):
        if year in years:
            yield NewsKind.PUBLISHED, declared.plan.published_on(year), year, None, None


def _corrections(dataset: Dataset, declared: DeclaredPlan, years: Collection[FiscalYear]) -> Iterator[_Found]:
    known = {own.indicator.id: own for own in dataset.of_plan(declared.plan.plan)}
    for correction in declared.plan.corrections:
        if correction.year in years:
            yield (
                NewsKind.CORRECTED,
                correction.date,
                correction.year,
                known.get(correction.indicator or ""),
                correction,
            )


def _changes(dataset: Dataset, declared: DeclaredPlan) -> Iterator[_Found]:
    for own in dataset.of_plan(declared.plan.plan):
        for step in revisions_of(own.indicator, declared.plan):
            yield NewsKind.REVISED, step.revision.date, None, own, step
        for base in (own.indicator.baseline, *(redefined.baseline for redefined in own.indicator.redefined)):
            for before, after in pairwise(base.vintages(None) if base else ()):
                if after.restated:
                    yield NewsKind.RESTATED, after.restated.date, None, own, Restated(before.baseline, after.restated)
        for redefined in own.indicator.redefined:
            day = redefined.known_on(declared.plan.documents, None)
            yield NewsKind.REDEFINED, day, None, own, redefined
