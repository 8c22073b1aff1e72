"""A report of a published year beside what was published: what was corrected since, and whether newer values differ."""

from dataclasses import dataclass

from dxkpi.core.basis.calendar import Day
from dxkpi.core.dataset import Dataset
from dxkpi.core.plan.published import Correction
from dxkpi.core.publication.conformity import conformity
from dxkpi.core.published_rows import differences, row_of
from dxkpi.core.report import Report


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was made, and the name of its indicator, if it is of one."""

    correction: Correction
    name: str | None


@dataclass(frozen=True, slots=True)
class Publication:
    """That and when a report's year was published, and how the report stands to it.

    `document` is the file. `differs`: newer values make other rows than those published and corrected. `sound` is false
    where the data or the file were changed without a correction.
    """

    day: Day | None
    document: str
    corrections: tuple[Corrected, ...]
    differs: bool
    sound: bool


def publication(dataset: Dataset, report: Report) -> Publication | None:
    """How `report` stands to what was published of its year.

    None where nothing was, not yet on its day, or where only a paper prints it, which the report is reconciled with.
    """
    declared = dataset.published_in(report.plan.plan, report.year)
    plan = dataset.plan(report.plan.plan)
    if declared is None or plan is None or not plan.plan.published_by(report.year, report.scope.as_of):
        return None
    stand = conformity(dataset, declared)
    named = {own.indicator.id: own.indicator.name for own in dataset.of_plan(report.plan.plan)}
    corrections = tuple(
        Corrected(step.correction, named.get(step.correction.indicator or "", step.correction.indicator))
        for step in stand.steps
        if step.misfit is None
    )
    if declared.published.transcribed and not corrections:
        return None
    rows = stand.corrected.rows
    newer = not declared.published.transcribed and any(
        any(differences(rows[a.indicator.id], row_of(a, report.plan), report.plan, whole=True))
        for a in report.assessments
        if a.indicator.id in rows
    )
    return Publication(plan.plan.published_on(report.year), declared.document, corrections, newer, stand.sound)
