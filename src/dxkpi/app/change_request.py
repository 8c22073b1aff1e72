"""What a department wants written about an indicator, as the user gave it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewActual:
    """A value as the user gave it: one number, the steps done, or `part=number` for each part.

    With `correct` it takes the place of the newest record of the same status, else it joins what is there.
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
class NewReason:
    """Why the target of the year is missed."""

    cause: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class NewSuspension:
    """That tracking has ended with the year."""

    reason: str
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose word it is: a page of a document of the plan, or somebody who reports it before any document prints it.

    `known` is the day on which it became known, where that is neither the document's nor today.
    """

    document: str | None = None
    page: str | None = None
    reported: str | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """What shall be written about one indicator in one year; `today` is when a reported value became known."""

    indicator: str
    year: str
    today: date
    plan: str | None = None
    actual: NewActual | None = None
    reason: NewReason | None = None
    suspension: NewSuspension | None = None
    origin: Origin = Origin()
