"""Published counts that do not fill a row of the table, or do not add up to it: a slip of transcription."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Page, Related, error
from dxkpi.core.basis.text import listed
from dxkpi.core.counts import columns_of
from dxkpi.core.dataset import Dataset, DeclaredPlan, DeclaredPublished
from dxkpi.core.plan.published import Percentages
from dxkpi.rules.base import DatasetRule
from dxkpi.rules.published_years import of_papers, paper

_COUNTS = "counts:\n  one: {}\n"

INFO = error(
    "KPI502",
    "published-incomplete",
    "公表した結果の書き写しが表の形と合わない",
    Page(
        why="公表資料の表を手で写すとき、0件の欄や「-」の欄を飛ばしたり、隣の行の数を入れたりすると起きる。"
        "資料との突き合わせができず、写し間違いを見逃す。",
        fix="資料の表と見比べ、分野ごとにすべての区分の件数を書く。0件は 0 と書く。"
        "資料そのものが合わないなら、そのことを理由に書いて免除してよい。",
        bad=(paper(_COUNTS.format("{achieved: 1, from60: 1}")),),
        good=(paper(_COUNTS.format("{achieved: 1, from60: 1, below60: 0}")),),
        others=((paper(_COUNTS.format("{achieved: 1, from60: 1}  # dxkpi: ignore[KPI502] 資料の表に0件の欄がない")),),),
    ),
    waivable=True,
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for plan, declared in of_papers(dataset):
        yield from _counts(plan, declared)
        yield from _rows(plan, declared)


def _counts(plan: DeclaredPlan, declared: DeclaredPublished) -> Iterator[Diagnostic]:
    for section, counts in declared.published.counts.items():
        missing = [r.id for r in plan.plan.ratings if r.id not in counts]
        if missing:
            yield Diagnostic(
                INFO,
                declared.at("counts", section),
                f"{declared.published.year.formal}の公表件数の「{section}」に、区分 {listed(missing)} の件数がない",
                "資料の表にある件数をすべて書く。0件は 0 と書く",
                blocks=False,
            )
        elif not plan.plan.adds_up(declared.published.counts, section):
            yield _does_not_add_up(plan, declared, section, sum(counts.values()))


def _does_not_add_up(plan: DeclaredPlan, declared: DeclaredPublished, section: str, total: int) -> Diagnostic:
    ids = plan.plan.section_ids
    position = ids.index(section)
    return Diagnostic(
        INFO,
        declared.at("counts", section),
        f"{declared.published.year.formal}の公表件数の「{section}」は合計{total}件で、"
        f"分野の指標の数 {plan.plan.sections[position].indicators} と合わない",
        "書き写した件数か、分野の indicators を直す",
        (Related(plan.at("sections", position, "indicators"), "分野の指標の数"),),
        blocks=False,
    )


def _rows(plan: DeclaredPlan, declared: DeclaredPublished) -> Iterator[Diagnostic]:
    percent = declared.published.percent
    rows, tables = len(percent.tables), len(plan.plan.tables or plan.plan.sections)
    if rows not in {0, tables}:
        yield Diagnostic(
            INFO,
            declared.at("percent", "tables"),
            f"{declared.published.year.formal}の公表割合は{rows}表分あるが、計画の表は{tables}表である",
            "計画の tables と同じ順に、同じ数だけ書く",
            (Related(plan.at("tables" if plan.plan.tables else "sections"), "計画の表"),),
            blocks=False,
        )
    if percent.total is not None:
        yield from _columns(plan, declared, percent.total, "total")
    for position, row in enumerate(percent.tables):
        yield from _columns(plan, declared, row, "tables", position)


def _columns(
    plan: DeclaredPlan, declared: DeclaredPublished, row: Percentages, *path: str | int
) -> Iterator[Diagnostic]:
    missing = [rating.id for rating in plan.plan.ratings if rating.id not in row]
    if missing and row.keys() <= set(columns_of(plan.plan)):  # a rating that there is not may be the missing one
        yield Diagnostic(
            INFO,
            declared.at("percent", *path),
            f"{declared.published.year.formal}の公表割合の行に、区分 {listed(missing)} の割合がない",
            "資料の行にある割合をすべて書く。0% は 0 と書く",
            blocks=False,
        )


PUBLISHED_INCOMPLETE = DatasetRule(INFO, _check)
