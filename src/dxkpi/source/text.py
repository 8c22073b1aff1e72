"""From bytes to text that YAML may see: the encoding, and characters that do not belong in a data file."""

import codecs
import re
import unicodedata
from typing import NamedTuple

from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.basis.text import clip
from dxkpi.source.codes.files import CONFLICT, CONTROL, DIRECTIVE, INVISIBLE, LINE_BREAK, NOT_UTF8
from dxkpi.source.findings import Findings

_LOW_INVISIBLES = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb"
)
INVISIBLES = _LOW_INVISIBLES + "\U000e0000-\U000e007f"
"""Zero-width and bidi characters. The joiner U+200D and variation selectors are part of ordinary writing."""

_BREAKS = "\u0085\u2028\u2029"
_LOW_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
_CONTROLS = _LOW_CONTROLS + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 17))
_UNWANTED = re.compile(rf"\r(?!\n)|[{_CONTROLS}{_BREAKS}{INVISIBLES}]")
# One class without the scattered characters of the high planes is searched ten times as fast; most files end here.
PERHAPS_UNWANTED = rf"\r{_LOW_CONTROLS}{_BREAKS}{_LOW_INVISIBLES}\U00010000-\U0010ffff"
"""Content of a character class: all characters unwanted in data, and few others."""
_PERHAPS = re.compile(f"[{PERHAPS_UNWANTED}]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |\r?$)", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%[^\r\n]*", re.MULTILINE)
_NEWLINES = {"\r": "改行（CR だけの改行）", "\u0085": "改行 NEL", "\u2028": "行区切り", "\u2029": "段落区切り"}
_JIS = b"\x1b$"
_ENCODINGS = (("iso2022_jp", "ISO-2022-JP（JIS）"), ("euc_jp", "EUC-JP"), ("cp932", "Shift_JIS"))


class Unwanted(NamedTuple):
    """A character that does not belong in data: the rule it breaks, and its name."""

    rule: RuleInfo
    name: str


def unwanted(text: str) -> Unwanted | None:
    """Return the first unwanted character of a value, including a carriage return, or None."""
    found = _UNWANTED.search(text)
    return _named(found[0]) if found else None


_PERSONAL = (
    r"(?<![\d.,/-])0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?![\d-])"  # a telephone number
    r"|(?<![\d.,/-])0[5-9]0\d{8}(?!\d)|内線\s*:?\s*\d{2,}"
    r"|[\w.+-]{1,64}@[\w-]+\.[\w.-]+"  # with a limit, or letters in a row cost their square
    r"|(?<![一-龠々])[一-龠々]{2,4}氏(?![一-龠々])"
)


def personal(text: str) -> str | None:
    """Return what in a text seems to be a person's name (followed by 氏), telephone number or address of mail, or None.

    A clan (千葉氏) is taken for a person.

    >>> personal("担当（内線１２３４）に確認"), personal("佐藤氏の助言による"), personal("043－223－1111")
    ('内線1234', '佐藤氏', '043-223-1111')
    >>> personal("問い合わせはkikaku@example.jpへ")
    'kikaku@example.jp'
    >>> [personal(text) for text in ("2025-04-01から", "氏名の入力", "同氏", "120-5-30号へ", "源氏物語の展示")]
    [None, None, None, None, None]
    """
    # Compiled where it is asked for: that takes longer than to read a plan, which asks for nothing of the kind.
    found = re.search(_PERSONAL, unicodedata.normalize("NFKC", text).translate(_HYPHENS), re.ASCII)
    return found[0] if found else None


_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))


def decode(raw: bytes, findings: Findings) -> str | None:
    """Return the text of a file without its byte order mark, or None after a finding with the probable encoding."""
    content = raw.removeprefix(codecs.BOM_UTF8)
    found = _utf8(content)
    if isinstance(found, str):
        return found
    sound = content[:found].decode("utf-8")
    encoding = _probable_encoding(raw)
    guess = f"（{encoding} と思われる）" if encoding else ""
    hint = "エディターや Excel の「名前を付けて保存」で、文字コードに UTF-8 を選んで保存し直す"
    findings.at(*place_in(sound, len(sound)), NOT_UTF8, f"文字コードが UTF-8 ではない{guess}", hint)
    return None


def _utf8(content: bytes) -> str | int:
    """Return the text, or the position of the first byte that is not UTF-8.

    ISO-2022-JP and UTF-16 may consist entirely of bytes that are valid UTF-8.
    """
    escape = content.find(_JIS)
    # ISO-2022-JP has ASCII bytes only, which are valid UTF-8.
    if escape >= 0 and _decodes(content, "iso2022_jp"):
        return escape
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    # ASCII text in UTF-16 without a byte order mark is valid UTF-8: every other byte is zero.
    return 0 if _half_empty(content) else text


def _half_empty(content: bytes) -> bool:
    return content.count(0) > len(content) // 4


def check_characters(text: str, findings: Findings) -> bool:
    """Add findings for unwanted characters, and say whether the text can be read as YAML all the same."""
    readable = True
    if not _PERHAPS.search(text):
        return True
    for found in findings.while_room(_UNWANTED.finditer(text)):
        kind = _named(found[0])
        line, column = place_in(text, found.start())
        findings.at(line, column, kind.rule, f"{kind.name}がある", _hint(kind.rule))
        readable = readable and kind.rule is INVISIBLE
    return readable


def check_conflicts(text: str, findings: Findings) -> bool:
    """Add findings for conflict markers of Git, and say whether there was none."""
    if not ("<<<<<<<" in text or "|||||||" in text or ">>>>>>>" in text):
        return True
    found = list(_CONFLICT.finditer(text))
    starts = [mark for mark in found if mark[0][0] == "<"] or found[:1]
    for mark in findings.while_room(starts):
        line, column = place_in(text, mark.start())
        hint = "どちらの内容を残すかを決め、<<<<<<< ======= >>>>>>> の行を消す"
        findings.at(line, column, CONFLICT, f"Git の競合の印「{mark[0].strip()}」が残っている", hint)
    return not found


def without_directives(text: str, findings: Findings) -> str:
    """Add findings for lines that YAML takes for directives, and return the text with comments in their place.

    Neither nodes nor events of libyaml show a directive.
    """
    if not (text.startswith("%") or "\n%" in text):
        return text
    for mark in findings.while_room(_DIRECTIVE.finditer(text)):
        line, column = place_in(text, mark.start())
        findings.at(line, column, DIRECTIVE, f"% で始まる YAML の指示行「{clip(mark[0])}」がある", "その行を消す")
    return _DIRECTIVE.sub(lambda mark: "#" * len(mark[0]), text)


def place_in(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of a character."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _named(character: str) -> Unwanted:
    code = f"U+{ord(character):04X}"
    if character in _NEWLINES:
        return Unwanted(LINE_BREAK, f"{_NEWLINES[character]}（{code}）" if character != "\r" else _NEWLINES["\r"])
    if unicodedata.category(character) in {"Cc", "Cn"} and not re.match(f"[{INVISIBLES}]", character):
        return Unwanted(CONTROL, f"制御文字など、文章に使わない文字（{code}）")
    return Unwanted(INVISIBLE, f"目に見えない文字、または文字の向きを変える文字（{code}）")


def _hint(rule: RuleInfo) -> str:
    if rule is LINE_BREAK:
        return "エディターの改行コードを LF（または CRLF）にして保存し直すか、その文字を消して改行し直す"
    return "その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）"


def _probable_encoding(raw: bytes) -> str | None:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _half_empty(raw):
        return "UTF-16"
    # EUC-JP before Shift_JIS: EUC-JP is nearly always valid Shift_JIS as well, seldom the other way round
    return next((name for codec, name in _ENCODINGS if _decodes(raw, codec)), None)


def _decodes(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
