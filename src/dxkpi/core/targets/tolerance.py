"""How closely a target has to be hit: what may be short of it (程度), or that it has to be passed (超, 未満)."""

from fractions import Fraction
from typing import Self

from pydantic import model_validator

from dxkpi.core.number import ratio
from dxkpi.core.scalars import Flag, Number, contradiction
from dxkpi.core.targets.base import Target

_PERCENT = 100
_NONE = Fraction(0)


class Tolerant(Target):
    """A target that counts as reached a little short of it: by `tolerance` in its unit, or in percent of its value."""

    tolerance: Number | None = None
    tolerance_percent: Number | None = None

    @model_validator(mode="after")
    def _tolerates_something(self) -> Self:
        told = {"tolerance": self.tolerance, "tolerance_percent": self.tolerance_percent}
        for key, width in told.items():
            if width is not None and width < 0:
                raise contradiction("許容幅が負である", f"{key} は0以上で書く", key)
        if None not in told.values():
            raise contradiction(
                "許容幅が二通りに書かれている",
                "目標値と同じ単位なら tolerance、目標値に対する割合なら tolerance_percent だけを書く",
                "tolerance_percent",
            )
        return self

    def slack(self, value: Fraction) -> Fraction:
        """How much may be short of `value`."""
        if self.tolerance_percent is not None:
            return abs(value) * ratio(self.tolerance_percent) / _PERCENT
        return ratio(self.tolerance) if self.tolerance is not None else _NONE


class Aim(Tolerant):
    """A target to reach; with `exclusive` it has to be passed (超, 未満)."""

    exclusive: Flag = False

    @model_validator(mode="after")
    def _near_or_beyond(self) -> Self:
        if self.exclusive and (self.tolerance is not None or self.tolerance_percent is not None):
            raise contradiction(
                "超・未満（exclusive）なのに、許容幅がある",
                "ちょうどでも足りない目標か、少し足りなくてもよい目標（程度）か、どちらかにする",
                "exclusive",
            )
        return self
