"""Which target is in force: the one adopted, as later decisions of the governing body revised it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.indicator import Indicator
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.revision import Revision, TargetValues


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision at its `position` in the plan, and the indicator `before` and `after` it."""

    position: int
    revision: Revision
    before: Indicator
    after: Indicator


@dataclass(frozen=True, slots=True)
class Misfit:
    """A revision that the indicator `before` it cannot take, and what its direction refuses."""

    position: int
    revision: Revision
    before: Indicator
    refused: ValidationError


def in_force(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> tuple[Revised, ...]:
    """The revisions that hold for `year`, oldest first: the `after` of the last has the target in force.

    They were decided by the last day of `year`, and decided and known by `as_of` where that is given. Without any, the
    target is as adopted; nothing after a revision that does not fit holds.
    """
    past = history(indicator, plan, as_of)
    if not past:
        return ()
    end = Day(year.start + 1, 3, 31)
    return tuple(step for step in past if step.revision.date.certainly_by(end))


def history(indicator: Indicator, plan: Plan, as_of: Day | None = None) -> tuple[Revised, ...]:
    """Every revision that was decided and known by `as_of` (None: all that are declared), oldest first."""
    if indicator.id not in plan.revisions_of:
        return ()
    return tuple(
        step
        for step in steps(indicator, plan)
        if isinstance(step, Revised) and (as_of is None or step.revision.told_by(as_of))
    )


def within(indicator: Indicator, plan: Plan, year: FiscalYear) -> tuple[Indicator, ...]:
    """`indicator` with every target that was in force at some time of `year`, the one that it ended with last."""
    start = Day(year.start, 3, 31)
    found = in_force(indicator, plan, year)
    before = [step for step in found if step.revision.date.certainly_by(start)]
    return (before[-1].after if before else indicator, *(step.after for step in found[len(before) :]))


def steps(indicator: Indicator, plan: Plan) -> Iterator[Revised | Misfit]:
    """All revisions of `indicator` in the order in which the plan has them, each upon the one before."""
    for position, revision in plan.revisions_of.get(indicator.id, ()):
        try:
            after = _revise(indicator, revision)
        except ValidationError as refused:
            yield Misfit(position, revision, indicator, refused)
            return
        yield Revised(position, revision, indicator, after)
        indicator = after


def standing(indicator: Indicator, plan: Plan) -> dict[str, Any]:
    """What a revision of `indicator` finds in force, by the names that a revision has for it; a flag only if set."""
    target, year = indicator.target, indicator.target.year if indicator.target else None
    values = {name: value for name, value in target or () if name in _NAMES and name != "year"}
    found = {name: value for name, value in values.items() if value is not None and value is not False}
    return {**found, "year": year or plan.target_year} if year or plan.target_year else found


_NAMES = tuple(TargetValues.model_fields)


def _revise(indicator: Indicator, revision: Revision) -> Indicator:
    """`indicator` with what `from` names replaced by `to`; which side is good does not turn with the target."""
    written = as_written(indicator)
    old, ended = written.get("target", {}), as_written(revision.before)
    target = {key: value for key, value in old.items() if key not in {*ended, "note", "source"}}
    source = {"source": as_written(revision.source)} if revision.source else {}
    side = indicator.better_side if "better" in type(indicator).model_fields else None
    assumed = {key: why for key, why in written["assumed"].items() if key.partition(".")[0] != "target"}
    return type(indicator).model_validate(
        {
            **written,
            "target": {**target, **as_written(revision.after), **source},
            "assumed": assumed,
            **({"better": side.value} if side else {}),
        }
    )


def as_written(value: Any) -> Any:  # noqa: ANN401
    """A record, or a value of one, as the data write it: every scalar is text."""
    match value:
        case BaseModel():
            fields = ((field.alias or name, getattr(value, name)) for name, field in type(value).model_fields.items())
            return {key: as_written(own) for key, own in fields if own is not None}
        case Mapping():
            return {str(key): as_written(own) for key, own in value.items()}
        case tuple() | list():
            return [as_written(own) for own in value]
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)
