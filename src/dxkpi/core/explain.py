"""Why one indicator is rated as it is: every input with its place, the next band, and what is known of the unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from dxkpi.core.assess import Assessment, NotAssessed, Rated, assess
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.in_force import Revised, history
from dxkpi.core.inputs import Input, inputs
from dxkpi.core.method import Method
from dxkpi.core.methods import FORMULAS
from dxkpi.core.methods.judgement import Formula, Interval
from dxkpi.core.rating import Band, Rating
from dxkpi.core.reconcile import Reconciliation, reconcile
from dxkpi.core.scalars import Better
from dxkpi.core.targets.base import NumberIndicator
from dxkpi.core.targets.measure import Goal, Travel, Verdict, Weakest
from dxkpi.core.why import Why


@dataclass(frozen=True, slots=True)
class Next:
    """What the next better rating needs: its name, the actual that reaches it, and how far that is from here.

    Both in the indicator's unit, rounded away from the present to the digits in which its values are written.
    `beyond`: that actual has to be passed, to reach it is not enough.
    """

    rating: Rating
    actual: Fraction
    missing: Fraction
    digits: int
    better: Better
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Possibility:
    """A rating that is still possible, and where the unknown baseline would have to lie for it.

    `part` names the part of a composite target; `allowed` is false where the published counts leave no room.
    """

    rating: Rating
    interval: Interval | None
    part: str | None
    allowed: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say of one indicator in one year; `history` are all revisions of its target, of any year."""

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
    def later(self) -> tuple[Revised, ...]:
        """The revisions that came too late for the year."""
        return tuple(step for step in self.history if step not in self.assessment.revisions)

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
    """The explanation of `declared` in `year`; `siblings` are all indicators of the plan, itself included."""
    assessment = assess(declared.indicator, plan.plan, year, as_of)
    outcome = assessment.outcome
    scale = plan.plan.scale
    reconciliation = reconcile(plan.plan, siblings, year)
    band = scale.band(outcome.rating) if scale and isinstance(outcome, Rated) else None
    method = plan.plan.method.of(declared.indicator.id) if plan.plan.method else None
    formula = FORMULAS[_formula(method, assessment)] if method else None
    return Explanation(
        declared,
        plan,
        assessment,
        as_of,
        tuple(inputs(declared, plan, assessment)),
        band,
        formula if isinstance(assessment.measure, (Travel, Weakest)) else None,
        _next(assessment, plan, formula),
        tuple(_possibilities(assessment, plan, formula, reconciliation)),
        reconciliation,
        history(assessment.adopted, plan.plan, as_of),
        method,
    )


def _formula(method: Method, assessment: Assessment) -> str:
    measure = assessment.measure
    return method.formula_for(measure) if isinstance(measure, Travel) else method.formula


def _next(assessment: Assessment, plan: DeclaredPlan, formula: Formula | None) -> Next | None:
    """The way to the next rating; to the best one where only met or missed can be told. None where there is none."""
    goal = _goal(assessment)
    outcome, scale = assessment.outcome, plan.plan.scale
    if scale is None or goal is None:
        return None
    travel, better = assessment.measure, goal.better
    if isinstance(outcome, Rated) and outcome.rate is not None and formula and isinstance(travel, Travel):
        above = scale.above(outcome.rating)
        if above is None or above.edge is None or above.positional:
            return None
        digits = _digits(assessment)
        exact = travel.enough if above.edge == 1 else formula.actual_at(above.edge, travel)
        needed = _settle(exact, digits, better)
        beyond = (travel.exclusive and above.edge == 1) or not above.edge_included
        return Next(above, needed, abs(needed - travel.actual), digits, better, beyond)
    if scale.best is None or (isinstance(outcome, (Rated, NotAssessed)) and outcome.met):
        return None
    if scale.best.from_baseline is not None:
        return None
    beyond = goal.beyond or scale.best.beyond_only
    return Next(scale.best, goal.value, abs(goal.value - goal.actual), _digits(assessment), better, beyond)


def _goal(assessment: Assessment) -> Goal | None:
    """The one value that decides, where there is one."""
    match assessment.measure:
        case Travel(enough=enough, actual=actual, better=better, exclusive=exclusive):
            return Goal(actual, enough, better, exclusive)
        case Verdict(goal=goal):
            return goal
        case _:
            return None


def _settle(value: Fraction, digits: int, better: Better) -> Fraction:
    """`value` at so many digits, on the side that is certain to suffice."""
    scaled = value * 10**digits
    whole = ceil(scaled) if better is Better.HIGHER else floor(scaled)
    return Fraction(whole, 10**digits)


_NUMBERS = ("value", "lower", "upper", "tolerance")


def _digits(assessment: Assessment) -> int:
    """The most decimal places in which the indicator's own numbers are written."""
    indicator, reading = assessment.indicator, assessment.reading
    numbers = [getattr(reading.actual, "value", None)] if reading else []
    if isinstance(indicator, NumberIndicator):
        numbers += [getattr(h, k, None) for h in (indicator.target, indicator.baseline) for k in _NUMBERS]
    exponents = [number.as_tuple().exponent for number in numbers if number is not None]
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


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
        for part, travel in _unknown_ways(assessment):
            asked = formula and travel and outcome.why is Why.BASELINE_UNKNOWN and not rating.positional
            interval = formula.baselines_for(scale.band(rating), travel) if formula and travel and asked else None
            yield Possibility(rating, interval, part, allowed)


def _unknown_ways(assessment: Assessment) -> Iterator[tuple[str | None, Travel | None]]:
    match assessment.measure:
        case Travel():
            yield None, assessment.measure
        case Weakest(parts):
            for part, travel in parts:
                if travel.baseline is None and not travel.met:
                    yield part, travel
        case _:
            yield None, None
