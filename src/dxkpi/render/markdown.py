"""`markdown`: for pull requests, wikis and documents."""

from typing import TYPE_CHECKING

from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.render.formats import Look
from dxkpi.render.gfm import markdown
from dxkpi.render.views import view

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome


def write(outcome: "Outcome", look: Look) -> bytes:
    """`outcome` as UTF-8 Markdown (GFM); of a comparison, no more than one comment on a pull request holds."""
    if isinstance(outcome, DiffOutcome):
        from dxkpi.render.comment import comment  # noqa: PLC0415 - the other commands need not load it

        return comment(outcome).encode()
    return markdown(view(outcome, look)).encode()
