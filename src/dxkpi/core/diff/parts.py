"""Splits records into the parts by which changes are reported: fields, or entries of a field by their own names.

Every value of a record is in exactly one part, so no change goes unseen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.quantity import joined
from dxkpi.core.diff.change import Key, ValueChange
from dxkpi.core.indicator import Indicator
from dxkpi.core.plan.plan import Plan, as_written

Written = Any
"""A value as written in data: text, or lists and mappings of such."""


class RecordPart(NamedTuple):
    """The same part of a record before and after, as written, with the paths to it; None where it is missing."""

    key: Key
    before: Written | None
    after: Written | None
    path_before: Path
    path_after: Path

    @property
    def values(self) -> tuple[ValueChange, ...]:
        """Every single value that differs, and every list whose entries are in another order."""
        old, new = leaves(self.before, self.key), leaves(self.after, self.key)
        found = [ValueChange(key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)]
        found += _reordered(self.before, self.after, self.key)
        return tuple(sorted((own._replace(key=own.key[len(self.key) :]) for own in found), key=lambda own: own.key))


def leaves(written: Written | None, key: Key = ()) -> dict[Key, str]:
    """Return every single value of what stands at `key`, by the keys to it; an empty list or mapping is a value too.

    A numerator and its denominator are one value.

    >>> leaves({"value": "5", "done": [], "steps": ["a", "b"]})
    {('value',): '5', ('done',): '[]', ('steps', '(=a)'): 'a', ('steps', '(=b)'): 'b'}
    >>> leaves({"value": {"numerator": "3", "denominator": "8", "value": "37.5"}})
    {('value',): '3/8', ('value', 'value'): '37.5'}
    """
    fraction = joined(written)
    match written:
        case None:
            return {}
        case dict() if fraction:
            return {key: fraction[0], **{(*key, name): own for name, own in fraction[1].items()}}
        case dict() if written:
            return {k: v for name, own in written.items() for k, v in leaves(own, (*key, name)).items()}
        case list() if written:
            return {k: v for step, own in _by_step(written, key).items() for k, v in leaves(own, (*key, step)).items()}
        case dict() | list():
            return {key: "{}" if isinstance(written, dict) else "[]"}
        case _:
            return {key: written}


def _reordered(old: Written | None, new: Written | None, key: Key) -> Iterator[ValueChange]:
    """Yield the lists of two records at `key` of which the entries that both have are in another order."""
    match old, new:
        case dict(), dict():
            for step in old:
                yield from _reordered(old[step], new.get(step), (*key, step))
        case list(), list():
            before, after = _by_step(old, key), _by_step(new, key)
            yield from _reordered(before, after, key)
            orders = [step for step in before if step in after], [step for step in after if step in before]
            if orders[0] != orders[1]:
                yield ValueChange((*key, ORDER), *map(" ".join, orders))
        case _:
            return


def indicator_parts(before: Indicator, after: Indicator) -> Iterator[RecordPart]:
    """Yield the parts of an indicator that differ: records one by one, reasons by year, everything else by field."""
    return written_indicator_parts(as_written(before), as_written(after))


def written_indicator_parts(before: Written, after: Written) -> Iterator[RecordPart]:
    """Yield the parts that differ of two indicators as written, or of those of their fields that are passed."""
    for field, old, new in differing(before, after):
        match field:
            case "actuals":
                for year in sorted({**(old or {}), **(new or {})}, key=parse_fiscal_year):
                    records = (old or {}).get(year, []), (new or {}).get(year, [])
                    yield from _listed((field, year), *records, lambda record: str(record["status"]), loose=True)
            case "expected" | "unmet" | "pending" | "judged" | "remarks" | "assumed":
                yield from _by_key(field, old or {}, new or {})
            case _:
                yield RecordPart((field,), old, new, (field,), (field,))


def plan_parts(before: Plan, after: Plan) -> Iterator[RecordPart]:
    """Yield the parts of a plan that differ: entries by their id, code, year or indicator, everything else by field."""
    return written_plan_parts(as_written(before), as_written(after))


def written_plan_parts(before: Written, after: Written) -> Iterator[RecordPart]:
    """Yield the parts that differ of two plans as written, or of those of their fields that are passed."""
    for field, old, new in differing(before, after):
        match field:
            case "documents":
                yield from _by_key(field, old or {}, new or {})
            case field if field in NAMED_BY:
                yield from _listed((field,), old or [], new or [], NAMED_BY[field])
            case _:
                yield RecordPart((field,), old, new, (field,), (field,))


_Name = Callable[[Written], str]


def _called(key: str) -> _Name:
    return lambda entry: str(entry[key])


NAMED_BY: Mapping[str, _Name] = {
    **dict.fromkeys(("sections", "ratings", "states", "causes"), _called("id")),
    "rules": _called("code"),
    "revisions": _called("indicator"),
    "corrections": lambda entry: " ".join((entry["year"], entry.get("indicator", ""))),
}
"""Key by which the entries of each list of a plan are distinguished."""

_BELOW_NAMED_BY: Mapping[str, _Name] = {
    **NAMED_BY,
    **dict.fromkeys(("subsections", "bands"), _called("id")),
    "exceptions": lambda entry: " ".join(entry["indicators"]),
    "restated": _called("date"),
    "breaks": _called("from"),
    "formerly": _called("until"),
    "remarks": _called("heading"),
    "unnamed": lambda entry: " ".join((entry["section"], entry["rating"])),
}
"""The same for the lists in all records; of remarks each year has one."""


def _by_step(entries: Sequence[Written], key: Key) -> dict[str, Written]:
    """Return the entries of a list at `key` by the step to each: its name, else `(=word)` or its position `(1)`."""
    name = next((_BELOW_NAMED_BY[step] for step in reversed(key[-2:]) if step in _BELOW_NAMED_BY), None)
    found: dict[str, Written] = {}
    for position, entry in enumerate(entries, start=1):
        unnamed = f"(={entry})" if isinstance(entry, str) else f"({position})"
        own = name(entry) if name and isinstance(entry, dict) else unnamed
        again = (f"{own} ({nth})" for nth in count(2))
        found[own if own not in found else next(step for step in again if step not in found)] = entry
    return found


def standing_at(written: Written | None, key: Key, above: Key = ()) -> tuple[Path, Written | None]:
    """Return the path to `key` in a record that stands at `above`, as far as it leads, and what is there, or None."""
    path: Path = ()
    for index, step in enumerate(key):
        below = written if isinstance(written, dict) else {}
        if isinstance(written, list):
            below = _by_step(written, (*above, *key[:index]))
        if step not in below:
            return path, None
        path = (*path, list(below).index(step) if isinstance(written, list) else step)
        written = below[step]
    return path, written


def differing(before: Written, after: Written) -> Iterator[tuple[str, Written | None, Written | None]]:
    """Yield the fields of two records that differ, with what is written in both."""
    for field in {**before, **after}:
        old, new = before.get(field), after.get(field)
        if old != new and (old or new):
            yield field, old, new


def _by_key(field: str, old: Written, new: Written) -> Iterator[RecordPart]:
    order = parse_fiscal_year if field in YEARLY else str
    for name in sorted({**old, **new}, key=order):
        if old.get(name) != new.get(name):
            yield RecordPart((field, name), old.get(name), new.get(name), (field, name), (field, name))


YEARLY = frozenset({"actuals", "expected", "unmet", "pending", "judged", "remarks"})
"""The fields that have an entry for each year."""


def _listed(
    key: Key,
    before: Sequence[Written],
    after: Sequence[Written],
    name: Callable[[Written], str],
    *,
    loose: bool = False,
) -> Iterator[RecordPart]:
    """Yield the entries of a list that differ, paired by `name`; with `loose` any two left over are paired."""
    pairs = paired(before, after, name, loose=loose)
    for old, new in pairs:
        entry = before[old] if old is not None else None, after[new] if new is not None else None
        if entry[0] != entry[1]:
            own = key if loose else (*key, name(entry[1] if entry[1] is not None else entry[0]))
            yield RecordPart(own, *entry, (*key, old or 0), (*key, new or 0))
    old_order, new_order = _orders(before, after, [(b, a) for b, a in pairs if b is not None and a is not None], name)
    if old_order != new_order:
        yield RecordPart((*key, ORDER), " ".join(old_order), " ".join(new_order), key, key)


ORDER = "(order)"
"""The last key of a change that only reorders entries."""


def _orders(
    before: Sequence[Written],
    after: Sequence[Written],
    both: Sequence[tuple[int, int]],
    name: Callable[[Written], str],
) -> tuple[list[str], list[str]]:
    """Return the entries of both sides in the order of each: by name, or by a number where names are not unique."""
    names = {pair: name(after[pair[1]]) for pair in both}
    if len(set(names.values())) < len(both) or any(name(before[old]) != names[old, new] for old, new in both):
        alike = sorted(both, key=lambda pair: sorted((repr(before[pair[0]]), repr(after[pair[1]]))))
        names = {pair: str(rank) for rank, pair in enumerate(alike, start=1)}
    by_old, by_new = sorted(both), sorted(both, key=lambda pair: pair[1])
    return [names[pair] for pair in by_old], [names[pair] for pair in by_new]


def paired(
    before: Sequence[Written], after: Sequence[Written], name: Callable[[Written], str], *, loose: bool = False
) -> list[tuple[int | None, int | None]]:
    """Pair the positions of the same entries in two lists: equal entries first, then those of the same name."""
    left, right = dict(enumerate(before)), dict(enumerate(after))
    tests: list[Callable[[Written], object]] = [repr, name, *([lambda _: None] if loose else [])]
    pairs: list[tuple[int | None, int | None]] = []
    for test in tests:
        waiting: dict[object, list[int]] = {}
        for new, entry in right.items():
            waiting.setdefault(test(entry), []).append(new)
        for old, entry in list(left.items()):
            same = waiting.get(test(entry))
            if same:
                new = same.pop(0)
                pairs.append((old, new))
                del left[old], right[new]
    return [*pairs, *((old, None) for old in left), *((None, new) for new in right)]
