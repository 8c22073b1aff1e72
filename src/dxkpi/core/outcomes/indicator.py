"""What is said of single indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.assessment import Assessment
    from dxkpi.core.basis.finding import Where
    from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
    from dxkpi.core.explain import Explanation


@dataclass(frozen=True, slots=True)
class ExplainOutcome:
    """One indicator explained."""

    explanation: Explanation
    where: Where


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """Indicators with their plan and what a year's data make of them.

    `sections` are those that were asked for, by plan; without one all that list an indicator are meant.
    """

    rows: tuple[tuple[DeclaredPlan, DeclaredIndicator, Assessment], ...]
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShowOutcome:
    """Everything that is declared of one indicator; `assessments` in each year that it has actuals for."""

    declared: DeclaredIndicator
    plan: DeclaredPlan
    assessments: tuple[Assessment, ...]
    where: Where
