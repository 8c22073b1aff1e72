"""Targets that are one word, and no number: increase, decrease, keep."""

import re

from dxkpi.core.basis.text import squeezed

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
