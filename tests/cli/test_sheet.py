"""`dxkpi sheet out` and `dxkpi sheet in`: from the question to the answer in the data, and what is said on the way."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.run import run

PROCEDURES = "data/indicators/example-city/online/online-procedures.yaml"
STAFF = "data/indicators/example-city/skills/trained-staff.yaml"
ONLINE, HUMAN = "例市 デジタル推進課", "例市 人事課"


@pytest.fixture(autouse=True)
def _in_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init").code == 0


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path("data").rglob("*.yaml"))}


def sent(*options: str, year: str = "R8") -> None:
    """Answer sheets in the folder q."""
    ending = run("sheet", "out", "--year", year, "--to", "q", *options)
    assert ending.code == 0, ending.err


def book_of(owner: str, year: str = "R8", status: str = "実績") -> Path:
    return Path(f"q/{year}_{status}_{owner}.xlsx")


def fill(path: Path, answers: Mapping[tuple[int, str], Any]) -> None:
    """Fill in cells of an answer sheet, by the number of the answer and the code of the column."""
    book = openpyxl.load_workbook(path)
    sheet = book["回答"]
    columns = {str(cell.value): cell.column or 0 for cell in sheet[4]}
    for (number, code), value in answers.items():
        sheet.cell(5 + number, columns[code], value)
    sink = BytesIO()
    book.save(sink)
    path.write_bytes(sink.getvalue())


def test_a_table_says_who_is_asked_for_what() -> None:
    ending = run("sheet", "out", "--year", "R8", "--to", "q", "--due", "2027-05-28")
    assert (ending.code, ending.err) == (0, "")
    assert (
        ending.out
        == """\
+----------------------------------+---------------------+----+------------+----------------+
| ファイル                         | 担当                | 行 | 求めること | 期限           |
+==================================+=====================+====+============+================+
| R8_実績_例市 デジタル推進課.xlsx | 例市 デジタル推進課 |  1 | 実績1      | 令和9年5月28日 |
| R8_実績_例市 人事課.xlsx         | 例市 人事課         |  1 | 実績1      | 令和9年5月28日 |
+----------------------------------+---------------------+----+------------+----------------+
"""
    )


def test_an_answer_is_written_once_and_nothing_else_changes() -> None:
    before = contents()
    sent()
    fill(book_of(ONLINE), {(1, "value"): 70, (1, "status"): "見込", (1, "note"): "県と共同"})
    shown = run("sheet", "in", "q", "--known", "2026-11-20", "--dry-run")
    assert (shown.code, shown.err) == (0, "")
    assert contents() == before
    done = run("sheet", "in", "q", "--known", "2026-11-20", "--yes")
    assert (done.code, done.out, done.err) == (0, shown.out, "1件の答えを、1のファイルに書き込んだ\n")
    after = contents()
    assert {name for name in after if after[name] != before[name]} == {PROCEDURES}
    added = """\
  R8:
    value: 70
    status: 見込
    known: 2026-11-20
    note: 県と共同
    reported: 例市 デジタル推進課
"""
    assert after[PROCEDURES].decode() == before[PROCEDURES].decode().replace("# unmet: ", f"{added}# unmet: ", 1)
    again = run("sheet", "in", "q", "--known", "2026-12-01", "--yes")
    assert (again.code, again.err) == (0, "")
    assert "もうある1" in again.out
    assert contents() == after
