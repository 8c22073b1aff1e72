"""Which indicators stand behind the figures that do not simply agree."""

from collections.abc import Iterable, Iterator

from dxkpi.core.assessment import Assessment, NotAssessed
from dxkpi.core.numerals import number
from dxkpi.core.plan import Plan
from dxkpi.core.reconcile import Agreement, Cell, Reconciliation, SectionResult
from dxkpi.render.doc import Block, Heading, Item, Items
from dxkpi.render.verdicts import why_not_assessed
from dxkpi.render.views.agreement import column_label, published_count


def concerned(found: Reconciliation) -> Iterator[Block]:
    """The indicators of every contradicted cell, and of every section those that are not assessed."""
    wrong = [c for s in found.sections for c in s.cells if c.agreement is Agreement.CONTRADICTED]
    if wrong:
        yield Heading(3, "不整合の件数に関わる指標")
        yield Items(tuple(_contradicted(found.plan, cell) for cell in wrong))
    open_ = [item for section in found.sections for item in _open(found.plan, section)]
    if open_:
        yield Heading(3, "算定不能の指標（どの区分かは、公表件数と両立する範囲で）")
        yield Items(tuple(open_))


def _contradicted(plan: Plan, cell: Cell) -> Item:
    lines = [f"データから: {_named(cell.named)}"]
    if cell.undisclosed:
        lines.append(f"資料に名称がない: {number(cell.undisclosed)}件")
    if cell.candidates:
        lines.append(f"入りうる算定不能: {_named(cell.candidates)}")
    label = column_label(plan, cell.column)
    return Item(f"{cell.section.name}「{label}」: {published_count(cell)}", tuple(lines))


def _named(assessments: Iterable[Assessment]) -> str:
    return "、".join(f"{a.indicator.name}（{a.indicator.id}）" for a in assessments) or "なし"


def _open(plan: Plan, section: SectionResult) -> Iterator[Item]:
    candidates = {a.indicator.id: a for cell in section.cells for a in cell.candidates}
    for identifier, assessment in candidates.items():
        why = why_not_assessed(assessment.outcome) if isinstance(assessment.outcome, NotAssessed) else ""
        lines = [why, _left(plan, section.allowed.get(identifier))]
        yield Item(f"{section.section.name}: {_named([assessment])}", tuple(filter(None, lines)))


def _left(plan: Plan, allowed: tuple[str, ...] | None) -> str:
    """What the published counts leave to an indicator; None where they contradict the data and say nothing."""
    if allowed is None:
        return "公表件数が不整合のため、絞り込めない"
    listed = "".join(f"「{column_label(plan, rating)}」" for rating in allowed)
    return f"公表件数と両立するのは{listed}{'だけ' if len(allowed) == 1 else ''}"
