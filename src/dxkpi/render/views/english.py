"""The words of pages and tables in English. What the data say in Japanese alone stays Japanese, and is marked so."""

from collections.abc import Iterator
from fractions import Fraction

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.count_table import Composition, CountColumn
from dxkpi.core.detail import Group, Standing, UnnamedCount
from dxkpi.core.indicator.attested import Document, Source
from dxkpi.core.method.method import Method
from dxkpi.core.method.rounding import RatedOn
from dxkpi.core.numerals import number, percent_of, rate
from dxkpi.core.outcomes.site import SiteOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import Section
from dxkpi.core.reconcile import Agreement
from dxkpi.core.report import Report
from dxkpi.render.blocks import Block, Paragraph, Tone, together
from dxkpi.render.views.answer import AnswerNumbers, tally
from dxkpi.render.views.english_values import (
    COMPARED,
    MARKS,
    ROUNDED,
    compared_with,
    in_year,
    joined,
    name_of,
    on_day,
    own_words,
    rating_group,
    rating_label,
    signs,
    values,
)
from dxkpi.render.views.method_words import value_reached
from dxkpi.render.views.wording import Wording

FORMULAS = {
    "distance": "({actual} − {baseline}) ÷ ({target} − {baseline})",
    "ratio": "{actual} ÷ {target} (where less is better: {target} ÷ {actual})",
    "ratio_mirrored": "{actual} ÷ {target} (where less is better: (2 × {target} − {actual}) ÷ {target})",
    "position": "none; ratings follow from where the value stands against the {target} and the {baseline}",
    "judged": "none; people give the ratings",
}
"""The formulas by their ids."""
_AGREEMENTS = {
    Agreement.CONFIRMED: "agree",
    Agreement.POSSIBLE: "do not contradict each other",
    Agreement.CONTRADICTED: "disagree",
}
_TITLES = {
    Standing.MET: "{} reached",
    Standing.UNMET: "{} missed",
    Standing.SUSPENDED: "No longer tracked",
    Standing.IN_STATE: "Without a rating",
    Standing.JUDGED: "Rated by people",
    Standing.UNKNOWN: "Not assessed",
}


def _indicators(count: int) -> str:
    return f"{number(count)} indicator{'' if count == 1 else 's'}"


def _column(plan: Plan, column: CountColumn) -> tuple[str, str]:
    return rating_group(plan, column.id, column.group), rating_label(plan, column.id, column.label)


def _section(position: int, section: Section, size: int) -> str:
    english = (section.en.title or section.en.name) if section.en else None
    return together(f"{position}. ", own_words(section.heading, english), f" ({_indicators(size)})")


def _reached(report: Report) -> str:
    """Return what those that met reached; where people judged some, only the target can be said of all."""
    return compared_with(report.plan)[0] if value_reached(report.plan, report.assessments) else COMPARED["target"][0]


def _standing(group: Group, report: Report, expected: bool) -> str:  # noqa: FBT001
    title = _TITLES[group.standing].format(_reached(report).capitalize())
    forecast = " (with expected values)" if expected and group.standing in {Standing.MET, Standing.UNMET} else ""
    cause = group.cause
    label = own_words(cause.label, cause.en.label if cause.en else None) if cause else ""
    return together(title, forecast, ": " if cause else "", label)


def _indicator(assessment: Assessment, *_: object) -> str:
    indicator = assessment.indicator
    return together(f"{indicator.number} " if indicator.number else "", name_of(indicator))


def _unnamed(unnamed: UnnamedCount, plan: Plan) -> str:
    section, rating = unnamed.section, unnamed.rating
    return together(
        name_of(section),
        ", ",
        rating_label(plan, rating.id, rating.label),
        f": {number(unnamed.count)} more, which the source does not name",
    )


def _answer(report: Report) -> Iterator[Block]:
    found, monitored = tally(report), report.monitored_count
    phrases = (*_mean(report), *(_sentence(found, _reached(report)) if found else (_monitored(monitored),)))
    if found or monitored:
        yield Paragraph(together(*phrases), Tone.STRONG)
    if report.overview and report.overview.size:
        yield Paragraph(together("Basis of the results: ", _rests_on(report.overview.composition, report.plan), "."))


def _mean(report: Report) -> Iterator[str]:
    """Yield the mean of the rates, where the plan begins with it."""
    mean, scale = report.mean_rate, report.plan.scale
    if mean is not None and scale is not None:
        shown = rate(mean.exact, scale) + signs(mean.marks)
        yield f"Mean achievement rate {shown} ({_indicators(mean.count)} with a rate). "


def _sentence(found: AnswerNumbers, value: str) -> Iterator[str]:
    plan = found.plan
    again = f" ({number(found.size - found.again)} if each is counted once)" if found.again else ""
    size = _indicators(found.size) + again
    if found.met is None:
        rated = (together(rating_label(plan, own.id, own.label), f" {number(count)}") for own, count in found.ratings)
        yield together(f"Ratings of {size}: ", joined(", ", rated))
    else:
        share = percent_of(found.share, found.zero) if found.share is not None else ""
        of = "" if found.whole == found.size else f" of {_indicators(found.whole)}"
        whose = "its" if found.size == 1 else "their"
        reached = f"{whose} target" if value == "target" else f"the {value}"
        yield f"{number(found.met)} of {size} reached {reached}" + (f" ({share}{of})" if share else "")
    yield f"; {number(found.unassessed)} could not be assessed" if found.unassessed else ""
    yield "."
    yield f" {_monitored(found.monitored, ' more')}" if found.monitored else ""


def _monitored(count: int, more: str = "") -> str:
    one = count == 1
    return f"{number(count)}{more} indicator{' is' if one else 's are'} monitored without a target."


def _rests_on(parts: Composition, plan: Plan) -> str:
    """Return what the counts of a table rest on: `12 judged from data (1 by a value of an earlier year)`."""
    carried, partial = parts.carried, parts.partial
    named = (
        ("judged from data", parts.from_data, carried.from_data, partial.from_data),
        ("rated by people", parts.judged, 0, 0),
        ("no longer tracked", parts.suspended, 0, 0),
        *((together("“", rating_label(plan, own.id, own.label), "”"), count, 0, 0) for own, count in parts.states),
        ("judged with assumed values", parts.with_assumption, carried.with_assumption, partial.with_assumption),
        ("rated from published counts", parts.from_publication, carried.from_publication, partial.from_publication),
        ("not named by the source", parts.undisclosed, 0, 0),
        ("not assessed", parts.unassessed, 0, 0),
    )
    phrases = (together(f"{number(count)} ", name, _by_values(*by)) for name, count, *by in named if count)
    return joined(", ", phrases) or "none"


def _by_values(carried: int, partial: int) -> str:
    kinds = (("of an earlier year", carried), ("for part of a year", partial))
    by = ", ".join(f"{number(count)} by a value {of}" for of, count in kinds if count)
    return f" ({by})" if by else ""


def _judged_by(plan: Plan) -> Iterator[str]:
    method = plan.method
    if method is None:
        return
    target, baseline = compared_with(plan)
    formula = FORMULAS[method.formula].format(actual="actual", target=target, baseline=baseline)
    if method.comparison.rising_only:
        formula = f"{formula.partition(' (')[0]}; targets to reduce something are not assessed"
    yield f"Achievement rate: {formula}."
    yield from _changed(method)
    if plan.declared_ratings and all(rating.edge is not None or not rating.asks for rating in plan.ratings):
        edges = (
            together(rating_label(plan, own.id, own.label), f": {_edge(own.edge, included=own.edge_included)}")
            for own in plan.ratings
        )
        yield together("Ratings: ", joined("; ", edges), ".")
    count = len({identifier for exception in method.exceptions for identifier in exception.indicators})
    if count:
        by = "is judged by a method of its" if count == 1 else "are judged by methods of their"
        yield f"{_indicators(count)} {by} own (described in Japanese)."


def _changed(method: Method) -> Iterator[str]:
    """Yield what a plan does to a rate before it rates it; nothing where it has none."""
    cut, rounding = (None, None) if method.formula in {"judged", "position"} else (method.clip, method.rounding)
    if cut:
        ends = (("below", cut.lower), ("above", cut.upper))
        phrases = (f"{side} {number(end)}% count as {number(end)}%" for side, end in ends if end is not None)
        yield f"Rates {', those '.join(phrases)}."
    if rounding and rounding.rated is RatedOn.ROUNDED:
        shown = rounding.decimals
        yield f"Rates are {ROUNDED[rounding.mode]} to {shown} decimal{'' if shown == 1 else 's'} before they are rated."


def _edge(edge: Fraction | None, *, included: bool) -> str:
    if edge is None:
        return "less"
    return f"{number(edge * 100)}% or more" if included else f"more than {number(edge * 100)}%"


def _document(document: Document) -> str:
    english = document.en
    day = f", {on_day(document.date)}" if document.date else ""
    return together(
        own_words(document.title, english.title if english else None),
        " (",
        own_words(document.publisher, english.publisher if english else None),
        f"{day})",
    )


def _published(day: Day | None, source: Source | None, plan: Plan) -> str:
    when = on_day(day) if day else "day not stated"
    if source is None:
        return f"Published: {when}"
    document = plan.documents.get(source.document)
    page = f", page {source.page}" if source.page is not None else ""
    return together(f"Published: {when}; ", _document(document) if document else source.document, page)


def _provisional(open_: int, of: int) -> str:
    rest = "rests" if open_ == 1 else "rest"
    return f"{number(open_)} of {number(of)} named and rated indicators {rest} on values that are not final"


def _period(first: FiscalYear | None, last: FiscalYear | None) -> str:
    begin, end = f"from {in_year(first)}" if first else "", f"to {in_year(last)}" if last else ""
    return f"Period: {' '.join(filter(None, (begin, end)))}"


def _title(site: SiteOutcome) -> str:
    own = site.declared
    return own_words(own.title, own.en.title if own.en else None) if own.title else "Results of KPIs"


def _publisher(site: SiteOutcome) -> str:
    if site.publisher is None:
        return ""
    plans, english = (shown.plan.plan for shown in site.plans), site.declared.en
    government = next((p.en.government for p in plans if p.en and p.government == site.publisher), None)
    return together("Published by: ", own_words(site.publisher, (english and english.publisher) or government))


ENGLISH = Wording(
    plans="Plans",
    guide="How to read",
    changes="Changes",
    open_data="Open data",
    unpublished="[Not published] ",
    title=_title,
    publisher=_publisher,
    contact=lambda name: together("Contact: ", own_words(name, None)),
    terms=lambda licence: f"Terms of use: {licence.short if licence else 'ask the publisher'}",
    revision="Revision of the data: {} ({})".format,
    at_work="Revision of the data: files at work",
    plan=name_of,
    year=in_year,
    period=_period,
    none_published="No year is published yet.",
    of_year=lambda year: f"Results of {in_year(year)}",
    published=_published,
    agreement=lambda agreement: f"Published figures and data {_AGREEMENTS[agreement]}",
    provisional=_provisional,
    corrected=lambda count: f"{number(count)} correction{'' if count == 1 else 's'} since the publication",
    answer=_answer,
    overview="Overview",
    corner=lambda _: "Section",
    column=_column,
    section=_section,
    total=lambda size: f"All ({_indicators(size)})",
    signs=signs,
    mark=MARKS.__getitem__,
    standing=_standing,
    indicators="Indicators",
    monitored="Monitored without a target",
    indicator=_indicator,
    values=values,
    unnamed=_unnamed,
    data="Data",
    whole_year="Everything about this year (JSON)",
    tables="Open data (CSV)",
    method="Method",
    sources="Sources",
    judged_by=_judged_by,
    document=_document,
    plans_left=lambda missing, of: f"{number(missing)} of {number(of)} plan names have no English yet.",
    indicators_left=lambda missing, of: f"{number(missing)} of {number(of)} indicator names have no English yet.",
)
