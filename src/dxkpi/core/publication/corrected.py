"""Published results with corrections (正誤) applied: each must find the values of its `from`."""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum, auto
from typing import Any, NamedTuple

from pydantic import BaseModel

from dxkpi.core.dataset import DeclaredPlan, DeclaredPublished
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Correction, Published, PublishedRow
from dxkpi.core.published_rows import of_mappings, same, values


class CorrectionMisfit(Enum):
    """Reason for not applying a correction."""

    NO_ROW = auto()
    NOT_FROM = auto()
    TOO_EARLY = auto()


class Step(NamedTuple):
    """A correction at its `position` in the plan, and the reason for not applying it, or None."""

    position: int
    correction: Correction
    misfit: CorrectionMisfit | None


def steps(published: Published, plan: Plan) -> tuple[Published, tuple[Step, ...]]:
    """Apply the plan's corrections of that year to `published` in order, and return the result of each.

    A correction that does not fit changes nothing.
    """
    found: list[Step] = []
    for position, correction in enumerate(plan.corrections):
        if correction.year == published.year:
            misfit = _misfit(published, correction)
            found.append(Step(position, correction, misfit))
            published = published if misfit else _made(published, correction)
    return published, tuple(found)


def with_published(plans: Iterable[DeclaredPlan], published: Iterable[DeclaredPublished]) -> tuple[DeclaredPlan, ...]:
    """Return `plans` with the corrected published results of their years; of two files of a year the first counts."""
    own: dict[str, list[DeclaredPublished]] = {}
    for declared in published:
        own.setdefault(declared.published.plan, []).append(declared)
    return tuple(_with(plan, tuple(own[plan.plan.plan])) if plan.plan.plan in own else plan for plan in plans)


def _with(declared: DeclaredPlan, published: tuple[DeclaredPublished, ...]) -> DeclaredPlan:
    plan = declared.plan
    standing = {own.published.year: steps(own.published, plan)[0] for own in reversed(published)}
    return replace(declared, plan=plan.with_published(standing), published=published)


def _misfit(published: Published, correction: Correction) -> CorrectionMisfit | None:
    if published.date and correction.date.last < published.date.first:
        return CorrectionMisfit.TOO_EARLY
    held: BaseModel | None = published if correction.indicator is None else published.rows.get(correction.indicator)
    if held is None and correction.before is not None:
        return CorrectionMisfit.NO_ROW
    there, before, after = (values(record) for record in (held, correction.before, correction.after))
    fits = all(same(there.get(path), value) for path, value in before.items())
    free = all(path not in there for path in after if path not in before)
    return None if fits and free else CorrectionMisfit.NOT_FROM


def _made(published: Published, correction: Correction) -> Published:
    before, after = correction.before, correction.after
    if correction.indicator is None:
        return published.model_copy(
            update={key: _merged(*_at(key, published, before, after)) for key in ("counts", "percent")}
        )
    row: PublishedRow = _merged(published.rows.get(correction.indicator) or PublishedRow(), before, after)
    sides = [own for own in (before, after) if own]
    if any(own.rate is not None for own in sides) and all(own.exact_rate is None for own in sides):
        row = row.model_copy(update={"exact_rate": None})  # what stood behind the rate that was printed
    rows = {**published.rows, correction.indicator: row}
    return published.model_copy(update={"rows": {key: own for key, own in rows.items() if values(own)}})


def _at(key: str, *sides: BaseModel | None) -> list[Any]:
    return [getattr(side, key, None) for side in sides]


def _merged(held: Any, before: Any, after: Any) -> Any:  # noqa: ANN401
    """Return `held` with the values of `before` replaced by those of `after`, key by key."""
    if before is None and after is None:
        return held
    match held if held is not None else after:
        case BaseModel() as record:
            keys = type(record).model_fields
            return record.model_copy(update={key: _merged(*_at(key, held, before, after)) for key in keys})
        case dict():
            sides = [own or {} for own in (held, before, after)]
            found = {key: _merged(*(side.get(key) for side in sides)) for key in {**sides[0], **sides[2]}}
            return {key: own for key, own in found.items() if own is not None}
        case tuple() as items if of_mappings(items):
            lists = [own or () for own in (held, before, after)]
            return tuple(
                _merged(*(own[index] if index < len(own) else None for own in lists))
                for index in range(max(map(len, lists)))
            )
        case _:
            return after
