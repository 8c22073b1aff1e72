"""The three shapes of a rule. A rule is a file that holds its RuleInfo and one function that finds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from dxkpi.core.basis.finding import COUNTED, Diagnostic, Page, RuleInfo, Severity
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.rules.subject import PlanSubject, Subject


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """A rule that needs only an indicator and its plan."""

    info: RuleInfo
    check: Callable[[Subject], Iterable[Diagnostic]]


@dataclass(frozen=True, slots=True)
class PlanRule:
    """A rule that needs a plan with all its indicators, and nothing of other plans."""

    info: RuleInfo
    check: Callable[[PlanSubject], Iterable[Diagnostic]]


@dataclass(frozen=True, slots=True)
class DatasetRule:
    """A rule that needs to see everything that was declared."""

    info: RuleInfo
    check: Callable[[Dataset], Iterable[Diagnostic]]


Rule = IndicatorRule | PlanRule | DatasetRule


def first(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """As many of the findings about one file as anybody counts, where to look for all of them would take too long.

    They are of a rule that cannot be waived: what was set aside would take the room of what counts.
    """
    return islice(findings, COUNTED + 1)


def error(code: str, name: str, summary: str, page: Page, *, waivable: bool = False) -> RuleInfo:
    """The description of a rule whose findings are errors."""
    return RuleInfo(code, name, Severity.ERROR, summary, page, waivable)


def warning(code: str, name: str, summary: str, page: Page) -> RuleInfo:
    """The description of a rule whose findings are warnings: what looks like a slip and may be none."""
    return RuleInfo(code, name, Severity.WARNING, summary, page, waivable=True)


def named(declared: DeclaredIndicator) -> str:
    """An indicator as messages call it: its id and its name."""
    return f"{declared.indicator.id}（{clip(declared.indicator.name)}）"
