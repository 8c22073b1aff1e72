"""What rules look at: an indicator with its plan, and a plan with its indicators.

What several rules ask for is found once and kept here, so that it goes when the rules of the plan have run.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Self

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Path
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Source
from dxkpi.rules.values import Series, in_percent, series, steady

if TYPE_CHECKING:
    from dxkpi.core.publication.conformity import Conformity


@dataclass(frozen=True)
class Subject:
    """An indicator and its plan.

    `sources` are all that it names, each with the path to it. `steady`: its numbers are of one size, `in_percent`: they
    are percentages.
    """

    declared: DeclaredIndicator
    plan: DeclaredPlan
    indicator: Indicator
    sources: tuple[tuple[Path, Source], ...]
    steady: bool
    in_percent: bool
    _assessed: dict[tuple[FiscalYear, Day | None], Assessment] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, declared: DeclaredIndicator, plan: DeclaredPlan) -> Self:
        """What rules ask of every indicator, found once."""
        own = declared.indicator
        return cls(declared, plan, own, tuple(own.sources()), steady(own), in_percent(own.unit or ""))

    def assessed(self, year: FiscalYear, day: Day | None) -> Assessment:
        """What `year` makes of it by what was known on `day`."""
        found = self._assessed.get((year, day))
        if found is None:
            found = self._assessed[year, day] = assess(self.indicator, self.plan.plan, year, day)
        return found

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Its numbers, part by part."""
        return tuple(series(self.indicator))


@dataclass(frozen=True)
class PlanSubject:
    """A plan with all that a dataset has of it."""

    plan: DeclaredPlan
    dataset: Dataset

    @cached_property
    def own(self) -> tuple[Subject, ...]:
        """Its indicators, in the order of its sections."""
        return tuple(Subject.of(declared, self.plan) for declared in self.dataset.of_plan(self.plan.plan.plan))

    @property
    def complete(self) -> bool:
        """Whether these can be counted: none of them is missing, unread or elsewhere by a slip."""
        return self.dataset.counts(self.plan.plan)

    @property
    def again(self) -> bool:
        """Whether another file declares the plan first."""
        return self.dataset.plan(self.plan.plan.plan) is not self.plan

    @cached_property
    def conformities(self) -> tuple["Conformity", ...]:
        """How its published years stand, by document."""
        published = () if self.again else self.plan.published
        if not published:
            return ()
        from dxkpi.core.publication.conformity import conformity  # noqa: PLC0415 - few plans have published years

        return tuple(conformity(self.dataset, declared) for declared in published)
