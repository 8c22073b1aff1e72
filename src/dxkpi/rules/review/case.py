"""One target as a committee looks at it, in force in a year by what was known on a day; and the shapes of its rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from dxkpi.core.assess import assess, measured
from dxkpi.core.assessment import Assessment, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Page, Ref, Related, RuleInfo, Severity
from dxkpi.core.basis.record import Better, Status
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.progress import Progress, TargetTrajectory
from dxkpi.core.numerals import baseline_phrase, observation_phrase, target_phrase
from dxkpi.core.observations import Observation, is_summed, of_year, settled, summed


class Silence(Enum):
    """Why nothing is found: nothing is the matter, the data cannot tell, or the question does not arise."""

    CLEAR = auto()
    UNTOLD = auto()
    BESIDE = auto()


Verdict = tuple[Diagnostic, ...] | Silence


@dataclass(frozen=True)
class Case:
    """An indicator with the target in force at the end of `year`, by what was known on `as_of` (None: all).

    `newest` is the last year that any target of the plan has an actual of.
    """

    declared: DeclaredIndicator
    plan: DeclaredPlan
    year: FiscalYear
    as_of: Day | None = None
    newest: FiscalYear | None = None

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

    @property
    def name(self) -> str:
        """The indicator as findings call it."""
        return f"{clip(self.indicator.name)}（{clip(self.indicator.id)}）"

    def found(self, rule: RuleInfo, reason: str, *evidence: Related, place: Ref | None = None) -> Verdict:
        """The finding of `rule`, at `place` or else at the target, with the values that it rests on."""
        at = place or self.declared.target_at
        return (Diagnostic(rule, at, f"{self.name}: {reason}", rule.page.mend, evidence),)

    def of_baseline(self, key: str | None = None) -> Related:
        """The baseline as evidence, as it stands since it was restated; with `key` by that of its keys."""
        last, baseline = (self.assessment.baselines or (None,))[-1], self.indicator.baseline
        base: tuple[str | int, ...] = ("baseline",)
        if last and last.restated and last.position is not None and (not key or dict(last.restated).get(key)):
            base = ("baseline", "restated", last.position)
        at = (key,) if key else baseline.form.key if baseline else ()
        words = baseline_phrase(self.indicator, last.restated if last else None)
        return Related(self.declared.at(*base, *at), words, baseline.note if baseline else None)

    def of_start(self) -> tuple[Related, ...]:
        """The baseline as evidence, if there is any: what is added up begins with nothing."""
        return (self.of_baseline(),) if self.indicator.baseline else ()

    def of_target(self) -> Related:
        """The target in force as evidence."""
        last, own = self.assessment.revisions[-1] if self.assessment.revisions else None, self.indicator
        place = self.plan.at("revisions", last.position, "to") if last else self.declared.target_at
        words = f"{'改定後の' if last else ''}{target_phrase(own, self.plan.plan)}"
        return Related(place, words, own.target.note if own.target else None)

    def of_actual(self, observation: Observation) -> Related:
        """A record as evidence."""
        actual = observation.actual
        place = self.declared.at("actuals", str(observation.year), observation.index, *actual.form.key)
        return Related(place, observation_phrase(self.indicator, observation), actual.note)


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """What is looked for in every target: what it is called, and when it is told.

    `lacking` is what the data lack where they cannot tell, `rules` are those whose findings it gives.
    """

    rules: tuple[RuleInfo, ...]
    title: str
    when: str
    lacking: str
    check: Callable[[Case], Verdict]

    @classmethod
    def of(cls, info: RuleInfo, lacking: str, check: Callable[[Case], Verdict]) -> "ReviewRule":
        """A rule that `dxkpi validate` does not run; its summary and its page say the rest."""
        return cls((info,), info.summary, info.page.why, lacking, check)


@dataclass(frozen=True, slots=True)
class HeadlineRule:
    """A rule that looks at all targets of a plan together."""

    info: RuleInfo
    check: Callable[[Sequence[Case]], Verdict]


def review(code: str, name: str, summary: str, page: Page) -> RuleInfo:
    """The description of a rule that only `dxkpi check-targets` runs; `page.why` says when it is told."""
    return RuleInfo(code, name, Severity.WARNING, summary, page, waivable=True, review=True)
