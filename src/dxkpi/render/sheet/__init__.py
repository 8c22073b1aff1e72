"""Questionnaires as answer sheets, in a workbook or as CSV."""
