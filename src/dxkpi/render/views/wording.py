"""The words of the pages and tables that come in several languages: one closed record, which each language fills."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dxkpi.core.assessment import Assessment
    from dxkpi.core.basis.calendar import Day, FiscalYear
    from dxkpi.core.basis.mark import Mark
    from dxkpi.core.count_table import CountColumn
    from dxkpi.core.detail import Group, UnnamedCount
    from dxkpi.core.indicator.attested import Document, Source
    from dxkpi.core.outcomes.site import SiteOutcome
    from dxkpi.core.plan.plan import Plan
    from dxkpi.core.plan.scheme import Section
    from dxkpi.core.reconcile import Agreement
    from dxkpi.core.report import Report
    from dxkpi.core.site import Licence
    from dxkpi.render.blocks import Block


class Wording(NamedTuple):
    """The phrases of a language. What is text is said as it is; what is a function gets what it speaks of.

    A text of the data that has no word in the language comes as `InJapanese`.
    """

    # around every page
    plans: str
    guide: str
    changes: str
    open_data: str
    unpublished: str
    title: Callable[[SiteOutcome], str]
    publisher: Callable[[SiteOutcome], str]
    contact: Callable[[str], str]
    terms: Callable[[Licence | None], str]
    revision: Callable[[str, str], str]
    at_work: str
    # the list of plans
    plan: Callable[[Plan], str]
    year: Callable[[FiscalYear], str]
    period: Callable[[FiscalYear | None, FiscalYear | None], str]
    none_published: str
    of_year: Callable[[FiscalYear], str]
    published: Callable[[Day | None, Source | None, Plan], str]
    agreement: Callable[[Agreement], str]
    provisional: Callable[[int, int], str]
    corrected: Callable[[int], str]
    # a year: its answer and its table
    answer: Callable[[Report], Iterator[Block]]
    overview: str
    corner: Callable[[Plan], str]
    column: Callable[[Plan, CountColumn], tuple[str, str]]
    section: Callable[[int, Section, int], str]
    total: Callable[[int], str]
    signs: Callable[[Collection[Mark]], str]
    mark: Callable[[Mark], tuple[str, str]]
    # its indicators
    standing: Callable[[Group, Report, bool], str]
    indicators: str
    monitored: str
    indicator: Callable[[Assessment, Report, Collection[str]], str]
    values: Callable[[Assessment, Report], Iterator[str]]
    unnamed: Callable[[UnnamedCount, Plan], str]
    # how it came about
    data: str
    whole_year: str
    tables: str
    method: str
    sources: str
    judged_by: Callable[[Plan], Iterator[str]]
    document: Callable[[Document], str]
    # what has no word in the language yet: how many, and of how many
    plans_left: Callable[[int, int], str]
    indicators_left: Callable[[int, int], str]
