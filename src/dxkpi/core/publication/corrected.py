"""Corrections applied to what was frozen: each must find what it says was there, and leave what it says is right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from dxkpi.core.diff.parts import NAMED_BY
from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.in_force import as_written
from dxkpi.core.number import parse_number, ratio
from dxkpi.core.plan import Plan
from dxkpi.core.publication.correction import Correction
from dxkpi.core.publication.freeze import INDICATORS
from dxkpi.core.publication.manifest import Manifest, Records
from dxkpi.core.spelling import Misspelt

Written = Any


class Misfit(Enum):
    """Why a correction does not apply."""

    UNKNOWN_INDICATOR = auto()
    NOT_FROM = auto()
    NOT_A_RECORD = auto()
    SAME = auto()
    TOO_EARLY = auto()


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction at its `position` in the plan, and the records `before` and `after` it; or why it does not apply."""

    position: int
    correction: Correction
    before: Records
    after: Records
    misfit: Misfit | None = None


def corrections_of(plan: Plan, manifest: Manifest) -> tuple[tuple[int, Correction], ...]:
    """The corrections of a published year with their positions, in the order in which the plan has them."""
    return tuple((n, c) for n, c in enumerate(plan.corrections) if c.year == manifest.year)


def applied(manifest: Manifest, corrections: Sequence[tuple[int, Correction]]) -> tuple[Applied, ...]:
    """Each correction upon the one before; one that does not apply changes nothing.

    Corrections of one indicator may leave it unfit to be read until the last of them is made (another direction
    brings other keys): none of them applies before that.
    """
    found: list[Applied] = []
    records, drafts = manifest.records, _Drafts()
    for position, correction in corrections:
        after = _refused(records, correction, manifest) or drafts.after(records, correction, len(found))
        if isinstance(after, Misfit):
            found.append(Applied(position, correction, records, records, after))
            continue
        for index in drafts.settled(correction.indicator):
            found[index] = replace(found[index], misfit=None)
        found.append(Applied(position, correction, records, after))
        records = after
    return tuple(found)


def _refused(records: Records, correction: Correction, manifest: Manifest) -> Misfit | None:
    if correction.date.last < manifest.date.first:
        return Misfit.TOO_EARLY
    if correction.before == correction.after:
        return Misfit.SAME
    ids = (None, *(indicator.id for indicator in records.indicators))
    return None if correction.indicator in ids else Misfit.UNKNOWN_INDICATOR


class _Drafts:
    """What plan and indicators are to become, as written, as long as that is no record yet."""

    def __init__(self) -> None:
        self._written: dict[str | None, Written] = {}
        self._steps: dict[str | None, list[int]] = {}

    def settled(self, subject: str | None) -> list[int]:
        """The steps that have waited for one that makes `subject` a record again; they wait no more."""
        self._written.pop(subject, None)
        return self._steps.pop(subject, [])

    def after(self, records: Records, correction: Correction, step: int) -> Records | Misfit:
        """The records with `correction` made."""
        subject = correction.indicator
        index = next((n for n, i in enumerate(records.indicators) if i.id == subject), None)
        if index is not None and correction.key == ("id",) and correction.after is None:
            others = records.indicators[:index] + records.indicators[index + 1 :]
            gone = Records.model_construct(plan=records.plan, indicators=others)
            return gone if correction.before == subject else Misfit.NOT_FROM
        standing = records.plan if index is None else records.indicators[index]
        written = _patched(self._written.get(subject) or _canonical(as_written(standing)), correction)
        if written is None:
            return Misfit.NOT_FROM
        try:
            return _with(records, index, written)
        except ValidationError:
            self._written[subject] = written
            self._steps.setdefault(subject, []).append(step)
            return Misfit.NOT_A_RECORD


def _with(records: Records, index: int | None, written: Written) -> Records:
    """`records` with another plan, or another indicator at `index`."""
    own = records.indicators
    if index is None:
        return Records.model_construct(plan=Plan.model_validate(written), indicators=own)
    one = INDICATORS.validate_python(written)
    return Records.model_construct(plan=records.plan, indicators=(*own[:index], one, *own[index + 1 :]))


def _patched(written: Written, correction: Correction) -> Written | None:
    """`written` with the record that a correction names changed as it says; None where that is not what it says."""
    field, *words = correction.key
    word, before, after = (words or [""])[0], _canonical(correction.before), _canonical(correction.after)
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


def _canonical(value: Written | None, key: str = "") -> Written | None:
    """`value` with every fiscal year in one spelling, and without what nobody writes."""
    match value:
        case dict():
            return {name: _canonical(own, name) for name, own in value.items() if (name, own) not in _UNSET}
        case list():
            return [_canonical(own, key) for own in value]
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


def after_all(manifest: Manifest, steps: Sequence[Applied]) -> Records:
    """The records when all corrections that apply are made."""
    return steps[-1].after if steps else manifest.records
