"""`dxkpi sheet out` and `dxkpi sheet in`: from the question to the answer in the data, and what is said on the way."""

import errno
import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dxkpi.source.writing import ChangedMeanwhile, Unfinished
from tests.run import DATA, run

pytestmark = pytest.mark.usefixtures("in_the_sample")

PROCEDURES = "data/indicators/example-city/online/online-procedures.yaml"
STAFF = "data/indicators/example-city/skills/trained-staff.yaml"
ONLINE, HUMAN = "例市 デジタル推進課", "例市 人事課"


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


def test_an_untouched_sheet_changes_nothing_nor_does_the_shipped_data() -> None:
    before = contents()
    sent("--all")
    shutil.copytree(DATA, "shipped")
    assert run("sheet", "out", "--year", "R2", "--to", "q", "--data", "shipped").code == 0
    was = {path: path.read_bytes() for path in Path("shipped").rglob("*.yaml")}
    for folder in ("data", "shipped"):
        books = [str(path) for path in Path("q").iterdir() if path.name.startswith("R2") is (folder == "shipped")]
        ending = run("sheet", "in", *books, "--data", folder, "--yes")
        assert (ending.code, "書き込むものはない。" in ending.out, ending.err) == (0, True, "")
    assert contents() == before
    assert {path: path.read_bytes() for path in was} == was


def test_what_is_asked_twice_is_asked_alike() -> None:
    sent()
    first = [cells_of(path) for path in sorted(Path("q").iterdir())]
    shutil.rmtree("q")
    sent()
    assert [cells_of(path) for path in sorted(Path("q").iterdir())] == first


def cells_of(path: Path) -> list[tuple[str, str, Any]]:
    book = openpyxl.load_workbook(path)
    return [(sheet.title, cell.coordinate, cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]


def test_no_sheet_is_made_while_it_is_not_clear_whose_name_a_name_is() -> None:
    Path("data/departments.yaml").write_text(
        f"departments:\n  - name: A課\n    formerly: [{HUMAN}]\n  - name: B課\n    formerly: [{HUMAN}]\n", "utf-8"
    )
    ending = run("sheet", "out", "--year", "R8", "--to", "q")
    assert (ending.code, ending.out, Path("q").exists()) == (1, "", False)
    assert f"error KPI413 「{HUMAN}」という名が、もう一度使われている" in ending.err
    assert ending.err.endswith(
        "departments.yaml に誤りがあるため、何も書かなかった。上の指摘を直してから、もう一度実行する\n"
    )


def test_nothing_is_overwritten() -> None:
    sent()
    kept = book_of(HUMAN).read_bytes()
    ending = run("sheet", "out", "--year", "R8", "--to", "q", "--owner", HUMAN, "--due", "2027-05-01")
    assert ending.code == 3
    assert "すでに R8_実績_例市 人事課.xlsx がある。何も書かなかった。" in ending.err
    assert book_of(HUMAN).read_bytes() == kept


def test_nothing_to_ask_makes_no_file() -> None:
    ending = run("sheet", "out", "--year", "R7", "--to", "q", "--owner", HUMAN)
    assert (ending.code, ending.out) == (0, "R7年度の実績で、答えていないものはない。\n")
    assert list(Path("q").iterdir()) == []


def test_one_sheet_for_all() -> None:
    sent("--together")
    assert [path.name for path in Path("q").iterdir()] == ["R8_実績_全課.xlsx"]
    fill(Path("q/R8_実績_全課.xlsx"), {(1, "value"): 70, (1, "status"): "実績", (2, "value"): 9, (2, "status"): "実績"})
    assert run("sheet", "in", "q", "--yes").code == 0
    assert [
        name for name in (PROCEDURES, STAFF) if "R8:" not in Path(name).read_text("utf-8").partition("# pending")[0]
    ] == []


def test_a_value_from_the_midst_of_the_year_becomes_the_actual_of_the_year() -> None:
    sent()
    fill(book_of(ONLINE), {(1, "value"): 60, (1, "status"): "時点", (1, "as_of"): "2026/10/31"})
    ending = run("sheet", "in", str(book_of(ONLINE)), "--known", "2026-11-05", "--yes")
    assert "R8年度\n    2026年10月31日時点 60手続\n" in ending.out
    shutil.rmtree("q")
    sent()
    assert "2026年10月31日時点 60手続（2026-11-05）" in {value for *_, value in cells_of(book_of(ONLINE))}
    fill(book_of(ONLINE), {(1, "value"): 65, (1, "status"): "実績"})
    ending = run("sheet", "in", str(book_of(ONLINE)), "--known", "2027-04-20", "--yes")
    assert "R8年度\n    2026年10月31日時点 60手続 → 実績 65手続\n" in ending.out


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("out", "--year", "R8"), 2, "--year（何年度の値を求めるか）と --to（調査票を置くフォルダ）を示す"),
        (("out", "--year", "R8", "--to", "q", "--ask", "実積"), 2, "--ask: 「実積」はない。"),
        (("out", "--year", "R8", "--to", "q", "--owner", "人事"), 2, "担当「人事」がない。"),
        (("out", "--year", "R80", "--to", "q"), 2, "令和80年度（R80）を期間に含む計画がない。"),
        (("out", "--year", "R8", "--to", "q", "--format", "xls"), 2, "--format: 形式「xls」がない。「xlsx」ではないか"),
        (("in", "nowhere"), 2, "「nowhere」がない。場所を確かめる"),
        (("in", "data/README.md", "--known", "昨日"), 2, "--known: 「昨日」は日付（例 2021-12、2021-12-31）ではない"),
    ],
)
def test_a_wrong_request_is_refused(options: tuple[str, ...], code: int, sentence: str) -> None:
    ending = run("sheet", *options)
    assert (ending.code, ending.out) == (code, "")
    assert sentence in ending.err


def test_refused_rows_keep_all_from_being_written_unless_some_are_wanted() -> None:
    before = contents()
    sent()
    fill(book_of(ONLINE), {(1, "value"): "70件", (1, "status"): "実績"})
    fill(book_of(HUMAN), {(1, "value"): 9, (1, "status"): "実績"})
    ending = run("sheet", "in", "q", "--yes")
    assert ending.code == 1
    assert f"R8_実績_{ONLINE}.xlsx 回答!M6 （例）オンラインで申請できる手続の数: 「70件」は数値ではない。" in ending.out
    assert ending.err == (
        "書けない行があるため、何も書き込まなかった。上のとおりに直してもらうか、--partial でほかの行だけを書く\n"
    )
    assert contents() == before
    some = run("sheet", "in", "q", "--partial", "--yes")
    assert (some.code, some.err) == (1, "1件の答えを、1のファイルに書き込んだ\n")
    assert {name for name, content in contents().items() if content != before[name]} == {STAFF}


def test_a_row_with_two_wrong_cells_is_one_row_that_cannot_be_written() -> None:
    sent()
    fill(book_of(ONLINE), {(1, "value"): "70件", (1, "status"): "時点", (1, "as_of"): "年度末"})
    ending = run("sheet", "in", str(book_of(ONLINE)), "--dry-run")
    assert [cell in ending.out for cell in ("回答!M6 ", "回答!O6 ")] == [True, True]
    assert "1件のうち 書けない1\n" in ending.out


def test_a_folder_without_sheets_is_no_answer() -> None:
    Path("空").mkdir()
    ending = run("sheet", "in", "空")
    assert (ending.code, ending.out) == (2, "")
    assert "空 に、.xlsx か .csv の調査票がない。場所を確かめる" in ending.err


def test_other_files_of_the_folder_are_named_and_one_that_cannot_be_read_does_not_stop_the_rest() -> None:
    sent()
    fill(book_of(HUMAN), {(1, "value"): 9, (1, "status"): "実績"})
    book_of(ONLINE).write_bytes(b"")
    for name in ("送付状.docx", "~$R8.xlsx"):
        Path("q", name).write_bytes(b"x")
    ending = run("sheet", "in", "q", "--dry-run")
    assert (ending.code, ending.err) == (
        1,
        "「q」の ~$R8.xlsx、送付状.docx は読まない\n"
        "書けない行があるため、何も書き込まなかった。上のとおりに直してもらうか、--partial でほかの行だけを書く\n",
    )
    assert (
        f"・R8_実績_{ONLINE}.xlsx: ファイルが空である。元のファイルをもう一度写すか、送り直してもらう [KPI940]"
        in ending.out
    )
    assert "書き込む1" in ending.out


def test_sheets_of_another_kind_and_in_folders_below_are_named_with_what_to_do() -> None:
    sent()
    fill(book_of(HUMAN), {(1, "value"): 9, (1, "status"): "実績"})
    book_of(ONLINE).rename("q/回答.xls")
    Path("q/返送").mkdir()
    ending = run("sheet", "in", "q", "--dry-run")
    assert (ending.code, ending.err) == (
        0,
        "「q」の 回答.xls、返送/ は読まない。調査票なら、.xlsx で保存し直してもらう\n",
    )


def test_a_row_of_another_department_is_named_with_who_will_have_reported_it() -> None:
    sent()
    fill(book_of(HUMAN), {(1, "value"): 9, (1, "status"): "実績"})
    row = openpyxl.load_workbook(book_of(HUMAN))["回答"][6]
    book = openpyxl.load_workbook(book_of(ONLINE))
    for cell in row:
        book["回答"].cell(7, cell.column or 0, cell.value)
    book.save("写し.xlsx")
    ending = run("sheet", "in", "写し.xlsx", "--dry-run")
    assert (
        f"は、{ONLINE}に求めていない行である（写されている）。報告者は{ONLINE}になる。"
        "ほかの課の答えなら、その課の調査票で返してもらう\n"
    ) in ending.out
    assert "求めていない" not in run("sheet", "in", str(book_of(HUMAN)), "--dry-run").out


def test_a_published_year_is_changed_only_with_a_correction() -> None:
    text = Path(STAFF).read_text("utf-8")
    assert run("publish", "--year", "R7", "--date", "2026-06-30").code == 0
    sent("--all", "--together", year="R7")
    before = contents()
    fill(book_of("全課", "R7"), {(2, "value"): 41, (2, "status"): "実績"})
    ending = run("sheet", "in", "q", "--correct", "--yes")
    assert ending.code == 1
    assert "R7年度は公表済みで、値が変わる。誤りなら、計画の corrections に正誤を書いてから読む [KPI711]" in ending.out
    assert contents() == before
    assert Path(STAFF).read_text("utf-8") == text


def test_a_file_that_is_written_meanwhile_or_cannot_be_stops_the_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    sent()
    for owner in (ONLINE, HUMAN):
        fill(book_of(owner), {(1, "value"): 9, (1, "status"): "実績"})

    def meanwhile(*_: object) -> None:
        raise ChangedMeanwhile

    monkeypatch.setattr("dxkpi.cli.writing.replace_each", meanwhile)
    ending = run("sheet", "in", "q", "--yes")
    assert (ending.code, ending.err) == (
        3,
        "dxkpi: データのファイルが、見ている間に書き換えられた。何も書き込んでいない。もう一度実行する\n",
    )

    def full(*_: object) -> None:
        raise Unfinished(1) from OSError(errno.ENOSPC, "")

    monkeypatch.setattr("dxkpi.cli.writing.replace_each", full)
    ending = run("sheet", "in", "q", "--yes")
    assert (ending.code, ending.err) == (
        3,
        "dxkpi: 2件のうち1件まで書いた（空きがない）。もう一度実行すれば残りを書く\n",
    )
