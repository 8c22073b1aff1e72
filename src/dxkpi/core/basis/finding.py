"""Findings about data as values: which rule, where, what was found, what to do. Lines are not known here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True, slots=True)
class Ref:
    """A place in a data file, by route: `document` as listed below the data folder, `path` as keys and indices.

    Keys stand as they are written (R3 or 2021); `key` points at the last key itself instead of at its value.
    """

    document: str
    path: Path = ()
    key: bool = False


Where = Callable[[Ref], str]
"""`data/indicators/…/rpa-hours.yaml:9:10` for a place in the data."""


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """A place in a data file, by position: line and column count from 1, in characters."""

    document: str
    line: int
    column: int


Place = Ref | Spot


INDICATOR = "indicators/plan-a/one/hours.yaml"
PLAN = "targets/plan-a.yaml"
"""The two files that most examples speak of, as they are named below the data folder."""


@dataclass(frozen=True, slots=True)
class Example:
    """Lines of the data file `file`.

    They stand in the place of what the sample data of the tests say under the same keys of the first level. With
    `whole` they are the whole file, as always of a file that the sample data do not have. `encoding` is what the file
    is saved in.
    """

    text: str
    file: str = INDICATOR
    whole: bool = False
    encoding: str = "utf-8"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines, broken where a data file breaks and not where some other program would."""
        return tuple(self.text.removesuffix("\n").split("\n"))


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a rule, in Japanese.

    `why` says which slip a person makes and what it would do, `mend` how to put it right. `bad` breaks the rule and
    `good` does not; both are empty only where no text can break it (a link, a folder, a file too big).
    """

    why: str
    mend: str
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()


TOLD = 5
"""How many findings of one rule in one file are told; the others are counted."""
COUNTED = 100
"""Up to how many are counted: a file of a megabyte can break a rule a hundred thousand times."""


class Severity(StrEnum):
    """How much a finding weighs: an error fails the run, a warning only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What there is to say of a rule before it finds anything.

    `code` is never reused, `name` is a slug, `summary` says in one Japanese sentence what is wrong. `waivable` is
    true where the data can be used all the same, so that who knows better may say so beside the data, with a reason.
    `review` is true where `dxkpi check-targets` looks for it and `dxkpi validate` does not.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    page: Page
    waivable: bool = False
    review: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of: the first of two duplicates, the plan that is contradicted.

    Where it is a value that the finding rests on, `note` is what the data remark on it.
    """

    place: Place
    label: str
    note: str | None = None

    @property
    def words(self) -> str:
        """What is there, with what is remarked on it."""
        return f"{self.label}。注記: {self.note}" if self.note else self.label


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` says what was found and what was expected, `hint` what to do, both in Japanese.

    `blocks` is false where the figures of a report can be trusted all the same (不整合 with what was published).
    """

    rule: RuleInfo
    place: Place
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    blocks: bool = True

    @property
    def document(self) -> str:
        """The data file that it is about."""
        return self.place.document


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with its position found: `line` is the text of the line it points at, if that can be shown.

    `weight` is what the plan makes of the rule's severity, if it says anything. `more` is how many findings of the rule
    there are in the file besides those that are told; it stands with the last of these.
    """

    diagnostic: Diagnostic
    spot: Spot
    line: str | None = None
    related: tuple[tuple[Spot, str], ...] = ()
    weight: Severity | None = None
    more: int = 0

    @property
    def uncounted(self) -> bool:
        """Whether there may be even more findings than `more` says."""
        return self.more > COUNTED - TOLD

    @property
    def severity(self) -> Severity:
        """How much it weighs: by its rule, unless the plan has settled otherwise."""
        return self.weight or self.diagnostic.rule.severity

    @property
    def touches_figures(self) -> bool:
        """Whether figures reckoned from the data cannot be trusted as long as it stands."""
        own = self.diagnostic
        return own.blocks and Severity.ERROR is own.rule.severity is self.severity


def count(findings: Iterable[Finding]) -> int:
    """How many findings there are, with those that are not told."""
    return sum(1 + finding.more for finding in findings)
