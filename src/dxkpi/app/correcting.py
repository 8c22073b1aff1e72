"""The corrections that a change owes, as lines to be written into the files of the plans."""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from dxkpi.core.basis.calendar import parse_day
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.text import Misspelt
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.fields import ORDER
from dxkpi.core.outcomes.change import Insertion
from dxkpi.core.publication.owed import Owed
from dxkpi.source.changes import Add, Put, Raw, Value, block
from dxkpi.source.edit import NotEdited, edited
from dxkpi.source.files import Tree

WHY = "〔なぜ直すかを書く〕"
_FIELD, _INDENT = "corrections", 2


def to_write(tree: Tree, owed: Iterable[Owed]) -> tuple[Insertion, ...]:
    """For each plan the lines that make all corrections that are owed to its years."""
    of_plan: dict[str, list[Owed]] = {}
    for one in owed:
        of_plan.setdefault(one.plan.document, []).append(one)
    return tuple(_insertion(tree, own[0].plan, [_value(one.correction) for one in own]) for own in of_plan.values())


def _insertion(tree: Tree, plan: DeclaredPlan, corrections: Sequence[Value]) -> Insertion:
    before = tree.read(plan.document)
    assert isinstance(before, bytes), "it was read a moment ago"
    at = (_FIELD,)
    changes = [Add(at, one) for one in corrections] if plan.plan.corrections else [Put(at, corrections)]
    after = edited(plan.document, before, changes)
    if isinstance(after, NotEdited):
        return Insertion(plan.document, tuple(block({_FIELD: corrections}, _INDENT)))
    old, new = _lines(before), _lines(after)
    head = _alike(old, new)
    tail = _alike(reversed(old[head:]), reversed(new[head:]))
    return Insertion(plan.document, tuple(new[head : len(new) - tail]), head, len(old) - tail - head)


def _lines(content: bytes) -> list[str]:
    return [line.removesuffix("\r") for line in content.decode().split("\n")]


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many lines two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _value(written: Any) -> Value:  # noqa: ANN401
    """What was read from a file, to be written into one: numbers and dates stand without quotes."""
    match written:
        case dict():
            return {key: _value(written[key]) for key in sorted(written, key=_rank)}
        case list():
            return [_value(own) for own in written]
        case _:
            return Raw(written) if written in {"true", "false"} or _is_bare(written) else str(written)


def _rank(key: str) -> int:
    return ORDER.index(key) if key in ORDER else len(ORDER)


def _is_bare(text: str) -> bool:
    for parse in (parse_number, parse_day):
        try:
            parse(text)
        except Misspelt:
            continue
        return True
    return False
