"""Views: each outcome as a document. To add one: its function, and its name in `OUTCOMES`.

A view is imported on first use, and so are the types it shows: outcomes are referred to by name here.
"""

from collections.abc import Callable, Iterable
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from dxkpi.render.blocks import Block, Doc
from dxkpi.render.formats import OUTCOMES, Look

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome


def view(outcome: "Outcome", look: Look) -> Doc:
    """Return `outcome` as a document, by the function that yields its blocks."""
    place = f"{__name__}.{OUTCOMES[type(outcome).__name__].view}"
    blocks: Callable[[Outcome, Look], Iterable[Block]] = resolve_name(place)
    return tuple(blocks(outcome, look))
