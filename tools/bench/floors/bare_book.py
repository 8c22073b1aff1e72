"""A workbook with so many rows and columns of text, written by bare openpyxl: the floor for whatever writes one."""

import sys

from openpyxl import Workbook

rows, columns, target = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
book = Workbook()
sheet = book.create_sheet(index=0)
for row in range(1, rows + 1):
    for column in range(1, columns + 1):
        sheet.cell(row, column, f"{row} {column}")
book.save(target)
