"""What a reader should know before relying on a result: assumed, provisional, partial, or of an earlier year."""

from collections.abc import Iterator

from dxkpi.core.assessment import Assessment
from dxkpi.core.fields import title_of
from dxkpi.core.figure import PartsForm
from dxkpi.core.phrases import day_phrase, months_phrase
from dxkpi.core.scalars import Status
from dxkpi.core.source import Actual
from dxkpi.core.targets import Indicator

_STATUS = {
    Status.PROVISIONAL: "速報であり、後で変わりうる",
    Status.FORECAST: "見込であり、確定した実績ではない",
    Status.INTERIM: "年度の途中の値であり、年度末の値ではない",
}


def cautions(assessment: Assessment) -> Iterator[str]:
    """One sentence for each thing that is not certain."""
    observation, year = assessment.observation, assessment.year
    if observation is not None:
        if assessment.carried and assessment.summed is None:
            yield f"{year.label}の記録がないため、{observation.year.label}の記録で判定した"
        actual = observation.actual
        if actual.status in _STATUS:
            day = f"（{day_phrase(actual.as_of)}時点）" if actual.as_of else ""
            yield f"値は{_STATUS[actual.status]}{day}"
        if actual.period:
            yield f"値は{months_phrase(actual.period, observation.year)}だけのもの"
        if actual.approximate:
            yield "値はおおよその数（約）"
        yield from _misfit(assessment.indicator, actual)
    yield from _of_sum(assessment)
    yield from (_assumption(assessment, key) for key in assessment.indicator.assumed)


def _of_sum(assessment: Assessment) -> Iterator[str]:
    """What is missing of the years that are added up, and which of them are not final."""
    if assessment.summed is None:
        return
    for missing in assessment.summed.missing:
        yield f"累計に要る{missing.label}の実績値がない"
    for observation in assessment.summed.observations:
        if observation.year != assessment.year and observation.actual.status in _STATUS:
            yield f"累計に含む{observation.year.label}の値は{_STATUS[observation.actual.status]}"


def _misfit(indicator: Indicator, actual: Actual) -> Iterator[str]:
    """What of a value does not count and what it lacks, because it is of the time of another target."""
    target, names = indicator.target_form, actual.form.names
    wanted, in_parts = target.names if target else (), isinstance(target, PartsForm)
    yield from (f"目標の部分「{part}」の実績値がない" for part in wanted if in_parts and part not in names)
    if left_out := [name for name in names if name not in wanted]:
        kind = "部分" if in_parts else "段階"
        yield f"{''.join(f'「{name}」' for name in left_out)}は、この年度に有効な目標の{kind}でないため、数えていない"


def _assumption(assessment: Assessment, key: str) -> str:
    bears = key in assessment.assumed
    effect = "これが違えば結果も変わりうる" if bears else "結果の区分は、これによらない"
    return f"{key_name(key)}は推定（{assessment.indicator.assumed[key]}）。{effect}"


def key_name(key: str) -> str:
    """What a key of the data is called; a key within another by the outer one, and its own beside it."""
    outer, _, inner = key.partition(".")
    name = title_of(outer)
    return f"{name}（{inner}）" if inner else name
