"""The directions (目標の型), one module each. To add one: its module, and one line in `Indicator`."""

from typing import Annotated, get_args

from pydantic import Field

from dxkpi.core.indicator.hold import Decrease, Increase, Keep, Monitor, Range
from dxkpi.core.indicator.parts import Composite
from dxkpi.core.indicator.reach import Absolute, Reference, Relative
from dxkpi.core.indicator.words import Judged, Milestone

Indicator = (
    Absolute
    | Reference
    | Relative
    | Increase
    | Decrease
    | Keep
    | Range
    | Milestone
    | Composite
    | Judged
    | Monitor
)  # fmt: skip

AnyIndicator = Annotated[Indicator, Field(discriminator="direction")]

DIRECTIONS: dict[str, type[Indicator]] = {
    get_args(kind.model_fields["direction"].annotation)[0]: kind for kind in get_args(Indicator)
}
"""Every direction by its name in the data."""

DIRECTION_TITLES = {name: f"{kind.title}（{name}）" for name, kind in DIRECTIONS.items()}
"""Japanese title of every direction, followed by its name in the data."""
