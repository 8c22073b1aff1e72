"""The values of an indicator as output: one kind of record for each shape that a value can have."""

from typing import Annotated, Literal, assert_never

from pydantic import Field

from dxkpi.core.number import finite
from dxkpi.core.source import Actual
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.absolute import Absolute, Reference
from dxkpi.core.targets.base import NumberActual
from dxkpi.core.targets.baseline import NumberBaseline
from dxkpi.core.targets.composite import Composite, CompositeActual, CompositeBaseline, Parts
from dxkpi.core.targets.milestone import Milestone, MilestoneActual, MilestoneBaseline
from dxkpi.core.targets.monitor import Monitor
from dxkpi.core.targets.relative import Relative
from dxkpi.core.targets.trend import Decrease, Increase
from dxkpi.core.targets.within import Keep, Range
from dxkpi.render.json_v1.base import Out, WrittenNumber, YearOut, written, written_or_none, year_or_none


class NumberOut(Out):
    """One number, in the indicator's unit."""

    kind: Literal["number"] = Field(title="値の形")
    value: WrittenNumber = Field(title="値")


class KeptOut(Out):
    """A value to hold."""

    kind: Literal["kept"] = Field(title="値の形")
    value: WrittenNumber = Field(title="維持する値")
    tolerance: WrittenNumber | None = Field(title="許容幅")


class RelativeOut(Out):
    """A change of the baseline, and the value that it comes to."""

    kind: Literal["relative"] = Field(title="値の形")
    change: WrittenNumber = Field(title="基準値からの増減（%）")
    value: str = Field(title="それによる目標値（正確な値）", pattern=r"^-?[0-9]+(\.[0-9]+)?$")


class RangeOut(Out):
    """Two values, both included."""

    kind: Literal["range"] = Field(title="値の形")
    min: WrittenNumber = Field(title="下限")
    max: WrittenNumber = Field(title="上限")


class ReferenceOut(Out):
    """A value that others set."""

    kind: Literal["reference"] = Field(title="値の形")
    name: str = Field(title="比べる相手")
    value: WrittenNumber = Field(title="値")
    year: YearOut | None = Field(title="値の年度")


class PartsOut(Out):
    """A number for each part, and of a target how the parts make one result."""

    kind: Literal["parts"] = Field(title="値の形")
    parts: dict[str, WrittenNumber] = Field(title="部分ごとの値")
    rule: Literal["sum", "all", "worst"] | None = Field(title="部分の合わせ方（目標値だけ）")


class StepsOut(Out):
    """Steps to take or taken, or a state in words."""

    kind: Literal["steps"] = Field(title="値の形")
    steps: list[str] | None = Field(title="段階")
    text: str | None = Field(title="資料の言葉")


ValueOut = Annotated[
    NumberOut | KeptOut | RelativeOut | RangeOut | ReferenceOut | PartsOut | StepsOut, Field(discriminator="kind")
]


def target_value(indicator: Indicator) -> ValueOut | None:  # noqa: PLR0911 - one return a direction
    """What shall be reached; None where the direction alone says so, or nothing shall."""
    match indicator:
        case Absolute():
            return NumberOut(kind="number", value=written(indicator.target.value))
        case Reference():
            other = indicator.target.reference
            value, year = written(other.value), year_or_none(other.year)
            return ReferenceOut(kind="reference", name=other.name, value=value, year=year)
        case Relative(target=own, goal=goal):
            return RelativeOut(kind="relative", change=written(own.change), value=written(finite(goal)))
        case Keep(target=kept):
            return KeptOut(kind="kept", value=written(kept.value), tolerance=written_or_none(kept.tolerance))
        case Range(target=span):
            return RangeOut(kind="range", min=written(span.lower), max=written(span.upper))
        case Milestone():
            return StepsOut(kind="steps", steps=list(indicator.target.steps), text=None)
        case Composite(target=whole):
            return PartsOut(kind="parts", parts=_parts(whole.parts), rule=whole.rule.value)
        case Increase() | Decrease() | Monitor():
            return None
        case _:
            assert_never(indicator)


def baseline_value(indicator: Indicator) -> ValueOut | None:
    """The value that the target was set from, if it is known."""
    match indicator.baseline:
        case NumberBaseline(value=value):
            return NumberOut(kind="number", value=written(value))
        case CompositeBaseline(parts=parts):
            return PartsOut(kind="parts", parts=_parts(parts), rule=None)
        case MilestoneBaseline(text=text):
            return StepsOut(kind="steps", steps=None, text=text)
        case None:
            return None
        case _:
            assert_never(indicator.baseline)


def actual_value(actual: Actual) -> ValueOut:
    """What was measured."""
    match actual:
        case NumberActual(value=value):
            return NumberOut(kind="number", value=written(value))
        case CompositeActual(parts=parts):
            return PartsOut(kind="parts", parts=_parts(parts), rule=None)
        case MilestoneActual(done=done, text=text):
            return StepsOut(kind="steps", steps=list(done), text=text)
        case _:
            message = f"no values in {type(actual).__name__}"
            raise TypeError(message)


def _parts(parts: Parts) -> dict[str, str]:
    return {part: written(value) for part, value in parts.items()}
