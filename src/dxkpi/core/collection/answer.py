"""Answers of departments: what they say, in which cells, and what was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from string import ascii_uppercase
from typing import Any, Self

from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.basis.record import Status
from dxkpi.core.collection.columns import SheetColumn


@dataclass(frozen=True, order=True, slots=True)
class CellPlace:
    """A place in a workbook: `at` as Excel names it (L9), or a range; empty for the whole sheet or file."""

    file: str
    sheet: str = ""
    at: str = ""

    def __str__(self) -> str:
        inside = f"{self.sheet}!{self.at}" if self.sheet and self.at else self.sheet or self.at
        return f"{self.file} {inside}" if inside else self.file

    @property
    def row(self) -> Self:
        """The row that the place is in, or begins in; of a whole sheet or file, itself."""
        return replace(self, at=self.at.partition(":")[0].lstrip(ascii_uppercase))


@dataclass(frozen=True, slots=True)
class Rejection:
    """An answer that was not taken: `message` says what was found and what to do. `name` is the indicator, if known."""

    rule: RuleInfo
    cell: CellPlace
    message: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """A value, written as in the data (`value`, `parts` or `done`), with its status."""

    written: Mapping[str, Any]
    status: Status
    as_of: Day | None = None
    approximate: bool = False
    note: str | None = None

    @property
    def record(self) -> dict[str, Any]:
        """The record that says it, without its origin."""
        return {
            **self.written,
            "status": self.status.value,
            **({"as_of": str(self.as_of)} if self.as_of else {}),
            **({"approximate": "true"} if self.approximate else {}),
            **({"note": self.note} if self.note else {}),
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason for missing the target: one of the plan's causes by its id, words, or both."""

    cause: str | None = None
    reason: str | None = None

    @property
    def record(self) -> dict[str, Any]:
        """The record that says it, without its origin."""
        return {key: own for key, own in (("cause", self.cause), ("reason", self.reason)) if own}


@dataclass(frozen=True, slots=True)
class PendingAnswer:
    """The answer that there is no value yet."""

    until: Day | None = None
    reason: str | None = None

    @property
    def record(self) -> dict[str, Any]:
        """The record that says it, without its origin."""
        return {key: own for key, own in (("until", str(self.until or "")), ("reason", self.reason)) if own}


@dataclass(frozen=True, slots=True)
class RatingAnswer:
    """The rating that the department gives itself, by its id in the plan."""

    rating: str

    @property
    def record(self) -> dict[str, Any]:
        """The record that says it, without its origin."""
        return {"rating": self.rating}


@dataclass(frozen=True, slots=True)
class RemarkAnswer:
    """A remark under a heading of the plan, in a `column` of the sheet."""

    heading: str
    text: str
    column: SheetColumn = field(compare=False)

    @property
    def record(self) -> dict[str, Any]:
        """The record that says it, without its origin."""
        return {"heading": self.heading, "text": self.text}


Group = ValueAnswer | Reason | PendingAnswer | RatingAnswer | RemarkAnswer
"""One statement of an answer: it is written, or refused, as a whole."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The content of one row, or of the rows of all parts of one indicator; `cells` are their places, by column."""

    key: str
    value: ValueAnswer | None = None
    reason: Reason | None = None
    pending: PendingAnswer | None = None
    cells: Mapping[SheetColumn, CellPlace] = field(default_factory=dict)
    rating: RatingAnswer | None = None
    remarks: tuple[RemarkAnswer, ...] = ()

    @property
    def said(self) -> tuple[Group, ...]:
        """Its content, without the places; empty where nothing is answered."""
        return tuple(own for own in (self.value, self.reason, self.pending, self.rating, *self.remarks) if own)

    def at(self, *columns: SheetColumn) -> CellPlace:
        """Return the cell of the first of `columns` that is filled in, else of the row."""
        return next(self.cells[column] for column in (*columns, *self.cells) if column in self.cells)
