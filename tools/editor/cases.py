"""Prints, as JSON, the files that `check.mjs` opens in the language server, and what it shall see in each."""

import json
from collections.abc import Iterator
from typing import Any

from tests.good_files import good_files, schema_of
from tests.structural import SLIPS


def cases() -> dict[str, list[dict[str, Any]]]:
    """Good files, and bad ones with the line of the red mark, or why there is none."""
    return {"good": list(_good()), "bad": list(_bad())}


def _good() -> Iterator[dict[str, Any]]:
    for name, text in good_files():
        yield {"name": name, "schema": schema_of(name), "text": text}


def _bad() -> Iterator[dict[str, Any]]:
    for slip in SLIPS:
        yield {
            "name": slip.name,
            "schema": slip.schema,
            "text": slip.text,
            "line": slip.marked_at,
            "unseen": slip.unseen,
        }


if __name__ == "__main__":
    print(json.dumps(cases()))
