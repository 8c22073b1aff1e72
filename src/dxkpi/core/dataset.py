"""All that was declared: the plans and their indicators, each with the document it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.plan import Plan
from dxkpi.core.reference import Path, Ref
from dxkpi.core.sharing import SHARED, Entry
from dxkpi.core.targets import Indicator

if TYPE_CHECKING:  # few data have a published year
    from dxkpi.core.publication.manifest import Manifest


@dataclass(frozen=True, slots=True)
class DeclaredPlan:
    """A plan and the document that declares it; those of its documents are `lent` that other plans declare."""

    document: str
    plan: Plan
    lent: frozenset[str] = frozenset()

    def at(self, *path: str | int) -> Ref:
        """A place in it."""
        return Ref(self.document, path)


@dataclass(frozen=True, slots=True)
class DeclaredIndicator:
    """An indicator and the document that declares it.

    `plans` are all that share it, that of the file first; without any it is not shared. `entry` is what the file says
    for its plan where that is another than the file's.
    """

    document: str
    indicator: Indicator
    plans: tuple[str, ...] = ()
    entry: Entry | None = None

    @property
    def folders(self) -> tuple[str, str]:
        """The first two folders below `indicators` that it lies in, each empty where there is none."""
        plan, below, rest = self.document.rpartition("indicators/")[2].partition("/")
        section, deeper, _ = rest.partition("/")
        return plan if below else "", section if deeper else ""

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of the other plans that share it."""
        return tuple(plan for plan in self.plans if plan != self.indicator.plan)

    def at(self, *path: str | int, key: bool = False) -> Ref:
        """A place in it."""
        return Ref(self.document, self.route(*path), key)

    def route(self, *path: str | int) -> Path:
        """The keys that lead to a place in its document, whether something stands there or not."""
        return self.entry.route(path) if self.entry else path

    def path_of(self, place: Ref) -> Path | None:
        """What of it stands at a place of its document; None where that is of another plan."""
        if place.path[:1] != (SHARED,):
            return place.path if self.route(*place.path) == place.path else None
        mine = self.entry is not None and place.path[:2] == (SHARED, self.entry.plan)
        return place.path[2:] if mine else None

    def inherits(self, *path: str | int) -> bool:
        """Whether what stands there is said for another plan, and only holds for its own as well."""
        return self.entry is not None and self.route(*path) == path

    @property
    def target_at(self) -> Ref:
        """The place of the target as adopted; of the direction where that is all there is to say of it."""
        if self.indicator.target is None:
            return self.at("direction")
        form = self.indicator.target_form
        return self.at("target", *(form.number_key if form else ()))


@dataclass(frozen=True, slots=True)
class DeclaredManifest:
    """The manifest of a published year and the document that holds it."""

    document: str
    manifest: "Manifest"

    def at(self, *path: str | int) -> Ref:
        """A place in it."""
        return Ref(self.document, path)


@dataclass(frozen=True)
class Dataset:
    """Plans, indicators and manifests in the order of their documents' names.

    `unread` names the documents that could not be taken in: rules that count or look things up across files
    hold back where the missing ones could be the answer.
    """

    plans: tuple[DeclaredPlan, ...] = ()
    indicators: tuple[DeclaredIndicator, ...] = ()
    unread: tuple[str, ...] = ()
    manifests: tuple[DeclaredManifest, ...] = ()

    def manifest(self, plan_id: str, year: FiscalYear) -> DeclaredManifest | None:
        """The manifest of a plan and year, if that was published."""
        return next((own for own in self.manifests_of(plan_id) if own.manifest.year == year), None)

    def manifests_of(self, plan_id: str) -> tuple[DeclaredManifest, ...]:
        """The manifests of a plan, by document."""
        return self._manifests.get(plan_id, ())

    def plan(self, plan_id: str) -> DeclaredPlan | None:
        """The plan of that id, if it was read."""
        return self._plans.get(plan_id)

    def of_plan(self, plan_id: str) -> tuple[DeclaredIndicator, ...]:
        """The indicators of a plan, by section in the plan's order, then by document."""
        return self._indicators.get(plan_id, ())

    def actual_years(self, plan_id: str) -> frozenset[FiscalYear]:
        """The fiscal years that an indicator of the plan has an actual for, whether or not the plan covers them."""
        return frozenset(year for declared in self.of_plan(plan_id) for year in declared.indicator.actuals)

    def counts(self, plan: Plan) -> bool:
        """Whether the indicators of `plan` can be counted: none of them may be missing or stand elsewhere by a slip."""
        sections = frozenset(plan.section_ids)
        own = self.of_plan(plan.plan)
        return not self.unread and not self._strays and all(sections.issuperset(d.indicator.listed_in) for d in own)

    @cached_property
    def unread_ids(self) -> frozenset[str]:
        """The ids, by their names, of what could not be taken in."""
        return frozenset(name.rpartition("/")[2].partition(".")[0] for name in self.unread)

    @property
    def plan_ids(self) -> frozenset[str]:
        """The ids of all plans."""
        return frozenset(self._plans)

    def government(self, plan_id: str) -> str | None:
        """Whose plan that is, if the plan was read and says so."""
        declared = self.plan(plan_id)
        return declared.plan.government if declared else None

    @cached_property
    def _strays(self) -> bool:
        """Whether an indicator names a plan that there is not."""
        return not self.plan_ids.issuperset(self._indicators)

    @cached_property
    def _plans(self) -> dict[str, DeclaredPlan]:
        return {declared.plan.plan: declared for declared in reversed(self.plans)}

    @cached_property
    def _indicators(self) -> dict[str, tuple[DeclaredIndicator, ...]]:
        grouped: dict[str, list[DeclaredIndicator]] = {}
        for declared in self.indicators:
            grouped.setdefault(declared.indicator.plan, []).append(declared)
        return {plan_id: self._by_section(plan_id, own) for plan_id, own in grouped.items()}

    @cached_property
    def _manifests(self) -> dict[str, tuple[DeclaredManifest, ...]]:
        grouped: dict[str, list[DeclaredManifest]] = {}
        for declared in self.manifests:
            grouped.setdefault(declared.manifest.plan, []).append(declared)
        return {plan_id: tuple(own) for plan_id, own in grouped.items()}

    def _by_section(self, plan_id: str, own: Iterable[DeclaredIndicator]) -> tuple[DeclaredIndicator, ...]:
        plan = self.plan(plan_id)
        places = {section.id: place for place, section in enumerate(plan.plan.sections)} if plan else {}
        return tuple(sorted(own, key=lambda declared: places.get(declared.indicator.section, len(places))))
