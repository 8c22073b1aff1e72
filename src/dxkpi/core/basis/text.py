"""Text as people write it: the likely meaning of a slip, texts that look the same, differences of contents."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches, unified_diff
from functools import lru_cache
from heapq import nlargest
from itertools import islice

FULL_WIDTH = str.maketrans({chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)} | {"\u3000": " "})
"""Full-width ASCII to ASCII, character by character.

NFKC is not used: it also turns ① into 1 and 10² into 102, so that a wrong value would look repaired.
"""

_LONGEST_ECHO = 80
_SHORT = 3


@dataclass(eq=False)
class Misspelt(ValueError):
    """A scalar that is not written as the data format requires.

    `found` is the text as written, `expected` a noun phrase with an example, `suggestion` the right spelling where it
    is unmistakable, `hint` further advice.
    """

    found: str
    expected: str
    suggestion: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        return f"「{clip(self.found)}」は{self.expected}ではない"

    @property
    def advice(self) -> str:
        """Advice in one Japanese sentence; empty where nothing is unmistakable."""
        right = f"「{clip(self.suggestion)}」と書く" if self.suggestion else ""
        return "。".join(filter(None, (right, self.hint)))

    @property
    def with_advice(self) -> str:
        """The fault, and the advice."""
        return "。".join(filter(None, (str(self), self.advice)))


def clip(text: str) -> str:
    r"""Return `text` as a message may quote it: one line, no control character, at most 80 characters.

    >>> print(clip("a\x1b[31mb"))
    a\x1b[31mb
    """
    shown = visible(text[: _LONGEST_ECHO + 1])
    return shown if len(shown) <= _LONGEST_ECHO else shown[:_LONGEST_ECHO] + "…"


_LONGEST_LIST = 10


def listed(words: Collection[str]) -> str:
    """Return the words as a message lists them: clipped, the first ten, and the number of the others.

    >>> listed(["a", "b"]), listed([str(n) for n in range(12)])
    ('a、b', '0、1、2、3、4、5、6、7、8、9、ほか2件')
    """
    more = len(words) - _LONGEST_LIST
    shown = [clip(word) for word in islice(words, _LONGEST_LIST)]
    return "、".join([*shown, f"ほか{more}件"] if more > 0 else shown)


def short(commit: str) -> str:
    """Return a prefix of a commit id that is long enough to be unique in any repository."""
    return commit[:12]


def terminal_columns(text: str) -> int:
    """Count the columns that `text` takes on a terminal."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


@lru_cache(maxsize=1 << 12)
def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def visible(text: str) -> str:
    """Return `text` with every invisible or acting character (controls, bidi, zero width) as its escape."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return ascii(character)[1:-1]
    return character


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was most probably meant to be, or None.

    >>> nearest("basline", ["baseline", "target"])
    'baseline'
    """
    candidates = sorted(set(known))
    folded = {_folded(candidate): candidate for candidate in candidates}
    wanted = _folded(word)
    if wanted in folded:
        return folded[wanted]
    wanted = wanted[:_LONGEST_ECHO]
    short = {c[:_LONGEST_ECHO]: c for c in reversed(folded)}
    close = get_close_matches(wanted, nlargest(_LIKELY, short, key=lambda c: _ends_alike(wanted, c)), n=1)
    return folded[short[close[0]]] if close else None


def suggested(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the sentence that the nearest of the known words was meant, or else `otherwise`.

    >>> suggested("basline", ["baseline"], "…"), suggested("x", ["baseline"], "あるのは baseline")
    ('「baseline」ではないか', 'あるのは baseline')
    """
    meant = nearest(word, known)
    return f"「{clip(meant)}」ではないか" if meant else otherwise


_LIKELY = 20
"""Number of words that are compared letter by letter, which takes a thousand times as long as comparing their ends."""


def one_letter_off(text: str, words: Iterable[str]) -> str | None:
    """Return the one word that differs from `text` by one letter: 実績 for 実積, though that is half of it."""
    found = [word for word in words if len(word) == len(text) > 1 and sum(map(str.__ne__, word, text)) == 1]
    return found[0] if len(found) == 1 else None


def _ends_alike(one: str, other: str) -> int:
    """Count the characters that two words share at both ends, which a slip of the keyboard leaves alone."""
    return begins_alike(one, other) + begins_alike(one[::-1], other[::-1])


def begins_alike(one: str, other: str) -> int:
    """Count the characters that two words share at their beginnings."""
    for position, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return position
    return min(len(one), len(other))


def alike(word: str, known: str) -> bool:
    """Say whether `word` is `known` but for one slip.

    A slip is width, case, `_` for `-`, or one letter that is wrong, missing, superfluous or swapped with the next. In
    words below four letters no letter may differ: too many others are near.

    >>> alike("basline", "baseline"), alike("ｖａｌｕｅ", "value"), alike("nmae", "name"), alike("uni", "id")
    (True, True, True, False)
    """
    wanted, meant = _folded(word), _folded(known)
    near = len(meant) > _SHORT and abs(len(wanted) - len(meant)) <= 1
    return wanted == meant or (near and one_slip(wanted, meant))


def one_slip(one: str, other: str) -> bool:
    """Say whether two words are equal but for one letter that is wrong, missing, superfluous or swapped with the next.

    >>> one_slip("R61", "R6"), one_slip("2052", "2025"), one_slip("R61", "R16"), one_slip("R61", "H6")
    (True, True, True, False)
    """
    start = begins_alike(one, other)
    rest, left = one[start:], other[start:]
    swapped = rest[:2] == left[:2][::-1] and rest[2:] == left[2:]
    return rest[1:] == left[1:] or rest[1:] == left or rest == left[1:] or swapped


@lru_cache(maxsize=1 << 12)
def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold().replace("_", "-")


_LOOK_ALIKE = (
    # Cyrillic, capitals and small
    ("АВСЕЅІЈКМНОРТУХѴԌԚԜ", "ABCESIJKMHOPTYXVGQW"),
    ("асеѕіјорухһԁӏԛԝѵ", "acesijopyxhdlqwv"),
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιορυν", "ABEZHIKMNOPTYXaiopuv"),
    # Cherokee, Lisu, and forms of Latin
    ("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "ABCDEGHJKLMPRSTVWZ"),
    ("ꓮꓐꓚꓓꓰꓝꓖꓧꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHJKLMNOPRSTUVWXYZ"),
    ("ıɑɡ", "iag"),
    # kanji and hiragana beside katakana
    ("力二口工夕八卜へべぺ", "カニロエタハトヘベペ"),
    # ー, 一 and the dashes beside the hyphen that NFKC makes of －; dots; the two that are typed for 〜
    ("ー一‐‑‒–—―−─━", "-----------"),
    ("·•‧", "・・・"),
    ("〜", "~"),
)
_UNSEEN = "\u200d" + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Zero-width joiner and variation selectors, which text may hold."""

_AS_SEEN = str.maketrans(dict.fromkeys(_UNSEEN)) | {
    ord(one): other for alike, others in _LOOK_ALIKE for one, other in zip(alike, others, strict=True)
}
_SCRIPTS = {
    "LATIN": "英字", "CYRILLIC": "キリル文字", "GREEK": "ギリシャ文字", "CHEROKEE": "チェロキー文字",
    "LISU": "リス文字", "CJK": "漢字", "KATAKANA": "カタカナ", "HIRAGANA": "ひらがな", "KATAKANA-HIRAGANA": "長音",
}  # fmt: skip


def squeezed(text: str) -> str:
    """Return `text` in one width and without blanks.

    >>> squeezed("８０ ％　以上")
    '80%以上'
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


def folded(text: str) -> str:
    """Return `text` without differences that only a machine sees.

    >>> folded("情報 政策課") == folded("情報政策課　"), folded("ＩＣＴ") == folded("ict"), folded("АI") == folded("AI")
    (True, True, True)
    """
    return "".join(unicodedata.normalize("NFKC", text).translate(_AS_SEEN).casefold().split())


def look_alike(text: str, other: str) -> str:
    """Describe the letter of `text` that only looks like that of `other`; empty where none does.

    Both texts must be the same when folded.

    >>> look_alike("АI活用", "AI活用"), look_alike("ＡＩ活用", "AI活用")
    ('「А」（キリル文字）と「A」（英字）', '')
    """
    one, another = squeezed(text), squeezed(other)
    plain, unlike = (own.translate(dict.fromkeys(map(ord, _UNSEEN))) for own in (one, another))
    pairs = ((a, b) for a, b in zip(plain, unlike, strict=False) if a.casefold() != b.casefold())
    found = next(pairs, None)
    if found is not None:
        return "と".join(f"「{clip(sign)}」（{_script(sign)}）" for sign in found)
    return "目に見えない文字" if one.casefold() != another.casefold() else ""


def _script(sign: str) -> str:
    return _SCRIPTS.get(unicodedata.name(sign, "").partition(" ")[0], f"U+{ord(sign):04X}")


_UNFINISHED = "\\ No newline at end of file"


def unified(name: str, before: bytes, after: bytes) -> tuple[str, ...]:
    r"""Return the lines of a unified diff of two contents in UTF-8.

    Line ends are not shown, except a missing last one.

    >>> unified("a.yaml", b"a: 1\r\nb: 2", b"a: 1\r\nb: 2\r\n")[3:]
    (' a: 1', '-b: 2', '\\ No newline at end of file', '+b: 2')
    """
    lines = unified_diff(_lines(before), _lines(after), name, name, lineterm="")
    return tuple(part for line in lines for part in line.split("\n"))


def _lines(content: bytes) -> list[str]:
    lines = [line.removesuffix("\r") for line in content.decode("utf-8").split("\n")]
    last = lines.pop()
    return [*lines, f"{last}\n{_UNFINISHED}"] if last else lines
