"""Subjects of the rules about changes: an indicator in two states of the data; and the shape of their findings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import FiscalYear, parse_fiscal_year
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Command, Diagnostic, Finding, Locate, Page, Ref, Related, RuleInfo, Severity, Spot
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.outcome import SecondLook
from dxkpi.core.diff.words import Sides, change_phrase
from dxkpi.core.numerals import observation_phrase
from dxkpi.core.observations import Observation
from dxkpi.core.plan.plan import Plan

EDITED = (ChangeKind.ACTUAL_REVISED, ChangeKind.ACTUAL_FIRMED, ChangeKind.ACTUAL_SOFTENED)
OVERWRITTEN = (*EDITED, ChangeKind.ACTUAL_REMOVED)
OF_TARGET = (
    ChangeKind.TARGET_CHANGED,
    ChangeKind.REVISION_ADDED,
    ChangeKind.REVISION_CHANGED,
    ChangeKind.REVISION_REMOVED,
)
Looks = Iterator[SecondLook]


@dataclass(frozen=True)
class ChangedRecord:
    """A plan or an indicator, by its name, with all its changes.

    `locate` finds places in the state before and in the one after, `sides` are the words of both.
    """

    name: str
    changes: tuple[Change, ...]
    locate: tuple[Locate, Locate]
    sides: Sides

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        """Return its changes of some kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    def found(self, rule: RuleInfo, reason: str, changes: Sequence[Change], *seen: Related) -> SecondLook:
        """Return the finding of `rule` at the first of `changes`, with all that they change.

        `seen` is further evidence in the state after.
        """
        said = [Related(self._spot(change), change_phrase(change, self.sides)) for change in changes]
        related = (*said, *(own._replace(place=self.locate[1](own.place)) for own in seen))
        spots = tuple((self.locate[1](own.place), own.words) for own in related)
        spot = self._spot(changes[0])
        diagnostic = Diagnostic(rule, spot, f"{self.name}: {reason}", rule.page.fix, related)
        return SecondLook(Finding(diagnostic, spot, related=spots), tuple(changes))

    def _spot(self, change: Change) -> Spot:
        """Return the position after the change; before it where nothing is left."""
        before, after = self.locate
        if change.after:
            return after(change.after)
        assert change.before, "a change of nothing into nothing"
        return before(change.before)


@dataclass(frozen=True)
class ChangedIndicator(ChangedRecord):
    """An indicator with all its changes, None where it is not there; `years` are all that either state knows of."""

    before: DeclaredIndicator | None = None
    after: DeclaredIndicator | None = None
    plans: tuple[Plan | None, Plan | None] = (None, None)
    years: Sequence[FiscalYear] = ()

    @cached_property
    def results(self) -> tuple[tuple[Assessment | None, Assessment | None], ...]:
        """The results of each year before and after, latest first."""
        return tuple((assessed(self.before, self.plans[0], year), assessed(self.after, self.plans[1], year))
                     for year in reversed(self.years))  # fmt: skip

    @property
    def published(self) -> frozenset[FiscalYear]:
        """The years whose results were published before the change."""
        return frozenset(self.plans[0].published) if self.plans[0] else frozenset()


def corrected(case: ChangedIndicator, year: FiscalYear | None = None) -> bool:
    """Say whether the change brings a correction of the published `year`: of its totals, or of this indicator.

    Without a year only those of the indicator count, of any year.
    """
    before, after = (plan.corrections if plan else () for plan in case.plans)
    brought = [(correction.indicator, correction.year) for correction in after if correction not in before]
    if year is None:
        return case.after is not None and any(key == case.after.indicator.id for key, _ in brought)
    return any(of == year and key in (None, case.after and case.after.indicator.id) for key, of in brought)


def assessed(declared: DeclaredIndicator | None, plan: Plan | None, year: FiscalYear) -> Assessment | None:
    """Assess `year`; return None where the indicator or its plan is not there."""
    return assess(declared.indicator, plan, year) if declared and plan else None


def record_at(declared: DeclaredIndicator | None, place: Ref | None) -> tuple[FiscalYear, int] | None:
    """Return the year and position of the record at `place`; None for a change of their order."""
    match place:
        case Ref(path=("actuals", str(year), int(index), *_)) if declared:
            return parse_fiscal_year(year), index
        case _:
            return None


def as_evidence(declared: DeclaredIndicator, year: FiscalYear, index: int) -> Related:
    """Return a record of `declared` as evidence."""
    actual = declared.indicator.actuals[year][index]
    words = observation_phrase(declared.indicator, Observation(actual, year, index, None))
    return Related(declared.at("actuals", str(year), index, *actual.form.key), words)


class ChangeRule(NamedTuple):
    """A rule for indicators with changes."""

    info: RuleInfo
    check: Callable[[ChangedIndicator], Looks]


def second_look(code: str, name: str, summary: str, page: Page) -> RuleInfo:
    """Return the description of a rule about changes, which cannot be waived: a change is looked at once."""
    return RuleInfo(code, name, Severity.WARNING, summary, page, commands=(Command.DIFF,))
