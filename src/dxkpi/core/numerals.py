"""Printed figures, and sentences with them; the only place that rounds for print."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import floor

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.number import Quotient, ending, ratio
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.rounding import rounded
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Months
from dxkpi.core.indicator.baseline import Baseline, BaselineRevision
from dxkpi.core.indicator.figure import PooledForm, ValueForm, Words
from dxkpi.core.indicator.history import Break
from dxkpi.core.method.rating import RatingScale
from dxkpi.core.method.rounding import RatedOn, Rounding, Zero
from dxkpi.core.observations import Observation
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.shares import SHARE_DIGITS

MOST_RATE_DIGITS = 4
"""The largest number of decimals of a rate that is shown."""
_ENDLESS_DIGITS = 2


def number(value: Decimal | Fraction | int, digits: int | None = None) -> str:
    """Return `value` with thousands commas: as written, or rounded to that many decimals.

    A Fraction without `digits` is written out where its decimals end, else rounded to two.

    A quotient without `digits` is written as such, with its value behind it.

    >>> number(Decimal("6000")), number(Decimal("73.50")), number(Fraction(-5, 2)), number(Fraction(1, 16), 1)
    ('6,000', '73.50', '-2.5', '0.1')
    >>> number(Quotient(Decimal(3), Decimal(8), per=100)), quantity(Quotient(Decimal(1), Decimal(3), per=100), "%")
    ('3/8（37.5）', '1/3（33.33%）')
    """
    if digits is None and isinstance(value, Quotient):
        return quantity(value, "")
    if digits is None and isinstance(value, Decimal):
        return f"{value:,f}" if value else f"{abs(value):,f}"
    exact_value = Fraction(value) if isinstance(value, int) else ratio(value) if isinstance(value, Decimal) else value
    return _grouped(exact_value, _decimals(exact_value) if digits is None else digits)


def quantity(value: Decimal | Fraction | int, unit: str | None, digits: int | None = None) -> str:
    """Return a number and its unit, as reports write it.

    >>> quantity(Decimal("6000"), "時間"), quantity(Decimal("73.5"), "%")
    ('6,000時間', '73.5%')
    """
    if digits is None and isinstance(value, Quotient):
        shown, printed = f"{number(value.exact)}{unit or ''}", value.printed
        beside = (
            f"、資料では{number(printed)}{unit or ''}" if printed is not None and ratio(printed) != value.exact else ""
        )
        return f"{number(value.numerator)}/{number(value.denominator)}（{shown}{beside}）"
    return number(value, digits) + (unit or "")


def numbers_apart(first: Fraction, second: Fraction) -> tuple[str, str]:
    """Return both as `number` writes them, with as many decimals as show which of the two is larger.

    >>> numbers_apart(Fraction(280, 3), Fraction("93.33")), numbers_apart(Fraction(1, 3), Fraction(1, 3))
    (('93.333', '93.33'), ('0.33', '0.33'))
    """
    for digits in count(_ENDLESS_DIGITS):
        one, other = _decimals(first, digits), _decimals(second, digits)
        apart = Fraction(rounded(first, one), 10**one) - Fraction(rounded(second, other), 10**other)
        if (apart > 0) is (first > second) and (apart < 0) is (first < second):
            return _grouped(first, one), _grouped(second, other)
    raise AssertionError


def percent_of(share: Fraction, zero: Zero = Zero.PLAIN) -> str:
    """Return a share (ratio) in percent at one decimal; exactly zero as `zero` says.

    >>> percent_of(Fraction(50, 68)), percent_of(Fraction(0)), percent_of(Fraction(0), Zero.DIGITS)
    ('73.5%', '0%', '0.0%')
    """
    return f"{percent_figure(share, zero)}%"


def percent_figure(share: Fraction, zero: Zero = Zero.PLAIN) -> str:
    """Return the number that `percent_of` prints, without percent sign and commas."""
    # The R3 report prints 0%, not 0.0%.
    return "0" if share == 0 and zero is Zero.PLAIN else _plain(share * 100, SHARE_DIGITS)


def rate(achieved: Fraction, scale: RatingScale, digits: int = 1) -> str:
    """Return an achievement rate (ratio) in percent at `digits` decimals that never shows another rating than its own.

    Where rounding would cross the edge of a band, more decimals are shown, up to four; where all of them would
    cross it, the rest is cut off. With an edge at 60: 363/400 is 90.8%, 1499/2500 is 59.96% and not 60.0%.
    """
    figure = rate_figure(achieved, scale, digits)
    if scale.rounding is None or not scale.rounding.factor:
        return f"{_with_commas(figure)}%"
    if _is_plain_zero(achieved, scale):
        return "0"
    factor, digits = Decimal(figure).scaleb(-2), scale.rounding.decimals + digits - 1
    short = factor.quantize(Decimal(1).scaleb(-digits))
    return _with_commas(f"{short if short == factor else factor:f}")


def rate_figure(achieved: Fraction, scale: RatingScale, digits: int = 1) -> str:
    """Return the number that `rate` prints, without percent sign and commas."""
    cut = scale.clipped(achieved)
    rounding = scale.rounding or Rounding()
    first, mode = rounding.percent_decimals + digits - 1, rounding.mode
    if _is_plain_zero(achieved, scale):
        return "0"
    if rounding.rated is RatedOn.ROUNDED:
        return _written(rounded(cut * 100, first, mode), first)
    passed = scale.edges_passed(cut)
    for shown in range(first, max(MOST_RATE_DIGITS, first) + 1):
        found = rounded(cut * 100, shown, mode)
        if scale.edges_passed(found / (100 * Fraction(10) ** shown)) == passed:
            return _written(found, shown)
    # Cut downwards, which cannot reach the edge above. An edge of more than four decimals may lie just below:
    # its own decimals then suffice.
    for shown in count(MOST_RATE_DIGITS):
        found = floor(cut * 100 * 10**shown)
        if scale.edges_passed(found / (100 * Fraction(10) ** shown)) == passed:
            return _written(found, shown)
    raise AssertionError


def _is_plain_zero(achieved: Fraction, scale: RatingScale) -> bool:
    """Say whether a rate is zero once it is clipped, and is printed without decimals."""
    return scale.clipped(achieved) == 0 and (scale.rounding is None or scale.rounding.zero is Zero.PLAIN)


def exact(value: Fraction) -> str:
    """Return an exact ratio as text.

    >>> exact(Fraction(363, 400)), exact(Fraction(1))
    ('363/400', '1')
    """
    return str(value)


def _decimals(value: Fraction, endless: int = _ENDLESS_DIGITS) -> int:
    """Return the number of decimals that write `value` exactly, or `endless` where they do not end."""
    digits = ending(value)
    return endless if digits is None else digits


def _plain(value: Fraction, digits: int) -> str:
    return _written(rounded(value, digits), digits)


def _grouped(value: Fraction, digits: int) -> str:
    return _with_commas(_plain(value, digits))


def _written(scaled: int, digits: int) -> str:
    """Write an integer that counts units of the last decimal as a decimal number."""
    if digits <= 0:
        return str(scaled * 10**-digits)
    size = str(abs(scaled)).rjust(digits + 1, "0")
    return f"{'-' if scaled < 0 else ''}{size[:-digits]}.{size[-digits:]}"


def _with_commas(plain: str) -> str:
    whole, point, part = plain.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{part}"


def actual_phrase(assessment: Assessment) -> str:
    """Describe the observation that the year is judged by: `R3年度実績 5,445時間`, or with months `（4月〜8月）`."""
    observation = assessment.observation
    if observation is None:
        return "実績値なし"
    return f"{observation_phrase(assessment.indicator, observation)}{_carried(assessment)}{_total(assessment)}"


def observation_phrase(indicator: Indicator, observation: Observation) -> str:
    """Describe an observation with its year: `R3年度実績 5,445時間`."""
    actual, year = observation.actual, observation.year
    return f"{year.label}{status_phrase(actual, year)} {value_phrase(indicator, actual)}"


def _total(assessment: Assessment) -> str:
    total = assessment.summed.total if assessment.summed else None
    if total is None or assessment.summed is None:
        return ""
    return f"、{assessment.summed.observations[0].year.label}からの累計 {quantity(total, assessment.indicator.unit)}"


def _carried(assessment: Assessment) -> str:
    if assessment.observation is None or assessment.observation.year == assessment.year:
        return ""
    if assessment.observation.year == assessment.frozen:
        return "（目標年度の値）"
    last_year = assessment.year.start - 1
    return "（前年度の値）" if assessment.observation.year.start == last_year else "（前年度より前の値）"


def status_phrase(actual: Actual, year: FiscalYear) -> str:
    """Describe status and period of a record behind its `year`: `実績`, `実績（4月〜8月）`, `（2021年12月時点）`."""
    alone = status_alone(actual, year)
    return f"（{alone}）" if actual.status is Status.INTERIM else alone


def status_alone(actual: Actual, year: FiscalYear) -> str:
    """Describe status and period of a record of `year`: `実績`, `実績（4月〜8月）`, `2021年12月時点`."""
    notes = [months_phrase(actual.period, year)] if actual.period else []
    if actual.as_of:
        notes.append(f"{day_phrase(actual.as_of)}時点")
    return status_with(actual.status, notes)


def status_with(status: Status, notes: Sequence[str]) -> str:
    """Write a status with `notes` about its time; of a value from the midst of a year they say enough."""
    if status is Status.INTERIM:
        return "、".join(notes) or "途中の値"
    return status.value + (f"（{'、'.join(notes)}）" if notes else "")


def record_phrase(indicator: Indicator, observation: Observation) -> str:
    """Describe an observation without its year: `見込 5,600時間`, `2021年12月時点 68.0%`."""
    return f"{status_alone(observation.actual, observation.year)} {value_phrase(indicator, observation.actual)}"


def day_phrase(day: Day) -> str:
    """Write a day as `2021年12月31日`, or `2021年12月` where the day is unknown."""
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")


def months_phrase(months: Months, year: FiscalYear) -> str:
    """Write the months that a value covers, with calendar years only where not those of `year`: `4月〜8月`."""
    within = year.around(months.first) == year.around(months.last) == year
    first, last = (
        day_phrase(day).partition("年")[2] if within else day_phrase(day) for day in (months.first, months.last)
    )
    return first if first == last else f"{first}〜{last}"


def value_phrase(indicator: Indicator, actual: Actual) -> str:
    """Write the value of an actual with its unit: `5,445時間`, `約1,000件`, `県1、市町村52（団体）`, `未整備`."""
    return spoken(actual.form.words(indicator.unit, "約" if actual.approximate else "")) + _together(
        indicator, actual.form
    )


def _together(indicator: Indicator, form: ValueForm) -> str:
    """Write what pooled parts come to, behind them: `、合わせて59/160（36.88%）`; empty for other values."""
    target = indicator.target_form
    whole = target.come_to(form) if isinstance(target, PooledForm) else None
    return "" if whole is None else f"、合わせて{quantity(whole, indicator.unit)}"


def spoken(words: Words) -> str:
    """Write a phrase with its numbers."""
    return "".join(word if isinstance(word, str) else quantity(word.value, word.unit) for word in words)


def target_phrase(indicator: Indicator, plan: Plan | None = None) -> str:
    """Describe the target: `目標値 6,000時間`, `増加を目指す`; with `plan`, also its target year where it differs."""
    year = indicator.due
    other = f"（{year.label}まで）" if year and plan and year != plan.target_year else ""
    return spoken(indicator.target_words()) + other


def baseline_phrase(indicator: Indicator, restated: BaselineRevision | None = None) -> str:
    """Describe the baseline: `基準値 16.9%（H30年度）`, `基準値 0件（推定）`, `基準値 不明`."""
    baseline = indicator.baseline
    if baseline is None:
        return "基準値 不明"
    notes = list(years_behind(baseline))
    if restated:
        notes.append(f"{day_phrase(restated.date)}に改めた値")
    elif "baseline" in indicator.assumed:
        notes.append("推定")
    return f"基準値 {baseline_with(indicator, notes)}"


def break_phrase(definition: Break) -> str:
    """Describe a change of definition: `R5年度から（電話の相談を数えない）`."""
    return f"{definition.first.label}から（{definition.reason}）"


def baseline_with(indicator: Indicator, notes: Sequence[str]) -> str:
    """Write the baseline with its unit and `notes`: `16.9%（H30年度）`."""
    form = indicator.baseline.form if indicator.baseline else None
    shown = spoken(form.words(indicator.unit)) + _together(indicator, form) if form else ""
    return shown + (f"（{'、'.join(notes)}）" if notes else "")


def years_behind(baseline: Baseline) -> tuple[str, ...]:
    """Describe the year of a baseline, `H30年度`; for a mean, its years and the year in which the line begins."""
    averaged = baseline.mean_of
    if not averaged:
        return (baseline.year.label,) if baseline.year else ()
    return (average_phrase(averaged), *((f"線の始まりは{baseline.year.label}",) if baseline.year else ()))


def average_phrase(years: Sequence[FiscalYear]) -> str:
    """Describe the years of a mean: `H26〜H30年度の平均`, `H26・H28年度の平均`."""
    ordered = sorted(years)
    if ordered[-1].start - ordered[0].start == len(ordered) - 1:
        return f"{ordered[0]}〜{ordered[-1].label}の平均"
    return f"{'・'.join(map(str, ordered[:-1]))}・{ordered[-1].label}の平均"


def baseline_value_phrase(indicator: Indicator) -> str:
    """Write the baseline with its unit, and the years of a mean; empty where there is none."""
    baseline = indicator.baseline
    return baseline_with(indicator, (average_phrase(baseline.mean_of),) if baseline and baseline.mean_of else ())
