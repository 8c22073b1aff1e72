"""The formulas and comparison values that a plan can choose from. To add one: its module, and one line here."""

from dxkpi.core.methods.comparison import Comparison, FinalTarget
from dxkpi.core.methods.distance import Distance
from dxkpi.core.methods.judgement import Formula

FORMULAS: dict[str, Formula] = {
    "distance": Distance(),
}

COMPARISONS: dict[str, Comparison] = {
    "target": FinalTarget(),
}
