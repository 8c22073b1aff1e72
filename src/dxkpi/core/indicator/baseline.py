"""The baseline of a target: the value of one year or the mean of several, and its later revisions."""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple, Self

from pydantic import model_validator

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.quantity import Quantity
from dxkpi.core.basis.record import Date, NonEmpty, Record, Text, Year, contradiction
from dxkpi.core.indicator.attested import Source, Vouched
from dxkpi.core.indicator.figure import NumberForm, ValueForm

_FEWEST = 2


class Baseline(Record):
    """The value that the target was set from; each direction adds its type."""

    year: Year | None = None
    note: Text | None = None
    source: Source | None = None

    @property
    @abstractmethod
    def form(self) -> ValueForm:
        """The value."""

    @property
    def mean_of(self) -> tuple[FiscalYear, ...]:
        """The fiscal years that it is the mean of; none where it is of one year."""
        return ()

    @property
    def revisions(self) -> tuple["BaselineRevision", ...]:
        """Its revisions, oldest first."""
        return ()

    def vintages(self, as_of: Day | None) -> tuple["BaselineVintage", ...]:  # noqa: ARG002 - by those with revisions
        """Return its vintages in order, as known on `as_of` (None: all); none where it never changed."""
        return ()

    def with_years(self, kind: Callable[[FiscalYear], FiscalYear]) -> Self:
        """Return it with every year in it as `kind` makes it."""
        return self.model_copy(update={"year": kind(self.year) if self.year else None})

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], Source]]:
        """Yield every source that it names, with the path to it."""
        if self.source is not None:
            yield ("source",), self.source


class BaselineRevision(Vouched):
    """The value after its statistics were restated (遡及改定), known from `date` on, and the reason.

    `year`: the fiscal year of the new value, where it differs.
    """

    date: Date
    value: Quantity
    year: Year | None = None
    reason: Text


class NumberBaseline(Baseline):
    """A baseline that is one number.

    `average_of` names the fiscal years that it is the mean of; `year` is then the one in which a straight line begins.
    """

    value: Quantity
    average_of: NonEmpty[Year] | None = None
    restated: NonEmpty[BaselineRevision] | None = None

    @property
    def form(self) -> NumberForm:
        return NumberForm(self.value)

    @property
    def mean_of(self) -> tuple[FiscalYear, ...]:
        return self.average_of or ()

    @property
    def revisions(self) -> tuple[BaselineRevision, ...]:
        return self.restated or ()

    def vintages(self, as_of: Day | None) -> tuple["BaselineVintage", ...]:
        if not self.restated:
            return ()
        found = [BaselineVintage(self.model_copy(update={"restated": None}))]
        for position, revision in enumerate(self.restated):
            if as_of is None or revision.date.certainly_by(as_of):
                years = {"year": revision.year, "average_of": None} if revision.year else {}
                value = found[-1].baseline.model_copy(update={"value": revision.value, **years})
                found.append(BaselineVintage(value, position, revision))
        return tuple(found)

    def with_years(self, kind: Callable[[FiscalYear], FiscalYear]) -> Self:
        each = tuple(own.model_copy(update={"year": kind(own.year) if own.year else None}) for own in self.revisions)
        more = {"average_of": tuple(map(kind, self.mean_of)) or None, "restated": each or None}
        return super().with_years(kind).model_copy(update=more)

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], Source]]:
        yield from super().sources()
        for position, revision in enumerate(self.revisions):
            if revision.source is not None:
                yield ("restated", position, "source"), revision.source

    @model_validator(mode="after")
    def _is_of_several_years(self) -> Self:
        years = self.average_of
        if years is None:
            return self
        if len(years) < _FEWEST:
            raise contradiction("一つの年度の平均になっている", "年度が一つなら year に書く", "average_of")
        if len(set(years)) < len(years):
            raise contradiction("平均した年度に、同じ年度が二度ある", "一つにする", "average_of")
        return self

    @model_validator(mode="after")
    def _restated_in_order(self) -> Self:
        for position, (before, after) in enumerate(pairwise(self.revisions), start=1):
            if after.date.last < before.date.first:
                raise contradiction(
                    f"基準値を改めた日（{after.date}）が、前に書かれたもの（{before.date}）より古い",
                    "改めた値を古い順に並べる",
                    *("restated", str(position), "date"),
                )
        return self


class BaselineVintage(NamedTuple):
    """The baseline in force for a time; `restated` at `position` set it, None for the one first declared."""

    baseline: NumberBaseline
    position: int | None = None
    restated: BaselineRevision | None = None
