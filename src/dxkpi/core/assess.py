"""From one indicator and its plan to a rating, or to the reason why there is none (DESIGN.md section 4)."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from dxkpi.core.against import compared, measured
from dxkpi.core.day import Day
from dxkpi.core.facts import BelowOne, Exact, Facts, Moved, NoRate, Reach, moved
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.in_force import Revised, in_force
from dxkpi.core.method import Method
from dxkpi.core.methods import FORMULAS
from dxkpi.core.methods.judgement import BaselineMissing, ByRate, ByVerdict, Judgement
from dxkpi.core.plan import Plan
from dxkpi.core.rating import Rating, RatingScale
from dxkpi.core.reading import Reading, read
from dxkpi.core.source import Attested
from dxkpi.core.state import Entered, Occasion, State
from dxkpi.core.summing import Sum, summed
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.baseline import NumberBaseline, Stage, stages
from dxkpi.core.targets.measure import Every, Measure, Share, Travel, Verdict, Weakest, passes
from dxkpi.core.why import Why


@dataclass(frozen=True, slots=True)
class Rated:
    """Rated. `rate` is the exact achievement rate (ratio) and None where the target has none, `reason` says why then.

    `just_short`: the target had to be passed and was only reached, which the rate alone does not show. `met` says
    whether the value that the plan compares with was reached, whatever the rating is called.
    """

    rating: Rating
    rate: Fraction | None
    met: bool
    reason: str = ""
    just_short: bool = False


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Not assessed (算定不能), because `why`; `possible` are the ratings that it may still take, best first.

    `met` says whether the target is reached all the same; None where that is not known either.
    """

    why: Why
    possible: tuple[Rating, ...]
    met: bool | None = None

    @property
    def unmet(self) -> bool:
        """Whether the target is missed for certain."""
        return self.met is False


@dataclass(frozen=True, slots=True)
class Suspended:
    """Tracking has ended (進捗管理の停止)."""


@dataclass(frozen=True, slots=True)
class InState:
    """In a state of the plan that takes no rating; `entered` is what the data say of it, if not its own `when`."""

    state: State
    entered: Entered | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """Followed without a target: outside all counts."""


Outcome = Rated | NotAssessed | Suspended | InState | Followed


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a year's data make of one indicator.

    `assumed` are the assumed keys that the rating would not be the same without. `indicator` has the target in force,
    which the last of `revisions` brought; without any it is the one adopted. `summed` are the years that were added up.
    `baselines` is what the baseline was one after the other, where it was restated: the last is that of `indicator`.
    """

    indicator: Indicator
    year: FiscalYear
    reading: Reading | None
    measure: Measure | None
    outcome: Outcome
    assumed: tuple[str, ...] = ()
    revisions: tuple[Revised, ...] = ()
    summed: Sum | None = None
    baselines: tuple[Stage, ...] = ()

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

    It is judged by the target in force at the end of `year` and by the baseline known on `as_of`, and has no
    suspension, state or reason told after that day.
    """
    indicator = _as_told(indicator, plan, as_of)
    baselines = _baselines(indicator, as_of)
    if baselines:
        indicator = _restated(indicator, baselines[-1])
    revisions = in_force(indicator, plan, year, as_of)
    if not revisions and not baselines:
        return _judged(indicator, plan, year, as_of)
    found = _judged(revisions[-1].after if revisions else indicator, plan, year, as_of)
    return replace(found, revisions=revisions, baselines=baselines)


def _baselines(indicator: Indicator, as_of: Day | None) -> tuple[Stage, ...]:
    if not (isinstance(indicator.baseline, NumberBaseline) and indicator.baseline.restated):
        return ()
    return stages(indicator.baseline, as_of)


def _restated(indicator: Indicator, stage: Stage) -> Indicator:
    """`indicator` with the baseline of `stage`; which side is good does not turn with it.

    A value that was assumed is no longer where one with a source has taken its place; so is its year.
    """
    side = {"better": indicator.better_side} if "better" in type(indicator).model_fields else {}
    told = {"baseline", "baseline.value"} | ({"baseline.year"} if stage.restated and stage.restated.year else set())
    left = {key: why for key, why in indicator.assumed.items() if stage.restated is None or key not in told}
    return indicator.model_copy(update={"baseline": stage.baseline, "assumed": left, **side})


def _judged(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None) -> Assessment:
    scale = plan.scale
    reading = read(indicator, plan, year, as_of)
    if scale is None or plan.method is None or indicator.direction == "monitor":
        return Assessment(indicator, year, reading, None, Followed())
    apart = _suspended(indicator, year) or _entered(indicator, plan, year)
    if apart:
        return Assessment(indicator, year, reading, None, apart)
    found, parts = measured(indicator, plan, year, as_of), summed(indicator, plan, year, as_of)
    method = plan.method.of(indicator.id)
    measure = found if isinstance(found, Why) else compared(found, indicator, plan, method, year, as_of)
    if isinstance(measure, Why):
        unknown = _open(NotAssessed(measure, scale.ratings), plan)
        return Assessment(indicator, year, reading, None, unknown, summed=parts)
    outcome = _open(_rate(measure, method, scale), plan)
    assumed = _load_bearing(indicator, plan, year, as_of, outcome)
    return Assessment(indicator, year, reading, measure, outcome, assumed, summed=parts)


def _suspended(indicator: Indicator, year: FiscalYear) -> Suspended | None:
    own = indicator.suspended
    return Suspended() if own and own.since <= year else None


def _entered(indicator: Indicator, plan: Plan, year: FiscalYear) -> InState | None:
    """The state that the data put an indicator into: that of the year, or a lasting one of the latest before."""
    latest = max((past for past in indicator.states if past <= year), default=None)
    if latest is None:
        return None
    entered = indicator.states[latest]
    state = plan.state(entered.state)
    return InState(state, entered) if state and (latest == year or state.lasting) else None


def _open(outcome: Outcome, plan: Plan) -> Outcome:
    """What could not be assessed, in the state that the plan has for such indicators, if it has one."""
    if not isinstance(outcome, NotAssessed):
        return outcome
    state = plan.state_on(Occasion.NO_ACTUAL) if outcome.why.waits else None
    state = state or plan.state_on(Occasion.NOT_ASSESSED)
    return InState(state) if state else outcome


def _as_told(indicator: Indicator, plan: Plan, as_of: Day | None) -> Indicator:
    """`indicator` without the suspension, the states and the reasons that were not known on `as_of`."""
    if as_of is None:
        return indicator

    def told(said: Attested) -> bool:
        source = said.origin(indicator.source)
        document = plan.documents.get(source.document) if source else None
        return document is None or document.date is None or document.date.certainly_by(as_of)

    unmet = {year: reason for year, reason in indicator.unmet.items() if told(reason)}
    states = {year: state for year, state in indicator.states.items() if told(state)}
    suspended = indicator.suspended if indicator.suspended and told(indicator.suspended) else None
    if (suspended, unmet, states) == (indicator.suspended, indicator.unmet, indicator.states):
        return indicator
    return indicator.model_copy(update={"suspended": suspended, "unmet": unmet, "states": states})


def _rate(measure: Measure, method: Method, scale: RatingScale) -> Outcome:
    match measure:
        case Travel():
            return _of_travel(measure, method, scale)
        case Verdict(met, reason, goal, baseline):
            change = moved(baseline, goal.actual, goal.better, method.dead_band) if goal else None
            return _conclude(ByVerdict(met, reason), Reach.ON if met else Reach.SHORT, change, method, scale)
        case Share(done, total):
            return _of_steps(done, total, method, scale)
        case Weakest(parts):
            return _weakest([_of_travel(travel, method, scale) for _, travel in parts], scale)
        case Every(parts):
            return _every([travel for _, travel in parts], method, scale)
        case _:
            assert_never(measure)


def _of_steps(done: int, total: int, method: Method, scale: RatingScale) -> Outcome:
    """Steps by their share; by a method without rates, by whether all, some or none are done."""
    rateless = method.formula == "position"
    steps = (
        ByVerdict(done == total, "率を出さず、済んだ段階で判定する方法である")
        if rateless
        else ByRate(Fraction(done, total))
    )
    reach = Reach.ON if done == total else Reach.SHORT
    return _conclude(steps, reach, Moved.BETTER if done else Moved.SAME, method, scale)


def judge(travel: Travel, method: Method) -> Judgement:
    """What the formula of `method` makes of `travel`; near a target that may be missed by a little, no rate."""
    if travel.tolerated:
        return ByVerdict(met=True, reason="目標値に少し届かないが、許容幅の中にあるため達成とし、達成率は示さない")
    return FORMULAS[method.formula_for(travel)].judge(travel)


def _every(ways: list[Travel], method: Method, scale: RatingScale) -> Outcome:
    """Met where every part is; it stands where the part stands that moved least well from its baseline."""
    met, beyond = all(way.met for way in ways), all(passes(way.actual, way.target, way.better) for way in ways)
    reach = Reach.BEYOND if beyond else Reach.ON if met else Reach.SHORT
    changes = [moved(way.baseline, way.actual, way.better, method.dead_band) for way in ways]
    known = [change for change in changes if change is not None]
    change = max(known, key=tuple(Moved).index) if len(known) == len(ways) else None
    reason = "すべての部分が目標に達すれば達成、一つでも欠ければ未達成"
    return _conclude(ByVerdict(met, reason), reach, change, method, scale)


def _of_travel(travel: Travel, method: Method, scale: RatingScale) -> Outcome:
    beyond = passes(travel.actual, travel.target, travel.better)
    reach = Reach.BEYOND if beyond else Reach.ON if travel.met else Reach.SHORT
    change = moved(travel.baseline, travel.actual, travel.better, method.dead_band)
    return _conclude(judge(travel, method), reach, change, method, scale)


def _conclude(judgement: Judgement, reach: Reach, change: Moved | None, method: Method, scale: RatingScale) -> Outcome:
    met = reach is not Reach.SHORT
    match judgement:
        case ByRate(rate, just_short):
            rated = Rated(scale.lowest, rate, met, just_short=just_short)
            return _placed(Facts(Exact(rate, just_short), reach, change), rated, scale)
        case ByVerdict(_, reason):
            rated = Rated(scale.lowest, None, met, reason)
            wanted = method.takes_without_rate(met=met)
            if wanted:
                return replace(rated, rating=next(r for r in scale.ratings if r.id == wanted))
            return _placed(Facts(NoRate(), reach, change), rated, scale)
        case BaselineMissing():
            return NotAssessed(Why.BASELINE_UNKNOWN, scale.possible(Facts(BelowOne(), reach, change)), met)
        case _:
            assert_never(judgement)


def _placed(facts: Facts, rated: Rated, scale: RatingScale) -> Outcome:
    """`rated` with the rating that the facts decide on; where they leave several, not assessed."""
    possible = scale.possible(facts)
    if len(possible) == 1:
        return replace(rated, rating=possible[0])
    by_baseline = facts.moved is None and any(rating.from_baseline is not None for rating in possible)
    return NotAssessed(Why.BASELINE_UNKNOWN if by_baseline else Why.NO_RATE, possible, rated.met)


def _weakest(outcomes: list[Outcome], scale: RatingScale) -> Outcome:
    """The lowest part, met where all parts are. One that could be the lowest and cannot be rated leaves all open below.

    Of parts in one rating a missed one is lower than one that is met, whatever their rates.
    """
    rated = [outcome for outcome in outcomes if isinstance(outcome, Rated)]
    left = [outcome for outcome in outcomes if isinstance(outcome, NotAssessed)]
    if not left:
        lowest = max(rated, key=lambda o: (scale.ratings.index(o.rating), not o.met, -(o.rate or 0)))
        return replace(lowest, met=all(outcome.met for outcome in rated))
    known = {scale.ratings.index(o.rating) for o in rated}
    open_ = [{scale.ratings.index(rating) for rating in o.possible} for o in left]
    floor = max((*known, *map(min, open_)))
    possible = sorted(index for index in known.union(*open_) if index >= floor)
    told = {*(outcome.met for outcome in rated), *(outcome.met for outcome in left)}
    met = False if False in told else None if None in told else True
    return NotAssessed(left[0].why, tuple(scale.ratings[index] for index in possible), met)


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
