"""Files that are called workbooks: each is read within its limits, or refused in one sentence."""

import random
import re
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from dxkpi.source.book.cells import Content, Dated, Fault, Held, NoResult, Number, Text, Truth, read_sheets
from dxkpi.source.book.guard import Unfit

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


@cache
def _good() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B2"] = "値", 5
    sink = BytesIO()
    book.save(sink)
    return sink.getvalue()


@cache
def parts(content: bytes | None = None) -> Parts:
    with ZipFile(BytesIO(content or _good())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Parts, *more: tuple[str, bytes]) -> bytes:
    sink = BytesIO()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in (*files.items(), *more):
            archive.writestr(name, content)
    return sink.getvalue()


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    files = parts()
    return packed({**files, name: change(files[name])})


def cell(xml: str, style: int = 0) -> bytes:
    """A workbook whose second row has this cell."""
    row = f'<row r="2"><c r="B2" s="{style}" {xml}</c></row>'.encode()
    return changed(SHEET, lambda old: re.sub(rb'<row r="2".*?</row>', lambda _: row, old, flags=re.DOTALL))


def with_rows(rows: str, dimension: str = "A1:B2") -> bytes:
    def change(old: bytes) -> bytes:
        new = re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), old, flags=re.DOTALL)
        return re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{dimension}"'.encode(), new)

    return changed(SHEET, change)


def beside(xml: str) -> bytes:
    """A workbook with more behind the cells of its sheet."""
    return changed(SHEET, lambda old: old.replace(b"</sheetData>", b"</sheetData>" + xml.encode()))


def entity(name: str) -> bytes:
    bomb = b'<!DOCTYPE a [<!ENTITY e0 "ha">' + b"".join(
        b'<!ENTITY e%d "&e%d;&e%d;">' % (n, n - 1, n - 1) for n in range(1, 30)
    )
    return changed(name, lambda old: re.sub(rb"(<\?xml[^>]*\?>)?", bomb + b"]>", old, count=1))


def external(name: str) -> bytes:
    doctype = b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'
    return changed(name, lambda old: re.sub(rb"^(<\?xml[^>]*\?>)?", doctype, old, count=1))


def without(name: str) -> bytes:
    return packed({own: content for own, content in parts().items() if own != name})


def encrypted() -> bytes:
    content = bytearray(_good())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature)
        content[at + flags] |= 1
    return bytes(content)


def lying() -> bytes:
    """A part of 2 MiB whose header says that it has a hundred bytes."""
    big = b"<a>" + b" " * (2 << 20) + b"</a>"
    content = packed({**parts(), "xl/big.xml": big})
    return content.replace(len(big).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def bomb() -> bytes:
    return packed({**parts(), "xl/media/big.bin": b"\0" * (21 << 20)})


def bombs() -> bytes:
    return packed({**parts(), **{f"xl/media/{n}.bin": b"\0" * (19 << 20) for n in range(3)}})


def strict(workbook: bytes) -> bytes:
    """The workbook in the namespaces of strict OOXML."""
    old, new = b"http://schemas.openxmlformats.org", b"http://purl.oclc.org/ooxml"
    return workbook.replace(old + b"/officeDocument/2006", new + b"/officeDocument").replace(
        old + b"/spreadsheetml/2006", new + b"/spreadsheetml"
    )


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "KPI940", "ファイルが空である"),
    "csv": ("指標,値\na,1\n".encode, "KPI941", "中身が Excel のブックではない（CSVである）"),
    "html": (lambda: b"<!DOCTYPE html><table>", "KPI941", "中身が Excel のブックではない（HTMLである）"),
    "words": ("拝啓".encode, "KPI941", "中身が Excel のブックではない（文章である）"),
    "picture": (lambda: b"\x89PNG\0\0", "KPI941", "中身が Excel のブックではない（ほかの種類のファイルである）"),
    "zip": (lambda: packed({"a.txt": b"a"}), "KPI941", "中身が Excel のブックではない（ほかの種類のファイルである）"),
    "pdf": (lambda: b"%PDF-1.4\n1,2", "KPI941", "中身が Excel のブックではない（PDFである）"),
    "word": (
        lambda: packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "KPI941",
        "中身が Excel のブックではない（Word の文書である）。Excel のブックに書いて、.xlsx で保存する",
    ),
    "old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "KPI942", "古い形式（.xls）か、パスワード"),
    "encrypted": (encrypted, "KPI942", "中身が暗号化されている"),
    "ods": (lambda: packed({"mimetype": b"x", "content.xml": b"<a/>"}), "KPI943", "LibreOffice の形式（.ods）である"),
    "macro": (lambda: packed({**parts(), "xl/vbaProject.bin": b"x"}), "KPI944", "マクロのあるブックは読まない"),
    "macro type": (
        lambda: changed(
            "[Content_Types].xml",
            lambda old: old.replace(
                b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
            ).replace(b"</Types>", b'<Default Extension="x" ContentType="a/macroEnabled.b"/></Types>'),
        ),
        "KPI944",
        "マクロのあるブックは読まない",
    ),
    "heavy": (lambda: b"PK" + b"\0" * (5 << 20), "KPI945", "ファイルが大きすぎる（5 MiB まで）"),
    "bomb": (bomb, "KPI945", "広げると大きすぎるブックである"),
    "bombs": (bombs, "KPI945", "広げると大きすぎるブックである"),
    "many parts": (
        lambda: packed({**parts(), **{f"xl/{n}.bin": b"" for n in range(200)}}), "KPI946", "ブックの部品が多すぎる",
    ),
    "elements": (lambda: beside("<x>" + "<a/>" * 150_000 + "</x>"), "KPI946", "ブックの中身が多すぎる"),
    "merged column": (
        lambda: beside('<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'), "KPI946",
        "セルの結合が広すぎる（A1:A1048576）",
    ),
    "merged rubbish": (
        lambda: beside('<mergeCells><mergeCell ref="R1C1"/></mergeCells>'), "KPI946", "セルの結合が広すぎる（R1C1）",
    ),
    "linked sheet": (
        lambda: beside('<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'), "KPI946",
        "リンクが広すぎる（A1:XFD1048576）",
    ),
    "no zip": (lambda: b"PK\x03\x04" + b"rubbish" * 99, "KPI947", "ファイルが途中で切れているか、壊れている"),
    "cut": (lambda: _good()[:3000], "KPI947", "ファイルが途中で切れているか、壊れている"),
    "flipped": (lambda: _good().replace(zlib.compress(b"")[:1], b"\0"), "KPI947", ""),
    "lying": (lying, "KPI947", "ファイルが途中で切れているか、壊れている"),
    "twice": (lambda: packed(parts(), (SHEET.upper(), b"<a/>")), "KPI947", "同じ名前の部品が二つある"),
    "no sheet": (lambda: without(SHEET), "KPI947", "ブックに読めるシートがない"),
    "no workbook": (lambda: without("xl/workbook.xml"), "KPI947", "ブックが壊れている"),
    "broken xml": (lambda: changed(SHEET, lambda old: old[:-9]), "KPI947", "ブックの中の sheet1.xml が壊れている"),
    "odd name": (lambda: packed({**parts(), "xl/\x1b.xml": b"<a"}), "KPI947", "ブックの中の 部品 が壊れている"),
    "words in a number": (lambda: cell('t="n"><v>五</v>'), "KPI947", "ブックが壊れている"),
    "entities": (lambda: entity(SHEET), "KPI947", "許されない宣言（DOCTYPE）がある"),
    "entities in styles": (lambda: entity("xl/styles.xml"), "KPI947", "許されない宣言（DOCTYPE）がある"),
    "external entity": (lambda: external("xl/workbook.xml"), "KPI947", "許されない宣言（DOCTYPE）がある"),
    "doctype in utf-16": (
        lambda: changed(SHEET, lambda _: '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16")),
        "KPI947", "許されない宣言（DOCTYPE）がある",
    ),
    "strict": (lambda: changed("xl/workbook.xml", strict), "KPI947", "ブックに読めるシートがない"),
    "far cells": (
        lambda: with_rows(f'{ONE}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "KPI948", "表から遠く離れたセル Sheet!XFD1048576 に何か書かれている",
    ),
    "outside the grid": (lambda: with_rows('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "KPI947", ""),
    "long text": (lambda: cell(f't="inlineStr"><is><t>{"あ" * 32_768}</t></is>'), "KPI945", "B2 の文章が長すぎる"),
}  # fmt: skip


def refusal(content: bytes) -> Unfit:
    """Why a workbook is refused, in one sentence, and with nothing on stdout."""
    printed = StringIO()
    with redirect_stdout(printed), pytest.raises(Unfit) as refused:
        read_sheets("a.xlsx", content)
    assert (printed.getvalue(), "\n" in str(refused.value)) == ("", False)
    return refused.value


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_fit_workbook_is_refused_in_one_sentence_and_in_time(name: str) -> None:
    make, code, begins = REFUSED[name]
    content = make()
    begun = process_time()
    found = refusal(content)
    assert process_time() - begun < 3
    assert (found.rule.code, begins in str(found)) == (code, True), str(found)


@pytest.mark.slow
def test_no_workbook_takes_much_memory() -> None:
    peaks = {}
    for name, (make, _, _) in REFUSED.items():
        content = make()
        tracemalloc.start()
        refusal(content)
        peaks[name] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert {name: peak for name, peak in peaks.items() if peak > 256 << 20} == {}


@pytest.mark.parametrize(
    ("name", "content", "code", "sentence"),
    [
        ("a.ods", b"PK", "KPI943", "ods の形式は読まない。.xlsx で保存し直す"),
        ("a.xlsb", b"PK", "KPI943", "xlsb の形式は読まない。.xlsx で保存し直す"),
        ("a.csv", b"\xff\xfea\0", "KPI949", "文字の符号が UTF-16 である。「CSV UTF-8」として保存し直す"),
        ("a.csv", b"\x81\xff\xff", "KPI949", "文字の符号が分からない。「CSV UTF-8」として保存し直す"),
        ("a.csv", b'a,b\n1,"2\n', "KPI949", '2行めの引用符「"」が閉じていない。.xlsx で保存し直す'),
        ("a.csv", b"a\n" * 5001, "KPI948", "表が大きすぎる（5001行め、5000行×100列まで）。余分を消す"),
        ("a.csv", b"," * 100, "KPI948", "表が大きすぎる（1行め、5000行×100列まで）。余分を消す"),
        ("a.csv", b"a" * ((5 << 20) + 1), "KPI945",
         "ファイルが大きすぎる（5 MiB まで）。画像や不要なシートを除く"),
        ("a.csv", b"", "KPI940", "ファイルが空である。元のファイルをもう一度写すか、送り直してもらう"),
    ],
)  # fmt: skip
def test_other_files_are_refused_by_name_or_by_their_text(name: str, content: bytes, code: str, sentence: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_sheets(name, content)
    assert (refused.value.rule.code, str(refused.value)) == (code, sentence)


def held(content: bytes) -> Held | None:
    return read_sheets("a.xlsx", content)[0].cells.get((2, 2))


@cache
def _styled() -> tuple[bytes, dict[int, int]]:
    """Styles with a cell format for each of the built-in formats of a Japanese Excel, by number."""
    files = parts()
    formats = {number: index for index, number in enumerate((10, *range(27, 37), *range(50, 59), 14, 46), 1)}
    added = "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in formats).encode()
    styles = re.sub(rb"<cellXfs.*?>", b"<cellXfs>", files["xl/styles.xml"]).replace(
        b"</cellXfs>", added + b"</cellXfs>"
    )
    return styles, formats


def number(value: str, form: int) -> Content | None:
    styles, formats = _styled()
    content = cell(f"><v>{value}</v>", formats[form])
    with ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    own = held(packed({**files, "xl/styles.xml": styles}))
    return own.content if own else None


def test_dates_in_the_formats_of_a_japanese_excel_are_dates() -> None:
    for form in (27, 36, 50, 58, 14):
        assert number("46143", form) == Dated(date(2026, 5, 1)), form
    assert number("46143.5", 14) == Dated(None)
    assert number("0.5", 46) == Dated(None)
    assert number("0.735", 10) == Number("0.735", percent=True)


@pytest.mark.parametrize(
    ("xml", "content"),
    [
        ("><v>5445</v>", Number("5445")),
        ("><v>0.57999999999999996</v>", Number("0.58")),
        ("><v>1E-5</v>", Number("0.00001")),
        ("><v>777711159064846000</v>", Number("777711159064846000", exact=False)),
        ("><v>1E+999</v>", Number("inf", exact=False)),
        ('t="b"><v>1</v>', Truth(True)),
        ('t="e"><v>#N/A</v>', Fault("#N/A")),
        ('t="inlineStr"><is><t>01234</t></is>', Text("01234")),
        ('t="inlineStr"><is><r><t>窓</t></r><r><t>口</t></r><rPh sb="0" eb="1"><t>マド</t></rPh></is>', Text("窓口")),
        ('t="inlineStr"><is><t>a_x000D_b</t></is>', Text("a\rb")),
        ('t="inlineStr"><is><t> </t></is>', None),
        ("><v></v>", None),
        ("><f>A1+1</f>", NoResult()),
        ("><f>A1+1</f><v>6</v>", Number("6")),
        ('t="str"><f>A1</f><v></v>', None),
        ('t="str"><f>A1</f><v>済</v>', Text("済")),
        ('t="e"><f>A1</f><v>#REF!</v>', Fault("#REF!")),
        ('><f t="array" ref="B2:B2">SUM(A1:A2)</f><v>3</v>', Number("3")),
    ],
)
def test_what_a_cell_holds(xml: str, content: Content | None) -> None:
    own = held(cell(xml))
    assert (own.content if own else None) == content


def test_the_formula_is_told_beside_its_result() -> None:
    assert held(cell("><f>A1+1</f><v>6</v>")) == Held(Number("6"), "=A1+1")
    assert held(cell('><f t="array" ref="B2:B2">SUM(A1:A2)</f><v>3</v>')) == Held(Number("3"), "=SUM(A1:A2)")


def test_blank_formatted_cells_far_away_are_passed_over() -> None:
    (sheet,) = read_sheets(
        "a.xlsx", with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="B9999"/></row>')
    )
    assert list(sheet.cells) == [(1, 1)]


def test_a_lying_dimension_leads_nowhere() -> None:
    (sheet,) = read_sheets("a.xlsx", with_rows(ONE, "A1:XFD1048576"))
    assert list(sheet.cells) == [(1, 1)]


def test_a_link_to_another_book_alone_is_no_matter() -> None:
    files = {**parts(), "xl/externalLinks/externalLink1.xml": b"<externalLink/>", "../../climb.xml": b"<a/>"}
    assert read_sheets("a.xlsx", packed(files))[0].cells[1, 1] == Held(Text("値"))


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A workbook with slips in its bytes, or in those of one of its parts."""
    if chance.random() < 0.3:
        return _flipped(content, chance)
    files = parts(content)
    name = chance.choice(list(files))
    return packed({**files, name: _flipped(files[name], chance)})


def _flipped(content: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(flipped))
        match chance.randrange(3):
            case 0:
                flipped[at] = chance.randrange(256)
            case 1:
                del flipped[at : at + chance.randint(1, 20)]
            case _:
                flipped[at:at] = flipped[max(0, at - 30) : at]
    return bytes(flipped)


def test_whatever_is_wrong_in_a_workbook_it_is_read_or_refused() -> None:
    chance, printed = random.Random(20261128), StringIO()
    refused = 0
    with redirect_stdout(printed):
        for _ in range(120):
            try:
                read_sheets("a.xlsx", mutated(_good(), chance))
            except Unfit:
                refused += 1
    assert (refused > 40, printed.getvalue()) == (True, "")
