"""Outlooks as flat records: one row an indicator, or one for each of its parts."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from dxkpi.core.assessment import Assessment
from dxkpi.core.numerals import number
from dxkpi.core.outlook import PlanOutlook, assumed
from dxkpi.core.trajectory import NoTrajectory, NoTrajectoryReason, Outlook, Pace, Point, Track
from dxkpi.render.views.flat import Row, Value

_EXACT = ("line", "gained_per_year", "needed_per_year")
OUTLOOK_COLUMNS = (
    "plan_id",
    "plan",
    "fiscal_year",
    "as_of",
    "id",
    "name",
    "section_id",
    "relisted_section_ids",
    "owner",
    "unit",
    "part",
    "standing",
    "unclear",
    "target_year",
    "target_value",
    "baseline_year",
    "baseline_value",
    "actual_value",
    "actual_approximate",
    *(f"{name}_{end}" for name in _EXACT for end in ("value", "numerator", "denominator")),
    "years_gone",
    "years_left",
    "extended_value",
    "met",
    "pace_unclear",
    "assumed",
    "target_revised",
)


def outlook_rows(plans: Iterable[PlanOutlook]) -> Iterator[Row]:
    """Every indicator with a target; what cannot be told is blank beside the reason."""
    for found in plans:
        head: dict[str, Value] = {
            "plan_id": found.plan.plan,
            "plan": found.plan.name,
            "fiscal_year": found.year.start,
            "as_of": str(found.as_of) if found.as_of else None,
        }
        for assessment, outlook in found.seen:
            yield from ({**head, **_indicator(assessment), **row} for row in _rows(outlook))


def _indicator(assessment: Assessment) -> dict[str, Value]:
    own, revisions = assessment.indicator, assessment.revisions
    return {
        "id": own.id,
        "name": own.name,
        "section_id": own.section,
        "relisted_section_ids": " ".join(own.relisted) or None,
        "owner": own.owner,
        "unit": own.unit,
        "assumed": bool(assumed(assessment)),
        "target_revised": str(revisions[-1].revision.date) if revisions else None,
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
        "target_value": _decimal(line.target),
        "baseline_year": track.first.start,
        "baseline_value": None if line.baseline is None else _decimal(line.baseline),
        **_exact("line", line.value(year)),
    }
    if isinstance(track.here, Point):
        row |= {"actual_value": _decimal(track.here.actual), "actual_approximate": track.here.approximate}
    return row | (_pace(track.pace) if isinstance(track.pace, Pace) else {"pace_unclear": track.pace.value})


def _pace(pace: Pace) -> dict[str, Value]:
    return {
        **_exact("gained_per_year", pace.observed),
        **_exact("needed_per_year", pace.required),
        "years_gone": pace.gone,
        "years_left": pace.left,
        "extended_value": _decimal(pace.projection),
        "met": pace.met,
    }


def _exact(name: str, value: Fraction) -> dict[str, Value]:
    return {
        f"{name}_value": _decimal(value),
        f"{name}_numerator": value.numerator,
        f"{name}_denominator": value.denominator,
    }


def _decimal(value: Fraction) -> Decimal:
    """`value` as it is printed, without commas."""
    return Decimal(number(value).replace(",", ""))
