"""Outcomes about single indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dxkpi.core.assessment import Assessment
    from dxkpi.core.basis.finding import Where
    from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
    from dxkpi.core.default_year import YearCoverage
    from dxkpi.core.explain import Explanation


class ExplainOutcome(NamedTuple):
    """One indicator explained; `passed_over` are newer years with too few values, where no year was asked for.

    `remark` says by which number it was found, where that is not its number today as well.
    """

    explanation: Explanation
    where: Where
    passed_over: tuple[YearCoverage, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """Indicators with their plan and their assessment in a fiscal year.

    `sections` are the selected ones by plan; without one, all sections that list an indicator.
    """

    rows: tuple[tuple[DeclaredPlan, DeclaredIndicator, Assessment], ...]
    sections: Mapping[str, str] = field(default_factory=dict)


class ShowOutcome(NamedTuple):
    """All declarations of one indicator; `assessments` in each fiscal year with actuals."""

    declared: DeclaredIndicator
    plan: DeclaredPlan
    assessments: tuple[Assessment, ...]
    where: Where
