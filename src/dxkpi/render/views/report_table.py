"""A table of the report as the paper lays it out: ratings in two levels across, sections down, one row of shares."""

import re

from dxkpi.core.numerals import number, percent_of
from dxkpi.core.plan import Plan
from dxkpi.core.published import UNASSESSED
from dxkpi.core.report import Cell, Percentage, Row, Table
from dxkpi.core.report import Column as Counted
from dxkpi.render.doc import ASSUMED, BY_PUBLICATION, Align, Column, Grid, Tone
from dxkpi.render.plain import plain

_CORNER = "達成率＼項目・指標"
_NOTHING = "-"
_BREAKABLE = re.compile(r"(以上|以下|超|未満|の)(?=..)")
_LONGEST_LABEL = 5


def grid(plan: Plan, table: Table) -> Grid:
    """`table` as text."""
    columns = (Column((_CORNER,)), *(_column(plan, column) for column in table.columns))
    rows = [(_section(plan, row), *(_cell(cell) for cell in row.cells)) for row in table.rows]
    shares = (f"（計{number(table.size)}指標）", *(share_words(share) for share in table.percentages))
    return Grid(columns, (*rows, shares), total=1)


def _column(plan: Plan, column: Counted) -> Column:
    met = {rating.id: rating.met for rating in plan.ratings}.get(column.id)
    tone = {True: Tone.GOOD, False: Tone.BAD, None: Tone.PLAIN}[met]
    return Column((column.group, _broken(column)), Align.RIGHT, wraps=False, tone=tone)


def _broken(column: Counted) -> str:
    """The label with the line breaks that keep its column narrow, as in the paper: 60%以上 / 100%未満."""
    label = plain(column.label)
    if column.id == UNASSESSED:
        return label.replace("判定", "判定\n", 1)
    return _BREAKABLE.sub("\\1\n", label) if len(label) > _LONGEST_LABEL else label


def _section(plan: Plan, row: Row) -> str:
    position = plan.sections.index(row.section) + 1
    return f"{position}. {row.section.heading}（計{number(row.size)}指標）"


def _cell(cell: Cell) -> str:
    if cell.count is None:
        return _NOTHING
    return number(cell.count) + marks(by_publication=cell.by_publication, assumed=bool(cell.assumed))


def share_words(share: Percentage) -> str:
    """A percentage as the report prints it, with its marks; a dash where there is none."""
    if share.exact is None:
        return _NOTHING
    return percent_of(share.exact) + marks(by_publication=share.by_publication, assumed=share.assumed)


def marks(*, by_publication: bool, assumed: bool) -> str:
    """The marks behind a figure that rests on what was published, on an assumption, or on both."""
    return (BY_PUBLICATION if by_publication else "") + (ASSUMED if assumed else "")
