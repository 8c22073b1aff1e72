"""What a record says, in the words of a progress report; the same in every view."""

from collections.abc import Sequence

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.record import Better, Status
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Months
from dxkpi.core.indicator.baseline import Baseline, BaselineRevision
from dxkpi.core.indicator.figure import Words
from dxkpi.core.numerals import number, numbers_apart, quantity
from dxkpi.core.observations import Observation
from dxkpi.core.plan.plan import Plan
from dxkpi.core.trajectory import Pace, Point, Track


def actual_phrase(assessment: Assessment) -> str:
    """The record that the year is judged by: `R3年度実績 5,445時間`, `R3年度実績（4月〜8月） 36,821人`."""
    observation = assessment.observation
    if observation is None:
        return "実績値なし"
    return f"{observation_phrase(assessment.indicator, observation)}{_carried(assessment)}{_total(assessment)}"


def observation_phrase(indicator: Indicator, own: Observation) -> str:
    """A record with its year: `R3年度実績 5,445時間`."""
    return f"{own.year.label}{status_phrase(own.actual, own.year)} {value_phrase(indicator, own.actual)}"


def _total(assessment: Assessment) -> str:
    total = assessment.summed.total if assessment.summed else None
    if total is None or assessment.summed is None:
        return ""
    return f"、{assessment.summed.observations[0].year.label}からの累計 {quantity(total, assessment.indicator.unit)}"


def _carried(assessment: Assessment) -> str:
    if assessment.observation is None or not assessment.carried:
        return ""
    last_year = assessment.year.start - 1
    return "（前年度の値）" if assessment.observation.year.start == last_year else "（前年度より前の値）"


def status_phrase(actual: Actual, year: FiscalYear) -> str:
    """How firm a record of `year` is, and what it covers: `実績`, `見込`, `実績（4月〜8月）`, `（2021年12月時点）`."""
    word = "" if actual.status is Status.INTERIM else actual.status.value
    notes = [months_phrase(actual.period, year)] if actual.period else []
    if actual.as_of:
        notes.append(f"{day_phrase(actual.as_of)}時点")
    elif not word:
        notes.append("途中の値")
    return word + (f"（{'、'.join(notes)}）" if notes else "")


def day_phrase(day: Day) -> str:
    """`2021年12月`, or `2021年12月31日` where the day is known."""
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")


def months_phrase(months: Months, year: FiscalYear) -> str:
    """The months that a value covers, with calendar years only where they are not those of `year`: `4月〜8月`."""
    within = months.first.fiscal_year == months.last.fiscal_year == year
    first, last = (
        day_phrase(day).partition("年")[2] if within else day_phrase(day) for day in (months.first, months.last)
    )
    return first if first == last else f"{first}〜{last}"


def value_phrase(indicator: Indicator, actual: Actual) -> str:
    """What was measured, with its unit: `5,445時間`, `約1,000件`, `県1、市町村52（団体）`, `未整備`."""
    return spoken(actual.form.words(indicator.unit, "約" if actual.approximate else ""))


def spoken(words: Words) -> str:
    """A phrase with its numbers written out."""
    return "".join(word if isinstance(word, str) else quantity(word.value, word.unit) for word in words)


def target_phrase(indicator: Indicator, plan: Plan | None = None) -> str:
    """What shall be reached: `目標値 6,000時間`, `増加を目指す`; with `plan`, a target year other than its own too."""
    year = indicator.target.year if indicator.target else None
    other = f"（{year.label}まで）" if year and plan and year != plan.target_year else ""
    return spoken(indicator.target_words()) + other


def baseline_phrase(indicator: Indicator, restated: BaselineRevision | None = None) -> str:
    """The value that the target was set from: `基準値 16.9%（H30年度）`, `基準値 0件（推定）`, `基準値 不明`."""
    baseline = indicator.baseline
    if baseline is None:
        return "基準値 不明"
    notes = list(years_behind(baseline))
    if restated:
        notes.append(f"{day_phrase(restated.date)}に改めた値")
    elif "baseline" in indicator.assumed:
        notes.append("推定")
    return f"基準値 {baseline_with(indicator, notes)}"


def baseline_with(indicator: Indicator, notes: Sequence[str]) -> str:
    """The baseline with its unit and what is to be said of it: `16.9%（H30年度）`."""
    shown = spoken(indicator.baseline.form.words(indicator.unit)) if indicator.baseline else ""
    return shown + (f"（{'、'.join(notes)}）" if notes else "")


def years_behind(baseline: Baseline) -> tuple[str, ...]:
    """Of which year a baseline is: `H30年度`; of a mean those of it, and the one that a straight line begins in."""
    averaged = baseline.mean_of
    if not averaged:
        return (baseline.year.label,) if baseline.year else ()
    return (average_phrase(averaged), *((f"線の始まりは{baseline.year.label}",) if baseline.year else ()))


def average_phrase(years: Sequence[FiscalYear]) -> str:
    """Which years a value is the mean of: `H26〜H30年度の平均`, `H26・H28年度の平均`."""
    ordered = sorted(years)
    if ordered[-1].start - ordered[0].start == len(ordered) - 1:
        return f"{ordered[0]}〜{ordered[-1].label}の平均"
    return f"{'・'.join(map(str, ordered[:-1]))}・{ordered[-1].label}の平均"


def baseline_value_phrase(indicator: Indicator) -> str:
    """The baseline alone, with its unit; empty where there is none."""
    baseline = indicator.baseline
    return baseline_with(indicator, (average_phrase(baseline.mean_of),) if baseline and baseline.mean_of else ())


def pace_words(pace: Pace, track: Track, unit: str | None) -> str:
    """The pace so far, the pace that is needed, and where the pace so far would lead."""
    line, change = track.trajectory, "ポイント" if unit == "%" else unit or ""
    gained, needed = numbers_apart(pace.observed, pace.required)
    so_far = f"これまで1年に{_signed(gained)}{change}（{track.first.label}から{number(pace.gone)}年）"
    ahead = f"これから1年に{_signed(needed)}{change}{_wanted(track)}（{track.last.label}まで{number(pace.left)}年）"
    if pace.met:
        tolerated = isinstance(track.here, Point) and line.at(track.here.actual).tolerated
        return f"{so_far}。{'既に目標値の許容幅の中にある' if tolerated else '目標値には既に達している'}"
    return f"{so_far}、{ahead}。これまでのペースが続けば、{_led(pace, track, unit or '')}"


def _led(pace: Pace, track: Track, unit: str) -> str:
    """Where the pace leads; how far short, unless that is below nothing."""
    line = track.trajectory
    if pace.enough:
        tolerated = line.at(pace.projection).tolerated
        return f"{track.last.label}に目標値{'の許容幅の中に入る' if tolerated else 'に達する'}"
    end, goal = numbers_apart(pace.projection, line.target)
    known = pace.projection >= 0 or line.target < 0
    return f"{track.last.label}は{end}{unit}で、目標値 {goal}{unit}に達しない" if known else "目標値に達しない"


def _wanted(track: Track) -> str:
    if not track.trajectory.exclusive:
        return "が要る"
    return "を上回ることが要る" if track.trajectory.better is Better.HIGHER else "を下回ることが要る"


def _signed(shown: str) -> str:
    return shown if shown.startswith("-") or shown.strip("0.") == "" else f"+{shown}"
