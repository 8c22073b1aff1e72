"""All declared data: plans, indicators and published years, each with the document that holds it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Path, Ref
from dxkpi.core.basis.numbering import pieces
from dxkpi.core.basis.text import folded
from dxkpi.core.departments import NO_DEPARTMENTS, DeclaredDepartments
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Document
from dxkpi.core.indicator.base import BORROWED
from dxkpi.core.indicator.history import Break
from dxkpi.core.indicator.sharing import SHARED, SharedEntry
from dxkpi.core.plan.plan import Plan, history
from dxkpi.core.plan.published import Published
from dxkpi.core.site import NO_SITE, DeclaredSite


@dataclass(frozen=True, slots=True)
class DeclaredPublished:
    """A published year and the document that holds it."""

    document: str
    published: Published

    def at(self, *path: str | int, key: bool = False) -> Ref:
        """Return a place in its document."""
        return Ref(self.document, path, key)


@dataclass(frozen=True, slots=True)
class DeclaredPlan:
    """A plan and the document that declares it; `lent` are the ids of its documents that another plan declares.

    `published` are the files of its published years, `named` its keys that the method it names stands for.
    """

    document: str
    plan: Plan
    lent: frozenset[str] = frozenset()
    published: tuple[DeclaredPublished, ...] = ()
    named: frozenset[str] = frozenset()

    def at(self, *path: str | int) -> Ref:
        """Return a place in its document: of what the method that it names says, that name."""
        return Ref(self.document, ("method", "preset") if path and path[0] in self.named else path)

    def in_year(self, year: FiscalYear) -> "DeclaredPlan":
        """Return it with the plan as its results of `year` were judged."""
        plan = self.plan.in_year(year)
        return self if plan is self.plan else replace(self, plan=plan)

    def published_at(self, year: FiscalYear) -> tuple[Ref, ...]:
        """Return the place of the published result of `year`, or nothing where there is none."""
        return tuple(declared.at("year") for declared in self.published if declared.published.year == year)[:1]


@dataclass(frozen=True, slots=True)
class DeclaredIndicator:
    """An indicator and the document that declares it.

    `plans` are all plans that share it, that of the file first; empty where it is not shared. `entry` is what the file
    says for its plan where that is not the file's own plan. `lender` is the indicator that holds its actuals, where
    they are those of another one, and `lent_to` are the ids of those that share its own.
    """

    document: str
    indicator: Indicator
    plans: tuple[str, ...] = ()
    entry: SharedEntry | None = None
    lender: "DeclaredIndicator | None" = None
    lent_to: tuple[str, ...] = ()

    @property
    def as_filed(self) -> Indicator:
        """The indicator with what its own file says, without the actuals of another one."""
        if self.lender is None:
            return self.indicator
        assumed = {key: why for key, why in self.indicator.assumed.items() if not self.lends("assumed", key)}
        return self.indicator.model_copy(update={**{key: {} for key in BORROWED}, "assumed": assumed})

    @property
    def holder(self) -> "DeclaredIndicator":
        """The indicator whose file holds its actuals: itself, or the one that it shares them with."""
        return self.lender or self

    @property
    def folders(self) -> tuple[str, str]:
        """The first two folders below `indicators` that its document lies in; "" for each that is missing."""
        plan, below, rest = self.document.rpartition("indicators/")[2].partition("/")
        section, deeper, _ = rest.partition("/")
        return plan if below else "", section if deeper else ""

    def numbered(self, wanted: str) -> bool:
        """Say whether its plan gives it that number today."""
        return self.indicator.number is not None and folded(self.indicator.number) == folded(wanted)

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of the other plans that share it."""
        return tuple(plan for plan in self.plans if plan != self.indicator.plan)

    def at(self, *path: str | int, key: bool = False) -> Ref:
        """Return a place in its document, or of its actuals in that which holds them."""
        if self.lender and self.lends(*path):
            return self.lender.at(*path, key=key)
        return Ref(self.document, self.route(*path), key)

    def lends(self, *path: str | int) -> bool:
        """Say whether the value at `path` stands with the actuals, which another indicator may hold."""
        key = path[1] if path[:1] == ("assumed",) and path[1:] else path[0] if path else ""
        return str(key).partition(".")[0] in BORROWED

    def route(self, *path: str | int) -> Path:
        """Return the keys that lead to a place in its document, whether or not there is a value."""
        return self.entry.route(path) if self.entry else path

    def baseline_at(self, since: Break | None, *path: str | int) -> Ref:
        """Return a place in the baseline, or in that of the definition `since` a change of it."""
        before = ("breaks", self.indicator.redefined.index(since)) if since else ()
        return self.at(*before, "baseline", *path)

    def path_of(self, place: Ref) -> Path | None:
        """Return the path within the indicator of a place in its document, or None where another plan owns it."""
        if self.lender and place.document != self.document:
            path = self.lender.path_of(place) if place.document == self.lender.document else None
            return path if path and self.lends(*path) else None
        if place.path[:1] != (SHARED,):
            return place.path if self.route(*place.path) == place.path else None
        mine = self.entry is not None and place.path[:2] == (SHARED, self.entry.plan)
        return place.path[2:] if mine else None

    def inherits(self, *path: str | int) -> bool:
        """Say whether the value at `path` is written for another plan and only shared by its own."""
        return self.entry is not None and self.route(*path) == path

    @property
    def target_at(self) -> Ref:
        """The place of the target as adopted, or of the direction where there is no target."""
        if self.indicator.target is None:
            return self.at("direction")
        form = self.indicator.target_form
        return self.at("target", *(self.indicator.target.place or (form.number_key if form else ())))


@dataclass(frozen=True)
class Dataset:
    """Plans, indicators and published years, each in the order of their documents' names.

    `unread` names the documents that could not be read: rules that count or look up across files report nothing where a
    missing document could be the answer. Owners of indicators are called as `departments` call them today.
    """

    plans: tuple[DeclaredPlan, ...] = ()
    indicators: tuple[DeclaredIndicator, ...] = ()
    unread: tuple[str, ...] = ()
    published: tuple[DeclaredPublished, ...] = ()
    departments: DeclaredDepartments = NO_DEPARTMENTS
    site: DeclaredSite = NO_SITE

    def published_in(self, plan_id: str, year: FiscalYear) -> DeclaredPublished | None:
        """Return the published year of a plan, or None where there is none."""
        plan = self.plan(plan_id)
        return next((own for own in plan.published if own.published.year == year), None) if plan else None

    def plan(self, plan_id: str) -> DeclaredPlan | None:
        """Return the plan with that id, or None where it was not read."""
        return self._plans.get(plan_id)

    def of_plan(self, plan_id: str) -> tuple[DeclaredIndicator, ...]:
        """Return the indicators of a plan, by section in the plan's order, by number, last those without, and by id.

        What is a part of another stands after it.
        """
        return self._indicators.get(plan_id, ())

    def actual_years(self, plan_id: str) -> frozenset[FiscalYear]:
        """Return the fiscal years with an actual or a rating by people, whether or not the plan covers them."""
        own = [declared.indicator for declared in self.of_plan(plan_id)]
        return frozenset(year.reported for one in own for years in (one.actuals, one.judged) for year in years)

    def last_year(self, plan: Plan) -> FiscalYear | None:
        """The last fiscal year that `plan` can be asked for: its own, or that of a target that is due later.

        None: it has no end.
        """
        if plan.last_year is None:
            return None
        return max((plan.last_year, *self._target_years(plan)))

    def covers(self, plan: Plan, year: FiscalYear) -> bool:
        """Say whether `plan` can be asked for the fiscal year `year`."""
        if plan.covers(year) or plan.last_year is None or year <= plan.last_year:
            return plan.covers(year)
        last = self.last_year(plan)
        return last is not None and year <= last

    def _target_years(self, plan: Plan) -> Iterator[FiscalYear]:
        """The target years that its indicators have themselves, as last revised."""
        for declared in self.of_plan(plan.plan):
            steps = history(declared.indicator, plan)
            target = (steps[-1].after if steps else declared.indicator).target
            if target is not None and target.due is not None:
                yield target.due.reported

    def counts(self, plan: Plan) -> bool:
        """Say whether the indicators of `plan` can be counted: every file was read, every plan and section exists."""
        sections = frozenset(plan.section_ids)
        own = self.of_plan(plan.plan)
        return not self.unread and not self._strays and all(sections.issuperset(d.indicator.listed_in) for d in own)

    @cached_property
    def unread_ids(self) -> frozenset[str]:
        """File names, without their endings, of the documents that could not be read."""
        return frozenset(name.rpartition("/")[2].partition(".")[0] for name in self.unread)

    @property
    def plan_ids(self) -> frozenset[str]:
        """The ids of all plans."""
        return frozenset(self._plans)

    def government(self, plan_id: str) -> str | None:
        """Return the government of that plan, or None where the plan was not read or names none."""
        declared = self.plan(plan_id)
        return declared.plan.government if declared else None

    @cached_property
    def _strays(self) -> bool:
        """True if an indicator names a plan that does not exist."""
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

    def _by_section(self, plan_id: str, own: Iterable[DeclaredIndicator]) -> tuple[DeclaredIndicator, ...]:
        plan = self.plan(plan_id)
        return in_order(own, plan.plan if plan else None)


def in_order(own: Iterable[DeclaredIndicator], plan: Plan | None) -> tuple[DeclaredIndicator, ...]:
    """Return indicators by section in the order of `plan`, by number, last those without, and by id.

    What is a part of another stands after it.
    """
    own = tuple(own)
    places = {section.id: place for place, section in enumerate(plan.sections)} if plan else {}
    named = {declared.indicator.id: declared.indicator for declared in own}

    def place(declared: DeclaredIndicator) -> tuple[object, ...]:
        part = declared.indicator
        whole = named.get(part.of, part) if part.of else part
        keys = [(one.number is None, pieces(one.number or ""), one.id) for one in (whole, part)]
        return (places.get(whole.section, len(places)), keys[0], whole is not part, keys[1])

    return tuple(sorted(own, key=place))


def placed(own: Sequence[DeclaredIndicator], plan: Plan, year: FiscalYear) -> Sequence[DeclaredIndicator]:
    """Return the indicators of `year` in the order of display, under the names, sections and owners of that year.

    Those whose section the plan does not have then are none of it.
    """
    judged = plan.in_year(year)
    sections = frozenset(judged.section_ids)
    then = [(one, plan.placed(one.indicator, year)) for one in own]
    if all(indicator is one.indicator and indicator.section in sections for one, indicator in then):
        return own
    listed = ((one, indicator) for one, indicator in then if indicator.section in sections)
    moved = (one if indicator is one.indicator else replace(one, indicator=indicator) for one, indicator in listed)
    return in_order(moved, judged)


def as_today(
    indicators: Sequence[DeclaredIndicator], departments: DeclaredDepartments
) -> tuple[DeclaredIndicator, ...]:
    """Return `indicators`, each with its owner as `departments` call it today."""
    return tuple(_owned(declared, departments) if departments.departments else declared for declared in indicators)


def _owned(declared: DeclaredIndicator, departments: DeclaredDepartments) -> DeclaredIndicator:
    indicator = declared.indicator
    today = indicator.owner and departments.today(indicator.owner)
    formerly = tuple(
        one.model_copy(update={"owner": departments.today(one.owner)}) if one.owner else one
        for one in indicator.formerly
    )
    if (today, formerly) == (indicator.owner, indicator.formerly):
        return declared
    return replace(declared, indicator=indicator.model_copy(update={"owner": today, "formerly": formerly}))


def with_lent(plans: Sequence[DeclaredPlan], indicators: Sequence[DeclaredIndicator]) -> tuple[DeclaredPlan, ...]:
    """Return `plans`, each with the documents of others that its shared indicators name; its own take precedence."""
    own = {declared.plan.plan: declared.plan.documents for declared in reversed(plans)}
    lent: dict[str, dict[str, Document]] = {}
    for declared in indicators:
        for name, document in _needed(declared, own):
            lent.setdefault(declared.indicator.plan, {})[name] = document
    return tuple(_with(declared, lent.get(declared.plan.plan, {})) for declared in plans)


def _needed(declared: DeclaredIndicator, own: Mapping[str, Mapping[str, Document]]) -> Iterator[tuple[str, Document]]:
    if not declared.plans:
        return
    mine = own.get(declared.indicator.plan, {})
    others = [own[plan] for plan in declared.plans if plan in own]
    for _, source in declared.indicator.sources():
        if source.document not in mine:
            found = (documents[source.document] for documents in others if source.document in documents)
            yield from ((source.document, document) for document in list(found)[:1])


def _with(declared: DeclaredPlan, lent: Mapping[str, Document]) -> DeclaredPlan:
    new = {name: document for name, document in lent.items() if name not in declared.plan.documents}
    if not new:
        return declared
    plan = declared.plan.model_copy(update={"documents": {**declared.plan.documents, **new}})
    return replace(declared, plan=plan, lent=frozenset(new))
