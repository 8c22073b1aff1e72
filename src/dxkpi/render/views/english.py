"""The words of pages and tables in English. What the data say in Japanese alone stays Japanese, and is marked so."""

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import CalendarYear, Day, FiscalYear
from dxkpi.core.basis.english import EnglishRating
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.number import Quotient
from dxkpi.core.basis.record import Better, Status
from dxkpi.core.detail import Group, Standing, UnnamedCount
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Document, Source
from dxkpi.core.indicator.figure import (
    KeptForm,
    NumberForm,
    PartsForm,
    PointsForm,
    PooledForm,
    RangeForm,
    ReferenceForm,
    RelativeForm,
    StepsForm,
    ValueForm,
)
from dxkpi.core.indicator.hold import Decrease, Increase, Monitor
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.indicator.reach import Relative
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.numerals import baseline_with, number, percent_of, rate, spoken, target_phrase, value_phrase
from dxkpi.core.outcomes.site import SiteOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import UNASSESSED
from dxkpi.core.plan.scheme import SUSPENDED, Section
from dxkpi.core.reconcile import Agreement
from dxkpi.core.report import Composition, CountColumn, Report
from dxkpi.core.site import Licence
from dxkpi.render.blocks import Block, InJapanese, Paragraph, Tone, Toned, together
from dxkpi.render.verdicts import outcome_tone, rate_alone, rate_remark
from dxkpi.render.views.answer import AnswerNumbers, tally
from dxkpi.render.views.wording import Wording


def own_words(japanese: str, english: str | None) -> str:
    """Return the English of a text, or the Japanese marked as such; what is written in Latin letters alone is both."""
    return english or (japanese if japanese.isascii() else InJapanese(japanese))


MARKS = {
    Mark.BY_PUBLICATION: ("*", "by published counts, or by indicators that the source does not name"),
    Mark.ASSUMED: ("a", "rests on a value that no source gives and that was assumed"),
    Mark.REVISED: ("r", "by a target that was revised after the plan was adopted"),
    Mark.CARRIED: ("p", "by a value of an earlier year"),
    Mark.PARTIAL: ("i", "by a value of a part of the year, or as of a day within it"),
    Mark.JUDGED: ("j", "judged by people, not computed from values"),
}
"""The sign of each mark, and its meaning."""
WHY_NOT = {
    NotAssessedReason.BASELINE_UNKNOWN: "the sources give no baseline",
    NotAssessedReason.NO_ACTUAL: "there is no value yet",
    NotAssessedReason.NONE_OF_YEAR: "there is no value of the year yet to compare with the year before",
    NotAssessedReason.TOO_OLD: "the last value is too old to be used",
    NotAssessedReason.BASELINE_YEAR_UNKNOWN: "the year of the baseline is unknown",
    NotAssessedReason.TARGET_YEAR_UNKNOWN: "the target year is unknown",
    NotAssessedReason.YEAR_TARGET_UNKNOWN: "there is no target for the year",
    NotAssessedReason.PREVIOUS_UNKNOWN: "there is no value of the year before",
    NotAssessedReason.ACROSS_BREAK: "values from before and after a change of definition cannot be compared",
    NotAssessedReason.PREVIOUS_NOT_POSITIVE: "the value of the year before is not positive",
    NotAssessedReason.PERIOD_UNKNOWN: "the period of the plan is unknown",
    NotAssessedReason.SHARE_OF_DECREASE: "a share of the elapsed years has no meaning for a decrease",
    NotAssessedReason.BEFORE_TARGET_YEAR: "the target year has not come",
    NotAssessedReason.NO_RATE: "there is no achievement rate",
    NotAssessedReason.PERIOD_RUNNING: "the period is not over",
    NotAssessedReason.FORMULA_INAPPLICABLE: "the formula gives no rate",
    NotAssessedReason.YEARS_MISSING: "values of some years are missing",
    NotAssessedReason.NOT_JUDGED: "nobody has judged it yet",
    NotAssessedReason.PART_MISSING: "the value of a part is missing",
}
FORMULAS = {
    "distance": "({actual} − {baseline}) ÷ ({target} − {baseline})",
    "ratio": "{actual} ÷ {target} (where less is better: {target} ÷ {actual})",
    "ratio_mirrored": "{actual} ÷ {target} (where less is better: (2 × {target} − {actual}) ÷ {target})",
    "position": "none; the place against target and baseline decides",
    "judged": "none; people judge",
}
"""The formulas by their ids."""
COMPARED = {
    "target": ("target", "baseline"),
    "year_target": ("target of the year", "baseline"),
    "straight_line": ("interpolated target of the year", "baseline"),
    "elapsed_share": ("elapsed share of the target", "baseline"),
    "previous_year": ("value of the year before", "baseline"),
    "since_previous": ("target", "value of the year before"),
}
"""What each comparison puts in the place of the target and of the baseline."""
STATUSES = {
    Status.FINAL: "actual",
    Status.PROVISIONAL: "preliminary value",
    Status.FORECAST: "expected value",
    Status.INTERIM: "interim value",
}
_AGREEMENTS = {
    Agreement.CONFIRMED: "they agree",
    Agreement.POSSIBLE: "no contradiction",
    Agreement.CONTRADICTED: "they disagree",
}
_TITLES = {
    Standing.MET: "{} reached",
    Standing.UNMET: "{} missed",
    Standing.SUSPENDED: "No longer tracked",
    Standing.IN_STATE: "Without a rating",
    Standing.JUDGED: "Rated by people",
    Standing.UNKNOWN: "Not assessed",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _indicators(count: int) -> str:
    return f"{number(count)} indicator{'' if count == 1 else 's'}"


def _year(year: FiscalYear) -> str:
    own = str(year)
    if isinstance(year, CalendarYear):
        return own
    return f"FY{year.start}" + (f" ({own})" if own != str(year.start) else "")


def _day(day: Day) -> str:
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if day.day else month


def _amount(value: Decimal | Fraction, unit: str | None) -> str:
    if isinstance(value, Quotient):
        return together(f"{number(value.numerator)}/{number(value.denominator)} (", _amount(value.exact, unit), ")")
    apart = "" if unit is None or unit == "%" or isinstance(unit, InJapanese) else " "
    return together(number(value), apart, unit or "")


def _unit(indicator: Indicator) -> str | None:
    unit = indicator.unit
    return None if unit is None else own_words(unit, indicator.en.unit if indicator.en else None)


def _value(form: ValueForm, indicator: Indicator, words: Callable[[], str]) -> str:
    """Return a value; one that is no single number in the Japanese `words`."""
    return _amount(form.value, _unit(indicator)) if isinstance(form, NumberForm) else own_words(words(), None)


def _target(indicator: Indicator, plan: Plan) -> str:
    due = indicator.target.due if indicator.target else None
    other = f" (by {_year(due)})" if due and due != plan.target_year else ""
    return together(_aim(indicator), other)


def _aim(indicator: Indicator) -> str:  # noqa: PLR0911 - one for each form
    unit, higher = _unit(indicator), indicator.better_side is Better.HIGHER
    match indicator.target_form:
        case NumberForm(value):
            exclusive = indicator.target is not None and indicator.target.margin.exclusive
            return together(("more than " if higher else "less than ") if exclusive else "", _amount(value, unit))
        case KeptForm(value):
            return together("stay at ", _amount(value, unit), " or above" if higher else " or below")
        case RangeForm(lower, upper):
            return together("from ", _amount(lower, unit), " to ", _amount(upper, unit))
        case RelativeForm(change, value):
            return together(f"{change:+f}% on the baseline: ", _amount(value, unit))
        case PointsForm(points, value):
            return together(f"{points:+f} points on the baseline: ", _amount(value, unit))
        case ReferenceForm(name, value, year):
            when = f", {_year(year)}" if year else ""
            return together("the level of ", own_words(name, None), " (", _amount(value, unit), when, ")")
        case PartsForm() | PooledForm() | StepsForm():
            return own_words(spoken(indicator.target_words()).removeprefix("目標値 "), None)
        case None:
            return _direction(indicator)
        case _:
            assert_never(indicator.target_form)


def _direction(indicator: Indicator) -> str:
    than = "the year before" if indicator.since_previous else "the baseline"
    match indicator:
        case Increase():
            return f"more than {than}"
        case Decrease():
            return f"less than {than}"
        case Relative():
            return f"{indicator.target.amount:+f}{' points' if indicator.target.points is not None else '%'} on {than}"
        case Monitor():
            return "none (followed only)"
        case _:
            return own_words(target_phrase(indicator), None)


def _baseline(indicator: Indicator) -> str:
    baseline = indicator.baseline
    if baseline is None or baseline.form is None:
        return "unknown"
    year = f" ({_year(baseline.year)})" if baseline.year else ""
    return together(_value(baseline.form, indicator, lambda: baseline_with(indicator, ())), year)


def _actual(assessment: Assessment) -> str:
    observation = assessment.observation
    if observation is None:
        return "none"
    actual = observation.actual
    about = "about " if actual.approximate else ""
    indicator = assessment.indicator
    value = _value(actual.form, indicator, lambda: value_phrase(indicator, actual))
    return together(f"{_year(observation.year)}: ", about, value, f" ({_status(actual)})", _total(assessment))


def _total(assessment: Assessment) -> str:
    summed = assessment.summed
    if summed is None or summed.total is None:
        return ""
    return together(
        ", ", _amount(summed.total, _unit(assessment.indicator)), f" since {_year(summed.observations[0].year)}"
    )


def _status(actual: Actual) -> str:
    period = actual.period
    months = f", {_day(period.first)} to {_day(period.last)}" if period else ""
    day = f", as of {_day(actual.as_of)}" if actual.as_of else ""
    return STATUSES[actual.status] + months + day


def _signs(marks: Collection[Mark]) -> str:
    return "".join(f" {sign}" for mark, (sign, _) in MARKS.items() if mark in marks)


def _label(plan: Plan, identifier: str, label: str) -> str:
    """Return the label of a rating, of suspended indicators or of a special status."""
    if identifier == UNASSESSED:
        return "Not assessed"
    if plan.rates_only and identifier in _REACHED:
        return _REACHED[identifier]
    english = _english(plan, identifier)
    return own_words(label, english.label if english else None)


_REACHED = {"reached": "Reached", "not-reached": "Not reached"}


def _group(plan: Plan, identifier: str, group: str) -> str:
    if identifier == UNASSESSED:
        return "Others"
    if plan.rates_only and identifier in _REACHED:
        return _compared(plan)[0].capitalize()
    english = _english(plan, identifier)
    return own_words(group, english.group if english else None)


def _english(plan: Plan, identifier: str) -> EnglishRating | None:
    """Return the English of a rating, of suspended indicators or of a special status, by its column."""
    if identifier == SUSPENDED:
        return plan.suspended.en if plan.suspended else None
    state = plan.state(identifier)
    return state.en if state else next((own.en for own in plan.ratings if own.id == identifier), None)


def _column(plan: Plan, column: CountColumn) -> tuple[str, str]:
    return _group(plan, column.id, column.group), _label(plan, column.id, column.label)


def _section(position: int, section: Section, size: int) -> str:
    english = (section.en.title or section.en.name) if section.en else None
    return together(f"{position}. ", own_words(section.heading, english), f" ({_indicators(size)})")


def _compared(plan: Plan) -> tuple[str, str]:
    return COMPARED[plan.method.against] if plan.method else COMPARED["target"]


def _standing(group: Group, report: Report, expected: bool) -> str:  # noqa: FBT001
    title = _TITLES[group.standing].format(_compared(report.plan)[0].capitalize())
    forecast = " (with expected values)" if expected and group.standing in {Standing.MET, Standing.UNMET} else ""
    cause = group.cause
    label = own_words(cause.label, cause.en.label if cause.en else None) if cause else ""
    return together(title, forecast, ": " if cause else "", label)


def _indicator(assessment: Assessment, _: Report, __: Collection[str]) -> str:
    indicator = assessment.indicator
    name = own_words(indicator.name, indicator.en.name if indicator.en else None)
    return together(f"{indicator.number} " if indicator.number else "", "of which: " if indicator.of else "", name)


def _values(assessment: Assessment, report: Report) -> Iterator[str]:
    indicator, plan = assessment.indicator, report.plan
    yield together(
        "Target: ",
        _target(indicator, plan),
        *_in_place_of_target(assessment, plan),
        "; baseline: " if indicator.baseline is not None else "",
        _baseline(indicator) if indicator.baseline is not None else "",
        "; value: ",
        _actual(assessment),
    )
    if assessment.since is not None:
        yield together(
            f"Definition changed from {_year(assessment.since.first)}: ", own_words(assessment.since.reason, None)
        )
    suspended = indicator.suspended
    if suspended and suspended.covers(assessment.result_year):
        reason = own_words(suspended.reason, suspended.en.reason if suspended.en else None)
        yield together(f"No longer tracked since {_year(suspended.since)}: ", reason)
        return
    yield _result(assessment, plan)
    unmet = indicator.unmet.get(assessment.result_year)
    if unmet and unmet.reason:
        yield together("Reason: ", own_words(unmet.reason, unmet.en.reason if unmet.en else None))


def _in_place_of_target(assessment: Assessment, plan: Plan) -> Iterator[str]:
    """Yield the values that a result compares with, where they are not the target and the baseline themselves."""
    measure, method = assessment.measure, plan.method.judging(assessment.indicator) if plan.method else None
    if not isinstance(measure, Progress) or method is None:
        return
    (target, baseline), unit = COMPARED[method.against], _unit(assessment.indicator)
    if target != "target":
        yield from (f"; {target}: ", _amount(measure.target, unit))
    if baseline != "baseline" and measure.baseline is not None:
        yield from (f"; {baseline}: ", _amount(measure.baseline, unit))


def _result(assessment: Assessment, plan: Plan) -> str:
    outcome, tone = assessment.outcome, outcome_tone(assessment.outcome, plan)
    shown, marks = rate_alone(outcome, plan), _signs(assessment.marks)
    match outcome:
        case Rated(rating):
            label = _label(plan, rating.id, rating.label)
            told = together(f"achievement rate {shown} (", label, ")") if shown else together("rating ", label)
            just = "; exactly at the value, which has to be passed" if outcome.just_short else "; rounded, missed"
            return _toned(together(told, just if rate_remark(outcome, plan) else "", marks, _at_end(assessment)), tone)
        case NotAssessed():
            missed = "; certainly missed" if outcome.unmet else ""
            return _toned(f"not assessed: {WHY_NOT[outcome.why]}{missed}{marks}{_at_end(assessment)}", tone)
        case Suspended():
            return _toned(_label(plan, SUSPENDED, plan.suspended.label) if plan.suspended else "suspended", tone)
        case SpecialStatus(state):
            return _toned(_label(plan, state.id, state.label), tone)
        case Monitored():
            return _toned("followed only", tone)
        case _:
            assert_never(outcome)


def _at_end(assessment: Assessment) -> str:
    if assessment.frozen:
        return f"; result of the target year {_year(assessment.frozen)}"
    return f"; met in the target year {_year(assessment.once_met)}" if assessment.once_met else ""


def _toned(text: str, tone: Tone) -> Toned:
    return Toned(*((part, tone) for part, _ in together(text).parts))


def _unnamed(unnamed: UnnamedCount, plan: Plan) -> str:
    section, rating = unnamed.section, unnamed.rating
    return together(
        own_words(section.name, section.en.name if section.en else None),
        ", ",
        _label(plan, rating.id, rating.label),
        f": {number(unnamed.count)} more, which the source does not name",
    )


def _answer(report: Report) -> Iterator[Block]:
    found, followed = tally(report), report.followed_count
    told = (*_mean(report), *(_sentence(found) if found else (f"{_indicators(followed)} followed.",)))
    if found or followed:
        yield Paragraph(together(*told), Tone.STRONG)
    if report.overview and report.overview.size:
        yield Paragraph(f"Of these: {_rests_on(report.overview.composition)}.")


def _mean(report: Report) -> Iterator[str]:
    """Yield the mean of the rates, where the plan begins with it."""
    mean, scale = report.mean_rate, report.plan.scale
    if mean is not None and scale is not None:
        shown = rate(mean.exact, scale) + _signs(mean.marks)
        yield f"Mean achievement rate {shown} ({_indicators(mean.count)} with a rate). "


def _sentence(found: AnswerNumbers) -> Iterator[str]:
    plan = found.plan
    again = f" (counting {number(found.again)} in more than one section)" if found.again else ""
    size = _indicators(found.size) + again
    if found.met is None:
        yield f"Ratings of {size}: "
        for at, (rating, count) in enumerate(found.ratings):
            yield from (", " if at else "", _label(plan, rating.id, rating.label), f" {number(count)}")
    else:
        share = percent_of(found.share, found.zero) if found.share is not None else ""
        of = "" if found.whole == found.size else f" of {_indicators(found.whole)}"
        reached = "their target" if _compared(plan)[0] == "target" else f"the {_compared(plan)[0]}"
        yield f"{number(found.met)} of {size} reached {reached}" + (f" ({share}{of})" if share else "")
    yield f"; {number(found.unassessed)} could not be assessed" if found.unassessed else ""
    yield f". {_indicators(found.followed)} followed beside them" if found.followed else ""
    yield "."


def _rests_on(parts: Composition) -> str:
    states = sum(count for _, count in parts.states)
    told = (
        ("judged from data", parts.from_data),
        ("rated by people", parts.judged),
        ("no longer tracked", parts.suspended),
        ("in another state", states),
        ("judged with assumed values", parts.with_assumption),
        ("placed by published counts", parts.from_publication),
        ("not named by the source", parts.undisclosed),
        ("not assessed", parts.unassessed),
    )
    return ", ".join(f"{name} {number(count)}" for name, count in told if count) or "none"


def _judged_by(plan: Plan) -> Iterator[str]:
    method = plan.method
    if method is None:
        return
    target, baseline = _compared(plan)
    formula = FORMULAS[method.formula].format(actual="actual", target=target, baseline=baseline)
    yield f"Achievement rate: {formula}."
    if plan.declared_ratings and all(rating.edge is not None or not rating.asks for rating in plan.ratings):
        edges = [
            piece
            for rating in plan.ratings
            for piece in (
                "; ",
                _label(plan, rating.id, rating.label),
                f": {_edge(rating.edge, included=rating.edge_included)}",
            )
        ]
        yield together("Ratings: ", *edges[1:], ".")
    count = len({identifier for own in method.exceptions for identifier in own.indicators})
    if count:
        yield f"{_indicators(count)} judged by a method of their own (described in Japanese)."


def _edge(edge: Fraction | None, *, included: bool) -> str:
    if edge is None:
        return "less"
    return f"{number(edge * 100)}% or more" if included else f"more than {number(edge * 100)}%"


def _document(document: Document) -> str:
    english = document.en
    day = f", {_day(document.date)}" if document.date else ""
    return together(
        own_words(document.title, english.title if english else None),
        " (",
        own_words(document.publisher, english.publisher if english else None),
        f"{day})",
    )


def _published(day: Day | None, source: Source | None, plan: Plan) -> str:
    when = _day(day) if day else "day not stated"
    if source is None:
        return f"Published: {when}"
    document = plan.documents.get(source.document)
    page = f", page {source.page}" if source.page is not None else ""
    return together(f"Published: {when}; ", _document(document) if document else source.document, page)


def _period(first: FiscalYear | None, last: FiscalYear | None) -> str:
    begin, end = f"from {_year(first)}" if first else "", f"to {_year(last)}" if last else ""
    return f"Period: {' '.join(filter(None, (begin, end)))}"


def _plan(plan: Plan) -> str:
    return own_words(plan.name, plan.en.name if plan.en else None)


def _title(site: SiteOutcome) -> str:
    own = site.declared
    return own_words(own.title, own.en.title if own.en else None) if own.title else "Results of KPIs"


def _publisher(site: SiteOutcome) -> str:
    if site.publisher is None:
        return ""
    plans, own = (shown.plan.plan for shown in site.plans), site.declared.en
    government = next((p.en.government for p in plans if p.en and p.government == site.publisher), None)
    return together("Published by: ", own_words(site.publisher, (own and own.publisher) or government))


def _terms(licence: Licence | None) -> str:
    return f"Terms of use: {licence.short}" if licence else "Terms of use: ask the publisher"


ENGLISH = Wording(
    plans="Plans",
    guide="How to read",
    changes="Changes",
    open_data="Open data",
    unpublished="[Not published] ",
    title=_title,
    publisher=_publisher,
    contact=lambda name: together("Contact: ", own_words(name, None)),
    terms=_terms,
    revision="Revision of the data: {} ({})".format,
    at_work="Revision of the data: files at work",
    plan=_plan,
    year=_year,
    period=_period,
    none_published="No year is published yet.",
    of_year=lambda year: f"Results of {_year(year)}",
    published=_published,
    agreement=lambda agreement: f"Published figures and data: {_AGREEMENTS[agreement]}",
    provisional=lambda open_, of: (
        f"{number(open_)} of {number(of)} named and rated indicators rest on values that are not final"
    ),
    corrected=lambda count: f"{number(count)} correction{'' if count == 1 else 's'} since the publication",
    answer=_answer,
    overview="Overview",
    corner=lambda _: "Section",
    column=_column,
    section=_section,
    total=lambda size: f"All ({_indicators(size)})",
    signs=_signs,
    mark=MARKS.__getitem__,
    standing=_standing,
    indicators="Indicators",
    followed="Followed without a target",
    indicator=_indicator,
    values=_values,
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
