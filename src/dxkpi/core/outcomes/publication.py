"""What publishing a year, or looking at published ones, comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.plan.published import Published
    from dxkpi.core.publication.conformity import Conformity


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """What was written of each plan, and the names of the files."""

    published: tuple[Published, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How the years stand that `publish` wrote; `unread` are the files that could not be read."""

    conformities: tuple[Conformity, ...]
    unread: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with any of them."""
        return not self.unread and all(stand.sound for stand in self.conformities)
