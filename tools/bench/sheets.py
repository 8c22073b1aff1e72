"""Data that wait for the departments, the sheet that asks for their values, and what comes back."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from tools.bench.governments import INDICATORS, files
from tools.bench.peers import HOME, PYTHON

GOVERNMENTS = 5
YEAR = "R3"
_FIRM, _FORECAST = "    status: 実績\n    as_of: 2022-03\n", "    status: 見込\n"
_CODES, _FIRST = 4, 6
_WORDS = {"設計", "試行", "導入", "調査"}


@dataclass(frozen=True, slots=True)
class Answered:
    """The folder before and after the answers, and the sheet in which they came back."""

    before: Path
    after: Path
    book: Path
    count: int = GOVERNMENTS * INDICATORS


def answered() -> Answered:
    """Writes the data, has the sheet made, fills in every row, and has it read into a copy of the data."""
    found = Answered(HOME / "data/asked", HOME / "data/answered", HOME / "answered.xlsx")
    for folder in (found.before, found.after):
        shutil.rmtree(folder, ignore_errors=True)
        _write(folder)
    shutil.rmtree(HOME / "asked", ignore_errors=True)
    _dxkpi("sheet", "out", "--year", YEAR, "--together", "--to", str(HOME / "asked"), "--data", str(found.before))
    (book,) = (HOME / "asked").iterdir()
    _fill(book, found.book)
    _dxkpi("sheet", "in", str(found.book), "--yes", "--data", str(found.after))
    return found


def _dxkpi(*words: str) -> None:
    subprocess.run([str(PYTHON), "-m", "dxkpi", *words], check=True, stdout=subprocess.DEVNULL)


def _write(folder: Path) -> None:
    for name, text in _asked():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def _asked() -> Iterator[tuple[str, str]]:
    """The files of some governments whose values of the last year are forecasts, and not published."""
    for name, text in files(GOVERNMENTS):
        if not name.startswith("published/"):
            yield name, text.replace(_FIRM, _FORECAST)


def _fill(asked: Path, target: Path) -> None:
    book = openpyxl.load_workbook(asked)
    sheet = book["回答"]
    at = {str(cell.value): cell.column or 0 for cell in sheet[_CODES]}
    for row in range(_FIRST, sheet.max_row + 1):
        part = str(sheet.cell(row, at["part"]).value or "")
        sheet.cell(row, at["value"], "済" if part.rpartition("の")[2] in _WORDS else 1000 + row)
        sheet.cell(row, at["status"], "実績")
    book.save(target)
