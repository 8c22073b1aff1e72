"""Findings about data as values: which rule, where, what was found, what to do. Lines are not known here."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

Path = tuple[str | int, ...]


class Ref(NamedTuple):
    """A place in a data file, by route: `document` as listed below the data folder, `path` as keys and indices.

    Keys stand as they are written (R3 or 2021); `key` points at the last key itself instead of at its value.
    """

    document: str
    path: Path = ()
    key: bool = False


Where = Callable[[Ref], str]
"""A function that writes a place in the data as `data/indicators/…/rpa-hours.yaml:9:10`."""


class Spot(NamedTuple):
    """A place in a data file, by position: line and column count from 1, in characters."""

    document: str
    line: int
    column: int


Place = Ref | Spot
Locate = Callable[[Place], Spot]
"""The position of a place."""


INDICATOR = "indicators/plan-a/one/hours.yaml"
PLAN = "targets/plan-a.yaml"
"""The plan file and the indicator file of most examples, named as below the data folder."""


class Example(NamedTuple):
    """Lines of the data file `file`.

    They replace what the sample data of the tests have under the same top-level keys. With `whole` they are the whole
    file, as always for a file that the sample data do not have. `encoding` is how the file is saved.
    """

    text: str
    file: str = INDICATOR
    whole: bool = False
    encoding: str = "utf-8"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines, broken only where a data file breaks them."""
        return tuple(self.text.removesuffix("\n").split("\n"))


class Page(NamedTuple):
    """The page of a rule, in Japanese.

    `why` says which slip a person makes and what it would do, `fix` how to put it right. `bad` breaks the rule and
    `good`, the same after the edit that `fix` asks for, does not; both are empty only where no text can break it (a
    link, a folder, a file too big). Each of `others` is what another of the edits that `fix` offers makes of `bad`.
    Where it is a change that breaks the rule, it leads from `before` to `bad` or to `good`.
    """

    why: str
    fix: str
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    before: tuple[Example, ...] = ()
    others: tuple[tuple[Example, ...], ...] = ()

    @property
    def fixed(self) -> tuple[tuple[Example, ...], ...]:
        """The good examples, one for each edit."""
        return (self.good, *self.others) if self.good else ()


SHOWN = 5
"""Number of findings of one rule in one file that are shown in full; the others are only counted."""
COUNTED = 100
"""Number of findings of one rule in one file up to which they are counted.

A file of a megabyte can break a rule a hundred thousand times.
"""


class Severity(StrEnum):
    """Severity of a finding: an error fails the run, a warning only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


class Command(StrEnum):
    """A command of `dxkpi` that runs rules."""

    VALIDATE = "validate"
    CHECK_TARGETS = "check-targets"
    DIFF = "diff"
    SHEET = "sheet in"


class RuleInfo(NamedTuple):
    """Facts about a rule that hold before it finds anything.

    `code` is never reused, `name` is a slug, `summary` says in one Japanese sentence what is wrong. `waivable` is
    true where the data can be used all the same, so that someone who knows better may waive the rule beside the data,
    with a reason.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    page: Page
    waivable: bool = False
    commands: tuple[Command, ...] = (Command.VALIDATE,)

    @property
    def by_validate(self) -> bool:
        """True if `dxkpi validate` runs the rule."""
        return Command.VALIDATE in self.commands


def error(code: str, name: str, summary: str, page: Page, *, waivable: bool = False) -> RuleInfo:
    """Return the description of a rule whose findings are errors."""
    return RuleInfo(code, name, Severity.ERROR, summary, page, waivable)


def warning(code: str, name: str, summary: str, page: Page) -> RuleInfo:
    """Return the description of a rule whose findings are warnings: probable slips that may be right."""
    return RuleInfo(code, name, Severity.WARNING, summary, page, waivable=True)


class Related(NamedTuple):
    """Another place that a finding refers to: the first of two duplicates, the plan that is contradicted.

    `note` is the remark in the data on a value that the finding rests on.
    """

    place: Place
    label: str
    note: str | None = None

    @property
    def words(self) -> str:
        """The label of the place, with its note."""
        return f"{self.label}。注記: {self.note}" if self.note else self.label


class Diagnostic(NamedTuple):
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
        """The data file that the finding is about."""
        return self.place.document


class Finding(NamedTuple):
    """A diagnostic with its position; `line` is the text of the line it points at, if that can be shown.

    `weight` is the severity that the plan gives the rule, if any. `more` is the number of further findings of the rule
    in the file that are not shown; only the last finding that is shown has it.
    """

    diagnostic: Diagnostic
    spot: Spot
    line: str | None = None
    related: tuple[tuple[Spot, str], ...] = ()
    weight: Severity | None = None
    more: int = 0

    @property
    def uncounted(self) -> bool:
        """True if there may be more findings than `more` says."""
        return self.more > COUNTED - SHOWN

    @property
    def severity(self) -> Severity:
        """The severity of its rule, unless the plan gives the rule another one."""
        return self.weight or self.diagnostic.rule.severity

    @property
    def touches_figures(self) -> bool:
        """True if figures computed from the data cannot be trusted until it is resolved."""
        diagnostic = self.diagnostic
        return diagnostic.blocks and {diagnostic.rule.severity, self.severity} == {Severity.ERROR}


def count(findings: Iterable[Finding]) -> int:
    """Return the number of findings, including those that are only counted."""
    return sum(1 + finding.more for finding in findings)
