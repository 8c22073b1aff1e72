"""The pages that come in every language: the plans with their answers, and a year with its table and its indicators."""

from collections.abc import Callable, Collection, Iterator

from dxkpi.core.assessment import Monitored, Rated
from dxkpi.core.basis.mark import Mark
from dxkpi.core.count_table import CountTable
from dxkpi.core.outcomes.site import PlanShown, SiteOutcome, YearShown
from dxkpi.core.report import Report, cited
from dxkpi.render.blocks import (
    About,
    Block,
    Heading,
    Item,
    Items,
    Named,
    Notes,
    Paragraph,
    Tone,
    in_japanese,
    noted,
    titled,
    together,
)
from dxkpi.render.verdicts import is_provisional
from dxkpi.render.views.report import grid, listed, lists
from dxkpi.render.views.wording import Wording

CHANGES, DATA = About(part="changes"), About(part="open-data")


def plans_blocks(site: SiteOutcome, said: Wording) -> Iterator[Block]:
    """Yield the plans, each with the answer of its newest year and the ways to all of them."""
    yield Heading(1, said.title(site))
    for shown in site.plans:
        plan = shown.plan.plan
        yield Heading(2, Named(said.plan(plan), About(plan.plan)))
        if not shown.years:
            yield Paragraph(said.none_published)
            continue
        newest = shown.years[0]
        yield Paragraph(year_words(newest, said), Tone.MUTED)
        yield from said.answer(newest.report)
        yield Items(tuple(_plan_items(shown, newest, said)))
    yield from _left([said.plan(shown.plan.plan) for shown in site.plans], said.plans_left)


def year_words(shown: YearShown, said: Wording) -> str:
    """Return a year, and that it is not published where that is so."""
    return f"{'' if shown.published else said.unpublished}{said.year(shown.year)}"


def _plan_items(shown: PlanShown, newest: YearShown, said: Wording) -> Iterator[Item]:
    plan = shown.plan.plan
    if plan.first_year or plan.last_year:
        yield Item(said.period(plan.first_year, plan.last_year))
    yield from _published(newest, said)
    for year in shown.years:
        mark = "" if year.published else said.unpublished
        yield Item(Named(mark + said.of_year(year.year), About(plan.plan, year=year.year)))


def _published(shown: YearShown, said: Wording) -> Iterator[Item]:
    """Yield the publication of a year, and whether the figures agree with it."""
    plan, year = shown.report.plan, shown.year
    result = plan.published.get(year)
    if result is None:
        return
    yield Item(said.published(plan.published_on(year), result.source, plan))
    reconciliation = shown.report.reconciliation
    if reconciliation:
        yield Item(said.agreement(reconciliation.agreement))


def year_facts(shown: YearShown, said: Wording) -> Iterator[Item]:
    """Yield what the figures of a year rest on: its publication, values that are not final, and corrections."""
    report = shown.report
    yield from _published(shown, said)
    named = [own for own in report.assessments if own.counts and isinstance(own.outcome, Rated)]
    open_ = [assessment for assessment in named if is_provisional(assessment)]
    if open_:
        yield Item(said.provisional(len(open_), len(named)))
    corrected = sum(correction.year == shown.year for correction in report.plan.corrections)
    if corrected:
        yield Item(Named(said.corrected(corrected), CHANGES))


def year_data(shown: YearShown, said: Wording) -> Iterator[Block]:
    """Yield the ways to the data behind a year."""
    plan = shown.report.plan.plan
    yield Heading(2, said.data, (About(plan, part="data"),))
    whole = Named(said.whole_year, About(plan, year=shown.year, part="json"))
    yield Items((Item(whole), Item(Named(said.tables, DATA))))


def summary_blocks(shown: YearShown, said: Wording) -> Iterator[Block]:
    """Yield a year of a plan in short: its answer, the table of all sections, its indicators, method and sources."""
    report = shown.report
    plan = report.plan
    yield Heading(1, together("" if shown.published else said.unpublished, said.plan(plan), " ", said.year(shown.year)))
    yield from said.answer(report)
    facts = tuple(year_facts(shown, said))
    if facts:
        yield Items(facts)
    if report.overview:
        yield Heading(2, said.overview, (About(plan.plan, part="overview"),))
        yield grid(plan, report.overview, said)
        yield from _legend(report, report.overview, said)
    yield Heading(2, said.indicators)
    if report.overview:
        yield from lists(report, report.overview, said)
    monitored = (assessment for assessment in report.assessments if isinstance(assessment.outcome, Monitored))
    yield from titled(said.monitored, (listed(assessment, report, said) for assessment in monitored), level=3)
    yield from _origin(report, said)
    yield from year_data(shown, said)
    names = [said.indicator(assessment, report, report.plan.section_ids) for assessment in report.assessments]
    yield from _left(names, said.indicators_left)


def _legend(report: Report, table: CountTable, said: Wording) -> Iterator[Block]:
    """Yield what the marks in the table and at the indicators mean."""
    cells = (mark for row in table.rows for cell in row.cells for mark in cell.marks)
    found = {*cells, *(mark for assessment in report.assessments for mark in assessment.marks)}
    return noted(": ".join(said.mark(mark)) for mark in Mark if mark in found)


def _origin(report: Report, said: Wording) -> Iterator[Block]:
    judged = tuple(said.judged_by(report.plan))
    if judged:
        yield Heading(2, said.method, (About(report.plan.plan, part="method"),))
        yield Notes(judged)
    yield from titled(said.sources, map(said.document, cited(report)))


def _left(names: Collection[str], sentence: Callable[[int, int], str]) -> Iterator[Block]:
    """Yield how many of `names` are in Japanese for want of a word, where some are."""
    missing = sum(map(in_japanese, names))
    if missing:
        yield Paragraph(sentence(missing, len(names)), Tone.MUTED)
