"""The values of one indicator over the years, each with a bar against the target."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import ratio
from dxkpi.core.plan import Plan
from dxkpi.core.source import Actual
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.absolute import ReferenceTarget
from dxkpi.core.targets.composite import CompositeActual, CompositeTarget
from dxkpi.core.targets.milestone import MilestoneActual, MilestoneTarget
from dxkpi.render.doc import Align, Block, Column, Grid, Notes
from dxkpi.render.phrases import day_phrase, status_phrase, value_phrase
from dxkpi.render.views.declared import source_phrase, target_words

_LONGEST = 20
_STROKE = "#"


def years_grid(indicator: Indicator, plan: Plan) -> Grid:
    """One row a record, and one of the target where it is a size that values can be held against."""
    columns = (
        Column(("年度",), wraps=False),
        Column(("値",), Align.RIGHT),
        Column(("目標との比較",), wraps=False),
        Column(("状態",)),
    )
    goal = size(indicator.target)
    records = [(year, actual) for year in sorted(indicator.actuals) for actual in indicator.actuals[year]]
    top = max(filter(None, (goal, *(size(actual) for _, actual in records))), default=Fraction(0))
    rows = [_row(indicator, year, actual, top) for year, actual in records]
    if goal is not None:
        rows.append(("目標", target_words(indicator, plan), bar(goal, top), ""))
    return Grid(columns, tuple(rows), total=goal is not None)


def _row(indicator: Indicator, year: FiscalYear, actual: Actual, top: Fraction) -> tuple[str, ...]:
    shown = value_phrase(indicator, actual)
    return year.label, shown, bar(size(actual), top), status_phrase(actual, year)


def size(holder: object) -> Fraction | None:
    """How large a value or a target is: its number, the total of its parts, or its steps; None: it has no size."""
    match holder:
        case MilestoneActual(done=steps) | MilestoneTarget(steps=steps):
            return Fraction(len(steps))
        case CompositeActual(parts=parts) | CompositeTarget(parts=parts):
            return sum((ratio(value) for value in parts.values()), Fraction(0))
        case ReferenceTarget(reference=reference):
            return ratio(reference.value)
        case _:
            value = getattr(holder, "value", None)
            return ratio(value) if isinstance(value, Decimal) else None


def bar(value: Fraction | None, top: Fraction) -> str:
    """Strokes in proportion to `top`, of which there are twenty; less than one stroke is none, nor is a minus."""
    if value is None or value <= 0 or top <= 0:
        return ""
    return _STROKE * (value * _LONGEST // top)


def year_notes(indicator: Indicator, plan: Plan) -> Iterator[Block]:
    """What else is declared of each record: when it became known, its note, and an origin of its own."""
    lines = []
    for year in sorted(indicator.actuals):
        for actual in indicator.actuals[year]:
            told = [f"分かった日 {day_phrase(actual.known)}"] if actual.known else []
            told += [f"注記 {actual.note}"] if actual.note else []
            told += [f"出典 {source_phrase(actual.source, plan)}"] if actual.source else []
            told += [f"報告 {actual.reported}"] if actual.reported else []
            if told:
                lines.append(f"{year.label}{status_phrase(actual, year)}: {'。'.join(told)}")
    if lines:
        yield Notes(tuple(lines))
