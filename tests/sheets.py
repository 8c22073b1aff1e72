"""Answer sheets for tests: a plan with owners, its sheets as a department fills them in, and what comes of them."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.app.collection import SheetOutRequest, questionnaires
from dxkpi.app.data import Data
from dxkpi.app.sheet_in import SheetInRequest, prepare_answers
from dxkpi.core.outcomes.sheet import SheetInOutcome
from dxkpi.render.sheet.workbook import workbook
from dxkpi.render.views.sheet_rows import columns
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load

TODAY = date(2026, 5, 20)
FILE = "R7_実績_業務改革課.xlsx"

PLAN: dict[str, Any] = {
    "plan": "p", "name": "例の計画", "adopted": "2025-03", "target_year": "R9",
    "method": {"formula": "ratio", "against": "target"},
    "ratings": [
        {"id": "met", "label": "達成", "group": "達成", "at_least": "100"},
        {"id": "short", "label": "未達成", "group": "未達成"},
    ],
    "sections": [{"id": "one", "name": "分野一"}],
    "causes": [{"id": "late", "label": "準備が遅れたもの"}, {"id": "other", "label": "その他"}],
    "documents": {"doc": {"title": "資料", "publisher": "県", "date": "2025-06-30"}},
    "deadlines": {"R7": {"見込": "2025-11-14", "実績": "2026-05-29"}},
}  # fmt: skip
HOURS: dict[str, Any] = {
    "id": "hours", "name": "削減した時間", "plan": "p", "section": "one", "owner": "業務改革課", "unit": "時間",
    "direction": "absolute", "baseline": {"value": "100", "year": "R6"}, "target": {"value": "6000"},
    "actuals": {"R6": {"value": "500", "status": "実績"}}, "source": {"document": "doc", "page": "1"},
}  # fmt: skip
SHARE = {**HOURS, "id": "share", "name": "満足度", "unit": "%", "target": {"value": "90"}, "actuals": {}}
PARTS = {
    **HOURS, "id": "parts", "name": "参加した団体", "unit": "団体", "direction": "composite", "actuals": {},
    "baseline": {"parts": {"県": "0", "市": "3"}, "year": "R6"},
    "target": {"parts": {"県": "1", "市": "52"}, "rule": "sum"},
}  # fmt: skip
STEPS = {
    **{key: own for key, own in HOURS.items() if key not in {"unit", "baseline", "actuals"}},
    "id": "steps", "name": "窓口の整備", "direction": "milestone", "target": {"steps": ["設計", "開設"]},
}  # fmt: skip


def files_of(*indicators: Mapping[str, Any], **plan: Any) -> dict[str, str]:
    """The data folder of a plan with these indicators."""
    found = {"targets/p.yaml": _yaml({**PLAN, **plan})}
    return found | {f"indicators/p/one/{own['id']}.yaml": _yaml(own) for own in indicators}


def _yaml(value: Any, indent: int = 0) -> str:
    """Block style, so that answers can be spliced in as into files written by people."""
    lines = []
    for key, own in value.items():
        head = " " * indent + f"{key}:"
        if isinstance(own, dict) and own:
            lines.append(f"{head}\n{_yaml(own, indent + 2)}")
        elif isinstance(own, list | dict):
            lines.append(f"{head} {json.dumps(own, ensure_ascii=False)}\n")
        else:
            lines.append(f"{head} {own if _bare(own) else json.dumps(own, ensure_ascii=False)}\n")
    return "".join(lines)


def _bare(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace(".", "").isalnum() and text != "no"


def data_of(files: Mapping[str, str]) -> Data:
    """The data in these files."""
    tree = DictTree(files)
    return Data(tree, load(tree))


@cache
def _sheet(files: tuple[tuple[str, str], ...], year: str, options: tuple[tuple[str, Any], ...]) -> bytes:
    _, (only,) = questionnaires(data_of(dict(files)), SheetOutRequest(year, TODAY, **dict(options)))
    return workbook(only)


def sheet_of(files: Mapping[str, str], year: str = "R7", **options: Any) -> bytes:
    """The one answer sheet about `files`."""
    return _sheet(tuple(files.items()), year, tuple(options.items()))


Answers = Mapping[tuple[int, str], Any]
"""What is filled in, by the number of the row and the code of the column."""


def filled(content: bytes, answers: Answers, then: Callable[[Worksheet], None] | None = None) -> bytes:
    """An answer sheet as it comes back."""
    book = openpyxl.load_workbook(BytesIO(content)) if then else _opened(content)
    sheet = book["回答"]
    columns, before = columns_of(sheet), sheet._cells
    sheet._cells = {place: _copied(cell) for place, cell in before.items()}
    for (number, code), value in answers.items():
        sheet.cell(5 + number, columns[code], value)
    if then is not None:
        then(sheet)
    sink = BytesIO()
    book.save(sink)
    sheet._cells = before
    return sink.getvalue()


@cache
def _opened(content: bytes) -> Workbook:
    """The same sheet is filled in again and again: it is opened once, and its cells are put back."""
    return openpyxl.load_workbook(BytesIO(content))


def _copied(cell: Any) -> Any:
    own = copy(cell)
    own._style = copy(cell._style)
    return own


def calculated(content: bytes, results: Mapping[str, str]) -> bytes:
    """An answer sheet as Excel saves it: with a result behind each of these formulas."""
    sink = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(sink, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            for formula, result in results.items():
                kind = "" if result[3:4].isdigit() else ' t="str"'
                part = re.sub(
                    rf"<c ([^>]*)><f>{re.escape(formula)}</f><v ?/>", rf"<c \1{kind}><f>{formula}</f>{result}", part
                )
            new.writestr(name, part)
    return sink.getvalue()


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """The columns of an answer sheet, by their codes."""
    return {str(cell.value): cell.column or 0 for cell in sheet[4]}


def letters_of(files: Mapping[str, str], year: str = "R7") -> dict[str, str]:
    """The letters of the columns of the sheet about `files`, by their codes."""
    _, (only,) = questionnaires(data_of(files), SheetOutRequest(year, TODAY))
    return {column.value: get_column_letter(at) for at, column in enumerate(columns(only), 1)}


def read(
    files: Mapping[str, str], *books: bytes, names: Sequence[str] = (FILE, "二.xlsx"), **request: Any
) -> SheetInOutcome:
    """What comes of answers to `files`."""
    named = zip(names, books, strict=False)
    return prepare_answers(data_of(files), named, SheetInRequest(**{"today": TODAY, **request}))


def after(files: Mapping[str, str], outcome: SheetInOutcome) -> dict[str, str]:
    """The data folder once the answers are written."""
    return {**files, **{name.removeprefix("data/"): new.decode() for name, (_, new) in outcome.files.items()}}


def told(outcome: SheetInOutcome) -> list[tuple[str, str, str]]:
    """What was refused: place, code and sentence."""
    return [(str(own.cell), own.rule.code, own.message) for own in outcome.refused]
