"""Published years: rows from a report, what was corrected of them since, and how they stand to the data now."""
