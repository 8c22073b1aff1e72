"""A decision of the governing body that changes the target of an indicator."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.record import (
    ByYear,
    Date,
    Flag,
    Id,
    Line,
    NonEmpty,
    Number,
    Record,
    Text,
    Year,
    contradiction,
    one_of,
)
from dxkpi.core.indicator.attested import Source
from dxkpi.core.indicator.hold import RangeOfYear
from dxkpi.core.indicator.parts import PartsAimed, PartsOfYear, Rule
from dxkpi.core.indicator.reach import Referenced
from dxkpi.core.indicator.target import From, RoundedTo, YearCountingName


def _kind(written: object) -> str:
    return (
        "[parts]"
        if isinstance(written, (Mapping, PartsOfYear)) and "parts" in dict(written)
        else ("[range]" if isinstance(written, (Mapping, RangeOfYear)) else "[number]")
    )


AnyYearTarget = Annotated[
    Annotated[Number, Tag("[number]")]
    | Annotated[PartsOfYear, Tag("[parts]")]
    | Annotated[RangeOfYear, Tag("[range]")],
    Discriminator(_kind),
]
"""What any direction writes of a single year; the tags are no part of the place of what is wrong in it."""


class TargetValues(Record):
    """Keys of a target in any direction; the direction of the indicator decides which of them are allowed."""

    value: Number | None = None
    lower: Number | None = Field(default=None, alias="min")
    upper: Number | None = Field(default=None, alias="max")
    exclusive: Flag | None = None
    tolerance: Number | None = None
    tolerance_percent: Number | None = None
    since: Annotated[From, one_of(From)] | None = Field(default=None, alias="from")
    change: Number | None = None
    points: Number | None = None
    rounded: RoundedTo | None = None
    text: Text | None = None
    steps: NonEmpty[Line] | None = None
    parts: PartsAimed | None = None
    rule: Annotated[Rule, one_of(Rule)] | None = None
    reference: Referenced | None = None
    by_year: ByYear[AnyYearTarget] | None = None
    by_year_counting: YearCountingName | None = None
    year: Year | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.stated:
            raise contradiction("目標のキーが一つもない", "指標の target と同じキーで書く（例 value: 6000）")
        return self

    @property
    def stated(self) -> dict[str, Any]:
        """The values present, by the name of their field."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value for name, value in values.items() if value is not None}


class Revision(Record):
    """A revision of a target: its values before and after, the reason, and the decision.

    The values of `from` end and those of `to` begin on `date`; all other keys of the target stay. `known` is the day it
    became known (default: `date`).
    """

    date: Date
    indicator: Id
    before: TargetValues = Field(alias="from")
    after: TargetValues = Field(alias="to")
    reason: Text
    decision: Text | None = None
    source: Source | None = None
    known: Date | None = None

    def certain_by(self, day: Day) -> bool:
        """Say whether it was decided and known by `day`."""
        return self.date.certainly_by(day) and (self.known or self.date).certainly_by(day)

    @property
    def first_year(self) -> FiscalYear:
        """The fiscal year in which it was decided, the first that it is in force for."""
        return self.date.fiscal_year

    @model_validator(mode="after")
    def _known_after_it_was_decided(self) -> Self:
        if self.known and self.known.last < self.date.first:
            raise contradiction(
                f"known（分かった日 {self.known}）が date（決まった日 {self.date}）より前である",
                "決定が分かった日は、決まった日より後になる。どちらかを直す",
                "known",
            )
        return self

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.before.stated == self.after.stated:
            raise contradiction("改定の前と後の目標が同じである", "to に、改定の後の目標を書く", "to")
        return self

    @model_validator(mode="after")
    def _says_whose(self) -> Self:
        if self.decision is None and self.source is None:
            raise contradiction(
                "決定 decision も出典 source も書かれていない",
                "決めた会議などを decision に書くか、資料を source に書く",
            )
        return self
