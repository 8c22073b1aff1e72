"""How a plan judges and counts: sections, method, ratings, states, and what is listed again (再掲)."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self, assert_never

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Count, Date, Id, Line, NonEmpty, Record, Year, contradiction, one_of, refuse_twins
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Occasion, Source, State
from dxkpi.core.method.method import Method
from dxkpi.core.method.rating import Rating, RatingScale, SuspendedRating
from dxkpi.core.method.rating_order import refuse_disorder, refuse_method, refuse_without_period


class RelistedCount(StrEnum):
    """Once, in its own section, or in each section that lists it."""

    ONCE = "once"
    EACH = "each"

    def sections(self, indicator: Indicator) -> tuple[str, ...]:
        """The ids of the sections that `indicator` counts in."""
        match self:
            case RelistedCount.ONCE:
                return (indicator.section,)
            case RelistedCount.EACH:
                return indicator.listed_in
            case _:
                assert_never(self)


RelistedCountName = Annotated[RelistedCount, one_of(RelistedCount)]


SUSPENDED = "suspended"
"""The column of suspended indicators in published counts and percentages, beside the ids of the ratings."""


class Subsection(Record):
    """A heading within a section."""

    id: Id
    name: Line


class Section(Record):
    """A part of the plan that reports group indicators by.

    `name` is short, `title` as headings print it, `indicators` how many the plan says it has, named or not.
    """

    id: Id
    name: Line
    title: Line | None = None
    indicators: Count | None = None
    subsections: tuple[Subsection, ...] = ()
    source: Source | None = None

    @property
    def heading(self) -> str:
        """The title, or the name where there is none."""
        return self.title or self.name


class Years(Record):
    """The fiscal years that a plan covers, both included; without `to` it has no end."""

    first: Year = Field(alias="from")
    last: Year | None = Field(default=None, alias="to")


class Scheme(Record):
    """The years, method, ratings and sections that results are judged and grouped by."""

    adopted: Date | None = None
    target_year: Year | None = None
    period: Years | None = None
    method: Method | None = None
    ratings: tuple[Rating, ...] = ()
    suspended: SuspendedRating | None = None
    states: tuple[State, ...] = ()
    sections: NonEmpty[Section]
    tables: tuple[tuple[Id, ...], ...] = ()
    relisted_count: RelistedCountName = RelistedCount.ONCE

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        _refuse_twins(self)
        if self.ratings:
            refuse_disorder(self.ratings)
            if self.method is None:
                raise contradiction("達成区分 ratings があるのに算定方法 method がない", "method を書く", "ratings")
            refuse_method(self.ratings, self.method)
            refuse_without_period(self.method, self.first_year, self.last_year)
        if self.period and self.period.last and self.period.last < self.period.first:
            raise contradiction("終わりの年度が始まりより前である", "from と to を入れ替える", "period", "to")
        return self

    @cached_property
    def scale(self) -> RatingScale | None:
        """The ratings, or None where the plan only follows its indicators."""
        if not self.ratings:
            return None
        method = self.method
        return RatingScale(self.ratings, method.rounding, method.clip) if method else RatingScale(self.ratings)

    def state(self, state_id: str) -> State | None:
        """The state of that id, if the plan has it."""
        return next((state for state in self.states if state.id == state_id), None)

    def state_on(self, occasion: Occasion) -> State | None:
        """The state that takes in indicators on that occasion, if the plan has one."""
        return next((state for state in self.states if state.when is occasion), None)

    @property
    def outside(self) -> frozenset[str]:
        """The ids of the columns that shares are not of: suspension and states that the plan leaves out."""
        suspended = {SUSPENDED} if self.suspended and not self.suspended.in_denominator else set()
        return frozenset(suspended | {state.id for state in self.states if not state.in_denominator})

    @property
    def first_year(self) -> FiscalYear | None:
        """The first fiscal year that it covers; None: open."""
        if self.period:
            return self.period.first
        return self.adopted.fiscal_year if self.adopted else None

    @property
    def last_year(self) -> FiscalYear | None:
        """The last fiscal year that it covers; None: open."""
        return self.period.last if self.period else self.target_year

    def covers(self, year: FiscalYear) -> bool:
        """Whether `year` is one that the plan reports on."""
        first, last = self.first_year, self.last_year
        return (first is None or first <= year) and (last is None or year <= last)

    @cached_property
    def section_ids(self) -> tuple[str, ...]:
        """The ids of its sections, in its order."""
        return tuple(section.id for section in self.sections)

    def section(self, section_id: str) -> Section:
        """The section of that id.

        Raises:
            KeyError: when the plan has none of that id.
        """
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def table_groups(self) -> tuple[tuple[str, ...], ...]:
        """The section tables of the report, as ids: those declared, then one for each section in none of them."""
        declared = {section for group in self.tables for section in group}
        return (*self.tables, *((section.id,) for section in self.sections if section.id not in declared))

    def adds_up(self, counts: Mapping[str, Mapping[str, int]], section_id: str) -> bool:
        """Whether the published counts of a section, if there are any, add up to the indicators it declares."""
        own = counts.get(section_id)
        declared = next((s.indicators for s in self.sections if s.id == section_id), None)
        return own is None or declared is None or sum(own.values()) == declared


def _refuse_twins(scheme: Scheme) -> None:
    columns = {*(rating.id for rating in scheme.ratings), SUSPENDED}
    for position, state in enumerate(scheme.states):
        if state.id in columns:
            reason = f"id「{state.id}」は達成区分か停止の id でもある"
            raise contradiction(reason, "別の id にする", "states", str(position), "id")
    occasions = [state.when for state in scheme.states]
    for position, when in enumerate(occasions):
        if when is not None and when in occasions[:position]:
            reason = f"「when: {when}」の状態が二つあり、どちらになるか決まらない"
            raise contradiction(reason, "一つの状態にだけ書く", "states", str(position), "when")
    for key, ids in (
        ("sections", scheme.section_ids),
        ("ratings", [rating.id for rating in scheme.ratings]),
        ("states", [state.id for state in scheme.states]),
    ):
        refuse_twins(ids, key)
