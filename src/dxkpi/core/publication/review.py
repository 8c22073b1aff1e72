"""A report of a published year beside its publication: what was corrected since, and whether newer records differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dxkpi.core.assess import Assessment
from dxkpi.core.dataset import Dataset
from dxkpi.core.day import Day
from dxkpi.core.diff.tables import TableMove, moved_tables
from dxkpi.core.publication.corrected import Applied, after_all
from dxkpi.core.publication.correction import Correction
from dxkpi.core.publication.figures import figures_of, reported
from dxkpi.core.publication.manifest import Manifest, Records
from dxkpi.core.publication.standing import standing
from dxkpi.core.report import Report, Scope


@dataclass(frozen=True, slots=True)
class Rerated:
    """An indicator before and after a correction; None where it is none of the year's."""

    before: Assessment | None
    after: Assessment | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, the `name` of its indicator, and what it did to results and tables of the year.

    `before` and `after` are the reports on both sides of it. Those of one day belong together: the tables are told
    with the last of them, against the report before the `first`; None where others of the day follow.
    """

    correction: Correction
    name: str | None
    before: Report
    after: Report
    first: Report | None

    @property
    def results(self) -> tuple[Rerated, ...]:
        """The indicators whose rating or rate it changed."""
        old, new = ({a.indicator.id: a for a in report.assessments} for report in (self.before, self.after))
        pairs = (Rerated(old.get(key), new.get(key)) for key in {**old, **new})
        return tuple(pair for pair in pairs if _result(pair.before) != _result(pair.after))

    @property
    def tables(self) -> tuple[TableMove, ...]:
        """The counts and percentages that the corrections of its day moved, if it is the last of them."""
        return tuple(moved_tables(self.first, self.after)) if self.first else ()


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
        first = _report(manifest, own[0].before, scope)
        for step in own:
            names = {i.id: i.name for records in (step.before, step.after) for i in records.indicators}
            name = names.get(step.correction.indicator or "")
            before, after = (_report(manifest, records, scope) for records in (step.before, step.after))
            yield Corrected(step.correction, name, before, after, first if step is own[-1] else None)


def _report(manifest: Manifest, records: Records, scope: Scope) -> Report:
    return reported(records, manifest.year, manifest.date, scope)
