"""The row of an indicator from the data, value by value, and its differences from the published one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from dxkpi.core.assessment import Assessment, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.number import MOST_DECIMALS, Quotient
from dxkpi.core.basis.record import written_keys
from dxkpi.core.basis.rounding import Mode, rounded
from dxkpi.core.counts import prints_as
from dxkpi.core.indicator.figure import PointsForm, RelativeForm
from dxkpi.core.indicator.reach import ReferenceTarget
from dxkpi.core.method.rating import RatingScale
from dxkpi.core.observations import Observation
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.plan.published import PublishedActual, PublishedBaseline, PublishedRow
from dxkpi.core.plan.revision import TargetValues
from dxkpi.core.plan.scheme import SUSPENDED, UNASSESSED, Scheme


def values(record: object, path: Path = ()) -> dict[Path, object]:
    """Return every single value below `record`, typed, by the keys that lead to it; a list of scalars is one value."""
    return dict(_leaves(record, path))


def _leaves(record: object, path: Path) -> Iterator[tuple[Path, object]]:
    match record:
        case None:
            return
        case BaseModel():
            for name, key in written_keys(type(record)):
                own = getattr(record, name)
                if own is not None and (own != () or name in record.model_fields_set):
                    yield from _leaves(own, (*path, key))
        case dict():
            for key, own in record.items():
                # What a paper prints of 2024 is read as of R6, whichever kind of year the indicator has.
                step = key.reported if isinstance(key, FiscalYear) else key
                yield from _leaves(own, (*path, str(step)))
        case tuple() if of_mappings(record):
            for index, own in enumerate(record):
                yield from _leaves(own, (*path, index))
        case _:
            yield path, record


def of_mappings(items: tuple[object, ...]) -> bool:
    """Say whether the items of a list have keys."""
    return bool(items) and all(isinstance(item, Mapping | BaseModel) for item in items)


_PERCENT = 100

M = TypeVar("M", PublishedBaseline, TargetValues, PublishedActual)
PrintedRate = Callable[[Fraction, RatingScale], str]


def row_of(assessment: Assessment, plan: Plan, rate: PrintedRate | None = None) -> PublishedRow:
    """Return the row of an indicator; without `rate` it only has the exact rate."""
    indicator, exact = assessment.indicator, assessment.rate
    printed = Decimal(rate(exact, plan.scale)) if rate and exact is not None and plan.scale else None
    return PublishedRow.model_construct(
        number=indicator.number,
        name=indicator.name,
        unit=indicator.unit,
        section=indicator.section,
        relisted=indicator.relisted or None,
        of=indicator.of,
        baseline=_taken(PublishedBaseline, indicator.baseline),
        target=_target(assessment),
        actual=_actual(assessment.observation),
        rate=printed,
        exact_rate=exact,
        rating=_rating(assessment),
        state=_state(assessment),
    )


def _rating(assessment: Assessment) -> str | None:
    match assessment.outcome:
        case Rated(rating):
            return rating.id
        case NotAssessed():
            return UNASSESSED
        case _:
            return None


def _state(assessment: Assessment) -> str | None:
    match assessment.outcome:
        case Suspended():
            return SUSPENDED
        case SpecialStatus(state):
            return state.id
        case _:
            return None


def _taken(model: type[M], declared: BaseModel | None, **more: object) -> M | None:
    """Return a `model` with the values of a declared record, None where it has none; unset flags are left out."""
    own = {key: getattr(declared, key) for key in _in_common(model, type(declared))} if declared else {}
    stated = {key: value for key, value in (own | more).items() if value is not None and value is not False}
    return model.model_construct(**stated) if stated else None


@cache
def _in_common(model: type[BaseModel], other: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of `model` that `other` has too; a record takes long to find out that it has no such field."""
    return tuple(key for key in model.model_fields if key in other.model_fields or hasattr(other, key))


def _target(assessment: Assessment) -> TargetValues | None:
    indicator, form = assessment.indicator, assessment.indicator.target_form
    written = {year: own for year, own in indicator.years_written.items() if year == assessment.compared_year}
    more: dict[str, object] = {"by_year": written or None, "by_year_counting": None}
    if isinstance(indicator.target, ReferenceTarget):
        of_year = indicator.target.reference.model_copy(update={"by_year": None})
        more["reference"] = of_year if of_year.value is not None else None  # which has no value in its first years
    if isinstance(form, (RelativeForm, PointsForm)):
        more["value"] = Decimal(rounded(Fraction(form.value), MOST_DECIMALS)).scaleb(-MOST_DECIMALS).normalize()
    return _taken(TargetValues, indicator.target, **more)


def _actual(observation: Observation | None) -> PublishedActual | None:
    return _taken(PublishedActual, observation.actual, year=observation.year) if observation else None


class RowDifference(NamedTuple):
    """A key of a row with its published and its present value; None where there is none."""

    path: Path
    published: object
    today: object


_COMPARED = ("unit", "baseline", "target", "actual", "rate", "exact_rate", "rating", "state", "of")


def figures(row: PublishedRow | None) -> dict[Path, object]:
    """Return the values of a row that are compared: neither its words nor its sources."""
    return {
        path: value
        for key in _COMPARED
        for path, value in _leaves(getattr(row, key, None), (key,))
        if path[-1] != "text" and path[1:] != ("reference", "name")
    }


def differences(
    published: PublishedRow, today: PublishedRow, scheme: Scheme, *, whole: bool
) -> Iterator[RowDifference]:
    """Yield the differences of a row from `today`; `whole`: also values of today that the row lacks.

    Rates are compared exactly where the exact one was published, else as the plan prints them.
    """
    was, now = figures(published), figures(today)
    exact = ("exact_rate",) in was or (whole and ("rate",) not in was)
    rate = now.get(("exact_rate",))
    now = now if exact else {path: value for path, value in now.items() if path != ("exact_rate",)}
    printed = was.pop(("rate",), None)
    now.pop(("rate",), None)
    for path in {**was, **now} if whole else was:
        if not same(was.get(path), now.get(path)):
            yield RowDifference(path, was.get(path), now.get(path))
    if not exact and printed is not None:
        assert isinstance(printed, Decimal)
        if not (isinstance(rate, Fraction) and prints_rate(rate, printed, scheme)):
            yield RowDifference(("rate",), printed, rate)


def same(published: object, today: object) -> bool:
    """Say whether two values are the same; a number also is what it stands for rounded: 33.3 of 1/3."""
    match published, today:
        case Quotient(), Quotient():
            return published.halves == today.halves
        case Decimal(), Quotient():
            return prints_as(today.exact / _PERCENT, published)
        case _:
            return published == today


def prints_rate(rate: Fraction, printed: Decimal, scheme: Scheme) -> bool:
    """Say whether a plan prints a rate (ratio) as `printed` (in percent)."""
    method = scheme.method
    cut = method.clip.apply(rate) if method and method.clip else rate
    return prints_as(cut, printed, method.rounding.mode if method and method.rounding else Mode.HALF_UP)


Written = Any
"""A value as written in data: text, or lists and mappings of such."""


def changes(differences: Iterable[RowDifference], rate: Callable[[Fraction], str] | None = None) -> dict[str, Written]:
    """Return `from` and `to` of the correction that explains these differences; rates as `rate` prints them."""
    sides: dict[str, Written] = {}
    for difference in differences:
        for side, value in (("from", difference.published), ("to", difference.today)):
            if value is not None:
                *steps, last = ("rate",) if difference.path[0] == "exact_rate" else map(str, difference.path)
                below = sides.setdefault(side, {})
                for step in steps:
                    below = below.setdefault(step, {})
                below[last] = written_value(value, rate)
    return sides


def written_value(value: object, rate: Callable[[Fraction], str] | None = None) -> Written:
    """Return a single value as written; an exact rate in percent, as `rate` prints it."""
    match value:
        case Fraction() if rate:
            return rate(value)
        case Fraction():
            return f"{Decimal(rounded(value * 100, 1)).scaleb(-1):f}"
        case _:
            return as_written(value)
