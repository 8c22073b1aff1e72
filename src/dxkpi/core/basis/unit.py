"""Units, and the kind of values that they count."""

import re
import unicodedata
from functools import lru_cache

_PERCENT = frozenset({"%", "パーセント", "percent"})
_PER_MILLE = frozenset({"‰", "パーミル", "permille"})
_REMARK = re.compile(r"[(\[（【〔].*|\s+")


@lru_cache(maxsize=1 << 6)  # there are few units, and nothing bounds how long one is
def in_percent(unit: str) -> bool:
    """Say whether `unit` is percent, by sign or in words, of whatever width and with whatever remark behind it."""
    return _plain(unit) in _PERCENT


@lru_cache(maxsize=1 << 6)
def is_share(unit: str) -> bool:
    """Say whether `unit` is that of a share of something: percent or per mille."""
    return _plain(unit) in _PERCENT | _PER_MILLE


def _plain(unit: str) -> str:
    return _REMARK.sub("", unicodedata.normalize("NFKC", unit)).casefold()
