"""Workbooks and CSV files as cells: the only code that reads them."""
