"""Lists of indicators as offices keep them: headings in two rows, merged cells, words in place of numbers."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl

HEADS: list[list[Any]] = [
    ["例市デジタル計画　数値目標一覧"],
    [
        "番号",
        "施策の柱",
        "指標名",
        "単位",
        "担当課",
        "現状値\n（令和6年度）",
        "目標",
        None,
        "実績",
        None,
        "備考",
        "部長",
    ],
    [None] * 6 + ["値", "年度", "令和6年度", "令和7年度\n（見込）"],
]
ROWS: list[list[Any]] = [
    ["1-1", "1　手続のオンライン化", "オンライン申請の割合", "%", "推進課", 35.5, "80%以上", "令和9年度", 35.5, "42.0"],
    ["1-2", None, "窓口の待ち時間", "分", "市民課", 25, "15分以下", "R9", 25, 22, "繁忙期を除く"],
    ["1-3", None, "窓口の利用件数", "件", "市民課", "－", 5000, "R9", "－", "1,200"],
    ["1-4", None, "止まった件数", "件", "推進課", 0, "維持", "R9", 0, "集計中"],
    [None, None, "小計"],
    ["2-1", "2　人を育てる", "研修を受けた職員", "人", "人事課", 40, "増加", None, 40, 45],
    ["2-2", None, "市民の満足", None, "人事課", None, "市民満足の向上"],
    ["2-3", None, "デジタル人材", None, "人事課", "12人（R5）", "30人", "R10", "12人", "約15人"],
    ["3-1", "3 データの利活用", "オープンデータの数", "件", "企画課", 20, 100, "R9", 20, 30],
    ["※ 現状値は例である"],
]
MERGED = ("A1:L1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "G2:H2", "I2:J2", "K2:K3", "B4:B8", "B9:B11")


def book(
    rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), formats: Mapping[tuple[int, int], str] | None = None
) -> bytes:
    """A workbook with one sheet, 一覧; `formats` are those of cells, by row and column."""
    own = openpyxl.Workbook()
    sheet = own.worksheets[0]
    sheet.title = "一覧"
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    for (number, column), shown in (formats or {}).items():
        sheet.cell(number, column).number_format = shown
    for area in merged:
        sheet.merge_cells(area)
    sink = BytesIO()
    own.save(sink)
    return sink.getvalue()


def delimited(rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig") -> bytes:
    """The rows as a CSV file."""
    sink = StringIO()
    csv.writer(sink).writerows(rows)
    return sink.getvalue().encode(encoding)


def put_lists(folder: Path) -> None:
    """The list as a workbook and as a CSV file, 指標一覧.xlsx and 指標一覧.csv."""
    (folder / "指標一覧.xlsx").write_bytes(book(HEADS + ROWS, MERGED))
    (folder / "指標一覧.csv").write_bytes(delimited(HEADS + ROWS))
