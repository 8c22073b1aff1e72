"""What there is to read about rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.basis.finding import RuleInfo


@dataclass(frozen=True, slots=True)
class RulesOutcome:
    """Every rule there is, in the order of the codes."""

    rules: tuple[RuleInfo, ...]


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule, with its page."""

    rule: RuleInfo
