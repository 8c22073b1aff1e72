"""The manifest of a published year (公表記録): its figures, and the records that they rest on, in clear text."""

import re
from fractions import Fraction
from typing import Annotated, Self

from pydantic import model_validator

from dxkpi.core.plan import Plan
from dxkpi.core.scalars import Count, Date, Id, Number, Record, Refusal, Year, contradiction, typed
from dxkpi.core.spelling import Misspelt
from dxkpi.core.targets import AnyIndicator

RATIO_GRAMMAR = r"-?(0|[1-9]\d{0,199})(/[1-9]\d{0,199})?"
_RATIO = re.compile(RATIO_GRAMMAR, re.ASCII)


def _ratio(text: str) -> Fraction:
    if not _RATIO.fullmatch(text):
        raise Misspelt(text, "正確な比（例 25/34、1、0）")
    return Fraction(text)


Ratio = Annotated[
    Fraction,
    typed(
        Refusal.NUMBER,
        _ratio,
        "string",
        "integer",
        pattern=f"^({RATIO_GRAMMAR.replace('199', '')})$".replace(r"\d", "[0-9]"),
    ),
]


class Share(Record):
    """A percentage: as the report prints it, without the sign, and exactly, as a ratio."""

    printed: Number
    exact: Ratio


class TableFigures(Record):
    """A table of the report: its sections, how many indicators, counts by section and column, and percentages."""

    sections: tuple[Id, ...]
    size: Count
    counts: dict[Id, dict[Id, Count]]
    percent: dict[Id, Share]


class ResultFigures(Record):
    """What became of an indicator: the id of a rating, `suspended`, `unassessed` or `followed`, and the exact rate."""

    rating: Id
    rate: Ratio | None = None


class Figures(Record):
    """All figures of a report: its tables, the overview first, and the result of every named indicator."""

    tables: tuple[TableFigures, ...]
    results: dict[Id, ResultFigures]


class Records(Record):
    """Of the plan and its indicators what the figures rest on, and nothing else."""

    plan: Plan
    indicators: tuple[AnyIndicator, ...]


class Manifest(Record):
    """What was published of a plan and a year on a day."""

    plan: Id
    year: Year
    date: Date
    figures: Figures
    records: Records

    @model_validator(mode="after")
    def _speaks_of_one_plan(self) -> Self:
        if self.date.day is None:
            raise contradiction("公表の日が月までしか書かれていない", "2022-03-14 のように日まで書く", "date")
        if self.records.plan.plan != self.plan:
            raise contradiction(
                "凍結された計画が、この公表記録の計画と違う", "plan をそろえる", "records", "plan", "plan"
            )
        seen: set[str] = set()
        for position, indicator in enumerate(self.records.indicators):
            where = ("records", "indicators", str(position))
            if indicator.plan != self.plan:
                raise contradiction("別の計画の指標が凍結されている", "plan をそろえる", *where, "plan")
            if indicator.id in seen:
                raise contradiction(f"id「{indicator.id}」が二度使われている", "片方を消す", *where, "id")
            seen.add(indicator.id)
        return self
