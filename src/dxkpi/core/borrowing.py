"""Indicators that share the actuals of another one of their plan (`actuals_of`): two targets for what is measured once.

What is borrowed is the indicator's own from here on: whoever reads the data sees an indicator with actuals, whose
places are those of the file that holds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import Any

from dxkpi.core.basis.number import Quotient
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Attested, Counting, Source
from dxkpi.core.indicator.base import BORROWED
from dxkpi.core.indicator.figure import Figure


class Unlike(Enum):
    """Reason for which the actuals of one indicator cannot be those of another."""

    SHAPE = auto()
    UNIT = auto()
    YEARS = auto()
    COUNTING = auto()
    DEFINITION = auto()
    FRACTIONS = auto()
    SOURCE = auto()


Named = Mapping[tuple[str, str], DeclaredIndicator]
"""Indicators by plan and id, of several the first."""


def by_name(indicators: Iterable[DeclaredIndicator]) -> Named:
    """Return `indicators` by plan and id."""
    return {(declared.indicator.plan, declared.indicator.id): declared for declared in reversed(tuple(indicators))}


def named_by(declared: DeclaredIndicator, named: Named) -> DeclaredIndicator | None:
    """Return the indicator whose actuals `declared` says that it shares; None where its plan has none of that id."""
    wanted = declared.indicator.actuals_of
    return named.get(((declared.plans or (declared.indicator.plan,))[0], wanted)) if wanted else None


def unlike(indicator: Indicator, holder: Indicator) -> Unlike | None:
    """Return why `indicator` cannot have the actuals of `holder`, or None where it can."""
    differing = {
        Unlike.SHAPE: indicator.value_key != holder.value_key,
        Unlike.UNIT: indicator.unit != holder.unit,
        Unlike.YEARS: indicator.year_kind is not holder.year_kind,
        Unlike.COUNTING: _measured(indicator) is not _measured(holder),
        Unlike.DEFINITION: [one.first for one in indicator.redefined] != [one.first for one in holder.redefined],
        Unlike.FRACTIONS: indicator.added_up and any(isinstance(one.number, Quotient) for one in _measurements(holder)),
        Unlike.SOURCE: indicator.source is not None and holder.source is None and _unsourced(holder),
    }
    return next((reason for reason, differs in differing.items() if differs), None)


def _measurements(indicator: Indicator) -> Iterator[Figure]:
    return (one for one in indicator.figures() if one.steps[:1] == ("actuals",))


def _measured(indicator: Indicator) -> Counting | None:
    """Return the counting of its actuals: what is added up are values of single years."""
    return Counting.YEARLY if indicator.counted is Counting.SUMMED else indicator.counted


def _unsourced(holder: Indicator) -> bool:
    records = (one for key in BORROWED for one in _records(getattr(holder, key)))
    return any(one.source is None and one.reported is None for one in records)


def _records(by_year: Mapping[Any, Any]) -> Iterable[Attested]:
    for own in by_year.values():
        yield from own if isinstance(own, tuple) else (own,)


def with_borrowed(indicators: Iterable[DeclaredIndicator]) -> tuple[DeclaredIndicator, ...]:
    """Return `indicators`, each with the actuals of the one that it names; where they do not fit, with none."""
    indicators = tuple(indicators)
    if not any(own.indicator.actuals_of for own in indicators):
        return indicators
    named = by_name(indicators)
    found = tuple((own, _fitting(own, named)) for own in indicators)
    lent: dict[str, list[str]] = {}
    for declared, holder in found:
        if holder is not None and declared.indicator.id not in lent.setdefault(holder.document, []):
            lent[holder.document].append(declared.indicator.id)
    borrowers = {name: tuple(ids) for name, ids in lent.items()}
    return tuple(
        _with_its_holder(own, replace(holder, lent_to=borrowers[holder.document])) if holder
        else replace(own, lent_to=borrowers[own.document]) if own.document in borrowers
        else own
        for own, holder in found
    )  # fmt: skip


def _fitting(declared: DeclaredIndicator, named: Named) -> DeclaredIndicator | None:
    holder = named_by(declared, named)
    if holder is None or holder.indicator.actuals_of or unlike(declared.indicator, holder.indicator):
        return None
    return holder


def _with_its_holder(declared: DeclaredIndicator, holder: DeclaredIndicator) -> DeclaredIndicator:
    theirs = holder.indicator
    values: dict[str, Any] = {key: _sourced(getattr(theirs, key), theirs.source) for key in BORROWED}
    lent = {key: why for key, why in theirs.assumed.items() if key.partition(".")[0] in BORROWED}
    values |= {"assumed": {**declared.indicator.assumed, **lent}} if lent else {}
    return replace(declared, indicator=declared.indicator.model_copy(update=values), lender=holder)


def _sourced(records: Any, source: Source | None) -> Any:  # noqa: ANN401 - records of any kind, by year
    """Return records with the source of the file that they stand in, where they have no origin of their own."""
    match records:
        case Attested(source=None, reported=None) if source:
            return records.model_copy(update={"source": source})
        case tuple():
            return tuple(_sourced(one, source) for one in records)
        case Mapping():
            return {year: _sourced(one, source) for year, one in records.items()}
        case _:
            return records
