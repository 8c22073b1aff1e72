"""A published result beside the data, figure by figure: the result in a sentence, then the details."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from dxkpi.core.assessment import Assessment, NotAssessed
from dxkpi.core.basis.finding import Path
from dxkpi.core.counts import column_labels
from dxkpi.core.keys import title_of
from dxkpi.core.numerals import day_phrase, number, percent_of, quantity
from dxkpi.core.outcomes.report import ReconcileOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import UNASSESSED
from dxkpi.core.published_rows import RowDifference
from dxkpi.core.reconcile import RATE, Agreement, Percent, PrintedRow, ReconciledCell, Reconciliation, SectionResult
from dxkpi.render.blocks import Block, Column, Grid, Heading, Item, Items, Notes, Paragraph, Toned, figures, titled
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import AGREEMENT_TONES, why_not_assessed
from dxkpi.render.views.cautions import section_name, source_phrase


def column_label(plan: Plan, column: str) -> str:
    """Return the label of a rating, of a special status, of suspension or of what was not assessed.

    A published year may have an id that the plan does not have any more, which stands for itself.
    """
    labels = {**column_labels(plan), UNASSESSED: "算定不能"}
    return labels.get(column, column)


def published_count(cell: ReconciledCell) -> str:
    """Write both counts: `公表 8、データ 9`."""
    printed = "印刷なし" if cell.published is None else number(cell.published)
    return f"公表 {printed}、データ {number(cell.determined)}"


def cell_result(cell: ReconciledCell) -> str:
    """Describe the agreement of a count: `一致`, `矛盾なし（2件は確認できない）`, or `不整合` with both counts."""
    match cell.agreement:
        case Agreement.CONFIRMED:
            return "一致"
        case Agreement.POSSIBLE if cell.unconfirmed:
            return f"矛盾なし（{number(cell.unconfirmed)}件は確認できない）"
        case Agreement.POSSIBLE:
            return f"矛盾なし（算定不能の{number(len(cell.candidates))}指標が入りうる）"
        case Agreement.CONTRADICTED:
            return f"不整合（{_contradiction(cell)}）"
        case _:
            assert_never(cell.agreement)


def _contradiction(cell: ReconciledCell) -> str:
    both = published_count(cell)
    if cell.rest < 0:
        return f"{both}: 差 {number(-cell.rest)}"
    if cell.rest > len(cell.candidates):
        short = number(cell.rest - len(cell.candidates))
        return f"{both}、入りうる算定不能 {number(len(cell.candidates))}: {short}件足りない"
    return f"{both}: ほかの区分と合わせると、算定不能の指標が過不足なく収まらない"


def percent_result(percent: Percent) -> str:
    """Describe the agreement of a percentage: with the published counts first, then that of these counts."""
    match percent.agreement:
        case Agreement.CONFIRMED:
            return "一致"
        case Agreement.POSSIBLE:
            return "矛盾なし（件数に確認できないものがある）"
        case Agreement.CONTRADICTED:
            return f"不整合（{_wrong(percent)}）"
        case _:
            assert_never(percent.agreement)


def _wrong(percent: Percent) -> str:
    if percent.printed.exact is None:
        return "母数が0"
    if percent.printed.follows:
        return "もとの件数が不整合"
    return "公表の件数から計算した値と違う"


def concerned(found: Reconciliation) -> Iterator[Block]:
    """Yield the indicators of every contradicted cell, and of every section those not assessed."""
    wrong = (c for s in found.sections for c in s.cells if c.agreement is Agreement.CONTRADICTED)
    yield from titled("不整合の件数に関わる指標", (_contradicted(found.plan, cell) for cell in wrong), level=3)
    open_ = (item for section in found.sections for item in _open(found.plan, section))
    yield from titled("算定不能の指標（どの区分かは、公表結果と両立する範囲で）", open_, level=3)


def _contradicted(plan: Plan, cell: ReconciledCell) -> Item:
    lines = [f"データから: {_named(cell.named)}"]
    if cell.undisclosed:
        lines.append(f"資料に名称がない: {number(cell.undisclosed)}件")
    if cell.candidates:
        lines.append(f"入りうる算定不能: {_named(cell.candidates)}")
    label = column_label(plan, cell.column)
    return Item(f"{cell.section.name}「{label}」: {published_count(cell)}", tuple(lines))


def _named(assessments: Iterable[Assessment]) -> str:
    return "、".join(f"{a.indicator.heading}（{a.indicator.id}）" for a in assessments) or "なし"


def _open(plan: Plan, section: SectionResult) -> Iterator[Item]:
    candidates = {a.indicator.id: a for cell in section.cells for a in cell.candidates}
    for identifier, assessment in candidates.items():
        why = why_not_assessed(assessment.outcome) if isinstance(assessment.outcome, NotAssessed) else ""
        lines = [why, _left(plan, section.allowed.get(identifier))]
        yield Item(f"{section.section.name}: {_named([assessment])}", tuple(filter(None, lines)))


def _left(plan: Plan, allowed: tuple[str, ...] | None) -> str:
    """Describe the ratings that the published counts leave to an indicator; `allowed` is None if they contradict."""
    if allowed is None:
        return "公表件数が不整合のため、絞り込めない"
    listed = "".join(f"「{column_label(plan, rating)}」" for rating in allowed)
    return f"公表結果と両立するのは{listed}{'だけ' if len(allowed) == 1 else ''}"


_DASH = "-"


def view(outcome: ReconcileOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield all published results of the year in order."""
    for found in outcome.reconciliations:
        yield from _blocks(found)


def printed_cells(found: Reconciliation) -> tuple[ReconciledCell, ...]:
    """Return the cells with a printed count, and those that should have had one."""
    cells = (cell for section in found.sections for cell in section.cells)
    return tuple(c for c in cells if c.published is not None or c.agreement is Agreement.CONTRADICTED)


def _blocks(found: Reconciliation) -> Iterator[Block]:
    plan = found.plan
    yield Heading(1, f"{plan.name} {found.year.formal} 公表結果との突き合わせ")
    yield Paragraph(f"結果: {found.agreement.value}。{_sentence(found)}。", AGREEMENT_TONES[found.agreement])
    yield Paragraph(_read_at(found))
    cells = printed_cells(found)
    yield Heading(2, "件数")
    yield Paragraph(_tally((cell.agreement for cell in cells), len(cells)))
    yield _counts(plan, cells)
    yield from concerned(found)
    if found.percentages:
        yield Heading(2, "割合")
        yield Paragraph(_tally((p.agreement for p in found.percentages), len(found.percentages)))
        yield _shares(plan, found.percentages)
        yield Notes(
            (
                "母数は表ごとに違う（その表に載る分野の公表件数の合計）。公表の桁に四捨五入して比べる",
                "四捨五入した割合を足しても、100.0% になるとは限らない",
            )
        )
    if found.rows:
        yield Heading(2, "指標ごとの値")
        yield Paragraph(_tally((row.agreement for row in found.rows), len(found.rows)).replace("か所", "指標"))
        apart = tuple(_row(plan, row) for row in found.rows if row.agreement is not Agreement.CONFIRMED)
        yield from (Items(apart),) if apart else ()


def _sentence(found: Reconciliation) -> str:
    match found.agreement:
        case Agreement.CONFIRMED:
            return "公表結果は、すべてデータから確かめられた"
        case Agreement.POSSIBLE:
            return "公表結果とデータに矛盾はない。ただし、データだけでは確かめられないものがある"
        case Agreement.CONTRADICTED:
            counts = sum(cell.agreement is found.agreement for s in found.sections for cell in s.cells)
            shares = sum(percent.agreement is found.agreement for percent in found.percentages)
            rows = sum(row.agreement is found.agreement for row in found.rows)
            named = f"、指標の値{number(rows)}指標" if rows else ""
            return f"公表の件数{number(counts)}か所、割合{number(shares)}か所{named}が、データか公表の件数と食い違う"
        case _:
            assert_never(found.agreement)


def _read_at(found: Reconciliation) -> str:
    document = source_phrase(found.published.source, found.plan)
    day = found.plan.published_on(found.year)
    known = f"{day_phrase(day)}までに分かっていた値" if day else "すべての値（文書に日付がない）"
    return f"公表: {document}。データは{known}で読んだ。"


def _tally(found: Iterable[Agreement], total: int) -> str:
    counts = Counter(found)
    words = "、".join(f"{agreement.value}{number(counts[agreement])}" for agreement in Agreement if counts[agreement])
    return f"{number(total)}か所のうち、{words}" if words else "公表された件数はない"


def _counts(plan: Plan, cells: Iterable[ReconciledCell]) -> Grid:
    heads = ("公表", "データから", "名称なし", "残り")
    columns = (
        Column("分野"),
        Column("区分"),
        *map(figures, heads),
        Column("結果"),
    )
    rows = tuple(
        (
            cell.section.name,
            column_label(plan, cell.column),
            _DASH if cell.published is None else number(cell.published),
            number(len(cell.named)),
            number(cell.undisclosed),
            number(cell.rest),
            Toned((cell_result(cell), AGREEMENT_TONES[cell.agreement])),
        )
        for cell in cells
    )
    return Grid(columns, rows)


def _shares(plan: Plan, percentages: Iterable[Percent]) -> Grid:
    columns = (
        Column("表"),
        Column("区分"),
        *map(figures, ("公表", "件数/母数", "計算値")),
        Column("結果"),
    )
    rows = tuple(
        (
            table_name(plan, printed.table),
            column_label(plan, printed.column),
            quantity(printed.percent, "%"),
            f"{number(printed.count)}/{number(printed.denominator)}",
            _DASH if printed.exact is None else percent_of(printed.exact),
            Toned((percent_result(percent), AGREEMENT_TONES[percent.agreement])),
        )
        for percent in percentages
        for printed in [percent.printed]
    )
    return Grid(columns, rows)


def table_name(plan: Plan, table: int | None) -> str:
    """Name a table of published percentages by its sections; None: that of the whole plan."""
    if table is None:
        return "全体"
    return "・".join(section_name(plan, section) for section in plan.table_groups()[table])


def _row(plan: Plan, row: PrintedRow) -> Item:
    indicator = row.assessment.indicator
    open_ = [(Agreement.CONTRADICTED, difference) for difference in row.contradicted] + [
        (Agreement.POSSIBLE, difference) for difference in row.open
    ]
    lines = (f"{_figure(plan, difference, row)}（{agreement.value}）" for agreement, difference in open_)
    return Item(f"{indicator.heading}（{indicator.id}）", tuple(lines))


def _figure(plan: Plan, difference: RowDifference, row: PrintedRow) -> str:
    """Describe a printed figure: `実績値 値: 公表 98、データ 99`."""
    title = " ".join(title_of(str(step)) for step in difference.path)
    published, today = (
        figure_words(plan, difference.path, value) for value in (difference.published, difference.today)
    )
    if difference.path == RATE and row.ratings:
        today = f"{' か '.join(rating.heading for rating in row.ratings)} の率でない"
        return f"{title}: 公表 {published}、達成区分 {today}"
    return f"{title}: 公表 {published}、データ {today}"


def figure_words(plan: Plan, path: Path, value: object) -> str:
    """Return a published figure, or that of the data in its place, by the keys that lead to it."""
    match value:
        case None:
            return "なし"
        case Fraction():
            return percent_of(value)
        case str() if path in {("rating",), ("state",)}:
            return column_label(plan, value)
        case tuple():
            return "、".join(map(str, value)) or "なし"
        case Decimal() | int():
            return quantity(value, "%" if path[0] in {"percent", "rate"} else None)
        case _:
            return str(value)
