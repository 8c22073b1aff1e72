"""One target as it is looked at: in force in a year, by what was known on a day."""

from dataclasses import dataclass
from functools import cached_property

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, SpecialStatus, Suspended
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.evaluation import measured
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.observations import Observation, is_summed, of_year, settled, summed
from dxkpi.core.scalars import Better, Status
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.measure import Progress, TargetTrajectory
from dxkpi.core.weak_targets.published import PublishedUnit
from dxkpi.core.weak_targets.reasons import Seen, What


@dataclass(frozen=True)
class Case:
    """An indicator with the target in force at the end of `year`, by what was known on `as_of` (None: all).

    `newest` is the last year that any target of the plan has an actual of, `leaps` are the findings of the rules that
    look for slips of a digit or a unit, `published` the units that it was published with.
    """

    declared: DeclaredIndicator
    plan: DeclaredPlan
    year: FiscalYear
    as_of: Day | None = None
    newest: FiscalYear | None = None
    leaps: tuple[Diagnostic, ...] = ()
    published: tuple[PublishedUnit, ...] = ()

    @cached_property
    def assessment(self) -> Assessment:
        """What the year's data make of it."""
        return assess(self.declared.indicator, self.plan.plan, self.year, self.as_of)

    @property
    def indicator(self) -> Indicator:
        """The indicator with the target in force."""
        return self.assessment.indicator

    @property
    def apart(self) -> bool:
        """Whether it is no target any more: tracking has ended, or it was put into a state that takes no rating."""
        outcome, ended = self.assessment.outcome, self.indicator.suspended
        unrated = not self.plan.plan.ratings and ended is not None and ended.since <= self.year
        return (
            unrated or isinstance(outcome, Suspended) or (isinstance(outcome, SpecialStatus) and bool(outcome.entered))
        )

    @cached_property
    def known(self) -> tuple[tuple[Observation, ...], ...]:
        """The records of each year up to this one, oldest first, and of a year the one that counts last."""
        years = (year for year in sorted(self.indicator.actuals) if year <= self.year)
        found = (of_year(self.indicator, self.plan.plan, year, self.as_of) for year in years)
        return tuple(own for own in found if own)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The record that counts of each year, however firm."""
        return tuple(own[-1] for own in self.known)

    @property
    def finals(self) -> tuple[Observation, ...]:
        """The last final record (実績) of a whole year that each year has."""
        found = map(settled, self.known)
        return tuple(own for own in found if own)

    @property
    def baseline_year(self) -> FiscalYear | None:
        """The year of the baseline, if that is known."""
        return self.indicator.baseline.year if self.indicator.baseline else None

    @property
    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        """The ways that the target lays out, part by part."""
        return self.indicator.trajectories()

    @property
    def added_up(self) -> bool:
        """Whether the target is that of all years together, and begins with nothing."""
        return is_summed(self.indicator)

    @property
    def bearing(self) -> tuple[Observation, ...]:
        """The records that the year stands by: its own or the latest before, or all that are added up."""
        years = summed(self.indicator, self.plan.plan, self.year, self.as_of)
        if years is not None:
            return years.observations
        return (self.assessment.observation,) if self.assessment.observation else ()

    @property
    def stand(self) -> tuple[Progress, ...] | None:
        """How far along each line the year stands; None where no record tells."""
        if self.added_up:
            found = measured(self.indicator, self.plan.plan, self.year, self.as_of, self.assessment.observation)
            return (found,) if isinstance(found, Progress) else None
        return self.progresses(self.bearing[0]) if self.bearing else None

    def progresses(self, observation: Observation) -> tuple[Progress, ...] | None:
        """How far along each line a record stands; None where it lacks a part."""
        found = [(line, self.indicator.along(line, observation.year, observation.index)) for line in self.trajectories]
        progresses = tuple(line.at(value) for line, value in found if value is not None)
        return progresses if len(progresses) == len(found) else None

    def undecided(self, observation: Observation) -> bool:
        """Whether a record may look better than its year will: where less is better, some months are always less."""
        whole = observation.actual.of_a_year and observation.actual.status is not Status.INTERIM
        return not whole and self.indicator.better_side is Better.LOWER

    def of_baseline(self, key: str | None = None) -> Seen:
        """The baseline, as it stands since it was restated, for a reason to rest on; with `key` by that of its keys."""
        last = self.assessment.baselines[-1] if self.assessment.baselines else None
        base: tuple[str | int, ...] = ("baseline",)
        if last and last.restated and last.position is not None and (not key or dict(last.restated).get(key)):
            base = ("baseline", "restated", last.position)
        at = (key,) if key else self.indicator.baseline.form.key if self.indicator.baseline else ()
        place = self.declared.at(*base, *at)
        return Seen(What.BASELINE, place, self.indicator, restated=last.restated if last else None)

    def of_start(self) -> tuple[Seen, ...]:
        """The baseline for a reason to rest on, if there is any: what is added up begins with nothing."""
        return (self.of_baseline(),) if self.indicator.baseline else ()

    def of_target(self) -> Seen:
        """The target in force as something that a reason rests on."""
        last = self.assessment.revisions[-1] if self.assessment.revisions else None
        place = self.plan.at("revisions", last.position, "to") if last else self.declared.target_at
        return Seen(What.TARGET, place, self.indicator)

    def of_actual(self, observation: Observation) -> Seen:
        """A record as something that a reason rests on."""
        place = self.declared.at("actuals", str(observation.year), observation.index, *observation.actual.form.key)
        return Seen(What.ACTUAL, place, self.indicator, observation)
