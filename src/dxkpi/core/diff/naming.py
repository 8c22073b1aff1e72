"""What kind of change a part is that differs."""

from collections.abc import Mapping

from dxkpi.core.diff.kinds import Kind
from dxkpi.core.diff.parts import YEARLY, Part
from dxkpi.core.fiscal import FiscalYear, parse_fiscal_year
from dxkpi.core.scalars import Status

OF_INDICATOR: Mapping[str, Kind] = {
    "id": Kind.INDICATOR_RENAMED,
    "name": Kind.INDICATOR_RENAMED,
    "plan": Kind.SECTION_CHANGED,
    "section": Kind.SECTION_CHANGED,
    "subsection": Kind.SECTION_CHANGED,
    "relisted": Kind.SECTION_CHANGED,
    "shared": Kind.SECTION_CHANGED,
    "unit": Kind.UNIT_CHANGED,
    "direction": Kind.DIRECTION_CHANGED,
    "better": Kind.DIRECTION_CHANGED,
    "counting": Kind.DIRECTION_CHANGED,
    "target": Kind.TARGET_CHANGED,
    "baseline": Kind.BASELINE_CHANGED,
    "actuals": Kind.ACTUAL_REVISED,
    "unmet": Kind.REASON_CHANGED,
    "suspended": Kind.SUSPENSION_CHANGED,
    "states": Kind.SUSPENSION_CHANGED,
    "assumed": Kind.ASSUMPTION_CHANGED,
    "owner": Kind.TEXT_CHANGED,
    "note": Kind.TEXT_CHANGED,
    "source": Kind.TEXT_CHANGED,
}
"""What it is to change a field of an indicator."""

OF_PLAN: Mapping[str, Kind] = {
    "plan": Kind.TEXT_CHANGED,
    "name": Kind.TEXT_CHANGED,
    "government": Kind.TEXT_CHANGED,
    "adopted": Kind.PERIOD_CHANGED,
    "target_year": Kind.PERIOD_CHANGED,
    "period": Kind.PERIOD_CHANGED,
    "method": Kind.METHOD_CHANGED,
    "ratings": Kind.RATINGS_CHANGED,
    "suspended": Kind.RATINGS_CHANGED,
    "states": Kind.RATINGS_CHANGED,
    "sections": Kind.SECTIONS_CHANGED,
    "tables": Kind.SECTIONS_CHANGED,
    "relisted_count": Kind.SECTIONS_CHANGED,
    "causes": Kind.CAUSES_CHANGED,
    "revisions": Kind.REVISION_CHANGED,
    "corrections": Kind.CORRECTIONS_CHANGED,
    "documents": Kind.DOCUMENTS_CHANGED,
    "rules": Kind.RULES_CHANGED,
    "source": Kind.TEXT_CHANGED,
    "note": Kind.TEXT_CHANGED,
}
"""What it is to change a field of a plan."""

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
    kind = _named(part, OF_INDICATOR)
    if part.before is None or part.after is None:
        return kind
    if kind in _WITH_WORDS and all(value.key[:1] and value.key[0] in _WORDS for value in part.values):
        return Kind.TEXT_CHANGED
    return _firmer(part) if kind is Kind.ACTUAL_REVISED else kind


def kind_of_plan_part(part: Part) -> tuple[Kind, str | None]:
    """The kind of change that `part` of a plan is, and the id of the indicator that it speaks of, if of one."""
    written = part.after if part.after is not None else part.before
    subject = written["indicator"] if part.key[0] == "revisions" and isinstance(written, dict) else None
    return _named(part, OF_PLAN), subject


def year_of(part: Part) -> FiscalYear | None:
    """The year that `part` is of, if it is of one."""
    return parse_fiscal_year(part.key[1]) if part.key[0] in YEARLY else None


def _named(part: Part, kinds: Mapping[str, Kind]) -> Kind:
    kind = kinds.get(part.key[0], Kind.TEXT_CHANGED)
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
