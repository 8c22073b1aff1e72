"""Changes of a data file, spliced into its text: every byte that a change does not speak of stays.

Nothing is dumped. The result is read again and must say what was intended, else the file is left alone.
"""

import codecs
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from dxkpi.core.reference import Path
from dxkpi.core.scalars import Ambiguous
from dxkpi.source.changes import Add, Change, Put, Rename, same_key
from dxkpi.source.document import read_document
from dxkpi.source.splice import Splice
from dxkpi.source.written import Raw, Value


@dataclass(frozen=True, slots=True)
class NotEdited:
    """Why a file was left alone, in a Japanese sentence."""

    reason: str


_UNSOUND = "ファイルに先に直す誤りがあるため、書き換えられない"
_UNCERTAIN = "書き方が込み入っていて、ほかの所を変えずに書き換えられない。手で書き換える"


def edited(name: str, raw: bytes, changes: Iterable[Change]) -> bytes | NotEdited:
    """The content of the data file `name` after `changes`, one after the other; never raises for what it holds.

    A change that puts what stands there already changes nothing.
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
    """What plain data hold at `path`; None where there is nothing. A single record stands for a list of one."""
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
    """Whether `data` mean `value` as they are written: a text that needs quotes and has none does not."""
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
    """The plain data that the changed text must say."""
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
