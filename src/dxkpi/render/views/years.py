"""The values of indicators over the years, each with a bar against the target."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import NamedTuple

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import CalendarYear, FiscalYear
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import Status
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Source, YearKind
from dxkpi.core.indicator.baseline import BaselineVintage
from dxkpi.core.indicator.figure import NumberForm, PartsForm, PooledForm, StepsForm, TargetForm
from dxkpi.core.indicator.history import Break
from dxkpi.core.numerals import (
    baseline_value_phrase,
    break_phrase,
    day_phrase,
    number,
    status_alone,
    status_phrase,
    target_phrase,
    value_phrase,
    years_behind,
)
from dxkpi.core.observations import Vintage
from dxkpi.core.plan.plan import Plan
from dxkpi.core.report import Report
from dxkpi.core.targets import at_end, targets_in_force
from dxkpi.render.blocks import (
    About,
    Align,
    Block,
    Column,
    Grid,
    Heading,
    Length,
    Named,
    Notes,
    Tone,
    Toned,
    figures,
    noted,
)
from dxkpi.render.views.cautions import relisted_remark, source_phrase, target_words
from dxkpi.render.views.legend import assumptions

_LEGEND = "空欄は値の記録がない年度。速報・見込・時点の値は数値の前にそう書き、約は概数"


_EXPECTED = "見込量は、計画が見込んだ量。良い向きはなく、判定も件数にも入らない"


def trends(report: Report) -> Iterator[Block]:
    """Yield the trends (推移) of each section with indicators without a target."""
    monitored = report.monitored
    sections = [s for s in report.sections if any(s.id in a.indicator.listed_in for a in monitored)]
    if not sections:
        return
    named = ({*a.all_series.actuals, *a.indicator.expectations} for a in monitored)
    years = sorted({year for own in named for year in own if year <= report.year})
    yield Heading(2, "推移を見る指標")
    for section in sections:
        own = [a for a in monitored if section.id in a.indicator.listed_in]
        yield Heading(3, section.heading)
        yield _grid(report, section.id, own, years)
        assumed = (line for a in own for line in assumptions(a.indicator, a.indicator.assumed))
        yield from noted((*_remarks(report, own, years), *break_notes(own, years), *assumed))
    expected = any(a.indicator.expectations for a in monitored)
    yield Notes((_LEGEND, *((_EXPECTED,) if expected else ())))


def _grid(report: Report, section: str, monitored: Sequence[Assessment], years: Sequence[FiscalYear]) -> Grid:
    targets = any(a.indicator.target is not None for a in monitored)
    baselines = any(a.indicator.baseline is not None for a in monitored)
    columns = [Column("指標"), Column("単位")]
    columns += [Column("目標")] * targets + [Column("基準値")] * baselines
    columns += [figures(year_head(year, monitored)) for year in years]
    rows = []
    for a in monitored:
        again = relisted_remark(report.plan, a.indicator, (section,))
        about = About(report.plan.plan, a.indicator.id)
        row = [Named(a.indicator.heading + again, about), a.indicator.unit or ""]
        row += [target_phrase(a.indicator, report.plan) if a.indicator.target else ""] * targets
        row += [baseline_value_phrase(a.indicator)] * baselines
        rows.append((*row, *(year_value(report, a, year) for year in years)))
    return Grid(tuple(columns), tuple(rows))


def year_head(year: FiscalYear, assessments: Iterable[Assessment]) -> str:
    """Write a year above the values of indicators: `R4年度`, `2022年`, or both where they have years of both kinds."""
    kinds = {a.indicator.year_kind for a in assessments}
    shown = {YearKind.FISCAL: FiscalYear(year.start), YearKind.CALENDAR: CalendarYear(year.start)}
    return "・".join(own.label for kind, own in shown.items() if kind in kinds)


def year_value(report: Report, assessment: Assessment, year: FiscalYear) -> str:
    """Write the value of one year alone, after its status where it is not final.

    The first one by another definition stands behind a bar.
    """
    actual, expected = _of_year(report, assessment, year), assessment.indicator.expectations.get(year)
    beside = "" if expected is None else f"見込量 {number(expected)}"
    if actual is None:
        return beside
    beside = f"（{beside}）" if beside else ""
    shown = value_phrase(assessment.indicator, actual)
    if isinstance(actual.form, NumberForm):
        shown = ("約" if actual.approximate else "") + number(actual.form.value)
    shown = _BREAK * _begins(assessment, year) + shown
    if actual.status is Status.FINAL:
        return shown + beside
    return Toned((f"{actual.status.value} {shown}", Tone.PROVISIONAL), (beside, Tone.PLAIN))


_BREAK = "｜"


def _begins(assessment: Assessment, year: FiscalYear) -> bool:
    """Say whether the value of `year` is the first one by its definition, and others came before."""
    indicator, since = assessment.all_series, assessment.all_series.break_in(year)
    same = (past for past in indicator.actuals if past < year and indicator.break_in(past) is since)
    return since is not None and next(same, None) is None and any(past < year for past in indicator.actuals)


def break_notes(assessments: Iterable[Assessment], years: Sequence[FiscalYear]) -> Iterator[str]:
    """Yield the changes of definition among values of `years`, which the bar before a value stands for."""
    for a in assessments:
        for definition in a.all_series.redefined:
            if years and years[0] < definition.first <= years[-1]:
                words = break_phrase(definition)
                yield f"{_BREAK}定義の変更 {a.indicator.heading}: {words}。その前の値とは比べられない"


def _of_year(report: Report, assessment: Assessment, year: FiscalYear) -> Actual | None:
    observation = Vintage(assessment.all_series, report.plan, report.scope.as_of).read(year)
    return observation.actual if observation and observation.year == year else None


def _remarks(report: Report, monitored: Sequence[Assessment], years: Sequence[FiscalYear]) -> Iterator[str]:
    """Yield the values that are not of a whole year."""
    for a in monitored:
        for year in years:
            actual = _of_year(report, a, year)
            if actual and (actual.period or actual.as_of):
                yield f"{a.indicator.heading}: {year_head(year, (a,))}{status_phrase(actual, year)}"


_LONGEST = 20
_STROKE = "#"
_NOTHING = Fraction(0)


Cited = Callable[[Source | None], str]
"""Returns a short reference to a source, which something below the table explains."""


def years_grid(indicator: Indicator, plan: Plan, cited: Cited | None = None) -> Grid:
    """Return one row a record, and one for each target that years are judged by and that has a size.

    With `cited`, the baseline and every target have a row, and all rows their source.
    """
    columns = [
        Column("年度", wraps=False),
        Column("値", Align.RIGHT),
        Column("目標との比較", wraps=False),
        Column("状態"),
    ]
    rules = [
        rule
        for rule in _ruling(indicator, plan)
        if _goal_size(rule.indicator) is not None or (cited and rule.indicator.rated)
    ]
    values = [*_series(indicator, plan, sourced=cited is not None)]
    values += [
        _Value(r.label, target_words(r.indicator, plan), _goal_size(r.indicator), r.years, r.source) for r in rules
    ]
    top = max((value.size for value in values if value.size), default=_NOTHING)
    rows = [(value.label, value.words, bar(value.size, top), value.state) for value in values]
    if cited is None:
        return Grid(tuple(columns), tuple(rows), total=len(rules))
    sourced = tuple((*row, cited(value.source)) for row, value in zip(rows, values, strict=True))
    return Grid((*columns, Column("出典")), sourced, total=len(rules))


class _Value(NamedTuple):
    """A row of the values of an indicator."""

    label: str
    words: str
    size: Fraction | None
    state: str
    source: Source | None


def _series(indicator: Indicator, plan: Plan, *, sourced: bool) -> Iterator[_Value]:
    """Yield the values by each definition, oldest first; with `sourced` after its baseline."""
    since: Break | None = None
    if sourced:
        yield from _baseline(indicator)
    for year in sorted(indicator.actuals):
        if indicator.break_in(year) is not since and (since := indicator.break_in(year)):
            yield _Value(f"{since.first.label}から", "", None, "定義の変更。前の値とは比べられない", since.source)
            if sourced:
                yield from _baseline(indicator.in_series(year))
        target = at_end(indicator, plan, year.reported).target_form
        for actual in indicator.actuals[year]:
            size, source = _size(actual.form, target), actual.origin(indicator.source)
            yield _Value(year.label, value_phrase(indicator, actual), size, status_alone(actual, year), source)


def _baseline(indicator: Indicator) -> Iterator[_Value]:
    baseline = indicator.baseline
    if baseline is not None:
        years, assumed = "、".join(years_behind(baseline)), "推定" if "baseline" in indicator.assumed else ""
        source = None if assumed else baseline.source or indicator.source
        details = "、".join(filter(None, (years, assumed)))
        yield _Value(
            "基準値", baseline_value_phrase(indicator), _size(baseline.form, indicator.target_form), details, source
        )
        yield from filter(None, (_restated(indicator, vintage) for vintage in baseline.vintages(None)))


def _restated(indicator: Indicator, vintage: BaselineVintage) -> _Value | None:
    revision = vintage.restated
    if revision is None:
        return None
    then = indicator.model_copy(update={"baseline": vintage.baseline})
    details = "、".join((*years_behind(vintage.baseline), f"{day_phrase(revision.date)}に改めた"))
    source = None if revision.reported else revision.origin(indicator.source)
    size = _size(vintage.baseline.form, indicator.target_form)
    return _Value("改めた基準値", baseline_value_phrase(then), size, details, source)


class _Rule(NamedTuple):
    """A target that years are judged by: the indicator with it, the years, and its decision."""

    indicator: Indicator
    label: str
    years: str

    @property
    def source(self) -> Source | None:
        """Its source, or else that of the indicator."""
        own = self.indicator.target.source if self.indicator.target else None
        return own or self.indicator.source


def _ruling(indicator: Indicator, plan: Plan) -> Iterator[_Rule]:
    """Yield the targets in force at the end of some year of the plan."""
    found = targets_in_force(indicator, plan)
    for own, following in zip_longest(found, found[1:]):
        start, end = own.first, following.first if following else None
        label = f"目標{Mark.REVISED.sign if own.revised else ''}"
        if start is not None:
            last = "" if end is None else "だけ" if _before(end) == start.label else f"〜{_before(end)}"
            yield _Rule(own.indicator, label, f"{start.label}から" if end is None else f"{start.label}{last}")
        elif end is None or plan.first_year is None or plan.first_year < end:
            yield _Rule(own.indicator, label, f"{_before(end)}まで（策定時）" if end else "")


def _before(year: FiscalYear) -> str:
    return year.before.label


def _goal_size(indicator: Indicator) -> Fraction | None:
    return _size(indicator.target_form) if indicator.target_form else None


def _size(form: TargetForm, target: TargetForm | None = None) -> Fraction | None:
    """Return the size of a value or target: its number, the total of its parts, or its steps; None where it has none.

    Of a value only the parts and steps of `target` count, where one of the same form is given.
    """
    if isinstance(target, PooledForm) and isinstance(form, PartsForm):
        whole = target.come_to(form)
        return None if whole is None else ratio(whole)
    counting = form.names if target is None or type(target) is not type(form) else target.names
    match form:
        case StepsForm(steps=None):
            return None
        case StepsForm():
            return Fraction(sum(step in counting for step in form.names))
        case PartsForm(parts):
            return sum((ratio(value) for part, value in parts.items() if part in counting), Fraction(0))
        case _:
            return None if form.number is None else ratio(form.number)


def bar(value: Fraction | None, top: Fraction) -> str:
    """Draw strokes in proportion to `top`, which is twenty; less than one stroke, or a negative value, draws none."""
    if value is None or value <= 0 or top <= 0:
        return ""
    return Length(_STROKE * (value * _LONGEST // top), value / top)


def year_notes(indicator: Indicator, plan: Plan, *, sourced: bool = True) -> Iterator[Block]:
    """Yield the details of each record: its day of knowledge, its note, and its own source, or its reporter."""
    return noted(_details(indicator, plan, sourced=sourced))


def _details(indicator: Indicator, plan: Plan, *, sourced: bool) -> Iterator[str]:
    for year in sorted(indicator.actuals):
        for actual in indicator.actuals[year]:
            details = [f"分かった日 {day_phrase(actual.known)}"] if actual.known else []
            form = actual.form
            if (
                isinstance(form, StepsForm) and form.steps is not None and form.text
            ):  # the table shows the words of the source alone
                details.append(f"済んだ段階 {'、'.join(form.names) or 'なし'}")
            details += [f"注記 {actual.note}"] if actual.note else []
            details += [f"出典 {source_phrase(actual.source, plan)}"] if actual.source and sourced else []
            details += [f"報告 {actual.reported}"] if actual.reported else []
            if details:
                yield f"{year.label}{status_phrase(actual, year)}: {'。'.join(details)}"
