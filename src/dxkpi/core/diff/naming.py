"""What kind of change a part is that differs."""

from collections.abc import Mapping

from dxkpi.core.diff.kinds import Kind
from dxkpi.core.diff.parts import YEARLY, Part
from dxkpi.core.fields import KEYS, Facet
from dxkpi.core.fiscal import FiscalYear, parse_fiscal_year
from dxkpi.core.scalars import Status

_COMES: Mapping[Kind, Kind] = {
    Kind.ACTUAL_REVISED: Kind.ACTUAL_ADDED,
    Kind.REASON_CHANGED: Kind.REASON_ADDED,
    Kind.SUSPENSION_CHANGED: Kind.SUSPENDED,
    Kind.REVISION_CHANGED: Kind.REVISION_ADDED,
}
"""What it is where there was nothing before."""

_WORDS = frozenset({"note", "source", "reported"})
_WITH_WORDS = frozenset({Kind.ACTUAL_REVISED, Kind.TARGET_CHANGED, Kind.BASELINE_CHANGED})
_FIRMNESS = {status.value: rank for rank, status in enumerate(Status)}


def kind_of_indicator_part(part: Part) -> Kind:
    """The kind of change that `part` of an indicator is."""
    kind = _named(part, KEYS[part.key[0]].of_indicator)
    if part.before is None or part.after is None:
        return kind
    if kind in _WITH_WORDS and all(value.key[:1] and value.key[0] in _WORDS for value in part.values):
        return Kind.TEXT_CHANGED
    return _firmer(part) if kind is Kind.ACTUAL_REVISED else kind


def kind_of_plan_part(part: Part) -> tuple[Kind, str | None]:
    """The kind of change that `part` of a plan is, and the id of the indicator that it speaks of, if of one."""
    written = part.after if part.after is not None else part.before
    subject = written["indicator"] if part.key[0] == "revisions" and isinstance(written, dict) else None
    return _named(part, KEYS[part.key[0]].of_plan), subject


def year_of(part: Part) -> FiscalYear | None:
    """The year that `part` is of, if it is of one."""
    return parse_fiscal_year(part.key[1]) if part.key[0] in YEARLY else None


def _named(part: Part, facet: Facet | None) -> Kind:
    assert facet, f"{part.key[0]} has no facet in core.fields"
    kind = facet.change
    if part.before is None:
        return _COMES.get(kind, kind)
    return _COMES.get(kind, kind).reversed if part.after is None else kind


def _firmer(part: Part) -> Kind:
    """Whether a record became firmer (見込 → 実績), or the other way round."""
    if not (isinstance(part.before, dict) and isinstance(part.after, dict)):
        return Kind.ACTUAL_REVISED
    old, new = _FIRMNESS[part.before["status"]], _FIRMNESS[part.after["status"]]
    if old == new:
        return Kind.ACTUAL_REVISED
    return Kind.ACTUAL_FIRMED if new < old else Kind.ACTUAL_SOFTENED
