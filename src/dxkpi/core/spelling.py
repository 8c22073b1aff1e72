"""One shape for "this is not how it is written here", shared by numbers, years, dates and ids."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

FULL_WIDTH = str.maketrans({chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)} | {"\u3000": " "})
"""Full-width ASCII to ASCII, character by character.

NFKC is not used: it also turns ① into 1 and 10² into 102, so that a wrong value would look repaired.
"""

_LONGEST_ECHO = 80


@dataclass(eq=False)
class Misspelt(ValueError):
    """A scalar that is not written as the data contract wants it.

    `found` is the text as written, `expected` a noun phrase with an example, `suggestion` the right spelling
    where it is unmistakable, `hint` what to do beyond that.
    """

    found: str
    expected: str
    suggestion: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        return f"「{clip(self.found)}」は{self.expected}ではない"

    @property
    def advice(self) -> str:
        """What to do, in one Japanese sentence; empty where nothing is unmistakable."""
        right = f"「{clip(self.suggestion)}」と書く" if self.suggestion else ""
        return "。".join(filter(None, (right, self.hint)))


def clip(text: str) -> str:
    r"""`text` as a message may echo it: one line, no control character, at most 80 characters.

    >>> print(clip("a\x1b[31mb"))
    a\x1b[31mb
    """
    shown = visible(text[: _LONGEST_ECHO + 1])
    return shown if len(shown) <= _LONGEST_ECHO else shown[:_LONGEST_ECHO] + "…"


def visible(text: str) -> str:
    """`text` with every character that acts instead of showing (controls, bidi, zero width) as its escape."""
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return ascii(character)[1:-1]
    return character


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most probably meant to be, or None.

    >>> nearest("basline", ["baseline", "target"])
    'baseline'
    """
    candidates = sorted(set(known))
    folded = {unicodedata.normalize("NFKC", c).casefold().replace("_", "-"): c for c in candidates}
    wanted = unicodedata.normalize("NFKC", word).strip().casefold().replace("_", "-")
    if wanted in folded:
        return folded[wanted]
    close = get_close_matches(wanted, folded, n=1)
    return folded[close[0]] if close else None
