"""From the path of a place to its line and column, by composing the one file again."""

from collections.abc import Sequence
from typing import NamedTuple

import yaml

from dxkpi.core.basis.calendar import FiscalYear, year_written
from dxkpi.core.basis.finding import Diagnostic, Path, Place, Spot
from dxkpi.source.document import YamlDocument, read_document
from dxkpi.source.files import Tree

_KEPT = 16
# int() refuses a text of more than 4,300 digits.
_LONGEST_INDEX = 9

_Pair = tuple[yaml.Node, yaml.Node]


class Reached(NamedTuple):
    """The value that a path leads to and, in a mapping, the key that holds it; `rest` are the steps that do not exist.

    With a `rest`, it is the last value on the way.
    """

    key: yaml.Node | None
    value: yaml.Node
    rest: Path = ()

    def mark(self, *, at_key: bool) -> yaml.Mark:
        """Return the mark to point at: a written value, or the key of everything else."""
        written = isinstance(self.value, yaml.ScalarNode) and (self.value.value or self.value.style)
        node = self.key if self.key and (not written or (at_key and not self.rest)) else self.value
        mark: yaml.Mark = node.start_mark
        return mark


class Paths:
    """The nodes below a root by path, with the keys of its mappings looked up once: a file may have 20,000 findings."""

    def __init__(self, root: yaml.Node) -> None:
        self._root = root
        self._entries: dict[int, dict[str | FiscalYear, _Pair]] = {}

    def follow(self, path: Path) -> Reached:
        """Return what `path` leads to, as far as it exists."""
        held = Reached(None, self._root)
        for position, step in enumerate(path):
            if isinstance(held.value, yaml.MappingNode):
                if isinstance(step, int):
                    continue  # a single record stands for a list of one
                found = self._entry(held.value, step)
            else:
                found = _item(held.value, step)
            if found is None:
                return held._replace(rest=path[position:])
            held = found
        return held

    def _entry(self, node: yaml.MappingNode, key: str) -> Reached | None:
        """Return the entry of a key, or of another spelling of the same fiscal year."""
        entries = self._entries.get(id(node))
        if entries is None:
            entries = self._entries[id(node)] = _by_key(node)
        found = entries.get(key) or entries.get(year_written(key) or key)
        return Reached(*found) if found else None


class _Text(NamedTuple):
    """A document cut into lines; without `paths` where nothing can be found in it."""

    lines: Sequence[str]
    paths: Paths | None

    @classmethod
    def of(cls, document: YamlDocument) -> "_Text":
        lines = [line.removesuffix("\r") for line in document.text.split("\n")] if document.text else []
        return cls(lines, Paths(document.root) if document.root else None)


class Locator:
    """Finds the positions of places in a tree's files. The last few files are cached."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._texts: dict[str, _Text | None] = {}

    def spot(self, place: Place) -> Spot:
        """Return the position of a place, or of the last existing part of its path."""
        if isinstance(place, Spot):
            return place
        text = self._text(place.document)
        if text is None or text.paths is None:
            return Spot(place.document, 1, 1)
        mark = text.paths.follow(place.path).mark(at_key=place.key)
        line = min(mark.line, len(text.lines) - 1)
        return Spot(place.document, line + 1, min(mark.column, len(text.lines[line])) + 1)

    def line(self, place: Place) -> int:
        """Return the line of a place."""
        return self.spot(place).line

    def source_line(self, spot: Spot) -> str | None:
        """Return the text of a position's line without its line break, or None where it cannot be shown."""
        text = self._text(spot.document)
        lines = text.lines if text else []
        return lines[spot.line - 1] if 1 <= spot.line <= len(lines) else None

    def _text(self, name: str) -> _Text | None:
        if name not in self._texts:
            raw = self._tree.read(name)
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            self._texts[name] = None if isinstance(raw, Diagnostic) else _Text.of(read_document(name, raw))
        return self._texts[name]


def _by_key(node: yaml.MappingNode) -> dict[str | FiscalYear, _Pair]:
    """Return the entries of a mapping by key and also by fiscal year; of equals the first."""
    entries: dict[str | FiscalYear, _Pair] = {}
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            entries.setdefault(key.value, (key, value))
            year = year_written(key.value)
            if year is not None:
                entries.setdefault(year, (key, value))
    return entries


def _item(node: yaml.Node, step: str | int) -> Reached | None:
    """Return the item of a list; an index may be given as text."""
    if not isinstance(node, yaml.SequenceNode) or not (isinstance(step, int) or step.isdecimal()):
        return None
    index = int(step) if len(str(step)) <= _LONGEST_INDEX else -1
    return Reached(None, node.value[index]) if 0 <= index < len(node.value) else None
