"""The method of a plan (算定方法): formula, comparison value and rounding, chosen from the registries.

To add a formula or a comparison value: its class, and one line here.
"""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Id, NonEmpty, Record, Text, contradiction, one_of
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Occasion
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.method.comparison import (
    ChangeSincePrevious,
    ElapsedShare,
    FinalTarget,
    PreviousYear,
    StraightLine,
    YearTarget,
)
from dxkpi.core.method.formula import ByPeople, Distance, Position, Ratio, RatioMirrored
from dxkpi.core.method.grade import Grades
from dxkpi.core.method.protocols import Comparison, Formula
from dxkpi.core.method.rating import DeadBand
from dxkpi.core.method.rounding import Clip, Rounding

FORMULAS: dict[str, Formula] = {
    "distance": Distance(),
    "ratio": Ratio(),
    "ratio_mirrored": RatioMirrored(),
    "position": Position(),
    "judged": ByPeople(),
}

COMPARISONS: dict[str, Comparison] = {
    "target": FinalTarget(),
    "year_target": YearTarget(),
    "straight_line": StraightLine(),
    "elapsed_share": ElapsedShare(),
    "previous_year": PreviousYear(),
    "since_previous": ChangeSincePrevious(),
}


def in_words(formula: str, against: str) -> str:
    """Return a formula in words with the name of its comparison value: `実績値 ÷ 年度目標値`."""
    comparison = COMPARISONS[against]
    whole = FORMULAS[formula]
    words = (whole.rising if comparison.rising_only else whole.text).replace("基準値", comparison.baseline_word)
    return words.replace("目標値", comparison.target_word)


FormulaName = Annotated[str, one_of(FORMULAS)]
ComparisonName = Annotated[str, one_of(COMPARISONS)]


class Exceptional(Record):
    """Indicators that the plan judges differently, and the reason; missing keys are as for the others."""

    indicators: NonEmpty[Id]
    formula: FormulaName | None = None
    against: ComparisonName | None = None
    dead_band: DeadBand | None = None
    reason: Text

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if not (self.formula or self.against or self.dead_band):
            raise contradiction("何を変えるかが書かれていない", "formula、against、dead_band のどれかを書く")
        return self


class WithoutRate(Record):
    """Ratings of met and missed targets that have no rate; where a key is missing, no rating is given."""

    met: Id | None = None
    missed: Id | None = None


class Denominator(StrEnum):
    """Denominator of percentages: all indicators, those with a known actual, or those that could be rated."""

    ALL = "all"
    KNOWN = "known"
    ASSESSED = "assessed"

    @property
    def left_out(self) -> tuple[Occasion, ...]:
        """The occasions of special statuses whose indicators are not in it."""
        return {"all": (), "known": (Occasion.NO_ACTUAL,), "assessed": tuple(Occasion)}[self.value]


class CarriedAgainst(StrEnum):
    """The year whose comparison value an earlier year's actual is compared with: the report's, or the actual's own."""

    REPORT_YEAR = "report_year"
    OWN_YEAR = "own_year"


class Headline(StrEnum):
    """The rate that a report begins with: the mean of the rates of all indicators that have one."""

    MEAN_RATE = "mean_rate"


class Method(Record):
    """The method of a plan: `formula` gives the rate, `against` is the comparison value (none where people rate).

    `carried_against` says of which year that is for an actual of an earlier year (absent: of the report's),
    `headline` is a rate that the report begins with, `without_baseline` the formula where the baseline is unknown,
    `grades` combine the points of a section, `preset` names the preset that the rest is taken from.
    """

    preset: Id | None = None
    formula: FormulaName
    against: ComparisonName
    carried_against: Annotated[CarriedAgainst, one_of(CarriedAgainst)] | None = None
    without_baseline: FormulaName | None = None
    dead_band: DeadBand | None = None
    rounding: Rounding | None = None
    clip: Clip | None = None
    without_rate: WithoutRate | None = None
    denominator: Annotated[Denominator, one_of(Denominator)] = Denominator.ALL
    headline: Annotated[Headline, one_of(Headline)] | None = None
    grades: Grades | None = None
    exceptions: tuple[Exceptional, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _compares_nothing_where_people_rate(cls, written: Any) -> Any:  # noqa: ANN401 - it is not read yet
        if isinstance(written, dict) and written.get("formula") == "judged":
            return {"against": "target", **written}
        return written

    @model_validator(mode="after")
    def _excepts_once(self) -> Self:
        seen: set[str] = set()
        for position, exceptional in enumerate(self.exceptions):
            for index, identifier in enumerate(exceptional.indicators):
                if identifier in seen:
                    where = ("exceptions", str(position), "indicators", str(index))
                    raise contradiction(f"「{identifier}」の例外が二度書かれている", "一つにまとめる", *where)
                seen.add(identifier)
        return self

    @model_validator(mode="after")
    def _carries_against_something(self) -> Self:
        used = (self.against, *(exception.against for exception in self.exceptions if exception.against))
        if self.carried_against is not None and not any(COMPARISONS[against].by_year for against in used):
            raise contradiction(
                "前の年度の値と比べる値の年度があるのに、年度によって違う値と比べない方法である",
                "carried_against は、against が year_target、straight_line、elapsed_share のどれかのとき書く",
                "carried_against",
            )
        return self

    @model_validator(mode="after")
    def _has_rates_for_its_headline(self) -> Self:
        formulas = (self.formula, *(exception.formula for exception in self.exceptions if exception.formula))
        if self.headline is not None and {*formulas} <= {"position", "judged"}:
            raise contradiction(
                f"率を出さない方法（formula: {self.formula}）なのに、達成率の平均を答えとしている",
                "headline の行を消す",
                "headline",
            )
        return self

    @property
    def by_people(self) -> bool:
        """True if people rate: values take no rating."""
        return self.formula == "judged"

    @property
    def by_people_alone(self) -> bool:
        """True if that holds for every indicator, exceptions included."""
        return self.by_people and all(exception.formula in {None, "judged"} for exception in self.exceptions)

    @property
    def comparison(self) -> Comparison:
        """The choice of the comparison value."""
        return COMPARISONS[self.against]

    def compared_in(self, year: FiscalYear, own: FiscalYear) -> FiscalYear:
        """The year whose value an actual of `own` is held against in a report of `year`."""
        carried = self.carried_against is CarriedAgainst.OWN_YEAR and self.comparison.by_year
        return own if carried else year

    def of(self, indicator: str) -> "Method":
        """Return the method for one indicator, by its id."""
        return self._special.get(indicator, self)

    def judging(self, indicator: Indicator) -> "Method":
        """Return the method for `indicator`: what is compared with the year before is so whatever the plan says."""
        method = self.of(indicator.id)
        return method.model_copy(update={"against": "since_previous"}) if indicator.since_previous else method

    def takes_without_rate(self, *, met: bool) -> str | None:
        """Return the id of the rating of a met or missed target without a rate, or None where the plan has none."""
        if self.without_rate is None:
            return None
        return self.without_rate.met if met else self.without_rate.missed

    def formula_for(self, progress: Progress) -> str:
        """Return the formula for `progress`: without a baseline, the one that the plan has for that case."""
        return self.without_baseline or self.formula if progress.baseline is None else self.formula

    @cached_property
    def _special(self) -> dict[str, "Method"]:
        return {identifier: self._but(own) for own in self.exceptions for identifier in own.indicators}

    def _but(self, exception: Exceptional) -> "Method":
        said = {
            key: value for key in ("formula", "against", "dead_band") if (value := getattr(exception, key)) is not None
        }
        only = {"without_baseline": None} if exception.formula else {}  # its formula is for it, whatever is known of it
        return self.model_copy(update={**said, **only, "exceptions": ()})
