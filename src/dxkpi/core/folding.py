"""When two texts are one to a reader: whatever their width, spacing and case, and which of two letters that look alike.

The letters stand here and not in a library: the confusables of Unicode (UTS #39) are 9,600 pairs, which every user
would install and every run read, and most are of scripts that nobody types beside Japanese. NFKC folds widths and
styles already.
"""

import unicodedata

from dxkpi.core.spelling import clip

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
"""The joiner and the selectors of variants, which text may hold."""

_AS_SEEN = str.maketrans(dict.fromkeys(_UNSEEN)) | {
    ord(one): other for alike, others in _LOOK_ALIKE for one, other in zip(alike, others, strict=True)
}
_SCRIPTS = {
    "LATIN": "英字", "CYRILLIC": "キリル文字", "GREEK": "ギリシャ文字", "CHEROKEE": "チェロキー文字",
    "LISU": "リス文字", "CJK": "漢字", "KATAKANA": "カタカナ", "HIRAGANA": "ひらがな", "KATAKANA-HIRAGANA": "長音",
}  # fmt: skip


def folded(text: str) -> str:
    """`text` without what only a machine tells apart.

    >>> folded("情報 政策課") == folded("情報政策課　"), folded("ＩＣＴ") == folded("ict"), folded("АI") == folded("AI")
    (True, True, True)
    """
    return "".join(unicodedata.normalize("NFKC", text).translate(_AS_SEEN).casefold().split())


def look_alike(text: str, other: str) -> str:
    """Which letter of `text` only looks like that of `other`, in words; empty where none does.

    The two are the same when folded.

    >>> look_alike("АI活用", "AI活用"), look_alike("ＡＩ活用", "AI活用")
    ('「А」（キリル文字）と「A」（英字）', '')
    """
    one, another = ("".join(unicodedata.normalize("NFKC", own).split()) for own in (text, other))
    plain, unlike = (own.translate(dict.fromkeys(map(ord, _UNSEEN))) for own in (one, another))
    pairs = ((a, b) for a, b in zip(plain, unlike, strict=False) if a.casefold() != b.casefold())
    found = next(pairs, None)
    if found is not None:
        return "と".join(f"「{clip(sign)}」（{_script(sign)}）" for sign in found)
    return "目に見えない文字" if one.casefold() != another.casefold() else ""


def _script(sign: str) -> str:
    return _SCRIPTS.get(unicodedata.name(sign, "").partition(" ")[0], f"U+{ord(sign):04X}")
