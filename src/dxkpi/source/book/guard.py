"""Limits of a workbook, before a library that trusts it opens it.

A workbook is a zip of XML files. Nothing is extracted to disk, nothing external is followed, and no part is read beyond
its limit, whatever its header says of its size.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from dxkpi.core.basis.finding import RuleInfo
from dxkpi.source.codes.sheets import BROKEN, EMPTY_BOOK, LEGACY, MACRO, NOT_A_BOOK, OTHER_KIND, TOO_LARGE, TOO_MUCH

FILE_LIMIT = 5 << 20
PARTS = 200
PART_LIMIT = 20 << 20
WHOLE_LIMIT = 50 << 20
ELEMENTS = 150_000
SPREAD = 50_000
"""Cells that merged and linked ranges may cover together: openpyxl makes one of every place in them."""

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.ASCII)
_MIB = 1 << 20
_OTHER = "中身が Excel のブックではない"
_RETURN = "Excel のブックに書いて、.xlsx で保存する"


class Unfit(Exception):
    """The file cannot be read as a workbook: the rule that says so, and what was found."""

    def __init__(self, rule: RuleInfo, sentence: str, at: str = "") -> None:
        super().__init__(sentence)
        self.rule = rule
        self.at = at


def refuse_size(content: bytes) -> None:
    """Refuse a file that is empty or too large.

    Raises:
        Unfit: in that case.
    """
    if not content:
        raise Unfit(EMPTY_BOOK, "ファイルが空である。元のファイルをもう一度写すか、送り直してもらう")
    if len(content) > FILE_LIMIT:
        raise Unfit(TOO_LARGE, f"ファイルが大きすぎる（{FILE_LIMIT // _MIB} MiB まで）。画像や不要なシートを除く")


def refuse_unfit(content: bytes) -> None:
    """Refuse a file that is no workbook within the limits.

    Raises:
        Unfit: in that case.
    """
    if not content.startswith(b"PK"):
        raise _no_zip(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check(archive)
    except (Unfit, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a broken zip raises nearly anything
        raise Unfit(
            BROKEN, "ファイルが途中で切れているか、壊れている。元のファイルをもう一度写すか、送り直してもらう"
        ) from None


def _no_zip(content: bytes) -> Unfit:
    if content.startswith(_OLE):
        return Unfit(LEGACY, "古い形式（.xls）か、パスワードが付いている。パスワードを外し、.xlsx で保存し直す")
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\0" not in head and b"," in head and not head.startswith((b"<", b"%pdf")):
        # Excel does not open it under that name.
        return Unfit(NOT_A_BOOK, f"{_OTHER}（CSVである）。名前の終わりを .csv に直す")
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        found = "HTML"
    elif head.startswith(b"%pdf"):
        found = "PDF"
    elif b"\0" not in head:
        found = "文章"
    else:
        found = "ほかの種類のファイル"
    return Unfit(NOT_A_BOOK, f"{_OTHER}（{found}である）。{_RETURN}")


def _check(archive: ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > PARTS:
        raise Unfit(TOO_MUCH, f"ブックの部品が多すぎる（{len(entries)}、{PARTS} まで）。新しいブックに表だけを写す")
    if len({name.lower() for name in names}) < len(names):
        raise Unfit(BROKEN, "ブックの中に、同じ名前の部品が二つある。Excel で開いて保存し直す")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unfit(LEGACY, "中身が暗号化されている。パスワードを外して保存し直す")
    if "mimetype" in names or "content.xml" in names:
        raise Unfit(OTHER_KIND, "LibreOffice の形式（.ods）である。.xlsx で保存し直す")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _macro()
    if "[Content_Types].xml" not in names or not any(name.lower().startswith("xl/") for name in names):
        found = "Word の文書" if "word/document.xml" in names else "ほかの種類のファイル"
        raise Unfit(NOT_A_BOOK, f"{_OTHER}（{found}である）。{_RETURN}")
    _check_parts(archive, entries)


def _check_parts(archive: ZipFile, entries: list[ZipInfo]) -> None:
    counts, whole = Counts(), 0
    for entry in entries:
        is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        parser = XMLParser(target=counts, forbid_dtd=True) if is_xml else None
        size = 0
        for chunk in _chunks(archive, entry):
            size += len(chunk)
            if size > PART_LIMIT or whole + size > WHOLE_LIMIT:
                raise Unfit(TOO_LARGE, "広げると大きすぎるブックである。新しいブックに表だけを写す")
            if parser is not None:
                _fed(parser, chunk, entry.filename)
        if parser is not None:
            _fed(parser, None, entry.filename)
        whole += size


def _chunks(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _fed(parser: Any, chunk: bytes | None, name: str) -> None:  # noqa: ANN401 - defusedxml has no types for it
    try:
        if chunk is None:
            parser.close()
        else:
            parser.feed(chunk)
    except DefusedXmlException:
        raise Unfit(BROKEN, "ブックの中に、許されない宣言（DOCTYPE）がある。Excel で開いて保存し直す") from None
    except ParseError:
        raise Unfit(
            BROKEN, f"ブックの中の {_shown(name)} が壊れている。元のファイルをもう一度写すか、送り直してもらう"
        ) from None


def _shown(name: str) -> str:
    return name.rpartition("/")[2][:40] if name.isprintable() else "部品"


def _macro() -> Unfit:
    return Unfit(MACRO, "マクロのあるブックは読まない。.xlsx（マクロなし）で保存し直す")


class Counts:
    """Counts what the parts of a workbook hold, as a target of a parser of XML."""

    def __init__(self) -> None:
        self._elements = 0
        self._spread = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count an element, and the cells that its range covers."""
        self._elements += 1
        if self._elements > ELEMENTS:
            raise Unfit(TOO_MUCH, "ブックの中身が多すぎる。新しいブックに表だけを写す")
        name = tag.rpartition("}")[2]
        if name in {"mergeCell", "hyperlink"} and "ref" in attributes:
            self._spread += _cells(attributes["ref"])
            if self._spread > SPREAD:
                what = "セルの結合" if name == "mergeCell" else "リンク"
                raise Unfit(
                    TOO_MUCH,
                    f"{what}が広すぎる（{attributes['ref'][:30]}）。解除して保存し直す",
                    attributes["ref"][:30],
                )
        if name in {"Override", "Default"} and "macroenabled" in attributes.get("ContentType", "").lower():
            raise _macro()

    def end(self, tag: str) -> None:
        """Do nothing at the end of an element."""

    def data(self, data: str) -> None:
        """Do nothing with text."""

    def close(self) -> None:
        """Do nothing at the end of a part."""


def _cells(area: str) -> int:
    """Return how many cells ranges cover; one that cannot be read counts as too many."""
    total = 0
    for one in area.split():
        found = _RANGE.fullmatch(one)
        if found is None:
            return SPREAD + 1
        left, top, right, bottom = found[1], int(found[2]), found[3] or found[1], int(found[4] or found[2])
        total += (abs(_column(right) - _column(left)) + 1) * (abs(bottom - top) + 1)
    return total


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
