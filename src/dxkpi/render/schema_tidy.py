"""From the schemas that pydantic makes to those that are published: closed, in Japanese, and of written YAML."""

from collections.abc import Callable
from typing import Any

from dxkpi.render.schema_words import KEYS, KINDS

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
    return _walked(found, lambda schema: _explained(_never_null(_without_our_words(schema))))


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


def _explained(schema: Json) -> Json:
    if "properties" not in schema:
        return schema
    keys = {key: {**own, "title": KEYS[key]} for key, own in schema["properties"].items() if own != _EMPTY}
    kind = KINDS.get(keys.get("direction", {}).get("const", ""))
    return {**({"title": kind} if kind else {}), **schema, "properties": keys}
