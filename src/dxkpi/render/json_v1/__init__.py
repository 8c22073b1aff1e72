"""Version 1 of the JSON output, for programs.

It has its own records, so that nothing in core changes what others rely on. A change that readers of version 1 could
notice makes a version 2 beside it.
"""

from pkgutil import resolve_name
from typing import TYPE_CHECKING

from dxkpi.render.formats import OUTCOMES, Look, NotOffered
from dxkpi.render.json_v1.base import Out

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome


def write(outcome: "Outcome", look: Look) -> bytes:  # noqa: ARG001 - JSON looks the same everywhere
    """Return `outcome` as UTF-8 JSON with a final newline."""
    return json_text(outcome).encode()


def json_text(outcome: "Outcome") -> str:
    """Return `outcome` as JSON, indented by two, its keys in the order of the schema."""
    return record(outcome).model_dump_json(indent=2) + "\n"


def record(outcome: "Outcome") -> Out:
    """Return the output record of `outcome`.

    Raises:
        NotOffered: where it has none.
    """
    place = OUTCOMES[type(outcome).__name__].json
    if not place:
        raise NotOffered
    made: Out = resolve_name(f"dxkpi.render.json_v1.{place}").of(outcome)
    return made
