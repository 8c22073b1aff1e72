"""Published counts that do not fill a row of the table, or do not add up to it: a slip of transcription."""

from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.plan import Published
from dxkpi.rules.base import DatasetRule, error

INFO = error("KPI502", "published-incomplete", "公表した結果の書き写しが表の形と合わない")


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        for year, published in declared.plan.published.items():
            yield from _counts(declared, year, published)
            yield from _rows(declared, year, published)


def _counts(declared: DeclaredPlan, year: FiscalYear, published: Published) -> Iterator[Diagnostic]:
    for section, counts in published.counts.items():
        missing = [r.id for r in declared.plan.ratings if r.id not in counts]
        if missing:
            yield Diagnostic(
                INFO,
                declared.at("published", str(year), "counts", section),
                f"{year.formal}の公表件数の「{section}」に、区分 {'、'.join(missing)} の件数がない",
                "資料の表にある件数をすべて書く。0件は 0 と書く",
            )
        elif not declared.plan.adds_up(published, section):
            yield _does_not_add_up(declared, year, section, sum(counts.values()))


def _does_not_add_up(declared: DeclaredPlan, year: FiscalYear, section: str, total: int) -> Diagnostic:
    ids = [s.id for s in declared.plan.sections]
    position = ids.index(section)
    return Diagnostic(
        INFO,
        declared.at("published", str(year), "counts", section),
        f"{year.formal}の公表件数の「{section}」は合計{total}件で、"
        f"分野の指標の数 {declared.plan.sections[position].indicators} と合わない",
        "書き写した件数か、分野の indicators を直す",
        (Related(declared.at("sections", position, "indicators"), "分野の指標の数"),),
    )


def _rows(declared: DeclaredPlan, year: FiscalYear, published: Published) -> Iterator[Diagnostic]:
    rows, tables = len(published.percent.tables), len(declared.plan.table_groups())
    if rows > tables:
        yield Diagnostic(
            INFO,
            declared.at("published", str(year), "percent", "tables"),
            f"{year.formal}の公表割合は{rows}表分あるが、計画の tables は{tables}表である",
            "tables と同じ順に、同じ数だけ書く",
            (Related(declared.at("tables"), "計画の表"),),
        )


PUBLISHED_INCOMPLETE = DatasetRule(INFO, _check)
