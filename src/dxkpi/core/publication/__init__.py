"""Published years: rows from a report, corrections since, and conformity with the present data."""
