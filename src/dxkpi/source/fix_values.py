"""Retyping of values and signs as they were unmistakably meant: full-width digits, commas, years, quotes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import yaml
from pydantic import BaseModel

from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.finding import Diagnostic, Ref, RuleInfo, Spot
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.text import FULL_WIDTH, Misspelt, alike, clip
from dxkpi.core.outcomes.findings import Fix
from dxkpi.source.changes import Put, Raw, Rename, scalar
from dxkpi.source.codes import shape as codes
from dxkpi.source.codes.files import FULL_WIDTH_SIGN, ODD_INDENT, SYNTAX
from dxkpi.source.document import NULLS, YamlDocument, read_document
from dxkpi.source.edit import value_at
from dxkpi.source.models import keys_of, model_at

_ROUNDS = 20
_BLANKS = r"[^\S\r\n]*"
_INDENT = re.compile(r"[^\S\r\n]+")
_SIGN = {"：": ":", "－": "-", "＃": "#"}
_SIGN_AND_BLANKS = re.compile(rf"(?P<sign>[：－＃]){_BLANKS}(?P<end>\r?$)?", re.MULTILINE)
# Behind it only a comment may follow that is one for certain: with #1 the value may go on.
_RESERVED = re.compile(r"[%@`]\S*(?:[ \t]+(?!#)\S+)*(?=[ \t]*(?:\r?$|[ \t]#(?:[\s#]|$)))")
_BEFORE_COLON = re.compile(rf"{_BLANKS}$")

RULES: Mapping[RuleInfo, str] = {
    ODD_INDENT: "字下げの空白を半角にする",
    FULL_WIDTH_SIGN: "「{sign}」を半角にする",
    SYNTAX: "「{sign}」を引用符で囲む",
}
"""Rules whose findings can be fixed here, with the sentence for the fix."""


def is_mendable(problem: Diagnostic, document: YamlDocument) -> bool:
    """Say whether a finding can be fixed here; of syntax errors only an unquoted `%` and the like."""
    if problem.rule is not SYNTAX:
        return problem.rule in RULES
    spot = problem.place
    return isinstance(spot, Spot) and _unquoted(document.text.split("\n")[spot.line - 1], spot.column - 1) is not None


def _unquoted(line: str, start: int) -> "re.Match[str] | None":
    """Match the value at `start` of a key or item if it begins with a sign that no plain value begins with."""
    return _RESERVED.match(line, start) if line[:start].rstrip(" ").endswith((":", "-")) else None


def typed_anew(document: YamlDocument, width: int) -> tuple[YamlDocument, tuple[Fix, ...]] | None:
    """Return the document with such signs in ASCII and full-width blanks of indentation as `width` blanks.

    None where it cannot be read as YAML even then, or where the sign may be part of a text.
    """
    done: list[Fix] = []
    written = document.text.split("\n")
    for _ in range(_ROUNDS):
        if not document.problems:
            return (document, tuple(done)) if _all_begin(document, done) else None
        lines = document.text.split("\n")
        typed = [_type(lines, trap, width, written) for trap in document.problems if is_mendable(trap, document)]
        if not typed:
            return None
        done += typed
        document = read_document(document.name, "\n".join(lines).encode("utf-8"))
    return None


def _all_begin(document: YamlDocument, done: Iterable[Fix]) -> bool:
    """Say whether every fixed line now begins an entry; otherwise it continues a text that only looked like one."""
    begun = set(_beginnings(document.root))
    headings = (fixed for fixed in done if fixed.spot.line not in begun)
    return all(fixed.rule is FULL_WIDTH_SIGN and _is_heading(document, fixed.spot) for fixed in headings)


def _is_heading(document: YamlDocument, spot: Spot) -> bool:
    """Say whether the line is a comment from its first column, where no text can continue."""
    return spot.column == 1 and document.text.split("\n")[spot.line - 1].startswith("#")


def _beginnings(node: yaml.Node | None) -> Iterator[int]:
    """Yield the lines (from 1) on which a key or an item begins."""
    if not isinstance(node, yaml.CollectionNode):
        return
    for child in node.value:
        first, *_, last = child if isinstance(child, tuple) else (child, child)
        yield first.start_mark.line + 1
        yield from _beginnings(last)


def _type(lines: list[str], trap: Diagnostic, width: int, written: list[str]) -> Fix:
    """Retype the sign that `trap` points at; the position reported is that in the lines as `written`."""
    spot = trap.place
    assert isinstance(spot, Spot)
    line = lines[spot.line - 1]
    if trap.rule is ODD_INDENT:
        indent = _INDENT.match(line)
        assert indent is not None
        lines[spot.line - 1] = _indentation(indent[0], width) + line[indent.end() :]
        return Fix(spot, RULES[trap.rule], trap.rule)
    if quoted := _unquoted(line, spot.column - 1):
        lines[spot.line - 1] = line[: quoted.start()] + scalar(quoted[0]) + line[quoted.end() :]
        return Fix(spot, RULES[SYNTAX].format(sign=clip(quoted[0])), trap.rule)
    found = _SIGN_AND_BLANKS.match(line, spot.column - 1)
    assert found is not None
    before = _BEFORE_COLON.sub("", line[: found.start()]) if found["sign"] == "：" else line[: found.start()]
    blank = "" if found["end"] is not None else " "
    lines[spot.line - 1] = f"{before}{_SIGN[found['sign']]}{blank}{line[found.end() - len(found['end'] or '') :]}"
    first = Spot(spot.document, spot.line, written[spot.line - 1].index(found["sign"]) + 1)
    return Fix(first, RULES[trap.rule].format(sign=found["sign"]), trap.rule)


def _indentation(written: str, width: int) -> str:
    return "".join(" " * width if blank == "\u3000" else " " for blank in written)


Correction = Put | Rename

_SIGNS = str.maketrans("▲△−", "---")
_NUMBER = re.compile(r"[-+]? *(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_RUN_TOGETHER = re.compile(r"\D\d{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Declared:
    """The plain data of a file, and the model that they should fit, where known."""

    data: Mapping[str, Any]
    model: type[BaseModel] | None


def fix_of(problem: Diagnostic, declared: Declared) -> Correction | None:
    """Return the change that fixes `problem` of a record, or None where a person has to decide."""
    fix = FIXES.get(problem.rule)
    return fix(problem.place, declared) if fix and isinstance(problem.place, Ref) and problem.place.path else None


def _known_key(place: Ref, declared: Declared) -> Correction | None:
    """Return the renaming to the key that is one slip away; None where there are two, or it is there already."""
    written, above = str(place.path[-1]), place.path[:-1]
    model = model_at(declared.model, above) if declared.model else None
    meant = [key for key in keys_of(model) if alike(written, key)] if model else []
    there = value_at(declared.data, above)
    return Rename(place.path, meant[0]) if len(meant) == 1 and meant[0] not in there else None


def _respelt(place: Ref, declared: Declared, spell: Callable[[str], str | None]) -> Correction | None:
    """Return the change of the value or key at `place` to the spelling that `spell` gives it."""
    written = place.path[-1] if place.key else value_at(declared.data, place.path)
    right = spell(written) if isinstance(written, str) else None
    if right is None:
        return None
    return Rename(place.path, right) if place.key else Put(place.path, right)


def _suggested(parse: Callable[[str], object], written: str) -> Raw | None:
    """Return the spelling that the reader itself suggests, unless it has a further hint."""
    try:
        parse(written)
    except Misspelt as misspelt:
        return Raw(misspelt.suggestion) if misspelt.suggestion and not misspelt.hint else None
    return None


def _unmistakable_number(written: str) -> Raw | None:
    plain = written.translate(FULL_WIDTH).translate(_SIGNS).strip()
    return _suggested(parse_number, written) if _NUMBER.fullmatch(plain) else None


def _unmistakable_date(written: str) -> Raw | None:
    # 2021/111 is the 11th of January or the 1st of November
    together = _RUN_TOGETHER.search(written.translate(FULL_WIDTH))
    return None if together else _suggested(parse_day, written)


FIXES: Mapping[RuleInfo, Callable[[Ref, Declared], Correction | None]] = {
    codes.NUMBER: partial(_respelt, spell=_unmistakable_number),
    codes.YEAR: partial(_respelt, spell=partial(_suggested, parse_fiscal_year)),
    codes.DATE: partial(_respelt, spell=_unmistakable_date),
    codes.QUOTES: partial(_respelt, spell=lambda written: None if written in NULLS else str(written)),
    codes.UNKNOWN_KEY: _known_key,
}
"""Rules about values whose findings can be fixed, with the function that does so."""
