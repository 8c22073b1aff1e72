"""Values that do not seem to count the same thing: a power of ten apart, or of another unit than was published."""

import unicodedata

from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.reference import Ref
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.reasons import Found, Leap, Seen, Silence, UnitChanged, Verdict, What


def leap(case: Case) -> Verdict:
    """Values that a rule of the checks takes for ones with a digit too many, too few, or of another unit."""
    if case.indicator.value_key == "done":
        return Silence.BESIDE
    told = {own: _places(case, own) for own in case.leaps}
    codes = dict.fromkeys(own.rule.code for own, seen in told.items() if seen)
    if not codes:
        return Silence.CLEAR
    places = {one.place: one for seen in told.values() for one in seen}
    return Found(Leap(tuple(codes)), tuple(places.values()))


def _places(case: Case, finding: Diagnostic) -> tuple[Seen, ...]:
    """The values that a finding speaks of; none where one of them is another plan's, or was not known yet."""
    places = (finding.place, *(related.place for related in finding.related))
    seen = tuple(own for place in places if isinstance(place, Ref) and (own := _seen(case, place)))
    return seen if len(seen) == len(places) else ()


def _seen(case: Case, place: Ref) -> Seen | None:
    match case.declared.path_of(place):
        case ("actuals", str(year), int(index), *_):
            written = parse_fiscal_year(year)
            own = (observation for observations in case.known for observation in observations)
            observation = next((r for r in own if (r.year, r.index) == (written, index)), None)
            return Seen(What.ACTUAL, place, case.indicator, observation) if observation else None
        case ("baseline", *_):
            return Seen(What.BASELINE, place, case.indicator)
        case ("target", *_):
            return Seen(What.TARGET, place, case.declared.indicator)
        case _:
            return None


def unit_changed(case: Case) -> Verdict:
    """A unit other than the one that a year was published with, and no correction says so."""
    if not case.published:
        return Silence.UNTOLD
    own = case.indicator.unit
    other = next((then for then in case.published if _plain(then.seen.text) != _plain(own)), None)
    if other is None:
        return Silence.CLEAR
    now = case.declared.at("unit") if own else case.declared.at()
    return Found(UnitChanged(other.year), (other.seen, Seen(What.UNIT, now, case.indicator, text=own)))


def _plain(unit: str | None) -> str:
    """A unit without differences of width, which change nothing."""
    return unicodedata.normalize("NFKC", unit or "").strip()
