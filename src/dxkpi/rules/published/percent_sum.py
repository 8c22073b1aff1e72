"""Published percentages of one row that do not add up to 100, where there are no counts to check them by."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from dxkpi.core.basis.finding import Diagnostic, Page, Path, error
from dxkpi.core.basis.number import decimals_of, ratio
from dxkpi.core.counts import columns_of
from dxkpi.core.dataset import Dataset, DeclaredPublished
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Percentages, Published
from dxkpi.core.plan.scheme import SUSPENDED
from dxkpi.rules.base import DatasetRule
from dxkpi.rules.published_years import of_papers, paper

_RESULT = "percent:\n  total: {{achieved: {}, from60: 33.3, below60: 33.3}}\n"

INFO = error(
    "KPI604",
    "percent-sum",
    "公表割合の行が、合計して 100% にならない",
    Page(
        why="公表された割合だけを写すと、件数と比べて打ち間違いに気付くことができない。"
        "四捨五入では説明できないほど合計が 100% から離れた行を挙げる。"
        "件数もあれば、割合は KPI602 が一つずつ確かめる。",
        fix="書き写した割合を確かめる。",
        bad=(paper(_RESULT.format("43.3")),),
        good=(paper(_RESULT.format("33.3")),),
    ),
)

_WHOLE = 100


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for plan, declared in of_papers(dataset):
        for path, sections, row in _rows(plan.plan, declared.published):
            total = _out_of_true(plan.plan, row)
            if total is not None and not all(section in declared.published.counts for section in sections):
                yield _finding(declared, path, total)


def _rows(plan: Plan, published: Published) -> Iterator[tuple[Path, tuple[str, ...], Percentages]]:
    percent, groups = published.percent, plan.table_groups()
    if percent.total is not None:
        yield ("total",), plan.section_ids, percent.total
    for position, row in enumerate(percent.tables):
        if position < len(groups):
            yield ("tables", position), groups[position], row


def _out_of_true(plan: Plan, row: Percentages) -> Decimal | None:
    """Return the total of a row where rounding cannot explain its distance from 100, else None."""
    columns = set(columns_of(plan))
    optional = {SUSPENDED, *(state.id for state in plan.states)}
    if not row.keys() <= columns or columns - row.keys() - optional:
        return None
    parts = [value for column, value in row.items() if column not in plan.outside]
    halves = (Fraction(1, 2 * 10 ** decimals_of(value)) for value in parts)
    total, slack = sum(parts, Decimal(0)), sum(halves, Fraction(0))
    inside = {state.id for state in plan.states} | ({SUSPENDED} if plan.suspended else set())
    complete = inside - plan.outside <= row.keys()
    short = complete and ratio(total) < _WHOLE - slack
    return total if short or ratio(total) > _WHOLE + slack else None


def _finding(declared: DeclaredPublished, path: Path, total: Decimal) -> Diagnostic:
    return Diagnostic(
        INFO,
        declared.at("percent", *path),
        f"{declared.published.year.formal}の公表割合のこの行は、合計すると {total}% になる",
        "書き写した割合を確かめる",
        blocks=False,
    )


PERCENT_SUM = DatasetRule(INFO, _check)
