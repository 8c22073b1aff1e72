"""A published percentage that does not follow from the published counts: a slip of the paper or of the copy."""

from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.page import PLAN, Example, Page
from dxkpi.core.printed import Printed, percentages
from dxkpi.core.reference import Path
from dxkpi.core.spelling import clip
from dxkpi.rules.base import DatasetRule, error

_PERCENT = """\
published:
  R3:
    source:
      document: report
      page: 1
    counts:
      one: {{achieved: 1, from60: 1, below60: 0}}
    percent:
      total: {{achieved: {}, from60: 50.0, below60: 0}}
"""

INFO = error(
    "KPI602",
    "contradicts-percent",
    "公表割合が、公表件数から計算した割合と合わない（不整合）",
    Page(
        why="公表資料の割合を写し間違えたか、資料が件数を直した後に割合を直し忘れたときに起きる。"
        "件数と割合のどちらを信じてよいか、読む人には分からない。",
        mend="資料の割合と件数をもう一度見比べ、写し間違いを直す。"
        "資料そのものが合わないなら、そのことを理由に書いて免除してよい。",
        bad=(Example(_PERCENT.format("50.1"), PLAN),),
        good=(Example(_PERCENT.format("50.0"), PLAN),),
    ),
    waivable=True,
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        plan = declared.plan
        for year, published in plan.published.items() if plan.ratings else ():
            rows = {0, len(plan.tables or plan.sections)}
            shifted = len(published.percent.tables) not in rows
            for printed in percentages(plan, published):
                if shifted and printed.table is not None:
                    continue  # which table a row belongs to is not certain
                if not all(plan.adds_up(published, section) for section in printed.sections):
                    continue  # the counts themselves are a finding already
                if not printed.follows:
                    yield _finding(declared, year, printed)


def _finding(declared: DeclaredPlan, year: FiscalYear, printed: Printed) -> Diagnostic:
    label = next((r.label for r in declared.plan.ratings if r.id == printed.column), "進捗管理の停止")
    row: Path = ("total",) if printed.table is None else ("tables", printed.table)
    return Diagnostic(
        INFO,
        declared.at("published", str(year), "percent", *row, printed.column),
        f"{year.formal}の {clip(label)}: 公表割合 {printed.percent}% は、"
        f"公表件数 {printed.count} ÷ {printed.denominator} と合わない",
        "書き写した割合か件数を確かめる",
        (Related(declared.at("published", str(year), "counts"), "公表件数"),),
        blocks=False,
    )


CONTRADICTS_PERCENT = DatasetRule(INFO, _check)
