"""An answer held against the data as they were when it was asked for, and as they are now.

A record is one statement: its value, status and day go together. What was not answered is not compared.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from dxkpi.core.basis.quantity import quantity_of, same
from dxkpi.core.basis.record import Status
from dxkpi.core.collection.answer import PendingAnswer, RatingAnswer, Reason, RemarkAnswer, ValueAnswer
from dxkpi.core.collection.memory import Written


@dataclass(frozen=True, slots=True)
class Already:
    """The data say so already."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The data are to say so; with `again` they have a value of that status, which this one follows."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody changed the data since, to something else; None where there was, or is, nothing."""

    sent: Written | None
    now: Written | None


@dataclass(frozen=True, slots=True)
class NoMemory:
    """The data say something else, and what they said when it was asked for is not known."""

    now: Written


@dataclass(frozen=True, slots=True)
class AlreadyFinal:
    """The year has a final value, which only a correction or a later finding changes."""

    now: Written


@dataclass(frozen=True, slots=True)
class Weaker:
    """The year has a firmer value."""

    now: Written


Merged = Already | Changed | Conflict | NoMemory | AlreadyFinal | Weaker

_ORIGIN = frozenset({"source", "reported", "known"})
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def value_merged(answer: ValueAnswer, sent: Sequence[Written] | None, now: Sequence[Written], *, again: bool) -> Merged:
    """Return what an answered value comes to; `again`: a final value may follow, or correct, another."""
    record = answer.record
    if now and says(now[-1], record):
        return Already()
    if sent is None and now:
        return Already() if any(says(own, record) for own in now) else NoMemory(now[-1])
    if sent is not None and _bare(sent) != _bare(now):
        if any(says(own, record) for own in now):
            return Already()
        return Conflict(_last(sent), _last(now))
    rank = tuple(Status).index
    same = [own for own in now if own["status"] == answer.status.value]
    if answer.status is Status.FINAL and same and not again:
        return AlreadyFinal(same[-1])
    firmer = [own for own in now if rank(Status(own["status"])) < rank(answer.status)]
    return Weaker(firmer[-1]) if firmer else Changed(again=bool(same))


def words_merged(
    answer: Reason | PendingAnswer | RatingAnswer | RemarkAnswer,
    sent: Written | None,
    now: Written | None,
    *,
    remembered: bool,
) -> Merged:
    """Return what an answer that is no value comes to."""
    if now is not None and says(now, answer.record):
        return Already()
    if not remembered and now is not None:
        return NoMemory(now)
    if remembered and _bare_one(sent) != _bare_one(now):
        return Conflict(sent, now)
    return Changed(again=now is not None)


def says(record: Written, answered: Mapping[str, Any]) -> bool:
    """Say whether a record says all that was answered."""
    return all(key in record and _alike(key, record[key], value) for key, value in answered.items())


def _alike(key: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - data as written
    """Say whether two written values of `key` are the same numbers, the same steps, or the same text to a reader."""
    match key:
        case "value":
            return same(quantity_of(one), quantity_of(other))
        case "parts":
            return one.keys() == other.keys() and all(
                same(quantity_of(one[part]), quantity_of(other[part])) for part in one
            )
        case "done":
            return {*one} == {*other}
        case _:
            return as_read(str(one)) == as_read(str(other))


def as_read(text: str) -> str:
    r"""Return `text` as it comes back from a workbook: composed, with plain line breaks, without blanks around it.

    >>> as_read("か\u3099\r\n "), as_read("a_x000D_\nb")
    ('が', 'a\nb')
    """
    plain = unescaped(text).replace("\r\n", "\n").replace("\r", "\n")
    return normalize("NFC", plain).strip()


def unescaped(text: str) -> str:
    """Return `text` with each `_xHHHH_`, by which workbooks write characters, read as the character."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _last(records: Sequence[Written]) -> Written | None:
    return records[-1] if records else None


def _bare(records: Sequence[Written]) -> list[Written | None]:
    return [_bare_one(record) for record in records]


def _bare_one(record: Written | None) -> Written | None:
    return record and {key: value for key, value in record.items() if key not in _ORIGIN}
