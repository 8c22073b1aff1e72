"""The inputs of an assessment: every record that it rests on, with its file and line."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from dxkpi.core.assessment import Assessment, Rated, SpecialStatus
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Ref
from dxkpi.core.basis.record import Record
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Carry, Source, Vouched
from dxkpi.core.indicator.baseline import Baseline, BaselineVintage
from dxkpi.core.indicator.figure import StepsForm
from dxkpi.core.indicator.history import Break
from dxkpi.core.indicator.reach import RelativeTarget
from dxkpi.core.indicator.target import Stepwise
from dxkpi.core.method.method import Method
from dxkpi.core.observations import Observation, Vintage


class Input(NamedTuple):
    """An input of the result: its kind (`baseline`, `target`, `actual` …), its place, and its source.

    `observation` is that of an actual, `vintage` that of a restated baseline. `assumed` is the reason for assuming it
    where no source gives it, `reported` who reported it where no document prints it yet. `parts` are the places of the
    single values that it consists of.
    """

    kind: str
    place: Ref
    source: Source | None
    assumed: str | None = None
    reported: str | None = None
    observation: Observation | None = None
    vintage: BaselineVintage | None = None
    parts: tuple[Ref, ...] = ()


def inputs(
    declared: DeclaredIndicator, plan: DeclaredPlan, assessment: Assessment, as_of: Day | None = None
) -> Iterator[Input]:
    """Yield the inputs: the target, the baselines, the observations, records of the year, and the plan's settings."""
    yield from _targets(declared, plan, assessment)
    yield from _baselines(declared, assessment)
    for observation in _observations(assessment):
        yield _actual(declared, "actual", observation)
    if declared.lender:
        yield _entry(declared, "actuals_of", None, "actuals_of")
    for kind, observation in _beside(plan, assessment, as_of):
        yield _actual(declared, kind, observation)
    yield from _said_of(declared, assessment)
    former = declared.indicator.former(assessment.year).get("section")
    yield _entry(declared, "section", None, *(("section",) if former is None else ("formerly", former, "section")))
    if declared.indicator.counted:
        yield _entry(declared, "counting", None, "counting")
    if declared.indicator.carry:
        yield Input("carry", declared.at("carry"), None)
    elif plan.plan.carry is not Carry.ANY:
        yield Input("carry", _judged_at(plan, assessment.year)("carry"), None)
    if plan.plan.method:
        yield from _of_method(plan, plan.plan.method, assessment)
        if not plan.plan.rates_only:
            yield from _of_ratings(plan, assessment)


def _judged_at(plan: DeclaredPlan, year: FiscalYear) -> Callable[..., Ref]:
    """Return what gives the place of a key that judges `year`: in the published result, where that has its own."""
    declared = next((one for one in plan.published if one.published.year == year and one.published.judged), None)
    return (lambda *path: declared.at("judged", *path)) if declared else plan.at


def _leaves(record: Record, at: Callable[..., Ref], *path: str | int) -> tuple[Ref, ...]:
    """Return the places of the single values of `record`, which stands at `path`."""
    found: list[Ref] = []
    for name, field in type(record).model_fields.items():
        value, key = getattr(record, name), field.alias or name
        if isinstance(value, Record):
            found += _leaves(value, at, *path, key)
        elif value is not None and value != field.default:
            found.append(at(*path, key))
    return tuple(found)


_OF_METHOD = ("carried_against", "without_baseline", "dead_band", "rounding", "clip", "without_rate")
"""The keys of a method that bear on single results, beside its formula and what it compares with."""


_OF_EXCEPTION = ("formula", "against", "dead_band")


def _of_method(plan: DeclaredPlan, method: Method, assessment: Assessment) -> Iterator[Input]:
    """Yield the keys of the method, with those of the exception that the indicator is."""
    at = _judged_at(plan, assessment.year)
    named = tuple(at("method", key) for key in ("preset", "formula", "against") if getattr(method, key))
    yield Input("method", at("method"), None, parts=named)
    for position, exception in enumerate(method.exceptions):
        if assessment.indicator.id in exception.indicators:
            where = ("method", "exceptions", position)
            said = (key for key in _OF_EXCEPTION if getattr(exception, key) is not None)
            parts = (ref for key in said for ref in _value_places(getattr(exception, key), at, *where, key))
            yield Input("exception", at(*where), None, parts=tuple(parts))
    used = method.judging(assessment.indicator)
    for key in _OF_METHOD:
        value = getattr(used, key)
        if value is not None and value == getattr(method, key):
            yield Input(key, at("method", key), None, parts=_value_places(value, at, "method", key))
    if method.headline:
        yield Input("headline", at("method", "headline"), None)
    if plan.plan.after_target_year and (assessment.frozen or assessment.once_met):
        yield Input("after_target_year", at("after_target_year"), None)


def _value_places(value: object, at: Callable[..., Ref], *path: str | int) -> tuple[Ref, ...]:
    return _leaves(value, at, *path) if isinstance(value, Record) else (at(*path),)


_CONDITIONS = ("at_least", "more_than", "from_target", "from_baseline", "without_target")


def _of_ratings(plan: DeclaredPlan, assessment: Assessment) -> Iterator[Input]:
    """Yield the ratings: the conditions of each down to the one that was taken, or of all."""
    at, outcome, ratings = _judged_at(plan, assessment.year), assessment.outcome, plan.plan.ratings
    last = ratings.index(outcome.rating) if isinstance(outcome, Rated) and outcome.rating in ratings else len(ratings)
    parts = tuple(
        at("ratings", position, key)
        for position, rating in enumerate(ratings[: last + 1])
        for key in _CONDITIONS
        if getattr(rating, key) not in (None, False)
    )
    yield Input("ratings", at("ratings"), None, parts=parts)


def _entry(declared: DeclaredIndicator, kind: str, own: Vouched | Source | None, *path: str | int) -> Input:
    """Return the input at `path`; `own` gives its source, or who reported it, if not the source of the file."""
    source, reported = (own.source, own.reported) if isinstance(own, Vouched) else (own, None)
    reason = _assumption(declared.indicator, str(path[0]))
    own_word = None if reason or reported else source or declared.indicator.source
    return Input(kind, declared.at(*path), own_word, reason, reported)


def _assumption(indicator: Indicator, key: str) -> str | None:
    """Return the reason for assuming `key`, or a part of it, or None where it is not assumed."""
    reasons = (reason for assumed, reason in indicator.assumed.items() if assumed.partition(".")[0] == key)
    return "。".join(reasons) or None


def _targets(declared: DeclaredIndicator, plan: DeclaredPlan, assessment: Assessment) -> Iterator[Input]:
    yield from _target_values(declared, plan, assessment)
    yield from _target_keys(declared, plan, assessment)


_OF_TARGET = ("exclusive", "tolerance", "tolerance_percent", "rule", "rounded")
"""The keys of a target that say how its value is to be reached."""


def _target_keys(declared: DeclaredIndicator, plan: DeclaredPlan, assessment: Assessment) -> Iterator[Input]:
    """Yield what the target in force says beside its value, that of the year, the target year and the better side."""
    indicator, target = assessment.indicator, assessment.indicator.target
    method = plan.plan.method.judging(indicator) if plan.plan.method else None
    if target is not None:
        at, source = partial(_of_target, declared, plan, assessment), target.source or indicator.source
        for key in _OF_TARGET:
            if said := getattr(target, key, None):
                yield Input(key, at(key), source, parts=_leaves(said, at, key) if isinstance(said, Record) else ())
        if isinstance(target, RelativeTarget) and target.value is not None:
            yield Input("printed_target", at("value"), source)
        if method and method.against == "year_target":
            yield from _year_target(declared, assessment, at, source)
        if target.year:
            yield Input("target_year", at("year"), source)
    if plan.plan.target_year and not (target and target.due):
        by_year = method is not None and method.comparison.by_year
        if by_year or assessment.frozen or assessment.once_met:
            yield Input("target_year", _judged_at(plan, assessment.year)("target_year"), None)
    if "better" in indicator.model_fields_set and "better" in declared.indicator.model_fields_set:
        yield _entry(declared, "better", None, "better")


def _year_target(
    declared: DeclaredIndicator, assessment: Assessment, at: Callable[..., Ref], source: Source | None
) -> Iterator[Input]:
    """Yield the target of the year, and how yearly ones are counted with those that are added up for it."""
    year = assessment.compared_year
    if year in assessment.indicator.year_targets:
        yield Input("year_target", at("by_year", str(year)), source)
    written = yearly_targets(declared, assessment)
    parts = tuple(at("by_year", str(own)) for own in sorted(written.years) if own <= year) if written else ()
    if written and written.by_year_counting and parts:
        yield Input("by_year_counting", at("by_year_counting"), source, parts=parts)


def yearly_targets(declared: DeclaredIndicator, assessment: Assessment) -> Stepwise | None:
    """Return the target in force with its targets of single years as written, whether or not they can be added up."""
    steps = assessment.revisions
    target = (steps[-1].after if steps else declared.indicator).target
    return target if isinstance(target, Stepwise) else None


def _of_target(declared: DeclaredIndicator, plan: DeclaredPlan, assessment: Assessment, *path: str | int) -> Ref:
    """Return the place of a key of the target in force: in the last revision that names it, else as adopted."""
    for step in reversed(assessment.revisions):
        if path[0] in step.revision.after.model_fields_set:
            return plan.at("revisions", step.position, "to", *path)
    return declared.at("target", *path)


_ALONE = {("value",), ("reference", "value")}
"""Keys that a value of a single year stands without."""


def _target_values(declared: DeclaredIndicator, plan: DeclaredPlan, assessment: Assessment) -> Iterator[Input]:
    target, form = declared.indicator.target, assessment.indicator.target_form
    cells = [keys for keys, *_ in form.cells] if form else []
    if isinstance(form, StepsForm):
        cells = [("steps",)]
    elif form is None and isinstance(target, RelativeTarget):
        cells = [("change",) if target.points is None else ("points",)]
    of_year = assessment.indicator.target.place if assessment.indicator.target else ()
    if of_year:
        cells = [(*of_year, *(() if keys in _ALONE else keys)) for keys in cells]
    parts = tuple(_of_target(declared, plan, assessment, *keys) for keys in cells)
    if assessment.revisions:
        last = assessment.revisions[-1]
        yield Input("target", plan.at("revisions", last.position, "to"), last.revision.source, parts=parts)
        own = _entry(declared, "adopted_target", target.source if target else None, "target")
        yield own._replace(place=declared.target_at)
    elif target is not None:
        yield _entry(declared, "target", target.source, "target")._replace(place=declared.target_at, parts=parts)


def _baselines(declared: DeclaredIndicator, assessment: Assessment) -> Iterator[Input]:
    """Yield the change of definition before the year, the baseline used, and those that it replaced, newest first."""
    since, baseline = assessment.since, assessment.indicator.baseline
    if since is not None:
        position = declared.indicator.redefined.index(since)
        yield _entry(declared, "break", since, "breaks", position, "from")
    for vintage in reversed(assessment.baselines):
        kind = "baseline" if vintage is assessment.baselines[-1] else "former_baseline"
        yield _of_vintage(declared, kind, vintage, since)
    if baseline is not None and not assessment.baselines and not assessment.indicator.since_previous:
        yield _declared_baseline(declared, "baseline", baseline, since)


def _declared_baseline(declared: DeclaredIndicator, kind: str, baseline: Baseline, since: Break | None) -> Input:
    at = partial(declared.baseline_at, since)
    parts = tuple(at(*cell.keys) for cell in baseline.form.cells)
    year = (at("year"),) if baseline.year else ()
    found = _entry(declared, kind, baseline.source or since, "breaks" if since else "baseline")
    return found._replace(place=at(*baseline.form.number_key), parts=(*parts, *year))


def _of_vintage(declared: DeclaredIndicator, kind: str, vintage: BaselineVintage, since: Break | None) -> Input:
    if vintage.restated is None or vintage.position is None:
        return _declared_baseline(declared, kind, vintage.baseline, since)._replace(vintage=vintage)
    found = _entry(declared, kind, vintage.restated, "baseline")
    source = None if vintage.restated.reported else vintage.restated.origin(declared.indicator.source)
    place = declared.baseline_at(since, "restated", vintage.position, "value")
    return found._replace(place=place, vintage=vintage, assumed=None, source=source)


def _actual(declared: DeclaredIndicator, kind: str, observation: Observation) -> Input:
    record = observation.actual
    found = _entry(declared, kind, record, "actuals", str(observation.year), observation.index, *record.form.number_key)
    return found._replace(observation=observation)


def _observations(assessment: Assessment) -> tuple[Observation, ...]:
    if assessment.summed is not None:
        return assessment.summed.observations
    return (assessment.observation,) if assessment.observation is not None else ()


def _beside(plan: DeclaredPlan, assessment: Assessment, as_of: Day | None) -> Iterator[tuple[str, Observation]]:
    """Yield the observations that the result rests on as well: of the year before, and of the target year."""
    indicator = assessment.indicator
    if assessment.previous:
        yield "previous_actual", assessment.previous
    if assessment.once_met and (then := Vintage(indicator, plan.plan, as_of).read(assessment.once_met)):
        yield "target_year_actual", then


def _said_of(declared: DeclaredIndicator, assessment: Assessment) -> Iterator[Input]:
    """Yield suspension, special status, reason for a miss and promise of a value, as far as known at the vintage."""
    indicator = assessment.indicator
    if indicator.suspended is not None:
        yield _entry(declared, "suspended", indicator.suspended, "suspended")
    if isinstance(assessment.outcome, SpecialStatus) and (entered := assessment.outcome.entered):
        since = next(year for year, state in indicator.states.items() if state is entered)
        yield _entry(declared, "state", entered, "states", str(since))
    if assessment.judged is not None:
        yield _entry(declared, "judged", assessment.judged, "judged", str(assessment.result_year))
    for index, remark in enumerate(indicator.remarks.get(assessment.result_year, ())):
        yield _entry(declared, "remark", remark, "remarks", str(assessment.result_year), index)
    if ended := _ended(assessment):
        yield _entry(declared, "state_ended", indicator.states[ended], "states", str(ended))
    if assessment.year in indicator.expectations:
        yield _entry(declared, "expected", None, "expected", str(indicator.year_kind.of(assessment.year)))
    year = assessment.result_year
    if year in indicator.unmet:
        yield _entry(declared, "unmet", indicator.unmet[year], "unmet", str(year))
    if pending := indicator.awaited(assessment.year):
        yield _entry(declared, "pending", pending, "pending", str(assessment.year))


def _ended(assessment: Assessment) -> FiscalYear | None:
    """The year from which on the indicator is in no state any more, if the data say so of one before."""
    states = assessment.indicator.states
    latest = max((past for past in states if past <= assessment.result_year), default=None)
    return latest if latest is not None and states[latest].ends else None
