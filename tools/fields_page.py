"""The page of all columns of CSV and all fields of JSON, made from what writes them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dxkpi.render.gfm import inline
from dxkpi.render.schema import SCHEMAS, schema
from dxkpi.render.views.fields import INDICATOR_FIELDS, OUTLOOK_FIELDS, OVERVIEW_FIELDS, SECTION_FIELDS, STATUS_FIELDS
from dxkpi.render.views.fields import Field as Column
from dxkpi.render.views.open_data import TABLES

_DECLARED = {"indicator", "plan", "published"}
_INTRODUCTION = """\
出力の CSV の列と JSON の項目のすべて。プログラムの列と型の表から作る。
CSV は UTF-8（BOM 付き）で、値のないところは空、真偽は true と false。`--headings ja` を付けると、
列の名前の代わりに「見出し」が一行目になる（列の数と順は変わらない）。
JSON の数値は文字列、件数は整数、率は分子と分母。CSV も JSON も、割り切れない値は小数6桁に丸める。
正確な定めは[スキーマ](schemas/report.schema.json)にある。
調査票の列は[担当課に Excel で尋ねる](excel.md)、データのファイルのキーは[計画と指標に書けるキー](plan.md)にある。"""
_CSV: Sequence[tuple[str, tuple[Column, ...]]] = (
    ("dxkpi report --format csv（--table overview）", OVERVIEW_FIELDS),
    ("dxkpi report --format csv --table sections", SECTION_FIELDS),
    ("dxkpi report --format csv --table indicators、dxkpi list --format csv", INDICATOR_FIELDS),
    ("dxkpi outlook --format csv", OUTLOOK_FIELDS),
    ("dxkpi status --format csv", STATUS_FIELDS),
)
Json = Any
_TYPES = {
    "null": "null",
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "真偽",
    "year": "年",
    "date": "日",
}


def page(mark: str) -> Iterator[str]:
    """Yield the lines of the page; `mark` says that it is generated."""
    yield f"# CSV・JSONの項目\n\n{mark}\n\n{_INTRODUCTION}"
    yield "\n## CSV"
    for title, fields in _CSV:
        yield from _columns(title, fields)
    yield "\n## サイトのオープンデータ（dxkpi site）"
    for table in TABLES:
        yield from _columns(f"{table.file}（一行が{table.subject}）", table.fields)
    yield "\n## JSON"
    told: dict[str, str] = {}
    for name in SCHEMAS:
        if name not in _DECLARED:
            title, description, _ = SCHEMAS[name]
            yield f"\n### {title}\n\n{description}。"
            whole: Json = json.loads(schema(name))
            yield from _record(name, "", whole, whole["$defs"], told)
    yield ""


def _columns(title: str, fields: Sequence[Column]) -> Iterator[str]:
    yield f"\n### {title}\n\n| 列 | 見出し | 何か | 型 |\n| --- | --- | --- | --- |"
    for field in fields:
        yield f"| `{field.name}` | {inline(field.title)} | {inline(field.meaning)} | {_TYPES[field.type]} |"


def _record(name: str, path: str, record: Json, defs: Json, told: dict[str, str]) -> Iterator[str]:
    """Yield the table of a record, and those of the records below it that the page has not told yet."""
    yield "\n| 項目 | 何か | 型 |\n| --- | --- | --- |"
    below: list[tuple[str, str]] = []
    for key, own in record["properties"].items():
        words: dict[str, None] = {}
        for kind, reference, end in _kinds(own, defs):
            where = f"{path}.{key}{end}" if path else f"{key}{end}"
            if reference and reference not in told:
                told[reference] = f"{name} の `{where}`"
                below.append((reference, where))
            words[f"{kind}（{told[reference]}）" if reference else kind] = None
        yield f"| `{key}` | {inline(own['title'])} | {'、'.join(words)} |"
    for reference, where in below:
        yield f"\n#### {name} の `{where}`{_variant(defs[reference])}"
        yield from _record(name, where, defs[reference], defs, told)


def _variant(record: Json) -> str:
    """Return what tells a record from others at its place: `（kind は steps）`."""
    constants = ((key, own["const"]) for key, own in record["properties"].items() if "const" in own)
    return "".join(f"（`{key}` は `{value}`）" for key, value in constants)


def _kinds(own: Json, defs: Json, end: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield each type that a value may have, the name of its record or an empty text, and how its path ends."""
    match own:
        case {"$ref": reference}:
            found = reference.rpartition("/")[2]
            if "properties" in defs[found]:
                yield "記録", found, end
            else:
                yield from _kinds(defs[found], defs, end)
        case {"anyOf": choices} | {"oneOf": choices}:
            for choice in choices:
                yield from _kinds(choice, defs, end)
        case {"enum": words} | {"const": words}:
            yield "、".join(f"`{word}`" for word in ([words] if isinstance(words, str) else words)), "", end
        case {"type": "array", "items": items}:
            yield from ((f"{kind}の並び", found, below) for kind, found, below in _kinds(items, defs, f"{end}[]"))
        case {"type": "object", "additionalProperties": inner}:
            yield from ((f"{kind}をキーごとに", found, below) for kind, found, below in _kinds(inner, defs, f"{end}.*"))
        case {"type": kind}:
            yield _TYPES[kind], "", end
        case _:
            yield "値", "", end
