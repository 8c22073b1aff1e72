"""The publication of the year of a report, and the report's relation to it."""

from typing import NamedTuple

from dxkpi.core.basis.calendar import Day
from dxkpi.core.dataset import Dataset
from dxkpi.core.plan.published import CarriedOver, Correction
from dxkpi.core.publication.conformity import conformity
from dxkpi.core.published_rows import differences, row_of
from dxkpi.core.report import Report


class Corrected(NamedTuple):
    """A correction that applies, and the name of its indicator, or None for totals."""

    correction: Correction
    name: str | None


class Publication(NamedTuple):
    """The publication of a report's year, and the report's relation to it.

    `document` is the file. `differs`: newer values give other rows than the corrected published ones. `sound` is false
    where data or file were changed without a correction. `carried` names the indicators that had no value of the year,
    `added` those that the report counts and the published result does not have.
    """

    day: Day | None
    document: str
    corrections: tuple[Corrected, ...]
    differs: bool
    sound: bool
    carried: CarriedOver | None = None
    added: tuple[str, ...] = ()


def publication(dataset: Dataset, report: Report) -> Publication | None:
    """Relate `report` to the published result of its year.

    None where nothing was published by its vintage, or only a paper without corrections, with which the report is
    reconciled instead.
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
    day, carried = plan.plan.published_on(report.year), declared.published.carried
    added = tuple(a.indicator.id for a in report.assessments if a.indicator.id in stand.added)
    return Publication(day, declared.document, corrections, newer, stand.sound, carried, added)
