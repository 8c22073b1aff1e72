"""Numbers that a plan gives its indicators (1-1-2, 2.10, Ⅲ-(4), A-1), and the order in which they count."""

import re
import unicodedata
from functools import lru_cache

Piece = tuple[bool, int, str]
"""A number, or a word behind all numbers."""

_PIECE = re.compile(r"\d+|[^\W\d_ー]+")  # ー is typed for a dash
# NFKC makes letters of Roman numerals, in whose order IX comes before V; and leaves kanji in that of their code points.
_SERIES = ("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ", "一二三四五六七八九十")
_AS_DIGITS = {ord(sign): str(n) for series in _SERIES for n, sign in enumerate(series, 1)}


@lru_cache(maxsize=1 << 12)
def pieces(written: str) -> tuple[Piece, ...]:
    """Return the pieces of a number in the order in which they count, whatever stands between them.

    >>> sorted(["1-10", "1-2", "Ⅴ", "Ⅸ-1", "1-2-1", "A-1", "(3)"], key=pieces)
    ['1-2', '1-2-1', '1-10', '(3)', 'Ⅴ', 'Ⅸ-1', 'A-1']
    """
    plain = unicodedata.normalize("NFKC", written.translate(_AS_DIGITS)).casefold()
    return tuple((False, int(piece), "") if piece.isdecimal() else (True, 0, piece) for piece in _PIECE.findall(plain))
