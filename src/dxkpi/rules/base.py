"""Building blocks of rules: their three shapes, their subjects, and numbers year by year."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import COUNTED, Diagnostic, Path, RuleInfo
from dxkpi.core.basis.number import decimals_of, ratio
from dxkpi.core.basis.text import clip, nearest
from dxkpi.core.basis.unit import in_percent
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Source
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.indicator.figure import Figure
from dxkpi.core.reconcile import Reconciliation, reconciled

if TYPE_CHECKING:
    from dxkpi.core.publication.conformity import Conformity


# The rules that look for a wrong digit start at a factor of 8 (ten times 4/5).
_APART = 7


class Series(NamedTuple):
    """Numbers of one part: the baseline, the target values, and the actuals, oldest first."""

    baseline: Figure | None
    goals: tuple[Figure, ...]
    actuals: tuple[Figure, ...]

    def all(self) -> tuple[Figure, ...]:
        """Return all of its numbers."""
        return (*((self.baseline,) if self.baseline else ()), *self.goals, *self.actuals)


def far(value: Figure, other: Figure, times: int) -> bool:
    """Say whether one of two numbers of one sign is `times` the other or more; nothing is a multiple of zero."""
    one, two = value.millionths, other.millionths
    low, high = sorted((abs(one), abs(two)))
    return one * two > 0 and high >= times * low


def series(indicator: Indicator) -> Iterator[Series]:
    """Yield the series of an indicator: one for each part and definition, or none for steps.

    A part that only the baseline has belongs to an earlier or later target and is left out.
    """
    every = tuple(indicator.figures())
    for definition in (None, *range(len(indicator.redefined))):
        parts: dict[str, dict[str, list[Figure]]] = {}
        for figure in every:
            kind = _kind(figure, indicator, definition)
            if kind:
                parts.setdefault(figure.part, {}).setdefault(kind, []).append(figure)
        for part, of in parts.items():
            goals, actuals = of.get("target", ()), of.get("actuals", ())
            if goals or actuals or not part:
                yield Series(next(iter(of.get("baseline", ())), None), tuple(goals), tuple(actuals))


def _kind(figure: Figure, indicator: Indicator, definition: int | None) -> str | None:
    """Return which of a series a number is; None for one by another definition. The target is of all of them."""
    match figure.steps:
        case ("breaks", position, *_):
            return "baseline" if position == definition else None
        case ("baseline", *_):
            return "baseline" if definition is None else None
        case ("actuals", *_) if figure.year:
            since = None if definition is None else indicator.redefined[definition]
            return "actuals" if indicator.break_in(figure.year) is since else None
        case (kind, *_):
            return str(kind)
        case _:
            return None


def steady(numbers: Iterable[Decimal]) -> bool:
    """Say whether no number is seven times another or more, so that none can have a digit too many or too few."""
    sizes = [abs(number) for number in numbers if number]
    return not sizes or max(sizes) < _APART * min(sizes)


@dataclass(frozen=True)
class Subject:
    """An indicator and its plan.

    `sources` are all sources in its file, each with the path to it; `numbers` are those of baseline, target, actuals.
    `steady`: they are of one order of magnitude, `in_percent`: they are percentages.
    """

    declared: DeclaredIndicator
    plan: DeclaredPlan
    indicator: Indicator
    sources: tuple[tuple[Path, Source], ...]
    numbers: tuple[Decimal, ...]
    steady: bool
    in_percent: bool
    _assessed: dict[tuple[FiscalYear, Day | None], Assessment] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, declared: DeclaredIndicator, plan: DeclaredPlan) -> Self:
        """Build the subject, with the facts that rules need of every indicator."""
        indicator = declared.indicator
        numbers = tuple(indicator.numbers())
        sources = tuple(declared.as_filed.sources())
        return cls(declared, plan, indicator, sources, numbers, steady(numbers), in_percent(indicator.unit))

    def assessed(self, year: FiscalYear, day: Day | None) -> Assessment:
        """Return its assessment in `year` at the vintage `day`."""
        found = self._assessed.get((year, day))
        if found is None:
            found = self._assessed[year, day] = assess(self.indicator, self.plan.plan, year, day)
        return found

    @cached_property
    def records(self) -> tuple[tuple[FiscalYear, int, Actual, Day | None], ...]:
        """Its actuals: the year, the position among those of the year, the record, and the day it became known."""
        documents, default = self.plan.plan.documents, self.indicator.source
        return tuple(
            (year, index, record, record.known_on(documents, default))
            for year, records in self.indicator.actuals.items()
            for index, record in enumerate(records)
        )

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Its numbers, part by part."""
        return tuple(series(self.indicator))


@dataclass(frozen=True)
class PlanSubject:
    """A plan with everything about it in a dataset."""

    plan: DeclaredPlan
    dataset: Dataset

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Its indicators, in the order of its sections."""
        return tuple(Subject.of(declared, self.plan) for declared in self.dataset.of_plan(self.plan.plan.plan))

    @property
    def complete(self) -> bool:
        """True if its indicators can be counted: none is missing, unread or misplaced by a slip."""
        return self.dataset.counts(self.plan.plan)

    @property
    def again(self) -> bool:
        """True if another file declares the same plan first."""
        return self.dataset.plan(self.plan.plan.plan) is not self.plan

    @cached_property
    def reconciliations(self) -> Mapping[FiscalYear, Reconciliation]:
        """The reconciliation of each transcribed year with the data as known on the day of its paper."""
        plan = self.plan.plan
        papers = [year for year, published in plan.published.items() if published.transcribed] if plan.ratings else []
        days = {year: plan.published_on(year) for year in papers}
        return {
            year: reconciled(plan, year, [subject.assessed(year, day) for subject in self.subjects])
            for year, day in days.items()
        }

    @cached_property
    def conformities(self) -> tuple["Conformity", ...]:
        """Conformity of its published years, by document."""
        published = () if self.again else self.plan.published
        if not published:
            return ()
        from dxkpi.core.publication.conformity import conformity  # noqa: PLC0415 - few plans have published years

        return tuple(conformity(self.dataset, declared) for declared in published)


class IndicatorRule(NamedTuple):
    """A rule that needs only an indicator and its plan."""

    info: RuleInfo
    check: Callable[[Subject], Iterable[Diagnostic]]


class PlanRule(NamedTuple):
    """A rule that needs a plan with all its indicators, and nothing from other plans."""

    info: RuleInfo
    check: Callable[[PlanSubject], Iterable[Diagnostic]]


class DatasetRule(NamedTuple):
    """A rule that needs all declared data."""

    info: RuleInfo
    check: Callable[[Dataset], Iterable[Diagnostic]]


Rule = IndicatorRule | PlanRule | DatasetRule


def first(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield as many findings about one file as are counted, where finding all of them would take too long.

    Only for rules that cannot be waived: waived findings would crowd out those that count.
    """
    return islice(findings, COUNTED + 1)


def to_waive(info: RuleInfo, declared: DeclaredIndicator) -> str:
    """Return what to write where the data are right after all: the waiver to paste, and the command that writes it."""
    command = f"dxkpi set {declared.indicator.id} --waive {info.code} --reason 理由"
    return f"値が正しければ、その行の終わりに「# dxkpi: ignore[{info.code}] 理由」と書く（{command} でも書ける）"


def named(declared: DeclaredIndicator) -> str:
    """Return the id and name of an indicator, for messages."""
    return f"{declared.indicator.id}（{clip(declared.indicator.name)}）"


def meant_by(wanted: str, known: Iterable[DeclaredIndicator], else_: str) -> str:
    """Return which of the `known` indicators to write in place of an id that none has: by its number, or a near one."""
    known = tuple(known)
    if numbered := next((one for one in known if one.numbered(wanted)), None):
        return f"「{clip(wanted)}」は、指標の番号である。id を書く: {numbered.indicator.id}"
    return to_write(wanted, [one.indicator.id for one in known], else_)


def to_write(found: str, known: Collection[str], else_: str) -> str:
    """Return which of the `known` words to write in place of one that is not among them: the nearest, if one is near.

    >>> to_write("achived", ["achieved"], "…"), to_write("x", ["achieved"], "achieved を書く")
    ('「achieved」のことなら、そう書く', 'achieved を書く')
    """
    meant = nearest(found, known)
    return f"「{clip(meant)}」のことなら、そう書く" if meant else else_


def baselines(indicator: Indicator) -> Iterator[tuple[Path, Baseline]]:
    """Yield the baseline of an indicator and that of each later definition, where there is one, with its path."""
    breaks = ((("breaks", position, "baseline"), own.baseline) for position, own in enumerate(indicator.redefined))
    for path, baseline in ((("baseline",), indicator.baseline), *breaks):
        if baseline:
            yield path, baseline


def may_print_as(exact: Fraction, printed: Decimal) -> bool:
    """Say whether a number is what is printed, in any way of rounding to its digits."""
    return abs(exact - ratio(printed)) < Fraction(1, 10 ** decimals_of(printed))
