"""A plan: what its indicators share, how they are judged, and what was published of them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, PrivateAttr, model_validator

from dxkpi.core.basis.calendar import Day, FiscalYear, known_by
from dxkpi.core.basis.finding import Severity
from dxkpi.core.basis.record import Id, Line, Record, Text, one_of, refuse_twins
from dxkpi.core.indicator.attested import Document, Source
from dxkpi.core.plan.published import UNASSESSED, Correction, Published, Unnamed
from dxkpi.core.plan.revision import Revision
from dxkpi.core.plan.scheme import Scheme


class Cause(Record):
    """A group of reasons for missing a target."""

    id: Id
    label: Line


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


class _Named(Record):
    """Which plan it is, and whose."""

    plan: Id
    name: Line
    government: Line | None = None


class Plan(Scheme, _Named):
    """What the indicators of a strategy belong to. Without `ratings` nothing in it is rated, only followed."""

    causes: tuple[Cause, ...] = ()
    revisions: tuple[Revision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    documents: dict[Id, Document] = Field(default_factory=dict)
    rules: tuple[RuleSetting, ...] = ()
    source: Source | None = None
    note: Text | None = None

    _published: Mapping[FiscalYear, Published] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        refuse_twins([cause.id for cause in self.causes], "causes")
        refuse_twins([setting.code for setting in self.rules], "rules")
        return self

    def with_published(self, published: Mapping[FiscalYear, Published]) -> "Plan":
        """The plan with the results that were published of its years, as corrected since."""
        copy = self.model_copy()
        copy._published = published  # noqa: SLF001 - it is a plan too
        return copy

    @property
    def published(self) -> Mapping[FiscalYear, Published]:
        """What was published of its years, as corrected since; it stands in files of its own."""
        return self._published

    def in_year(self, year: FiscalYear) -> "Plan":
        """The plan as its results of `year` were judged where they were published by that, else as it is now."""
        return self._as_published.get(year, self)

    @cached_property
    def _as_published(self) -> dict[FiscalYear, "Plan"]:
        return {
            year: self.model_copy(update={key: getattr(result.judged, key) for key in Scheme.model_fields})
            for year, result in self._published.items()
            if result.judged is not None
        }

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

    def undisclosed_in(self, year: FiscalYear, as_of: Day | None = None) -> tuple[Unnamed, ...]:
        """The unnamed indicators whose rating of `year` was published by `as_of`."""
        result = self.published.get(year)
        if result is None or not self.published_by(year, as_of):
            return ()
        return tuple(group for group in result.unnamed if group.rating != UNASSESSED)

    def unnamed(self, year: FiscalYear, section: str) -> int:
        """How many indicators of a section have no name in `year`, rated or not.

        Where nothing was published of the year, that is taken from the nearest one before it, else after it.
        """
        known = sorted(self.published, key=lambda own: (own > year, abs(own.start - year.start)))
        groups = self.published[known[0]].unnamed if known else ()
        return sum(group.count for group in groups if group.section == section)

    def published_by(self, year: FiscalYear, as_of: Day | None) -> bool:
        """Whether the result of `year` was out on `as_of` (None: by now); a document without a date always was."""
        return known_by(self.published_on(year), as_of)

    def published_on(self, year: FiscalYear) -> Day | None:
        """The day on which the result of `year` was published, if that is known."""
        result = self.published.get(year)
        if result is None or result.date is not None:
            return result.date if result else None
        document = self.documents.get(result.source.document) if result.source else None
        return document.date if document else None

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], Source]]:
        """Every source that the plan names, with the path to it."""
        if self.source:
            yield ("source",), self.source
        for index, section in enumerate(self.sections):
            if section.source:
                yield ("sections", index, "source"), section.source
        for index, revision in enumerate(self.revisions):
            if revision.source:
                yield ("revisions", index, "source"), revision.source
        for index, correction in enumerate(self.corrections):
            if correction.source:
                yield ("corrections", index, "source"), correction.source
