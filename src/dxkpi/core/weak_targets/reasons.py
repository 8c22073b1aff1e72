"""Why a target deserves attention: a closed set of kinds, and what each says beside the values that it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.observations import Observation
from dxkpi.core.reference import Ref
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.baseline import BaselineRevision
from dxkpi.core.trajectory import Pace, Track


class Kind(StrEnum):
    """What can be the matter with a target, in the order in which it is told."""

    WORSE_THAN_BASELINE = "worse_than_baseline"
    MET_AT_BASELINE = "met_at_baseline"
    OLD_BASELINE = "old_baseline"
    FAR_EXCEEDED = "far_exceeded"
    OUT_OF_REACH = "out_of_reach"
    FLAT = "flat"
    NEVER_MEASURED = "never_measured"
    COPIED = "copied"
    LEAP = "leap"
    UNIT_CHANGED = "unit_changed"
    EXPECTED_VALUES = "expected_values"


class What(StrEnum):
    """What a value is that a reason rests on."""

    BASELINE = "baseline"
    TARGET = "target"
    ACTUAL = "actual"
    UNIT = "unit"
    PUBLISHED_UNIT = "published_unit"


@dataclass(frozen=True, slots=True)
class Seen:
    """A value of `indicator` that a reason rests on, and its place.

    `observation` is that of an actual, `text` a unit, `restated` what brought a baseline that was restated.
    """

    what: What
    place: Ref
    indicator: Indicator
    observation: Observation | None = None
    text: str | None = None
    restated: BaselineRevision | None = None


@dataclass(frozen=True, slots=True)
class WorseThanBaseline:
    """The target lies on the worse side of its baseline; in `part`, if it has parts."""

    kind: ClassVar[Kind] = Kind.WORSE_THAN_BASELINE
    part: str | None = None


@dataclass(frozen=True, slots=True)
class MetAtBaseline:
    """The target is the baseline itself, or an actual from `before` the plan had reached it."""

    kind: ClassVar[Kind] = Kind.MET_AT_BASELINE
    before: FiscalYear | None = None


@dataclass(frozen=True, slots=True)
class OldBaseline:
    """The baseline is of so many `years` before the first of the plan."""

    kind: ClassVar[Kind] = Kind.OLD_BASELINE
    years: int


@dataclass(frozen=True, slots=True)
class FarExceeded:
    """The actual is so many `times` the target, or with `by_way` so many times the way from baseline to target."""

    kind: ClassVar[Kind] = Kind.FAR_EXCEEDED
    times: Fraction
    by_way: bool


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """The `pace` so far leads short of the target at the end of its `track`: that of the whole, or of one part."""

    kind: ClassVar[Kind] = Kind.OUT_OF_REACH
    track: Track
    pace: Pace


@dataclass(frozen=True, slots=True)
class Flat:
    """The values have not moved from `since` to the last year, in which the target is missed."""

    kind: ClassVar[Kind] = Kind.FLAT
    since: FiscalYear
    until: FiscalYear


@dataclass(frozen=True, slots=True)
class NeverMeasured:
    """There is no actual of any year after `since`, though other targets have theirs of so many `years` later."""

    kind: ClassVar[Kind] = Kind.NEVER_MEASURED
    since: FiscalYear
    years: int


@dataclass(frozen=True, slots=True)
class Copied:
    """The same figure stands so many `times`, to the last digit."""

    kind: ClassVar[Kind] = Kind.COPIED
    times: int


@dataclass(frozen=True, slots=True)
class Leap:
    """Values differ by a power of ten, as the rules with these `codes` find."""

    kind: ClassVar[Kind] = Kind.LEAP
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitChanged:
    """The unit is another than when the result of `year` was published."""

    kind: ClassVar[Kind] = Kind.UNIT_CHANGED
    year: FiscalYear


@dataclass(frozen=True, slots=True)
class ExpectedValues:
    """So many `expected` ones are among the `values` that the headline rests on, and so many among those `met`."""

    kind: ClassVar[Kind] = Kind.EXPECTED_VALUES
    expected: int
    values: int
    met_expected: int
    met: int


Reason = (
    WorseThanBaseline
    | MetAtBaseline
    | OldBaseline
    | FarExceeded
    | OutOfReach
    | Flat
    | NeverMeasured
    | Copied
    | Leap
    | UnitChanged
    | ExpectedValues
)


@dataclass(frozen=True, slots=True)
class Found:
    """A reason, and the values that it rests on."""

    reason: Reason
    seen: tuple[Seen, ...]


class Silence(StrEnum):
    """Why nothing is said: there is nothing the matter, the data cannot tell, or the question does not arise."""

    CLEAR = "clear"
    UNTOLD = "untold"
    BESIDE = "beside"


Verdict = Found | Silence
