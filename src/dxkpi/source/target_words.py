"""Targets in words: what a list says of a target where it cannot mean anything else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dxkpi.core.basis.number_spelling import trend_of
from dxkpi.core.basis.text import clip, squeezed
from dxkpi.source.book.numbers import Slip, from_text
from dxkpi.source.codes.sheets import NUMBER

_NUMBER = r"[-+▲△]?\d[\d,]*(?:\.\d+)?"
_ONE = re.compile(
    rf"(?P<number>{_NUMBER})(?P<unit>[^\d~〜～]*?)"
    r"(?P<side>以上|以下|超|を?超える|を上回る|未満|を下回る)?(?P<keep>(?:を|の)?(?:水準を?)?(?:維持|保つ|継続)(?:する)?)?",
    re.ASCII,
)
_RANGE = re.compile(
    rf"(?P<min>{_NUMBER})(?P<unit>[^\d~〜～]*?)(?:[~〜～]|から|以上)(?P<max>{_NUMBER})(?P<other>[^\d~〜～]*?)(?:まで|以下)?",
    re.ASCII,
)
_SIDES = {
    **dict.fromkeys(("以上",), ("higher", False)),
    **dict.fromkeys(("以下",), ("lower", False)),
    **dict.fromkeys(("超", "超える", "を超える", "を上回る"), ("higher", True)),
    **dict.fromkeys(("未満", "を下回る"), ("lower", True)),
}
"""The better side of a limit, and whether it has to be passed."""
_SCALES = frozenset("十百千万億兆割分厘年月日")
_NO_UNIT = re.compile(r"程度|前後|約|増|減|ポイント|pt|累計|延べ|毎年|年間|各|倍|位以|[()]")


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """A target as the data write it; `better` where its words say it. `held`: it is the baseline."""

    direction: str
    target: Mapping[str, str] = field(default_factory=dict)
    better: str | None = None
    held: bool = False


def aim(text: str, unit: str | None, direction: str) -> ReadTarget:
    """Return the target that `text` says, in `unit`; `direction` is that of a bare number.

    Raises:
        Slip: where it can mean anything else.
    """
    plain = squeezed(text)
    kind = trend_of(plain)
    if kind:
        return ReadTarget(kind, held=kind == "keep")
    if (found := _RANGE.fullmatch(plain)) and found["unit"] in {"", found["other"]}:
        low, high = (_number(number, found["other"], unit, text) for number in (found["min"], found["max"]))
        return ReadTarget("range", {"min": low, "max": high})
    found = _ONE.fullmatch(plain)
    if found is None or (found["keep"] and found["side"] not in {None, "以上", "以下"}):
        raise _no_target(text)
    value = _number(found["number"], found["unit"], unit, text)
    if found["side"] is None:
        if direction not in {"absolute", "keep"}:
            raise Slip(
                NUMBER, f"目標「{clip(text)}」は数だが、direction が {direction} である。absolute か keep と書く"
            )
        return ReadTarget("keep" if found["keep"] else direction, {"value": value})
    better, beyond = _SIDES[found["side"]]
    if found["keep"]:
        return ReadTarget("keep", {"value": value}, better)
    return ReadTarget("absolute", {"value": value, **({"exclusive": "true"} if beyond else {})}, better)


def unit_of(text: str) -> str | None:
    """Return the unit that a number in words has, or None where it is not plain.

    >>> unit_of("80%以上"), unit_of("1,200 人"), unit_of("6千件"), unit_of("増加")
    ('%', '人', None, None)
    """
    plain = squeezed(text)
    own = _RANGE.fullmatch(plain)
    found = own["other"] if own else own["unit"] if (own := _ONE.fullmatch(plain)) else ""
    return found if found and found[0] not in _SCALES and not _NO_UNIT.search(found) else None


def _number(number: str, written: str, unit: str | None, text: str) -> str:
    if written and written != squeezed(unit or ""):
        raise _no_target(text)
    return from_text(number, None).value


def _no_target(text: str) -> Slip:
    return Slip(NUMBER, f"目標「{clip(text)}」は数にできない。dxkpi new indicator で作る")
