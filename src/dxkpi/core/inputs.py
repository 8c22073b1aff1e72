"""What a result rests on: everything that was declared and used, with its place and whose word it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dxkpi.core.assessment import Assessment, SpecialStatus
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.observations import Observation
from dxkpi.core.reference import Ref
from dxkpi.core.source import Source, Vouched
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.baseline import Baseline, BaselineVintage


@dataclass(frozen=True, slots=True)
class Input:
    """Something that the result rests on: what it is (`baseline`, `target`, `actual` …), where, and whose word it is.

    `observation` is the record that an actual stands in, `vintage` what a baseline that was restated was for a time.
    `assumed` is the reason for assuming it where no source gives it, `reported` who reported it where no document
    prints it yet.
    """

    kind: str
    place: Ref
    source: Source | None
    assumed: str | None = None
    reported: str | None = None
    observation: Observation | None = None
    vintage: BaselineVintage | None = None


def inputs(declared: DeclaredIndicator, plan: DeclaredPlan, assessment: Assessment) -> Iterator[Input]:
    """The target first, then what it is compared with, what was said of the year, and the plan's own choices."""
    yield from _targets(declared, plan, assessment)
    yield from _baselines(declared, assessment)
    for observation in _observations(assessment):
        actual, year = observation.actual, observation.year
        own = _entry(declared, "actual", actual, "actuals", str(year), observation.index, *actual.form.number_key)
        yield replace(own, observation=observation)
    yield from _told(declared, assessment)
    yield _entry(declared, "section", None, "section")
    if plan.plan.method:
        yield Input("method", plan.at("method"), None)
        yield Input("ratings", plan.at("ratings"), None)


def _entry(declared: DeclaredIndicator, kind: str, own: Vouched | Source | None, *path: str | int) -> Input:
    """What stands at `path`; `own` is what vouches for it there, if not the source of the file."""
    source, reported = (own.source, own.reported) if isinstance(own, Vouched) else (own, None)
    reason = _assumption(declared.indicator, str(path[0]))
    own_word = None if reason or reported else source or declared.indicator.source
    return Input(kind, declared.at(*path), own_word, reason, reported)


def _assumption(indicator: Indicator, key: str) -> str | None:
    """Why what stands under `key`, or a part of it, was assumed; None where it was not."""
    reasons = (reason for assumed, reason in indicator.assumed.items() if assumed.partition(".")[0] == key)
    return "。".join(reasons) or None


def _targets(declared: DeclaredIndicator, plan: DeclaredPlan, assessment: Assessment) -> Iterator[Input]:
    target = declared.indicator.target
    if assessment.revisions:
        last = assessment.revisions[-1]
        yield Input("target", plan.at("revisions", last.position, "to"), last.revision.source)
        own = _entry(declared, "adopted_target", target.source if target else None, "target")
        yield replace(own, place=declared.target_at)
    elif target is not None:
        yield replace(_entry(declared, "target", target.source, "target"), place=declared.target_at)


def _baselines(declared: DeclaredIndicator, assessment: Assessment) -> Iterator[Input]:
    """The baseline that was used, and those that it replaced, the newest first."""
    for vintage in reversed(assessment.baselines):
        kind = "baseline" if vintage is assessment.baselines[-1] else "former_baseline"
        yield _of_vintage(declared, kind, vintage)
    if declared.indicator.baseline is not None and not assessment.baselines:
        yield _declared_baseline(declared, "baseline", declared.indicator.baseline)


def _declared_baseline(declared: DeclaredIndicator, kind: str, own: Baseline) -> Input:
    return _entry(declared, kind, own.source, "baseline", *own.form.number_key)


def _of_vintage(declared: DeclaredIndicator, kind: str, vintage: BaselineVintage) -> Input:
    if vintage.restated is None or vintage.position is None:
        return replace(_declared_baseline(declared, kind, vintage.baseline), vintage=vintage)
    found = _entry(declared, kind, vintage.restated, "baseline", "restated", vintage.position, "value")
    source = None if vintage.restated.reported else vintage.restated.origin(declared.indicator.source)
    return replace(found, vintage=vintage, assumed=None, source=source)


def _observations(assessment: Assessment) -> tuple[Observation, ...]:
    if assessment.summed is not None:
        return assessment.summed.observations
    return (assessment.observation,) if assessment.observation is not None else ()


def _told(declared: DeclaredIndicator, assessment: Assessment) -> Iterator[Input]:
    """What was said of the year beside its value, and was known."""
    told = assessment.indicator
    if told.suspended is not None:
        yield _entry(declared, "suspended", told.suspended, "suspended")
    if isinstance(assessment.outcome, SpecialStatus) and (entered := assessment.outcome.entered):
        since = next(year for year, state in told.states.items() if state is entered)
        yield _entry(declared, "state", entered, "states", str(since))
    if assessment.year in told.unmet:
        yield _entry(declared, "unmet", told.unmet[assessment.year], "unmet", str(assessment.year))
