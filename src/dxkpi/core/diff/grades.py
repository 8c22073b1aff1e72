"""Two reports of a plan in a year, and which sections are not graded (評語) as they were."""

from collections.abc import Iterator
from dataclasses import dataclass

from dxkpi.core.grade import Graded
from dxkpi.core.report import Report
from dxkpi.core.scheme import Section
from dxkpi.core.section_grade import graded


@dataclass(frozen=True, slots=True)
class GradeMove:
    """A section with another grade, or other points for it; None where it has none."""

    section: Section
    before: Graded | None
    after: Graded | None


def moved_grades(before: Report | None, after: Report | None) -> Iterator[GradeMove]:
    """The sections with another grade, in the order of the plan."""
    old, new = _grades(before), _grades(after)
    for key in {**new, **old}:
        section = (new.get(key) or old[key])[0]
        was, now = (grades[key][1] if key in grades else None for grades in (old, new))
        if _printed(was) != _printed(now):
            yield GradeMove(section, was, now)


def _grades(report: Report | None) -> dict[str, tuple[Section, Graded | None]]:
    if report is None or report.overview is None:
        return {}
    whole = report.overview
    return {row.section.id: (row.section, graded(report.plan, whole, row)) for row in whole.rows}


def _printed(one: Graded | None) -> object:
    return one and (one.grade.id, one.grade.label, one.figure, one.indicators)
