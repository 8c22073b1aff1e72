"""The type of a value: a number, or a numerator and a denominator that make one."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, Self
from unicodedata import normalize

from pydantic import Discriminator, GetCoreSchemaHandler, Tag, model_validator
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from dxkpi.core.basis.number import Quotient, parse_number
from dxkpi.core.basis.record import Number, Record, contradiction, number_read_by
from dxkpi.core.basis.text import Misspelt, clip
from dxkpi.core.basis.unit import share_per

_SLASHED = re.compile(r"([^/]*[^/\s])\s*/\s*([^/\s][^/]*)")


class Divided(Record):
    """A numerator and a denominator above zero; `value` is the number that the source prints beside them."""

    numerator: Number
    denominator: Number
    value: Number | None = None

    @model_validator(mode="after")
    def _can_be_divided(self) -> Self:
        if self.denominator <= 0:
            raise contradiction(
                f"分母が{self.denominator}である",
                "0より大きい分母を書く。対象がない年度なら、値を書かない",
                "denominator",
            )
        return self

    @property
    def quotient(self) -> Quotient:
        """The number that they make."""
        return Quotient(self.numerator, self.denominator, self.value)


def slashed(text: str) -> tuple[str, str] | None:
    """Return the numerator and the denominator of a fraction as people type it, each as written; None for other texts.

    >>> slashed("3/8"), slashed("12 / 40"), slashed("2021/4/1"), slashed("37.5")
    (('3', '8'), ('12', '40'), None, None)
    """
    found = _SLASHED.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


def joined(written: Any) -> tuple[str, dict[str, str]] | None:  # noqa: ANN401 - data as written
    """Return the fraction that a value in its written form is, and the keys beside it; None for other values.

    >>> joined({"numerator": "3", "denominator": "8", "value": "37.5"}), joined({"value": "5"})
    (('3/8', {'value': '37.5'}), None)
    """
    if not (isinstance(written, Mapping) and {"numerator", "denominator"} <= written.keys()):
        return None
    beside = {key: own for key, own in written.items() if key not in {"numerator", "denominator"}}
    return f"{written['numerator']}/{written['denominator']}", beside


def written_quantity(text: str) -> str | dict[str, str]:
    """Return a value as the data write it: a number as it is, `3/8` as numerator and denominator.

    Raises:
        Misspelt: for any other spelling.
    """
    parts = slashed(normalize("NFKC", text))
    if parts is None:
        parse_number(text)
        return text
    for part in parts:
        parse_number(part)
    if slashed(text) != parts:
        raise Misspelt(text, "半角の分数（例 3/8）", "/".join(parts))
    if parse_number(parts[1]) <= 0:
        raise Misspelt(text, "分母が0より大きい分数（例 3/8）")
    return dict(zip(("numerator", "denominator"), parts, strict=True))


def quantity_of(written: str | Mapping[str, str], unit: str | None = None) -> Decimal:
    """Return the number that a value in its written form is in its unit; `3/8` is taken as well.

    Raises:
        Misspelt: for any other spelling.
    """
    own = written_quantity(written) if isinstance(written, str) else written
    if isinstance(own, str):
        return parse_number(own)
    numerator, denominator = (parse_number(own[key]) for key in ("numerator", "denominator"))
    return Quotient(numerator, denominator, per=share_per(unit))


def same(one: Decimal, other: Decimal) -> bool:
    """Say whether two values are written as the same: 3/8 is neither 6/16 nor 0.375."""
    if isinstance(one, Quotient) and isinstance(other, Quotient):
        return one.halves == other.halves
    return isinstance(one, Quotient) is isinstance(other, Quotient) and one == other


def recounted(own: Any, per: int) -> Any:  # noqa: ANN401 - any value of a record
    """Return a value of a record with each quotient in it in a unit of which 1 is `per`; itself where there is none."""
    match own:
        case Quotient():
            return own.counted(per)
        case Record():
            now = {key: (value, recounted(value, per)) for key, value in own}
            changed = {key: new for key, (old, new) in now.items() if new is not old}
            return own.model_copy(update=changed) if changed else own
        case dict():
            found = {key: recounted(value, per) for key, value in own.items()}
            return found if any(found[key] is not value for key, value in own.items()) else own
        case tuple():
            each = tuple(recounted(value, per) for value in own)
            return each if any(new is not old for new, old in zip(each, own, strict=True)) else own
        case _:
            return own


def _number(text: str) -> Decimal:
    try:
        return parse_number(text)
    except Misspelt as misspelt:
        parts = slashed(text)
        if parts is None:
            raise
        hint = f"分数は、分子と分母に分けて書く（numerator: {clip(parts[0])} と denominator: {clip(parts[1])}）"
        raise Misspelt(text, misspelt.expected, hint=hint) from None


class Reads(NamedTuple):
    """Type of a number that is read from a `record`."""

    record: type[Divided] = Divided

    def __get_pydantic_core_schema__(self, _type: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_after_validator_function(lambda own: own.quotient, handler.generate_schema(self.record))


def _kind(written: object) -> str:
    return "[divided]" if isinstance(written, dict) else "[number]"


_Undivided = Annotated[Decimal, number_read_by(_number)]
Quantity = Annotated[
    Annotated[Quotient, Reads(), Tag("[divided]")] | Annotated[_Undivided, Tag("[number]")], Discriminator(_kind)
]
"""A value: a number, or the numerator and the denominator that make one."""
