"""The outlook of a plan: that of each of its indicators with a target, and how many stand where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dxkpi.core.assess import Assessment, Followed
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.outlook import Kind, Outlook, kind, why
from dxkpi.core.outlook_of import outlook_of
from dxkpi.core.outlook_way import Unclear
from dxkpi.core.plan import Plan, Section

Seen = tuple[Assessment, Outlook]


@dataclass(frozen=True, slots=True)
class PlanOutlook:
    """The indicators of a plan that have a name and a target, in a year, by what was known on `as_of`."""

    plan: Plan
    year: FiscalYear
    as_of: Day | None
    seen: tuple[Seen, ...]

    @property
    def over(self) -> bool:
        """Whether every target year has come, so that there is nothing to look out for."""
        return bool(self.seen) and all(kind(outlook) in {Kind.FINAL, Kind.PAST} for _, outlook in self.seen)

    @property
    def applies(self) -> bool:
        """Whether the target year of an indicator is known and still to come."""
        kinds = ((kind(outlook), why(outlook)) for _, outlook in self.seen)
        return any(
            own not in {Kind.FINAL, Kind.PAST} and reason is not Unclear.TARGET_YEAR_UNKNOWN for own, reason in kinds
        )

    @property
    def sections(self) -> tuple[tuple[Section, tuple[Seen, ...]], ...]:
        """The indicators by section, in the plan's order; sections without any are left out."""
        grouped = (
            (section, tuple(own for own in self.seen if own[0].indicator.section == section.id))
            for section in self.plan.sections
        )
        return tuple((section, own) for section, own in grouped if own)


def plan_outlook(
    plan: Plan, year: FiscalYear, assessments: Iterable[Assessment], as_of: Day | None = None
) -> PlanOutlook:
    """The outlook of `plan` in `year`; `assessments` are of that year and day."""
    targeted = (assessment for assessment in assessments if not isinstance(assessment.outcome, Followed))
    return PlanOutlook(plan, year, as_of, tuple((own, outlook_of(own, plan, as_of)) for own in targeted))


def counted(seen: Iterable[Seen]) -> Counter[Kind]:
    """How many stand where."""
    return Counter(kind(outlook) for _, outlook in seen)
