"""What stands in the data now, held against what was frozen and corrected: every record that is not as it was."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredManifest, DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.diff.parts import ORDER, Part, written_indicator_parts, written_plan_parts
from dxkpi.core.in_force import as_written
from dxkpi.core.plan import Plan
from dxkpi.core.publication.corrected import Applied, after_all, applied, corrections_of
from dxkpi.core.publication.correction import YEARLY
from dxkpi.core.publication.figures import differences
from dxkpi.core.publication.freeze import (
    baseline_until,
    states_until,
    suspended_in,
    whittled_indicator,
    whittled_plan,
)
from dxkpi.core.publication.manifest import Manifest, Records
from dxkpi.core.revision import Revision
from dxkpi.core.targets import Indicator

Written = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deviation:
    """A record that is not as it was published and corrected, and the plan or indicator that it is of.

    `part` is None where the indicator itself is gone; `declared` is the plan's then. `index` is that of the indicator
    in the manifest.
    """

    indicator: str | None
    declared: DeclaredPlan | DeclaredIndicator
    part: Part | None
    index: int | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The record as a correction names it."""
        return ("id",) if self.part is None else self.part.key


@dataclass(frozen=True, slots=True)
class Standing:
    """How a published year stands: its corrections, and what deviates from it as corrected.

    `plan` is None where the data have no such plan any more, or none that could be read.
    """

    declared: DeclaredManifest
    plan: DeclaredPlan | None
    steps: tuple[Applied, ...] = ()
    deviations: tuple[Deviation, ...] = ()

    @property
    def follows(self) -> bool:
        """Whether the figures are those that the manifest's own records give."""
        return not any(differences(self.declared.manifest))

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.follows and not self.deviations and self.plan is not None and not any(s.misfit for s in self.steps)


def standing(dataset: Dataset, declared: DeclaredManifest) -> Standing:
    """How the published year of `declared` stands in `dataset`."""
    manifest = declared.manifest
    plan = dataset.plan(manifest.plan)
    if plan is None:
        return Standing(declared, None)
    steps = applied(manifest, corrections_of(plan.plan, manifest))
    found = tuple(deviations(dataset, plan, manifest, after_all(manifest, steps)))
    return Standing(declared, plan, steps, found)


def as_published(dataset: Dataset, stand: Standing) -> tuple[Deviation, ...]:
    """Those of the deviations whose record is still what was published, and not what it was corrected to."""
    if stand.plan is None:
        return ()
    manifest = stand.declared.manifest
    changed = {(d.indicator, d.key) for d in deviations(dataset, stand.plan, manifest, manifest.records)}
    return tuple(d for d in stand.deviations if (d.indicator, d.key) not in changed)


def deviations(dataset: Dataset, plan: DeclaredPlan, manifest: Manifest, records: Records) -> Iterator[Deviation]:
    """Everything in `dataset` that is not as `records` have it, which were published as `manifest` and corrected."""
    yield from (Deviation(None, plan, part) for part in _of_plan(records, plan.plan, manifest))
    now = {declared.indicator.id: declared for declared in reversed(dataset.of_plan(manifest.plan))}
    frozen = {indicator.id: index for index, indicator in enumerate(manifest.records.indicators)}
    for position, indicator in enumerate(records.indicators):
        index = frozen.get(indicator.id, min(position, len(frozen) - 1))
        declared = now.get(indicator.id)
        if declared is not None:
            parts = _of_indicator(indicator, declared.indicator, plan.plan, manifest)
            yield from (Deviation(indicator.id, declared, part, index) for part in parts)
        elif not _unread(dataset, indicator.id):
            yield Deviation(indicator.id, plan, None, index)


def _unread(dataset: Dataset, stem: str) -> bool:
    return any(document.rpartition("/")[2].rpartition(".")[0] == stem for document in dataset.unread)


def _of_plan(records: Records, plan: Plan, manifest: Manifest) -> Iterator[Part]:
    before, after = (whittled_plan(as_written(one)) for one in (records.plan, plan))
    sections = {section["id"] for section in before["sections"]}
    before["tables"], after["tables"] = (_tables(one, sections) for one in (records.plan, plan))
    yield from (part for part in written_plan_parts(before, after) if _told_of_plan(part, records, plan, manifest))


def _tables(plan: Plan, sections: Collection[str]) -> list[list[str]]:
    """Which of `sections` each section table of the report shows, however the plan says so."""
    groups = ([section for section in group if section in sections] for group in plan.table_groups())
    return [group for group in groups if group]


_GROW = frozenset({"sections", "documents", "published"})
"""The fields of a plan that get more entries as time passes."""


def _told_of_plan(part: Part, records: Records, plan: Plan, manifest: Manifest) -> bool:
    """Whether `part` is another than it was, and not only something new beside it."""
    field = part.key[0]
    if part.key[-1] == ORDER:
        return False
    if part.before is not None:
        return True
    match field:
        case "revisions":
            return _was_in_force(part, records, plan, manifest)
        case "undisclosed":
            result = records.plan.published.get(manifest.year)
            written = part.after if isinstance(part.after, dict) else {}
            return result is not None and written["source"]["document"] == result.source.document
        case _:
            return field not in _GROW


def _was_in_force(part: Part, records: Records, plan: Plan, manifest: Manifest) -> bool:
    """Whether a revision that was not frozen claims to have been decided before the year was judged."""
    revision: Revision = plan.revisions[int(part.path_after[1])]
    end = Day(manifest.year.start + 1, 3, 31)
    decided = revision.date.certainly_by(end) and revision.told_by(manifest.date)
    return decided and any(indicator.id == revision.indicator for indicator in records.indicators)


def _of_indicator(frozen: Indicator, now: Indicator, plan: Plan, manifest: Manifest) -> Iterator[Part]:
    before, after = (whittled_indicator(as_written(one)) for one in (frozen, now))
    after["states"] = states_until(after["states"], manifest.year)
    if "baseline" in after:
        after["baseline"] = baseline_until(after["baseline"], manifest.date)
    if frozen.suspended is None and not suspended_in(now, plan, manifest.year, manifest.date):
        after.pop("suspended", None)
    yield from (part for part in written_indicator_parts(before, after) if _told_of_indicator(part))


def _told_of_indicator(part: Part) -> bool:
    """Whether `part` is another than it was, and not only something new beside it."""
    if part.key[-1] == ORDER:
        return False
    later = part.key[0] in YEARLY or part.key in {("source",), ("assumed", "actuals"), ("assumed", "suspended")}
    return part.before is not None or not later
