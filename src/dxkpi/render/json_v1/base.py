"""Common parts of all records of the JSON output: closed records, and the form of numbers, years and values."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, assert_never

from pydantic import BaseModel, ConfigDict, Field

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.number import Quotient
from dxkpi.core.basis.number_spelling import GRAMMAR
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.figure import (
    KeptForm,
    NumberForm,
    PartsForm,
    PointsForm,
    PooledForm,
    RangeForm,
    ReferenceForm,
    RelativeForm,
    StepsForm,
    TargetForm,
)
from dxkpi.core.numerals import exact, percent_of

WrittenNumber = Annotated[str, Field(pattern=f"^({GRAMMAR})$".replace(r"\d", "[0-9]"))]
"""A number as written in data: `6000`, `73.50`."""

WrittenDate = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]
"""A day, or a month whose day no source gives."""

Count = Annotated[int, Field(ge=0)]


class Out(BaseModel):
    """A record of the output: frozen, and without keys that its schema does not name.

    One that shows a thing of the domain is made of it by its `of`, which returns None where there is nothing to show.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)


class YearOut(Out):
    """A fiscal year by the calendar year in whose April it begins, and by its era; or a calendar year."""

    fiscal_year: int = Field(title="年度（その年度の4月が属する西暦）。暦年の指標の値では、その年")
    label: str = Field(title="年度の短い書き方（R3）。暦年では 2021")

    @classmethod
    def of(cls, year: FiscalYear) -> "YearOut":
        return cls(fiscal_year=year.start, label=str(year))


class RatioOut(Out):
    """An exact ratio (1 is 100 %) and its printed form."""

    numerator: str = Field(title="分子", pattern="^-?[0-9]+$")
    denominator: str = Field(title="分母", pattern="^[0-9]+$")
    printed: str = Field(title="印刷する形（73.5%）")

    @classmethod
    def of(cls, ratio: Fraction, printed: str) -> "RatioOut":
        return cls(numerator=str(ratio.numerator), denominator=str(ratio.denominator), printed=printed)

    @classmethod
    def of_share(cls, share: Fraction | None) -> "RatioOut | None":
        """Return a share of indicators as output."""
        return None if share is None else cls.of(share, percent_of(share))


class QuantityOut(Out):
    """An exact computed value in the indicator's unit, and its printed form."""

    exact: str = Field(title="正確な値（既約分数か整数）", pattern="^-?[0-9]+(/[0-9]+)?$")
    printed: str = Field(title="印刷する形（単位つき）")

    @classmethod
    def of(cls, value: Fraction, printed: str) -> "QuantityOut":
        return cls(exact=exact(value), printed=printed)


def readable(name: str) -> str:
    """Return a file's name such that UTF-8 can write it: lone surrogates are escaped."""
    return name.encode("utf-8", "backslashreplace").decode()


def year_or_none(year: FiscalYear | None) -> YearOut | None:
    """Return `year` as output, or None."""
    return YearOut.of(year) if year else None


def date_or_none(day: Day | None) -> str | None:
    """Return `day` as output, or None."""
    return str(day) if day else None


def written(value: Decimal) -> str:
    """Return `value` as written in data, without an exponent."""
    return format(value, "f")


def written_or_none(value: Decimal | None) -> str | None:
    """Return `value` as written in data, or None."""
    return None if value is None else written(value)


class DividedOut(Out):
    """The numerator and the denominator that a value is written as."""

    numerator: WrittenNumber = Field(title="分子")
    denominator: WrittenNumber = Field(title="分母")
    printed: WrittenNumber | None = Field(title="資料が並べて印刷する値（ないとき null）")

    @classmethod
    def of(cls, value: Decimal) -> "DividedOut | None":
        """Return it as output; None where the value is written as one number."""
        if not isinstance(value, Quotient):
            return None
        numerator, denominator = written(value.numerator), written(value.denominator)
        return cls(numerator=numerator, denominator=denominator, printed=written_or_none(value.printed))


class NumberOut(Out):
    """One number, in the indicator's unit."""

    kind: Literal["number"] = Field(title="値の形")
    value: WrittenNumber = Field(title="値（割り切れない値は、小数6桁に丸める）")
    divided: DividedOut | None = Field(title="値の分子と分母（一つの数で書かれた値では null）")


class KeptOut(Out):
    """A value to hold."""

    kind: Literal["kept"] = Field(title="値の形")
    value: WrittenNumber = Field(title="維持する値")
    tolerance: WrittenNumber | None = Field(title="許容幅")


class RelativeOut(Out):
    """A change of the baseline, and the resulting value."""

    kind: Literal["relative"] = Field(title="値の形")
    change: WrittenNumber = Field(title="基準値からの増減（%）")
    value: str = Field(title="それによる目標値（正確な値）", pattern=r"^-?[0-9]+(\.[0-9]+)?$")


class PointsOut(Out):
    """A change of the baseline in points of its unit, and the value that it comes to."""

    kind: Literal["points"] = Field(title="値の形")
    points: WrittenNumber = Field(title="基準値からの増減（ポイント）")
    value: str = Field(title="それによる目標値（正確な値）", pattern=r"^-?[0-9]+(\.[0-9]+)?$")


class RangeOut(Out):
    """Two values, both included."""

    kind: Literal["range"] = Field(title="値の形")
    min: WrittenNumber = Field(title="下限")
    max: WrittenNumber = Field(title="上限")


class ReferenceOut(Out):
    """A value set by others."""

    kind: Literal["reference"] = Field(title="値の形")
    name: str = Field(title="比べる相手")
    value: WrittenNumber = Field(title="値")
    year: YearOut | None = Field(title="値の年度")


class PartsOut(Out):
    """A number for each part, and for a target the rule that combines the parts."""

    kind: Literal["parts"] = Field(title="値の形")
    parts: dict[str, WrittenNumber] = Field(title="部分ごとの値")
    divided: dict[str, DividedOut] = Field(title="分子と分母で書かれた部分の、分子と分母")
    rule: Literal["sum", "all", "worst"] | None = Field(title="部分の合わせ方（目標値だけ）")


class PooledOut(Out):
    """A number that parts are to come to together: their numerators and denominators added up and divided."""

    kind: Literal["pooled"] = Field(title="値の形")
    value: WrittenNumber = Field(title="値")
    parts: list[str] = Field(title="部分の名前")


class StepsOut(Out):
    """Steps to take or taken, or a state in words."""

    kind: Literal["steps"] = Field(title="値の形")
    steps: list[str] | None = Field(title="段階")
    text: str | None = Field(title="資料の言葉")


ValueOut = Annotated[
    NumberOut | KeptOut | RelativeOut | PointsOut | RangeOut | ReferenceOut | PartsOut | PooledOut | StepsOut,
    Field(discriminator="kind"),
]


def target_value(indicator: Indicator) -> ValueOut | None:
    """Return the target as output, or None where the direction alone is the target, or there is none."""
    return value_out(indicator.target_form) if indicator.target_form else None


def baseline_value(indicator: Indicator) -> ValueOut | None:
    """Return the baseline as output, or None where it is unknown."""
    return value_out(indicator.baseline.form) if indicator.baseline else None


def value_out(form: TargetForm) -> ValueOut:  # noqa: PLR0911 - one return a form
    """Return a value as output, by its form."""
    match form:
        case NumberForm(value):
            return NumberOut(kind="number", value=written(value), divided=DividedOut.of(value))
        case PartsForm(parts, rule):
            listed = {part: written(value) for part, value in parts.items()}
            divided = {part: divided_out for part, value in parts.items() if (divided_out := DividedOut.of(value))}
            return PartsOut.model_validate({"kind": "parts", "parts": listed, "divided": divided, "rule": rule})
        case PooledForm(value, names):
            return PooledOut(kind="pooled", value=written(value), parts=list(names))
        case StepsForm(steps, text):
            return StepsOut(kind="steps", steps=None if steps is None else list(steps), text=text)
        case KeptForm(value, tolerance):
            return KeptOut(kind="kept", value=written(value), tolerance=written_or_none(tolerance))
        case RelativeForm(change, value):
            return RelativeOut(kind="relative", change=written(change), value=written(value))
        case PointsForm(points, value):
            return PointsOut(kind="points", points=written(points), value=written(value))
        case RangeForm(lower, upper):
            return RangeOut(kind="range", min=written(lower), max=written(upper))
        case ReferenceForm(name, value, year):
            return ReferenceOut(kind="reference", name=name, value=written(value), year=year_or_none(year))
        case _:
            assert_never(form)
