"""Which changes move a figure, and which are only to be known of."""

from collections.abc import Iterable

from dxkpi.core.diff.change import Change
from dxkpi.core.diff.effect import Effect
from dxkpi.core.diff.kinds import Kind
from dxkpi.core.fiscal import FiscalYear

_WORDS = frozenset(
    {
        Kind.TEXT_CHANGED,
        Kind.INDICATOR_RENAMED,
        Kind.REASON_ADDED,
        Kind.REASON_CHANGED,
        Kind.REASON_REMOVED,
        Kind.ASSUMPTION_CHANGED,
        Kind.CAUSES_CHANGED,
        Kind.RULES_CHANGED,
    }
)
"""What nothing is reckoned with; but a source has a date, by which records are preferred."""


def moving(changes: Iterable[Change], effects: Iterable[Effect]) -> tuple[Change, ...]:
    """Those of `changes` that one of `effects` can come from."""
    changes = tuple(changes)
    results: dict[tuple[str, str], set[FiscalYear]] = {}
    totals: set[str] = set()
    for effect in effects:
        totals |= {effect.plan} if effect.moves else set()
        for result in effect.results:
            results.setdefault((effect.plan, result.indicator), set()).add(effect.year)
    reckoned = {(change.plan, change.indicator) for change in changes if change.kind not in _WORDS}

    def moves(change: Change) -> bool:
        if change.indicator is None:
            return change.kind not in _WORDS and change.plan in totals
        years = results.get((change.plan, change.indicator), set())
        if change.kind in _WORDS:
            unexplained = not reckoned & {(change.plan, change.indicator), (change.plan, None)}
            return bool(years) and unexplained and _sourced(change)
        if change.year is not None:
            return any(change.year <= year for year in years)
        return bool(years) or (change.kind is Kind.SECTION_CHANGED and change.plan in totals)

    return tuple(filter(moves, changes))


def _sourced(change: Change) -> bool:
    return change.key[:1] == ("source",) or any(value.key[:1] == ("source",) for value in change.values)
