"""Published counts that cannot be true together with the data (不整合): one of the two has a slip."""

from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.page import PLAN, Example, Page
from dxkpi.core.reconcile import Agreement, Cell, reconcile
from dxkpi.core.reference import Ref
from dxkpi.core.spelling import clip
from dxkpi.rules.base import DatasetRule, error

_COUNTS = "published:\n  R3:\n    source:\n      document: report\n      page: 1\n    counts:\n      one: {{{}}}\n"

INFO = error(
    "KPI601",
    "contradicts-counts",
    "公表件数とデータが両立しない（不整合）",
    Page(
        why="公表資料の件数を写し間違えたか、公表の後に指標の値を直したときに起きる。"
        "このままでは、公表した表とデータから出した表が食い違う。",
        mend="dxkpi reconcile で関係する指標を見て、資料の件数と指標の値のどちらが正しいかを確かめ、直す。"
        "公表資料の方が誤っているなら、そのことを理由に書いて免除してよい。",
        bad=(Example(_COUNTS.format("achieved: 2, from60: 0, below60: 0"), PLAN),),
        good=(Example(_COUNTS.format("achieved: 1, from60: 1, below60: 0"), PLAN),),
    ),
    waivable=True,
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    documents: dict[tuple[str, str], list[Ref]] = {}
    for indicator in dataset.indicators:
        documents.setdefault((indicator.indicator.plan, indicator.indicator.id), []).append(indicator.at())
    for declared in dataset.plans:
        if not dataset.counts(declared.plan):
            continue  # what could not be read or placed may be what is missing
        for year in declared.plan.published:
            result = reconcile(declared.plan, dataset.of_plan(declared.plan.plan), year)
            for section in result.sections if result else ():
                for cell in section.cells:
                    if cell.agreement is Agreement.CONTRADICTED:
                        keys = dict.fromkeys(
                            (a.indicator.plan, a.indicator.id) for a in (*cell.named, *cell.candidates)
                        )
                        related = tuple(Related(place, clip(key[1])) for key in keys for place in documents[key])
                        yield _finding(declared, year, cell, related)


def _finding(declared: DeclaredPlan, year: FiscalYear, cell: Cell, related: tuple[Related, ...]) -> Diagnostic:
    label = next((r.label for r in declared.plan.ratings if r.id == cell.column), "進捗管理の停止")
    published = "—" if cell.published is None else cell.published
    return Diagnostic(
        INFO,
        declared.at("published", str(year), "counts", cell.section.id, cell.column),
        f"{year.formal}の「{clip(cell.section.name)}」の {clip(label)}: 公表 {published}、データから {cell.determined}"
        f"（うち名称なし {cell.undisclosed}）、入りうる算定不能 {len(cell.candidates)}。両立しない",
        "書き写した件数か、関係する指標の値を確かめる（dxkpi reconcile が指標を挙げる）",
        related,
        blocks=False,
    )


CONTRADICTS_COUNTS = DatasetRule(INFO, _check)
