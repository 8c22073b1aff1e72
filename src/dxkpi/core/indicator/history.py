"""The past of an indicator: years by another definition, or under another name, section or owner."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Id, Line, Record, Text, Year, contradiction
from dxkpi.core.indicator.attested import Attested
from dxkpi.core.indicator.baseline import Baseline, NumberBaseline


class Break(Attested):
    """A change of definition: values from the year `first` on are another series, with a baseline of its own.

    Without that, the baseline is unknown from then on; each direction adds its type.
    """

    first: Year = Field(alias="from")
    reason: Text
    baseline: Baseline | None

    def with_years(self, kind: Callable[[FiscalYear], FiscalYear]) -> Self:
        """Return it with every year in it as `kind` makes it."""
        baseline = self.baseline.with_years(kind) if self.baseline else None
        return self.model_copy(update={"first": kind(self.first), "baseline": baseline})


class NumberBreak(Break):
    """A change of definition of an indicator of one number a year."""

    baseline: NumberBaseline | None = None


def refuse_breaks(breaks: Sequence[Break], baseline: Baseline | None) -> None:
    """Refuse changes of definition in disorder, and baselines that belong to a later definition or mix two.

    Raises:
        PydanticCustomError: a contradiction at the first of them.
    """
    for position, (before, after) in enumerate(pairwise(breaks), start=1):
        if after.first < before.first:
            raise contradiction(
                f"定義の変更（{after.first}）が、前に書かれたもの（{before.first}）より古い",
                "定義の変更を古い順に並べる",
                *("breaks", str(position), "from"),
            )
    later = ((("breaks", str(position), "baseline"), definition.baseline) for position, definition in enumerate(breaks))
    series: list[tuple[tuple[str, ...], Baseline | None]] = [(("baseline",), baseline), *later]
    for (keys, own), following in zip(series, breaks, strict=False):
        if own and own.year and own.year >= following.first:
            raise contradiction(
                f"基準値の年度（{own.year}）が、定義の変更（{following.first}）より前でない",
                "後の定義による基準値なら、その変更の baseline に書く。計画の前の変更なら、breaks でなく note に書く",
                *(*keys, "year"),
            )
        if own and any(year >= following.first for year in own.mean_of):
            raise contradiction(
                f"基準値の平均した年度に、定義の変更（{following.first}）の後の年度がある",
                "一つの定義による年度だけを平均する",
                *(*keys, "average_of"),
            )


class Formerly(Record):
    """Name and place of an indicator up to the year `until`; missing keys as later on."""

    until: Year
    number: Line | None = None
    name: Line | None = None
    section: Id | None = None
    subsection: Id | None = None
    relisted: tuple[Id, ...] | None = None
    owner: Line | None = None

    @property
    def stated(self) -> dict[str, object]:
        """The keys that it states, with their values."""
        values = {key: getattr(self, key) for key in type(self).model_fields if key != "until"}
        return {key: value for key, value in values.items() if value is not None}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.stated:
            raise contradiction(
                f"{self.until} まで何が違ったのかが書かれていない", "前の name、section、owner、number のどれかを書く"
            )
        return self


def refuse_formerly(entries: Sequence[Formerly]) -> None:
    """Refuse entries that are not oldest first, or two that end with the same year.

    Raises:
        PydanticCustomError: a contradiction at the first of them.
    """
    for position, (before, after) in enumerate(pairwise(entries), start=1):
        if after.until <= before.until:
            raise contradiction(
                f"until（{after.until}）が、前に書かれたもの（{before.until}）より後でない",
                "古い順に並べ、同じ年度までのことは一つにまとめる",
                *("formerly", str(position), "until"),
            )
