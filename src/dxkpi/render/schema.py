"""JSON Schema (2020-12) of every JSON output and of the YAML of a data file, made from their record types."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter

from dxkpi.core.basis.identifier import ID_WRITTEN
from dxkpi.core.basis.record import Count, Date, Flag, Id, Integer, Line, Number, PageNumber, Text, Year
from dxkpi.core.departments import Departments
from dxkpi.core.indicator import DIRECTION_TITLES, DIRECTIONS, AnyIndicator
from dxkpi.core.indicator.reach import Referenced
from dxkpi.core.indicator.target import Target
from dxkpi.core.keys import KEYS, key_of
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Published
from dxkpi.core.site import Site
from dxkpi.core.vocabulary import CHOICES, RECORDS
from dxkpi.render.json_v1.assessed import ListOut, ShowOut
from dxkpi.render.json_v1.diff import DiffOut
from dxkpi.render.json_v1.explain import ExplainOut
from dxkpi.render.json_v1.finding import CheckTargetsOut, RuleOut, RulesOut, StatisticsOut, ValidateOut
from dxkpi.render.json_v1.methods import CompareMethodsOut, MethodOut, MethodsOut
from dxkpi.render.json_v1.outlook import OutlookOut
from dxkpi.render.json_v1.reconciliation import ReconcileOut
from dxkpi.render.json_v1.report import OverviewOut, ReportOut
from dxkpi.render.json_v1.sheet import SheetInOut, StatusOut

SCALARS: tuple[tuple[Any, str], ...] = (
    (Number, "半角の数字だけで書く（例 6000、73.5、-5）。桁区切りの , や単位、約 などの語は付けない"),
    (Count, "0以上の整数を、半角の数字だけで書く（例 12）"),
    (Integer, "整数を、半角の数字だけで書く（例 0、1、-1）"),
    (PageNumber, "1以上の番号を、半角の数字だけで書く（例 8）。番号のない所なら heading に見出しを書く"),
    (Year, "年度を R3、令和3年度、2021 のどれかのように書く。月まで言うには as_of を使う"),
    (Date, "日付を 2021-12-31 か、月までなら 2021-12 のように書く"),
    (
        Id,
        f"{ID_WRITTEN}（例 rpa-hours。64文字まで）。no や na のような語と、mar-1 のような月と数字は使えない",
    ),
    (
        Line,
        "一行で200文字まで。まだなければ行を消す。数や日付に見えるもの、[ や { で始まるものは、引用符で囲む",
    ),
    (Text, "文字を書く。まだなければ行を消す。数や日付に見えるもの、[ や { で始まるものは、全体を引用符で囲む"),
    (Flag, "true か false を書く"),
)
"""Advice on how to write each type of scalar, which editors show beside a wrong one."""


Json = dict[str, Any]
_EMPTY = {"type": "null"}
_SUBSCHEMAS = ("items", "additionalProperties")
_NAMED_SUBSCHEMAS = ("properties", "patternProperties", "$defs")
_LISTED_SUBSCHEMAS = ("anyOf", "oneOf", "prefixItems")


def output_schema(found: Json) -> Json:
    """Return the schema of an output: its records closed, without the names and docstrings of our classes."""
    return _walked(found, _without_our_words)


def yaml_schema(found: Json) -> Json:
    """Return the schema of a data file: null is not allowed for a missing value, and every key has a description."""
    if Referenced.__name__ in found["$defs"]:
        _needed_unless("by_year", found["$defs"][Referenced.__name__], ["value"])
    schema = _walked(found, _of_yaml)
    titled = {
        name: {**({"title": RECORDS[name]} if name in RECORDS else {}), **own} for name, own in schema["$defs"].items()
    }
    return {**schema, "$defs": titled}


def _of_yaml(schema: Json) -> Json:
    """Return `schema` as an editor needs it; its title is still the name of its model."""
    return _explained(_one_or_more(_never_null(_without_our_words(_in_place(schema)))), schema.get("title", ""))


def _in_place(schema: Json) -> Json:
    """Return `schema` with a list of one reference to a record replaced by the reference."""
    match schema:
        case {"allOf": [one], **others}:
            return {**one, **others}
        case _:
            return schema


def _walked(schema: Json, change: Callable[[Json], Json]) -> Json:
    """Return `schema` with `change` applied to it and everything below it, innermost first."""
    found = dict(schema)
    for key in _SUBSCHEMAS:
        if isinstance(found.get(key), dict):
            found[key] = _walked(found[key], change)
    for key in _NAMED_SUBSCHEMAS:
        if key in found:
            found[key] = {name: _walked(inner, change) for name, inner in found[key].items()}
    for key in _LISTED_SUBSCHEMAS:
        if key in found:
            found[key] = [_walked(inner, change) for inner in found[key]]
    return change(found)


def _without_our_words(schema: Json) -> Json:
    """Return `schema` without texts of ours, except Japanese titles of fields; keys outside the pattern are refused."""
    dropped = {"description", "discriminator"}
    if schema.get("title", "").isascii():
        dropped.add("title")
    found = {key: value for key, value in schema.items() if key not in dropped}
    return {**found, "additionalProperties": False} if "patternProperties" in found else found


def _never_null(schema: Json) -> Json:
    """Return `schema` without null, since an empty value is a mistake in data, and with defaults of flags only."""
    found = dict(schema)
    choices = [choice for choice in found.pop("anyOf", ()) if choice != _EMPTY]
    if len(choices) == 1:
        found = {**choices[0], **found}
    elif choices:
        found["anyOf"] = choices
    if not isinstance(found.get("default"), bool):
        found.pop("default", None)
    return found


def _one_or_more(schema: Json) -> Json:
    """Return a choice between one thing and a list of it by its shape, so that a slip is reported for that shape."""
    match schema.get("anyOf"):
        case [one, {"type": "array", "items": item} as several] if one == item:
            others = {key: value for key, value in schema.items() if key != "anyOf"}
            return {**others, "if": {"type": "array"}, "then": several, "else": one}
        case _:
            return schema


def _explained(schema: Json, model: str) -> Json:
    found = {**schema, **_refusal(schema)}
    if "properties" not in schema:
        return found
    keys = {key: _named(key, own, model) for key, own in schema["properties"].items() if own != _EMPTY}
    kind = DIRECTION_TITLES.get(keys.get("direction", {}).get("const", ""))
    return {**({"title": kind} if kind else {}), **found, "properties": keys}


def _named(key: str, own: Json, model: str) -> Json:
    """Return the schema of a key's value with title and description of the key."""
    known = key_of(key, model)
    assert known, f"{model}.{key} has no line in core.keys"
    words = CHOICES.get(key, {})
    choices = [words[choice] for choice in own.get("enum", ()) if choice in words]
    return {
        **own,
        "title": known.title,
        "description": DIRECTION_TITLES.get(own.get("const", ""), known.description),
        **({"enumDescriptions": choices} if choices else {}),
        **({"examples": list(known.examples)} if known.examples else {}),
    }


def _refusal(schema: Json) -> Json:
    """Return the `errorMessage` that an editor shows for a value that does not fit, where the schema determines it."""
    match schema:
        case {"properties": _}:
            said = record_refusal(schema)
        case {"patternProperties": patterns}:
            said = _KEYED.get(next(iter(patterns)), "「キー: 値」の行を書く")
        case {"pattern": pattern} if pattern in _by_pattern():
            said = _by_pattern()[pattern]
        case {"enum": choices}:
            said = "次の語のどれかを、そのまま書く: " + "、".join(choices)
        case {"type": "array"}:
            said = "次の行から、「- 」で始まる行に並べて書く"
        case _:
            return {}
    return {"errorMessage": said}


def record_refusal(record: Json, where: str = "ここに書くのは「キー: 値」の行。キーは") -> str:
    """Return the message with the keys of a record, for a missing or unknown key, or where there is no record."""
    required = record.get("required", ())
    others = [key for key, own in record["properties"].items() if key not in required and own != _EMPTY]
    return f"{where} {'、'.join([*(f'{key}（必須）' for key in required), *others])}"


@cache
def _by_pattern() -> dict[str, str]:
    return {_pattern(kind): said for kind, said in SCALARS}


def _pattern(kind: Any) -> str:  # noqa: ANN401
    return str(TypeAdapter(kind).json_schema()["pattern"])


_KEYED = {
    _pattern(Year): "年度（R3、令和3年度、2021）をキーにして、その下に字下げして書く",
    _pattern(Id): "id をキーにして、その値を書く",
}


_COMMON = "Common"


def by_direction(found: Json) -> Json:
    """Return the schema of any indicator (`found`) as one record for each direction, chosen by the key `direction`.

    Where that is missing or unknown, the common part of all directions still applies.
    """
    records: dict[str, Json] = {kind: found["$defs"][model.__name__] for kind, model in DIRECTIONS.items()}
    defs = {**found["$defs"], _COMMON: _common(list(records.values()))}
    for kind, model in DIRECTIONS.items():
        defs[model.__name__] = each_required(records[kind]) | {
            "errorMessage": record_refusal(records[kind], f"目標の型が {kind} の指標に書くキーは")
        }
    return {
        "$defs": defs,
        "type": "object",
        "properties": {"direction": _direction()},
        "errorMessage": "ファイルの全体を「キー: 値」の行で書く",
        "allOf": [
            *(_where({"const": kind}, then=model.__name__) for kind, model in DIRECTIONS.items()),
            _where({"enum": list(DIRECTIONS)}, otherwise=_COMMON),
        ],
    }


def _direction() -> Json:
    known = KEYS["direction"]
    return {
        "type": "string",
        "enum": list(DIRECTIONS),
        "enumDescriptions": list(DIRECTION_TITLES.values()),
        "errorMessage": "目標の型を書く: " + "、".join(DIRECTION_TITLES.values()),
        "title": known.title,
        "description": known.description,
    }


def _where(direction: Json, *, then: str = "", otherwise: str = "") -> Json:
    chosen = {"type": "object", "properties": {"direction": direction}, "required": ["direction"]}
    branch = {"then": then} if then else {"else": otherwise}
    return {"if": chosen} | {word: {"$ref": f"#/$defs/{name}"} for word, name in branch.items()}


def _common(records: list[Json]) -> Json:
    """Return the common part of the directions; for a key that differs, only its title and description."""
    first, *others = [record["properties"] for record in records]
    keys = {}
    for key in dict.fromkeys(key for record in records for key in record["properties"]):
        if key == "direction":
            continue
        same = key in first and all(key in other and other[key] == first[key] for other in others)
        keys[key] = first[key] if same else {"title": KEYS[key].title, "description": KEYS[key].description}
    needed = [key for key in records[0]["required"] if all(key in record["required"] for record in records)]
    return each_required({"properties": keys, "required": needed})


def each_required(record: Json) -> Json:
    """Return `record` with a message for every key that is missing."""
    found = {key: value for key, value in record.items() if key != "required"}
    return found | {"allOf": [_required(key) for key in record["required"]]}


def _required(key: str) -> Json:
    return {
        "required": [key],
        "errorMessage": f"必要なキー「{key}」（{KEYS[key].title}）がない。「{key}: 」の行を加える",
    }


_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _of_data(model: type[BaseModel]) -> Callable[[], Json]:
    return lambda: yaml_schema(model.model_json_schema())


def _of_indicator() -> Json:
    found = TypeAdapter[Any](AnyIndicator).json_schema()
    for model in DIRECTIONS.values():
        wanted = model.model_fields["target"].annotation
        if isinstance(wanted, type) and issubclass(wanted, Target) and wanted.ends_with:
            _needed_unless("by_year", found["$defs"][wanted.__name__], wanted.final_keys())
    return by_direction(yaml_schema(found))


def _needed_unless(key: str, record: Json, needed: list[str]) -> None:
    """Let `record` lack the keys in `needed` where it has `key`."""
    record["required"] = [own for own in record["required"] if own not in needed]
    if not record["required"]:
        del record["required"]
    record |= {"if": {"required": [key]}, "then": {}, "else": each_required({"required": needed})}


def _of_plan() -> Json:
    found = Plan.model_json_schema()
    method = found["$defs"]["Method"]
    _needed_unless("preset", method, method["required"])  # which it may be taken from
    by_people = {"properties": {"formula": {"const": "judged"}}, "required": ["formula"]}
    method["if"] = {"anyOf": [method["if"], by_people]}  # who compare nothing
    return yaml_schema(found)


class SchemaKind(NamedTuple):
    """Title and description of a schema, and what makes the rest of it."""

    title: str
    description: str
    made: Callable[[], Json]


def _of_output(command: str, description: str, model: type[BaseModel]) -> SchemaKind:
    def made() -> Json:
        return output_schema(model.model_json_schema(mode="serialization"))

    return SchemaKind(f"{command} の JSON", description, made)


SCHEMAS: Mapping[str, SchemaKind] = {
    "indicator": SchemaKind(
        "dxkpi の指標",
        "data/indicators/ の下の一つのファイル。一つの成果指標を宣言する。数値は引用符なしで書く",
        _of_indicator,
    ),
    "plan": SchemaKind(
        "dxkpi の計画",
        "data/targets/ の下の一つのファイル。計画の分野、算定方法、達成区分、出典の文書を宣言する",
        _of_plan,
    ),
    "published": SchemaKind(
        "dxkpi の公表結果",
        "data/published/ の下の一つのファイル。公表した年度の結果。資料から書き写すか、dxkpi publish が書く",
        _of_data(Published),
    ),
    "departments": SchemaKind(
        "dxkpi の担当の一覧",
        "data/departments.yaml。担当する課の、いまの名と前の名、連絡先。公開されることがあるので、個人の名は書かない",
        _of_data(Departments),
    ),
    "site": SchemaKind(
        "dxkpi のサイト", "data/site.yaml。住民が見るサイトの題、公表する団体、利用条件、問い合わせ先", _of_data(Site)
    ),
    "report": _of_output("dxkpi report", "進捗報告。数値は文字列、件数は整数、率は分子と分母", ReportOut),
    "overview": _of_output("dxkpi overview", "計画ごとの一行。件数は整数、割合は分子と分母", OverviewOut),
    "outlook": _of_output(
        "dxkpi outlook",
        "目標年度より前の年度の見通し: 目安値、位置、ペース。達成区分とは別。値は既約分数か整数の文字列",
        OutlookOut,
    ),
    "explain": _of_output(
        "dxkpi explain", "一つの指標の結果と根拠。数値は文字列、件数は整数、率は分子と分母", ExplainOut
    ),
    "reconcile": _of_output(
        "dxkpi reconcile", "公表結果とデータの突き合わせ。数値は文字列、件数は整数、率は分子と分母", ReconcileOut
    ),
    "list": _of_output("dxkpi list", "指標の一覧。数値は文字列、率は分子と分母", ListOut),
    "show": _of_output(
        "dxkpi show", "一つの指標について宣言されていることのすべて。数値は文字列、率は分子と分母", ShowOut
    ),
    "validate": _of_output("dxkpi validate", "データへの指摘。行と桁は1から数える", ValidateOut),
    "statistics": _of_output("dxkpi validate --statistics", "規則ごとの指摘の数", StatisticsOut),
    "diff": _of_output(
        "dxkpi diff", "二つの版のデータの違いと、数字への影響。数値は文字列、件数は整数、率は分子と分母", DiffOut
    ),
    "rules": _of_output("dxkpi rules", "点検の規則の一覧。番号の順", RulesOut),
    "rule": _of_output("dxkpi rule", "一つの規則: なぜあるか、直し方、悪い例と良い例", RuleOut),
    "check-targets": _of_output(
        "dxkpi check-targets",
        "注意の要る目標と、その訳、値、場所。数値は文字列、件数は整数、割合は分子と分母",
        CheckTargetsOut,
    ),
    "compare-methods": _of_output(
        "dxkpi report --compare-methods",
        "同じデータを、いくつかの評価方法で判定した結果。数値は文字列、件数は整数、率は分子と分母",
        CompareMethodsOut,
    ),
    "methods": _of_output("dxkpi methods", "評価方法の一覧と、まだデータで言えない方法", MethodsOut),
    "method": _of_output("dxkpi methods NAME", "一つの評価方法: 式、区分、出典、例", MethodOut),
    "sheet": _of_output("dxkpi sheet in", "返ってきた調査票の答えと、それがデータと数字をどう変えるか", SheetInOut),
    "status": _of_output("dxkpi status", "誰が答え、誰に何の答えがまだないか", StatusOut),
}
"""Every schema by its name: five of the data, and one of each command's JSON."""


def schema(name: str) -> str:
    """Return the schema of that name, as JSON with a final newline.

    Raises:
        KeyError: for a name that is not in `SCHEMAS`.
    """
    schema = SCHEMAS[name]
    found = {
        "$schema": _DIALECT,
        "title": schema.title,
        "description": schema.description,
        **schema.made(),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
