"""The public site as files: pages, and the data that they show."""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from dxkpi import __version__
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.outcomes.site import PlanShown, SiteOutcome, YearShown
from dxkpi.render.blocks import About, Block
from dxkpi.render.formats import Look
from dxkpi.render.html.document import ENGLISH_PAGE, JAPANESE_PAGE, PageWords, Place, Run, lines, words, written
from dxkpi.render.html.pages import Chrome, Feed, FeedEntry, Frame, Way, feed, page
from dxkpi.render.json_v1 import write as json_bytes
from dxkpi.render.open_data import dataset, open_data
from dxkpi.render.plain import plain
from dxkpi.render.views.english import ENGLISH
from dxkpi.render.views.indicator_page import indicator_blocks
from dxkpi.render.views.japanese import JAPANESE
from dxkpi.render.views.site import (
    FEED,
    GUIDE,
    INDEX,
    changes_blocks,
    data_blocks,
    foot,
    guide_blocks,
    index_blocks,
    news_text,
    news_title,
    year_blocks,
)
from dxkpi.render.views.summary import CHANGES, DATA, plans_blocks, summary_blocks, year_words
from dxkpi.render.views.wording import Wording

_PAGES = ".html"
_INDEX, _CHANGES, _GUIDE, _DATA = "index.html", "changes.html", "guide.html", "data.html"
_FEED = "feed.xml"


@dataclass(frozen=True, slots=True)
class _Language:
    """A language of pages: its words, the folder of its pages, and its name in that language itself."""

    name: str
    said: Wording
    around: PageWords
    folder: str = ""


_JAPANESE = _Language("日本語", JAPANESE, JAPANESE_PAGE)
_ENGLISH = _Language("English", ENGLISH, ENGLISH_PAGE, "en/")
_LANGUAGES = (_JAPANESE, _ENGLISH)


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
    """A page on its way: its name, what it says, and what leads from it to others."""

    name: str
    blocks: Iterable[Block]
    crumbs: tuple[tuple[str, str], ...] = ()
    years: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    language: _Language = _JAPANESE
    twin: bool = False

    @property
    def bare(self) -> str:
        """Its name without the folder of its language; a page has the same in every language that it comes in."""
        return self.name.removeprefix(self.language.folder)


class _Site:
    def __init__(self, site: SiteOutcome) -> None:
        self._site = site
        self._data = dict(open_data(site))
        self._feed = _feed(site)
        self._places = {**dict(_places(site)), **{About(part=name): name for name in self._data}}
        if self._feed:
            self._places[FEED] = _FEED
        self._twins = {_INDEX, *(year_page(plan.plan.plan.plan, shown.year) for plan, shown in site.years)}

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
        top = (JAPANESE.title(self._site), _INDEX)
        yield _Page(_INDEX, index_blocks(self._site), twin=True)
        yield _Page(_ENGLISH.folder + _INDEX, plans_blocks(self._site, ENGLISH), language=_ENGLISH, twin=True)
        for shown in self._site.plans:
            yield from self._of_years(shown, _JAPANESE, year_blocks)
            yield from self._of_years(shown, _ENGLISH, partial(summary_blocks, said=ENGLISH))
            yield from self._of_indicators(shown)
        yield _Page(_CHANGES, changes_blocks(self._site), (top,))
        yield _Page(_GUIDE, guide_blocks(self._site), (top,))
        yield _Page(_DATA, data_blocks(self._site, tuple(self._data)), (top,))

    def _of_years(
        self, shown: PlanShown, language: _Language, blocks: Callable[[YearShown], Iterable[Block]]
    ) -> Iterator[_Page]:
        plan, said, folder = shown.plan.plan.plan, language.said, language.folder
        top = (said.title(self._site), folder + _INDEX)
        years = tuple((year_words(own, said), folder + year_page(plan, own.year)) for own in shown.years)
        for own in shown.years:
            name, hidden = folder + year_page(plan, own.year), not own.published
            yield _Page(name, blocks(own), (top,), years, hidden=hidden, language=language, twin=True)

    def _of_indicators(self, shown: PlanShown) -> Iterator[_Page]:
        plan, top = shown.plan.plan, (JAPANESE.title(self._site), _INDEX)
        for indicator in shown.indicators:
            identifier = indicator.declared.indicator.id
            newest = year_page(plan.plan, shown.years[0].year)
            crumb = (f"{plan.name} {year_words(shown.years[0], JAPANESE)}", f"{newest}#i-{identifier}")
            yield _Page(indicator_page(plan.plan, identifier), indicator_blocks(indicator, shown), (top, crumb))

    def _written(self, own: _Page) -> bytes:
        def place(about: About) -> Place | None:
            found = self._places.get(about)
            if found is None:
                return None
            there = own.language.folder + found if found in self._twins else found
            if there.partition("#")[0] == own.name:
                return None
            # Only the pages that have a twin are in the language of this one.
            other = own.language is not _JAPANESE and there == found and found.endswith(_PAGES)
            return Place(self._from(own.name, there), _JAPANESE.around.language if other else "")

        title = plain(own.language.said.title(self._site))
        around = own.language.around
        return page(written(tuple(own.blocks), place, title, around), Frame(__version__, around, self._chrome(own)))

    def _from(self, name: str, place: str) -> str:
        file, mark, part = place.partition("#")
        return posixpath.relpath(file, posixpath.dirname(name) or ".") + mark + part

    def _chrome(self, own: _Page) -> Chrome:
        said, folder = own.language.said, own.language.folder

        def way(label: str, place: str, *, leads_to: str = "") -> Way:
            return Way(words(label), self._from(own.name, place), place == own.name, leads_to)

        apart = "" if own.language is _JAPANESE else _JAPANESE.around.language
        in_japanese = ((said.guide, _GUIDE), (said.changes, _CHANGES), (said.open_data, _DATA))
        title = said.title(self._site)
        return Chrome(
            plain(title),
            words(title),
            self._from(own.name, own.name),
            (way(said.plans, folder + _INDEX), *(way(*one, leads_to=apart) for one in in_japanese)),
            tuple(way(*one) for one in own.crumbs),
            tuple(way(*one) for one in own.years),
            lines(foot(self._site, said)),
            hidden=own.hidden,
            feed=self._from(own.name, _FEED) if self._feed else "",
            dataset=dataset(self._site) if own.name == _DATA else None,
            others=tuple(self._others(own)),
            twin=own.twin,
        )

    def _others(self, own: _Page) -> Iterator[Way]:
        """Yield the ways to a page in other languages: to the list of plans where it has none."""
        for other in _LANGUAGES:
            if other is not own.language:
                name = other.folder + (own.bare if own.twin else _INDEX)
                label = (Run(other.name, language=other.around.language),)
                yield Way(label, self._from(own.name, name), leads_to=other.around.language)


def _feed(site: SiteOutcome) -> Feed | None:
    """Return the feed of the site, where there is something for it."""
    base = site.declared.base
    entries = tuple(
        FeedEntry(f"{base}{_CHANGES}#{news.id}", plain(news_title(news)), str(news.day.last), plain(news_text(news)))
        for news in site.fed
        if news.day
    )
    if base is None or not entries:
        return None
    return Feed(base, _FEED, plain(site.title), plain(site.publisher or site.title), entries)


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
