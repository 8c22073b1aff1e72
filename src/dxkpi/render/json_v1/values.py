"""The values of an indicator as output: one kind of record for each shape that a value can have."""

from typing import Annotated, Literal, assert_never

from pydantic import Field

from dxkpi.core.figure import (
    KeptForm,
    NumberForm,
    PartsForm,
    RangeForm,
    ReferenceForm,
    RelativeForm,
    StepsForm,
    TargetForm,
)
from dxkpi.core.targets import Indicator
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


def target_value(indicator: Indicator) -> ValueOut | None:
    """What shall be reached; None where the direction alone says so, or nothing shall."""
    return value_out(indicator.target_form) if indicator.target_form else None


def baseline_value(indicator: Indicator) -> ValueOut | None:
    """The value that the target was set from, if it is known."""
    return value_out(indicator.baseline.form) if indicator.baseline else None


def value_out(form: TargetForm) -> ValueOut:  # noqa: PLR0911 - one return a form
    """A value as output, by what it looks like."""
    match form:
        case NumberForm(value):
            return NumberOut(kind="number", value=written(value))
        case PartsForm(parts, rule):
            listed = {part: written(value) for part, value in parts.items()}
            return PartsOut.model_validate({"kind": "parts", "parts": listed, "rule": rule})
        case StepsForm(steps, text):
            return StepsOut(kind="steps", steps=None if steps is None else list(steps), text=text)
        case KeptForm(value, tolerance):
            return KeptOut(kind="kept", value=written(value), tolerance=written_or_none(tolerance))
        case RelativeForm(change, value):
            return RelativeOut(kind="relative", change=written(change), value=written(value))
        case RangeForm(lower, upper):
            return RangeOut(kind="range", min=written(lower), max=written(upper))
        case ReferenceForm(name, value, year):
            return ReferenceOut(kind="reference", name=name, value=written(value), year=year_or_none(year))
        case _:
            assert_never(form)
