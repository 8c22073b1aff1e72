"""All that was declared: the plans and their indicators, each with the document it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.plan import Plan
from dxkpi.core.reference import Ref
from dxkpi.core.targets import Indicator


@dataclass(frozen=True, slots=True)
class DeclaredPlan:
    """A plan and the document that declares it."""

    document: str
    plan: Plan

    def at(self, *path: str | int) -> Ref:
        """A place in it."""
        return Ref(self.document, path)


@dataclass(frozen=True, slots=True)
class DeclaredIndicator:
    """An indicator and the document that declares it."""

    document: str
    indicator: Indicator

    def at(self, *path: str | int) -> Ref:
        """A place in it."""
        return Ref(self.document, path)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Plans and indicators in the order of their documents' names.

    `unread` names the documents that could not be taken in: rules that count or look things up across files
    hold back where the missing ones could be the answer.
    """

    plans: tuple[DeclaredPlan, ...] = ()
    indicators: tuple[DeclaredIndicator, ...] = ()
    unread: tuple[str, ...] = ()

    def plan(self, plan_id: str) -> DeclaredPlan | None:
        """The plan of that id, if it was read."""
        return next((declared for declared in self.plans if declared.plan.plan == plan_id), None)

    def of_plan(self, plan_id: str) -> tuple[DeclaredIndicator, ...]:
        """The indicators of a plan, by section in the plan's order, then by document."""
        own = [d for d in self.indicators if d.indicator.plan == plan_id]
        declared = self.plan(plan_id)
        order = {s.id: position for position, s in enumerate(declared.plan.sections)} if declared else {}
        return tuple(sorted(own, key=lambda d: order.get(d.indicator.section, len(order))))

    def years(self) -> Iterator[FiscalYear]:
        """Every fiscal year that some indicator has an actual for."""
        for declared in self.indicators:
            yield from declared.indicator.actuals
