"""Building blocks of the domain: numbers, calendar, text, declared records, findings."""
