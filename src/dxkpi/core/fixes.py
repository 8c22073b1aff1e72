"""The corrections of slips in data files, made or left."""

from dataclasses import dataclass

from dxkpi.core.basis.finding import RuleInfo, Spot
from dxkpi.core.basis.text import unified


@dataclass(frozen=True, slots=True)
class Fix:
    """One fix: its place and what was done. `rule` is None where no rule is about it."""

    spot: Spot
    sentence: str
    rule: RuleInfo | None = None


@dataclass(frozen=True, slots=True)
class NotFixed:
    """One slip with a clear right spelling that was not fixed, and the reason."""

    spot: Spot
    reason: str
    rule: RuleInfo


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A data file before and after fixing."""

    document: str
    before: bytes
    after: bytes
    fixes: tuple[Fix, ...] = ()
    left: tuple[NotFixed, ...] = ()

    @property
    def diff(self) -> tuple[str, ...]:
        """The fixes as a unified diff."""
        return unified(self.document, self.before, self.after)
