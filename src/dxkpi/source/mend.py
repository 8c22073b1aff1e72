"""One data file with its unmistakable slips put right: nothing is mended that would break or hide anything else.

A file is read in steps: as YAML, key by key, then as a whole. What a later step finds can come to light when the
slips of an earlier one are gone; nothing else may be new.
"""

import codecs
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import assert_never

from dxkpi.core.diagnostic import Diagnostic, RuleInfo
from dxkpi.core.mending import LeftAlone, Mended, MendedFile
from dxkpi.core.plan import Plan
from dxkpi.core.reference import Spot
from dxkpi.core.spelling import clip
from dxkpi.core.targets import DIRECTIONS
from dxkpi.core.targets.base import IndicatorBase
from dxkpi.source import codes, mend_signs
from dxkpi.source.changes import Put, Rename
from dxkpi.source.document import Document, read_document
from dxkpi.source.edit import NotEdited, edited, value_at
from dxkpi.source.listing import is_plan
from dxkpi.source.loader import read_record
from dxkpi.source.locate import Locator
from dxkpi.source.mend_values import MENDS, Declared, Mend, mend_of
from dxkpi.source.tidy import tidied
from dxkpi.source.tree import DictTree
from dxkpi.source.written import Raw

MENDABLE = frozenset((*MENDS, *mend_signs.RULES))
"""The rules whose breach can be mended."""

_WIDTHS = (2, 1)
_SHAPE = frozenset((
    codes.UNKNOWN_KEY, codes.MISSING_KEY, codes.OTHER_DIRECTION, codes.TYPE, codes.NO_VALUE, codes.YEAR,
))  # fmt: skip
"""What is found where a line was taken for something that it is not."""

_OPEN = "直しても、ほかの行との関係が決まらないため、直さなかった。この行と周りの字下げを確かめて、手で直す"
_WORSE = "直すと別の指摘（{codes}）が出るため、直さなかった。周りと合わせて、手で直す"


def mend(name: str, raw: bytes, label: str, asked: Callable[[RuleInfo], bool], *, tidy: bool = True) -> MendedFile:
    """The data file `name` of the tree `label` with all slips mended that can be, of the rules that are `asked` for.

    With `tidy`, blanks at the ends of lines go and the last line ends. Never raises for what the file holds.
    """
    work = _Work(name, label, asked, raw)
    if work.document.problems:
        work = _with_signs(work)
    else:
        _mend_values(work)
    if tidy:
        _tidy(work)
    mended = sorted(work.mended, key=lambda done: done.spot)
    return MendedFile(name, raw, work.raw, tuple(mended), tuple(work.left))


@dataclass
class _Work:
    """A file while it is mended."""

    name: str
    label: str
    asked: Callable[[RuleInfo], bool]
    raw: bytes
    mended: list[Mended] = field(default_factory=list)
    left: list[LeftAlone] = field(default_factory=list)

    @property
    def document(self) -> Document:
        return read_document(self.name, self.raw)

    def encoded(self, text: str) -> bytes:
        """The content of the file with another text."""
        return (codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b"") + text.encode("utf-8")

    def found(self, raw: bytes) -> tuple[Diagnostic, ...]:
        """What the reader finds, whatever other files hold."""
        return read_record(DictTree({self.name: raw}, self.label), self.name).diagnostics

    def declared(self) -> Declared:
        data = self.document.data or {}
        if is_plan(self.name.removeprefix(self.label + "/")):
            return Declared(data, Plan)
        return Declared(data, DIRECTIONS.get(str(data.get("direction")), IndicatorBase))

    def spot(self, problem: Diagnostic) -> Spot:
        return Locator(DictTree({self.name: self.raw}, self.label)).spot(problem.place)


def _with_signs(work: _Work) -> _Work:
    """The file made readable and mended, if there is one way only to read it then."""
    document = work.document
    traps = [problem for problem in document.problems if mend_signs.is_mendable(problem, document)]
    if not traps or not all(work.asked(trap.rule) for trap in traps):
        return work
    tried = [_tried(work, document, width) for width in _WIDTHS]
    ways = [way for way in tried if way is not None]
    if ways and all(way.document.data == ways[0].document.data for way in ways):
        return ways[0]
    work.left += [LeftAlone(work.spot(trap), _OPEN, trap.rule) for trap in traps]
    return work


def _tried(work: _Work, document: Document, width: int) -> _Work | None:
    typed = mend_signs.typed_anew(document, width)
    if typed is None:
        return None
    way = _Work(work.name, work.label, work.asked, work.encoded(typed[0].text), list(typed[1]))
    _mend_values(way)
    return None if any(problem.rule in _SHAPE for problem in way.found(way.raw)) else way


def _mend_values(work: _Work) -> None:
    """Mends one value or key after the other, each as if it were the only one."""
    given_up: set[Diagnostic] = set()
    while True:  # every round takes a finding away, or one more is given up
        found, declared = work.found(work.raw), work.declared()
        candidates = ((p, mend_of(p, declared)) for p in found if work.asked(p.rule) and p not in given_up)
        problem, change = next(((p, change) for p, change in candidates if change), (None, None))
        if problem is None or change is None:
            return
        after = edited(work.name, work.raw, [change])
        reason = after.reason if isinstance(after, NotEdited) else _worse(problem, found, work.found(after))
        spot = work.spot(problem)
        if reason or isinstance(after, NotEdited):
            given_up.add(problem)
            work.left.append(LeftAlone(spot, reason, problem.rule))
        else:
            work.mended.append(Mended(spot, _said(change, declared), problem.rule))
            work.raw = after


def _worse(problem: Diagnostic, before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> str:
    """What speaks against a mend, in a sentence; empty where it does what it should and nothing else."""
    old, new = (Counter(map(_essence, found)) for found in (before, after))
    fresh = sorted({code for code, _ in new - old if code != codes.CONTRADICTION.code})
    if fresh:
        return _WORSE.format(codes="、".join(fresh))
    return _OPEN if new[_essence(problem)] >= old[_essence(problem)] else ""


def _essence(problem: Diagnostic) -> tuple[str, str]:
    return problem.rule.code, problem.message


def _said(change: Mend, declared: Declared) -> str:
    """What was done, in a sentence."""
    match change:
        case Put(path, Raw(right)):
            return f"「{clip(value_at(declared.data, path))}」を「{clip(right)}」と書く"
        case Put(_, value):
            return f"「{clip(str(value))}」を引用符で囲む"
        case Rename(path, right):
            same = path[-1] == right
            return f"キー「{clip(str(path[-1]))}」を" + ("引用符で囲む" if same else f"「{clip(right)}」と書く")
        case _:
            assert_never(change)


def _tidy(work: _Work) -> None:
    document = work.document
    text, done = tidied(document)
    after = work.encoded(text)
    again = read_document(work.name, after)
    if document.data is not None and not document.problems and not again.problems and again.data == document.data:
        work.mended += [Mended(spot, sentence) for spot, sentence in done]
        work.raw = after
