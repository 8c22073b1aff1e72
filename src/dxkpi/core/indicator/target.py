"""The target of an indicator: its years, its margin, how it is rounded, and what it may leave out."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import Field, GetCoreSchemaHandler, ValidatorFunctionWrapHandler, model_validator
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_wrap_validator_function

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import (
    ByYear,
    Flag,
    Integer,
    Number,
    Record,
    Text,
    Year,
    contradiction,
    one_of,
)
from dxkpi.core.basis.rounding import MOST_DIGITS, Mode, rounded
from dxkpi.core.indicator.attested import Source
from dxkpi.core.indicator.figure import Amount, Words
from dxkpi.core.vocabulary import CHOICES


class _Absent:
    """Type of a value that a record may lack, though not by leaving it empty: it is None where `ABSENT` is given."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_wrap_validator_function(self._unless_absent, handler(source)["schema"])

    def _unless_absent(self, value: Any, read: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401
        return None if value is self else read(value)


ABSENT = _Absent()


class From(StrEnum):
    """The value that a target is a change of, in place of the baseline."""

    PREVIOUS_YEAR = "previous_year"


class Target(Record):
    """The target for `year` (absent: the plan's target year); each direction adds the value.

    Where only targets of single years are known, the fields in `ends_with` are None: the last of the years is the final
    target, in its year.
    """

    ends_with: ClassVar[tuple[str, ...]] = ()
    """Fields of its final value, without which the targets of single years may stand."""

    year: Year | None = None
    note: Text | None = None
    source: Source | None = None

    @model_validator(mode="before")
    @classmethod
    def _may_end_with_a_year(cls, written: Any) -> Any:  # noqa: ANN401
        if not (isinstance(written, dict) and written.get("by_year") and isinstance(written["by_year"], dict)):
            return written
        keys = cls.final_keys()
        return written if any(key in written for key in keys) else {**written, **dict.fromkeys(keys, ABSENT)}

    @classmethod
    def final_keys(cls) -> list[str]:
        """Return the keys of its final value."""
        return [cls.model_fields[name].alias or name for name in cls.ends_with]

    @model_validator(mode="after")
    def _ends_in_its_last_year(self) -> Self:
        if self.by_years_alone and self.year is not None and self.year != max(self.years):
            last = max(self.years)
            raise contradiction(
                f"年度ごとの目標値だけなのに、目標年度（{self.year}）が、最後の年度（{last}）と違う",
                f"by_year に {self.year} の目標値を書くか、year の行を消す（最後の年度が目標年度になる）",
                "year",
            )
        return self

    @property
    def by_years_alone(self) -> bool:
        """True if only targets of single years are known."""
        return bool(self.years) and bool(self.ends_with) and all(getattr(self, key) is None for key in self.ends_with)

    @property
    def due(self) -> FiscalYear | None:
        """The year that it names itself to be reached by: of single years alone, the last of them."""
        return self.year or (max(self.years) if self.by_years_alone else None)

    def with_years(self, kind: Callable[[FiscalYear], FiscalYear]) -> Self:
        """Return it with every year of its own as `kind` makes it."""
        by_year = {"by_year": {kind(year): own for year, own in self.years.items()}} if self.years else {}
        return self.model_copy(update={"year": kind(self.year) if self.year else None, **by_year})

    @property
    def place(self) -> tuple[str, ...]:
        """The keys below it that lead to the record of its final value."""
        return ("by_year", str(max(self.years))) if self.by_years_alone else ()

    @property
    def margin(self) -> "Margin":
        """The margin that decides whether an actual meets it."""
        return Margin()

    @property
    def years(self) -> Mapping[FiscalYear, Any]:
        """Targets of single fiscal years before the final one, as they are written."""
        return {}

    def aimed_at(self, of_year: Any) -> Self:  # noqa: ANN401 - each direction writes its own
        """Return this target with what is written `of_year` in the place of what it ends with."""
        return self.model_copy(update={"value": of_year, "by_year": None})


class ChangeTarget(Target):
    """A target that is a change: of the baseline, or with `from` of the value of the year before."""

    since: Annotated[From, one_of(From)] | None = Field(default=None, alias="from")


class Margin(NamedTuple):
    """Margin of a target: it has to be passed (超, 未満), or a value slightly short of it is accepted (程度)."""

    exclusive: bool = False
    tolerance: Decimal | None = None
    percent: Decimal | None = None

    def slack(self, value: Fraction) -> Fraction:
        """Return the shortfall from `value` that is tolerated, in the indicator's unit."""
        if self.percent is not None:
            return abs(value) * ratio(self.percent) / 100
        return ratio(self.tolerance) if self.tolerance is not None else Fraction(0)

    def words(self, unit: str | None) -> Words:
        """Describe the tolerated shortfall: `許容幅 0.5%`, `許容幅 目標値の10%`; empty where none is tolerated."""
        if self.percent:
            return ("許容幅 目標値の", Amount(self.percent, "%"))
        return ("許容幅 ", Amount(self.tolerance, unit)) if self.tolerance else ()


class YearCounting(StrEnum):
    """The meaning of yearly targets under a running total: the total by then, or the amount that each year adds."""

    CUMULATIVE = "cumulative"
    YEARLY = "yearly"


YearCountingName = Annotated[YearCounting, one_of(YearCounting)]


class Tolerant(Target):
    """A target that is met even if slightly missed: by `tolerance` in its unit, or by a percentage of its value."""

    tolerance: Number | None = None
    tolerance_percent: Number | None = None

    @model_validator(mode="after")
    def _tolerates_something(self) -> Self:
        widths = {"tolerance": self.tolerance, "tolerance_percent": self.tolerance_percent}
        for key, width in widths.items():
            if width is not None and width < 0:
                raise contradiction("許容幅が負である", f"{key} は0以上で書く", key)
        if None not in widths.values():
            raise contradiction(
                "許容幅が二通りに書かれている",
                "目標値と同じ単位なら tolerance、目標値に対する割合なら tolerance_percent だけを書く",
                "tolerance_percent",
            )
        return self

    @property
    def margin(self) -> Margin:
        return Margin(False, self.tolerance, self.tolerance_percent)


class Aim(Tolerant):
    """A target to reach; with `exclusive` it has to be passed (超, 未満)."""

    exclusive: Flag = False

    @model_validator(mode="after")
    def _near_or_beyond(self) -> Self:
        if self.exclusive and (self.tolerance is not None or self.tolerance_percent is not None):
            raise contradiction(
                "超・未満（exclusive）なのに、許容幅がある",
                "ちょうどでも足りない目標か、少し足りなくてもよい目標（程度）か、どちらかにする",
                "exclusive",
            )
        return self

    @property
    def margin(self) -> Margin:
        return Margin(self.exclusive, self.tolerance, self.tolerance_percent)


class Stepwise(Aim):
    """A target with targets of single years on the way (`by_year`), for plans that hold the actual against them."""

    by_year: ByYear[Number] | None = None
    by_year_counting: YearCountingName | None = None

    @model_validator(mode="after")
    def _counts_something(self) -> Self:
        if self.by_year_counting and not self.by_year:
            reason = "年度ごとの目標値がないのに、その数え方（by_year_counting）がある"
            raise contradiction(reason, "by_year を書くか、by_year_counting の行を消す", "by_year_counting")
        return self

    @property
    def years(self) -> Mapping[FiscalYear, Decimal]:
        return self.by_year or {}


class RoundedTo(Record):
    """Decimals to which a body rounds a target that it works out from a change; -1 is tens."""

    digits: Integer
    mode: Annotated[Mode, one_of(Mode)] = Mode.HALF_UP

    @model_validator(mode="after")
    def _few_digits(self) -> Self:
        if abs(self.digits) > MOST_DIGITS:
            hint = f"digits は-{MOST_DIGITS}から{MOST_DIGITS}までで書く（10の位なら -1、整数なら 0、小数第1位なら 1）"
            raise contradiction("桁が多すぎる", hint, "digits")
        return self

    def apply(self, value: Fraction) -> Fraction:
        """Return `value` rounded."""
        return rounded(value, self.digits, self.mode) / Fraction(10) ** self.digits

    @property
    def words(self) -> str:
        """Say how it rounds: `整数に四捨五入`."""
        if self.digits < 0:
            place = f"{10**-self.digits}の位"
        else:
            place = f"小数第{self.digits}位" if self.digits else "整数"
        return f"{place}に{CHOICES['mode'][self.mode]}"
