"""`markdown`: for pull requests, wikis and documents."""

from typing import TYPE_CHECKING

from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.render.formats import Look, view
from dxkpi.render.gfm import markdown

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome


def write(outcome: "Outcome", look: Look) -> bytes:
    """Return `outcome` as UTF-8 Markdown (GFM); a comparison is limited to one comment on a pull request."""
    if isinstance(outcome, DiffOutcome):
        from dxkpi.render.comment import comment  # noqa: PLC0415 - the other commands need not load it

        return comment(outcome).encode()
    return markdown(view(outcome, look)).encode()
