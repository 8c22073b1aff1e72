"""A document as records for the templates. All text that a template gets has gone through `plain` or `verbatim`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, assert_never

from dxkpi.core.basis.mark import Mark
from dxkpi.render.blocks import (
    MARKS,
    About,
    Align,
    Bar,
    Block,
    Column,
    Doc,
    Drawn,
    Grid,
    Heading,
    InJapanese,
    Item,
    Items,
    Length,
    Link,
    Named,
    Notes,
    Paragraph,
    PlacedRemark,
    Tone,
    Toned,
    Trend,
    Verbatim,
    WayChart,
)
from dxkpi.render.columns import grouped
from dxkpi.render.html.charts import SharesChart, Trended, WayDrawn, figure, shares, trended, way
from dxkpi.render.plain import plain, verbatim


class Place(NamedTuple):
    """The address of another page, relative to this one, and its `language` where that is another."""

    href: str
    language: str = ""


Places = Callable[[About], Place | None]
"""Returns the place of another page about something; None where there is none."""

_MEANINGS = {mark.sign: mark.meaning for mark in Mark}
_MAIN = "main"
"""The id that every page has."""
_LONGEST = 120
_FOLDED = 8
"""Columns up to which a table with two levels of heads folds on a narrow screen."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of the frame of a page in a `language`; `table` names a table by the heading above it."""

    language: str
    skip: str
    site: str
    crumbs: str
    years: str
    news: str
    table: Callable[[str], str]


JAPANESE_PAGE = PageWords("ja", "本文へ", "サイト", "パンくずリスト", "年度", "変更の記録", "{}の表".format)
ENGLISH_PAGE = PageWords(
    "en", "Skip to the content", "Site", "Breadcrumb", "Fiscal years", "Changes", "Table: {}".format
)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one tone, which may be a link or a mark with a meaning.

    `language` is that of the text where the page has another, `leads_to` that of the page that a link leads to.
    """

    text: str
    tone: str = ""
    href: str = ""
    outward: bool = False
    meaning: str = ""
    language: str = ""
    leads_to: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, with the ids by which links find it."""

    kind: ClassVar[str] = "title"
    level: int
    words: Runs
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph."""

    kind: ClassVar[str] = "words"
    words: Runs
    tone: str


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell of a table. The heads of columns are lines of text; `length` is the width of a drawn bar."""

    words: Runs
    role: str = "cell"
    columns: int = 1
    rows: int = 1
    look: str = ""
    length: str = ""
    lines: tuple[str, ...] = ()
    id: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table with its name; its last rows may be set `apart`.

    On a narrow screen `folds` columns stand below the name of each row, 0 if it does not fold; what stands behind the
    bar of a `stacked` one goes to a second line.
    """

    kind: ClassVar[str] = "table"
    name: str
    heads: tuple[tuple[HtmlCell, ...], ...]
    rows: tuple[tuple[HtmlCell, ...], ...]
    apart: tuple[tuple[HtmlCell, ...], ...]
    folds: int
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Lines whose blanks count."""

    kind: ClassVar[str] = "preformatted"
    name: str
    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of a list, with the id by which links find it."""

    id: str
    words: Runs
    lines: tuple[TextParagraph | Preformatted | WayDrawn, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A list; entries with further lines are cards."""

    kind: ClassVar[str] = "entries"
    entries: tuple[ListEntry, ...]
    cards: bool


@dataclass(frozen=True, slots=True)
class Footnotes:
    """Notes below a table."""

    kind: ClassVar[str] = "footnotes"
    lines: tuple[Runs, ...]


Part = Title | TextParagraph | HtmlTable | Preformatted | Entries | Footnotes | SharesChart | Trended


@dataclass(frozen=True, slots=True)
class Written:
    """The content of a page: its title, its first heading, which says the same, and the parts below."""

    title: str
    heading: Runs
    parts: tuple[Part, ...]


def alone(_: About) -> None:
    """Know no other page."""


def written(doc: Doc, places: Places, title: str, own: PageWords = JAPANESE_PAGE) -> Written:
    """Return `doc` for a page with the words of its `own`; `title` is that of a document that has none, or several."""
    return _Scribe(doc, places, own).written(title)


def words(text: str) -> Runs:
    """Return a text that stands outside a document."""
    return _line(text, plain)


def lines(texts: Iterable[str | Link]) -> tuple[Runs, ...]:
    """Return texts that stand outside a document, each as a line."""
    return tuple(_link(own) if isinstance(own, Link) else _line(own, plain) for own in texts)


def anchor(about: About) -> str:
    """Return the id by which a page names a part of itself."""
    if about.part:
        return about.part
    if about.year:
        return f"y{about.year.start}"
    return f"i-{about.indicator}" if about.indicator else f"p-{about.plan}"


class _Scribe:
    """One document on its way: the ids that its parts have, its last heading, and the number of its charts."""

    def __init__(self, doc: Doc, places: Places, own: PageWords) -> None:
        self._doc, self._places, self._own = doc, places, own
        self._ids, self._claimed_ids = _ids(doc), set[About]()
        self._level, self._heading, self._charts = 1, "", 0

    def written(self, title: str) -> Written:
        first = [block for block in self._doc if isinstance(block, Heading) and block.level == 1]
        if len(first) == 1 and self._doc[0] is first[0]:
            text = first[0].text
            parts = tuple(self._part(block, 0) for block in self._doc[1:])
            return Written(plain(text), _line(text, plain), parts)
        return Written(title, (Run(title),), tuple(self._part(block, bool(first)) for block in self._doc))

    def _part(self, block: Block, deeper: int) -> Part:
        part: Part
        match block:
            case Heading():
                part = self._title(block, deeper)
            case Paragraph():
                part = TextParagraph(self._line(block.text), _look(block.tone))
            case Grid():
                part = self._table(block)
            case Items():
                entries = tuple(map(self._entry, block.items))
                part = Entries(entries, any(entry.lines for entry in entries))
            case Notes():
                part = Footnotes(tuple(map(self._line, block.lines)))
            case PlacedRemark():
                part = Entries((self._entry(block),), cards=True)
            case Verbatim():
                part = self._preformatted(block)
            case Bar():
                self._charts += 1
                part = shares(block, f"chart-{self._charts}")
            case Trend():
                self._charts += 1
                part = trended(block, f"chart-{self._charts}")
            case _:
                assert_never(block)
        return part

    def _title(self, heading: Heading, deeper: int) -> Title:
        """Return a heading, not more than one level below the one before it."""
        self._level = min(max(heading.level + deeper, 2), self._level + 1)
        self._heading = plain(heading.text)
        return Title(self._level, self._line(heading.text), tuple(filter(None, map(self._claimed, heading.about))))

    def _claimed(self, about: About) -> str:
        """Return the id of a part at its first place, and nothing at any other."""
        if about in self._claimed_ids or about not in self._ids:
            return ""
        self._claimed_ids.add(about)
        return self._ids[about]

    def _entry(self, item: Item | PlacedRemark) -> ListEntry:
        lines = tuple(self._below(line, item.text) for line in item.lines)
        if not isinstance(item.text, Named):
            return ListEntry("", self._line(item.text), lines)
        return ListEntry(self._claimed(item.text.about), self._line(item.text, within=False), lines)

    def _below(self, line: str | Link | Verbatim, name: str) -> TextParagraph | Preformatted | WayDrawn:
        match line:
            case WayChart():
                return way(line, plain(name))
            case Verbatim():
                return self._preformatted(line)
            case Link():
                return TextParagraph(_link(line), "")
            case _:
                return TextParagraph(self._line(line), "")

    def _preformatted(self, block: Verbatim) -> Preformatted:
        return Preformatted(self._heading, tuple(_line(line, verbatim) for line in block.lines))

    def _line(self, text: str, *, within: bool = True) -> Runs:
        """Return `text` with a link where it names something: to a page, or `within` this one."""
        if not isinstance(text, Named):
            return _line(text, plain)
        place = self._places(text.about)
        if place is None and within and text.about in self._ids:
            place = Place(f"#{self._ids[text.about]}")
        runs = _line(text.text, plain)
        return tuple(replace(run, href=place.href, leads_to=place.language) for run in runs) if place else runs

    def _table(self, grid: Grid) -> HtmlTable:
        end = len(grid.rows) - grid.total
        rows = [tuple(map(self._cell, grid.columns, row, range(len(row)))) for row in grid.rows]
        heads = tuple(_heads(grid.columns))
        folds = len(grid.columns) - 1 if len(heads) > 1 and len(grid.columns) <= _FOLDED else 0
        stacked = len(heads) == 1 and any(cell.length for row in rows for cell in row)
        return HtmlTable(self._own.table(self._heading), heads, tuple(rows[:end]), tuple(rows[end:]), folds, stacked)

    def _cell(self, column: Column, text: str, position: int) -> HtmlCell:
        look = " ".join(filter(None, (_aligned(column.align), "" if column.wraps else "whole", _look(column.tone))))
        if isinstance(text, Length):
            return HtmlCell((), look=look, length=figure(text.share * _LONGEST))
        role = "row" if position == 0 and text else "cell"
        if role == "row" and isinstance(text, Named) and (own := self._claimed(text.about)):
            return HtmlCell(self._line(text, within=False), role, look=look, id=own)
        if column.align is not Align.RIGHT or isinstance(text, Toned | Named):
            return HtmlCell(self._line(text), role, look=look)
        bare = text.rstrip(MARKS)
        marks = (Run(sign, meaning=_MEANINGS[sign]) for sign in text[len(bare) :])
        return HtmlCell((*self._line(bare), *marks), role, look=look)


def _ids(doc: Doc) -> dict[About, str]:
    """Return the id of everything that a heading, an entry or a row is about; no two have the same."""
    found: dict[About, str] = {}
    taken = {_MAIN}
    for about in _abouts(doc):
        own = anchor(about)
        free = next((name for name in (own, f"{own}-{about.plan}") if name not in taken), None)
        if about not in found and free:
            found[about] = free
            taken.add(free)
    return found


def _abouts(doc: Doc) -> Iterator[About]:
    for block in doc:
        match block:
            case Heading(about=about):
                yield from about
            case Items(items):
                yield from (item.text.about for item in items if isinstance(item.text, Named))
            case Grid(rows=rows):
                yield from (row[0].about for row in rows if isinstance(row[0], Named))
            case _:
                pass


def _heads(columns: Sequence[Column]) -> Iterator[tuple[HtmlCell, ...]]:
    """Yield the rows of heads: one, or two where outer heads span their columns."""
    if not any(column.above for column in columns):
        yield tuple(map(_head, columns))
        return
    groups = grouped(columns, [plain(column.above) for column in columns])
    yield tuple(
        HtmlCell(
            (),
            "group",
            len(group.columns),
            look=_aligned(group.align),
            lines=(group.outer,),
            language=_language(columns[group.first].above),
        )
        if group.outer
        else replace(_head(columns[group.first]), rows=2)
        for group in groups
    )
    yield tuple(_head(columns[index]) for group in groups if group.outer for index in group.columns)


def _head(column: Column) -> HtmlCell:
    lines = tuple(map(plain, column.head.split("\n")))
    return HtmlCell((), "column", look=_aligned(column.align), lines=lines, language=_language(column.head))


def _line(text: str, made: Callable[[str], str]) -> Runs:
    if isinstance(text, Drawn):
        return (Run(made(text.pictured)),)
    if isinstance(text, Toned):
        return tuple(Run(made(part), _look(tone), language=_language(part)) for part, tone in text.parts if part)
    return (Run(made(text), language=_language(text)),) if text else ()


def _language(text: str) -> str:
    return "ja" if isinstance(text, InJapanese) else ""


def _link(link: Link) -> Runs:
    outward = link.url.startswith(("https://", "http://"))
    return (Run(plain(link.text), href=link.url if outward else "", outward=outward),)


def _look(tone: Tone) -> str:
    return tone.value.removeprefix("dxkpi.").replace("_", "-")


def _aligned(align: Align) -> str:
    return "" if align is Align.LEFT else align.value
