"""Fixes of unmistakable slips; a fix that would break or hide anything else is not made."""

import codecs
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

import yaml
from pydantic import BaseModel

from dxkpi.core.basis.finding import Diagnostic, RuleInfo, Spot
from dxkpi.core.basis.text import clip
from dxkpi.core.departments import Departments
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.indicator.base import IndicatorBase
from dxkpi.core.outcomes.findings import Fix, FixedFile, NotFixed
from dxkpi.core.plan.plan import Plan
from dxkpi.core.site import Site
from dxkpi.source import fix_values
from dxkpi.source.changes import Put, Raw, Rename
from dxkpi.source.codes import shape as codes
from dxkpi.source.document import YamlDocument, parts_of, read_document
from dxkpi.source.edit import NotEdited, edited, value_at
from dxkpi.source.files import DictTree
from dxkpi.source.fix_values import Correction, Declared, fix_of
from dxkpi.source.listing import DEPARTMENTS, SITE, is_plan
from dxkpi.source.loader import read_record
from dxkpi.source.locate import Locator

_TRAILING = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)


def tidied(document: YamlDocument) -> tuple[str, tuple[tuple[Spot, str], ...]]:
    """Return the text without blanks at line ends and with its last line ended, and what was done.

    Quoted and block texts stay as they are. The caller must compare the data of both texts.
    """
    if document.root is None:
        return document.text, ()
    text = document.text
    done: list[tuple[Spot, str]] = []
    kept = list(_texts(document.root))
    starts = [start for start, _ in kept]
    trailing = [blank for blank in _TRAILING.finditer(text) if not _within(blank.end(), starts, kept)]
    if trailing:
        text = "".join(_without(text, trailing))
        first = trailing[0].start()
        line = document.text.count("\n", 0, first) + 1
        column = first - document.text.rfind("\n", 0, first)
        done.append((Spot(document.name, line, column), f"行末の空白を消す（{len(trailing)}行）"))
    if text and not text.endswith("\n"):
        line = text.count("\n") + 1
        done.append((Spot(document.name, line, len(text) - text.rfind("\n")), "最後の行を改行で終える"))
        text += "\r\n" if "\r\n" in text else "\n"
    return text, tuple(done)


def _without(text: str, blanks: Iterable["re.Match[str]"]) -> Iterator[str]:
    """Yield the parts of `text` between the blanks."""
    position = 0
    for blank in blanks:
        yield text[position : blank.start()]
        position = blank.end()
    yield text[position:]


def _within(position: int, starts: list[int], kept: list[tuple[int, int]]) -> bool:
    """Say whether a position is in one of the spans `kept`, which are in order."""
    index = bisect_right(starts, position) - 1
    return index >= 0 and position <= kept[index][1]


def _texts(node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Yield the spans of texts whose blanks and line ends may matter, in order."""
    if isinstance(node, yaml.ScalarNode):
        if node.style or node.start_mark.line != node.end_mark.line:
            yield node.start_mark.index, node.end_mark.index
        return
    for part in parts_of(node):
        yield from _texts(part)


_WIDTHS = (2, 1)
_SHAPE = frozenset((
    codes.UNKNOWN_KEY, codes.MISSING_KEY, codes.OTHER_DIRECTION, codes.TYPE, codes.NO_VALUE, codes.YEAR,
))  # fmt: skip
"""Rules broken where a line was taken for something else."""

_OPEN = "直しても、ほかの行との関係が決まらないため、直さなかった。この行と周りの字下げを確かめて、手で直す"
_WORSE = "直すと別の指摘（{codes}）が出るため、直さなかった。周りと合わせて、手で直す"


def fix_file(name: str, raw: bytes, label: str, asked: Callable[[RuleInfo], bool], *, tidy: bool = True) -> FixedFile:
    """Fix all slips in the data file `name` of the tree `label` that can be, of the rules `asked` for.

    With `tidy`, blanks at line ends are removed and the last line is ended. Never raises, whatever the file contains.
    """
    work = _Work(name, label, asked, raw)
    if work.document.problems:
        work = _with_signs(work)
    else:
        _mend_values(work)
    if tidy:
        _tidy(work)
    fixes = sorted(work.fixes, key=lambda done: done.spot)
    return FixedFile(name, raw, work.raw, tuple(fixes), tuple(work.left))


_BESIDE: dict[str, type[BaseModel]] = {DEPARTMENTS: Departments, SITE: Site}


@dataclass
class _Work:
    """A file while it is being fixed."""

    name: str
    label: str
    asked: Callable[[RuleInfo], bool]
    raw: bytes
    fixes: list[Fix] = field(default_factory=list)
    left: list[NotFixed] = field(default_factory=list)

    @property
    def document(self) -> YamlDocument:
        return read_document(self.name, self.raw)

    def encoded(self, text: str) -> bytes:
        """Return the content of the file with another text."""
        return (codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b"") + text.encode("utf-8")

    def found(self, raw: bytes) -> tuple[Diagnostic, ...]:
        """Return the findings of the reader for this file alone."""
        return read_record(DictTree({self.name: raw}, self.label), self.name).diagnostics

    def declared(self) -> Declared:
        data = self.document.data or {}
        relative = self.name.removeprefix(self.label + "/")
        if is_plan(relative):
            return Declared(data, Plan)
        if relative in _BESIDE:
            return Declared(data, _BESIDE[relative])
        return Declared(data, DIRECTIONS.get(str(data.get("direction")), IndicatorBase))

    def spot(self, problem: Diagnostic) -> Spot:
        return Locator(DictTree({self.name: self.raw}, self.label)).spot(problem.place)


def _with_signs(work: _Work) -> _Work:
    """Return the file made readable and fixed, if there is only one way to read it then."""
    document = work.document
    traps = [problem for problem in document.problems if fix_values.is_mendable(problem, document)]
    if not traps or not all(work.asked(trap.rule) for trap in traps):
        return work
    tried = [_tried(work, document, width) for width in _WIDTHS]
    ways = [way for way in tried if way is not None]
    if ways and all(way.document.data == ways[0].document.data for way in ways):
        return ways[0]
    work.left += [NotFixed(work.spot(trap), _OPEN, trap.rule) for trap in traps]
    return work


def _tried(work: _Work, document: YamlDocument, width: int) -> _Work | None:
    typed = fix_values.typed_anew(document, width)
    if typed is None:
        return None
    way = _Work(work.name, work.label, work.asked, work.encoded(typed[0].text), list(typed[1]))
    _mend_values(way)
    return None if any(problem.rule in _SHAPE for problem in way.found(way.raw)) else way


def _mend_values(work: _Work) -> None:
    """Fix values and keys one by one, each as if it were the only one."""
    given_up: set[Diagnostic] = set()
    while True:  # every round takes a finding away, or one more is given up
        found, declared = work.found(work.raw), work.declared()
        candidates = ((p, fix_of(p, declared)) for p in found if work.asked(p.rule) and p not in given_up)
        problem, change = next(((p, change) for p, change in candidates if change), (None, None))
        if problem is None or change is None:
            return
        after = edited(work.name, work.raw, [change])
        reason = after.reason if isinstance(after, NotEdited) else _worse(problem, found, work.found(after))
        spot = work.spot(problem)
        if reason or isinstance(after, NotEdited):
            given_up.add(problem)
            work.left.append(NotFixed(spot, reason, problem.rule))
        else:
            work.fixes.append(Fix(spot, _said(change, declared), problem.rule))
            work.raw = after


def _worse(problem: Diagnostic, before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> str:
    """Return the objection to a fix, as a sentence; empty where it does what it should and nothing else."""
    old, new = (Counter(map(_essence, found)) for found in (before, after))
    fresh = sorted({code for code, _ in new - old if code != codes.CONTRADICTION.code})
    if fresh:
        return _WORSE.format(codes="、".join(fresh))
    return _OPEN if new[_essence(problem)] >= old[_essence(problem)] else ""


def _essence(problem: Diagnostic) -> tuple[str, str]:
    return problem.rule.code, problem.message


def _said(change: Correction, declared: Declared) -> str:
    """Describe a fix in a sentence."""
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
        work.fixes += [Fix(spot, sentence) for spot, sentence in done]
        work.raw = after
