"""Version 1 of the JSON output, for programs.

It has its own records, so that nothing in core changes what others rely on. A change that readers of version 1 could
notice makes a version 2 beside it.
"""

from pkgutil import resolve_name
from typing import TYPE_CHECKING

from dxkpi.render.formats import OUTCOMES, Look
from dxkpi.render.json_v1.base import Out

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome


def write(outcome: "Outcome", look: Look) -> bytes:  # noqa: ARG001 - JSON looks the same everywhere
    """Return `outcome` as UTF-8 JSON."""
    return json_text(outcome).encode()


def json_text(outcome: "Outcome") -> str:
    """Return `outcome` as JSON with a final newline: indented by two, its keys in the order of the schema."""
    made: Out = resolve_name(f"dxkpi.render.json_v1.{OUTCOMES[type(outcome).__name__].json}").of(outcome)
    return made.model_dump_json(indent=2) + "\n"
