"""Changes of a data file, spliced into its text: every byte outside a change stays."""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

import yaml

from dxkpi.core.basis.calendar import year_written
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.record import Ambiguous
from dxkpi.source.changes import Add, Change, Put, Raw, Rename, Value, block, entry, inline, same_key, scalar
from dxkpi.source.document import parts_of, read_document
from dxkpi.source.locate import Paths

_REMARK = re.compile(r"(?P<indent> *)#[^\n]*(?:\n|\Z)")
Pair = tuple[yaml.Node, yaml.Node]


@dataclass(frozen=True, slots=True)
class Splice:
    """A text and the root of its nodes."""

    text: str
    root: yaml.Node

    def apply(self, change: Change) -> str | None:
        """Return the text with `change` made, or None where it cannot be spliced in; the result is not checked."""
        key, node, rest = Paths(self.root).follow(change.path)
        if rest:
            return None if isinstance(change, Rename) else self._insert(node, key, rest, change)
        match change:
            case Put():
                return self._replace(node, key, change.value)
            case Add():
                return self._append(node, key, change.value)
            case Rename():
                return self._rename(key, change.key)
            case _:
                assert_never(change)

    def _insert(self, node: yaml.Node, key: yaml.Node | None, rest: Path, change: Put | Add) -> str | None:
        """Insert the missing `rest` of the path as new keys of `node`."""
        keys = [step for step in rest if isinstance(step, str)]
        if not keys:
            return None  # an item that the list does not have
        first, *deeper = keys
        value = change.value
        for step in reversed(deeper):
            value = {step: value}
        if isinstance(node, yaml.MappingNode):
            if node.flow_style:
                return self._into_flow(node, f"{scalar(first, flow=True)}: {inline(value)}")
            order = change.order if isinstance(change, Put) else ()
            return self._among(node.value, first, list(entry(first, value, self._step)), order)
        if key is not None and _empty(node):
            return self._below(key, list(entry(first, value, self._step)))
        return None

    def _among(self, pairs: list[Pair], key: str, lines: list[str], order: Sequence[str]) -> str | None:
        """Insert lines into a block mapping, after the entry that precedes `key`."""
        column = pairs[0][0].start_mark.column
        indented = [" " * column + line for line in lines]
        before = _before([k.value for k, _ in pairs], key, order)
        if before is None:
            start = self._line_start(pairs[0][0].start_mark.line)
            own_line = not self.text[start : pairs[0][0].start_mark.index].strip()
            return self._with_lines(start, indented) if own_line else None
        return self._with_lines(self._behind(_last_line(*pairs[before]), column), indented)

    def _behind(self, line: int, column: int) -> int:
        """Return the position after the line of an entry and the comments below it that are indented as its parts."""
        position = self._line_start(line + 1)
        while (comment := _REMARK.match(self.text, position)) and len(comment["indent"]) > column:
            position = comment.end()
        return position

    def _below(self, key: yaml.Node, lines: list[str]) -> str:
        """Insert lines below a key that has no value yet."""
        indent = " " * (key.start_mark.column + self._step)
        return self._with_lines(self._line_start(key.end_mark.line + 1), [indent + line for line in lines])

    def _replace(self, node: yaml.Node, key: yaml.Node | None, value: Value) -> str | None:
        if _empty(node) and key is not None:
            if not isinstance(value, str) and value:
                return self._below(key, list(block(value, self._step)))
            colon = self.text.index(":", key.end_mark.index) + 1
            written = scalar(value) if isinstance(value, str) else inline(value)
            return f"{self.text[:colon]} {written}{self.text[colon:]}"
        start, end = node.start_mark.index, self._end(node)
        old = self.text[start:end]
        if "#" in old and not isinstance(node, yaml.ScalarNode):
            return None  # a comment inside would be lost
        flow = getattr(node, "flow_style", True) or isinstance(value, str) or not value  # a scalar has no style of flow
        column = node.start_mark.column
        if flow:
            new = inline(value) if not isinstance(value, str) else scalar(value, flow=self._in_flow(start))
        else:
            new = f"{self._newline}{' ' * column}".join(block(value, self._step))
        return self.text[:start] + new + self.text[end:]

    def _rename(self, key: yaml.Node | None, new: str) -> str | None:
        if key is None:
            return None
        start, end = key.start_mark.index, key.end_mark.index
        return self.text[:start] + scalar(new, flow=self._in_flow(start)) + self.text[end:]

    def _append(self, node: yaml.Node, key: yaml.Node | None, value: Value) -> str | None:
        if _empty(node):
            return self._replace(node, key, value)
        if isinstance(node, yaml.SequenceNode):
            if node.flow_style:
                return self._into_flow(node, inline(value))
            indent = " " * node.start_mark.column
            lines = [indent + line for line in block([value], self._step)]
            return self._with_lines(self._behind(_last_line(None, node), node.start_mark.column), lines)
        if not isinstance(node, yaml.MappingNode):
            return None
        if node.flow_style:
            start, end = node.start_mark.index, node.end_mark.index
            return f"{self.text[:start]}[{self.text[start:end]}, {inline(value)}]{self.text[end:]}"
        return self._paired(node, value)

    def _paired(self, node: yaml.MappingNode, value: Value) -> str | None:
        """Make a list of a single record in block style and `value`."""
        first = self._line_start(node.start_mark.line)
        indent = self.text[first : node.start_mark.index]
        if indent.strip():
            return None
        end = self._line_start(_last_line(None, node) + 1)
        shifted = [f"  {line}" if line.strip() else line for line in self.text[first:end].splitlines(keepends=True)]
        shifted[0] = f"{indent}- {shifted[0][len(indent) + 2 :]}"
        again = Splice(self.text[:first] + "".join(shifted) + self.text[end:], node)
        position = first + len("".join(shifted))
        return again._with_lines(position, [indent + line for line in block([value], self._step)])

    def _into_flow(self, node: yaml.CollectionNode, written: str) -> str:
        """Add an entry to a flow collection."""
        if not node.value:
            at = node.end_mark.index - 1
            return self.text[:at] + written + self.text[at:]
        at = max(part.end_mark.index for part in parts_of(node))
        return f"{self.text[:at]}, {written}{self.text[at:]}"

    def _with_lines(self, position: int, lines: Iterable[str]) -> str:
        """Insert whole lines at the start of a line, or after an unfinished last one."""
        before, after = self.text[:position], self.text[position:]
        if before and not before.endswith("\n"):
            return before + self._newline + self._newline.join(lines)
        return before + "".join(line + self._newline for line in lines) + after

    def _line_start(self, line: int) -> int:
        """Return the position of the start of a line (from 0), or the end of the text where there are fewer."""
        position = 0
        for _ in range(line):
            found = self.text.find("\n", position)
            if found < 0:
                return len(self.text)
            position = found + 1
        return position

    def _end(self, node: yaml.Node) -> int:
        """Return the position where the text of a node ends, before its line break."""
        if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False):
            end = node.end_mark.index
        else:
            end = self._line_start(_last_line(None, node) + 1)
        return len(self.text[:end].rstrip("\r\n"))

    def _in_flow(self, position: int) -> bool:
        """Say whether a position is within brackets."""
        return any(start < position < end for start, end in _flows(self.root))

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    @property
    def _step(self) -> int:
        """The indentation step of the file."""
        nested = (v for _, v in getattr(self.root, "value", ()) if isinstance(v, yaml.MappingNode) and not v.flow_style)
        return next((v.start_mark.column for v in nested), 2) or 2


def _empty(node: yaml.Node) -> bool:
    """Say whether a value is missing."""
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style


def _last_line(key: yaml.Node | None, node: yaml.Node) -> int:
    """Return the last line (from 0) with text of an entry."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(*last) if isinstance(last, tuple) else _last_line(None, last)
    if _empty(node) and key is not None:
        return int(key.end_mark.line)
    end = node.end_mark
    return int(end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line)


def _before(keys: list[str], key: str, order: Sequence[str]) -> int | None:
    """Return the position of the key to insert `key` after, or None where it comes first."""
    year = year_written(key)
    years = [year_written(other) for other in keys]
    if year is not None and all(years):
        earlier = [position for position, other in enumerate(years) if other is not None and other < year]
        return earlier[-1] if earlier else None
    if key not in order:
        return len(keys) - 1
    rank = order.index(key)
    earlier = [position for position, other in enumerate(keys) if other in order and order.index(other) < rank]
    return earlier[-1] if earlier else len(keys) - 1


def _flows(node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Yield the spans of the outermost flow collections."""
    if not isinstance(node, yaml.CollectionNode):
        return
    if node.flow_style:
        yield node.start_mark.index, node.end_mark.index
        return
    for part in parts_of(node):
        yield from _flows(part)


@dataclass(frozen=True, slots=True)
class NotEdited:
    """The reason for leaving a file alone, in a Japanese sentence."""

    reason: str


_UNSOUND = "ファイルに先に直す誤りがあるため、書き換えられない"
_UNCERTAIN = "書き方が込み入っていて、ほかの所を変えずに書き換えられない。手で書き換える"


def edited(name: str, raw: bytes, changes: Iterable[Change]) -> bytes | NotEdited:
    """Return the content of the data file `name` after `changes` in order; never raises, whatever it contains.

    A change to the value that is already there changes nothing.
    """
    for change in changes:
        done = _edited(name, raw, change)
        if isinstance(done, NotEdited):
            return done
        raw = done
    return raw


def _edited(name: str, raw: bytes, change: Change) -> bytes | NotEdited:
    document = read_document(name, raw)
    if document.data is None or document.root is None or document.problems:
        return NotEdited(_UNSOUND)
    if isinstance(change, Put) and _says(value_at(document.data, change.path), change.value):
        return raw
    text = Splice(document.text, document.root).apply(change)
    if text is None:
        return NotEdited(_UNCERTAIN)
    bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    after = bom + text.encode("utf-8", "surrogatepass")
    again = read_document(name, after)
    if again.problems or again.data != _changed(document.data, change.path, change):
        return NotEdited(_UNCERTAIN)
    return after


def value_at(data: Any, path: Path) -> Any:  # noqa: ANN401
    """Return the plain data at `path`, or None; a single record counts as a list of one."""
    for step in path:
        match data, step:
            case dict(), str():
                data = data.get(same_key(data, step))
            case list(), int():
                data = data[step] if step < len(data) else None
            case dict(), int():
                pass
            case _:
                return None
    return data


def _says(data: Any, value: Value) -> bool:  # noqa: ANN401
    """Say whether `data` are `value` as written; a text that needs quotes and has none is not."""
    match data, value:
        case str(), str():
            return data == value and (isinstance(value, Raw) or not isinstance(data, Ambiguous))
        case dict(), Mapping():
            return list(data) == list(value) and all(_says(data[key], item) for key, item in value.items())
        case list(), Sequence():
            return len(data) == len(value) and all(map(_says, data, value))
        case _:
            return False


def _changed(data: Any, path: Path, change: Change) -> Any:  # noqa: ANN401
    """Return the plain data that the changed text must have."""
    if not path:
        return data if isinstance(change, Rename) else _replaced(data, change)
    step, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(step, int):
        return [_changed(item, rest, change) if index == step else item for index, item in enumerate(data)]
    if isinstance(step, int):  # a single record stands for a list of one
        return _changed(data, rest, change)
    known = data if isinstance(data, dict) else {}
    key = same_key(known, step)
    if isinstance(change, Rename) and not rest:
        return {change.key if other == key else other: value for other, value in known.items()}
    return {**known, key: _changed(known.get(key), rest, change)}


def _replaced(data: Any, change: Put | Add) -> Any:  # noqa: ANN401
    match change:
        case Put():
            return _plain(change.value)
        case Add():
            value = _plain(change.value)
            return value if data is None else [*(data if isinstance(data, list) else [data]), value]
        case _:
            assert_never(change)


def _plain(value: Value) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()}
