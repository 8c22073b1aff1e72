"""Changes an answer sheet in LibreOffice as people do, one copy for each change. Run by the python that has `uno`.

Usage: change.py FOLDER PORT – reads FOLDER/plain.xlsx and half.xlsx, and writes FOLDER/<change>.xlsx.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}
FIRST = 5
"""The first row of answers, from 0."""


def prop(name: str, value: Any) -> Any:
    own = PropertyValue()
    own.Name, own.Value = name, value
    return own


def desktop(port: str) -> Any:
    """LibreOffice, once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):  # a first start on a busy machine
        try:
            context = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


def opened(office: Any, path: Path) -> Any:
    return office.loadComponentFromURL(path.as_uri(), "_blank", 0, (prop("Hidden", True),))


def saved(document: Any, path: Path) -> None:
    document.calculateAll()
    document.storeToURL(path.as_uri(), (prop("FilterName", FILTERS[path.suffix]),))
    document.close(True)


def answers(document: Any) -> Any:
    sheet = document.Sheets.getByName("回答")
    sheet.unprotect("")
    return sheet


def last_row(sheet: Any) -> int:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return int(cursor.RangeAddress.EndRow)


def sort(document: Any) -> None:
    """All rows by the name of the indicator, backwards."""
    sheet = answers(document)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    area = sheet.getCellRangeByPosition(0, FIRST, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
    own = TableSortField()
    own.Field, own.IsAscending = 3, False
    area.sort((prop("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (own,))),))


def insert(document: Any) -> None:
    """Two rows above, a column within, and a note in it."""
    sheet = answers(document)
    sheet.Rows.insertByIndex(0, 2)
    sheet.Columns.insertByIndex(4, 1)
    sheet.getCellByPosition(4, FIRST + 1).setString("課のメモ")


def rename(document: Any) -> None:
    answers(document).setName("Sheet1")


def hide(document: Any) -> None:
    sheet = answers(document)
    sheet.Rows.getByIndex(FIRST + 1).IsVisible = False
    sheet.Columns.getByIndex(6).IsVisible = False


def plain(document: Any) -> None:
    """Nothing but opening and saving."""
    assert document.Sheets.getByName("回答").isProtected()


def main(folder: Path, port: str) -> None:
    office = desktop(port)
    changes: dict[str, Callable[[Any], None]] = {
        "saved": plain, "sorted": sort, "inserted": insert, "renamed": rename, "hidden": hide,
    }  # fmt: skip
    for name, change in changes.items():
        document = opened(office, folder / "plain.xlsx")
        change(document)
        saved(document, folder / f"{name}.xlsx")
    saved(opened(office, folder / "half.xlsx"), folder / "half-calculated.xlsx")
    saved(opened(office, folder / "plain.xlsx"), folder / "by-way-of.ods")
    saved(opened(office, folder / "by-way-of.ods"), folder / "by-ods.xlsx")
    document = opened(office, folder / "plain.xlsx")
    new = office.loadComponentFromURL("private:factory/scalc", "_blank", 0, (prop("Hidden", True),))
    new.Sheets.importSheet(document, "回答", 0)
    saved(new, folder / "copied.xlsx")
    document.close(True)
    office.terminate()


main(Path(sys.argv[1]), sys.argv[2])
