"""What was mended in a data file, and what was left to a person, as values."""

from dataclasses import dataclass

from dxkpi.core.diagnostic import RuleInfo
from dxkpi.core.differences import unified
from dxkpi.core.reference import Spot


@dataclass(frozen=True, slots=True)
class Mended:
    """One slip that was put right: where it stood, and what was done. `rule` is None where no rule speaks of it."""

    spot: Spot
    sentence: str
    rule: RuleInfo | None = None


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """One slip whose right spelling is plain but that was not put right, and why."""

    spot: Spot
    reason: str
    rule: RuleInfo


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A data file as it was and as it is mended."""

    document: str
    before: bytes
    after: bytes
    mended: tuple[Mended, ...] = ()
    left: tuple[LeftAlone, ...] = ()

    @property
    def diff(self) -> tuple[str, ...]:
        """What is different, as a unified diff."""
        return unified(self.document, self.before, self.after)
