"""An independent reader of our published schemas."""

from functools import cache

from jsonschema import Draft202012Validator

from dxkpi.render.schema import SCHEMAS


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[name]())
