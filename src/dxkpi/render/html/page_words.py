"""The fixed words around the content of a page, in each language that pages have."""

from collections.abc import Callable
from dataclasses import dataclass


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
