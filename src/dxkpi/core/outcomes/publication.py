"""What publishing a year, or looking at published ones, comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.publication.manifest import Manifest
    from dxkpi.core.publication.standing import Standing


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """The manifests that were written, and the names of their files."""

    manifests: tuple[Manifest, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How published years stand; `unread` are the manifests that could not be read."""

    standings: tuple[Standing, ...]
    unread: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with any of them."""
        return not self.unread and all(standing.sound for standing in self.standings)
