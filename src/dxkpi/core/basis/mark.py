"""The marks that may follow a figure: a closed set, and the one place that says what each of them means."""

from collections.abc import Collection
from enum import StrEnum


class Mark(StrEnum):
    """The marks of a figure that rests on more than final values of its own year, in the order of their signs.

    Columns of CSV and fields of JSON have the names of these.
    """

    BY_PUBLICATION = "by_publication"
    ASSUMED = "assumed"
    REVISED = "revised"
    CARRIED = "carried"
    PARTIAL = "partial"
    JUDGED = "judged"

    @classmethod
    def of_indicators(cls) -> "tuple[Mark, ...]":
        """Return the marks that an indicator brings with it; the others are of counts alone."""
        return tuple(mark for mark in cls if mark is not cls.BY_PUBLICATION)

    @property
    def sign(self) -> str:
        """The sign behind the figure; all signs are of one certain width."""
        return _SAID[self][0]

    @property
    def meaning(self) -> str:
        """The meaning of the sign, in Japanese, for the legend below a table."""
        return _SAID[self][1]


_SAID = {
    Mark.BY_PUBLICATION: (
        "＊",
        "公表された件数、または資料に名称のない指標の件数による（データだけでは決まらない）",
    ),
    Mark.ASSUMED: ("推", "資料にない値を推定したものを含む"),
    Mark.REVISED: ("改", "策定の後に改定された目標による"),
    Mark.CARRIED: ("前", "前の年度の値による（この年度の値ではない）"),
    Mark.PARTIAL: ("途", "年度の途中までの、または途中の時点の値による（1年分の値ではない）"),
    Mark.JUDGED: ("評", "人の評価による（値から計算した区分ではない）"),
}


def signs(marks: Collection[Mark]) -> str:
    """Return the signs of `marks`, each once."""
    return "".join(mark.sign for mark in Mark if mark in marks)
