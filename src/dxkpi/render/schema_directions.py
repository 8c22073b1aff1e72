"""The schema of an indicator, taken apart by its direction: a slip is told of the direction that is written.

As a choice between nine records, every slip would make all nine unfit, and an editor would guess which was meant.
"""

from dxkpi.core.fields import KEYS
from dxkpi.core.targets import DIRECTION_TITLES, DIRECTIONS
from dxkpi.render.schema_tidy import Json, record_refusal

_COMMON = "Common"


def by_direction(found: Json) -> Json:
    """The schema of any indicator (`found`) as one record per direction, chosen by the key `direction`.

    Where that is missing or unknown, what all directions have in common still holds.
    """
    records: dict[str, Json] = {kind: found["$defs"][model.__name__] for kind, model in DIRECTIONS.items()}
    defs = {**found["$defs"], _COMMON: _common(list(records.values()))}
    for kind, model in DIRECTIONS.items():
        defs[model.__name__] = each_required(records[kind]) | {"errorMessage": record_refusal(records[kind], _of(kind))}
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


def _of(kind: str) -> str:
    return f"目標の型が {kind} の指標に書くキーは"


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
    """What the same key of every direction says; of a key that differs, only what it is for."""
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
    """`record` with a sentence of its own for every key that is missing."""
    found = {key: value for key, value in record.items() if key != "required"}
    return found | {"allOf": [_required(key) for key in record["required"]]}


def _required(key: str) -> Json:
    return {
        "required": [key],
        "errorMessage": f"必要なキー「{key}」（{KEYS[key].title}）がない。「{key}: 」の行を加える",
    }
