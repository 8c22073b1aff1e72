"""From one indicator and its plan to a rating, or to the reason why there is none (DESIGN.md section 4)."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.in_force import Revised, in_force
from dxkpi.core.methods import COMPARISONS, FORMULAS
from dxkpi.core.methods.judgement import BaselineMissing, ByRate, ByVerdict, Judgement
from dxkpi.core.plan import Plan
from dxkpi.core.rating import Rating, RatingScale
from dxkpi.core.reading import Reading, read
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.measure import Measure, Share, Travel, Verdict, Weakest


class Why(StrEnum):
    """Why an indicator could not be assessed."""

    BASELINE_UNKNOWN = "baseline_unknown"
    NO_ACTUAL = "no_actual"
    PART_MISSING = "part_missing"


@dataclass(frozen=True, slots=True)
class Rated:
    """Rated. `rate` is the exact achievement rate (ratio) and None where the target has none, `reason` says why then.

    `just_short`: the target had to be passed and was only reached, which the rate alone does not show.
    """

    rating: Rating
    rate: Fraction | None
    reason: str = ""
    just_short: bool = False


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Not assessed (算定不能), because `why`; `possible` are the ratings that it may still take, best first."""

    why: Why
    possible: tuple[Rating, ...]

    @property
    def unmet(self) -> bool:
        """Whether the target is missed for certain."""
        return not any(rating.met for rating in self.possible)


@dataclass(frozen=True, slots=True)
class Suspended:
    """Tracking has ended (進捗管理の停止)."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Followed without a target: outside all counts."""


Outcome = Rated | NotAssessed | Suspended | Followed


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a year's data make of one indicator.

    `assumed` are the assumed keys that the rating would not be the same without. `indicator` has the target in force,
    which the last of `revisions` brought; without any it is the one adopted.
    """

    indicator: Indicator
    year: FiscalYear
    reading: Reading | None
    measure: Measure | None
    outcome: Outcome
    assumed: tuple[str, ...] = ()
    revisions: tuple[Revised, ...] = ()

    @property
    def adopted(self) -> Indicator:
        """The indicator with the target as adopted."""
        return self.revisions[0].before if self.revisions else self.indicator

    @property
    def by_revised(self) -> bool:
        """Whether it was judged, and by a target that is not the one adopted or was decided again."""
        return bool(self.revisions) and isinstance(self.outcome, (Rated, NotAssessed))

    @property
    def section_assumed(self) -> bool:
        """Whether no source says that it belongs to its section."""
        return "section" in self.indicator.assumed

    @property
    def carried(self) -> bool:
        """Whether the year is judged by a record of an earlier one."""
        return self.reading is not None and self.reading.year != self.year


GROUPING = frozenset({"section", "subsection", "owner", "name", "note", "unit", "source"})
"""The keys that say where an indicator belongs and not how it is rated."""


def assess(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> Assessment:
    """The outcome of `indicator` in `year` by what was known on `as_of` (None: all that is declared).

    It is judged by the target in force at the end of `year`.
    """
    revisions = in_force(indicator, plan, year, as_of)
    if not revisions:
        return _judged(indicator, plan, year, as_of)
    return replace(_judged(revisions[-1].after, plan, year, as_of), revisions=revisions)


def _judged(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None) -> Assessment:
    scale = plan.scale
    reading = read(indicator, plan, year, as_of)
    if scale is None or indicator.direction == "monitor":
        return Assessment(indicator, year, reading, None, Followed())
    if indicator.suspended and indicator.suspended.since <= year and _told_by(as_of, indicator, plan):
        return Assessment(indicator, year, reading, None, Suspended())
    measure = None if reading is None else _compare(indicator, plan, reading)
    if measure is None:
        why = Why.NO_ACTUAL if reading is None else Why.PART_MISSING
        return Assessment(indicator, year, reading, None, NotAssessed(why, scale.ratings))
    outcome = _rate(measure, plan, scale)
    assumed = _load_bearing(indicator, plan, year, as_of, outcome)
    return Assessment(indicator, year, reading, measure, outcome, assumed)


def _told_by(as_of: Day | None, indicator: Indicator, plan: Plan) -> bool:
    """Whether the suspension was known on `as_of`; one whose document has no date always was."""
    source = indicator.suspended.origin(indicator.source) if indicator.suspended else None
    document = plan.documents.get(source.document) if source else None
    return as_of is None or document is None or document.date is None or document.date.certainly_by(as_of)


def _compare(indicator: Indicator, plan: Plan, reading: Reading) -> Measure | None:
    measure = indicator.measure(reading.year, reading.index)
    if isinstance(measure, Travel) and plan.method:
        return COMPARISONS[plan.method.against].apply(measure)
    return measure


def _rate(measure: Measure, plan: Plan, scale: RatingScale) -> Outcome:
    match measure:
        case Travel():
            return _conclude(judge(measure, plan), scale)
        case Verdict(met, reason):
            return _decided(met, reason, scale)
        case Share(done, total):
            rate = Fraction(done, total)
            return Rated(scale.of(rate), rate)
        case Weakest(parts):
            return _weakest([judge(travel, plan) for _, travel in parts], scale)
        case _:
            assert_never(measure)


def judge(travel: Travel, plan: Plan) -> Judgement:
    """What the plan's formula makes of `travel`.

    Raises:
        ValueError: for a plan without a method, in which nothing is rated.
    """
    if plan.method is None:
        message = f"plan {plan.plan} has no method"
        raise ValueError(message)
    return FORMULAS[plan.method.formula].judge(travel)


def _conclude(judgement: Judgement, scale: RatingScale) -> Outcome:
    match judgement:
        case ByRate(rate, just_short):
            rating = scale.of(rate)
            if just_short and rating.met:
                return Rated(scale.best_unmet, rate, just_short=True)
            return Rated(rating, rate)
        case ByVerdict(met, reason):
            return _decided(met, reason, scale)
        case BaselineMissing():
            return NotAssessed(Why.BASELINE_UNKNOWN, scale.unmet)
        case _:
            assert_never(judgement)


def _decided(met: bool, reason: str, scale: RatingScale) -> Rated:  # noqa: FBT001
    return Rated(scale.best if met else scale.lowest, None, reason)


def _weakest(judgements: list[Judgement], scale: RatingScale) -> Outcome:
    """The lowest part. A missed part without a baseline could be the lowest of all, so nothing is said then."""
    outcomes = [_conclude(judgement, scale) for judgement in judgements]
    rated = [outcome for outcome in outcomes if isinstance(outcome, Rated)]
    if len(rated) < len(outcomes):
        floor = max((scale.ratings.index(o.rating) for o in rated), default=0)
        possible = tuple(r for r in scale.unmet if scale.ratings.index(r) >= floor)
        return NotAssessed(Why.BASELINE_UNKNOWN, possible)
    return max(rated, key=lambda o: (scale.ratings.index(o.rating), -(o.rate if o.rate is not None else 0)))


def _load_bearing(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, outcome: Outcome
) -> tuple[str, ...]:
    """The assumed keys that bear the rating: all but those of grouping, and the baseline only if it matters."""
    bearing = tuple(key for key in indicator.assumed if key.partition(".")[0] not in GROUPING)
    if not bearing or not isinstance(outcome, Rated):
        return ()
    if all(key.partition(".")[0] == "baseline" for key in bearing):
        without = _without_baseline(indicator)
        if without is not None:
            other = _judged(without, plan, year, as_of).outcome
            if isinstance(other, Rated) and other.rating == outcome.rating:
                return ()
    return bearing


def _without_baseline(indicator: Indicator) -> Indicator | None:
    """`indicator` as if its baseline were not known; None where its direction needs one."""
    fields = type(indicator).model_fields
    if fields["baseline"].is_required():
        return None
    side = {"better": indicator.better_side} if "better" in fields else {}
    return indicator.model_copy(update={"baseline": None, "assumed": {}, **side})
