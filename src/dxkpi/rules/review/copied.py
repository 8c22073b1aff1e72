"""The same long figure year after year, up to the last observation: statistics carried on instead of collected."""

from decimal import Decimal
from itertools import takewhile

from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.indicator.figure import ValueForm
from dxkpi.core.numerals import number
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict, review

COPIES = 3
"""Number of equal figures in a row; two may be chance, or a value not yet renewed (前年度値)."""

COPIED_DIGITS = 3
"""Number of significant digits from which an equal figure is no accident.

12団体 may well stay 12団体; 65,667件 are unlikely to be 65,667件 again for years.
"""

_YEARS = (
    "actuals:\n  R1:\n    value: {}\n    status: 実績\n  R2:\n    value: 5445\n    status: 実績\n"
    "  R3:\n    value: 5445\n    status: 実績\n"
)

INFO = review(
    "KPI857",
    "copied",
    "同じ値が写されているように見える",
    Page(
        why=f"{COPIED_DIGITS}桁以上の同じ値が、基準値も入れて{COPIES}回以上続く。調べ直した値かを確かめる。",
        fix="資料を見て、年度ごとに調べた値に改める。調べていない年度の値は消すか、いつの値かを note に書く。",
        bad=(Example(_YEARS.format(5445)),),
        good=(Example(_YEARS.format(3000)),),
    ),
)


def _check(case: Case) -> Verdict:
    indicator = case.indicator
    records = [(_numbers(observation.actual.form), case.of_actual(observation)) for observation in case.observations]
    start = _numbers(indicator.baseline.form) if indicator.baseline else {}
    first = case.observations[0].year if case.observations else None
    if start and first and (case.baseline_year is None or case.baseline_year < first):
        records.insert(0, (start, case.of_baseline()))
    if indicator.value_key == "done" or case.declared.lender:  # whose values are looked at with those of the lender
        return Silence.BESIDE
    if len(records) < COPIES:
        return Silence.UNTOLD
    last = records[-1][0]
    same = list(takewhile(lambda record: record[0] == last, reversed(records)))
    if len(same) < COPIES or max(map(_digits, last.values()), default=0) < COPIED_DIGITS:
        return Silence.CLEAR
    return case.found(INFO, f"同じ値が{number(len(same))}回続いている", *(seen for _, seen in reversed(same)))


def _numbers(form: ValueForm) -> dict[str, Decimal]:
    """Return the numbers of a baseline or an actual, by part."""
    return {cell.part: cell.number for cell in form.cells}


def _digits(number: Decimal) -> int:
    """Count the significant digits of a number without zeros at its end: three in 65,600."""
    return len(number.normalize().as_tuple().digits)


COPIED = ReviewRule.of(INFO, f"基準値も入れて{COPIES}つの値がない", _check)
