"""Pure functions that hundreds of tests ask the same: each answer is worked out once.

What they return is frozen, so that no test can change what another one gets.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pytest
import typer.main

from dxkpi import rules
from dxkpi.cli import main
from dxkpi.core.basis.finding import Diagnostic
from dxkpi.core.dataset import Dataset
from dxkpi.render import schema
from dxkpi.source import loader
from dxkpi.source.book import cells
from dxkpi.source.book.cells import Sheet
from dxkpi.source.files import DictTree, Tree
from dxkpi.source.listing import Listing
from dxkpi.source.loader import Loaded, Read, Watch, unwatched

if TYPE_CHECKING:
    from dxkpi.app.report import ReportRequest
    from dxkpi.core.outcomes.report import ReportOutcome

    Reports = Callable[[Dataset, ReportRequest], ReportOutcome]


@dataclass(frozen=True)
class Known:
    """A tree that was read."""

    label: str
    found: Listing
    contents: tuple[bytes | Diagnostic, ...]

    def listing(self) -> Listing:
        return self.found

    def read(self, name: str) -> bytes | Diagnostic:
        return self.contents[self.found.files.index(name)]


def loading(load: Callable[[Tree], Loaded]) -> Callable[..., Loaded]:
    """`load` for trees of which the same files may have been loaded before."""
    known = lru_cache(maxsize=256)(load)

    def once(tree: Tree, watch: Watch = unwatched) -> Loaded:
        listing, contents = tree.listing(), []
        for done, name in enumerate(listing.files):
            watch(done, len(listing.files))
            contents.append(tree.read(name))
        return known(Known(tree.label, listing, tuple(contents)))

    return once


def reading(read_record: Callable[[Tree, str], Read]) -> Callable[[Tree, str], Read]:
    """`read_record` for a file of which the same may have been read before."""

    @lru_cache(maxsize=1024)
    def known(label: str, name: str, content: bytes) -> Read:
        return read_record(DictTree({name: content}, label), name)

    def once(tree: Tree, name: str) -> Read:
        content = tree.read(name)
        return read_record(tree, name) if isinstance(content, Diagnostic) else known(tree.label, name, content)

    return once


def checking(check: Callable[[Dataset], Iterator[Diagnostic]]) -> Callable[[Dataset], Iterator[Diagnostic]]:
    """`check` for a dataset that may have been checked before."""

    def once(dataset: Dataset) -> Iterator[Diagnostic]:
        kept = vars(dataset)
        if "checked" not in kept:
            kept["checked"] = tuple(check(dataset))
        return iter(kept["checked"])

    return once


def reporting(report_of: "Reports") -> "Reports":
    """`report_of` for a dataset that may have been reported on before."""

    def once(dataset: Dataset, request: "ReportRequest") -> "ReportOutcome":
        kept: dict[ReportRequest, ReportOutcome] = vars(dataset).setdefault("reported", {})
        if request not in kept:
            kept[request] = report_of(dataset, request)
        return kept[request]

    return once


def opening(workbook: Callable[[bytes], Iterator[Sheet]]) -> Callable[[bytes], Iterator[Sheet]]:
    """`workbook` for a file that may have been opened before."""

    @lru_cache(maxsize=64)
    def known(content: bytes) -> tuple[Sheet, ...]:
        return tuple(workbook(content))

    return lambda content: iter(known(content))


def settle() -> None:
    """Put them in place, before any test, or module that uses them, is imported."""
    assert "dxkpi.app.data" not in sys.modules, "it would go on with what it has taken"
    patch = pytest.MonkeyPatch()
    patch.setattr(loader, "read_record", reading(loader.read_record))
    patch.setattr(loader, "load", loading(loader.load))
    patch.setattr(rules, "check", checking(rules.check))
    patch.setattr(cells, "_workbook", opening(cells._workbook))
    patch.setattr(main, "program", cache(main.program))
    patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
    patch.setattr(schema, "schema", cache(schema.schema))

    from dxkpi.app import report, scaffold  # behind the others, which they take from their modules

    patch.setattr(report, "report_of", reporting(report.report_of))
    patch.setattr(scaffold, "scaffold", cache(scaffold.scaffold))
