"""All kinds over all targets of a plan: what was found, and how many targets each kind could be looked for in."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.observations import read
from dxkpi.core.weak_targets.baseline import met_at_baseline, old_baseline, worse_than_baseline
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.course import copied, flat, never_measured
from dxkpi.core.weak_targets.drift import leap, unit_changed
from dxkpi.core.weak_targets.excess import far_exceeded
from dxkpi.core.weak_targets.headline import expected_values
from dxkpi.core.weak_targets.published import published_units
from dxkpi.core.weak_targets.reach import out_of_reach
from dxkpi.core.weak_targets.reasons import Found, Kind, Silence, Verdict

CHECKS: dict[Kind, Callable[[Case], Verdict]] = {
    Kind.WORSE_THAN_BASELINE: worse_than_baseline,
    Kind.MET_AT_BASELINE: met_at_baseline,
    Kind.OLD_BASELINE: old_baseline,
    Kind.FAR_EXCEEDED: far_exceeded,
    Kind.OUT_OF_REACH: out_of_reach,
    Kind.FLAT: flat,
    Kind.NEVER_MEASURED: never_measured,
    Kind.COPIED: copied,
    Kind.LEAP: leap,
    Kind.UNIT_CHANGED: unit_changed,
}
"""What is looked for in every target; `Kind.EXPECTED_VALUES` is looked for in all of them together."""


@dataclass(frozen=True, slots=True)
class Weakness:
    """What was found; `case` is the target, and None where it is the headline of all of them."""

    found: Found
    case: Case | None = None

    @property
    def kind(self) -> Kind:
        """Which kind it is."""
        return self.found.reason.kind


@dataclass(frozen=True, slots=True)
class Looked:
    """In how many targets the data tell whether a kind is there, in how many it is, in how many they cannot tell."""

    kind: Kind
    told: int
    found: int
    untold: int


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """The targets of a plan in a year; `apart` are suspended or put aside, `unnamed` only counted by a document."""

    plan: DeclaredPlan
    year: FiscalYear
    as_of: Day | None
    weak: tuple[Weakness, ...]
    looked: tuple[Looked, ...]
    targets: int
    apart: int
    unnamed: int


def check_plan(
    plan: DeclaredPlan,
    indicators: Iterable[DeclaredIndicator],
    year: FiscalYear,
    as_of: Day | None = None,
    leaps: Sequence[Diagnostic] = (),
) -> CheckedPlan:
    """The targets of `indicators` in `year` that deserve attention, by what was known on `as_of` (None: all).

    `leaps` are the findings of the rules that look for slips of a digit or a unit.
    """
    targets = [own for own in indicators if own.indicator.rated]
    told: dict[str, list[Diagnostic]] = {}
    for one in leaps:
        told.setdefault(one.document, []).append(one)
    newest = max((last for own in targets if (last := _last(own, plan, year, as_of))), default=None)
    cases = [
        Case(
            own,
            plan,
            year,
            as_of,
            newest,
            tuple(told.get(own.document, ())),
            published_units(plan, own.indicator, year, as_of),
        )
        for own in targets
    ]
    looked_at = [case for case in cases if not case.apart]
    verdicts = {kind: [(case, check(case)) for case in looked_at] for kind, check in CHECKS.items()}
    headline = expected_values(looked_at)
    weak = [Weakness(found, case) for own in verdicts.values() for case, found in own if isinstance(found, Found)]
    return CheckedPlan(
        plan,
        year,
        as_of,
        (*weak, *((Weakness(headline),) if isinstance(headline, Found) else ())),
        tuple(_looked(kind, [verdict for _, verdict in own]) for kind, own in verdicts.items()),
        len(looked_at),
        len(cases) - len(looked_at),
        sum(plan.plan.unnamed(year, section) for section in plan.plan.section_ids),
    )


def _last(own: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear, as_of: Day | None) -> FiscalYear | None:
    """The last year up to `year` that it has a record of."""
    observation = read(own.indicator, plan.plan, year, as_of)
    return observation.year if observation else None


def _looked(kind: Kind, verdicts: Iterable[Verdict]) -> Looked:
    found = Counter("found" if isinstance(verdict, Found) else verdict.value for verdict in verdicts)
    told = found["found"] + found[Silence.CLEAR.value]
    return Looked(kind, told, found["found"], found[Silence.UNTOLD.value])
