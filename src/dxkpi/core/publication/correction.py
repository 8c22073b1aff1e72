"""A correction (正誤): what a record of a published year said, what it says from now on, and why."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.scalars import Date, Id, Record, Refusal, Text, Typed, Year, contradiction, refuse, typed
from dxkpi.core.source import Source
from dxkpi.core.spelling import Misspelt, nearest

OF_INDICATOR: Mapping[str, int] = {
    "id": 0, "name": 0, "section": 0, "relisted": 0, "unit": 0, "direction": 0, "better": 0, "counting": 0,
    "baseline": 0, "target": 0, "actuals": 1, "suspended": 0, "states": 1, "source": 0, "assumed": 1,
}  # fmt: skip
OF_PLAN: Mapping[str, int] = {
    "name": 0, "adopted": 0, "target_year": 0, "period": 0, "method": 0, "ratings": 1, "suspended": 0, "states": 1,
    "sections": 1, "tables": 0, "relisted_count": 0, "undisclosed": 2, "published": 1, "documents": 1, "revisions": 1,
}  # fmt: skip
"""The records that a published year rests on, by field, and how many words behind it say which one of the field."""

YEARLY = frozenset({"actuals", "published"})
Written = Any
"""A value as the data write it: text, or lists and mappings of such."""


def _record(text: str) -> str:
    """The name of a record, its year as every message writes it.

    Raises:
        Misspelt: for what names none.
    """
    field, *words = text.split() or ("",)
    known = {**OF_INDICATOR, **OF_PLAN}
    if field not in known:
        listed = "、".join(known)
        meant = nearest(field[:80], known)
        hint = None if meant else f"{listed} のどれかで始める"
        raise Misspelt(text, "公表に凍結された記録の名前（例 baseline、actuals R3）", meant, hint)
    if not words and known[field]:
        raise Misspelt(text, f"一つの記録の名前（{field} の後に、どれのことかを書く。例 actuals R3、ratings from60）")
    if words and not (OF_INDICATOR.get(field) or OF_PLAN.get(field)):
        raise Misspelt(text, "記録の名前", field)
    if field in YEARLY:
        words = [str(parse_fiscal_year(" ".join(words)))]
    return " ".join((field, *words))


def _written(value: Any) -> Written:  # noqa: ANN401
    if value is None:
        raise refuse(Refusal.NO_VALUE, "値が書かれていない")
    if isinstance(value, Mapping):
        return {str(key): _written(own) for key, own in value.items()}
    return [_written(own) for own in value] if isinstance(value, list) else str(value)


RecordName = Annotated[str, typed(Refusal.CHOICE, _record, "string", pattern=r"\S")]
AnyValue = Annotated[Any, Typed(_written, {"type": ["string", "number", "boolean", "object", "array"]})]


class Correction(Record):
    """One change of one record that a published `year` rests on; no other change is permitted by it.

    `record` names it as `baseline`, `actuals R3` or `ratings from60` do; without `indicator` it is one of the plan.
    `from` and `to` name the keys that change, and below them only what changes; a list and a single value they give
    whole. Without `from` there was none, without `to` there is none any more.
    """

    date: Date
    year: Year
    indicator: Id | None = None
    record: RecordName
    before: AnyValue = Field(default=None, alias="from")
    after: AnyValue = Field(default=None, alias="to")
    what: Text | None = None
    why: Text
    source: Source | None = None

    @model_validator(mode="after")
    def _says_a_change(self) -> Self:
        if self.before is None and self.after is None:
            raise contradiction(
                "訂正の前 from も後 to も書かれていない", "from に公表した値、to に正しい値を書く", "record"
            )
        known = OF_PLAN if self.indicator is None else OF_INDICATOR
        if self.key[0] not in known:
            raise contradiction(
                f"「{self.record}」は、{'計画' if self.indicator is None else '指標'}の記録ではない",
                f"{'、'.join(known)} のどれかで始める",
                "record",
            )
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """The field of the record, and which one of that field."""
        field, *words = self.record.split(" ", 1)
        return (field, *words)


class Misfit(Enum):
    """Why a correction does not apply."""

    UNKNOWN_INDICATOR = auto()
    NOT_FROM = auto()
    NOT_A_RECORD = auto()
    SAME = auto()
    TOO_EARLY = auto()
