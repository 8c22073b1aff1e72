"""A value that comes five times or more above or below its series: a digit, or another unit.

Where KPI308 looks at what stands in the data, and lets pass what is small or near its target, this looks at what a
change brings, which is little, and lets pass nothing.
"""

from fractions import Fraction

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Example, Page, Related
from dxkpi.core.basis.record import Better
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.diff.change import Change
from dxkpi.core.indicator.figure import Figure
from dxkpi.core.numerals import baseline_phrase, number
from dxkpi.rules.base import Series, far, series
from dxkpi.rules.review.change.case import (
    EDITED,
    ChangedIndicator,
    ChangeRule,
    Looks,
    as_evidence,
    record_at,
    second_look,
)

TIMES = 5
_ADDED = "actuals:\n  R3:\n    value: 5445\n    status: 実績\n"
_R4 = "  R4:\n    value: {}\n    status: 実績\n"

INFO = second_look(
    "KPI869",
    "leap",
    f"値が、前後の値の{TIMES}倍以上か、{TIMES}分の1以下になる",
    Page(
        why="桁を一つ多く、または少なく打つ、単位を取り違える（千枚と枚）と、こうなる。",
        fix="資料の値と単位を確かめる。その値で正しければ、記録の note に変わった訳を書く。",
        before=(Example(_ADDED),),
        bad=(Example(_ADDED + _R4.format(56100)),),
        good=(Example(_ADDED + _R4.format(5610)),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    for change in case.of(*EDITED, ChangeKind.ACTUAL_ADDED):
        found = _found(case, change)
        if found and change.year and case.after:
            value, other, old = found
            against, seen = ("書き換える前の値", ()) if old else _as_seen(case.after, other)
            yield case.found(INFO, f"{change.year.label}の値が、{against}{_times(value, other)}", (change,), *seen)


def _as_seen(declared: DeclaredIndicator, other: Figure) -> tuple[str, tuple[Related, ...]]:
    if other.year is None:
        return "基準値", (Related(declared.at(*other.path), baseline_phrase(declared.indicator)),)
    return f"{other.year.label}の値", (as_evidence(declared, other.year, int(str(other.steps[2]))),)


def _times(value: Figure, other: Figure) -> str:
    one, two = abs(value.number), abs(other.number)
    if not one:
        return "から0になる"
    times = number(Fraction(max(one, two)) / Fraction(min(one, two)), 1)
    return f"の{times}倍になる" if one > two else f"の{times}分の1になる"


def _found(case: ChangedIndicator, change: Change) -> tuple[Figure, Figure, bool] | None:
    """Return the value of `change` that leaps, the one it leaps from, and whether it took the place of that."""
    then, now = record_at(case.before, change.before), record_at(case.after, change.after)
    for own in series(case.after.indicator) if case.after else ():
        position = next((n for n, value in enumerate(own.actuals) if value.steps[1:3] == now), None)
        if position is not None:
            value, beside = own.actuals[position], _beside(own, position)
            old = _old(case.before, then, value.part)
            strange = bool(old and beside and _leaps(case, old, beside))
            if beside and _leaps(case, value, beside):
                if not strange:
                    return value, beside, False
            elif strange:
                continue  # it was a slip, and is none any more
            if old and _leaps(case, value, old):
                return value, old, True
    return None


def _beside(own: Series, position: int) -> Figure | None:
    """Return the value before; for the first one the baseline, or the value after."""
    if position:
        return own.actuals[position - 1]
    if own.baseline and own.baseline.number:
        return own.baseline
    return next(iter(own.actuals[1:]), None)


def _old(declared: DeclaredIndicator | None, place: tuple[FiscalYear, int] | None, part: str) -> Figure | None:
    actuals = (value for own in series(declared.indicator) for value in own.actuals) if declared and place else ()
    return next((value for value in actuals if value.steps[1:3] == place and value.part == part), None)


def _leaps(case: ChangedIndicator, value: Figure, other: Figure) -> bool:
    """Say whether `value` is far from `other`; a fall to 0 is, where more is better."""
    if not value.number and other.number:
        return case.after is not None and case.after.indicator.better_side is Better.HIGHER
    return far(value, other, TIMES)


LEAP = ChangeRule(INFO, _check)
