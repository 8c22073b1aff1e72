"""The explanation of a rating: every input with its place, the next better rating, and what is known of the unknown."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.number import decimals_of
from dxkpi.core.basis.record import Better
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator.progress import Goal, Progress, Verdict, Weakest, passes
from dxkpi.core.inputs import Input, inputs
from dxkpi.core.method.method import FORMULAS, Method
from dxkpi.core.method.protocols import Formula, Interval, NotAssessedReason
from dxkpi.core.method.rating import Band, Rate, Rating, RatingInput, RatingScale, TargetStatus
from dxkpi.core.plan.plan import Revised, history
from dxkpi.core.reconcile import Reconciliation, reconcile


class Next(NamedTuple):
    """The next better rating: the actual that reaches it, and its distance from the present actual.

    Both are in the indicator's unit, rounded away from the present actual to the digits in which its values are
    written. `beyond`: that actual has to be passed, reaching it is not enough.
    """

    rating: Rating
    actual: Fraction
    missing: Fraction
    digits: int
    better: Better
    beyond: bool = False


class Possibility(NamedTuple):
    """A rating that is still possible, and the interval that the unknown baseline would have to be in.

    `part` names the part of a composite target; `allowed` is false where the published counts rule the rating out.
    """

    rating: Rating
    interval: Interval | None
    part: str | None
    allowed: bool


class Explanation(NamedTuple):
    """Explanation of one indicator in one fiscal year; `history` are all revisions of its target, of any year."""

    declared: DeclaredIndicator
    plan: DeclaredPlan
    assessment: Assessment
    as_of: Day | None
    inputs: tuple[Input, ...]
    band: Band | None
    formula: Formula | None
    next: Next | None
    possibilities: tuple[Possibility, ...]
    reconciliation: Reconciliation | None
    history: tuple[Revised, ...] = ()
    method: Method | None = None

    @property
    def by_value(self) -> "Explanation | None":
        """The explanation of what the values alone come to, beside a rating by people; None where there is none."""
        computed = self.assessment.computed
        if computed is None:
            return None
        return self._replace(assessment=self.assessment._replace(outcome=computed, judged=None, computed=None))

    @property
    def concluded(self) -> Rating | None:
        """The only rating that the published counts leave to an indicator that the data cannot rate."""
        section = self.reconciliation.section(self.declared.indicator.section) if self.reconciliation else None
        if section is None or not section.consistent:
            return None
        left = {p.rating.id: p.rating for p in self.possibilities if p.allowed}
        return next(iter(left.values())) if len(left) == 1 else None


def explain(
    declared: DeclaredIndicator,
    plan: DeclaredPlan,
    siblings: Sequence[DeclaredIndicator],
    year: FiscalYear,
    as_of: Day | None = None,
) -> Explanation:
    """Explain `declared` in `year`; `siblings` are all indicators of the plan, itself included."""
    return explain_reconciled(declared, plan, year, as_of, reconcile(plan.plan.in_year(year), siblings, year))


def explain_reconciled(
    declared: DeclaredIndicator,
    plan: DeclaredPlan,
    year: FiscalYear,
    as_of: Day | None,
    reconciliation: Reconciliation | None,
) -> Explanation:
    """Explain `declared` in `year`, with the reconciliation of that year."""
    plan = plan.in_year(year)
    assessment = assess(declared.indicator, plan.plan, year, as_of)
    by_value = assessment._replace(outcome=assessment.computed) if assessment.computed else assessment
    outcome, scale = by_value.outcome, plan.plan.scale
    band = scale.band(outcome.rating) if scale and isinstance(outcome, Rated) else None
    method = plan.plan.method.judging(declared.indicator) if plan.plan.method else None
    formula = FORMULAS[_formula(method, assessment)] if method else None
    return Explanation(
        declared,
        plan,
        assessment,
        as_of,
        tuple(inputs(declared, plan, assessment, as_of)),
        band,
        formula if isinstance(assessment.measure, (Progress, Weakest)) else None,
        None if assessment.judged and not assessment.computed else _next(by_value, method, scale),
        tuple(_possibilities(by_value, plan, formula, reconciliation)),
        reconciliation,
        history(assessment.adopted, plan.plan, as_of),
        method,
    )


def _formula(method: Method, assessment: Assessment) -> str:
    measure = assessment.measure
    return method.formula_for(measure) if isinstance(measure, Progress) else method.formula


def _next(assessment: Assessment, method: Method | None, scale: RatingScale | None) -> Next | None:
    """Return the next better rating; where no rate decides, the one that reaching the target takes."""
    outcome, progress = assessment.outcome, assessment.measure
    running = isinstance(outcome, NotAssessed) and outcome.why is NotAssessedReason.PERIOD_RUNNING
    if scale is None or method is None or running or assessment.compared:
        return None  # a value of this year would be held against that of this year
    if isinstance(outcome, Rated) and outcome.rate is not None and isinstance(progress, Progress):
        above = scale.above(outcome.rating)
        begins = _beginning(above, progress, FORMULAS[method.formula_for(progress)], scale) if above else None
        return _to(above, begins, assessment) if above and begins else None
    return None if assessment.met else _on_reaching(assessment, method, scale)


def _on_reaching(assessment: Assessment, method: Method, scale: RatingScale) -> Next | None:
    """Return the rating that reaching the target takes, and passing it where that rating is for those beyond it."""
    goal, reached = _goal(assessment), _reached(method, scale)
    if goal is None or reached is None:
        return None
    if not reached.beyond_only or reached.id == method.takes_without_rate(met=True):
        return _to(reached, goal, assessment)
    if not isinstance(assessment.measure, Progress):
        return None  # what is no value to come to can be met, and not passed
    return _to(reached, goal._replace(value=assessment.measure.target, beyond=True), assessment)


def _reached(method: Method, scale: RatingScale) -> Rating | None:
    """Return the rating that reaching the target, or passing it, certainly takes without a rate, or None."""
    wanted = method.takes_without_rate(met=True)
    if wanted is not None:
        return next(rating for rating in scale.ratings if rating.id == wanted)
    best = scale.best
    if best is None or best.from_baseline is not None:
        return None
    status = TargetStatus.EXCEEDED if best.beyond_only else TargetStatus.MET
    return best if scale.possible(RatingInput(Rate(reason="達成率がない"), status, None)) == (best,) else None


def _beginning(rating: Rating, progress: Progress, formula: Formula, scale: RatingScale) -> Goal | None:
    """Return the actual at which `rating` begins, or the tolerated one where it begins at 100%.

    None where a rate alone does not decide.
    """
    band = scale.unrounded(rating)
    if band.lower is None or rating.positional:
        return None
    value = formula.actual_at(band.lower, progress)
    if rating.edge == 1 and passes(value, progress.enough, progress.better):
        return Goal(progress.actual, progress.enough, progress.better)
    if value == progress.target:  # of a target of zero it is the first value of any rate
        return Goal(
            progress.actual, value, progress.better, progress.exclusive or (band.lower == 1 and not band.lower_included)
        )
    return Goal(progress.actual, value, progress.better, beyond=not band.lower_included)


_QUOTIENT_DIGITS = 2


def _to(rating: Rating, goal: Goal, assessment: Assessment) -> Next:
    digits = _digits(assessment)
    if (goal.actual * 10**digits).denominator != 1:  # the quotient of what is written, such as a pooled rate
        digits = max(digits, _QUOTIENT_DIGITS)
    needed = _settle(goal.value, digits, goal.better)
    missing = _settle(abs(needed - goal.actual), digits, Better.HIGHER)
    progress = assessment.measure
    passed = isinstance(progress, Progress) and progress.exclusive and rating.met and needed == progress.target
    beyond = passed or (goal.beyond and needed == goal.value)
    return Next(rating, needed, missing, digits, goal.better, beyond)


def _goal(assessment: Assessment) -> Goal | None:
    """Return the one value that decides, or None where there are several or none."""
    match assessment.measure:
        case Progress(enough=enough, actual=actual, better=better, exclusive=exclusive):
            return Goal(actual, enough, better, exclusive)
        case Verdict(goal=goal):
            return goal
        case _:
            return None


def _settle(value: Fraction, digits: int, better: Better) -> Fraction:
    """Return `value` rounded to `digits` decimals towards the better side, so that it is certain to suffice."""
    scaled = value * 10**digits
    whole = ceil(scaled) if better is Better.HIGHER else floor(scaled)
    return Fraction(whole, 10**digits)


def _digits(assessment: Assessment) -> int:
    """Return the largest number of decimals in which the indicator's own numbers are written."""
    indicator, added = assessment.indicator, assessment.summed.observations if assessment.summed else ()
    observations = (*added, *((assessment.observation,) if assessment.observation else ()))
    target, baseline, wanted = indicator.target, indicator.baseline, indicator.target_form
    numbers = [target.margin.tolerance if target else None]
    of_years = (own.target_form for own in indicator.year_targets.values())
    for form in (wanted, *of_years, baseline.form if baseline else None, *(own.actual.form for own in observations)):
        numbers += form.written if form else ()
    return max((decimals_of(number) for number in numbers if number is not None), default=0)


def _possibilities(
    assessment: Assessment, plan: DeclaredPlan, formula: Formula | None, reconciliation: Reconciliation | None
) -> Iterator[Possibility]:
    outcome, scale = assessment.outcome, plan.plan.scale
    if not isinstance(outcome, NotAssessed) or scale is None:
        return
    section = reconciliation.section(assessment.indicator.section) if reconciliation else None
    left = section.allowed.get(assessment.indicator.id) if section and section.consistent else None
    for rating in outcome.possible:
        allowed = left is None or rating.id in left
        for part, progress in _unknown_ways(assessment):
            asked = formula and progress and outcome.why is NotAssessedReason.BASELINE_UNKNOWN and not rating.positional
            interval = (
                formula.baselines_for(scale.unrounded(rating), progress) if formula and progress and asked else None
            )
            yield Possibility(rating, interval, part, allowed)


def _unknown_ways(assessment: Assessment) -> Iterator[tuple[str | None, Progress | None]]:
    match assessment.measure:
        case Progress():
            yield None, assessment.measure
        case Weakest(parts):
            open_ = [own for own in parts if own[1].baseline is None and not own[1].met]
            yield from open_
            if not open_:
                yield None, None
        case _:
            yield None, None
