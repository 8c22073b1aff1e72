"""The part of a plan that judges and counts: sections, method, ratings, special statuses, cross-listing (再掲)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Self, assert_never

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.english import EnglishName, EnglishSection
from dxkpi.core.basis.record import (
    Count,
    Date,
    Id,
    Line,
    NonEmpty,
    Record,
    Year,
    contradiction,
    one_of,
    refuse_duplicates,
)
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Carry, CarryName, Occasion, Source, State
from dxkpi.core.method.method import Method
from dxkpi.core.method.rating import Rating, RatingScale, SuspendedRating, by_target
from dxkpi.core.method.rating_order import (
    refuse_disorder,
    refuse_method,
    refuse_what_needs_ratings,
    refuse_without_period,
)
from dxkpi.core.plan.shares import ShareRounding, Shares


class RelistedCount(StrEnum):
    """Counting of cross-listed indicators: once, in their own section, or in each section that lists them."""

    ONCE = "once"
    EACH = "each"

    def sections(self, indicator: Indicator) -> tuple[str, ...]:
        """Return the ids of the sections that `indicator` counts in."""
        match self:
            case RelistedCount.ONCE:
                return (indicator.section,)
            case RelistedCount.EACH:
                return indicator.listed_in
            case _:
                assert_never(self)


class AfterTargetYear(StrEnum):
    """The basis of a result after the target year: the latest value, or the result of the target year."""

    LATEST = "latest"
    FREEZE = "freeze"


RelistedCountName = Annotated[RelistedCount, one_of(RelistedCount)]


SUSPENDED = "suspended"
"""The column of suspended indicators in published counts and percentages, besides the ids of the ratings."""
UNASSESSED = "unassessed"
"""The column of indicators without a possible rating, shown only where there are any."""
TOTAL = "total"
"""The row of all sections of a table in published percentages and in CSV, besides the ids of the sections."""


class Subsection(Record):
    """A heading within a section."""

    id: Id
    name: Line
    en: EnglishName | None = None


class Section(Record):
    """A part of the plan by which reports group indicators.

    `name` is short, `title` is for headings, `indicators` is the number stated by the plan, named or not. Reports of
    years before `since` and after `until` do not have it.
    """

    id: Id
    name: Line
    title: Line | None = None
    en: EnglishSection | None = None
    indicators: Count | None = None
    since: Year | None = None
    until: Year | None = None
    subsections: tuple[Subsection, ...] = ()
    source: Source | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise contradiction(
                f"分野の最後の年度（{self.until.formal}）が、最初の年度（{self.since.formal}）より前である",
                "since に分野のある最初の年度、until に最後の年度を書く",
                "until",
            )
        return self

    def exists_in(self, year: FiscalYear) -> bool:
        """Say whether reports of `year` have it."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)

    @property
    def heading(self) -> str:
        """The title, or the name where there is none."""
        return self.title or self.name


class Years(Record):
    """The fiscal years that a plan covers, both included; open without `to`."""

    first: Year = Field(alias="from")
    last: Year | None = Field(default=None, alias="to")


class Scheme(Record):
    """The years, method, ratings and sections that results are judged and grouped by."""

    adopted: Date | None = None
    target_year: Year | None = None
    period: Years | None = None
    method: Method | None = None
    after_target_year: Annotated[AfterTargetYear, one_of(AfterTargetYear)] | None = None
    carry: CarryName = Carry.ANY
    declared_ratings: tuple[Rating, ...] = Field(default=(), alias="ratings")
    suspended: SuspendedRating | None = None
    states: tuple[State, ...] = ()
    sections: NonEmpty[Section]
    tables: tuple[tuple[Id, ...], ...] = ()
    relisted_count: RelistedCountName = RelistedCount.ONCE
    shares: Shares | None = None

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        """The declared ratings; where there is only a method, whether the target was reached."""
        return self.declared_ratings or (by_target(self.method.comparison.aim) if self.method else ())

    @property
    def rates_only(self) -> bool:
        """True if it prints rates and has no ratings of its own."""
        return self.method is not None and not self.declared_ratings

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        _refuse_twins(self)
        _refuse_inside(self.states, self.method)
        if self.method is not None and self.rates_only:
            refuse_what_needs_ratings(self.method)
        if self.ratings:
            if self.method is None or not self.method.by_people_alone:
                refuse_disorder(self.ratings)
            if self.method is None:
                raise contradiction("達成区分 ratings があるのに算定方法 method がない", "method を書く", "ratings")
            refuse_method(self.ratings, self.method)
            refuse_without_period(self.method, self.first_year, self.last_year)
        elif self.after_target_year is not None:
            raise contradiction(
                "算定方法 method がないのに、目標年度の後の扱いがある",
                "after_target_year の行を消すか、method を書く",
                "after_target_year",
            )
        if self.period and self.period.last and self.period.last < self.period.first:
            raise contradiction("終わりの年度が始まりより前である", "from と to を入れ替える", "period", "to")
        return self

    @cached_property
    def scale(self) -> RatingScale | None:
        """The rating scale; None where the plan only monitors its indicators."""
        if not self.ratings:
            return None
        method = self.method
        if method is None:
            return RatingScale(self.ratings)
        return RatingScale(self.ratings, method.rounding, method.clip, certain_only=method.without_rate is not None)

    def state(self, state_id: str) -> State | None:
        """Return the special status with that id, or None."""
        return next((state for state in self.states if state.id == state_id), None)

    def state_on(self, occasion: Occasion) -> State | None:
        """Return the special status that applies on that occasion, or None."""
        return next((state for state in self.states if state.when is occasion), None)

    @property
    def share_rounding(self) -> ShareRounding:
        """The rounding of the shares of its tables."""
        return self.shares.rounding if self.shares else ShareRounding.HALF_UP

    def printed_shares(self, exact: Sequence[Fraction | None]) -> Sequence[Fraction | None]:
        """Return the shares of a row as they are printed; what is rounded half up is left to print."""
        how = self.share_rounding
        return exact if how is ShareRounding.HALF_UP else how.printed(exact)

    @property
    def outside(self) -> frozenset[str]:
        """Ids of columns outside the denominator: suspension and special statuses, where the plan says so.

        A status that takes in by itself what the method's denominator leaves out is outside with it.
        """
        suspended = {SUSPENDED} if self.suspended and not self.suspended.in_denominator else set()
        left_out = self.method.denominator.left_out if self.method else ()
        states = (state for state in self.states if not state.in_denominator or state.when in left_out)
        return frozenset(suspended | {state.id for state in states})

    @property
    def first_year(self) -> FiscalYear | None:
        """The first fiscal year that it covers; None: unknown."""
        if self.period:
            return self.period.first
        return self.adopted.fiscal_year if self.adopted else None

    @property
    def last_year(self) -> FiscalYear | None:
        """The last fiscal year that it covers; None: unknown."""
        return self.period.last if self.period else self.target_year

    def covers(self, year: FiscalYear) -> bool:
        """Say whether the plan reports on `year`."""
        first, last = self.first_year, self.last_year
        return (first is None or first <= year) and (last is None or year <= last)

    @cached_property
    def section_ids(self) -> tuple[str, ...]:
        """Ids of its sections, in its order."""
        return tuple(section.id for section in self.sections)

    @property
    def suspended_label(self) -> str:
        """The plan's word for the end of tracking."""
        return self.suspended.label if self.suspended else "停止"

    def section(self, section_id: str) -> Section:
        """Return the section with that id.

        Raises:
            KeyError: for an unknown id.
        """
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def table_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the report's section tables, as ids: those declared, then one for each section in none of them."""
        declared = {section for group in self.tables for section in group}
        return (*self.tables, *((section.id,) for section in self.sections if section.id not in declared))

    @cached_property
    def dates_sections(self) -> bool:
        """True if it has some of its sections only in some years."""
        return any(section.since or section.until for section in self.sections)

    def sections_in(self, year: FiscalYear) -> Self:
        """Return the scheme with the sections that it has in `year`; with all of them where it would have none."""
        if not self.dates_sections:
            return self
        own = tuple(section for section in self.sections if section.exists_in(year))
        if not own or len(own) == len(self.sections):
            return self
        ids = {section.id for section in own}
        tables = tuple(left for group in self.tables if (left := tuple(one for one in group if one in ids)))
        return self.model_copy(update={"sections": own, "tables": tables})

    def adds_up(self, counts: Mapping[str, Mapping[str, int]], section_id: str) -> bool:
        """Say whether the published counts of a section add up to its declared number of indicators.

        True where either is missing.
        """
        own = counts.get(section_id)
        declared = next((s.indicators for s in self.sections if s.id == section_id), None)
        return own is None or declared is None or sum(own.values()) == declared


def _refuse_inside(states: Sequence[State], method: Method | None) -> None:
    left_out = method.denominator.left_out if method else ()
    for index, state in enumerate(states):
        if state.when in left_out and state.in_denominator and "in_denominator" in state.model_fields_set:
            raise contradiction(
                f"「{state.label}」に自動で入る指標を、割合の母数に入れる（in_denominator: true）とも、"
                f"入れない（算定方法の denominator）とも書いてある",
                "in_denominator の行を消す。母数に入れるなら、method の denominator を all にする",
                *("states", str(index), "in_denominator"),
            )


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
    for key, ids, taken in (
        ("sections", scheme.section_ids, {TOTAL: "計"}),
        ("ratings", [rating.id for rating in scheme.ratings], {SUSPENDED: "停止", UNASSESSED: "算定不能"}),
        ("states", [state.id for state in scheme.states], {UNASSESSED: "算定不能"}),
    ):
        for position, own in enumerate(ids):
            if own in taken:
                reason = f"id「{own}」は、報告の表の「{taken[own]}」を指す"
                raise contradiction(reason, "別の id にする", key, str(position), "id")
        refuse_duplicates(ids, key)
