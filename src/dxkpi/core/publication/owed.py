"""What a change of the data owes to published years: a correction for each record of theirs that it makes another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dxkpi.core.dataset import Dataset, DeclaredManifest, DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.diff.parts import Part
from dxkpi.core.publication.corrected import applied, corrections_of
from dxkpi.core.publication.correction import Correction
from dxkpi.core.publication.patch import canonical
from dxkpi.core.publication.standing import Deviation, deviations, standing

Written = Any


@dataclass(frozen=True, slots=True)
class Owed:
    """A record of the published year of `declared` that the change makes another, and the correction that permits it.

    `correction` is as the corrections of `plan` hold it; why it is made only a person can say.
    """

    declared: DeclaredManifest
    plan: DeclaredPlan
    indicator: str
    part: Part
    correction: dict[str, Written]


def owed(before: Dataset, after: Dataset, today: Day, why: str) -> tuple[Owed, ...]:
    """What the change from `before` to `after` owes, with corrections of `today` that say `why` for now."""
    return tuple(one for declared in after.manifests for one in _owed(before, after, declared, today, why))


def _owed(before: Dataset, after: Dataset, declared: DeclaredManifest, today: Day, why: str) -> Iterator[Owed]:
    now = standing(after, declared)
    if now.plan is None:
        return
    known = [_told(deviation) for deviation in standing(before, declared).deviations]
    day = max(today, declared.manifest.date, key=lambda day: day.first)
    for deviation in now.deviations:
        if deviation.part is None or deviation.indicator is None or _told(deviation) in known:
            continue
        head = {"date": str(day), "year": str(declared.manifest.year), "indicator": deviation.indicator}
        record = {**head, "record": " ".join(deviation.key)}
        old, new = canonical(deviation.part.before), canonical(deviation.part.after)
        brief, whole = (
            {**record, **{k: v for k, v in (("from", was), ("to", is_)) if v is not None}, "why": why}
            for was, is_ in (_differing(old, new), (old, new))
        )
        fits = _permits(brief, after, now.plan, declared, deviation)
        yield Owed(declared, now.plan, deviation.indicator, deviation.part, brief if fits else whole)


def _told(deviation: Deviation) -> tuple[object, ...]:
    return deviation.indicator, deviation.key, deviation.part and deviation.part.after


def _differing(old: Written, new: Written) -> tuple[Written, Written]:
    """Of two values what differs: of mappings the keys, all else whole; None where there is nothing."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return old, new
    pairs = {key: _differing(old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)}
    sides = ({key: pair[side] for key, pair in pairs.items() if pair[side] is not None} for side in (0, 1))
    was, is_ = (side or None for side in sides)
    return was, is_


def _permits(
    written: dict[str, Written], after: Dataset, plan: DeclaredPlan, declared: DeclaredManifest, deviation: Deviation
) -> bool:
    """Whether with that correction the record is no longer another than it was published and corrected.

    It speaks of the first record that has what it says was there: one of two of a year may need to be told whole.
    """
    manifest = declared.manifest
    corrections = (*corrections_of(plan.plan, manifest), (-1, Correction.model_validate(written)))
    steps = applied(manifest, corrections)
    left = deviations(after, plan, manifest, steps[-1].after)
    return (deviation.indicator, deviation.key) not in {(own.indicator, own.key) for own in left}
