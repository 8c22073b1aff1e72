"""Requests of `dxkpi set`, which `dxkpi sheet in` makes of answers too: what is to be written, as it was given."""

from dataclasses import dataclass
from datetime import date

from dxkpi.core.collection.answer import Reason


@dataclass(frozen=True, slots=True)
class NewActual:
    """A value as the user gave it: one number, the steps done, or `part=number` for each part.

    With `correct` it replaces the newest record of the same status, else it is added.
    """

    status: str | None
    value: str | None = None
    done: tuple[str, ...] | None = None
    parts: tuple[str, ...] = ()
    text: str | None = None
    as_of: str | None = None
    known: str | None = None
    approximate: bool = False
    note: str | None = None
    correct: bool = False


@dataclass(frozen=True, slots=True)
class NewPending:
    """The answer that the value of the year is not there yet, and when it is promised."""

    until: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewState:
    """A state of the plan, by its id or label, that the indicator is in from that year, or in it alone.

    None: the state that lasts until then ends, and the indicator is rated again.
    """

    state: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewRating:
    """A rating by people, by its id, label or symbol."""

    rating: str
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A remark on the year under a heading; it takes the place of what stands there."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class NewSuspension:
    """The end of tracking with that year."""

    reason: str
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Origin of a change: a page of a document of the plan, or a person who reports it before any document.

    `known` is the day on which it became known, where that is neither the document's date nor today.
    """

    document: str | None = None
    page: str | None = None
    reported: str | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """The change of one indicator in one fiscal year; `today` is when a reported value became known."""

    indicator: str
    year: str
    today: date
    plan: str | None = None
    actual: NewActual | None = None
    reason: Reason | None = None
    pending: NewPending | None = None
    state: NewState | None = None
    rating: NewRating | None = None
    remarks: tuple[NewRemark, ...] = ()
    suspension: NewSuspension | None = None
    origin: Origin = Origin()

    @property
    def says_nothing(self) -> bool:
        """True if nothing is to be written."""
        own = (self.actual, self.reason, self.pending, self.state, self.rating, self.suspension)
        return not self.remarks and own == (None,) * len(own)
