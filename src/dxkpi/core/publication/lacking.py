"""The indicators that have no value of a year that is to be published."""

from collections.abc import Iterator
from dataclasses import dataclass

from dxkpi.core.assessment import Assessment, NotAssessed
from dxkpi.core.computed import finished
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import CarriedOver
from dxkpi.core.report import Report


@dataclass(frozen=True, slots=True)
class Lack:
    """The indicators of a plan that are judged by values of earlier years, and those that have nothing to judge by."""

    plan: Plan
    carried: tuple[Assessment, ...]
    missing: tuple[Assessment, ...]

    def __bool__(self) -> bool:
        """True if there are any."""
        return bool(self.carried or self.missing)

    @property
    def owners(self) -> Iterator[tuple[str | None, tuple[Assessment, ...]]]:
        """Yield the indicators by whoever has to tell their values, in the order of the first of each."""
        every = (*self.carried, *self.missing)
        for owner in dict.fromkeys(assessment.indicator.owner for assessment in every):
            yield owner, tuple(own for own in every if own.indicator.owner == owner)

    def accepted(self, reason: str) -> CarriedOver:
        """Return what the published file says of them."""
        ids = (tuple(own.indicator.id for own in part) for part in (self.carried, self.missing))
        indicators, missing = ids
        return CarriedOver.model_construct(reason=reason, indicators=indicators, missing=missing)


def lack(report: Report) -> Lack:
    """Return what `report` lacks.

    Finished milestones, results that stand since their target year, and what is suspended or in a state lack nothing.
    """
    return Lack(
        report.plan,
        tuple(a for a in report.assessments if a.carried and not (a.frozen or _finished(a))),
        tuple(a for a in report.assessments if isinstance(a.outcome, NotAssessed) and a.outcome.why.waits),
    )


def _finished(assessment: Assessment) -> bool:
    return assessment.observation is not None and finished(assessment.indicator, assessment.observation)
