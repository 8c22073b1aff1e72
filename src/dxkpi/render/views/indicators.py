"""The indicators of a report's table one by one: with years as columns, or with the rate of the year alone."""

from collections.abc import Iterator

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.mark import signs
from dxkpi.core.count_table import CountTable
from dxkpi.core.indicator.figure import NumberForm
from dxkpi.core.numerals import actual_phrase, baseline_value_phrase, number
from dxkpi.core.plan.plan import Plan
from dxkpi.core.report import Report
from dxkpi.render.blocks import Align, Column, Grid, Tone, Toned, figures
from dxkpi.render.verdicts import outcome_tone, rate_phrase, rating_word, rating_words
from dxkpi.render.views.cautions import relisted_remark, target_words
from dxkpi.render.views.method_words import compared_words
from dxkpi.render.views.years import break_notes, year_head, year_value

NOTHING = "-"


def indicators(report: Report, table: CountTable) -> Grid:
    """Return the indicators of `table` in the plan's order, with their values year by year.

    A column in which nothing stands is left out, unless it is of the report's own year.
    """
    own = tuple(_own(report, table))
    columns = {column: cells for column, cells in _columns(report, table, own) if any(cells)}
    return Grid(tuple(columns), tuple(zip(*columns.values(), strict=True)))


def rates(report: Report, table: CountTable) -> Grid:
    """Return the indicators of `table` with target, actual and rate, for a plan that prints these and no ratings."""
    heads = (
        Column("指標"),
        Column("目標"),
        Column("実績"),
        Column("達成率", Align.RIGHT),
        Column("結果"),
    )
    shown = table.sections
    return Grid(heads, tuple(_rates(report.plan, assessment, shown) for assessment in _own(report, table)))


def _own(report: Report, table: CountTable) -> Iterator[Assessment]:
    shown = table.sections
    return (a for a in report.assessments if shown.intersection(a.indicator.listed_in) and a.indicator.rated)


def _rates(plan: Plan, assessment: Assessment, shown: frozenset[str]) -> tuple[str, ...]:
    return (
        assessment.indicator.heading + relisted_remark(plan, assessment.indicator, shown),
        _target(plan, assessment),
        NOTHING if assessment.observation is None else actual_phrase(assessment),
        *_result(plan, assessment),
    )


def _target(plan: Plan, assessment: Assessment) -> str:
    return "／".join((target_words(assessment.indicator, plan), *compared_words(assessment, plan)))


def _result(plan: Plan, assessment: Assessment) -> tuple[str, str]:
    """Return rate and rating; the marks stand behind the rate, or behind the rating where there is none."""
    mark, rate = signs(assessment.marks), rate_phrase(assessment.outcome, plan)
    rating = Toned((rating_words(assessment, plan), outcome_tone(assessment.outcome, plan)))
    return rate + mark if rate else NOTHING, rating if rate else Toned(*rating.parts, (mark, Tone.PLAIN))


def _columns(
    report: Report, table: CountTable, own: tuple[Assessment, ...]
) -> Iterator[tuple[Column, tuple[str, ...]]]:
    plan, shown = report.plan, table.sections
    yield Column("番号", wraps=False), tuple(a.indicator.number or "" for a in own)
    names = (a.indicator.listed_name + relisted_remark(plan, a.indicator, shown) for a in own)
    yield Column("指標"), tuple(names)
    yield Column("単位"), tuple(a.indicator.unit or "" for a in own)
    yield Column("基準値", Align.RIGHT), tuple(_baseline(a) for a in own)
    for year in _years(report, own):
        cells = tuple(year_value(report, a, year) for a in own)
        yield figures(year_head(year, own)), tuple(cell or NOTHING for cell in cells)
    yield Column("目標"), tuple(_target(plan, a) for a in own)
    results = [_result(plan, a) for a in own]
    if any(rate != NOTHING for rate, _ in results):
        yield figures("達成率"), tuple(rate for rate, _ in results)
    yield Column(rating_word(plan)), tuple(rating for _, rating in results)


def _baseline(assessment: Assessment) -> str:
    """Write the baseline; a plain number without its unit, which has a column of its own."""
    baseline = assessment.indicator.baseline
    form = baseline.form if baseline and not baseline.mean_of else None
    return number(form.value) if isinstance(form, NumberForm) else baseline_value_phrase(assessment.indicator)


def breaks(report: Report, table: CountTable) -> tuple[str, ...]:
    """Return the notes below the indicators of `table` whose definition changed among their years."""
    own = tuple(_own(report, table))
    return tuple(break_notes(own, _years(report, own)))


def _years(report: Report, own: tuple[Assessment, ...]) -> tuple[FiscalYear, ...]:
    """Return the years of the plan up to the report's that some indicator has a value of, and the report's own."""
    first, last = report.plan.first_year, report.year
    known = {year for a in own for year in a.all_series.actuals if year <= last and (first is None or first <= year)}
    return tuple(sorted({*known, last}))
