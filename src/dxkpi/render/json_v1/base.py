"""What all records of the JSON output share: how they are closed, and how numbers, years and ratios are written.

Values and percentages are text, so that no reader turns them into binary fractions; counts, pages, lines and fiscal
years are whole numbers. A key is always there, with null where there is nothing to say.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import GRAMMAR
from dxkpi.core.numerals import exact

WrittenNumber = Annotated[str, Field(pattern=f"^({GRAMMAR})$".replace(r"\d", "[0-9]"))]
"""A number as the data write it: `6000`, `73.50`."""

WrittenDate = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]
"""A day, or a month whose day no source gives."""

Count = Annotated[int, Field(ge=0)]


class Out(BaseModel):
    """A record of the output: frozen, and without keys that its schema does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)


class YearOut(Out):
    """A fiscal year by the western year in whose April it begins, and by its era."""

    fiscal_year: int = Field(title="年度（その年度の4月が属する西暦）")
    label: str = Field(title="年度の短い書き方（R3）")

    @classmethod
    def of(cls, year: FiscalYear) -> "YearOut":
        """`year` as output."""
        return cls(fiscal_year=year.start, label=str(year))


class RatioOut(Out):
    """An exact ratio (1 is 100 %) and how it is printed."""

    numerator: str = Field(title="分子", pattern="^-?[0-9]+$")
    denominator: str = Field(title="分母", pattern="^[0-9]+$")
    printed: str = Field(title="印刷する形（73.5%）")

    @classmethod
    def of(cls, ratio: Fraction, printed: str) -> "RatioOut":
        """`ratio` as output."""
        return cls(numerator=str(ratio.numerator), denominator=str(ratio.denominator), printed=printed)


class QuantityOut(Out):
    """An exact value that was reckoned, in the indicator's unit, and how it is printed."""

    exact: str = Field(title="正確な値（既約分数か整数）", pattern="^-?[0-9]+(/[0-9]+)?$")
    printed: str = Field(title="印刷する形（単位つき）")

    @classmethod
    def of(cls, value: Fraction, printed: str) -> "QuantityOut":
        """`value` as output."""
        return cls(exact=exact(value), printed=printed)


def readable(name: str) -> str:
    """A file's name such that UTF-8 can write it: what is no character stands as an escape."""
    return name.encode("utf-8", "backslashreplace").decode()


def year_or_none(year: FiscalYear | None) -> YearOut | None:
    """`year` as output, if there is one."""
    return YearOut.of(year) if year else None


def date_or_none(day: Day | None) -> str | None:
    """`day` as output, if there is one."""
    return str(day) if day else None


def written(value: Decimal) -> str:
    """`value` as the data write it, without an exponent."""
    return format(value, "f")


def written_or_none(value: Decimal | None) -> str | None:
    """`value` as the data write it, if there is one."""
    return None if value is None else written(value)
