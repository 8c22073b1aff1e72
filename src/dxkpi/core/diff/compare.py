"""Changes that lead from one state of the data to another, each with its kind."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, assert_never

from dxkpi.core.basis.calendar import FiscalYear, parse_fiscal_year
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.record import Status
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, DeclaredPublished
from dxkpi.core.diff.beside_plans import DepartmentLists, department_changes, site_changes, without_renamed
from dxkpi.core.diff.change import Change, Key
from dxkpi.core.diff.naming import Naming, naming_of
from dxkpi.core.diff.parts import YEARLY, RecordPart, Written, indicator_parts, leaves, paired, plan_parts, standing_at
from dxkpi.core.keys import KEYS, Facet
from dxkpi.core.plan.plan import as_written

_COMES: Mapping[ChangeKind, ChangeKind] = {
    ChangeKind.ACTUAL_REVISED: ChangeKind.ACTUAL_ADDED,
    ChangeKind.REASON_CHANGED: ChangeKind.REASON_ADDED,
    ChangeKind.SUSPENSION_CHANGED: ChangeKind.SUSPENDED,
    ChangeKind.REVISION_CHANGED: ChangeKind.REVISION_ADDED,
}
"""Kind of a change where there was nothing before."""

_WORDS = frozenset({"note", "source", "reported"})
_WITH_WORDS = frozenset({ChangeKind.ACTUAL_REVISED, ChangeKind.TARGET_CHANGED, ChangeKind.BASELINE_CHANGED})
_FIRMNESS = {status.value: rank for rank, status in enumerate(Status)}


def kind_of_indicator_part(part: RecordPart) -> ChangeKind:
    """Return the kind of the change of `part` of an indicator."""
    kind = _named(part, KEYS[part.key[0]].of_indicator)
    if part.before is None or part.after is None:
        return kind
    if kind in _WITH_WORDS and all(value.key[:1] and value.key[0] in _WORDS for value in part.values):
        return ChangeKind.TEXT_CHANGED
    return _firmer(part) if kind is ChangeKind.ACTUAL_REVISED else kind


def kind_of_plan_part(part: RecordPart) -> tuple[ChangeKind, str | None]:
    """Return the kind of the change of `part` of a plan, and the id of the indicator that it is about, if any."""
    written = part.after if part.after is not None else part.before
    subject = written["indicator"] if part.key[0] == "revisions" and isinstance(written, dict) else None
    return _named(part, KEYS[part.key[0]].of_plan), subject


def year_of(part: RecordPart) -> FiscalYear | None:
    """Return the fiscal year of `part`, or None where it has none."""
    return parse_fiscal_year(part.key[1]) if part.key[0] in YEARLY else None


def _named(part: RecordPart, facet: Facet | None) -> ChangeKind:
    assert facet, f"{part.key[0]} has no facet in core.keys"
    kind = facet.change
    if part.before is None:
        return _COMES.get(kind, kind)
    return _COMES.get(kind, kind).reversed if part.after is None else kind


def _firmer(part: RecordPart) -> ChangeKind:
    """Return the kind of a change of an actual by its status: firmed (見込 → 実績), softened, or revised."""
    if not (isinstance(part.before, dict) and isinstance(part.after, dict)):
        return ChangeKind.ACTUAL_REVISED
    old, new = _FIRMNESS[part.before["status"]], _FIRMNESS[part.after["status"]]
    if old == new:
        return ChangeKind.ACTUAL_REVISED
    return ChangeKind.ACTUAL_FIRMED if new < old else ChangeKind.ACTUAL_SOFTENED


D = TypeVar("D", DeclaredPlan, DeclaredIndicator, DeclaredPublished)
Pair = tuple[D | None, D | None]


@dataclass(frozen=True)
class Difference:
    """All changes, site, departments and plans first, then by plan and indicator.

    `plans` and `indicators` are the pairs compared. `uncompared` are documents of one side whose counterpart on the
    other side could not be read.
    """

    changes: tuple[Change, ...]
    plans: tuple[Pair[DeclaredPlan], ...]
    indicators: tuple[Pair[DeclaredIndicator], ...]
    uncompared: tuple[str, ...] = ()

    @cached_property
    def in_several_plans(self) -> frozenset[str]:
        """Ids that indicators of several plans have, mostly because the plans share one."""
        plans: dict[str, set[str]] = {}
        for one in map(present, self.indicators):
            plans.setdefault(one.indicator.id, set()).add(one.indicator.plan)
        return frozenset(identifier for identifier, own in plans.items() if len(own) > 1)

    def naming(self, plan: str, indicator: str | None = None) -> tuple[Naming, Naming]:
        """Return the words for what stands in a plan, or in an indicator of it, before and after."""
        if indicator is None:
            return self._naming.get(plan, (Naming(), Naming()))
        before, after = self._naming.get(plan, (Naming(), Naming()))
        old, new = self._units.get((plan, indicator), (None, None))
        return replace(before, unit=old), replace(after, unit=new)

    @cached_property
    def _naming(self) -> dict[str, tuple[Naming, Naming]]:
        found: dict[str, tuple[Naming, Naming]] = {}
        for pair in self.plans:
            plan = present(pair).plan.plan
            sides = zip(pair, zip(*self.of_plan(plan), strict=True) if self.of_plan(plan) else ((), ()), strict=True)
            before, after = (
                naming_of(
                    declared.plan if declared else None,
                    {one.indicator.id: one.indicator.name for one in own if one},
                )
                for declared, own in sides
            )
            found[plan] = (before, after)
        return found

    @cached_property
    def _units(self) -> dict[tuple[str, str], tuple[str | None, str | None]]:
        return {
            (one.indicator.plan, one.indicator.id): (
                old.indicator.unit if old else None,
                new.indicator.unit if new else None,
            )
            for old, new in self.indicators
            if (one := new or old)
        }

    def of_plan(self, plan: str) -> tuple[Pair[DeclaredIndicator], ...]:
        """Return the indicators of a plan that were compared."""
        return self._of_plan.get(plan, ())

    @cached_property
    def _of_plan(self) -> dict[str, tuple[Pair[DeclaredIndicator], ...]]:
        grouped: dict[str, list[Pair[DeclaredIndicator]]] = {}
        for pair in self.indicators:
            grouped.setdefault(present(pair).indicator.plan, []).append(pair)
        return {plan: tuple(own) for plan, own in grouped.items()}


def compare(before: Dataset, after: Dataset) -> Difference:
    """Compare two states of the data; empty where both say the same, reversed where both are exchanged.

    A document that could not be read on one side counts neither as added nor as removed.
    """
    unread = {_stem(document) for document in (*before.unread, *after.unread)}
    plans = _pairs(before.plans, after.plans, lambda d: d.plan.plan)
    indicators = _renamed(_pairs(before.indicators, after.indicators, _identity))
    published = _pairs(before.published, after.published, lambda d: (d.published.plan, d.published.year))
    both_plans, lone_plans = _comparable(plans, unread)
    both, lone = _comparable(indicators, unread)
    both.sort(key=lambda pair: _identity(present(pair)))
    both_published, lone_published = _comparable(published, unread)
    names = {_identity(present(pair)): present(pair).indicator.name for pair in indicators}
    plan_names = {present(pair).plan.plan: present(pair).plan.name for pair in plans}
    lists = before.departments, after.departments
    every = (
        *site_changes(before.site, after.site),
        *department_changes(lists),
        *(change for pair in both_plans for change in _of_plan(pair, names)),
        *(change for pair in both for change in _of_indicator(pair, lists)),
        *(change for pair in both_published for change in _of_published(pair, plan_names)),
    )
    left = sorted((*lone_plans, *lone, *lone_published))
    return Difference(tuple(_distinguished(every)), tuple(both_plans), tuple(both), tuple(left))


def _comparable(pairs: Iterable[Pair[D]], unread: Container[str]) -> tuple[list[Pair[D]], list[str]]:
    """Return the pairs to compare, and the documents of one side whose counterpart could not be read."""
    found: list[Pair[D]] = []
    left: list[str] = []
    for pair in pairs:
        one = present(pair)
        if all(pair) or _stem_of(one) not in unread:
            found.append(pair)
        else:
            left.append(one.document)
    return found, left


def _stem_of(declared: DeclaredPlan | DeclaredIndicator | DeclaredPublished) -> str:
    """Return the name, without its ending, of the file that a record belongs in."""
    match declared:
        case DeclaredPlan(plan=plan):
            return plan.plan
        case DeclaredIndicator(indicator=indicator):
            return indicator.id
        case DeclaredPublished(published=published):
            return str(published.year)
        case _:
            assert_never(declared)


def _identity(declared: DeclaredIndicator) -> tuple[str, str]:
    return declared.indicator.plan, declared.indicator.id


def _stem(document: str) -> str:
    return document.rpartition("/")[2].rpartition(".")[0]


def present(pair: Pair[D]) -> D:
    """Return the record after the change, or the one before where it was removed."""
    old, new = pair
    one = new or old
    assert one is not None
    return one


def _pairs(before: Iterable[D], after: Iterable[D], identity: Callable[[D], object]) -> list[Pair[D]]:
    """Pair the records of both sides that have the same identity; of several, first those in files of one name."""
    old: dict[object, list[D]] = {}
    new: dict[object, list[D]] = {}
    for side, declared in ((old, before), (new, after)):
        for one in declared:
            side.setdefault(identity(one), []).append(one)
    found: list[Pair[D]] = []
    for known in {**old, **new}:
        mine, theirs = old.get(known, []), new.get(known, [])
        alone = len(mine) == len(theirs) == 1
        positions = [(0, 0)] if alone else paired(mine, theirs, lambda one: _stem(one.document), loose=True)
        found += [(None if i is None else mine[i], None if j is None else theirs[j]) for i, j in positions]
    return found


def _renamed(pairs: list[Pair[DeclaredIndicator]]) -> list[Pair[DeclaredIndicator]]:
    """Join removed and added records of `pairs` that have the same content, or are the only ones of their name."""
    for sameness in (_content, _called):
        gone = _only([old for old, new in pairs if old and not new], sameness)
        come = _only([new for old, new in pairs if new and not old], sameness)
        again = [(gone[key], come[key]) for key in gone if key in come]
        used = {id(declared) for pair in again for declared in pair}
        pairs = [pair for pair in pairs if all(pair) or id(present(pair)) not in used] + list(again)
    return pairs


def _only(
    declared: Iterable[DeclaredIndicator], sameness: Callable[[DeclaredIndicator], object]
) -> dict[object, DeclaredIndicator]:
    found: dict[object, list[DeclaredIndicator]] = {}
    for one in declared:
        found.setdefault(sameness(one), []).append(one)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def _content(declared: DeclaredIndicator) -> object:
    return tuple(sorted(leaves({**as_written(declared.as_filed), "id": ""}).items()))


def _called(declared: DeclaredIndicator) -> object:
    indicator = declared.indicator
    return indicator.plan, indicator.name, indicator.unit, indicator.direction


def _of_plan(pair: Pair[DeclaredPlan], names: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    old, new = pair
    plan = present(pair).plan
    if old is None or new is None:
        yield _whole(
            pair, ChangeKind.PLAN_ADDED if old is None else ChangeKind.PLAN_REMOVED, plan.plan, None, plan.name
        )
        return
    for part in plan_parts(old.plan, new.plan):
        if _lent(part, old, new):
            continue
        kind, subject = kind_of_plan_part(part)
        name = names.get((plan.plan, subject), subject) if subject else plan.name
        yield _change(part, (old, new), Change(kind, plan.plan, subject, name, part.key, part.values, None, None))


def _lent(part: RecordPart, old: DeclaredPlan, new: DeclaredPlan) -> bool:
    """Say whether `part` is a document that another plan declares, so that the change is reported there."""
    field, *names = part.key
    sides = ((part.before, old), (part.after, new))
    return field == "documents" and all(written is None or {*names} <= side.lent for written, side in sides)


def _of_indicator(pair: Pair[DeclaredIndicator], lists: DepartmentLists) -> Iterator[Change]:
    old, new = pair
    indicator = present(pair).indicator
    if old is None or new is None:
        kind = ChangeKind.INDICATOR_ADDED if old is None else ChangeKind.INDICATOR_REMOVED
        yield _whole(pair, kind, indicator.plan, indicator.id, indicator.name)
        return
    for part in indicator_parts(old.as_filed, new.as_filed):
        kind = kind_of_indicator_part(part)
        bare = Change(kind, indicator.plan, indicator.id, indicator.name, part.key, part.values, None, None)
        kept = without_renamed(part, bare, lists)
        if kept is not None:
            yield _change(part, (old, new), kept)


def _of_published(pair: Pair[DeclaredPublished], names: Mapping[str, str]) -> Iterator[Change]:
    """Yield the changes of a published year; only one where the year was added or removed as a whole."""
    old, new = pair
    published = present(pair).published
    kind = (
        ChangeKind.PUBLISHED_CHANGED
        if old and new
        else ChangeKind.PUBLISHED_ADDED
        if new
        else ChangeKind.PUBLISHED_REMOVED
    )
    was, now = _record(old), _record(new)
    if was == now:
        return
    change = _whole(pair, kind, published.plan, None, names.get(published.plan, published.plan))._replace(
        year=published.year
    )
    if old is None or new is None:
        yield change
        return
    key = ("published", str(published.year))
    part = RecordPart(key, was, now, (), ())
    yield _change(part, (old, new), change._replace(key=key))._replace(year=published.year)


def _whole(pair: Pair[D], kind: ChangeKind, plan: str, indicator: str | None, name: str) -> Change:
    old, new = pair
    part = RecordPart((), _record(old), _record(new), (), ())
    before, after = (None if one is None else one.at() for one in pair)
    return Change(kind, plan, indicator, name, (), part.values, before, after)


def _record(declared: DeclaredPlan | DeclaredIndicator | DeclaredPublished | None) -> Written | None:
    match declared:
        case DeclaredPlan(plan=record) | DeclaredIndicator(as_filed=record) | DeclaredPublished(published=record):
            return as_written(record)
        case None:
            return None
        case _:
            assert_never(declared)


def _change(part: RecordPart, declared: tuple[D, D], bare: Change) -> Change:
    old, new = declared
    below: Key = part.values[0].key if len(part.values) == 1 else ()

    def path_in(written: Written) -> Path:
        path, _ = standing_at(written, below, part.key)
        return path

    return bare._replace(
        before=None if part.before is None else old.at(*part.path_before, *path_in(part.before)),
        after=None if part.after is None else new.at(*part.path_after, *path_in(part.after)),
        year=_year_of(part, new),
    )


def _year_of(part: RecordPart, declared: D) -> FiscalYear | None:
    """Return the year of `part`: of an actual, one of the kind that the indicator counts in."""
    year = year_of(part)
    if year is None or part.key[0] not in {"actuals", "expected"} or not isinstance(declared, DeclaredIndicator):
        return year
    return declared.indicator.year_kind.of(year)


def _distinguished(changes: Iterable[Change]) -> Iterator[Change]:
    """Number the changes that have the same fingerprint."""
    seen: Counter[str] = Counter()
    for change in changes:
        seen[change.fingerprint] += 1
        yield change._replace(ordinal=seen[change.fingerprint] - 1)
