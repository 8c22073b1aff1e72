"""Reports and indicators as flat tables for other programs: one value a field, nothing inherited from the row above."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.number import finite
from dxkpi.core.count_table import CountCell, CountColumn, CountTable, Percentage
from dxkpi.core.detail import cause_of, standing, state_of
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Suspension
from dxkpi.core.indicator.figure import NumberForm, PooledForm, ValueForm
from dxkpi.core.numerals import baseline_value_phrase, percent_figure, rate_figure, target_phrase, value_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import TOTAL
from dxkpi.core.report import Report
from dxkpi.render.verdicts import rate_remark
from dxkpi.render.views.cautions import remark_words
from dxkpi.render.views.fields import INDICATOR_FIELDS, OVERVIEW_FIELDS, SECTION_FIELDS, Field

Value = str | int | Decimal | bool | None
Row = Mapping[str, Value]
"""A record by column; missing values are blank."""


def of_year(plan: Plan, year: FiscalYear, as_of: Day | None) -> dict[str, Value]:
    """Return the columns of a plan in a year, at the vintage `as_of`."""
    return {
        "plan_id": plan.plan,
        "plan": plan.name,
        "fiscal_year": year.start,
        "as_of": str(as_of) if as_of else None,
    }


def of_indicator(indicator: Indicator) -> dict[str, Value]:
    """Return the columns by which an indicator is found in its plan, and its unit."""
    return {
        "id": indicator.id,
        "number": indicator.number,
        "name": indicator.name,
        "section_id": indicator.section,
        "relisted_section_ids": " ".join(indicator.relisted) or None,
        "owner": indicator.owner,
        "unit": indicator.unit,
    }


def indicator_row(plan: Plan, assessment: Assessment, as_of: Day | None = None) -> Row:
    """Return one indicator in one fiscal year, at the vintage `as_of`.

    A `_text` column says what a number alone does not: steps, parts, ranges, 増加を目指す. It is blank elsewhere.
    """
    indicator = assessment.indicator
    unmet, suspended = indicator.unmet.get(assessment.result_year), _suspension(assessment)
    where = standing(assessment)
    return {
        **of_year(plan, assessment.year, as_of),
        **of_indicator(indicator),
        "section": next((s.heading for s in plan.sections if s.id == indicator.section), None),
        "section_assumed": assessment.section_assumed,
        "direction": indicator.direction,
        **_baseline(indicator),
        **_target(plan, indicator),
        **_actual(assessment),
        **outcome_columns(plan, assessment),
        "standing": where.value if where else None,
        "rating_assumed": bool(assessment.assumed),
        "suspended_reason": suspended.reason if suspended else None,
        "successor": suspended.successor if suspended else None,
        "cause_id": cause_of(assessment),
        "unmet_reason": unmet.reason if unmet else None,
        "source_document": indicator.source.document if indicator.source else None,
        "source_page": indicator.source.page if indicator.source else None,
        **_adopted(plan, assessment, as_of),
        "of_id": indicator.of,
        "counting": indicator.counted.value if indicator.counted else None,
        "year_kind": indicator.year_kind.value,
        "expected_value": indicator.expectations.get(assessment.year),
        "actual_sum": _sum(assessment),
        "baseline_average_of": _averaged(indicator),
        "baseline_restated": str(assessment.restated.date) if assessment.restated else None,
        "result_of_year": assessment.frozen.start if assessment.frozen else None,
        "met_in_target_year": assessment.once_met.start if assessment.once_met else None,
        "carried": assessment.carried,
        "partial": assessment.partial,
        **_judged(assessment),
        "remarks": "／".join(map(remark_words, indicator.remarks.get(assessment.result_year, ()))) or None,
        "rate_remark": rate_remark(assessment.outcome, plan) or None,
        "definition_since_year": assessment.since.first.start if assessment.since else None,
        "actuals_of_id": indicator.actuals_of,
    }


def _judged(assessment: Assessment) -> dict[str, Value]:
    """Return what people said of the year, and the rating that the values alone come to beside it."""
    said, computed = assessment.judged, assessment.computed
    return {
        "judged": said is not None,
        "judged_by": said.by if said else None,
        "judged_reason": said.reason if said else None,
        "computed_rating_id": computed.rating.id if isinstance(computed, Rated) else None,
    }


def _suspension(assessment: Assessment) -> Suspension | None:
    suspension = assessment.indicator.suspended
    return suspension if suspension and suspension.covers(assessment.result_year) else None


def _averaged(indicator: Indicator) -> str | None:
    years = indicator.baseline.mean_of if indicator.baseline else ()
    return " ".join(str(year.start) for year in sorted(years)) or None


def _sum(assessment: Assessment) -> Decimal | None:
    total = assessment.summed.total if assessment.summed else None
    return None if total is None else finite(total)


def _baseline(indicator: Indicator) -> dict[str, Value]:
    baseline = indicator.baseline
    if baseline is None:
        return {}
    return {
        "baseline_value": _number(indicator, baseline.form),
        "baseline_year": baseline.year.start if baseline.year else None,
        "baseline_text": None if baseline.form.number is not None else baseline_value_phrase(indicator),
        "baseline_assumed": "baseline" in indicator.assumed,
    }


def _target(plan: Plan, indicator: Indicator) -> dict[str, Value]:
    target = indicator.target
    year = (target.due if target else None) or plan.target_year
    form = indicator.target_form
    return {
        "target_value": form.number if form else None,
        "target_year": year.start if year and indicator.rated else None,
        "target_text": None if _says_all(indicator) else target_phrase(indicator),
    }


def _adopted(plan: Plan, assessment: Assessment, as_of: Day | None) -> dict[str, Value]:
    """Return the last revision of the target, and value and result of the adopted one; empty where unrevised."""
    if not assessment.by_revised:
        return {}
    own = _target(plan, assessment.adopted)
    result = outcome_columns(plan, assess(assessment.adopted, plan.as_adopted, assessment.year, as_of))
    return {
        "target_revised": str(assessment.revisions[-1].revision.date),
        "adopted_target_value": own["target_value"],
        "adopted_target_text": own["target_text"],
        "adopted_rating_id": result.get("rating_id"),
        "adopted_rate_percent": result.get("rate_percent"),
    }


def _says_all(indicator: Indicator) -> bool:
    """Say whether the target is completely described by its value."""
    if not isinstance(indicator.target_form, NumberForm):
        return not indicator.rated
    return indicator.target is None or not any(indicator.target.margin)


def _actual(assessment: Assessment) -> dict[str, Value]:
    observation = assessment.observation
    if observation is None:
        return {}
    actual: Actual = observation.actual
    return {
        "actual_value": _number(assessment.indicator, actual.form),
        "actual_year": observation.year.start,
        "actual_status": actual.status.value,
        "actual_as_of": str(actual.as_of) if actual.as_of else None,
        "actual_from": str(actual.period.first) if actual.period else None,
        "actual_to": str(actual.period.last) if actual.period else None,
        "actual_approximate": actual.approximate,
        "actual_text": None if actual.form.number is not None else value_phrase(assessment.indicator, actual),
    }


def outcome_columns(plan: Plan, assessment: Assessment) -> dict[str, Value]:
    """Return the result by column: its state, rating and rate, or why there is none."""
    outcome = assessment.outcome
    state: dict[str, Value] = {"state": state_of(outcome).value}
    match outcome:
        case Rated(rating, rate):
            return {**state, "rating_id": rating.id, "rating": rating.label, **_rate(plan, rate)}
        case NotAssessed():
            return {**state, "not_assessed": outcome.why.value, **_rate(plan, outcome.rate)}
        case SpecialStatus(own):
            return {**state, "in_state_id": own.id}
        case _:
            return state


def _rate(plan: Plan, rate: Fraction | None) -> dict[str, Value]:
    """Return the rate as printed, and exactly."""
    if rate is None or plan.scale is None:
        return {}
    return {
        "rate_percent": Decimal(rate_figure(rate, plan.scale)),
        "rate_numerator": rate.numerator,
        "rate_denominator": rate.denominator,
    }


def overview_rows(reports: Iterable[Report]) -> Iterator[Row]:
    """Yield one row a plan, section and rating, over the whole plan."""
    for report in reports:
        if report.overview:
            mean = _mean(report)
            for row in _rows(report.overview):
                yield {**_plan(report), **row, **(mean if row["section_id"] == TOTAL else {})}


def section_rows(reports: Iterable[Report]) -> Iterator[Row]:
    """Yield one row a plan, section table, section and rating."""
    for report in reports:
        for position, table in enumerate(report.tables, start=1):
            yield from ({**_plan(report), "table": position, **row} for row in _rows(table))


def indicator_rows(reports: Iterable[Report]) -> Iterator[Row]:
    """Yield one row a named indicator; for a monitored one, a row for each year with an actual (推移)."""
    for report in reports:
        for assessment in report.assessments:
            for shown in _years(report, assessment):
                yield indicator_row(report.plan, shown, report.scope.as_of)


def _years(report: Report, assessment: Assessment) -> Iterator[Assessment]:
    indicator = assessment.all_series
    written = {year.reported for year in (*indicator.actuals, *indicator.expectations)}
    years = sorted(year for year in written if year <= report.year)
    if not isinstance(assessment.outcome, Monitored) or not years:
        yield assessment
        return
    for year in years:
        yield assess(indicator, report.plan, year, report.scope.as_of)


TABLES: dict[str, tuple[tuple[Field, ...], Callable[[Iterable[Report]], Iterator[Row]]]] = {
    "overview": (OVERVIEW_FIELDS, overview_rows),
    "sections": (SECTION_FIELDS, section_rows),
    "indicators": (INDICATOR_FIELDS, indicator_rows),
}
"""The columns of each table of reports, and its rows."""


def _plan(report: Report) -> dict[str, Value]:
    return {**of_year(report.plan, report.year, report.scope.as_of), "computed": report.scope.computed}


def _mean(report: Report) -> dict[str, Value]:
    """Return the mean of the rates, what it is of, and its marks; empty where the answer of the plan is none."""
    mean, scale = report.mean_rate, report.plan.scale
    if mean is None or scale is None:
        return {}
    return {
        "mean_rate_percent": Decimal(rate_figure(mean.exact, scale)),
        "mean_rate_indicators": mean.count,
        "mean_rate_marks": " ".join(mark.value for mark in Mark if mark in mean.marks) or None,
    }


def _rows(table: CountTable) -> Iterator[dict[str, Value]]:
    for row in table.rows:
        of: Row = {"section_id": row.section.id, "section": row.section.heading, "indicators": row.size}
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield {**of, **_rating(column), "count": cell.count, **_behind([cell])}
    for index, (column, share) in enumerate(zip(table.columns, table.percentages, strict=True)):
        yield {
            "section_id": TOTAL,
            "section": "計",
            "indicators": table.size,
            **_rating(column),
            **_total([row.cells[index] for row in table.rows], share),
        }


def _rating(column: CountColumn) -> dict[str, Value]:
    return {"rating_id": column.id, "rating": column.label, "rating_group": column.group}


def _number(indicator: Indicator, form: ValueForm) -> Decimal | None:
    """Return the number of a value; of pooled parts, what they come to together."""
    target = indicator.target_form
    return target.come_to(form) if isinstance(target, PooledForm) else form.number


def _total(cells: list[CountCell], share: Percentage) -> dict[str, Value]:
    printed = None if share.printed is None else Decimal(percent_figure(share.printed, share.zero))
    return {"count": sum(cell.count or 0 for cell in cells), "share_percent": printed, **_behind(cells)}


def _behind(cells: list[CountCell]) -> dict[str, Value]:
    """Return the number of indicators that bring each mark."""
    return {
        "by_publication": any(cell.by_publication for cell in cells),
        "from_publication": sum(cell.from_publication for cell in cells),
        "undisclosed": sum(cell.undisclosed for cell in cells),
        **{mark.value: sum(len(cell.bearing(mark)) for cell in cells) for mark in Mark.of_indicators()},
    }
