"""A plan: what its indicators share, how they are judged, and what was published of them."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from dxkpi.core.containers import ByYear, NonEmpty
from dxkpi.core.day import Day, known_by
from dxkpi.core.diagnostic import Severity
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.method import Method
from dxkpi.core.publication.correction import Correction
from dxkpi.core.rating import Rating, RatingScale, SuspendedRating
from dxkpi.core.rating_order import refuse_disorder, refuse_method, refuse_without_period
from dxkpi.core.relisting import RelistedCount, RelistedCountName
from dxkpi.core.revision import Revision
from dxkpi.core.scalars import Count, Date, Id, Number, Record, Text, Year, contradiction, one_of
from dxkpi.core.source import Document, Source
from dxkpi.core.state import Occasion, State
from dxkpi.core.twins import refuse_twins

SUSPENDED = "suspended"
"""The column of suspended indicators in published counts and percentages, beside the ids of the ratings."""


class Subsection(Record):
    """A heading within a section."""

    id: Id
    name: Text


class Section(Record):
    """A part of the plan that reports group indicators by.

    `name` is short, `title` as headings print it, `indicators` how many the plan says it has, named or not.
    """

    id: Id
    name: Text
    title: Text | None = None
    indicators: Count | None = None
    subsections: tuple[Subsection, ...] = ()
    source: Source | None = None

    @property
    def heading(self) -> str:
        """The title, or the name where there is none."""
        return self.title or self.name


class Cause(Record):
    """A group of reasons for missing a target."""

    id: Id
    label: Text


class Undisclosed(Record):
    """Indicators that a document counts and does not name."""

    section: Id
    rating: Id
    count: Count
    source: Source


Counts = dict[Id, Count]
Percentages = dict[Id, Number]


class PublishedPercent(Record):
    """Percentages as printed: of the whole plan, and of each of the plan's `tables`. By rating id, or `suspended`."""

    total: Percentages | None = None
    tables: tuple[Percentages, ...] = ()


class Published(Record):
    """The result of a year as a document prints it: indicators by section and rating id, or `suspended`."""

    source: Source
    counts: dict[Id, Counts]
    percent: PublishedPercent = PublishedPercent()


class Years(Record):
    """The fiscal years that a plan covers, both included; without `to` it has no end."""

    first: Year = Field(alias="from")
    last: Year | None = Field(default=None, alias="to")


_OFF = "none"  # off is a truth value to YAML 1.1
_WEIGHTS = (*(severity.value for severity in Severity), _OFF)


class RuleSetting(Record):
    """How much the findings of one rule weigh in a plan, and why: `error`, `warning`, or `none` to set them aside."""

    code: Text
    severity: Annotated[str, one_of(_WEIGHTS)]
    reason: Text

    @property
    def weight(self) -> Severity | None:
        """What a finding weighs; None where it does not count."""
        return None if self.severity == _OFF else Severity(self.severity)


class Plan(Record):
    """What the indicators of a strategy belong to. Without `ratings` nothing in it is rated, only followed."""

    plan: Id
    name: Text
    government: Text | None = None
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
    causes: tuple[Cause, ...] = ()
    undisclosed: tuple[Undisclosed, ...] = ()
    published: ByYear[Published] = Field(default_factory=dict)
    revisions: tuple[Revision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    documents: dict[Id, Document] = Field(default_factory=dict)
    rules: tuple[RuleSetting, ...] = ()
    source: Source | None = None
    note: Text | None = None

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

    @cached_property
    def revisions_of(self) -> dict[str, tuple[tuple[int, Revision], ...]]:
        """The revisions of each indicator by its id, with their positions, in the order in which they stand."""
        found: dict[str, tuple[tuple[int, Revision], ...]] = {}
        for position, revision in enumerate(self.revisions):
            found[revision.indicator] = (*found.get(revision.indicator, ()), (position, revision))
        return found

    @property
    def as_adopted(self) -> "Plan":
        """The plan as if no target had ever been revised."""
        return self.model_copy(update={"revisions": ()})

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

    def adds_up(self, published: Published, section_id: str) -> bool:
        """Whether the published counts of a section, if there are any, add up to the indicators it declares."""
        counts = published.counts.get(section_id)
        declared = next((s.indicators for s in self.sections if s.id == section_id), None)
        return counts is None or declared is None or sum(counts.values()) == declared

    def undisclosed_in(self, year: FiscalYear, as_of: Day | None = None) -> tuple[Undisclosed, ...]:
        """The unnamed indicators whose rating of `year` is known: those that the document of its result counts.

        With `as_of`, none of them before the day of that document.
        """
        result = self.published.get(year)
        if result is None or not self.published_by(year, as_of):
            return ()
        return tuple(u for u in self.undisclosed if u.source.document == result.source.document)

    def published_by(self, year: FiscalYear, as_of: Day | None) -> bool:
        """Whether the result of `year` was out on `as_of` (None: by now); a document without a date always was."""
        return known_by(self.published_on(year), as_of)

    def published_on(self, year: FiscalYear) -> Day | None:
        """The day of the document that prints the result of `year`, if both are known."""
        result = self.published.get(year)
        document = self.documents.get(result.source.document) if result else None
        return document.date if document else None

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], Source]]:
        """Every source that the plan names, with the path to it."""
        if self.source:
            yield ("source",), self.source
        for index, section in enumerate(self.sections):
            if section.source:
                yield ("sections", index, "source"), section.source
        for index, group in enumerate(self.undisclosed):
            yield ("undisclosed", index, "source"), group.source
        for year, result in self.published.items():
            yield ("published", str(year), "source"), result.source
        for index, revision in enumerate(self.revisions):
            if revision.source:
                yield ("revisions", index, "source"), revision.source
        for index, correction in enumerate(self.corrections):
            if correction.source:
                yield ("corrections", index, "source"), correction.source


def _refuse_twins(plan: Plan) -> None:
    columns = {*(rating.id for rating in plan.ratings), SUSPENDED}
    for position, state in enumerate(plan.states):
        if state.id in columns:
            reason = f"id「{state.id}」は達成区分か停止の id でもある"
            raise contradiction(reason, "別の id にする", "states", str(position), "id")
    occasions = [state.when for state in plan.states]
    for position, when in enumerate(occasions):
        if when is not None and when in occasions[:position]:
            reason = f"「when: {when}」の状態が二つあり、どちらになるか決まらない"
            raise contradiction(reason, "一つの状態にだけ書く", "states", str(position), "when")
    for key, ids in (
        ("sections", plan.section_ids),
        ("ratings", [rating.id for rating in plan.ratings]),
        ("states", [state.id for state in plan.states]),
        ("causes", [cause.id for cause in plan.causes]),
        ("rules", [setting.code for setting in plan.rules]),
    ):
        refuse_twins(ids, key)
