"""A report of a published year beside its publication: what was corrected since, and whether newer records differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.dataset import Dataset
from dxkpi.core.day import Day
from dxkpi.core.diff.tables import TableMove, moved_tables
from dxkpi.core.plan import Plan
from dxkpi.core.publication.corrected import Applied, after_all
from dxkpi.core.publication.correction import Correction
from dxkpi.core.publication.figures import figures_of, reported
from dxkpi.core.publication.manifest import Manifest
from dxkpi.core.publication.standing import standing
from dxkpi.core.report import Report, Scope
from dxkpi.core.targets import Indicator


@dataclass(frozen=True, slots=True)
class Rerated:
    """An indicator before and after a correction; None where it is none of the year's."""

    before: Assessment | None
    after: Assessment | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, the `name` of its indicator, the plan on both sides of it, and what it did to the year.

    `results` are the indicators whose rating or rate it changed. `tables` are the counts and percentages that all
    corrections of its day moved; they are told with the last of that day, and None with the others.
    """

    correction: Correction
    name: str | None
    before: Plan
    after: Plan
    results: tuple[Rerated, ...]
    tables: tuple[TableMove, ...] | None


def _result(assessment: Assessment | None) -> object:
    return assessment and assessment.outcome


@dataclass(frozen=True, slots=True)
class Publication:
    """That and when a report's year was published, and how the report stands to it.

    `document` is the manifest. `differs`: newer records make other figures than those published and corrected.
    `sound` is false where records were changed without a correction, or the manifest itself was.
    """

    day: Day
    document: str
    corrections: tuple[Corrected, ...]
    differs: bool
    sound: bool


def publication(dataset: Dataset, report: Report) -> Publication | None:
    """How `report` stands to what was published of its year; None where nothing was, or not yet on its day."""
    declared = dataset.manifest(report.plan.plan, report.year)
    day = report.scope.as_of
    if declared is None or (day is not None and not declared.manifest.date.certainly_by(day)):
        return None
    manifest, stand = declared.manifest, standing(dataset, declared)
    published = figures_of(reported(after_all(manifest, stand.steps), manifest.year, manifest.date, report.scope))
    corrections = tuple(_corrected(manifest, stand.steps, report.scope))
    return Publication(manifest.date, declared.document, corrections, published != figures_of(report), stand.sound)


def _corrected(manifest: Manifest, steps: Sequence[Applied], scope: Scope) -> Iterator[Corrected]:
    for _, group in groupby((s for s in steps if s.misfit is None), key=lambda s: s.correction.date):
        own = tuple(group)
        first, last = (
            reported(records, manifest.year, manifest.date, scope) for records in (own[0].before, own[-1].after)
        )
        moves = tuple(moved_tables(first, last))
        for step in own:
            names = {i.id: i.name for records in (step.before, step.after) for i in records.indicators}
            yield Corrected(
                step.correction,
                names.get(step.correction.indicator or ""),
                step.before.plan,
                step.after.plan,
                tuple(_rerated(manifest, step, scope.section)),
                moves if step is own[-1] else None,
            )


def _rerated(manifest: Manifest, step: Applied, section: str | None) -> Iterator[Rerated]:
    """What a correction did to results: only an indicator or a plan that is another can have another one."""
    old, new = (
        {i.id: i for i in records.indicators if section in (None, *i.listed_in)}
        for records in (step.before, step.after)
    )
    for key in {**old, **new}:
        if step.before.plan is not step.after.plan or old.get(key) is not new.get(key):
            was = _assess(old.get(key), step.before.plan, manifest)
            now = _assess(new.get(key), step.after.plan, manifest)
            if _result(was) != _result(now):
                yield Rerated(was, now)


def _assess(indicator: Indicator | None, plan: Plan, manifest: Manifest) -> Assessment | None:
    return assess(indicator, plan, manifest.year, manifest.date) if indicator else None
