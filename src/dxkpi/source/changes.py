"""Changes of a data file as values, and values in their written form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, assert_never

import yaml

from dxkpi.core.basis.calendar import parse_day, year_written
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.quantity import written_quantity
from dxkpi.core.basis.text import Misspelt
from dxkpi.source.document import compose
from dxkpi.source.findings import Findings
from dxkpi.source.scalars import is_ambiguous, may_hold_traps, tell_trap


class Raw(str):
    """A scalar whose field gives it a type (a number, a year, a date): written as it is."""

    __slots__ = ()


Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""Writable values: texts, lists, and mappings with text keys."""


def quantity(text: str) -> Value:
    """Return a value for writing: a number, or the numerator and the denominator of a fraction (3/8).

    Raises:
        Misspelt: for anything else.
    """
    written = written_quantity(text)
    return Raw(written) if isinstance(written, str) else {key: Raw(number) for key, number in written.items()}


def as_value(data: Any, order: Sequence[str] = ()) -> Value:  # noqa: ANN401
    """Return the plain data of a file for writing into one: numbers, days and truth values without quotes.

    With `order`, keys come in it, all others last.

    >>> as_value({"name": "6000時間", "value": "6000", "approximate": "true"}, ["value"])
    {'value': '6000', 'name': '6000時間', 'approximate': 'true'}
    """
    match data:
        case Mapping():
            keys = sorted(data, key=lambda key: order.index(key) if key in order else len(order)) if order else data
            return {key: as_value(data[key], order) for key in keys}
        case list():
            return [as_value(own, order) for own in data]
        case _:
            return Raw(data) if _is_bare(data) else str(data)


def _is_bare(text: str) -> bool:
    for parse in (parse_number, parse_day):
        with suppress(Misspelt):
            parse(text)
            return True
    return text in {"true", "false"}


_TRAPS = frozenset("：＃－\u3000")


def scalar(text: str, *, flow: bool = False) -> str:
    r"""Return `text` as a scalar that every YAML reader takes for exactly this text; a `Raw` as it is.

    >>> print(scalar("時間"), scalar("12:30"), scalar("率 #1"), scalar("a, b", flow=True), scalar("it's: \\"))
    時間 "12:30" "率 #1" "a, b" 'it''s: \'
    """
    if isinstance(text, Raw) or _plain(text, flow=flow):
        return text
    if "\\" in text or '"' in text:
        if not {"\n", "\t", "\r"} & set(text):
            return "'" + text.replace("'", "''") + "'"
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"'


def _plain(text: str, *, flow: bool) -> bool:
    """Say whether `text` can be written without quotes."""
    if not text.strip() or text[0] in _TRAPS or "\t" in text or is_ambiguous(text):
        return False
    if may_hold_traps(text) and tell_trap([text], 0, Findings("")):
        return False  # at the head of a line it would look like a key typed full-width
    sample = f"- [{text}, x]" if flow else f"- {text}\n- x"
    try:
        node = compose(sample)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - libyaml raises what it likes, and then it is no plain scalar
        return False
    while isinstance(node, yaml.SequenceNode):
        node = node.value[0]
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value == text and ": " not in text


def inline(value: Value) -> str:
    """Return `value` in flow style, on one line."""
    match value:
        case str():
            return scalar(value, flow=True)
        case Mapping():
            return "{" + ", ".join(f"{scalar(key, flow=True)}: {inline(item)}" for key, item in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(map(inline, value)) + "]"
        case _:
            assert_never(value)


def entry(key: str, value: Value, step: int) -> Iterator[str]:
    """Yield the lines of `key: value` in block style; deeper levels are indented by `step`."""
    if isinstance(value, str) or not value:
        yield f"{scalar(key)}: {scalar(value) if isinstance(value, str) else inline(value)}"
        return
    yield f"{scalar(key)}:"
    yield from (f"{' ' * step}{line}" for line in block(value, step))


def block(value: Value, step: int) -> Iterator[str]:
    """Yield the lines of `value` in block style."""
    match value:
        case str():
            yield scalar(value)
        case Mapping():
            for key, item in value.items():
                yield from entry(key, item, step)
        case Sequence():
            for item in value:
                first, *rest = block(item, step) if item else [inline(item)]
                yield f"- {first}"
                yield from (f"  {line}" for line in rest)
        case _:
            assert_never(value)


@dataclass(frozen=True, slots=True)
class Put:
    """A new value at `path`; missing keys on the way are added.

    A new key is placed among its siblings by `order`, a fiscal year among years by time, all others last.
    """

    path: Path
    value: Value
    order: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Add:
    """The addition of `value` to the list at `path`; a single record there becomes the first of two."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Rename:
    """A new name `key` for the key that `path` ends with; its value stays."""

    path: Path
    key: str


Change = Put | Add | Rename


def same_key(keys: Iterable[str], wanted: str) -> str:
    """Return the one of `keys` that is `wanted` or writes the same fiscal year, else `wanted` itself."""
    keys = tuple(keys)
    if wanted in keys:
        return wanted
    year = year_written(wanted)
    return next((key for key in keys if year is not None and year_written(key) == year), wanted)
