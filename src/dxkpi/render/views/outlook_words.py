"""The outlook of an indicator in words."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import assert_never

from dxkpi.core.assessment import Assessment, SpecialStatus
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import finite
from dxkpi.core.numerals import (
    baseline_phrase,
    baseline_value_phrase,
    break_phrase,
    numbers_apart,
    quantity,
    target_phrase,
)
from dxkpi.core.outlook import PlanOutlook, assumed
from dxkpi.core.plan.plan import Plan
from dxkpi.core.trajectory import (
    FEWEST_YEARS,
    NoTrajectory,
    NoTrajectoryReason,
    Outlook,
    OutlookStatus,
    Pace,
    Point,
    Track,
)
from dxkpi.render.verdicts import state_phrase
from dxkpi.render.views.cautions import target_words
from dxkpi.render.views.flat import Row, Value, of_indicator, of_year

UNTOLD = "判定できない"
POSITIONS = {OutlookStatus.AHEAD: "先行", OutlookStatus.ON_TRACK: "目安どおり", OutlookStatus.BEHIND: "遅れ"}


def why_phrase(reason: NoTrajectoryReason, assessment: Assessment, plan: Plan) -> str:
    """Describe why there is no outlook for one indicator."""
    match reason:
        case NoTrajectoryReason.SUSPENDED if plan.suspended:
            return f"「{plan.suspended.label}」とした指標である"
        case NoTrajectoryReason.IN_STATE if isinstance(assessment.outcome, SpecialStatus):
            return f"「{state_phrase(assessment.outcome)}」とした指標である"
        case NoTrajectoryReason.NO_WAY:
            return f"目標（{target_words(assessment.indicator, plan)}）に、年ごとに進む線を引けない"
        case NoTrajectoryReason.BASELINE_UNKNOWN if assessment.since:
            return f"{assessment.since.first.label}からの定義による基準値が資料になく、線を引けない"
        case NoTrajectoryReason.BASELINE_YEAR_UNKNOWN if _averaged(assessment):
            return f"基準値 {baseline_value_phrase(assessment.indicator)}に、線の始まる年度が決められていない"
        case _:
            return why_words(reason, assessment.year)


def _averaged(assessment: Assessment) -> bool:
    """Say whether the baseline is the mean of several years."""
    baseline = assessment.indicator.baseline
    return baseline is not None and bool(baseline.mean_of)


def why_words(reason: NoTrajectoryReason, year: FiscalYear) -> str:
    """Describe why there is no outlook in `year`, for any indicator."""
    return _WHY[reason].format(year=year.label, fewest=FEWEST_YEARS)


_WHY = {
    NoTrajectoryReason.MONITORED: "目標がなく、推移だけを見る指標である",
    NoTrajectoryReason.SUSPENDED: "進捗管理を停止した指標である",
    NoTrajectoryReason.IN_STATE: "計画の定める状態にあり、判定しない指標である",
    NoTrajectoryReason.BY_PEOPLE: "数値のない目標で、人が評価する",
    NoTrajectoryReason.NO_WAY: "目標の型（増減、維持、範囲、段階）に、年ごとに進む線を引けない",
    NoTrajectoryReason.LIMIT: "目標値が基準値と同じか、基準値より悪い側にあり、進むべき道のりがない",
    NoTrajectoryReason.TARGET_YEAR_UNKNOWN: "目標年度がなく、線を引けない",
    NoTrajectoryReason.BASELINE_UNKNOWN: "基準値が資料になく、線を引けない",
    NoTrajectoryReason.BASELINE_YEAR_UNKNOWN: "基準値の年度がなく（複数年の平均などを含む）、線を引けない",
    NoTrajectoryReason.PERIOD_UNKNOWN: "計画の始まりの年度がなく、累計の線を引けない",
    NoTrajectoryReason.BEFORE_BASELINE: "{year}は基準値の年度より前である",
    NoTrajectoryReason.NO_ACTUAL: "{year}の実績がまだない",
    NoTrajectoryReason.PROVISIONAL: "{year}の値が見込・速報・時点だけで、実績がまだない",
    NoTrajectoryReason.PART_OF_YEAR: "{year}の実績が、一年に満たない期間の値である",
    NoTrajectoryReason.PART_MISSING: "{year}の実績に、目標の一部の部分の値がない",
    NoTrajectoryReason.YEARS_MISSING: "計画の期間に、年度を通した実績のない年度があり、累計を求められない",
    NoTrajectoryReason.ACROSS_BREAK: "定義の変更をまたいで足せず、累計を求められない",
    NoTrajectoryReason.TOO_FEW_YEARS: "基準値を含めて{fewest}年度分の実績がない",
}


def verdict_words(outlook: Outlook, assessment: Assessment, plan: Plan) -> str:
    """Describe the status of an indicator, or why there is none: `遅れ`, `判定できない。理由: …`."""
    last = outlook.target_year.label if outlook.target_year else ""
    match outlook.status:
        case OutlookStatus.FINAL:
            return f"{last}が目標年度である。結果は達成区分による"
        case OutlookStatus.PAST:
            return f"目標年度（{last}）を過ぎている"
        case OutlookStatus.UNCLEAR:
            assert outlook.reason is not None
            return f"{UNTOLD}。理由: {why_phrase(outlook.reason, assessment, plan)}"
        case OutlookStatus.AHEAD | OutlookStatus.ON_TRACK | OutlookStatus.BEHIND:
            return POSITIONS[outlook.status]
        case _:
            assert_never(outlook.status)


def values_words(track: Track, assessment: Assessment) -> str:
    """Describe one track: `目標値 100件（R3年度まで）／R2年度の目安値 80件／R2年度実績 85件`."""
    unit, line, here = assessment.indicator.unit or "", track.trajectory, track.here
    year = assessment.indicator.year_kind.of(assessment.year)
    expected = line.value(year)
    shown, reached = numbers_apart(expected, here.actual if isinstance(here, Point) else expected)
    goal = (
        target_phrase(assessment.indicator)
        if line.part is None
        else f"{line.part}: 目標値 {quantity(line.target, unit)}"
    )
    has_start = assessment.restated or _averaged(assessment)
    start = [baseline_phrase(assessment.indicator, assessment.restated)] if has_start else []
    words = [*start, f"{goal}（{track.last.label}まで）", f"{year.label}の目安値 {shown}{unit}"]
    if isinstance(here, Point):
        what = f"{year.label}までの累計" if track.summed else f"{year.label}実績"
        words.append(f"{what} {'約' if here.approximate else ''}{reached}{unit}")
    return "／".join(words)


def break_words(assessment: Assessment) -> Iterator[str]:
    """Yield the change of definition before which values are not on the way, if there is one."""
    if assessment.since:
        yield f"定義の変更: {break_phrase(assessment.since)}。それより前の値は、線にもペースにも使わない"


def open_words(track: Track, assessment: Assessment, plan: Plan) -> Iterator[str]:
    """Yield why status or pace cannot be determined."""
    here, onward = track.status, track.pace
    if isinstance(here, NoTrajectoryReason):
        yield f"先行か遅れかもペースも判定できない。理由: {why_phrase(here, assessment, plan)}"
    elif isinstance(onward, NoTrajectoryReason):
        yield f"ペースは判定できない。理由: {why_phrase(onward, assessment, plan)}"


def no_line_words(track: NoTrajectory, assessment: Assessment, plan: Plan) -> str:
    """Describe why a part has no trajectory."""
    return f"{track.trajectory.part}: 判定できない。理由: {why_phrase(track.reason, assessment, plan)}"


def outlook_rows(plans: Iterable[PlanOutlook]) -> Iterator[Row]:
    """Yield every indicator with a target; values that cannot be determined are blank, with the reason."""
    for found in plans:
        head = of_year(found.plan, found.year, found.as_of)
        for assessment, outlook in found.seen:
            yield from ({**head, **_indicator(assessment), **row} for row in _rows(outlook))


def _indicator(assessment: Assessment) -> dict[str, Value]:
    revisions = assessment.revisions
    return {
        **of_indicator(assessment.indicator),
        "assumed": bool(assumed(assessment)),
        "target_revised": str(revisions[-1].revision.date) if revisions else None,
        "definition_since_year": assessment.since.first.start if assessment.since else None,
    }


def _rows(outlook: Outlook) -> Iterator[dict[str, Value]]:
    last = outlook.target_year.start if outlook.target_year else None
    reason = outlook.reason
    whole: dict[str, Value] = {
        "standing": outlook.status.value,
        "unclear": reason.value if reason else None,
        "target_year": last,
    }
    if not outlook.tracks:
        yield whole
        return
    for track in outlook.tracks:
        yield {**whole, **(_no_line(track) if isinstance(track, NoTrajectory) else _track(track))}


def _no_line(track: NoTrajectory) -> dict[str, Value]:
    return {"part": track.trajectory.part, "standing": "unclear", "unclear": track.reason.value}


def _track(track: Track) -> dict[str, Value]:
    line, found, year = track.trajectory, track.status, track.year
    row: dict[str, Value] = {
        "part": line.part,
        "standing": "unclear" if isinstance(found, NoTrajectoryReason) else found.value,
        "unclear": found.value if isinstance(found, NoTrajectoryReason) else None,
        "target_value": finite(line.target),
        "baseline_year": track.first.start,
        "baseline_value": None if line.baseline is None else finite(line.baseline),
        **_exact("line", line.value(year)),
    }
    if isinstance(track.here, Point):
        row |= {"actual_value": finite(track.here.actual), "actual_approximate": track.here.approximate}
    return row | (_pace(track.pace) if isinstance(track.pace, Pace) else {"pace_unclear": track.pace.value})


def _pace(pace: Pace) -> dict[str, Value]:
    return {
        **_exact("gained_per_year", pace.observed),
        **_exact("needed_per_year", pace.required),
        "years_gone": pace.gone,
        "years_left": pace.left,
        "extended_value": finite(pace.projection),
        "met": pace.met,
    }


def _exact(name: str, value: Fraction) -> dict[str, Value]:
    return {
        f"{name}_value": finite(value),
        f"{name}_numerator": value.numerator,
        f"{name}_denominator": value.denominator,
    }
