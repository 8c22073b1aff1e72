"""States (状態): what an indicator is in where it takes no rating, besides suspension: 未判明, 完了, 中止, 評価困難."""

from enum import StrEnum
from typing import Annotated

from dxkpi.core.scalars import Flag, Id, Line, Record, Text, one_of
from dxkpi.core.source import Attested


class Occasion(StrEnum):
    """What brings an indicator into a state by itself."""

    NO_ACTUAL = "no_actual"
    NOT_ASSESSED = "not_assessed"


class State(Record):
    """A state that a plan reports in a column of its own.

    `when` takes in whatever has no actual yet, or could not be assessed. An indicator that is put into a `lasting`
    state stays in it in later years.
    """

    id: Id
    label: Line
    group: Line
    symbol: Line | None = None
    in_denominator: Flag = True
    lasting: Flag = False
    when: Annotated[Occasion, one_of(Occasion)] | None = None


class StatusEntry(Attested):
    """That an indicator is in a state of its plan in a year, and why."""

    state: Id
    reason: Text | None = None
