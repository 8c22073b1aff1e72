"""The legend below everything with marks: the meaning of each that occurs, and the indicators that bring it."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.mark import Mark
from dxkpi.core.count_table import CountTable
from dxkpi.core.indicator import Indicator
from dxkpi.core.keys import title_of
from dxkpi.core.numerals import number, status_phrase
from dxkpi.core.report import Report
from dxkpi.render.blocks import Notes, noted
from dxkpi.render.views.revisions import revision_notes

_NAMED = 8
"""How many indicators with a value of another time are named, if their cell says where they are."""


def legend(marks: Collection[Mark], notes: Mapping[Mark, Collection[str]] | None = None) -> Iterator[str]:
    """Yield a line for each of `marks` that says what it means, and below it the `notes` on it.

    A mark with notes has its line even where no figure bears it.
    """
    notes = notes or {}
    for mark in Mark:
        lines = notes.get(mark, ())
        if mark in marks or lines:
            yield f"{mark.sign} {mark.meaning}"
            yield from lines


def marks_below(assessments: Iterable[Assessment]) -> Iterator[Notes]:
    """Yield what the marks of results mean, where they have any."""
    return noted(legend({mark for assessment in assessments for mark in assessment.marks}))


def table_legend(report: Report, table: CountTable, *, detail: bool = False) -> Iterator[str]:
    """Yield what the marks in `table` mean, which indicators bring them, and why something was assumed or revised.

    With `detail` also the marks of the indicators that are listed one by one below the table.
    """
    cells = [cell for row in table.rows for cell in row.cells]
    placed = {a.indicator.id: a for cell in cells for a in (*cell.named, *cell.certain)}.values()
    somewhere = {a.indicator.id: a for row in table.rows for a in row.somewhere}.values()
    marks = {mark for cell in cells for mark in cell.marks}
    counted = _counted(report, table)
    notes = {
        Mark.ASSUMED: tuple(line for a in placed for line in _assumptions(a)),
        Mark.REVISED: tuple(revision_notes(counted, report.plan)),
        **{mark: tuple(_values(mark, placed, somewhere)) for mark in (Mark.CARRIED, Mark.PARTIAL)},
    }
    return legend(marks.union(*(a.marks for a in counted)) if detail else marks, notes)


def _counted(report: Report, table: CountTable) -> tuple[Assessment, ...]:
    shown, counted = table.sections, report.plan.relisted_count.sections
    return tuple(a for a in report.assessments if not shown.isdisjoint(counted(a.indicator)))


def _values(mark: Mark, placed: Iterable[Assessment], somewhere: Iterable[Assessment]) -> Iterator[str]:
    """Yield the indicators that bear `mark`, each with the value that it is judged by; those without a cell first."""
    for assessment in somewhere:
        if mark in assessment.marks:
            yield f"{_value(mark, assessment)}（公表件数から充当した。どの区分に入るかは決まらない）"
    own = [assessment for assessment in placed if mark in assessment.marks]
    yield from (_value(mark, assessment) for assessment in own[:_NAMED])
    if len(own) > _NAMED:
        yield f"{mark.sign} ほか{number(len(own) - _NAMED)}指標（指標ごとの一覧に、同じ印で示す）"


def _value(mark: Mark, assessment: Assessment) -> str:
    observation = next(iter(assessment.partly), None) if mark is Mark.PARTIAL else assessment.observation
    words = f"{observation.year.label}{status_phrase(observation.actual, observation.year)}" if observation else ""
    return f"{mark.sign} {assessment.indicator.heading}: {words}"


def _assumptions(assessment: Assessment) -> Iterator[str]:
    keys = (*assessment.assumed, *(("section",) if assessment.section_assumed else ()))
    return assumptions(assessment.indicator, keys)


def assumptions(indicator: Indicator, keys: Iterable[str]) -> Iterator[str]:
    """Yield a footnote for each of those assumed `keys`: what is assumed, and why."""
    for key in keys:
        name = title_of(key.partition(".")[0])
        yield f"{Mark.ASSUMED.sign} {indicator.heading}: {name}は推定（{indicator.assumed[key]}）"
