"""A record as written, with what a correction names replaced: key by key, and nothing that it does not speak of."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from dxkpi.core.diff.parts import NAMED_BY
from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.number import parse_number, ratio
from dxkpi.core.publication.correction import Correction
from dxkpi.core.spelling import Misspelt

Written = Any


def patched(written: Written, correction: Correction) -> Written | None:
    """`written` with the record that a correction names changed as it says; None where that is not what it says."""
    field, *words = correction.key
    word, before, after = (words or [""])[0], canonical(correction.before), canonical(correction.after)
    held = written.get(field)
    if field == "actuals":
        records = _in_list(held.get(word, []), lambda _: True, before, after)
        return None if records is None else _put(written, field, _put(held, word, records or None))
    if field in NAMED_BY:
        listed = _in_list(held or [], lambda item: NAMED_BY[field](item) == word, before, after)
        if field == "ratings" and listed is not None:
            listed = sorted(listed, key=_edge, reverse=True)
        return None if listed is None else _put(written, field, listed)
    if words:
        entry = _changed((held or {}).get(word), before, after)
        return None if entry is _NO else _put(written, field, _put(held or {}, word, entry))
    entry = _changed(held or None, before, after)
    return None if entry is _NO else _put(written, field, entry)


def _put(written: Mapping[str, Written], key: str, value: Written) -> Written:
    if value is None:
        return {k: v for k, v in written.items() if k != key}
    return {**written, key: value}


def _in_list(
    entries: Sequence[Written], named: Callable[[Written], bool], before: Written, after: Written
) -> Written | None:
    """`entries` with the first of that name changed that `before` speaks of, or with one more."""
    for index, entry in enumerate(entries):
        changed = _changed(entry, before, after) if named(entry) else _NO
        if changed is not _NO:
            return [*entries[:index], *([] if changed is None else [changed]), *entries[index + 1 :]]
    if before is None and isinstance(after, dict) and named(after):
        return [*entries, after]
    return None


def _edge(rating: Written) -> Fraction:
    """Where a rating begins, by which they are ordered; the lowest, and what is no number, begins below all."""
    try:
        return ratio(parse_number(str(rating.get("at_least"))))
    except Misspelt:
        return Fraction(-1)


_NO = object()
"""What comes of a value that a correction does not speak of."""


def _changed(value: Written | None, before: Written | None, after: Written | None) -> Written | None:
    """`value` with what `before` names replaced by what `after` names, key by key; None where nothing is left."""
    if value == before:
        return after
    old, new = before or {}, after or {}
    if not (isinstance(value, dict) and isinstance(old, dict) and isinstance(new, dict)) or old.keys() - value.keys():
        return _NO
    touched = old.keys() | new.keys()
    found = {
        key: _changed(value.get(key), old.get(key), new.get(key)) if key in touched else value[key]
        for key in {**value, **new}
    }
    return _NO if _NO in found.values() else {key: own for key, own in found.items() if own is not None}


def canonical(value: Written | None, key: str = "") -> Written | None:
    """`value` with every fiscal year in one spelling, and without what nobody writes."""
    match value:
        case dict():
            return {name: canonical(own, name) for name, own in value.items() if (name, own) not in _UNSET}
        case list():
            return [canonical(own, key) for own in value]
        case str() if key in {"year", "since"}:
            return _year(value)
        case _:
            return value


_UNSET: tuple[tuple[str, Written], ...] = (("approximate", "false"), ("exclusive", "false"), ("subsections", []))
"""Values as they are where nobody writes them."""


def _year(text: str) -> str:
    try:
        return str(parse_fiscal_year(text))
    except Misspelt:
        return text
