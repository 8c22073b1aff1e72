"""How indicators are judged: formulas, comparison values, ratings, rounding, grades."""
