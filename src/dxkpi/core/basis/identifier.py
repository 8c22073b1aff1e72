"""Ids of what is declared, and addresses of pages: their grammars, and what was meant by other spellings."""

import re
from urllib.parse import quote

from dxkpi.core.basis.text import FULL_WIDTH, Misspelt

_LONGEST_ID = 64
# Windows opens a device under these names, whatever their ending.
_DEVICES = ("con", "prn", "aux", "nul", *(f"{device}[0-9]" for device in ("com", "lpt")))
_WORDS = ("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "na", "inf", "infinity")
# Spreadsheets take mar-1 for a date.
_MONTHS = (
    "jan(uary)?", "feb(ruary)?", "mar(ch)?", "apr(il)?", "may", "june?",
    "july?", "aug(ust)?", "sept?(ember)?", "oct(ober)?", "nov(ember)?", "dec(ember)?",
)  # fmt: skip
_DEVICE = re.compile("|".join(_DEVICES))
_READ_AS_ELSE = re.compile(rf"{'|'.join(_WORDS)}|({'|'.join(_MONTHS)})-?[0-9]+(-[0-9]+)*")
ID_GRAMMAR = rf"(?!.{{{_LONGEST_ID + 1}}})(?!({_DEVICE.pattern}|{_READ_AS_ELSE.pattern})$)[a-z][a-z0-9]*(-[a-z0-9]+)*"
"""Grammar of an id, for the reader and the schema alike; the two patterns before it only explain a refusal."""
_ID = re.compile(ID_GRAMMAR)
ID_WRITTEN = "半角の英小文字で始め、英小文字と数字をハイフンでつなぐ"
"""Grammar of an id in words, for messages, questions and editors."""
_ID_EXPECTED = f"id（{ID_WRITTEN}。例 rpa-hours）"


def is_id(text: str) -> bool:
    """Say whether `text` can be an id."""
    return _ID.fullmatch(text) is not None


def parse_id(text: str) -> str:
    """Return `text` if it can be an id: a file name on every system, and a text to every reader of YAML, CSV or tables.

    Raises:
        Misspelt: otherwise.
    """
    if is_id(text):
        return text
    tidy = re.sub(r"[\s_]+", "-", text.translate(FULL_WIDTH).strip().lower())
    if _ID.fullmatch(tidy):
        raise Misspelt(text, _ID_EXPECTED, tidy)
    if len(text) > _LONGEST_ID:
        raise Misspelt(text, f"id（{_LONGEST_ID}文字まで）", hint=f"{_LONGEST_ID}文字までに縮める")
    why = ""
    if _DEVICE.fullmatch(tidy):
        why = "Windows の装置名は使えない。"
    elif _READ_AS_ELSE.fullmatch(tidy):
        why = "ソフトによって真偽・空・数・日付と読まれる語は使えない。"
    longer = f"item-{tidy}"
    offer = f"意味の分かる語を前に付ける（例 {longer}）" if _ID.fullmatch(longer) else ""
    raise Misspelt(text, _ID_EXPECTED, hint=f"{why}{offer}" or None)


_LONGEST_ADDRESS = 2_000
_LONGEST_OFFER = 200
_IN_ADDRESS = r"[!#$%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~]"
ADDRESS_GRAMMAR = (
    rf"(?!.{{{_LONGEST_ADDRESS + 1}}})https?://[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?(:[0-9]{{1,5}})?"
    rf"([/?#]{_IN_ADDRESS}*)?"
)
_ADDRESS = re.compile(ADDRESS_GRAMMAR)
_ADDRESS_EXPECTED = "https:// か http:// で始まるアドレス（例 https://www.pref.chiba.lg.jp/dx/）"


def parse_address(text: str) -> str:
    """Return `text` if it is the address of a page, in which nothing has to be escaped anywhere.

    Raises:
        Misspelt: otherwise, with the address as browsers send it where that is what was meant.
    """
    if _ADDRESS.fullmatch(text):
        return text
    meant = quote(text.strip(), safe="!#$%&()*+,-./:;=?@[]_~")
    if _ADDRESS.fullmatch(meant) and len(meant) <= _LONGEST_OFFER:
        raise Misspelt(text, _ADDRESS_EXPECTED, meant)
    if len(text) > _LONGEST_ADDRESS:
        raise Misspelt(text, f"{_LONGEST_ADDRESS:,}文字までのアドレス", hint="資料の載っているページのアドレスを書く")
    raise Misspelt(text, _ADDRESS_EXPECTED, hint="ブラウザーのアドレスの欄から写す。利用者名やパスワードは入れない")
