"""The only way from written text to numbers: Decimal as written, Fraction for arithmetic.

Neither here nor in what follows is there a float, and no text is accepted that a reader could take for another number.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from functools import lru_cache
from typing import Self

from dxkpi.core.basis.rounding import rounded
from dxkpi.core.basis.text import FULL_WIDTH, Misspelt

# No exponents: int() of Decimal("1e1000000"), which pydantic accepts, ran for 26 seconds.
GRAMMAR = r"-?(0|[1-9]\d{0,17})(\.\d{1,6})?"
_WRITTEN = re.compile(GRAMMAR, re.ASCII)
_EXPECTED = "半角の数値（例 6000、-5、73.5）"
_MINUS_SIGNS = str.maketrans(dict.fromkeys("▲△−‐‑–—ー", "-"))
_NOISE = str.maketrans("", "", "_ '")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))", re.ASCII)
_MOST_DECIMALS = 20
_WRITTEN_DECIMALS = 6
_EXPONENT = re.compile(r"(-?\d{1,18}(?:\.\d{1,6})?)[eE]\+?(\d{1,2})", re.ASCII)
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}
_SCALES = frozenset((*_POWERS, *"割分厘半²³½¼¾⁰¹"))
_LIKE_DIGITS = ("o", "O", "l", "I")
_TOO_LONG = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_POINTS = re.compile(r"ポイント|ﾎﾟｲﾝﾄ|pt|pp", re.IGNORECASE)
_CHANGED = re.compile(r"(?P<unit>.{0,20}?)の?(?P<way>増加?|減少?|削減|縮減|低減|短縮|上昇|低下|向上|アップ|ダウン)")
_DOWN = ("減", "削", "縮", "低", "短", "ダ")
_SHARES = {"%": 0, "割": 1}
_COMMA = "数値に「,」は書かない。小数点は「.」。値が二つあるなら、一つだけ書く"
_BOUNDS = ("以上", "以下", "超", "超過", "未満", "程度")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)[^\d.〜~～]{0,5}(?:[〜~～]|から)(\d+(?:\.\d+)?)[^\d.]*", re.ASCII)
_SHARE = re.compile(r"(\d{1,18})/(\d{1,18})", re.ASCII)
_STATUSES = ("見込", "速報", "実績", "時点", "暫定", "推計")
_WITH_WORDS = re.compile(r"(?P<about>約|およそ|概ね)?(?P<number>[-+]?\.?\d[\d.]*)(?P<unit>[^\d.]*)", re.ASCII)


class Absent(Enum):
    """Meaning of a word in the place of a number: the value is not there yet, or there will be none."""

    WAITING = auto()
    STOPPED = auto()


_WAITING = re.compile(
    r"(集計|調査|確認|公表)(中|待ち)|未(集計|調査|公表|発表|判明|確定|定|把握|了)|不明|[-…・／/]+|N/?A|なし",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"(事業)?(中止|廃止|終了|休止|停止|完了|打ち?切り|取りやめ)")


def not_a_value(text: str) -> Absent | None:
    """Return what a word in the place of a number says of the value; None for anything else.

    >>> not_a_value("集計中"), not_a_value("－"), not_a_value("中止"), not_a_value("5")
    (<Absent.WAITING: 1>, <Absent.WAITING: 1>, <Absent.STOPPED: 2>, None)
    """
    plain = text.translate(FULL_WIDTH).translate(_MINUS_SIGNS).strip()
    if _STOPPED.fullmatch(plain):
        return Absent.STOPPED
    return Absent.WAITING if _WAITING.fullmatch(plain) else None


def parse_number(text: str) -> Decimal:
    """Return the number that `text` writes, exactly and with its trailing zeros.

    >>> parse_number("73.50")
    Decimal('73.50')

    Raises:
        Misspelt: for every other spelling, with the right one where it is unmistakable.
    """
    if _WRITTEN.fullmatch(text):
        number = Decimal(text)
        # A Decimal keeps the sign of -0, and would print it.
        return number or number.copy_abs()
    raise _misspelt(text)


class Quotient(Decimal):
    """A number that is written as numerator and denominator: exact in arithmetic, of six decimals for all else.

    It counts in hundredths where `per` is 100 (%). `printed` is the number that its source prints beside it.

    >>> third = Quotient(Decimal(1), Decimal(3), per=100)
    >>> third, ratio(third)
    (Decimal('33.333333'), Fraction(100, 3))
    """

    __slots__ = ("denominator", "numerator", "per", "printed")
    numerator: Decimal
    denominator: Decimal
    per: int
    printed: Decimal | None

    def __new__(cls, numerator: Decimal, denominator: Decimal, printed: Decimal | None = None, per: int = 1) -> Self:
        """Return the quotient of two numbers, the second of them not zero."""
        exact = Fraction(numerator) / Fraction(denominator) * per
        own = super().__new__(cls, finite(Fraction(rounded(exact, _WRITTEN_DECIMALS), 10**_WRITTEN_DECIMALS)))
        own.numerator, own.denominator, own.printed, own.per = numerator, denominator, printed, per
        return own

    def __eq__(self, other: object) -> bool:
        """Say whether both are written alike and in the same unit; of another number, whether it is its value."""
        if isinstance(other, Quotient):
            return (self.written, self.per) == (other.written, other.per)
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        """Say the opposite of `==`."""
        return not self == other

    def __hash__(self) -> int:
        """Return the hash of its value."""
        return super().__hash__()

    @property
    def exact(self) -> Fraction:
        """Its exact value in its unit."""
        return Fraction(self.numerator) / Fraction(self.denominator) * self.per

    def counted(self, per: int) -> "Quotient":
        """Return it in a unit of which 1 is so many."""
        return Quotient(self.numerator, self.denominator, self.printed, per)

    @property
    def halves(self) -> tuple[Decimal, Decimal]:
        """Its numerator and its denominator."""
        return self.numerator, self.denominator

    @property
    def written(self) -> dict[str, Decimal]:
        """Its numbers by the keys that they are written under."""
        found = {"numerator": self.numerator, "denominator": self.denominator, "value": self.printed}
        return {key: number for key, number in found.items() if number is not None}


def pooled(quotients: Sequence[Quotient]) -> Quotient:
    """Return the quotient of the totals of numerators and of denominators, in the unit of the quotients.

    >>> pooled([Quotient(Decimal(1), Decimal(2), per=100), Quotient(Decimal(1), Decimal(6), per=100)]).written
    {'numerator': Decimal('2'), 'denominator': Decimal('8')}
    """
    over, under = (sum(each, Decimal(0)) for each in zip(*(own.halves for own in quotients), strict=True))
    return Quotient(over, under, per=quotients[0].per)


def ratio(number: Decimal) -> Fraction:
    """Return `number` as a Fraction, for exact arithmetic."""
    return number.exact if isinstance(number, Quotient) else _ratio(number)


@lru_cache(maxsize=1 << 12)
def _ratio(number: Decimal) -> Fraction:
    return Fraction(number)


def finite(value: Fraction) -> Decimal:
    """Return a value whose decimals end, written out; other values are cut at the twentieth decimal.

    >>> finite(Fraction(1331, 10)), finite(Fraction(-120))
    (Decimal('133.1'), Decimal('-120'))
    """
    digits = next((n for n in range(_MOST_DECIMALS) if not value * 10**n % 1), _MOST_DECIMALS)
    return Decimal((int(value < 0), tuple(map(int, str(abs(int(value * 10**digits))))), -digits))


def _misspelt(text: str) -> Misspelt:
    plain = _GROUPED.sub("", text.translate(FULL_WIDTH).translate(_MINUS_SIGNS).translate(_NOISE))
    if "," in plain:
        return Misspelt(text, _EXPECTED, hint=_COMMA)
    words = _WITH_WORDS.fullmatch(plain)
    if words is None:
        return Misspelt(text, _EXPECTED, _expanded(plain), _of_span(plain) or _of_share(plain))
    hints = []
    if words["about"]:
        hints.append(
            "約であることは、実績値なら approximate: true（dxkpi set では --approximate）を添え、"
            "ほかの値なら note に書く"
        )
    power = words["unit"][:1]
    if scaled := _scaled(words["number"], power):
        hints.append(f"{power}などの位は使わず、数字だけで書く（{words['number']}{power} なら {scaled}）")
    letter = words["unit"].startswith(_LIKE_DIGITS)
    points = _POINTS.search(words["unit"])
    changed = _CHANGED.fullmatch(words["unit"])
    if changed and not points:
        return Misspelt(text, _EXPECTED, hint=_of_change(words["number"], changed))
    if points:
        hints.append(_of_points(scaled or words["number"], words["unit"][points.end() :]))
    elif letter:
        hints.append("英字の o や l が、数字の 0 や 1 の代わりに入っていないか確かめる")
    elif unit := words["unit"][1 if scaled else 0 :]:
        hints.append(_of_words(words["number"], unit))
    # 6千 is not 6, and 3割 is 30 of another unit: what could change the value is left to the writer.
    tidied = _tidied(words["number"])
    if tidied is None and _TOO_LONG.fullmatch(words["number"]):
        hints.append("整数の部分は18桁、小数は6桁までで書く")
    certain = not points and not letter and not _SCALES.intersection(words["unit"])
    return Misspelt(text, _EXPECTED, tidied if certain else None, "、".join(hints) or None)


def _of_words(number: str, unit: str) -> str:
    """Return where the words behind a number belong."""
    word = unit.strip("()（）")
    if unit == "割" and (percent := _times_ten(number, 1)):
        return f"割は使わず、% で書く（{number}割 なら {percent}）"
    if word.endswith(_BOUNDS):
        first = "" if word in _BOUNDS else "単位は unit に書き、"
        said = "目標の「超」「未満」は target の exclusive: true、「程度」は tolerance"
        return f"{first}値に「以上」などを付けない（{said}）"
    if any(status in word for status in _STATUSES):
        return "見込・速報などの別は status に書く"
    return "単位は unit に書く" if any(map(str.isalnum, unit)) or "%" in unit else "数字のほかの印は消す"


def _of_span(plain: str) -> str | None:
    """Return advice on two numbers that a value is between: 40〜60."""
    span = _SPAN.fullmatch(plain)
    if span is None:
        return None
    return f"範囲の中に保つ目標なら、direction: range とし、target に min: {span[1]} と max: {span[2]} を書く"


def _of_share(plain: str) -> str | None:
    """Return advice on a fraction where only its quotient can stand: 3/8."""
    share = _SHARE.fullmatch(plain)
    if share is None or not 0 < int(share[1]) <= int(share[2]):
        return None
    exact = Fraction(int(share[1]), int(share[2]))
    part = Fraction(rounded(exact, 4), 10**4)
    if part in {0, 1} and part != exact:  # nothing and all are other results
        return "ここには分数でなく、割った値を書く"
    return f"ここには分数でなく、割った値を書く（{plain} なら {finite(part)}、単位が % なら {finite(part * 100)}）"


def _of_change(number: str, changed: "re.Match[str]") -> str:
    """Return advice on a number that says by how much something changes: 74人減 is a level or a reduction."""
    digits, unit, down = number.lstrip("+-"), changed["unit"], changed["way"].startswith(_DOWN)
    scaled = _scaled(digits, unit[:1])
    amount, unit = (scaled, unit[1:]) if scaled else (_tidied(digits) or digits, unit)
    change, changed_by = ("減らす", "減った") if down else ("増やす", "増えた")
    if unit in _SHARES:
        percent = _times_ten(amount, _SHARES[unit])
        return (
            f"基準値の{amount}{unit}を{change}目標なら、direction: relative とし、"
            f"target に change: {'-' if down else ''}{percent} と書く。"
            f"{changed_by}割合そのものを測るなら {percent} と書く"
        )
    level = f"基準値から {amount} を引いた値" if down else f"基準値に {amount} を足した値"
    return f"基準値より{amount}{unit}{change}目標なら、{level}を書く。{changed_by}量そのものを測るなら {amount} と書く"


def _of_points(number: str, way: str) -> str:
    """Return advice on a difference of two percentages, which is another one than a percentage of the baseline."""
    amount = _tidied(number.lstrip("+-")) or number.lstrip("+-")
    down = number.startswith("-") or any(word in way for word in _DOWN)
    sign, change = ("-", "減らす") if down else ("", "増やす")
    return (
        f"ポイントは%と%の差である。基準値から{amount}ポイント{change}目標なら、direction: relative とし、"
        f"target に points: {sign}{amount} と書く（基準値の{amount}%を{change}目標なら change: {sign}{amount}）。"
        f"ポイントで測った値そのものなら {amount} と書く"
    )


def _scaled(digits: str, power: str) -> str | None:
    """Return `digits` with a power of ten in kanji written out, or None where that is no plain number."""
    if power not in _POWERS or _tidied(digits) != digits:
        return None
    return _times_ten(digits, _POWERS[power])


def _times_ten(digits: str, power: int) -> str | None:
    """Return `digits` times ten to the `power`, or None where that is no plain number."""
    return _tidied(format(Decimal(digits).scaleb(power).normalize(), "f")) if _tidied(digits) == digits else None


def _expanded(plain: str) -> str | None:
    exponent = _EXPONENT.fullmatch(plain)
    if exponent is None:
        return None
    return _tidied(format(Decimal(exponent[1]).scaleb(int(exponent[2])), "f"))


def _tidied(digits: str) -> str | None:
    """Return `digits` without a plus sign or superfluous zeros, or None where that is no number."""
    sign = "-" if digits.startswith("-") else ""
    whole, point, part = digits.lstrip("+-").partition(".")
    tidy = f"{sign}{whole.lstrip('0') or '0'}" + (f".{part}" if point and part else "")
    return tidy if _WRITTEN.fullmatch(tidy) else None


def decimals_of(printed: Decimal) -> int:
    """Return the number of decimals that a finite number is written with.

    >>> decimals_of(Decimal("37.50")), decimals_of(Decimal("38")), decimals_of(Decimal("1E+2"))
    (2, 0, 0)
    """
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(-exponent, 0)
