"""The public site as files: pages, and the data that they show."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from dxkpi import __version__
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.outcomes.site import PlanShown, SiteOutcome, YearShown
from dxkpi.render.blocks import About, Doc
from dxkpi.render.formats import Look
from dxkpi.render.html.document import lines, written
from dxkpi.render.html.pages import Chrome, Feed, FeedEntry, Frame, Way, feed, page
from dxkpi.render.json import write as json_bytes
from dxkpi.render.open_data import dataset, open_data
from dxkpi.render.plain import plain
from dxkpi.render.views.indicator_page import indicator_doc
from dxkpi.render.views.site import (
    CHANGES,
    DATA,
    FEED,
    GUIDE,
    INDEX,
    UNPUBLISHED,
    changes_doc,
    data_doc,
    foot,
    guide_doc,
    index_doc,
    news_text,
    news_title,
    year_doc,
)

_INDEX, _CHANGES, _GUIDE, _DATA = "index.html", "changes.html", "guide.html", "data.html"
_FEED = "feed.xml"


def site_files(site: SiteOutcome) -> dict[str, bytes]:
    """Return the files by their names below the folder, `/` between its parts."""
    return dict(_Site(site).files())


def year_page(plan: str, year: FiscalYear) -> str:
    """Return the name of the page of a year: for ever, as links from elsewhere lead there."""
    return f"plans/{plan}/{year.start}.html"


def indicator_page(plan: str, indicator: str) -> str:
    """Return the name of the page of an indicator: for ever, as links from elsewhere lead there."""
    return f"plans/{plan}/indicators/{indicator}.html"


def year_data(plan: str, year: FiscalYear) -> str:
    """Return the name of the file with everything about a year."""
    return f"data/{plan}/{year.start}.json"


@dataclass(frozen=True, slots=True)
class _Page:
    """A page on its way: its name, its document, and what leads from it to others."""

    name: str
    doc: Doc
    crumbs: tuple[tuple[str, str], ...] = ()
    years: tuple[tuple[str, str], ...] = ()
    hidden: bool = False


class _Site:
    def __init__(self, site: SiteOutcome) -> None:
        self._site = site
        self._data = dict(open_data(site))
        self._title, self._feed = plain(site.title), _feed(site)
        self._places = {**dict(_places(site)), **{About(part=name): name for name in self._data}}
        if self._feed:
            self._places[FEED] = _FEED

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file with its name."""
        for own in self._pages():
            yield own.name, self._written(own)
        if self._feed:
            yield _FEED, feed(self._feed)
        yield from self._data.items()
        for plan, year in self._site.years:
            yield year_data(plan.plan.plan.plan, year.year), json_bytes(year.outcome, Look())
        yield ".nojekyll", b""

    def _pages(self) -> Iterator[_Page]:
        yield _Page(_INDEX, index_doc(self._site))
        for shown in self._site.plans:
            yield from self._of_plan(shown)
        yield _Page(_CHANGES, changes_doc(self._site), ((self._title, _INDEX),))
        yield _Page(_GUIDE, guide_doc(self._site), ((self._title, _INDEX),))
        yield _Page(_DATA, data_doc(self._site, tuple(self._data)), ((self._title, _INDEX),))

    def _of_plan(self, shown: PlanShown) -> Iterator[_Page]:
        plan, top = shown.plan.plan, (self._title, _INDEX)
        years = tuple((_label(own), year_page(plan.plan, own.year)) for own in shown.years)
        for own in shown.years:
            yield _Page(year_page(plan.plan, own.year), year_doc(own), (top,), years, hidden=not own.published)
        for indicator in shown.indicators:
            identifier = indicator.declared.indicator.id
            newest = year_page(plan.plan, shown.years[0].year)
            crumb = (f"{plan.name} {_label(shown.years[0])}", f"{newest}#i-{identifier}")
            yield _Page(indicator_page(plan.plan, identifier), indicator_doc(indicator, shown), (top, crumb))

    def _written(self, own: _Page) -> bytes:
        def place(about: About) -> str | None:
            found = self._places.get(about)
            return None if found is None or found.partition("#")[0] == own.name else self._from(own.name, found)

        return page(written(own.doc, place, self._title), Frame(__version__, self._chrome(own)))

    def _from(self, name: str, place: str) -> str:
        file, mark, part = place.partition("#")
        return posixpath.relpath(file, posixpath.dirname(name) or ".") + mark + part

    def _chrome(self, own: _Page) -> Chrome:
        def way(label: str, place: str) -> Way:
            return Way(label, self._from(own.name, place), current=place == own.name)

        menu = (("計画の一覧", _INDEX), ("読み方", _GUIDE), ("変更の記録", _CHANGES), ("オープンデータ", _DATA))
        return Chrome(
            self._title,
            tuple(way(*one) for one in menu),
            tuple(way(*one) for one in own.crumbs),
            tuple(way(*one) for one in own.years),
            lines(foot(self._site)),
            hidden=own.hidden,
            feed=self._from(own.name, _FEED) if self._feed else "",
            dataset=dataset(self._site) if own.name == _DATA else None,
        )


def _feed(site: SiteOutcome) -> Feed | None:
    """Return the news that have a day as a feed, where it is known where the site will stand."""
    base = site.declared.base
    entries = tuple(
        FeedEntry(f"{base}{_CHANGES}#{own.id}", plain(news_title(own)), str(own.day.first), plain(news_text(own)))
        for own in site.news
        if own.day
    )
    if base is None or not entries:
        return None
    return Feed(base, _FEED, plain(site.title), plain(site.publisher or site.title), entries)


def _label(shown: YearShown) -> str:
    return f"{'' if shown.published else UNPUBLISHED}{shown.year.formal}"


def _places(site: SiteOutcome) -> Iterator[tuple[About, str]]:
    """Yield everything that has a place on the site, with that place."""
    yield from ((INDEX, _INDEX), (CHANGES, _CHANGES), (GUIDE, _GUIDE), (DATA, _DATA))
    for change in site.news:
        yield About(part=change.id), f"{_CHANGES}#{change.id}"
    for shown in site.plans:
        plan = shown.plan.plan.plan
        for own in shown.years:
            yield About(plan, year=own.year), year_page(plan, own.year)
            yield About(plan, year=own.year, part="json"), year_data(plan, own.year)
        if shown.years:
            yield About(plan), year_page(plan, shown.years[0].year)
        for indicator in shown.indicators:
            identifier = indicator.declared.indicator.id
            yield About(plan, identifier), indicator_page(plan, identifier)
