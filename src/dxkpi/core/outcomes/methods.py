"""Outcomes about the methods that plans can name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.presets import NotYet, Preset


@dataclass(frozen=True, slots=True)
class MethodsOutcome:
    """Every method that a plan can take by its name, and those that cannot be named yet."""

    presets: tuple[Preset, ...]
    not_yet: tuple[NotYet, ...]


@dataclass(frozen=True, slots=True)
class MethodOutcome:
    """One method in full."""

    preset: Preset
