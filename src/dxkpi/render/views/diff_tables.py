"""The counts and percentages that are not as they were, a grid for each plan and year."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.diff.effect import Effect
from dxkpi.core.diff.tables import TableMove
from dxkpi.core.grade import Graded
from dxkpi.core.numerals import number, percent_of
from dxkpi.core.published import UNASSESSED
from dxkpi.core.report import Column as Counted
from dxkpi.core.spelling import clip
from dxkpi.render.doc import Align, Block, Column, Grid, Heading, Paragraph
from dxkpi.render.views.method_words import grade_words
from dxkpi.render.views.report_notes import gap_reason

_COLUMNS = (
    Column(("分野",)),
    Column(("達成区分",)),
    *(Column((name,), Align.RIGHT, wraps=False) for name in ("前", "後", "増減")),
)
_WHOLE = "全体"
_NOTHING = "-"


def table_blocks(effects: Iterable[Effect], level: int) -> Iterator[Block]:
    """For each plan and year that has some: what moved, and whether the published result still agrees."""
    for effect in effects:
        rows = tuple(table_rows(effect.tables or ()))
        was, now = effect.agreement
        if rows or effect.grades or was is not now:
            one = effect.after or effect.before
            yield Heading(level, f"{clip(one.plan.name) if one else effect.plan} {effect.year.label}")
        if rows:
            yield Grid(_COLUMNS, rows)
        yield from map(Paragraph, _grades(effect))
        if was is not now:
            yield Paragraph(f"公表結果との突き合わせ: {was or '公表なし'} → {now or '公表なし'}")
        yield from map(Paragraph, _gaps(effect))


def _grades(effect: Effect) -> Iterator[str]:
    """`分野: 評語 高い（3指標の合計15点） → 評語 低い（3指標の合計9点）`."""
    for move in effect.grades:
        sides = ((effect.before, move.before), (effect.after, move.after))
        before, after = (_graded(declared, found) for declared, found in sides)
        yield f"{clip(move.section.heading)}: {before} → {after}"


def _graded(declared: DeclaredPlan | None, found: Graded | None) -> str:
    method = declared.plan.method if declared else None
    return grade_words(found, method.grades.by) if found and method and method.grades else "評語なし"


def _gaps(effect: Effect) -> Iterator[str]:
    """Why counts move that nobody touched: published ones complete a section no more."""
    before, after = effect.gaps
    if effect.before and effect.after:
        for gap in after:
            if gap not in before:
                yield f"{clip(gap.section.heading)}: {gap_reason(gap, effect.after.plan, effect.year)}"


def table_rows(tables: tuple[TableMove, ...]) -> Iterator[tuple[str, ...]]:
    """The counts once, from the overview; the percentages of each table, if it is not over all sections too."""
    overview = next((table for table in tables if table.overview), None)
    for table in tables:
        if table.overview:
            yield from _counts(table)
        if table.overview or overview is None or table.sections != overview.sections:
            name = _WHOLE if table.overview else "・".join(clip(section.heading) for section in table.sections)
            yield from _shares(table, f"{name}の割合")


def _counts(table: TableMove) -> Iterator[tuple[str, ...]]:
    for cell in table.cells:
        difference = (cell.after or 0) - (cell.before or 0)
        sides = (_NOTHING if count is None else number(count) for count in (cell.before, cell.after))
        yield clip(cell.section.heading), _label(cell.column), *sides, _signed(number(difference))
    before, after = table.size
    if before != after:
        sides = (_NOTHING if size is None else number(size) for size in table.size)
        yield _WHOLE, "計", *sides, _signed(number((after or 0) - (before or 0)))


def _shares(table: TableMove, name: str) -> Iterator[tuple[str, ...]]:
    for share in table.shares:
        was, now = (_NOTHING if exact is None else percent_of(exact) for exact in (share.before, share.after))
        points = ((share.after or Fraction(0)) - (share.before or Fraction(0))) * 100
        if was != now:
            yield name, _label(share.column), was, now, f"{_signed(number(points, 1))}ポイント"


def _label(column: Counted) -> str:
    return "算定不能" if column.id == UNASSESSED else clip(column.label)


def _signed(figure: str) -> str:
    return figure if figure.startswith("-") or not figure.strip("0.") else f"+{figure}"
