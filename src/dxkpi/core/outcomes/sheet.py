"""Outcomes about answer sheets: what was sent, and what comes of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dxkpi.core.departments import NO_DEPARTMENTS

if TYPE_CHECKING:
    from datetime import date

    from dxkpi.core.basis.calendar import FiscalYear
    from dxkpi.core.basis.finding import Finding
    from dxkpi.core.basis.record import Status
    from dxkpi.core.collection.answer import Answer, Rejection
    from dxkpi.core.collection.ask import Ask, Questionnaire, Round
    from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
    from dxkpi.core.departments import DeclaredDepartments
    from dxkpi.core.diff.outcome import DiffOutcome
    from dxkpi.core.observations import Observation


@dataclass(frozen=True, slots=True)
class SheetOutOutcome:
    """The questionnaires about `year`, each with the name of the file written; none where nothing is asked.

    `elsewhere` are not asked, as their values are those of indicators of other plans.
    """

    year: FiscalYear
    wanted: Status
    files: tuple[tuple[str, Questionnaire], ...]
    departments: DeclaredDepartments = NO_DEPARTMENTS
    elsewhere: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusOutcome:
    """The state of the answers about `year` on the day `today`, by plan and status that is wanted."""

    year: FiscalYear
    today: date
    rounds: tuple[Round, ...]
    departments: DeclaredDepartments = NO_DEPARTMENTS

    @property
    def overdue(self) -> bool:
        """True if a value should be there and is not."""
        return any(collection.overdue(ask) for collection in self.rounds for ask in collection.asks)


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that is written, or would be: about an indicator of a plan in `year`; `was` is the value before it."""

    declared: DeclaredIndicator
    plan: DeclaredPlan
    year: FiscalYear
    answer: Answer
    was: Observation | None


@dataclass(frozen=True, slots=True)
class ReadBook:
    """The result of a file of answers, in numbers of answers; `owner` and `made` as it remembers them.

    `unanswered` are the answers that are still missing, by number in the sheet and name. `answered_by` and `checked`
    are the department's own words.
    """

    file: str
    owner: str = ""
    made: str = ""
    asked: int = 0
    written: int = 0
    already: int = 0
    refused: int = 0
    unanswered: tuple[tuple[str, str], ...] = ()
    answered_by: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class SheetInOutcome:
    """The changes that the answers in `books` make, and the answers refused.

    `files` are the data files that change, as they were read and as they are to be. `diff` compares the data before and
    after; None where nothing changes. `findings` are those that the data did not have before. Nothing is written where
    something was refused, unless `partial`. `notes` tell how cells were read that could be read otherwise;
    `cautions` name texts that should not be published as they are.
    """

    books: tuple[ReadBook, ...]
    taken: tuple[Taken, ...] = ()
    refused: tuple[Rejection, ...] = ()
    notes: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    files: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)
    diff: DiffOutcome | None = None
    findings: tuple[Finding, ...] = ()
    partial: bool = False

    @property
    def writes(self) -> bool:
        """True if anything is to be written."""
        return bool(self.files) and (self.partial or not self.refused)
