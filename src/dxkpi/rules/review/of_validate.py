"""Findings of `dxkpi validate` for a committee: about the target in force, at the vintage of the review.

A target on the worse side of its baseline is reported even where a note explains it, since the committee reads the
note.
"""

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.finding import Diagnostic, Ref, Related
from dxkpi.core.basis.text import clip
from dxkpi.core.numerals import baseline_phrase, target_phrase
from dxkpi.rules.base import Subject
from dxkpi.rules.indicator.beyond_target import BEYOND_TARGET
from dxkpi.rules.indicator.fraction_for_percent import FRACTION_FOR_PERCENT
from dxkpi.rules.indicator.target_not_better import TARGET_NOT_BETTER
from dxkpi.rules.indicator.ten_times import TEN_TIMES
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict

_OF_DIGITS = (FRACTION_FOR_PERCENT, TEN_TIMES, BEYOND_TARGET)


def _worse(case: Case) -> Verdict:
    if not case.trajectories or case.added_up:
        return Silence.BESIDE
    line = next((line for line in case.trajectories if line.limits), None)
    if line:
        part = f"「{clip(line.part)}」の" if line.part else ""
        reason = f"{part}目標値が、基準値より悪い側にある"
        return case.found(TARGET_NOT_BETTER.info, reason, case.of_baseline(), case.of_target())
    return Silence.UNTOLD if any(line.baseline is None for line in case.trajectories) else Silence.CLEAR


def _leaps(case: Case) -> Verdict:
    if case.indicator.value_key == "done":
        return Silence.BESIDE
    subject = Subject.of(case.declared, case.plan)
    found = [own for rule in _OF_DIGITS for finding in rule.check(subject) for own in _with_evidence(case, finding)]
    return tuple(found) or Silence.CLEAR


def _with_evidence(case: Case, finding: Diagnostic) -> tuple[Diagnostic, ...]:
    """Return a finding with its values as evidence; empty where one of them was not known yet."""
    places = [place for place in (finding.place, *(own.place for own in finding.related)) if isinstance(place, Ref)]
    if case.declared.lender and all(place.document == case.declared.lender.document for place in places):
        return ()  # reported of that
    seen = tuple(related for place in places if (related := _seen(case, place)))
    if len(seen) < len(places):
        return ()
    reason = f"{case.name}: 値が、桁か単位の違いに見える（{finding.rule.code}）"
    return (Diagnostic(finding.rule, finding.place, reason, finding.hint, seen),)


def _seen(case: Case, place: Ref) -> Related | None:
    """Return the value at `place` as evidence, or None where it is of a later year or was not known."""
    indicator = case.declared.indicator
    match case.declared.path_of(place):
        case ("actuals", str(year), int(index), *_):
            records = (record for of_year in case.known for record in of_year)
            asked = parse_fiscal_year(year), index
            found = next((record for record in records if (record.year, record.index) == asked), None)
            return case.of_actual(found) if found else None
        case ("baseline", *_):
            baseline = case.indicator.baseline
            return Related(place, baseline_phrase(case.indicator), baseline.note if baseline else None)
        case ("breaks", int(position), "baseline", *_):
            then = indicator.in_series(indicator.redefined[position].first)
            return Related(place, baseline_phrase(then), then.baseline.note if then.baseline else None)
        case ("target", *_):
            return Related(
                place, target_phrase(indicator, case.plan.plan), indicator.target.note if indicator.target else None
            )
        case _:
            return None


WORSE_THAN_BASELINE = ReviewRule(
    (TARGET_NOT_BETTER.info,),
    "目標値が基準値より悪い",
    "目標値が、基準値より悪い側にある。悪化を抑える目標か、良い側の書き違いかを確かめる。",
    "基準値が資料にない",
    _worse,
)

LEAPS = ReviewRule(
    tuple(rule.info for rule in _OF_DIGITS),
    "桁か単位の違いに見える",
    "dxkpi validate が、桁か単位の違いとして挙げる値。資料の値と単位を確かめる。",
    "値がない",
    _leaps,
)
