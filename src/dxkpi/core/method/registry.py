"""The formulas and comparison values that a plan can choose from. To add one: its module, and one line here."""

from dxkpi.core.method.comparison import (
    ElapsedShare,
    FinalTarget,
    PreviousYear,
    SincePrevious,
    StraightLine,
    YearTarget,
)
from dxkpi.core.method.formula import Distance, Position, Ratio, RatioMirrored
from dxkpi.core.method.protocols import Comparison, Formula

FORMULAS: dict[str, Formula] = {
    "distance": Distance(),
    "ratio": Ratio(),
    "ratio_mirrored": RatioMirrored(),
    "position": Position(),
}

COMPARISONS: dict[str, Comparison] = {
    "target": FinalTarget(),
    "year_target": YearTarget(),
    "straight_line": StraightLine(),
    "elapsed_share": ElapsedShare(),
    "previous_year": PreviousYear(),
    "since_previous": SincePrevious(),
}

LOOKING_BACK = frozenset({"previous_year", "since_previous"})
"""The comparisons that rest on the actual of the year before as well."""

RISING_ONLY = frozenset({"elapsed_share"})
"""The comparisons that say nothing of what shall decrease."""


def in_words(formula: str, against: str) -> str:
    """A formula with the words for what it is held against: `実績値 ÷ 年度目標値`."""
    comparison = COMPARISONS[against]
    whole = FORMULAS[formula]
    words = (whole.rising if against in RISING_ONLY else whole.text).replace("基準値", comparison.baseline_word)
    return words.replace("目標値", comparison.target_word)
