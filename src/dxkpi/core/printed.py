"""The percentages of a published result, each with the published counts that it has to follow from."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dxkpi.core.plan import Plan
from dxkpi.core.published import Percentages, Published
from dxkpi.core.rounding import Mode, rounded
from dxkpi.core.tally import columns_of


@dataclass(frozen=True, slots=True)
class Printed:
    """One published percentage.

    `table` is None for the percentages of the whole plan, else the position among the plan's `tables`; `sections` are
    the ids of those whose published counts it is of.
    """

    table: int | None
    column: str
    percent: Decimal
    count: int
    denominator: int
    sections: tuple[str, ...]

    @property
    def exact(self) -> Fraction | None:
        """What the counts give, as a ratio; None where there is nothing to divide by."""
        return Fraction(self.count, self.denominator) if self.denominator else None

    @property
    def follows(self) -> bool:
        """Whether it is what the counts give."""
        return self.exact is not None and prints_as(self.exact, self.percent)


def percentages(plan: Plan, published: Published) -> Iterator[Printed]:
    """Every percentage that there are counts to hold against: those of all sections of its row."""
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
    for column, percent in row.items():
        if column in known:  # an unknown rating is a finding of its own
            count = sum(own.get(column, 0) for own in counts)
            yield Printed(table, column, percent, count, denominator, group)


def prints_as(exact: Fraction, printed: Decimal, mode: Mode = Mode.HALF_UP) -> bool:
    """Whether `exact` (a ratio), rounded to the digits of `printed` (a percentage), prints as `printed`.

    >>> prints_as(Fraction(50, 68), Decimal("73.5")), prints_as(Fraction(1, 16), Decimal("6.2"))
    (True, False)
    """
    exponent = printed.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return rounded(exact * 100, digits, mode) == int(printed.scaleb(digits))
