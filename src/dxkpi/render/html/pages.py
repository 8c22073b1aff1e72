"""Pages from templates, and the hash that lets a browser apply their one style. The only module that knows Jinja2."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dxkpi.render.html.document import JAPANESE_PAGE, PageWords

if TYPE_CHECKING:
    from dxkpi.render.html.document import Runs, Written


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another page; `current` is the page itself. `leads_to` is its language, where that is another."""

    label: "Runs"
    href: str
    current: bool = False
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Chrome:
    """The common parts of the pages of a site, and their links to each other.

    `hidden` keeps a page that is not public yet from search engines, `dataset` describes the data on it to them,
    `feed` is the way to what is new, and `others` lead to other languages: to this page in them where it has a `twin`.
    """

    title: str
    heading: "Runs"
    here: str
    menu: tuple[Way, ...]
    crumbs: tuple[Way, ...]
    years: tuple[Way, ...]
    foot: "tuple[Runs, ...]"
    hidden: bool = False
    feed: str = ""
    dataset: Mapping[str, Any] | None = None
    others: tuple[Way, ...] = ()
    twin: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of a page's document. `version` is that of the program, `site` None for a page on its own."""

    version: str
    words: PageWords = JAPANESE_PAGE
    site: Chrome | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A piece of news in a feed: its address, which is for ever, its day, and what it says."""

    address: str
    title: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The news of the site at the address `base`, the newest first."""

    base: str
    name: str
    title: str
    author: str
    entries: tuple[FeedEntry, ...]


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("dxkpi.render.html"),
        autoescape=True,  # by every name: a choice by the ending would miss ours
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def page(written: "Written", frame: Frame) -> bytes:
    """Return a page in UTF-8."""
    template = _templates().get_template("page.html.j2")
    return template.render(page=written, frame=frame, style_hash=_style_hash()).encode()


def feed(own: Feed) -> bytes:
    """Return a feed (Atom) in UTF-8."""
    return _templates().get_template("feed.xml.j2").render(feed=own).encode()


@cache
def _style_hash() -> str:
    """Return the hash of what stands between the tags of the style, as a content security policy names it."""
    style = _templates().get_template("page.css").render()
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
