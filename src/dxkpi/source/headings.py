"""The heading of a foreign list: its rows, joined where it has several, and what each column is likely to be."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import normalize

from dxkpi.core.basis.calendar import FiscalYear, parse_fiscal_year
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import Misspelt
from dxkpi.source.book.cells import Sheet, in_line

JOINED = "・"
_WITHIN = 30
_DEEPEST = 2
_FEWEST = 3
"""Columns that have to be known for a row to be a heading."""

_YEAR = re.compile(
    r"(?:令和|平成|昭和|[RHSrhs])\.?(?:元|\d{1,2})(?:年度|年)?末?|(?:FY)?20\d\d(?!\d)(?:年度|年)?末?", re.ASCII
)
_BRACKETS = re.compile(r"[(\[【〔<](.*?)[)\]】〕>]")
_NOISE = re.compile(r"[\s・:：、,*※]+")
_OFFICES = "課室|課所|課等|課係|課|部署|部局課?|部局等|部課|部|所属|室|機関|主体|局|組織|者"
_TAKEN = "(取組|取り組み)"
_OF = {
    "number": r"(通し|整理|指標|KPI|管理|項目|施策)?(番号|NO\.?|ナンバー)|#|連番|項番",
    "name": r"(KPI|成果|活動|数値|評価|目標|管理|達成|進捗管理|重要業績評価)?指標(名称?|の名称|項目|の?内容)?"
    r"|KPI(名称?|項目|の名称)?|数値目標の?(名称?|項目)|項目名|測定項目",
    "unit": r"単位",
    "owner": rf"(主)?(担当|所管|主管|実施|関係|取りまとめ|とりまとめ)({_OFFICES})?名?",
    "baseline.value": r"(計画)?(現状|現況|基準|策定時?|策定前|当初|初期|開始時|開始前)(の?(現状|基準))?"
    r"値?(の?(数値|値|状況))?|ベースライン",
    "baseline.year": r"(計画)?(現状|現況|基準|策定時?|当初)値?の?(年度|年次|年|時点)",
    "target.value": r"(最終|到達|達成|計画|KPIの?)?目標値?(の?(数値|値|水準))?|数値目標",
    "target.year": r"(最終)?(目標|達成|目標達成)値?の?(年度|年次|年|時期)",
    "section": rf"(重点)?(施策|政策|{_TAKEN})の?柱|柱|(重点)?分野名?|基本(目標|方針|施策|政策)"
    r"|重点(施策|目標|プロジェクト)|(施策|政策)(名|体系|区分|分野|の名称)?|大項目|大分類|章|戦略|領域|区分"
    rf"|プロジェクト名?|{_TAKEN}(分野|方針)",
    "subsection": rf"(中|小)(項目|分類)|項目|節|(主要|具体的?な?)?{_TAKEN}(項目|名|内容)?|(細|主要)施策",
    "better": r"(望ましい|目指す|めざす|目標の|改善の)?(方向性?|傾向)|増減の?方向",
    "source.page": r"(出典|掲載)?(ページ|頁|P)(数|番号)?",
    "note": r"備考欄?|注記?|補足(説明)?|摘要|特記事項",
    "target.by_year": r"(中間|最終|年度別|各年度)?の?(目標|計画)(値|数値)?",
    "actuals": r"(年度別|各年度)?の?(実績|値|見込み?|速報|最新|達成|結果)?(値|額|数|状況)?(の?推移)?(見込み?)?",
}
_PATTERNS = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in _OF.items()}
_WITH_YEAR = ("target.by_year", "baseline.value", "actuals")
_WITHOUT = tuple(key for key in _OF if key not in {"target.by_year", "actuals"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """The likely meaning of a column; `year` where its heading names one, `status` where it holds actuals."""

    key: str
    year: FiscalYear | None = None
    status: Status = Status.FINAL


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of a heading, and its words by column, each once."""

    rows: tuple[int, ...]
    columns: Mapping[int, str]


def head_at(sheet: Sheet, rows: Sequence[int]) -> Head:
    """Return the heading in `rows`; a merged cell stands over all its columns, the words of rows are joined."""
    words = {row: _words(sheet, row) for row in rows}
    for left, right, top, bottom, _ in sheet.merged:
        for row in (row for row in rows if top <= row <= bottom):
            first = words.get(top, {}).get(left)
            words[row] |= {column: first for column in range(left, right + 1) if first}
    for row, below in pairwise(rows):
        _spread(words[row], words[below])
    found: dict[int, str] = {}
    for column in sorted({column for own in words.values() for column in own}):
        parts = [own[column] for own in words.values() if column in own]
        name = JOINED.join(dict.fromkeys(parts))
        same = sum(name == other.partition("（")[0] or name == other for other in found.values())
        found[column] = f"{name}（{same + 1}）" if name in found.values() else name
    return Head(tuple(rows), found)


def find_head(sheet: Sheet) -> Head | None:
    """Return the heading that makes the most columns known, in as few rows as will do; None where there is none."""
    best: tuple[tuple[int, int], Head] | None = None
    top = replace(sheet, cells={at: held for at, held in sheet.cells.items() if at[0] <= _WITHIN + _DEEPEST})
    titles = {row for row, count in Counter(row for row, _ in top.cells).items() if count == 1}
    for first in (row for row in top.rows if row <= _WITHIN and row not in titles):
        for depth in range(1, _DEEPEST + 1):
            head = head_at(top, range(first, first + depth))
            meant = {own for words in head.columns.values() if (own := meaning(words))}
            if not any(own.key == "name" for own in meant) or len(meant) < _FEWEST:
                continue
            rank = len(meant), -depth
            if best is None or rank > best[0]:
                best = rank, head
    return best[1] if best else None


def meaning(words: str) -> Meaning | None:
    """Return what a column with that heading is likely to be, or None.

    >>> meaning("目標・値").key, meaning("令和5年度（実績見込）").status.value, meaning("実績・R5").year.label
    ('target.value', '見込', 'R5年度')
    """
    whole = normalize("NFKC", words)
    last = whole.rpartition(JOINED)[2]
    return _meaning(whole) or (_meaning(last) if last != whole and not _YEAR.fullmatch(last) else None)


def _meaning(words: str) -> Meaning | None:
    years = {year for found in _YEAR.findall(words) if (year := _year(found))}
    if len(years) > 1:
        return None
    rest = _NOISE.sub("", _YEAR.sub("", words))
    opened = _BRACKETS.sub(r"\1", rest)
    for plain in (_BRACKETS.sub("", rest) or opened, opened):
        for key in _WITH_YEAR if years else _WITHOUT:
            if (plain or years) and _PATTERNS[key].fullmatch(plain):
                status = next((own for own in (Status.FORECAST, Status.PROVISIONAL) if own in words), Status.FINAL)
                return Meaning(key, next(iter(years), None), status if key == "actuals" else Status.FINAL)
    return None


def _year(text: str) -> FiscalYear | None:
    try:
        return parse_fiscal_year(text)
    except Misspelt as misspelt:
        return parse_fiscal_year(misspelt.suggestion) if misspelt.suggestion else None


def _words(sheet: Sheet, row: int) -> dict[int, str]:
    own = ((column, held) for (at, column), held in sorted(sheet.cells.items()) if at == row)
    return {column: words for column, held in own if (words := in_line(held).replace(" ", ""))}


def _spread(own: dict[int, str], below: Mapping[int, str]) -> None:
    """Give a group's words to the columns beside it that have words below but none of their own, as in a CSV."""
    for column in sorted(below):
        group = own.get(column - 1)
        if column not in own and group is not None and column - 1 in below and below[column - 1] != group:
            own[column] = group
