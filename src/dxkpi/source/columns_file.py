"""The file that says which column of a foreign list is which key of an indicator: read, and written as a guess."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.finding import Spot
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import Misspelt, clip, suggested
from dxkpi.source.changes import scalar
from dxkpi.source.document import read_document

COLUMNS = {
    "number": "計画の番号",
    "name": "指標の名称",
    "section": "分野",
    "subsection": "項目",
    "owner": "担当",
    "unit": "単位",
    "better": "高いほど良いか（higher、↑、増 など）、低いほど良いか",
    "baseline.value": "基準値",
    "baseline.year": "基準値の年度",
    "target.value": "目標（数、または「80%以上」「増加」など）",
    "target.year": "目標年度",
    "year_kind": "年の数え方（calendar か 暦年、fiscal か 年度）",
    "known": "値の分かった日",
    "source.page": "出典のページ",
    "note": "注記",
}
"""What a column can be, in the order of the file; beside them target.by_year and actuals of a year."""
OF_YEAR = {"target.by_year": "その年度の目標値", "actuals": "その年度の値"}
FIXED = frozenset(
    {"section", "subsection", "owner", "unit", "better", "baseline.year", "target.year", "year_kind", "known", "note"}
)
"""What can be the same in every row."""
KINDS = ("absolute", "keep", "increase", "decrease", "monitor")
"""Directions of an indicator for which a list needs to say no more than a number, or nothing."""

_KEYS = ("sheet", "header", "columns", "sections", "fill_down", "id", "direction", "source", "skip")
_PREFIX = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_SAMPLES, _SAMPLE = 2, 24
_YEAR = re.compile(r"(?:\d|元)\s*年(?!\s*度)", re.ASCII)
_BESIDE_VALUES = frozenset({"name", "section", "subsection", "owner", "unit", "better", "source.page", "note"})


class NotColumns(Exception):
    """The file cannot be used: a sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """The origin of a value: the column of that heading, or the same in every row. `status` is that of an actual."""

    column: str | None = None
    fixed: str | None = None
    status: Status = Status.FINAL


@dataclass(frozen=True, slots=True)
class Ids:
    """The making of ids: `prefix` and the text of a column, else the number of the row."""

    column: str | None = None
    prefix: str = "kpi-"


@dataclass(frozen=True, slots=True)
class ColumnFile:
    """A column file. `columns` are by key (`actuals.R5`), `sections` from words of the list to ids of the plan."""

    header: tuple[int, ...]
    columns: Mapping[str, ValueOrigin]
    sheet: str | None = None
    sections: Mapping[str, str] = field(default_factory=dict)
    fill_down: tuple[str, ...] = ()
    ids: Ids = Ids()
    direction: str = "absolute"
    document: str | None = None
    skip: tuple[str, ...] = ()

    @property
    def of_a_year(self) -> tuple[str, ...]:
        """The headings of values that name a year not called a fiscal one (平成27年), each once."""
        named = (origin.column for key, origin in self.columns.items() if key not in _BESIDE_VALUES)
        return tuple(dict.fromkeys(name for name in named if name and _YEAR.search(normalize("NFKC", name))))

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that it names, each once."""
        named = [origin.column for origin in self.columns.values()] + [self.ids.column, *self.fill_down]
        return tuple(dict.fromkeys(name for name in named if name is not None))


def read_columns(name: str, content: bytes) -> ColumnFile:
    """Return what the file says.

    Raises:
        NotColumns: where it is no YAML, or says something else.
    """
    document = read_document(name, content)
    if document.problems or document.data is None:
        problem = document.problems[0]
        advice = f"。{problem.hint}" if problem.hint else ""
        where = f"{problem.place.line}行目: " if isinstance(problem.place, Spot) else ""
        raise NotColumns(f"{where}{problem.message}{advice}")
    data = document.data
    unknown = next((key for key in data if key not in _KEYS), None)
    if unknown is not None:
        raise NotColumns(_unknown(f"キー「{clip(unknown)}」", unknown, _KEYS))
    direction = _text(data, "direction") or "absolute"
    if direction not in KINDS:
        raise NotColumns(_unknown(f"direction の「{clip(direction)}」", direction, KINDS))
    source = _mapping(data, "source")
    ids = _mapping(data, "id")
    prefix = _text(ids, "prefix") or "kpi-"
    if not _PREFIX.fullmatch(prefix):
        raise NotColumns(f"id の prefix「{clip(prefix)}」は、半角の英小文字で始め、英小文字と数字とハイフンで書く")
    return ColumnFile(
        _header(data),
        _columns(_mapping(data, "columns")),
        _text(data, "sheet"),
        {word: _text(own, word) or "" for own in (_mapping(data, "sections"),) for word in own},
        _texts(data, "fill_down"),
        Ids(_text(ids, "column"), prefix),
        direction,
        _text(source, "document"),
        _texts(data, "skip"),
    )


def _header(data: Mapping[str, Any]) -> tuple[int, ...]:
    written = _texts(data, "header")
    if not written or not all(re.fullmatch(r"[1-9]\d{0,3}", own, re.ASCII) for own in written):
        raise NotColumns("header に、見出しの行の番号を書く。例「header: [3, 4]」")
    return tuple(sorted({int(own) for own in written}))


def _columns(written: Mapping[str, Any]) -> dict[str, ValueOrigin]:
    found: dict[str, ValueOrigin] = {}
    for key, own in written.items():
        known = _key(key)
        match own:
            case str():
                found[known] = ValueOrigin(own)
            case {"fixed": str(fixed), **rest} if not rest and known in FIXED:
                found[known] = ValueOrigin(fixed=fixed)
            case {"column": str(column), **rest} if not rest.keys() - {"status"}:
                found[known] = ValueOrigin(column, status=_status(key, rest.get("status", Status.FINAL)))
            case _:
                fixed = f"、いつも同じなら「{key}: {{fixed: 値}}」" if known in FIXED else ""
                raise NotColumns(f"columns の {clip(key)} には列の見出しを書く。例「{clip(key)}: 見出し」{fixed}")
    if "name" not in found:
        raise NotColumns("columns に name（指標の名称の列）がない。例「name: 指標名」")
    return found


def _key(written: str) -> str:
    """Return a key of a column with its year as the data write it."""
    if written in COLUMNS:
        return written
    group, _, year = written.rpartition(".")
    if group in OF_YEAR:
        try:
            return f"{group}.{parse_fiscal_year(year)}"
        except Misspelt as misspelt:
            raise NotColumns(f"columns の {clip(written)} の年度が読めない。{misspelt}") from None
    known = (*COLUMNS, *(f"{own}.R7" for own in OF_YEAR))
    raise NotColumns(_unknown(f"columns の項目「{clip(written)}」", written, known))


def _status(key: str, written: object) -> Status:
    if written not in {*Status}:
        raise NotColumns(f"columns の {clip(key)} の status は、{'・'.join(Status)}のどれかにする")
    return Status(str(written))


def _unknown(what: str, written: str, known: Sequence[str]) -> str:
    return f"{what}はない。" + suggested(written[:80], known, f"使えるのは {'、'.join(known)}")


def _text(data: Mapping[str, Any], key: str) -> str | None:
    own = data.get(key)
    if own is not None and not isinstance(own, str):
        raise NotColumns(f"{clip(key)} には、一つの語を書く")
    return own


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    match data.get(key):
        case None:
            return ()
        case str(one):
            return (one,)
        case list(several) if all(isinstance(own, str) for own in several):
            return tuple(several)
        case _:
            raise NotColumns(f"{key} には、語を並べて書く。例「{key}: [一, 二]」")


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    own = data.get(key)
    if own is None:
        return {}
    if not isinstance(own, dict):
        raise NotColumns(f"{key} の下には、字下げして「キー: 値」を書く")
    return own


def written(
    columns: ColumnFile, head: Sequence[str], unused: Mapping[str, Sequence[str]], strange: Iterable[str]
) -> str:
    """Return the text of the file.

    Comments say `head`, headings that are `unused` with values of them, and words that are `strange` to the plan.
    """
    lines = (*(f"# {line}" for line in head), *_lines(columns, unused, tuple(strange)))
    return "".join(f"{line}\n" for line in lines)


def _lines(columns: ColumnFile, unused: Mapping[str, Sequence[str]], strange: Sequence[str]) -> Iterator[str]:
    if columns.sheet:
        yield f"sheet: {scalar(columns.sheet)}"
    yield f"header: [{', '.join(map(str, columns.header))}]  # 見出しの行"
    yield "columns:  # 項目: 列の見出し"
    for key, origin in columns.columns.items():
        yield f"  {key}: {_from(key, origin)}  # {COLUMNS.get(key) or OF_YEAR[key.rpartition('.')[0]]}"
    yield from _offers(columns, unused)
    if columns.sections or strange:
        yield f"{'' if columns.sections else '# '}sections:  # 表の言葉: 計画の分野の id"
        yield from (f"  {scalar(word)}: {section}" for word, section in columns.sections.items())
        yield from (f"  # {scalar(' '.join(word.split()))}: …  # 計画にない言葉" for word in strange)
    if columns.fill_down:
        yield f"fill_down: [{_flow(columns.fill_down)}]  # 結合か空欄で、上の行と同じ列"
    ids = columns.ids
    if ids.column is not None:
        yield f"id: {{column: {scalar(ids.column, flow=True)}, prefix: {ids.prefix}}}  # id は、後で変えない"
    else:
        yield f"id: {{prefix: {ids.prefix}}}  # {ids.prefix}001 のように、行の順に付ける"
    yield f"direction: {columns.direction}  # 目標が数だけのときの型（{'、'.join(KINDS)}）"
    if columns.document:
        yield f"source: {{document: {columns.document}}}  # 表の載った資料（計画の documents）"
    else:
        yield "# source: {document: 資料の id}  # 表の載った資料。省くと、実績値は担当の報告とする"
    yield f"skip: [{_flow(columns.skip)}]  # 指標でない行の言葉"


def _offers(columns: ColumnFile, unused: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield comments that say what else can be written of columns, and which are not used."""
    if columns.of_a_year:
        yield "  # year_kind: {fixed: calendar}  # 見出しが「年度」でなく「年」。暦年の値なら、この行の初めの # を消す"
    if columns.document is None and any(key.startswith("actuals.") for key in columns.columns):
        yield "  # known: {fixed: 報告のあった日}  # 例 2022-03-14。資料に載っていない値から結果を公表するなら書く"
    if unused:
        yield "  # 使わない列。使うなら「項目: 見出し」を上に書く"
        for heading, samples in unused.items():
            examples = "、".join(_shown(own) for own in samples[:_SAMPLES])
            yield f"  # {_shown(heading)}" + (f"（例 {examples}）" if examples else "")


def _from(key: str, origin: ValueOrigin) -> str:
    if origin.fixed is not None:
        return f"{{fixed: {scalar(origin.fixed, flow=True)}}}"
    assert origin.column is not None
    if key.startswith("actuals."):
        return f"{{column: {scalar(origin.column, flow=True)}, status: {origin.status.value}}}"
    return scalar(origin.column)


def _flow(words: Sequence[str]) -> str:
    return ", ".join(scalar(word, flow=True) for word in words)


def _shown(text: str) -> str:
    return clip(" ".join(text.split()))[:_SAMPLE]
