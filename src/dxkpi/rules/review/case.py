"""The case of a review rule: one target in force in a year at a vintage; and the protocols of its rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import PLAN, Command, Diagnostic, Example, Page, Ref, Related, RuleInfo, Severity
from dxkpi.core.basis.record import Better, Status
from dxkpi.core.basis.text import clip
from dxkpi.core.compared import measured
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual
from dxkpi.core.indicator.progress import Progress, TargetTrajectory, passes
from dxkpi.core.numerals import baseline_phrase, observation_phrase, target_phrase
from dxkpi.core.observations import Observation, Vintage, settled

RAISED = Example(
    "target_year: R3\nrevisions:\n  - date: 2021-06-01\n    indicator: maps\n    from: {value: 100}\n"
    "    to: {value: 120}\n    reason: 早く達したため\n    decision: 推進本部会議\n",
    PLAN,
)
"""An example: the plan with a target that was raised as some hints ask."""


class Silence(Enum):
    """Reason for finding nothing: no problem, data that cannot tell, or a question that does not apply."""

    CLEAR = auto()
    UNTOLD = auto()
    BESIDE = auto()


Verdict = tuple[Diagnostic, ...] | Silence


@dataclass(frozen=True)
class Case:
    """An indicator with the target in force at the end of `year`, at the vintage `as_of` (None: everything declared).

    `newest` is the last fiscal year in which any target of the plan has an actual.
    """

    declared: DeclaredIndicator
    plan: DeclaredPlan
    year: FiscalYear
    as_of: Day | None = None
    newest: FiscalYear | None = None

    @cached_property
    def assessment(self) -> Assessment:
        """Its assessment in the year."""
        return assess(self.declared.indicator, self.plan.plan, self.year, self.as_of)

    @property
    def indicator(self) -> Indicator:
        """The indicator with the target in force."""
        return self.assessment.indicator

    @property
    def vintage(self) -> Vintage:
        """The indicator at the vintage that it is looked at."""
        return Vintage(self.indicator, self.plan.plan, self.as_of)

    @property
    def apart(self) -> bool:
        """True if it is no longer pursued: tracking has ended, or it was given a special status without a rating."""
        outcome, ended = self.assessment.outcome, self.indicator.suspended
        unrated = not self.plan.plan.ratings and ended is not None and ended.covers(self.year)
        return (
            unrated or isinstance(outcome, Suspended) or (isinstance(outcome, SpecialStatus) and bool(outcome.entered))
        )

    @cached_property
    def known(self) -> tuple[tuple[Observation, ...], ...]:
        """Observations of each year up to this one, oldest first, and in a year the preferred one last."""
        years = (year for year in sorted(self.indicator.actuals) if year <= self.year)
        found = map(self.vintage.of_year, years)
        return tuple(own for own in found if own)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The preferred observation of each year, whatever its status."""
        return tuple(own[-1] for own in self.known)

    @property
    def finals(self) -> tuple[Observation, ...]:
        """The last final observation (実績) of a whole year in each year."""
        found = map(settled, self.known)
        return tuple(observation for observation in found if observation)

    @property
    def baseline_year(self) -> FiscalYear | None:
        """The fiscal year of the baseline; None where unknown."""
        return self.indicator.baseline.year if self.indicator.baseline else None

    @property
    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        """Trajectories of the target, part by part."""
        return self.indicator.trajectories()

    @property
    def added_up(self) -> bool:
        """True if the target is the total of all years, which starts at zero."""
        return self.indicator.added_up

    @property
    def bearing(self) -> tuple[Observation, ...]:
        """Observations that the year is judged by: its own or the latest before, or all that are added up."""
        years = self.vintage.summed(self.year)
        if years is not None:
            return years.observations
        return (self.assessment.observation,) if self.assessment.observation else ()

    @property
    def stand(self) -> tuple[Progress, ...] | None:
        """Progress of the year along each trajectory; None without an observation."""
        if self.added_up:
            found = measured(self.vintage, self.year, self.assessment.observation)
            return (found,) if isinstance(found, Progress) else None
        return self.progresses(self.bearing[0]) if self.bearing else None

    def progresses(self, observation: Observation) -> tuple[Progress, ...] | None:
        """Return the progress of an observation along each trajectory, or None where it lacks a part."""
        found = [(line, self.indicator.along(line, observation.year, observation.index)) for line in self.trajectories]
        progresses = tuple(line.at(value) for line, value in found if value is not None)
        return progresses if len(progresses) == len(found) else None

    def undecided(self, observation: Observation) -> bool:
        """Say whether an observation may look better than its year will: some months are less, where less is better."""
        whole = observation.actual.of_a_year and observation.actual.status is not Status.INTERIM
        return not whole and self.indicator.better_side is Better.LOWER

    @property
    def name(self) -> str:
        """Name of the indicator in findings."""
        return f"{clip(self.indicator.name)}（{clip(self.indicator.id)}）"

    def found(self, rule: RuleInfo, reason: str, *evidence: Related, place: Ref | None = None) -> Verdict:
        """Return the finding of `rule`, at `place` or else at the target, with its evidence."""
        at = place or self.declared.target_at
        return (Diagnostic(rule, at, f"{self.name}: {reason}", rule.page.fix, evidence),)

    def of_baseline(self, key: str | None = None) -> Related:
        """Return the baseline, as restated, as evidence; with `key` by that of its keys."""
        last, baseline = (self.assessment.baselines or (None,))[-1], self.indicator.baseline
        base: tuple[str | int, ...] = ()
        if last and last.restated and last.position is not None and (not key or dict(last.restated).get(key)):
            base = ("restated", last.position)
        at = (key,) if key else baseline.form.key if baseline else ()
        words = baseline_phrase(self.indicator, last.restated if last else None)
        place = self.declared.baseline_at(self.assessment.since, *base, *at)
        return Related(place, words, baseline.note if baseline else None)

    def of_start(self) -> tuple[Related, ...]:
        """Return the baseline as evidence, or nothing where there is none, as for a summed indicator."""
        return (self.of_baseline(),) if self.indicator.baseline else ()

    def of_target(self) -> Related:
        """Return the target in force as evidence."""
        last, indicator = self.assessment.revisions[-1] if self.assessment.revisions else None, self.indicator
        place = self.plan.at("revisions", last.position, "to") if last else self.declared.target_at
        words = f"{'改定後の' if last else ''}{target_phrase(indicator, self.plan.plan)}"
        return Related(place, words, indicator.target.note if indicator.target else None)

    def of_actual(self, observation: Observation) -> Related:
        """Return an observation as evidence."""
        actual = observation.actual
        place = self.declared.at("actuals", str(observation.year), observation.index, *actual.form.key)
        return Related(place, observation_phrase(self.indicator, observation), actual.note)


class ReviewRule(NamedTuple):
    """A check of every target, with its title and condition.

    `lacking` says what data are missing where it cannot decide, `rules` are those whose findings it yields.
    """

    rules: tuple[RuleInfo, ...]
    title: str
    when: str
    lacking: str
    check: Callable[[Case], Verdict]

    @classmethod
    def of(cls, info: RuleInfo, lacking: str, check: Callable[[Case], Verdict]) -> "ReviewRule":
        """Return the check of a rule that `dxkpi validate` does not run, with title and condition from its page."""
        return cls((info,), info.summary, info.page.why, lacking, check)


class HeadlineRule(NamedTuple):
    """A check of all targets of a plan together."""

    info: RuleInfo
    check: Callable[[Sequence[Case]], Verdict]


def review(code: str, name: str, summary: str, page: Page) -> RuleInfo:
    """The description of a rule that only `dxkpi check-targets` runs; `page.why` says when it is reported."""
    return RuleInfo(code, name, Severity.WARNING, summary, page, waivable=True, commands=(Command.CHECK_TARGETS,))


def relaxed_target(before: Indicator, after: Indicator) -> bool:
    """Say whether some value that has to be reached is easier to reach than before.

    Where the direction has no target value (増加を目指す), the baseline takes its place.
    """
    if before.direction != after.direction:
        return False
    old, new = _goals(before), _goals(after)
    return bool(old.keys() - new.keys()) or any(
        passes(value, new[key][0], side) for key, (value, side) in old.items() if key in new
    )


def improved(indicator: Indicator, before: Actual, after: Actual) -> bool:
    """Say whether some value of `after` is better than in `before`, by the better side of `indicator`."""
    sides = {side for _, side in _goals(indicator).values()}
    old, new = before.form.sizes, after.form.sizes
    return len(sides) == 1 and any(passes(new[key], old[key], *sides) for key in old if key in new)


def _goals(indicator: Indicator) -> dict[str, tuple[Fraction, Better]]:
    return {name: (line.at(line.target).enough, line.better) for name, line in indicator.bounds().items()}
