"""What is published of a year and its corrections, held against itself and today's data."""
