"""The public site: what is shown of each plan, and where the data came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dxkpi.core.site import NO_SITE, Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxkpi.core.assessment import Assessment
    from dxkpi.core.basis.calendar import FiscalYear
    from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
    from dxkpi.core.explain import Explanation
    from dxkpi.core.news import News
    from dxkpi.core.outcomes.report import ReportOutcome
    from dxkpi.core.report import Report


class DataRevision(NamedTuple):
    """The commit that the data were read from, and its day (`2026-11-28`)."""

    commit: str
    day: str


class YearShown(NamedTuple):
    """A year of a plan: its report, as published where it was.

    `newer` are the indicators whose value became known after the publication: as published, and as known now.
    """

    year: FiscalYear
    outcome: ReportOutcome
    published: bool
    newer: tuple[tuple[Assessment, Assessment], ...] = ()

    @property
    def report(self) -> Report:
        """Its report."""
        return self.outcome.reports[0]


class IndicatorShown(NamedTuple):
    """An indicator with nothing but what may be shown, explained in each year shown that it has, the newest first.

    `source` is the address of its file.
    """

    declared: DeclaredIndicator
    explanations: tuple[Explanation, ...]
    source: str | None = None


class PlanShown(NamedTuple):
    """A plan: its years, the newest first, its indicators, and the years `left_out` because they are not published."""

    plan: DeclaredPlan
    years: tuple[YearShown, ...]
    indicators: tuple[IndicatorShown, ...]
    left_out: tuple[FiscalYear, ...] = ()


class SiteOutcome(NamedTuple):
    """Everything on the public site; without `revision` the data are files at work. `declared` is what `data` say."""

    plans: tuple[PlanShown, ...]
    news: tuple[News, ...]
    title: str
    publisher: str | None
    revision: DataRevision | None = None
    declared: Site = NO_SITE.site

    @property
    def fed(self) -> tuple[News, ...]:
        """The news that its feed brings, where it is known where the site will stand: what has a day."""
        return tuple(news for news in self.news if news.day) if self.declared.url else ()

    @property
    def years(self) -> Iterator[tuple[PlanShown, YearShown]]:
        """Every year shown, with its plan."""
        return ((plan, year) for plan in self.plans for year in plan.years)
