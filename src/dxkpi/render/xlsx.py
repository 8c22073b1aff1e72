"""`xlsx`: a document as a workbook for papers, a sheet for each table; or one flat table, as the CSV.

Figures are numbers that show their marks by their format, so that sums work and the marks stay when pasted. Heads of
two levels are merged cells, as in a printed table. A flat table has neither, nor anything else to be undone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.core.outcome import Outcome
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.render.blocks import MARKS, Align, Bar, Block, Column, Doc, Grid, Heading, Items, Notes, Paragraph, Verbatim
from dxkpi.render.columns import grouped
from dxkpi.render.csv import flat_table, heads
from dxkpi.render.formats import Look, view
from dxkpi.render.plain import plain
from dxkpi.render.sheet.cells import Content, columns_of, put
from dxkpi.render.views.flat import Value

_NOTES, _LISTS = "注記", "指標一覧"
_LONGEST_TITLE = 31
_UNFIT = re.compile(r"[\\/*?:\[\]]")
_FIGURE = re.compile(rf"(?P<number>-?[\d,]+(?:\.(?P<decimals>\d+))?)(?P<percent>%?)(?P<marks>[{re.escape(MARKS)}]*)")
_THIN = Side(style="thin", color="666666")
_FRAME = Border(_THIN, _THIN, _THIN, _THIN)
_HEAD = PatternFill("solid", start_color="E7E6E6")
_BOLD, _TITLE = Font("Calibri", bold=True), Font("Calibri", bold=True, size=14)
_LINE = 18
"""Points of a line of text, with some to spare."""
_WIDEST, _NARROWEST = 44, 9


def write(outcome: Outcome, look: Look) -> bytes:
    """Return `outcome` as a workbook; with a table named, that table alone, flat.

    Raises:
        NotOffered: where there is no such table.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    if look.table and isinstance(outcome, ReportOutcome):
        fields, rows = flat_table(outcome, look.table)
        _flat(book.create_sheet(look.table), [field.name for field in fields], heads(fields, look), rows)
    else:
        _document(book, view(outcome, look))
    sink = BytesIO()
    book.save(sink)
    return sink.getvalue()


def _flat(sheet: Worksheet, columns: Sequence[str], headed: Sequence[str], rows: Iterable[Any]) -> None:
    for column, head in enumerate(headed, 1):
        put(sheet, 1, column, head)
    for number, row in enumerate(rows, 2):
        for column, name in enumerate(columns, 1):
            put(sheet, number, column, _bare(row.get(name)), "General")


def _bare(value: Value) -> Content:
    return ("true" if value else "false") if isinstance(value, bool) else value


@dataclass(slots=True)
class _Part:
    """A heading and what stands below it, and the title of the `whole`; `blocks` are all on one sheet."""

    title: str
    level: int
    whole: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def has_table(self) -> bool:
        """True if it has a table."""
        return any(isinstance(block, Grid) for block in self.blocks)


def _document(book: Workbook, doc: Doc) -> None:
    """Write a sheet for each part with a table; lists of the third level and all else have one each, at the end."""
    parts = list(_parts(doc))
    names: set[str] = set()
    for part in parts:
        if part.has_table:
            _write(book.create_sheet(_name(part.title, names)), [part])
    for name, third in ((_LISTS, True), (_NOTES, False)):
        rest = [part for part in parts if not part.has_table and (part.level > 2) is third and part.blocks]  # noqa: PLR2004
        if rest:
            _write(book.create_sheet(_name(name, names)), rest)
    if not book.worksheets:
        book.create_sheet(_NOTES)


def _parts(doc: Doc) -> Iterator[_Part]:
    part = _Part("", 1)
    for block in doc:
        if isinstance(block, Heading):
            yield part
            title = plain(block.text)
            part = _Part(title, block.level, title if block.level == 1 else part.whole)
        else:
            part.blocks.append(block)
    yield part


def _name(title: str, names: set[str]) -> str:
    """Return a name for a sheet: one that Excel takes, and no two the same."""
    stem = _UNFIT.sub("_", title).lstrip("' ")[:_LONGEST_TITLE].rstrip("' ") or "表"
    name, number = stem, 1
    while name.casefold() in names:
        number += 1
        name = f"{stem[: _LONGEST_TITLE - len(str(number)) - 1]}_{number}"
    names.add(name.casefold())
    return name


def _write(sheet: Worksheet, parts: Sequence[_Part]) -> None:
    row, widths = 1, {1: _WIDEST}
    for part in parts:
        if part.level > 1 and part.whole and row == 1:
            put(sheet, row, 1, part.whole)
            row += 1
        if part.title:
            put(sheet, row, 1, part.title).font = _TITLE
            row += 2
        for block in part.blocks:
            if isinstance(block, Grid):
                row = _table(sheet, row, block, widths) + 1
            else:
                for line in _lines(block):
                    put(sheet, row, 1, line)
                    row += 1
        row += 1
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _lines(block: Block) -> Iterator[str]:
    """Yield what is no table as lines."""
    match block:
        case Paragraph(text):
            yield text
        case Notes(lines) | Verbatim(lines=lines):
            yield from lines
        case Items(items):
            for item in items:
                yield f"・{item.text}"
                yield from (f"　　{line if isinstance(line, str) else line.text}" for line in item.lines)
        case Bar(parts):
            yield "、".join(f"{part.label} {part.count}" for part in parts)
        case Heading(text=text):
            yield text
        case _:
            yield from ()


def _table(sheet: Worksheet, top: int, grid: Grid, widths: dict[int, int]) -> int:
    """Write a table from the row `top` on, and return the row below it."""
    depth = 2 if any(column.above for column in grid.columns) else 1
    below = top + depth
    _heads(sheet, top, grid.columns, depth)
    if not sheet.print_title_rows:
        sheet.print_title_rows = f"{top}:{below - 1}"
    for number, row in enumerate(grid.rows, below):
        last = number - below >= len(grid.rows) - grid.total
        for column, (own, shown) in enumerate(zip(grid.columns, row, strict=True), 1):
            cell = _figure(sheet, number, column, own, shown)
            cell.border = _FRAME
            cell.alignment = Alignment(own.align.value, "center", wrap_text=own.wraps)
            if last:
                cell.font = _BOLD
    for column, own in enumerate(grid.columns, 1):
        texts = [*own.head.split("\n"), *(row[column - 1] for row in grid.rows)]
        width = max(map(columns_of, texts), default=0) + 3
        widths[column] = max(widths.get(column, _NARROWEST), min(width, _WIDEST))
    for number, row in enumerate(grid.rows, below):
        lines = (-(-columns_of(shown) // max(widths[at] - 2, 1)) for at, shown in enumerate(row, 1))
        sheet.row_dimensions[number].height = max(1, *lines) * _LINE
    return below + len(grid.rows)


def _figure(sheet: Worksheet, row: int, column: int, own: Column, shown: str) -> Any:  # noqa: ANN401 - openpyxl's cell
    """Write a cell of a table: a figure as a number that shows its marks by its format."""
    found = _FIGURE.fullmatch(shown) if own.align is Align.RIGHT else None
    if found is None:
        return put(sheet, row, column, shown)
    value = Decimal(found["number"].replace(",", ""))
    decimals = "." + "0" * len(found["decimals"]) if found["decimals"] else ""
    marks = f'"{found["marks"]}"' if found["marks"] else ""
    if found["percent"]:
        return put(sheet, row, column, value.scaleb(-2), f"0{decimals}%{marks}")
    return put(sheet, row, column, value, f"#,##0{decimals}{marks}")


def _heads(sheet: Worksheet, top: int, columns: Sequence[Column], depth: int) -> None:
    """Write the heads: outer ones merged over their columns, those of one level downwards."""
    outer = [plain(column.above) for column in columns]
    for number, column in enumerate(columns, 1):
        for row in range(top, top + depth):
            cell = sheet.cell(row, number)
            cell.border, cell.fill, cell.font = _FRAME, _HEAD, _BOLD
            cell.alignment = Alignment("center", "center", wrap_text=True)
        words = "\n".join(map(plain, column.head.split("\n")))
        head = sheet.cell(top + depth - 1 if outer[number - 1] else top, number)
        head.value, head.data_type = words, "s"
        if not outer[number - 1] and depth > 1:
            sheet.merge_cells(start_row=top, end_row=top + depth - 1, start_column=number, end_column=number)
    for group in grouped(columns, outer):
        if group.outer:
            put(sheet, top, group.first + 1, group.outer)
            if len(group.columns) > 1:
                last = group.columns[-1] + 1
                sheet.merge_cells(start_row=top, end_row=top, start_column=group.first + 1, end_column=last)
    lines = max((column.head.count("\n") + 1 for column in columns), default=1)
    sheet.row_dimensions[top + depth - 1].height = lines * _LINE + 4
