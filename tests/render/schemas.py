"""An independent reader of our published schemas."""

import json
from functools import cache

from jsonschema import Draft202012Validator

from dxkpi.render.schema import schema


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema(name)))
