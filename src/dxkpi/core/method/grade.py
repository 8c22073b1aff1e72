"""Grades (評語): given for the total or the mean of the points of a section's ratings (佐野市, 文部科学省)."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, NamedTuple, Self, assert_never

from pydantic import model_validator

from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import Count, Id, Line, NonEmpty, Number, Record, contradiction, one_of, refuse_duplicates
from dxkpi.core.basis.rounding import MOST_DIGITS, rounded


class Gather(StrEnum):
    """Aggregation of the points of several indicators."""

    SUM = "sum"
    MEAN = "mean"


class Grade(Record):
    """A grade, from `at_least` points on (included); the last grade takes the rest."""

    id: Id
    label: Line
    at_least: Number | None = None


class Grades(Record):
    """Grading of a section's indicators together; with `digits` the points are first rounded half up."""

    by: Annotated[Gather, one_of(Gather)]
    digits: Count | None = None
    bands: NonEmpty[Grade]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.bands[-1].at_least is not None or len(self.bands) == 1:
            raise contradiction("一番下の評語に下限がある", "最後の評語は at_least を書かず、残りすべてとする", "bands")
        above: Fraction | None = None
        for position, grade in enumerate(self.bands[:-1]):
            where = ("bands", str(position))
            if grade.at_least is None:
                raise contradiction("下限 at_least がない", "最後の評語のほかは at_least を書く", *where)
            edge = ratio(grade.at_least)
            if above is not None and edge >= above:
                raise contradiction(
                    "下限が上の評語の下限以上である", "上から下へ、下限の大きい順に並べる", *where, "at_least"
                )
            above = edge
        return self

    @model_validator(mode="after")
    def _few_digits(self) -> Self:
        if self.digits is not None and self.digits > MOST_DIGITS:
            raise contradiction("桁が多すぎる", f"digits は0から{MOST_DIGITS}までで書く", "digits")
        return self

    @model_validator(mode="after")
    def _called_apart(self) -> Self:
        refuse_duplicates([grade.id for grade in self.bands], "bands")
        return self

    def of(self, points: Fraction, indicators: int) -> "Graded":
        """Return the grade of that many indicators with that many points together.

        Raises:
            ZeroDivisionError: for the mean of none.
        """
        match self.by:
            case Gather.SUM:
                figure = points
            case Gather.MEAN:
                figure = points / indicators
            case _:
                assert_never(self.by)
        if self.digits is not None:
            figure = Fraction(rounded(figure, self.digits), 10**self.digits)
        grade = next(g for g in self.bands if g.at_least is None or figure >= ratio(g.at_least))
        return Graded(grade, figure, indicators)


class Graded(NamedTuple):
    """A grade, the points that it was given for, and the number of indicators."""

    grade: Grade
    figure: Fraction
    indicators: int
