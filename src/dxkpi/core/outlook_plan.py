"""The outlook of a plan: that of each of its indicators with a target, and how many stand where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dxkpi.core.assessment import Assessment, Monitored
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.outlook import Kind, Outlook, kind, why
from dxkpi.core.outlook_of import outlook_of
from dxkpi.core.outlook_way import NoTrajectoryReason
from dxkpi.core.plan import Plan, Section

Seen = tuple[Assessment, Outlook]


@dataclass(frozen=True, slots=True)
class PlanOutlook:
    """The indicators of a plan that have a name and a target, in a year, by what was known on `as_of`.

    With `section`, those that this section lists.
    """

    plan: Plan
    year: FiscalYear
    as_of: Day | None
    section: str | None
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
            own not in {Kind.FINAL, Kind.PAST} and reason is not NoTrajectoryReason.TARGET_YEAR_UNKNOWN
            for own, reason in kinds
        )

    @property
    def sections(self) -> tuple[tuple[Section, tuple[Seen, ...]], ...]:
        """Each section with the indicators that it lists, in the plan's order; sections without any are left out."""
        grouped = (
            (section, tuple(own for own in self.seen if section.id in own[0].indicator.listed_in))
            for section in self.plan.sections
            if self.section in (None, section.id)
        )
        return tuple((section, own) for section, own in grouped if own)

    def counting(self, section: Section) -> tuple[Seen, ...]:
        """The indicators that count in a section, as the plan says of those that it lists again."""
        counts = self.plan.relisted_count.sections
        return tuple(own for own in self.seen if section.id in counts(own[0].indicator))


def plan_outlook(
    plan: Plan,
    year: FiscalYear,
    assessments: Iterable[Assessment],
    as_of: Day | None = None,
    section: str | None = None,
) -> PlanOutlook:
    """The outlook of `plan` in `year`, or of one section by its id; `assessments` are of that year and day."""
    targeted = (assessment for assessment in assessments if not isinstance(assessment.outcome, Monitored))
    listed = (own for own in targeted if section in (None, *own.indicator.listed_in))
    return PlanOutlook(plan, year, as_of, section, tuple((own, outlook_of(own, plan, as_of)) for own in listed))


def counted(seen: Iterable[Seen]) -> Counter[Kind]:
    """How many stand where."""
    return Counter(kind(outlook) for _, outlook in seen)
