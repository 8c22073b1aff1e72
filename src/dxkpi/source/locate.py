"""From the route to a place to its line and column, by composing the one file again."""

from dataclasses import dataclass

import yaml

from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.fiscal import FiscalYear, parse_fiscal_year
from dxkpi.core.reference import Path, Place, Spot
from dxkpi.core.spelling import Misspelt
from dxkpi.source.document import Document, read_document
from dxkpi.source.tree import Tree

_KEPT = 16
_LONGEST_INDEX = 9


@dataclass(frozen=True, slots=True)
class _Held:
    """A value and, where it stands in a mapping, the key that holds it; `whole` where the route led all the way."""

    key: yaml.Node | None
    value: yaml.Node
    whole: bool

    def mark(self, *, at_key: bool) -> yaml.Mark:
        """Where to point: at a written value, and at the key of everything else."""
        written = isinstance(self.value, yaml.ScalarNode) and (self.value.value or self.value.style)
        node = self.key if self.key and (not written or (at_key and self.whole)) else self.value
        mark: yaml.Mark = node.start_mark
        return mark


class Locator:
    """Finds places of a tree's files in their text. The last few files are kept."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._documents: dict[str, Document | None] = {}

    def spot(self, place: Place) -> Spot:
        """The position of a place; where the route leads nowhere, that of the last thing on it that is there."""
        if isinstance(place, Spot):
            return place
        document = self._document(place.document)
        if document is None or document.root is None:
            return Spot(place.document, 1, 1)
        mark = _follow(document.root, place.path).mark(at_key=place.key)
        lines = document.text.split("\n")
        line = min(mark.line, len(lines) - 1)
        return Spot(place.document, line + 1, min(mark.column, len(lines[line])) + 1)

    def source_line(self, spot: Spot) -> str | None:
        """The text of a position's line, without its line break; None where it cannot be shown."""
        document = self._document(spot.document)
        lines = document.text.split("\n") if document and document.text else []
        return lines[spot.line - 1].removesuffix("\r") if 1 <= spot.line <= len(lines) else None

    def _document(self, name: str) -> Document | None:
        if name not in self._documents:
            raw = self._tree.read(name)
            if len(self._documents) >= _KEPT:
                self._documents.clear()
            self._documents[name] = None if isinstance(raw, Diagnostic) else read_document(name, raw)
        return self._documents[name]


def _follow(root: yaml.Node, path: Path) -> _Held:
    held = _Held(None, root, whole=True)
    for step in path:
        if isinstance(held.value, yaml.MappingNode):
            if isinstance(step, int):
                continue  # a single record stands for a list of one
            found = _entry(held.value, step)
        else:
            found = _item(held.value, step)
        if found is None:
            return _Held(held.key, held.value, whole=False)
        held = found
    return held


def _entry(node: yaml.MappingNode, key: str) -> _Held | None:
    """The entry of a key, or of another spelling of the fiscal year that it writes."""
    entries = [(k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode)]
    for key_node, value in entries:
        if key_node.value == key:
            return _Held(key_node, value, whole=True)
    year = _year(key)
    same = (entry for entry in entries if year is not None and _year(entry[0].value) == year)
    return next((_Held(key_node, value, whole=True) for key_node, value in same), None)


def _item(node: yaml.Node, step: str | int) -> _Held | None:
    """The item of a list; an index may be written as a text."""
    if not isinstance(node, yaml.SequenceNode) or not (isinstance(step, int) or step.isdecimal()):
        return None
    index = int(step) if len(str(step)) <= _LONGEST_INDEX else -1
    return _Held(None, node.value[index], whole=True) if 0 <= index < len(node.value) else None


def _year(text: str) -> FiscalYear | None:
    try:
        return parse_fiscal_year(text)
    except Misspelt:
        return None
