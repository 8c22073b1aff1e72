"""`--format xlsx`: the printed tables with their marks, as numbers; or one flat table for other programs."""

import csv
import re
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.render.blocks import Align, Column, Doc, Grid, Heading, Item, Items, Notes, Paragraph
from dxkpi.render.xlsx import _document
from tests.run import DATA, run

YEAR = ("report", "--year", "R3", "--plan", "chiba-ict", "--data", str(DATA))


def opened(*options: str) -> Workbook:
    ending = run(*options, "--format", "xlsx")
    assert (ending.code, ending.err) == (0, "")
    return openpyxl.load_workbook(BytesIO(ending.raw))


def shown(cell: Any) -> str:
    """What Excel shows of a cell."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    form = re.fullmatch(r'(#,##0|0)(?:\.(0+))?(%?)(?:"(.*)")?', cell.number_format)
    assert form, cell.number_format
    decimals = len(form[2] or "")
    value = cell.value * 100 if form[3] else cell.value
    return f"{value:,.{decimals}f}{form[3]}{form[4] or ''}"


def printed(text: str) -> list[list[list[str]]]:
    """The tables of a report in Markdown, row by row."""
    tables: list[list[list[str]]] = []
    for before, line in zip(["", *text.split("\n")], text.split("\n"), strict=False):
        if line.startswith("|"):
            if not before.startswith("|"):
                tables.append([])
            tables[-1].append([cell.strip() for cell in line.strip("|").split("|")])
    return [[head, *rows] for head, _, *rows in tables]


def test_every_table_is_a_sheet_and_says_what_the_text_says() -> None:
    book = opened(*YEAR)
    assert book.sheetnames == [
        "概要",
        "（1）波及効果の高いプロジェクト",
        "（2）個別施策・推進を支える土台づくり",
        "注記",
    ]
    tables = printed(run(*YEAR, "--format", "markdown").out)
    assert len(tables) == 3
    for sheet, (head, *rows) in zip(book, tables, strict=False):
        (top,) = (
            at
            for at, (own,) in enumerate(sheet.iter_rows(max_col=1, values_only=True), 1)
            if str(own).startswith("達成率＼")
        )
        below = sheet.iter_rows(min_row=top + 2, max_row=top + 1 + len(rows), max_col=len(head))
        assert [[shown(cell) for cell in row] for row in below] == rows
        assert [cell.font.b for cell in sheet[top + 1 + len(rows)]][: len(head)] == [True] * len(head)


def heads(sheet: Worksheet) -> dict[str, Any]:
    return {str(area): area.start_cell.value for area in sheet.merged_cells.ranges}


def test_heads_of_two_levels_are_merged_as_in_the_paper() -> None:
    sheet = opened(*YEAR)["概要"]
    assert heads(sheet) == {"A4:A5": "達成率＼項目・指標", "C4:E4": "未達成"}
    assert [cell.value for cell in sheet[4]] == ["達成率＼項目・指標", "達成", "未達成", None, None, "その他"]
    assert [cell.value for cell in sheet[5]] == [
        None, "100%", "60%以上\n100%未満", "30%以上\n60%未満", "30%未満", "進捗管理の\n停止",
    ]  # fmt: skip
    assert (sheet["A1"].value, sheet["A2"].value) == ("千葉県ICT利活用戦略 令和3年度 進捗状況", "概要")


def test_it_prints_on_one_page_wide_with_its_heads_repeated() -> None:
    sheet = opened(*YEAR)["概要"]
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
    fit = sheet.sheet_properties.pageSetUpPr
    assert (sheet.print_title_rows, fit and fit.fitToPage) == ("$4:$5", True)


def test_figures_are_numbers_with_their_marks_in_the_format() -> None:
    sheet = opened(*YEAR)["概要"]
    cells = [(cell.value, cell.number_format) for cell in (sheet["B6"], sheet["B9"], sheet["F6"], sheet["F7"])]
    assert cells == [(7, '#,##0"前途"'), (0.735, '0.0%"＊前途"'), (1, "#,##0"), ("-", "General")]


def test_what_is_listed_by_indicator_is_on_a_sheet_of_its_own() -> None:
    book = opened(*YEAR, "--detail")
    listed = [str(row[0].value) for row in book["指標一覧"].iter_rows(max_col=1) if row[0].value]
    assert any(line.startswith("・RPA導入により削減した作業時間") for line in listed)
    assert "　　目標値 6,000時間／基準値 0時間（推定）／R3年度実績 5,445時間" in listed


@pytest.mark.parametrize("table", ["overview", "sections", "indicators"])
def test_a_flat_table_has_the_cells_of_the_csv_and_nothing_to_be_undone(table: str) -> None:
    (sheet,) = opened(*YEAR, "--table", table).worksheets
    text = run(*YEAR, "--format", "csv", "--table", table).raw.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    for row, fields in zip(sheet.iter_rows(), rows, strict=True):
        assert [_bare(cell) for cell in row] == [
            Decimal(own) if isinstance(cell.value, int | float) else own for cell, own in zip(row, fields, strict=True)
        ]
    # One header in line 1, one record a line, no merged or hidden cells, no formulas, no formats with a meaning.
    assert sheet.merged_cells.ranges == set()
    assert not any(row.hidden for row in sheet.row_dimensions.values())
    assert not any(column.hidden for column in sheet.column_dimensions.values())
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {cell.number_format for cell in cells} == {"General"}


def _bare(cell: Any) -> Decimal | str:
    """A number, whatever zeros it ends with, or a text."""
    if isinstance(cell.value, int | float):
        return Decimal(format(cell.value, ".15g"))
    return cell.value or ""


@pytest.mark.parametrize("command", ["list", "status", "outlook"])
def test_other_tables_are_sheets_as_well(command: str) -> None:
    year = "R2" if command == "outlook" else "R3"
    book = opened(command, "--year", year, "--data", str(DATA))
    assert all(sheet.max_row > 1 for sheet in book)


def test_a_terminal_gets_no_workbook(tmp_path: Path) -> None:
    ending = run(*YEAR, "--format", "xlsx", terminal=True)
    assert (ending.code, ending.raw) == (2, b"")
    assert "xlsx は端末に出せない。--output FILE.xlsx でファイルに書く" in ending.err
    assert run(*YEAR, "--format", "xlsx", "--output", str(tmp_path / "a.xlsx"), terminal=True).code == 0


HOSTILE = "=HYPERLINK(1)"
DOC: Doc = (
    Heading(1, "題"), Paragraph("文"), Heading(2, "[表]/1"), Grid((Column("名"), Column("数", Align.RIGHT)),
    ((HOSTILE, "1,234.50"), ("#N/A", "-5%"), ("_x000D_", "五"))), Notes(("＊ 注",)), Heading(2, "[表]/1"),
    Grid((Column("長" * 40),), ()), Heading(2, "表のない章"), Items((Item("項", ("下",)),)),
)  # fmt: skip


def test_text_is_text_and_names_of_sheets_are_such_as_excel_takes() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    _document(book, DOC)
    sink = BytesIO()
    book.save(sink)
    again = openpyxl.load_workbook(sink)
    assert again.sheetnames == ["_表__1", "_表__1_2", "注記"]
    cut = Workbook()
    cut.remove(cut.worksheets[0])
    _document(cut, (Heading(2, "あ" * 30 + "'い"), DOC[3]))
    assert cut.sheetnames[:1] == ["あ" * 30]  # Excel takes no name that ends with an apostrophe
    cells = [again["_表__1"].cell(row, 1) for row in (5, 6, 7)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        (HOSTILE, "s"), ("#N/A", "s"), ("_x005F_x000D_", "s"),
    ]  # fmt: skip
    figures = [again["_表__1"].cell(row, 2) for row in (5, 6, 7)]
    assert [(cell.value, cell.number_format) for cell in figures] == [
        (1234.5, "#,##0.00"), (-0.05, "0%"), ("五", "General"),
    ]  # fmt: skip
    assert [row[0].value for row in again["注記"].iter_rows(max_col=1)] == [
        "題",
        None,
        "文",
        None,
        "表のない章",
        None,
        "・項",
        "　　下",
    ]
