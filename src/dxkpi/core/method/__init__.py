"""Judging of indicators: formulas, comparison values, ratings, rounding, grades."""
