"""The units that a plan's targets were published with, as corrected since."""

from collections.abc import Iterable
from dataclasses import dataclass

from dxkpi.core.dataset import DeclaredManifest, DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.publication.corrected import after_all, applied, corrections_of
from dxkpi.core.weak_targets.reasons import Seen, What


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """The unit that a target was published with in `year`."""

    year: FiscalYear
    seen: Seen


def published_units(
    plan: DeclaredPlan, manifests: Iterable[DeclaredManifest], year: FiscalYear, as_of: Day | None
) -> dict[str, tuple[PublishedUnit, ...]]:
    """By the id of a target its unit in each published year up to `year`, the latest first."""
    found: dict[str, list[PublishedUnit]] = {}
    for declared in sorted(manifests, key=lambda own: own.manifest.year, reverse=True):
        manifest = declared.manifest
        if manifest.year > year or (as_of and not manifest.date.certainly_by(as_of)):
            continue
        frozen = {own.id: index for index, own in enumerate(manifest.records.indicators)}
        records = after_all(manifest, applied(manifest, corrections_of(plan.plan, manifest)))
        for position, own in enumerate(records.indicators):
            index = frozen.get(own.id, position)  # a correction may have given it another id
            place = declared.at("records", "indicators", index, "unit" if own.unit else "id")
            seen = Seen(What.PUBLISHED_UNIT, place, own, text=own.unit)
            found.setdefault(own.id, []).append(PublishedUnit(manifest.year, seen))
    return {key: tuple(own) for key, own in found.items()}
