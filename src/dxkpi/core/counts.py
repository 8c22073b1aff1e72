"""Counts and percentages of a section, and whether printed ones are possible."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar, assert_never

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.number import decimals_of, ratio
from dxkpi.core.basis.rounding import Mode, rounded
from dxkpi.core.method.method import Denominator
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Percentages, Published
from dxkpi.core.plan.scheme import SUSPENDED, Scheme, Section
from dxkpi.core.plan.shares import ShareRounding

_PERCENT = 100


class Open(NamedTuple):
    """An indicator that could not be assessed, and the ids of the ratings that it may still take."""

    assessment: Assessment
    possible: frozenset[str]


class Tally(NamedTuple):
    """Counts of a section. Columns are the ids of the plan's ratings, `suspended` and the ids of its special statuses.

    `named` are the indicators that the data put in a column, `undisclosed` the number that a document counts there
    without naming them, `unplaced` the number of those neither named nor counted for this year.
    """

    section: Section
    named: dict[str, tuple[Assessment, ...]]
    undisclosed: dict[str, int]
    open: tuple[Open, ...]
    unplaced: int

    def determined(self, column: str) -> int:
        """Count the indicators that the data put in `column`, named or not."""
        return len(self.named[column]) + self.undisclosed[column]

    def candidates(self, column: str) -> tuple[Open, ...]:
        """Return the indicators that could not be assessed and may belong in `column`."""
        return tuple(o for o in self.open if column in o.possible)

    @property
    def size(self) -> int:
        """The number of indicators of the section, named or not."""
        return sum(self.determined(column) for column in self.named) + len(self.open) + self.unplaced


def columns_of(plan: Scheme) -> tuple[str, ...]:
    """Return the ids of the plan's ratings, best first, `suspended`, and the ids of its special statuses."""
    return (*(rating.id for rating in plan.ratings), SUSPENDED, *(state.id for state in plan.states))


def column_labels(plan: Plan) -> dict[str, str]:
    """Return what the plan calls its columns."""
    return {
        **{rating.id: rating.heading for rating in plan.ratings},
        SUSPENDED: plan.suspended_label,
        **{state.id: state.heading for state in plan.states},
    }


def tally(
    plan: Plan, section: Section, assessments: Iterable[Assessment], year: FiscalYear, as_of: Day | None = None
) -> Tally:
    """Count `section` in `year` at the vintage `as_of`; `assessments` may include those of other sections."""
    counted, name = plan.relisted_count.sections, section.id
    own = [a for a in assessments if name in counted(a.indicator) and a.counts]
    disclosed = [u for u in plan.undisclosed_in(year, as_of) if u.section == name]
    columns = columns_of(plan)
    placed: dict[str | None, list[Assessment]] = {}
    for assessment in own:
        placed.setdefault(column_of(assessment), []).append(assessment)
    return Tally(
        section,
        {column: tuple(placed.get(column, ())) for column in columns},
        {column: sum(u.count for u in disclosed if u.rating == column) for column in columns},
        tuple(_open(own)),
        plan.unnamed(year, name) - sum(u.count for u in disclosed),
    )


def column_of(assessment: Assessment) -> str | None:
    """Return the column that the data put an indicator in, or None."""
    match assessment.outcome:
        case Rated(rating):
            return rating.id
        case Suspended():
            return SUSPENDED
        case SpecialStatus(state):
            return state.id
        case NotAssessed() | Monitored():
            return None
        case _:
            assert_never(assessment.outcome)


def _open(assessments: Iterable[Assessment]) -> Iterator[Open]:
    for assessment in assessments:
        if isinstance(assessment.outcome, NotAssessed):
            yield Open(assessment, frozenset(rating.id for rating in assessment.outcome.possible))


def left_out(plan: Plan, own: Tally, left_open: int) -> int:
    """Return how many of the `left_open` indicators of a section without a rating the plan's denominator leaves out."""
    match plan.method.denominator if plan.method else Denominator.ALL:
        case Denominator.ALL:
            return 0
        case Denominator.KNOWN:
            outcomes = (item.assessment.outcome for item in own.open)
            waiting = sum(isinstance(o, NotAssessed) and o.why.waits for o in outcomes)
            return min(waiting + own.unplaced, left_open)
        case Denominator.ASSESSED:
            return left_open
        case other:
            assert_never(other)


@dataclass(frozen=True, slots=True)
class Printed:
    """One published percentage.

    `table` is None for the percentages of the whole plan, else the position among the plan's `tables`; `sections` are
    the ids of the sections whose published counts it is computed from.
    """

    table: int | None
    column: str
    percent: Decimal
    count: int
    denominator: int
    sections: tuple[str, ...]
    figures: Mapping[ShareRounding, Fraction] = field(hash=False)
    rounding: ShareRounding

    @property
    def figure(self) -> Fraction | None:
        """The share that the plan prints for these counts, with the decimals of the printed one; None without any."""
        return self.figures.get(self.rounding)

    def follows_by(self, rounding: ShareRounding) -> bool:
        """Say whether the printed percentage is the one that the counts give by that rounding."""
        return self.figures.get(rounding) == ratio(self.percent) / _PERCENT

    @property
    def exact(self) -> Fraction | None:
        """The exact ratio that the counts give; None where the denominator is zero."""
        return Fraction(self.count, self.denominator) if self.denominator else None

    @property
    def follows(self) -> bool:
        """True if the printed percentage is the one that the counts give."""
        return self.follows_by(self.rounding)


def percentages(plan: Plan, published: Published) -> Iterator[Printed]:
    """Yield every published percentage that can be checked: the counts of all sections of its row are published."""
    everything = plan.section_ids
    rows = zip(plan.table_groups(), published.percent.tables, strict=False)
    for table, group, row in ((None, everything, published.percent.total), *((n, *own) for n, own in enumerate(rows))):
        counted = tuple(section for section in everything if section in group and section in published.counts)
        if row is not None and len(counted) == len(group):
            yield from _row(plan, published, table, counted, row)


def _row(
    plan: Plan, published: Published, table: int | None, group: tuple[str, ...], row: Percentages
) -> Iterator[Printed]:
    known = columns_of(plan)
    counts = [published.counts[section] for section in group]
    denominator = sum(own.get(column, 0) for own in counts for column in known if column not in plan.outside)
    totals = {column: sum(own.get(column, 0) for own in counts) for column in known}
    shares = {c: Fraction(n, denominator) for c, n in totals.items() if denominator and c not in plan.outside}
    digits = {decimals_of(percent) for percent in row.values()}
    each = {
        (how, number): dict(zip(shares, how.printed(list(shares.values()), number), strict=True))
        for how in ShareRounding
        for number in digits
    }
    for column, percent in row.items():
        if column in known:  # an unknown rating is a finding of its own
            own = {how: each[how, decimals_of(percent)].get(column) for how in ShareRounding}
            figures = {how: share for how, share in own.items() if share is not None}
            yield Printed(table, column, percent, totals[column], denominator, group, figures, plan.share_rounding)


def prints_as(exact: Fraction, printed: Decimal, mode: Mode = Mode.HALF_UP) -> bool:
    """Say whether `exact` (a ratio), rounded to the digits of `printed` (in percent), prints as `printed`.

    >>> prints_as(Fraction(50, 68), Decimal("73.5")), prints_as(Fraction(1, 16), Decimal("6.2"))
    (True, False)
    """
    digits = decimals_of(printed)
    return rounded(exact * _PERCENT, digits, mode) == int(printed.scaleb(digits))


Place = TypeVar("Place", bound=Hashable)


def can_fill(choices: Sequence[AbstractSet[Place]], places: Mapping[Place, int]) -> bool:
    """Say whether every item can take one of the places it may, with every place filled exactly.

    >>> can_fill([{"a"}, {"a", "b"}], {"a": 1, "b": 1}), can_fill([{"a"}, {"a"}], {"a": 1, "b": 1})
    (True, False)
    """
    if any(count < 0 for count in places.values()) or sum(places.values()) != len(choices):
        return False
    taken: dict[Place, list[int]] = {place: [] for place in places}
    return all(_seat(item, choices, places, taken, set()) for item in range(len(choices)))


def _seat(
    item: int,
    choices: Sequence[AbstractSet[Place]],
    places: Mapping[Place, int],
    taken: dict[Place, list[int]],
    tried: set[Place],
) -> bool:
    """Give `item` a place, moving others to their next choice where necessary (augmenting path), if there is one."""
    for place in sorted(choices[item] & taken.keys(), key=str):
        if place in tried:
            continue
        tried.add(place)
        if len(taken[place]) < places[place]:
            taken[place].append(item)
            return True
        for position, other in enumerate(taken[place]):
            if _seat(other, choices, places, taken, tried):
                taken[place][position] = item
                return True
    return False
