"""The spelling of a number in data: its grammar, and what people write in its place where there is none."""

import re
from enum import Enum, auto

from dxkpi.core.basis.text import FULL_WIDTH, squeezed

# No exponents: int() of Decimal("1e1000000"), which pydantic accepts, ran for 26 seconds.
GRAMMAR = r"-?(0|[1-9]\d{0,17})(\.\d{1,6})?"
_WRITTEN = re.compile(GRAMMAR, re.ASCII)
MINUS_SIGNS = str.maketrans(dict.fromkeys("▲△−‐‑–—ー", "-"))
"""Turns what people write for a minus sign into one."""


def is_number(text: str) -> bool:
    """Say whether `text` is a number as data write it."""
    return _WRITTEN.fullmatch(text) is not None


class Absent(Enum):
    """Meaning of a word in the place of a number: the value is not there yet, or there will be none."""

    WAITING = auto()
    STOPPED = auto()


_WAITING = re.compile(
    r"(集計|調査|確認|公表)(中|待ち)|未(集計|調査|公表|発表|判明|確定|定|把握|了)|不明|[-…・／/]+|N/?A|なし",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"(事業)?(中止|廃止|終了|休止|停止|完了|打ち?切り|取りやめ)")


def not_a_value(text: str) -> Absent | None:
    """Return what a word in the place of a number says of the value; None for anything else.

    >>> not_a_value("集計中"), not_a_value("－"), not_a_value("中止"), not_a_value("5")
    (<Absent.WAITING: 1>, <Absent.WAITING: 1>, <Absent.STOPPED: 2>, None)
    """
    plain = text.translate(FULL_WIDTH).translate(MINUS_SIGNS).strip()
    if _STOPPED.fullmatch(plain):
        return Absent.STOPPED
    return Absent.WAITING if _WAITING.fullmatch(plain) else None


_THAN_BASELINE = r"(?:(?:現状|現状値|現在|基準値|現状の水準)(?:より|から|に比べて?)も?)?"
_TRENDS = {
    "increase": rf"{_THAN_BASELINE}(?:増加|増やす|↑)(?:させる|する|を目指す)?",
    "decrease": rf"{_THAN_BASELINE}(?:減少|減らす|↓)(?:させる|する|を目指す)?",
    "keep": r"(?:現状|現状値|現状の水準|基準値|現在の水準|水準)?[のを]?(?:維持|継続)(?:する)?",
}


def trend_of(text: str) -> str | None:
    """Return the direction that a word in the place of a target names; None for any other text.

    >>> trend_of("現状値より 増加"), trend_of("維持する"), trend_of("80%以上")
    ('increase', 'keep', None)
    """
    plain = squeezed(text)
    return next((kind for kind, words in _TRENDS.items() if re.fullmatch(words, plain)), None)
