"""Units, and the kind of values that they count."""

import re
import unicodedata
from functools import lru_cache

from dxkpi.core.basis.text import folded

_PERCENT = frozenset({"%", "パーセント", "percent"})
_PER_MILLE = frozenset({"‰", "パーミル", "permille"})
_NONE = frozenset(map(folded, ("なし", "無し", "無", "単位なし", "単位無し", "無単位", "－")))
_REMARK = re.compile(r"[(\[（【〔].*|\s+")


@lru_cache(maxsize=1 << 6)  # there are few units, and nothing bounds how long one is
def in_percent(unit: str | None) -> bool:
    """Say whether `unit` is percent, by sign or in words, of whatever width and with whatever remark behind it."""
    return _plain(unit) in _PERCENT


@lru_cache(maxsize=1 << 6)
def is_share(unit: str | None) -> bool:
    """Say whether `unit` is that of a share of something: percent or per mille."""
    return share_per(unit) > 1


@lru_cache(maxsize=1 << 6)
def share_per(unit: str | None) -> int:
    """Return how many of `unit` a whole is: 100 of percent, 1,000 of per mille; 1 of what is no share."""
    plain = _plain(unit)
    return 100 if plain in _PERCENT else 1000 if plain in _PER_MILLE else 1


@lru_cache(maxsize=1 << 6)
def names_none(unit: str) -> bool:
    """Say whether `unit` is a word or a sign for having none (なし, －), which would be printed behind every figure."""
    return folded(_plain(unit)) in _NONE


def _plain(unit: str | None) -> str:
    return _REMARK.sub("", unicodedata.normalize("NFKC", unit or "")).casefold()
