"""A data file as facts, one a line, in a fixed order: the text that `git diff` compares instead of YAML."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dxkpi.core.basis.calendar import year_written
from dxkpi.core.basis.quantity import joined
from dxkpi.core.keys import KEYS, title_of
from dxkpi.render.plain import inert, plain

_EMPTY = "（値なし）"
_TELLS_APART = (("id",), ("status",), ("code",), ("indicator", "date"))
"""Keys that identify an entry of a list, whatever its position."""

_REVISIONS = KEYS["revisions"].title
_RESTATED = KEYS["restated"].title


def facts(data: Mapping[str, Any], order: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the plain data of a file; keys in `order`, all others last, years by time.

    >>> list(facts({"unit": "件", "actuals": {"2021": {"status": "見込", "value": "5"}}}, ["actuals", "unit"]))
    ['実績値 R3 見込 値: 5', '単位: 件']
    """
    return _mapping((), data, order)


def _mapping(trail: tuple[str, ...], data: Mapping[str, Any], order: Sequence[str]) -> Iterator[str]:
    rank = {key: position for position, key in enumerate(order)}
    for key in sorted(data, key=lambda key: (rank.get(key, len(rank)), _when(key), key)):
        year = year_written(key)
        yield from _value(
            (*trail, str(year) if year else title_of(key, "Revision" if trail[:1] == (_REVISIONS,) else "")),
            data[key],
            order,
            in_year=year is not None,
        )


def _value(trail: tuple[str, ...], value: Any, order: Sequence[str], *, in_year: bool) -> Iterator[str]:  # noqa: ANN401
    if fraction := joined(value):
        yield _line(trail, fraction[0])
        yield from _mapping(trail, fraction[1], order)
        return
    match value:
        case dict() if in_year and "status" in value:
            yield from _entry(trail, value, 0, order)
        case dict():
            yield from _mapping(trail, value, order) if value else (_line(trail, "{}"),)
        case list():
            entries = (line for position, item in enumerate(value) for line in _entry(trail, item, position, order))
            yield from entries if value else (_line(trail, "[]"),)
        case _:
            yield _line(trail, _EMPTY if value is None else str(value))


def _entry(trail: tuple[str, ...], item: Any, position: int, order: Sequence[str]) -> Iterator[str]:  # noqa: ANN401
    """Yield the lines of an entry of a list under the words that identify it, or its number."""
    if not isinstance(item, dict):
        yield from _value(trail, item, order, in_year=False)
        return
    words = next((keys for keys in _TELLS_APART if all(isinstance(item.get(key), str) for key in keys)), ())
    if not words and _RESTATED in trail and isinstance(item.get("date"), str):
        words = ("date",)
    rest = {key: value for key, value in item.items() if key not in words}
    yield from _mapping((*trail, *([item[key] for key in words] or [str(position + 1)])), rest, order)


def _line(trail: tuple[str, ...], text: str) -> str:
    return inert(plain(f"{' '.join(trail)}: {text}"))


def _when(key: str) -> int:
    year = year_written(key)
    return year.start if year else 0
