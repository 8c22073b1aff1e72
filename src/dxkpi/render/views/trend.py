"""Indicators that are only followed: their values over the years, a table for each section."""

from collections.abc import Iterator, Sequence

from dxkpi.core.assessment import Assessment
from dxkpi.core.figure import NumberForm
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.numerals import number
from dxkpi.core.observations import read
from dxkpi.core.phrases import baseline_value_phrase, status_phrase, target_phrase, value_phrase
from dxkpi.core.report import Report
from dxkpi.core.scalars import Status
from dxkpi.core.source import Actual
from dxkpi.render.doc import Align, Block, Column, Grid, Heading, Notes
from dxkpi.render.views.relisted import relisted_remark
from dxkpi.render.views.report_notes import assumptions

_LEGEND = "空欄は値の記録がない年度。速報・見込・時点の値は数値の前にそう書き、約は概数"


def trends(report: Report) -> Iterator[Block]:
    """推移 of each section that has indicators without a target."""
    followed = report.followed
    sections = [s for s in report.sections if any(s.id in a.indicator.listed_in for a in followed)]
    if not sections:
        return
    years = sorted({year for a in followed for year in a.indicator.actuals if year <= report.year})
    yield Heading(2, "推移を見る指標")
    for section in sections:
        own = [a for a in followed if section.id in a.indicator.listed_in]
        yield Heading(3, section.heading)
        yield _grid(report, section.id, own, years)
        notes = (*_remarks(report, own, years), *_assumed(own))
        if notes:
            yield Notes(notes)
    yield Notes((_LEGEND,))


def _grid(report: Report, section: str, followed: Sequence[Assessment], years: Sequence[FiscalYear]) -> Grid:
    targets = any(a.indicator.target is not None for a in followed)
    baselines = any(a.indicator.baseline is not None for a in followed)
    columns = [Column(("指標",)), Column(("単位",))]
    columns += [Column(("目標",))] * targets + [Column(("基準値",))] * baselines
    columns += [Column((year.label,), Align.RIGHT, wraps=False) for year in years]
    rows = []
    for a in followed:
        again = relisted_remark(report.plan, a.indicator, (section,))
        row = [a.indicator.name + again, a.indicator.unit or ""]
        row += [target_phrase(a.indicator, report.plan) if a.indicator.target else ""] * targets
        row += [baseline_value_phrase(a.indicator)] * baselines
        rows.append((*row, *(_value(report, a, year) for year in years)))
    return Grid(tuple(columns), tuple(rows))


def _value(report: Report, assessment: Assessment, year: FiscalYear) -> str:
    """The value of one year alone, its status before it where it is not final."""
    actual = _of_year(report, assessment, year)
    if actual is None:
        return ""
    shown = value_phrase(assessment.indicator, actual)
    if isinstance(actual.form, NumberForm):
        shown = ("約" if actual.approximate else "") + number(actual.form.value)
    return shown if actual.status is Status.FINAL else f"{actual.status.value} {shown}"


def _of_year(report: Report, assessment: Assessment, year: FiscalYear) -> Actual | None:
    observation = read(assessment.indicator, report.plan, year, report.scope.as_of)
    return observation.actual if observation and observation.year == year else None


def _remarks(report: Report, followed: Sequence[Assessment], years: Sequence[FiscalYear]) -> Iterator[str]:
    """Which values are not of a whole year."""
    for a in followed:
        for year in years:
            actual = _of_year(report, a, year)
            if actual and (actual.period or actual.as_of):
                yield f"{a.indicator.name}: {year.label}{status_phrase(actual, year)}"


def _assumed(followed: Sequence[Assessment]) -> Iterator[str]:
    for a in followed:
        yield from assumptions(a.indicator, a.indicator.assumed)
