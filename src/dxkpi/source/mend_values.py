"""Slips in values and keys whose right spelling is unmistakable, and the change of the file that mends each.

What could mean anything else, or would lose a word that somebody wrote, is left to a person.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from dxkpi.core.day import parse_day
from dxkpi.core.diagnostic import Diagnostic, RuleInfo
from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.number import parse_number
from dxkpi.core.reference import Ref
from dxkpi.core.spelling import FULL_WIDTH, Misspelt, alike
from dxkpi.source import codes
from dxkpi.source.changes import Put, Rename
from dxkpi.source.edit import value_at
from dxkpi.source.keys import keys_of, model_at
from dxkpi.source.nodes import NULLS
from dxkpi.source.written import Raw

Mend = Put | Rename

_SIGNS = str.maketrans("▲△−", "---")
_NUMBER = re.compile(r"[-+]? *(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_RUN_TOGETHER = re.compile(r"\D\d{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Declared:
    """The plain data of a file and the model of what they should declare, as far as that can be told."""

    data: Mapping[str, Any]
    model: type[BaseModel] | None


def mend_of(problem: Diagnostic, declared: Declared) -> Mend | None:
    """The change that mends `problem` of a record, or None where a person has to decide."""
    mend = MENDS.get(problem.rule)
    return mend(problem.place, declared) if mend and isinstance(problem.place, Ref) and problem.place.path else None


def _number(place: Ref, declared: Declared) -> Mend | None:
    return _respelt(place, declared, _unmistakable_number)


def _year(place: Ref, declared: Declared) -> Mend | None:
    return _respelt(place, declared, lambda written: _suggested(parse_fiscal_year, written))


def _date(place: Ref, declared: Declared) -> Mend | None:
    return _respelt(place, declared, _unmistakable_date)


def _quoted(place: Ref, declared: Declared) -> Mend | None:
    return _respelt(place, declared, lambda written: None if written in NULLS else str(written))


def _known_key(place: Ref, declared: Declared) -> Mend | None:
    """The key that is one slip away; not where there are two, or where it is there already."""
    written, above = str(place.path[-1]), place.path[:-1]
    model = model_at(declared.model, above) if declared.model else None
    meant = [key for key in keys_of(model) if alike(written, key)] if model else []
    there = value_at(declared.data, above)
    return Rename(place.path, meant[0]) if len(meant) == 1 and meant[0] not in there else None


MENDS: Mapping[RuleInfo, Callable[[Ref, Declared], Mend | None]] = {
    codes.NUMBER: _number,
    codes.YEAR: _year,
    codes.DATE: _date,
    codes.QUOTES: _quoted,
    codes.UNKNOWN_KEY: _known_key,
}
"""The rules about values whose breach can be mended, and by what."""


def _respelt(place: Ref, declared: Declared, spell: Callable[[str], str | None]) -> Mend | None:
    """What stands at `place` in the spelling that `spell` gives it."""
    written = place.path[-1] if place.key else value_at(declared.data, place.path)
    right = spell(written) if isinstance(written, str) else None
    if right is None:
        return None
    return Rename(place.path, right) if place.key else Put(place.path, right)


def _suggested(parse: Callable[[str], object], written: str) -> Raw | None:
    """The spelling that the reader itself advises, if there is nothing else to be said."""
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
