"""The spelling of a number in data: its grammar, advice on other spellings, and words in the place of a number."""

import re
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction

from dxkpi.core.basis.rounding import rounded
from dxkpi.core.basis.text import FULL_WIDTH, Misspelt, squeezed

# No exponents: int() of Decimal("1e1000000"), which pydantic accepts, ran for 26 seconds.
GRAMMAR = r"-?(0|[1-9]\d{0,17})(\.\d{1,6})?"
_WRITTEN = re.compile(GRAMMAR, re.ASCII)
_MINUS_SIGNS = str.maketrans(dict.fromkeys("▲△−‐‑–—ー", "-"))
"""Turns what people write for a minus sign into one."""


def is_number(text: str) -> bool:
    """Say whether `text` is a number as data write it."""
    return _WRITTEN.fullmatch(text) is not None


_EXPECTED = "半角の数値（例 6000、-5、73.5）"
_NOISE = str.maketrans("", "", "_ '")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))", re.ASCII)
_EXPONENT = re.compile(r"(-?\d{1,18}(?:\.\d{1,6})?)[eE]\+?(\d{1,2})", re.ASCII)
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}
_SCALES = frozenset((*_POWERS, *"割分厘半²³½¼¾⁰¹"))
_LIKE_DIGITS = ("o", "O", "l", "I")
_TOO_LONG = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_POINTS = re.compile(r"ポイント|ﾎﾟｲﾝﾄ|pt|pp", re.IGNORECASE)
_CHANGED = re.compile(r"(?P<unit>.{0,20}?)の?(?P<way>増加?|減少?|削減|縮減|低減|短縮|上昇|低下|向上|アップ|ダウン)")
_DOWN = ("減", "削", "縮", "低", "短", "ダ")
_SHARES = {"%": 0, "割": 1}
_ABOUT = "約であることは、実績値なら approximate: true（dxkpi set では --approximate）を添え、ほかの値なら note に書く"
_COMMA = "数値に「,」は書かない。小数点は「.」。値が二つあるなら、一つだけ書く"
_BOUNDS = ("以上", "以下", "超", "超過", "未満", "程度")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)[^\d.〜~～]{0,5}(?:[〜~～]|から)(\d+(?:\.\d+)?)[^\d.]*", re.ASCII)
_SHARE = re.compile(r"(\d{1,18})/(\d{1,18})", re.ASCII)
_STATUSES = ("見込", "速報", "実績", "時点", "暫定", "推計")
_WITH_WORDS = re.compile(r"(?P<about>約|およそ|概ね)?(?P<number>[-+]?\.?\d[\d.]*)(?P<unit>[^\d.]*)", re.ASCII)


def misspelt(text: str) -> Misspelt:
    """Return the refusal of a text that is no number, with the right spelling where it is unmistakable."""
    plain = _GROUPED.sub("", text.translate(FULL_WIDTH).translate(_MINUS_SIGNS).translate(_NOISE))
    if "," in plain:
        return Misspelt(text, _EXPECTED, hint=_COMMA)
    words = _WITH_WORDS.fullmatch(plain)
    if words is None:
        return Misspelt(text, _EXPECTED, _expanded(plain), _of_span(plain) or _of_share(plain))
    number, unit = words["number"], words["unit"]
    points = _POINTS.search(unit)
    changed = _CHANGED.fullmatch(unit)
    if changed and not points:
        return Misspelt(text, _EXPECTED, hint=_of_change(number, changed))
    like_digits = unit.startswith(_LIKE_DIGITS)
    scaled = _scaled(number, unit[:1])
    tidied = _tidied(number)
    hints = [
        _ABOUT if words["about"] else None,
        f"{unit[0]}などの位は使わず、数字だけで書く（{number}{unit[0]} なら {scaled}）" if scaled else None,
    ]
    if points:
        hints.append(_of_points(scaled or number, unit[points.end() :]))
    elif like_digits:
        hints.append("英字の o や l が、数字の 0 や 1 の代わりに入っていないか確かめる")
    elif words_behind := unit[1 if scaled else 0 :]:
        hints.append(_of_words(number, words_behind))
    if tidied is None and _TOO_LONG.fullmatch(number):
        hints.append("整数の部分は18桁、小数は6桁までで書く")
    # 6千 is not 6, and 3割 is 30 of another unit: what could change the value is left to the writer.
    certain = not points and not like_digits and not _SCALES.intersection(unit)
    return Misspelt(text, _EXPECTED, tidied if certain else None, "、".join(filter(None, hints)) or None)


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
    hundredths_of_percent = rounded(exact, 4)
    if hundredths_of_percent in {0, 10**4} and exact != 1:  # nothing and all are other results
        return "ここには分数でなく、割った値を書く"
    part, percent = (_plain(Decimal(hundredths_of_percent).scaleb(-digits)) for digits in (4, 2))
    return f"ここには分数でなく、割った値を書く（{plain} なら {part}、単位が % なら {percent}）"


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
    return _tidied(_plain(Decimal(digits).scaleb(power))) if _tidied(digits) == digits else None


def _expanded(plain: str) -> str | None:
    """Return a number with an exponent written out, or None for any other text."""
    exponent = _EXPONENT.fullmatch(plain)
    if exponent is None:
        return None
    return _tidied(format(Decimal(exponent[1]).scaleb(int(exponent[2])), "f"))


def _plain(number: Decimal) -> str:
    """Return a number written out, without trailing zeros."""
    return format(number.normalize(), "f")


def _tidied(digits: str) -> str | None:
    """Return `digits` without a plus sign or superfluous zeros, or None where that is no number."""
    sign = "-" if digits.startswith("-") else ""
    whole, point, part = digits.lstrip("+-").partition(".")
    tidy = f"{sign}{whole.lstrip('0') or '0'}" + (f".{part}" if point and part else "")
    return tidy if is_number(tidy) else None


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


_THAN_BASELINE = r"(?:(?:現状|現状値|現在|基準値|現状の水準)(?:より|から|に比べて?)も?)?"
_TRENDS = {
    "increase": rf"{_THAN_BASELINE}(?:増加|増やす|↑)(?:させる|する|を目指す)?",
    "decrease": rf"{_THAN_BASELINE}(?:減少|減らす|↓)(?:させる|する|を目指す)?",
    "keep": r"(?:現状|現状値|現状の水準|基準値|現在の水準|水準)?[のを]?(?:維持|継続)(?:する)?",
}


def trend_of(text: str) -> str | None:
    """Return the direction that a word in the place of a target names; None for any other text.

    >>> trend_of("現状値より 増加"), trend_of("維持する"), trend_of("80%以上")
    ('increase', 'keep', None)
    """
    plain = squeezed(text)
    return next((kind for kind, words in _TRENDS.items() if re.fullmatch(words, plain)), None)
