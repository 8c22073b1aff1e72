"""A plan: the method and the groups of its indicators, their revisions, and its published results."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, Field, PrivateAttr, ValidationError, model_validator

from dxkpi.core.basis.calendar import Day, FiscalYear, known_by
from dxkpi.core.basis.english import EnglishLabel, EnglishPlan
from dxkpi.core.basis.finding import Severity
from dxkpi.core.basis.number import Quotient
from dxkpi.core.basis.record import (
    ByYear,
    Date,
    Id,
    Line,
    Record,
    StatusName,
    Text,
    one_of,
    refuse_duplicates,
    written_keys,
)
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Document, Source, State
from dxkpi.core.indicator.target import ABSENT
from dxkpi.core.method.rating import Rating, SuspendedRating
from dxkpi.core.plan.published import Correction, Published, Unnamed
from dxkpi.core.plan.revision import Revision, TargetValues
from dxkpi.core.plan.scheme import UNASSESSED, Scheme, Section


class Cause(Record):
    """A group of reasons for missing a target."""

    id: Id
    label: Line
    en: EnglishLabel | None = None


_OFF = "none"  # off is a truth value to YAML 1.1
_WEIGHTS = (*(severity.value for severity in Severity), _OFF)


class RuleSetting(Record):
    """The severity that a plan gives a rule, and why: `error`, `warning`, or `none` to set its findings aside."""

    code: Text
    severity: Annotated[str, one_of(_WEIGHTS)]
    reason: Text

    @property
    def weight(self) -> Severity | None:
        """Severity of its findings; None where they do not count."""
        return None if self.severity == _OFF else Severity(self.severity)


class _Named(Record):
    """Identity of a plan: its id, its name, and its government."""

    plan: Id
    name: Line
    government: Line | None = None
    en: EnglishPlan | None = None


class Plan(Scheme, _Named):
    """A strategy whose indicators are reported. Without `method` all of them are only monitored.

    `deadlines` are the days by which values of each status are wanted, by fiscal year.
    """

    causes: tuple[Cause, ...] = ()
    revisions: tuple[Revision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    deadlines: ByYear[dict[StatusName, Date]] = Field(default_factory=dict)
    documents: dict[Id, Document] = Field(default_factory=dict)
    rules: tuple[RuleSetting, ...] = ()
    source: Source | None = None
    note: Text | None = None

    _published: Mapping[FiscalYear, Published] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        refuse_duplicates([cause.id for cause in self.causes], "causes")
        refuse_duplicates([setting.code for setting in self.rules], "rules")
        return self

    def with_published(self, published: Mapping[FiscalYear, Published]) -> "Plan":
        """Return the plan with the published results of its years, as corrected since."""
        copy = self.model_copy()
        copy._published = published  # noqa: SLF001 - it is a plan too
        return copy

    @cached_property
    def published(self) -> Mapping[FiscalYear, Published]:
        """Published results of its years, as corrected since; they come from separate files."""
        return self._published

    @cached_property
    def changes_sections(self) -> bool:
        """True if it may have other sections in some year than now."""
        judged = self._as_published.values()
        return self.dates_sections or any(own.dates_sections or own.section_ids != self.section_ids for own in judged)

    def in_year(self, year: FiscalYear) -> "Plan":
        """Return the plan as its results of `year` were judged where published with that, else as it is now.

        It has the sections of that year.
        """
        if year not in self._in_years:
            plan = self._as_published.get(year, self).sections_in(year)
            self._in_years[year] = None if plan is self else plan
        return self._in_years[year] or self

    @cached_property
    def _in_years(self) -> dict[FiscalYear, "Plan | None"]:
        """The plan in the years that were asked for; None for itself, as a record within itself cannot be compared."""
        return {}

    def placed(self, indicator: Indicator, year: FiscalYear) -> Indicator:
        """Return `indicator` under the name, section and owner of `year`: as published, else as it says itself.

        It is relisted in sections of that year alone.
        """
        result = self.published.get(year)
        row = result.rows.get(indicator.id) if result else None
        own = indicator.placed_in(year)
        if row is not None:
            here = row.section is None or row.section in self.in_year(year).section_ids
            keys = ("number", "name", *(("section", "relisted") if here else ()))
            stated = {key: value for key in keys if (value := getattr(row, key)) is not None}
            if result and not result.transcribed and "section" in stated:
                stated.setdefault("relisted", ())  # publish writes it where there is any
            own = own.placed(stated)
        if not own.relisted:
            return own
        sections = self.in_year(year).section_ids
        return own.placed({"relisted": tuple(other for other in own.relisted if other in sections)})

    def lists(self, indicator: Indicator, year: FiscalYear) -> bool:
        """Say whether `indicator` is one of `year`: whether the plan has its section then."""
        return self.placed(indicator, year).section in self.in_year(year).section_ids

    @cached_property
    def _as_published(self) -> dict[FiscalYear, "Plan"]:
        return {
            year: self.model_copy(update={key: _in_english(own, getattr(self, key)) for key, own in result.judged})
            for year, result in self._published.items()
            if result.judged is not None
        }

    @cached_property
    def revisions_of(self) -> dict[str, tuple[tuple[int, Revision], ...]]:
        """Revisions of each indicator by its id, with their positions, in the order of the file."""
        found: dict[str, tuple[tuple[int, Revision], ...]] = {}
        for position, revision in enumerate(self.revisions):
            found[revision.indicator] = (*found.get(revision.indicator, ()), (position, revision))
        return found

    @property
    def as_adopted(self) -> "Plan":
        """The plan without any revision of a target."""
        return self.model_copy(update={"revisions": ()})

    def undisclosed_in(self, year: FiscalYear, as_of: Day | None = None) -> tuple[Unnamed, ...]:
        """Return the unnamed indicators whose rating of `year` was published by `as_of`."""
        result = self.published.get(year)
        if result is None or not self.published_by(year, as_of):
            return ()
        return tuple(group for group in result.unnamed if group.rating != UNASSESSED)

    def unnamed(self, year: FiscalYear, section: str) -> int:
        """Return the number of unnamed indicators of a section in `year`, rated or not.

        Where nothing was published of the year, the nearest published one before it is used, else the nearest after it.
        """
        known = sorted(self.published, key=lambda own: (own > year, abs(own.start - year.start)))
        groups = self.published[known[0]].unnamed if known else ()
        return sum(group.count for group in groups if group.section == section)

    def published_by(self, year: FiscalYear, as_of: Day | None) -> bool:
        """Say whether the result of `year` was published by `as_of` (None: by now); without a date it always was."""
        return known_by(self.published_on(year), as_of)

    def published_on(self, year: FiscalYear) -> Day | None:
        """Return the day on which the result of `year` was published, or None where it is unknown."""
        result = self.published.get(year)
        if result is None or result.date is not None:
            return result.date if result else None
        document = self.documents.get(result.source.document) if result.source else None
        return document.date if document else None

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], Source]]:
        """Yield every source that the plan names, with the path to it."""
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


class Revised(NamedTuple):
    """A revision at its `position` in the plan, and the indicator `before` and `after` it."""

    position: int
    revision: Revision
    before: Indicator
    after: Indicator


class RevisionMisfit(NamedTuple):
    """A revision that does not fit the indicator `before` it, and the error of its direction."""

    position: int
    revision: Revision
    before: Indicator
    refused: ValidationError


def in_force(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> tuple[Revised, ...]:
    """Return the revisions in force in `year`, oldest first: the `after` of the last has the target in force.

    They were decided by the last day of `year`, and decided and known by `as_of` where given. Without revisions the
    target is as adopted; revisions after one that does not fit are ignored.
    """
    past = history(indicator, plan, as_of)
    if not past:
        return ()
    # The last day of the fiscal year.
    end = Day(year.start + 1, 3, 31)
    return tuple(step for step in past if step.revision.date.certainly_by(end))


def history(indicator: Indicator, plan: Plan, as_of: Day | None = None) -> tuple[Revised, ...]:
    """Return every revision decided and known by `as_of` (None: all declared), oldest first."""
    if indicator.id not in plan.revisions_of:
        return ()
    return tuple(
        step
        for step in steps(indicator, plan)
        if isinstance(step, Revised) and (as_of is None or step.revision.certain_by(as_of))
    )


def within(indicator: Indicator, plan: Plan, year: FiscalYear) -> tuple[Indicator, ...]:
    """Return `indicator` with every target in force at some time in `year`, the one at its end last."""
    start = Day(year.start, 3, 31)
    found = in_force(indicator, plan, year)
    before = [step for step in found if step.revision.date.certainly_by(start)]
    return (before[-1].after if before else indicator, *(step.after for step in found[len(before) :]))


def steps(indicator: Indicator, plan: Plan) -> Iterator[Revised | RevisionMisfit]:
    """Yield the revisions of `indicator` in the order of the plan, each applied to the result of the one before.

    The first that does not fit is yielded as a misfit and ends the sequence.
    """
    for position, revision in plan.revisions_of.get(indicator.id, ()):
        try:
            after = _revise(indicator, revision)
        except ValidationError as refused:
            yield RevisionMisfit(position, revision, indicator, refused)
            return
        yield Revised(position, revision, indicator, after)
        indicator = after


def standing(indicator: Indicator, plan: Plan) -> dict[str, Any]:
    """Return the target values in force by the keys of a revision; a flag only if set."""
    target, year = indicator.target, indicator.due
    values = {name: value for name, value in target or () if name in _NAMES and name != "year"}
    found = {name: value for name, value in values.items() if value is not None and value is not False}
    return {**found, "year": year or plan.target_year} if year or plan.target_year else found


_NAMES = tuple(TargetValues.model_fields)


def _revise(indicator: Indicator, revision: Revision) -> Indicator:
    """Return `indicator` with the keys of `from` replaced by those of `to`; the better side does not change."""
    written = as_written(indicator)
    old, ended = written.get("target", {}), as_written(revision.before)
    target = {key: value for key, value in old.items() if key not in {*ended, "note", "source"}}
    source = {"source": as_written(revision.source)} if revision.source else {}
    lacking = {"baseline": ABSENT} if indicator.lacks_baseline else {}
    # breaks of a later series would come before its baseline, and actuals that are shared are there by now
    left = {key: own for key in ("breaks", "actuals_of") if (own := getattr(indicator, key, None))}
    written = {key: own for key, own in written.items() if key not in left}
    revised = type(indicator).model_validate(
        {
            **written,
            "target": {**target, **as_written(revision.after), **source},
            "assumed": indicator.assumed_except("target"),
            **lacking,
            **{key: side.value for key, side in indicator.kept_side.items() if side},
        }
    )
    return revised.model_copy(update=left) if left else revised


def _in_english(then: Any, now: Any) -> Any:  # noqa: ANN401 - whatever a scheme has
    """Return a part of a published scheme with the English that there is now for the same Japanese texts."""
    if isinstance(then, tuple):
        known = {own.id: own for own in now if isinstance(own, _TRANSLATED)}
        return tuple(_in_english(own, known.get(own.id)) if isinstance(own, _TRANSLATED) else own for own in then)
    if not isinstance(then, SuspendedRating | Rating | State | Section) or type(now) is not type(then) or not now.en:
        return then
    words = {key: own for key, own in now.en if getattr(then, key) == getattr(now, key)}
    return then.model_copy(update={"en": type(now.en).model_construct(**words)})


_TRANSLATED = (Rating, State, Section)


def as_written(value: Any) -> Any:  # noqa: ANN401, PLR0911 - one for each kind of value
    """Return a record, or a value of one, in its written form: every scalar is text."""
    match value.written if isinstance(value, Quotient) else value:
        # Scalars first, as most are: to find out that they are no model takes longer than all else here.
        case str() | FiscalYear() | Day():
            return str(value)
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case BaseModel() as record:
            fields = ((key, getattr(record, name)) for name, key in written_keys(type(record)))
            return {key: as_written(own) for key, own in fields if own is not None}
        case Mapping() as own:
            return {str(key): as_written(below) for key, below in own.items()}
        case tuple() | list():
            return [as_written(own) for own in value]
        case _:
            return str(value)
