"""The target, values and result of an indicator on English pages.

What the data say in Japanese alone stays Japanese, and is marked so.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import CalendarYear, Day, FiscalYear
from dxkpi.core.basis.english import EnglishRating
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.number import Quotient, ratio
from dxkpi.core.basis.record import Better, Status
from dxkpi.core.basis.rounding import Mode
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Counting, Pending, PeoplesRating, Suspension
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
from dxkpi.core.indicator.target import Margin, RoundedTo
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.numerals import baseline_with, number, spoken, target_phrase, value_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import SUSPENDED, UNASSESSED, Section
from dxkpi.core.report import Report
from dxkpi.render.blocks import InJapanese, Toned, together
from dxkpi.render.verdicts import outcome_tone, rate_alone, rate_remark
from dxkpi.render.views.cautions import remark_words


def own_words(japanese: str, english: str | None) -> str:
    """Return the English of a text, or the Japanese marked as such; what is written in Latin letters alone is both."""
    return english or (japanese if japanese.isascii() else InJapanese(japanese))


def joined(by: str, texts: Iterable[str]) -> str:
    """Return the texts that are not empty as one, with `by` between them."""
    pieces = [piece for text in texts if text for piece in (by, text)]
    return together(*pieces[1:])


MARKS = {
    Mark.BY_PUBLICATION: ("*", "rests on published counts, or on indicators that the source does not name"),
    Mark.ASSUMED: ("a", "rests on an assumed value, which no source gives"),
    Mark.REVISED: ("r", "judged by a target that was revised after the plan was adopted"),
    Mark.CARRIED: ("p", "rests on a value of an earlier year"),
    Mark.PARTIAL: ("i", "rests on a value for part of the year, or as of a day within it"),
    Mark.JUDGED: ("j", "rated by people, not computed from values"),
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
COUNTED = {Counting.CUMULATIVE: "cumulative", Counting.YEARLY: "of a single year", Counting.SUMMED: "cumulative"}
"""The years that a target and its values are of."""
ROUNDED = {
    Mode.HALF_UP: "rounded",
    Mode.HALF_EVEN: "rounded (half to even)",
    Mode.DOWN: "rounded down",
    Mode.UP: "rounded up",
}
"""The ways to round a rate, and a target that is worked out."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def in_year(year: FiscalYear) -> str:
    """Return a year as in `FY2021 (R3)`; a calendar year as in `2021`."""
    own = str(year)
    if isinstance(year, CalendarYear):
        return own
    return f"FY{year.start}" + (f" ({own})" if own != str(year.start) else "")


def on_day(day: Day) -> str:
    """Return a day as in `31 December 2021`, or `December 2021` where the day is unknown."""
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if day.day else month


def signs(marks: Collection[Mark]) -> str:
    """Return the signs of `marks`, each once and after a space."""
    return "".join(f" {sign}" for mark, (sign, _) in MARKS.items() if mark in marks)


def name_of(indicator: Plan | Section | Indicator) -> str:
    """Return the name of a plan, of an indicator, or the short one of a section."""
    return own_words(indicator.name, indicator.en.name if indicator.en else None)


def compared_with(plan: Plan) -> tuple[str, str]:
    """Return what the plan compares with in the place of the target and of the baseline."""
    return COMPARED[plan.method.against] if plan.method else COMPARED["target"]


def rating_label(plan: Plan, identifier: str, japanese: str) -> str:
    """Return the label of a rating, of suspended indicators or of a special status."""
    if identifier == UNASSESSED:
        return "Not assessed"
    if plan.rates_only and identifier in _REACHED:
        return _REACHED[identifier]
    english = _english(plan, identifier)
    return own_words(japanese, english.label if english else None)


def rating_group(plan: Plan, identifier: str, japanese: str) -> str:
    """Return the group of a rating, of suspended indicators or of a special status."""
    if identifier == UNASSESSED:
        return "Others"
    if plan.rates_only and identifier in _REACHED:
        return compared_with(plan)[0].capitalize()
    english = _english(plan, identifier)
    return own_words(japanese, english.group if english else None)


_REACHED = {"reached": "Reached", "not-reached": "Not reached"}


def _english(plan: Plan, identifier: str) -> EnglishRating | None:
    """Return the English of a rating, of suspended indicators or of a special status, by its column."""
    if identifier == SUSPENDED:
        return plan.suspended.en if plan.suspended else None
    state = plan.state(identifier)
    return state.en if state else next((rating.en for rating in plan.ratings if rating.id == identifier), None)


def values(assessment: Assessment, report: Report) -> Iterator[str]:
    """Yield what is said of an indicator in a year, a line each: its values, its result, and what explains them."""
    indicator, plan = assessment.indicator, report.plan
    year = assessment.result_year
    yield from _place(indicator, report)
    yield joined("; ", _compared(assessment, plan))
    if assessment.since is not None:
        first = in_year(assessment.since.first)
        yield together(f"Definition changed from {first}: ", own_words(assessment.since.reason, None))
    if indicator.suspended and indicator.suspended.covers(year):
        yield from _suspended(indicator.suspended)
        return
    yield _result(assessment, plan)
    yield from (own_words(remark_words(remark), None) for remark in indicator.remarks.get(year, ()))
    if assessment.judged:
        yield _judged(assessment.judged)
    unmet = indicator.unmet.get(year)
    if unmet and unmet.reason:
        yield together("Reason: ", own_words(unmet.reason, unmet.en.reason if unmet.en else None))
    if pending := indicator.awaited(assessment.year):
        yield _pending(pending)


def _place(indicator: Indicator, report: Report) -> Iterator[str]:
    """Yield the indicator that it is a part of, and the other sections that list it."""
    if indicator.of:
        whole = (name_of(own.indicator) for own in report.assessments if own.indicator.id == indicator.of)
        yield together("Part of ", next(whole, indicator.of))
    if indicator.relisted:
        names = {section.id: name_of(section) for section in report.plan.sections}
        yield together("Also listed under ", joined(", ", (names.get(own, own) for own in indicator.relisted)))


def _compared(assessment: Assessment, plan: Plan) -> Iterator[str]:
    indicator, observation = assessment.indicator, assessment.observation
    planned = indicator.expectations.get(assessment.year)
    yield together("Target: ", _target(indicator, plan))
    if planned is not None:
        yield together("planned amount: ", _amount(planned, _unit(indicator)))
    yield from _in_place_of_target(assessment, plan)
    if indicator.baseline is not None:
        yield together("baseline: ", _baseline(assessment))
    yield _actual(assessment) if observation else "value: none"


def _target(indicator: Indicator, plan: Plan | None = None) -> str:
    """Return the target with what is to be known of it; with `plan`, also its year where that differs."""
    margin, due = _margin(indicator), indicator.due
    to = indicator.target.rounded if isinstance(indicator, Relative) else None
    years = indicator.counted if isinstance(indicator.target_form, NumberForm | RelativeForm | PointsForm) else None
    notes = (
        COUNTED[years] if years else "",
        _rounded(to) if to else "",
        f"tolerance: {number(margin.percent)}% of the target" if margin.percent else "",
        together("tolerance: ", _amount(margin.tolerance, _unit(indicator))) if margin.tolerance else "",
        f"by {in_year(due)}" if due and plan and due != plan.target_year else "",
    )
    return together(_aim(indicator), _bracketed(notes))


def _rounded(to: RoundedTo) -> str:
    if to.digits > 0:
        place = "1 decimal" if to.digits == 1 else f"{to.digits} decimals"
    else:
        place = f"{number(10**-to.digits)}s" if to.digits else "a whole number"
    return f"{ROUNDED[to.mode]} to {place}"


def _margin(indicator: Indicator) -> Margin:
    return indicator.target.margin if indicator.target else Margin()


def _aim(indicator: Indicator) -> str:  # noqa: PLR0911 - a kind each
    unit = _unit(indicator)
    match indicator.target_form:
        case NumberForm(value) | KeptForm(value):
            return _bound(indicator, value)
        case RangeForm(lower, upper):
            return together("from ", _amount(lower, unit), " to ", _amount(upper, unit))
        case RelativeForm() | PointsForm():
            return together(f"{_change(indicator)}: ", _bound(indicator, indicator.trajectories()[0].target))
        case ReferenceForm(name, value, year):
            when = f", {in_year(year)}" if year else ""
            return together("the level of ", own_words(name, None), " (", _amount(value, unit), when, ")")
        case PartsForm(parts, rule):
            return _parts(parts, unit, _COMBINED[rule or ""])
        case PooledForm(value, parts):
            return together(_amount(value, unit), " for ", joined(", ", map(_named, parts)), " together")
        case StepsForm():
            return own_words(spoken(indicator.target_words()).removeprefix("目標値 "), None)
        case None:
            return _change(indicator)
        case _:
            assert_never(indicator.target_form)


_COMBINED = {
    "sum": "judged by the total",
    "all": "reached where every part is",
    "worst": "judged by the part that does worst",
}


def _named(part: str) -> str:
    return own_words(part, None)


def _parts(parts: Mapping[str, Decimal], unit: str | None, rule: str = "") -> str:
    """Return a number for each part, and how they are combined."""
    divided = [isinstance(value, Quotient) for value in parts.values()]
    each = (together(_named(part), " ", _amount(value, unit if isinstance(value, Quotient) else None))
            for part, value in parts.items())  # fmt: skip
    return together(joined(", ", each), _bracketed(("" if all(divided) else unit or "", rule)))


def _bound(indicator: Indicator, value: Decimal | Fraction) -> str:
    """Return a value to reach, to pass, or not to leave."""
    higher, amount = indicator.better_side is Better.HIGHER, _amount(value, _unit(indicator))
    if _margin(indicator).exclusive:
        return together("more than " if higher else "less than ", amount)
    if isinstance(indicator.target_form, KeptForm) or any(line.limits for line in indicator.trajectories()):
        return together("stay at ", amount, " or above" if higher else " or below")
    return amount


def _change(indicator: Indicator) -> str:
    """Return a target that is a change, or none."""
    than = "the year before" if indicator.since_previous else "the baseline"
    match indicator:
        case Increase():
            return f"more than {than}"
        case Decrease():
            return f"less than {than}"
        case Relative():
            amount, by = indicator.target.amount, " points" if indicator.target.points is not None else "%"
            return f"{'+' if amount > 0 else ''}{number(amount)}{by} on {than}"
        case Monitor():
            return "none (monitored only)"
        case _:
            return own_words(target_phrase(indicator), None)


def _in_place_of_target(assessment: Assessment, plan: Plan) -> Iterator[str]:
    """Yield the values that a result compares with, where they are not the target and the baseline themselves."""
    indicator, measure, before = assessment.indicator, assessment.measure, assessment.previous
    if plan.method is None:
        return
    method, unit = plan.method.judging(indicator), _unit(indicator)
    target, baseline = COMPARED[method.against]
    year = f" (as of {in_year(assessment.compared)})" if assessment.compared else ""
    if indicator.since_previous:
        if before is not None:
            yield together(
                f"{baseline}: ", _value(before.actual.form, indicator, lambda: value_phrase(indicator, before.actual))
            )
        if before is not None and isinstance(measure, Progress):
            yield together("which makes the target ", _amount(measure.target, unit))
    elif not isinstance(measure, Progress):
        own = indicator.in_year(assessment.compared_year) if method.comparison.own_target else None
        if own is not None:
            yield together(f"{target}{year}: ", _target(own))
    else:
        if target != "target":
            yield together(f"{target}{year}: ", _amount(measure.target, unit))
        if baseline != "baseline" and measure.baseline is not None:
            yield together(f"{baseline}: ", _amount(measure.baseline, unit))


def _baseline(assessment: Assessment) -> str:
    indicator, baseline = assessment.indicator, assessment.indicator.baseline
    if baseline is None or baseline.form is None:
        return "unknown"
    restated = assessment.restated
    line = "straight line from " if baseline.mean_of else ""
    notes = (
        f"mean of {', '.join(map(in_year, sorted(baseline.mean_of)))}" if baseline.mean_of else "",
        f"{line}{in_year(baseline.year)}" if baseline.year else "",
        f"restated {_when(restated.date)}" if restated else "assumed" if "baseline" in indicator.assumed else "",
    )
    return together(_value(baseline.form, indicator, lambda: baseline_with(indicator, ())), _bracketed(notes))


def _actual(assessment: Assessment) -> str:
    observation, indicator, summed = assessment.observation, assessment.indicator, assessment.summed
    assert observation is not None
    actual = observation.actual
    about = "about " if actual.approximate else ""
    value = _value(actual.form, indicator, lambda: value_phrase(indicator, actual))
    total = ""
    if summed is not None and summed.total is not None:
        since = in_year(summed.observations[0].year)
        total = together(", in total ", _amount(summed.total, _unit(indicator)), f" since {since}")
    return together(f"value in {in_year(observation.year)}: ", about, value, _bracketed(_status(actual)), total)


def _status(actual: Actual) -> Iterator[str]:
    yield STATUSES[actual.status]
    if actual.period:
        first, last = on_day(actual.period.first), on_day(actual.period.last)
        yield first if first == last else f"{first} to {last}"
    if actual.as_of:
        yield f"as of {on_day(actual.as_of)}"


def _value(form: ValueForm, indicator: Indicator, words: Callable[[], str]) -> str:
    """Return a value; one that is in words in the Japanese `words`."""
    match form:
        case NumberForm(value):
            return _amount(value, _unit(indicator))
        case PartsForm(parts):
            goal = indicator.target_form
            whole = goal.come_to(form) if isinstance(goal, PooledForm) else None
            own = _parts(parts, _unit(indicator))
            return own if whole is None else together(own, ", together ", _amount(whole, _unit(indicator)))
        case _:
            return own_words(words(), None)


def _amount(value: Decimal | Fraction, unit: str | None) -> str:
    if isinstance(value, Quotient):
        notes = [_amount(value.exact, unit)]
        if value.printed is not None and ratio(value.printed) != value.exact:
            notes.append(together("printed as ", _amount(value.printed, unit)))
        return together(f"{number(value.numerator)}/{number(value.denominator)}", _bracketed(notes))
    apart = "" if unit is None or unit == "%" or isinstance(unit, InJapanese) else " "
    return together(number(value), apart, unit or "")


def _unit(indicator: Indicator) -> str | None:
    unit = indicator.unit
    return None if unit is None else own_words(unit, indicator.en.unit if indicator.en else None)


def _bracketed(notes: Iterable[str]) -> str:
    phrase = joined("; ", notes)
    return together(" (", phrase, ")") if phrase else ""


def _when(day: Day) -> str:
    return f"{'on' if day.day else 'in'} {on_day(day)}"


def _suspended(suspension: Suspension) -> Iterator[str]:
    reason = own_words(suspension.reason, suspension.en.reason if suspension.en else None)
    since = f"No longer tracked since {in_year(suspension.since)}: "
    yield together(
        f"Not tracked from {in_year(suspension.since)} to {in_year(suspension.until)}: " if suspension.until else since,
        reason,
    )
    if suspension.successor:
        yield together("In its place: ", own_words(suspension.successor, None))


def _judged(judged: PeoplesRating) -> str:
    return together("Rated by ", joined(": ", (own_words(text, None) for text in (judged.by, judged.reason) if text)))


def _pending(pending: Pending) -> str:
    said = (own_words(text, None) for text in (pending.reported, pending.reason) if text)
    return together(
        "Value not available yet", _bracketed((f"expected {_when(pending.until)}" if pending.until else "", *said))
    )


def _result(assessment: Assessment, plan: Plan) -> Toned:
    phrase = together(*_outcome(assessment, plan), _at_end(assessment))
    return Toned(*((part, outcome_tone(assessment.outcome, plan)) for part, _ in phrase.parts))


def _outcome(assessment: Assessment, plan: Plan) -> Iterator[str]:
    outcome, marks = assessment.outcome, signs(assessment.marks)
    rate = rate_alone(outcome, plan)
    match outcome:
        case Rated(rating):
            own = rating_label(plan, rating.id, rating.label)
            if rate:
                yield from (f"Achievement rate: {rate}{marks} (", own, f"){_short(outcome, plan)}")
            elif plan.rates_only:
                yield from (rating_group(plan, rating.id, rating.group), f" {own.lower()}{marks}")
            else:
                yield from ("Rating: ", own, marks)
        case NotAssessed():
            yield f"Achievement rate: {rate}{_short(outcome, plan)}; not" if rate else "Not"
            missed = "; the target is certainly missed" if outcome.unmet else ""
            yield f" assessed{marks}: {WHY_NOT[outcome.why]}{missed}"
        case Suspended():
            yield rating_label(plan, SUSPENDED, plan.suspended.label) if plan.suspended else "Suspended"
        case SpecialStatus(state, entered):
            yield rating_label(plan, state.id, state.label)
            yield from (": ", own_words(entered.reason, None)) if entered and entered.reason else ()
        case Monitored():
            yield "Monitored only"
        case _:
            assert_never(outcome)


def _short(outcome: Rated | NotAssessed, plan: Plan) -> str:
    """Return why a rate that is printed as 100 % or more is not met."""
    if not rate_remark(outcome, plan):
        return ""
    return "; exactly at the value, which has to be passed" if outcome.just_short else "; rounded, missed"


def _at_end(assessment: Assessment) -> str:
    if assessment.frozen:
        return f"; result of the target year {in_year(assessment.frozen)}"
    return f"; met in the target year {in_year(assessment.once_met)}" if assessment.once_met else ""
