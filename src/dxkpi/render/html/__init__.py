"""`html`: one page that needs nothing else: its style inside, no script, nothing asked of the network.

All text from data is escaped by the templates, which get nothing but the records of `document`.
"""

from typing import TYPE_CHECKING

from dxkpi import __version__
from dxkpi.render.formats import OUTCOMES, Look, view
from dxkpi.render.html.document import alone, written
from dxkpi.render.html.pages import Frame, page

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome


def write(outcome: "Outcome", look: Look) -> bytes:
    """Return `outcome` as a page of its own, in UTF-8."""
    title = OUTCOMES[type(outcome).__name__].title
    return page(written(view(outcome, look), alone, title), Frame(__version__))
