"""Published counts that cannot be true together with the data (不整合): one of the two has a slip."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Ref, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.counts import column_labels
from dxkpi.core.dataset import DeclaredPublished
from dxkpi.core.plan.plan import Plan
from dxkpi.core.reconcile import Agreement, ReconciledCell
from dxkpi.rules.base import PlanRule, PlanSubject
from dxkpi.rules.published_years import paper

_COUNTS = "counts:\n  one: {}\n"
_WRONG = "{achieved: 2, from60: 0, below60: 0}"
_MET = "actuals:\n  R3:\n    value: 6000\n    status: 実績\nunmet: {}\n"

INFO = error(
    "KPI601",
    "contradicts-counts",
    "公表件数とデータが両立しない（不整合）",
    Page(
        why="公表資料の件数を写し間違えたか、公表の後に指標の値を直したときに起きる。"
        "このままでは、公表した表とデータから出した表が食い違う。",
        fix="dxkpi reconcile で関係する指標を見て、資料の件数と指標の値のどちらが正しいかを確かめ、直す。"
        "公表資料の方が誤っているなら、そのことを理由に書いて免除してよい。",
        bad=(paper(_COUNTS.format(_WRONG)),),
        good=(paper(_COUNTS.format("{achieved: 1, from60: 1, below60: 0}")),),
        others=(
            (paper(_COUNTS.format(_WRONG)), Example(_MET)),
            (paper(_COUNTS.format(_WRONG + "  # dxkpi: ignore[KPI601] 資料が後に訂正された")),),
        ),
    ),
    waivable=True,
)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    if not subject.complete or subject.again:
        return  # what could not be read or placed may be what is missing
    for declared in subject.plan.published:
        result = subject.reconciliations.get(declared.published.year)
        if result is None or not declared.published.transcribed:
            continue
        for section in result.sections:
            for cell in section.cells:
                if cell.agreement is Agreement.CONTRADICTED:
                    yield _finding(subject.plan.plan, declared, cell, tuple(_related(cell, subject)))


def _related(cell: ReconciledCell, subject: PlanSubject) -> Iterator[Related]:
    """Yield every file of the indicators that belong in a cell, or may."""
    files: dict[str, list[Ref]] = {}
    for own in sorted((own.declared for own in subject.subjects), key=lambda declared: declared.document):
        files.setdefault(own.indicator.id, []).append(own.at())
    for key in dict.fromkeys(assessment.indicator.id for assessment in (*cell.named, *cell.candidates)):
        yield from (Related(place, clip(key)) for place in files[key])


def _finding(plan: Plan, declared: DeclaredPublished, cell: ReconciledCell, related: tuple[Related, ...]) -> Diagnostic:
    label = column_labels(plan)[cell.column]
    year = declared.published.year
    published = "—" if cell.published is None else cell.published
    return Diagnostic(
        INFO,
        declared.at("counts", cell.section.id, cell.column),
        f"{year.formal}の「{clip(cell.section.name)}」の {clip(label)}: 公表 {published}、データから {cell.determined}"
        f"（うち名称なし {cell.undisclosed}）、入りうる算定不能 {len(cell.candidates)}。両立しない",
        "書き写した件数か、関係する指標の値を確かめる（dxkpi reconcile が指標を挙げる）",
        related,
        blocks=False,
    )


CONTRADICTS_COUNTS = PlanRule(INFO, _check)
