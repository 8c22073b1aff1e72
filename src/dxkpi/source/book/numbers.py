"""Numbers in cells: what a cell says without any doubt, or the slip for which it is not taken."""

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.quantity import slashed, written_quantity
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import Misspelt, clip
from dxkpi.source.book.cells import Dated, Fault, Held, NoResult, Number, Text, Truth
from dxkpi.source.codes.sheets import ERROR_VALUE, FORMULA, NUMBER, PERCENT

_MOST_DECIMALS = 6
_OUTSIDE = re.compile(r"\[[^\]]*\][^!]*!|\[\d+\]|\.xls|\|", re.IGNORECASE)
"""What a formula has that reaches into another workbook or program."""
STATUSES = {
    **dict.fromkeys(("実績", "実績値"), Status.FINAL),
    **dict.fromkeys(("速報", "速報値"), Status.PROVISIONAL),
    **dict.fromkeys(("見込", "見込み", "見込値", "見込み値"), Status.FORECAST),
}
"""What people write for the status of a value; that of a day, `時点`, needs the day."""
_ABOUT = re.compile(r"約|およそ|概ね")


class Slip(Exception):
    """A cell cannot be taken: the rule that says so, and what was found."""

    def __init__(self, rule: RuleInfo, sentence: str) -> None:
        super().__init__(sentence)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number as the data write it; `approximate` where the cell says 約."""

    value: str
    approximate: bool = False


Sound = Text | Number | Dated
"""What a cell holds that can be read."""


def sound(held: Held) -> Sound:
    """Return what a cell holds.

    Raises:
        Slip: for an error, a truth value, and a formula that cannot be used.
    """
    if held.formula is not None and _OUTSIDE.search(held.formula):
        raise Slip(FORMULA, "ほかのブックを参照する数式である。値だけを貼り付ける")
    match held.content:
        case NoResult():
            raise Slip(FORMULA, "数式の結果が保存されていない。Excel で開いて保存し直す")
        case Fault(word):
            raise Slip(ERROR_VALUE, f"Excel のエラー（{clip(word)}）である。値を入れ直す")
        case Truth(value):
            raise Slip(ERROR_VALUE, f"真偽の値（{'TRUE' if value else 'FALSE'}）である。値を入れ直す")
        case content:
            return content


def from_number(number: Number, unit: str | None) -> str:
    """Return a number of `unit` as the data write it.

    Raises:
        Slip: where its digits or its format leave a doubt.
    """
    if not number.exact:
        raise Slip(NUMBER, f"「{number.digits}」は読める数値ではない。桁を確かめる")
    digits = number.digits
    if number.percent:
        if normalize("NFKC", unit or "") != "%":
            of = f"指標の単位は「{clip(unit)}」な" if unit else "指標に単位はない"
            raise Slip(PERCENT, f"セルの書式が % である（{digits}）。{of}ので、書式を標準にして入れ直す")
        digits = format((Decimal(digits) * 100).normalize(), "f")
    whole, _, decimals = digits.partition(".")
    if len(decimals) > _MOST_DECIMALS:
        raise Slip(NUMBER, f"{whole}.{decimals[:_MOST_DECIMALS]}… は小数が{_MOST_DECIMALS}桁を超える。丸めた値を入れる")
    return str(parse_number(digits))


def from_text(text: str, unit: str | None) -> ReadNumber:
    """Return a number of `unit` typed as text: what is corrected without a doubt, 約, and the own unit are taken off.

    Raises:
        Slip: for anything else.
    """
    if len(text.splitlines()) > 1:
        raise Slip(NUMBER, f"「{clip(text)}」には改行がある。一つのセルに値を一つだけ入れる")
    rest = normalize("NFKC", text).strip() if not text.startswith(("▲", "△")) else text
    about = _ABOUT.match(rest)
    rest = rest[about.end() :].strip() if about else rest
    own = normalize("NFKC", unit or "")
    rest = rest.removesuffix(own).strip() if own and rest != own else rest
    if slashed(rest):
        return ReadNumber(_fraction(text, rest), about is not None)
    try:
        return ReadNumber(str(parse_number(rest)), about is not None)
    except Misspelt as misspelt:
        if misspelt.suggestion is None or misspelt.hint is not None:
            of = f"単位は「{clip(unit)}」なので、{clip(unit)}の値を" if unit else "値を"
            raise Slip(NUMBER, f"「{clip(text)}」は数値ではない。{of}数字だけで入れる") from None
        return ReadNumber(misspelt.suggestion, about is not None)


def _fraction(text: str, rest: str) -> str:
    """Return a fraction (3/8) as the data take it.

    Raises:
        Slip: where it is none.
    """
    try:
        written = written_quantity(rest)
    except Misspelt:
        raise Slip(
            NUMBER,
            f"「{clip(text)}」は、一つの値でも、分子/分母の形（3/8）でもない。値を一つだけ、数字だけで入れる",
        ) from None
    assert not isinstance(written, str)
    return "/".join(written.values())
