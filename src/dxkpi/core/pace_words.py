"""The words for a pace: what was gained in a year so far, what a year is to bring, and what comes of it."""

from dxkpi.core.basis.record import Better
from dxkpi.core.numerals import number, numbers_apart
from dxkpi.core.trajectory import Pace, Point, Track


def pace_words(pace: Pace, track: Track, unit: str | None) -> str:
    """Describe the observed and the required annual change, and the projection for the target year."""
    line, change = track.trajectory, "ポイント" if unit == "%" else unit or ""
    gained, needed = numbers_apart(pace.observed, pace.required)
    if line.limits:
        return _within(pace, track, gained, needed, unit or "", change)
    so_far = f"これまで1年に{_signed(gained)}{change}（{track.first.label}から{number(pace.gone)}年）"
    ahead = f"これから1年に{_signed(needed)}{change}{_wanted(track)}（{track.last.label}まで{number(pace.left)}年）"
    if pace.met:
        tolerated = isinstance(track.here, Point) and line.at(track.here.actual).tolerated
        return f"{so_far}。{'既に目標値の許容幅の中にある' if tolerated else '目標値には既に達している'}"
    return f"{so_far}、{ahead}。これまでのペースが続けば、{_led(pace, track, unit or '')}"


def _within(pace: Pace, track: Track, gained: str, left: str, unit: str, change: str) -> str:
    """Say whether a ceiling holds if the years to come are like those gone, and what they may add."""
    so_far = f"これまで1年に{_signed(gained)}{change}（{track.first.label}から{number(pace.gone)}年）"
    if pace.required < 0:
        return f"{so_far}。上限を既に超えている"
    may = f"これから1年に{left}{change}まで（{track.last.label}まで{number(pace.left)}年）"
    end, most = numbers_apart(pace.projection, track.trajectory.target)
    led = "は上限の中に収まる" if pace.enough else f"は{end}{unit}で、上限 {most}{unit}を超える"
    return f"{so_far}、{may}。これまでのペースが続けば、{track.last.label}{led}"


def _led(pace: Pace, track: Track, unit: str) -> str:
    """Describe the projection against the target; without its value where it would be the first below zero."""
    line = track.trajectory
    if pace.enough:
        tolerated = line.at(pace.projection).tolerated
        return f"{track.last.label}に目標値{'の許容幅の中に入る' if tolerated else 'に達する'}"
    end, goal = numbers_apart(pace.projection, line.target)
    lowest = min(line.baseline or 0, line.target, *(point.actual for point in track.points))
    known = pace.projection >= 0 or lowest < 0
    return f"{track.last.label}は{end}{unit}で、目標値 {goal}{unit}に達しない" if known else "目標値に達しない"


def _wanted(track: Track) -> str:
    if not track.trajectory.exclusive:
        return "が要る"
    return "を上回ることが要る" if track.trajectory.better is Better.HIGHER else "を下回ることが要る"


def _signed(shown: str) -> str:
    return shown if shown.startswith("-") or shown.strip("0.") == "" else f"+{shown}"
