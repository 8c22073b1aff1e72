"""From where on something deserves attention, and why from there."""

from fractions import Fraction

FAR_TIMES = 3
"""How many times its target a value has to be.

Published rates of targets that were passed lie at 120 to 220 percent (evaluation methods in use, 超過), and the check
for slips of a digit (KPI308) takes what is within three times of a target as near to it.
"""

LEVEL_SHARE = Fraction(1, 20)
"""How much of the way that was left may have been gone and still count as none.

A twentieth over three years' values: at that rate the whole way takes four decades, which no plan lasts.
"""

SILENT_YEARS = 2
"""After how many years without any value a target counts as never measured.

The value of the year before is in common use (前年度値), and statistics appear a year late; two years are neither.
"""

COPIES = 3
"""How often the same figure has to stand; once more may be chance, or a value not yet renewed (前年度値)."""

COPIED_DIGITS = 3
"""How many significant digits a figure needs for its return to be no accident.

12団体 may well stay 12団体; that 65,667件 are 65,667件 again for years is not to be expected.
"""

OLD_YEARS = 3
"""How many years a baseline may not be older than its plan.

The latest statistics are one or two years old when a plan is drawn up; by three a plan of five years is half gone.
"""

EXPECTED_SHARE = Fraction(1, 10)
"""What share of the values that a headline rests on has to be expected ones (見込).

Ten points are the width of a band in narrow schemes (100/90/80); so much may tip a headline from one into the next.
"""
