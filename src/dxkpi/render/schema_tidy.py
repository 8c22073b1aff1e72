"""From the schemas that pydantic makes to those that are published: closed, in Japanese, and of written YAML.

`errorMessage` and `enumDescriptions` are no words of JSON Schema; the YAML language server of editors knows them.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from dxkpi.core.fields import CHOICES, RECORDS, key_of
from dxkpi.core.scalars import Id, Year
from dxkpi.core.targets import DIRECTION_TITLES
from dxkpi.render.schema_scalars import SCALARS

Json = dict[str, Any]
_EMPTY = {"type": "null"}
_SUBSCHEMAS = ("items", "additionalProperties")
_NAMED_SUBSCHEMAS = ("properties", "patternProperties", "$defs")
_LISTED_SUBSCHEMAS = ("anyOf", "oneOf", "prefixItems")


def output_schema(found: Json) -> Json:
    """The schema of an output: its records closed, without the names and docstrings of our classes."""
    return _walked(found, _without_our_words)


def yaml_schema(found: Json) -> Json:
    """The schema of a data file: what is left out is not written as null, and every key says what it is for."""
    schema = _walked(found, _of_yaml)
    titled = {
        name: {**({"title": RECORDS[name]} if name in RECORDS else {}), **own} for name, own in schema["$defs"].items()
    }
    return {**schema, "$defs": titled}


def _of_yaml(schema: Json) -> Json:
    """`schema` as an editor needs it; its title is still the name of the model that it was made from."""
    return _explained(_one_or_more(_never_null(_without_our_words(schema))), schema.get("title", ""))


def _walked(schema: Json, change: Callable[[Json], Json]) -> Json:
    """`schema` with `change` applied to it and everything below it, innermost first."""
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
    """Only titles that a record's field gives in Japanese stay; keys that no pattern fits are refused."""
    dropped = {"description", "discriminator"}
    if schema.get("title", "").isascii():
        dropped.add("title")
    found = {key: value for key, value in schema.items() if key not in dropped}
    return {**found, "additionalProperties": False} if "patternProperties" in found else found


def _never_null(schema: Json) -> Json:
    """An empty value is a mistake in data, so null is none; a default says only what an absent flag means."""
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
    """A choice between one thing and a list of it, told apart by its shape: a slip is told of the one that is there."""
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
    """The schema of a key's value with what the key is called, and what is written there."""
    known = key_of(key, model)
    assert known, f"{model}.{key} has no line in core.fields"
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
    """What an editor says of a value that does not fit, where the schema itself knows."""
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
    """Which keys a record takes: it answers for a missing key, an unknown one, and what is no record at all."""
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
